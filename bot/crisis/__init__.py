"""An incident that people lead as a crisis: started, worked through, told of in public, and ended."""

from bot.crisis.acts import CrisisActs
from bot.crisis.statements import Statements
from bot.crisis.tasks import Tasks

__all__ = ["CrisisActs", "Statements", "Tasks"]

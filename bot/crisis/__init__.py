"""An incident that people lead as a crisis: started, worked through, told of in public, and ended."""

from dataclasses import dataclass

from bot.crisis.acts import CrisisActs
from bot.crisis.called import Called
from bot.crisis.speaking import Speaking
from bot.crisis.statements import Statements
from bot.crisis.tasks import Tasks

__all__ = ["Called", "CrisisActs", "CrisisRoom", "Statements", "Tasks"]


@dataclass(frozen=True)
class CrisisRoom:
    """Everything that people can do in a crisis."""

    acts: CrisisActs
    statements: Statements
    tasks: Tasks
    called: Called
    speaking: Speaking

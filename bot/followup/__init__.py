"""What an approved reply promised, until somebody has kept it."""

from bot.followup.promises import commit
from bot.followup.reminders import Followup

__all__ = ["Followup", "commit"]

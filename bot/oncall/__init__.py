"""Clocks that run beside a mention's way: who is pinged when nobody acts, and what falls due."""

from bot.oncall.duty import Duty
from bot.oncall.elsewhere import Elsewhere
from bot.oncall.opening import Opening, open_clocks
from bot.oncall.ringing import OnCall
from bot.oncall.summoning import Summoning

__all__ = ["Duty", "Elsewhere", "OnCall", "Opening", "Summoning", "open_clocks"]

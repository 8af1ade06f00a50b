"""Clocks that run beside a mention's way: who is pinged when nobody acts, and what falls due."""

from bot.oncall.duty import Duty
from bot.oncall.opening import Opening, open_clocks
from bot.oncall.ringing import OnCall

__all__ = ["Duty", "OnCall", "Opening", "open_clocks"]

"""Clocks that run beside a mention's way: who is pinged when nobody acts, and what falls due."""

from bot.oncall.ringing import OnCall, open_clocks

__all__ = ["OnCall", "open_clocks"]

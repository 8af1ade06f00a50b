"""A strict local stand-in for Slack, with a page where a person acts as somebody, and a public timeline."""

from bot.sandbox.server import Sandbox
from bot.sandbox.shapes import ActError

__all__ = ["ActError", "Sandbox"]

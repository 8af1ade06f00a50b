"""Incidents: mentions with one cause are grouped; a group that is more than usual opens, grows and ends."""

from bot.incidents.acts import IncidentActs
from bot.incidents.grouping import IncidentGrouping

__all__ = ["IncidentActs", "IncidentGrouping"]

"""Who might speak up for the brand in an incident, asked fairly: not bought, not scripted, free to say no."""

from dataclasses import dataclass

from bot.advocates.file import AdvocatesFile, read_file
from bot.advocates.linking import Linking
from bot.advocates.outreach import Outreaches, Shown
from bot.advocates.roster import Roster

__all__ = ["Advocates", "AdvocatesFile", "Linking", "Outreaches", "Roster", "Shown", "read_file"]


@dataclass(frozen=True)
class Advocates:
    """The list, and the letters to those on it."""

    roster: Roster
    letters: Outreaches

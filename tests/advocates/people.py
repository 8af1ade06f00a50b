"""People on the list, letters and incidents, for tests that start in the middle."""

from pathlib import Path

import bot
from bot.advocates import AdvocatesFile, read_file
from bot.gallery.asking import GOOD_END, TIES, a_letter, an_advocate

__all__ = ["GOOD_END", "TIES", "a_letter", "an_advocate"]


SHIPPED = Path(bot.__file__).parents[1] / "templates" / "advocates.toml"


def shipped_file() -> AdvocatesFile:
    """The file that comes with Amends."""
    return read_file(SHIPPED.read_text(encoding="utf-8"))

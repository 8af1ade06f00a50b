"""`amends demo --gallery OUT.html`: everything that people see in Slack, in one file."""

from pathlib import Path
from typing import Any

import click

from bot.errors import SettingsFault
from bot.gallery.rooms import Room, rooms
from bot.gallery.rows import NOON, SAM
from bot.sandbox.bundle import single_file
from bot.sandbox.cast import BOT_USER, Person, default_channels, default_groups, default_people

PAGE = "gallery.html"
LEAD = (
    "Everything that Amends shows in Slack, drawn from sample rows of a ferry company that does not exist, "
    "by the code that draws the demo. Menus open; buttons do nothing."
)


def write_gallery(path: Path) -> None:
    """The file, written anew.

    Raises:
        SettingsFault: it cannot be written there.
    """
    hung = rooms()
    try:
        path.write_text(single_file(PAGE, _data(hung)), encoding="utf-8")
    except OSError as refused:
        raise SettingsFault(
            [f"Cannot write {path} ({refused.strerror}). Choose a folder that you may write to"]
        ) from refused
    pieces = sum(len(room.pieces) for room in hung)
    click.echo(
        f"{pieces} cards, messages, forms and Homes are in {path}. Open it in a browser; it needs no network."
    )


def _data(hung: tuple[Room, ...]) -> dict[str, Any]:
    bot = Person(BOT_USER, "Amends", "App", is_bot=True)
    return {
        "lead": LEAD,
        "me": SAM,
        "bot": BOT_USER,
        "at": NOON.timestamp(),
        "people": [_person(one) for one in (*default_people(), bot)],
        "groups": [dict(vars(group)) for group in default_groups()],
        "channels": [{"id": one.id, "name": one.name, "kind": "channel"} for one in default_channels()],
        "rooms": [_room(room) for room in hung],
    }


def _person(person: Person) -> dict[str, Any]:
    fields = ("id", "name", "title", "initials", "color", "is_bot", "is_guest", "is_stranger")
    return {name: getattr(person, name) for name in fields}


def _room(room: Room) -> dict[str, Any]:
    pieces = [dict(vars(piece)) for piece in room.pieces]
    return {"title": room.title, "about": room.about, "surface": room.surface, "pieces": pieces}

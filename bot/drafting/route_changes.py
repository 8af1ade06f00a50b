"""Routes of the policy, one changed at a time, in the text of its file. Pure."""

from collections.abc import Callable, Sequence

from bot.drafting.toml_values import with_entry_instead, with_new_entry, without_entry
from bot.routing import Route, table_of
from bot.text import sha256

TABLE = "route"
MARK = 16
"""Characters of the digest that tells two routes apart."""


def mark_of(route: Route) -> str:
    """What a button knows a route by: another one means that somebody changed it."""
    return sha256(repr(sorted(table_of(route).items())))[:MARK]


def place_of(routes: Sequence[Route], mark: str, place: int) -> int | None:
    """Where a route of this mark stands now, if it still does: at `place`, or else the first like it."""
    if 0 <= place < len(routes) and mark_of(routes[place]) == mark:
        return place
    return next((number for number, one in enumerate(routes) if mark_of(one) == mark), None)


def put(place: int | None, route: Route) -> Callable[[str], str]:
    """The file with this route at a place, instead of the one there; behind all others for `None`."""
    values = table_of(route)
    if place is None:
        return lambda text: with_new_entry(text, TABLE, values)
    return lambda text: with_entry_instead(text, TABLE, place, values)


def earlier(routes: Sequence[Route], place: int) -> Callable[[str], str]:
    """The file with two routes in the other order: the one at `place` is asked first."""

    def swapped(text: str) -> str:
        moved = with_entry_instead(text, TABLE, place - 1, table_of(routes[place]))
        return with_entry_instead(moved, TABLE, place, table_of(routes[place - 1]))

    return swapped


def removed(place: int) -> Callable[[str], str]:
    """The file without the route at this place."""
    return lambda text: without_entry(text, TABLE, place)

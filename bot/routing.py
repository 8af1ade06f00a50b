"""A mention -> the channel that its card goes to, and who alone approves it. Pure; the first match wins."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from bot.models import Category, Severity

CHANNEL = re.compile(r"[CG][A-Z0-9]{2,20}")
WHO = re.compile(r"[UWS][A-Z0-9]{2,20}")
LANGUAGE = re.compile(r"[a-z]{2,3}")
_KEYS = ("brand", "platform", "category", "language", "severity", "channel", "approvers")


@dataclass(frozen=True)
class Post:
    """What routes look at: a mention as it was judged when its first draft was made."""

    brand: str
    """The brand's id."""
    platform: str
    category: str
    language: str
    severity: Severity


@dataclass(frozen=True)
class Route:
    """Where a kind of mention goes. An empty condition takes everything."""

    brand: frozenset[str] = frozenset()
    platform: frozenset[str] = frozenset()
    category: frozenset[str] = frozenset()
    language: frozenset[str] = frozenset()
    severity: Severity = Severity.LOW
    """This grave or graver."""
    channel: str | None = None
    """`None` is the channel of all others."""
    approvers: tuple[str, ...] = ()
    """Users and user groups who alone approve it, beside managers; empty is every approver."""

    def takes(self, post: Post) -> bool:
        """Whether every condition holds."""
        pairs = (
            (self.brand, post.brand.casefold()),
            (self.platform, post.platform.casefold()),
            (self.category, post.category),
            (self.language, post.language.casefold().partition("-")[0]),
        )
        return post.severity >= self.severity and all(not asked or is_ in asked for asked, is_ in pairs)


ELSEWHERE = Route()
"""What no route takes: the channel of all, and every approver."""


def route_of(routes: Iterable[Route], post: Post) -> Route:
    """The first route that takes it."""
    return next((route for route in routes if route.takes(post)), ELSEWHERE)


def group_of(route: Route) -> str | None:
    """Who alone approves, as one word for the draft's row; `None` is every approver."""
    return ",".join(route.approvers) or None


def ids_of(group: str | None) -> tuple[str, ...]:
    """The user and user-group ids in a draft's `approver_group`."""
    return tuple(one for one in (group or "").split(",") if one)


def routes_of(raw: object) -> tuple[Route, ...]:
    """The `[[route]]` tables of a policy.

    Raises:
        ValueError: in words for whoever wrote them, with the number of the route.
    """
    if not isinstance(raw, list):
        raise ValueError("routes are written as [[route]], with two brackets on each side")
    return tuple(_numbered(number, each) for number, each in enumerate(raw, start=1))


def table_of(route: Route) -> dict[str, str | list[str]]:
    """The same as a `[[route]]` table, with only what it asks for."""
    lists = {
        "brand": sorted(route.brand),
        "platform": sorted(route.platform),
        "category": sorted(route.category),
        "language": sorted(route.language),
        "approvers": list(route.approvers),
    }
    table: dict[str, str | list[str]] = {key: values for key, values in lists.items() if values}
    if route.severity > Severity.LOW:
        table["severity"] = route.severity.name.lower()
    return table if route.channel is None else {**table, "channel": route.channel}


def _numbered(number: int, raw: object) -> Route:
    try:
        return read_route(raw)
    except ValueError as fault:
        raise ValueError(f"route {number}: {fault}") from fault


def read_route(raw: object) -> Route:
    """One `[[route]]` table.

    Raises:
        ValueError: in words for whoever wrote it.
    """
    if not isinstance(raw, Mapping):
        raise ValueError("write its conditions below a line [[route]]")
    _known(raw)
    route = Route(
        brand=_words(raw, "brand"),
        platform=_words(raw, "platform"),
        category=_checked(raw, "category", [each.value for each in Category]),
        language=_shaped(raw, "language", LANGUAGE, "two letters, such as de"),
        severity=_severity(raw.get("severity", "low")),
        channel=_channel(raw.get("channel")),
        approvers=_who(raw),
    )
    if route.channel is None and not route.approvers:
        raise ValueError("it leads nowhere; give it a channel, approvers, or both")
    return route


def _known(raw: Mapping[str, Any]) -> None:
    """A word that nobody reads is most often a slip of the pen."""
    for key in raw:
        if key not in _KEYS:
            near = get_close_matches(key, _KEYS, 1)
            hint = f"; did you mean “{near[0]}”?" if near else ""
            raise ValueError(f"“{key}” means nothing here{hint}")


def _listed(raw: Mapping[str, Any], key: str) -> list[str]:
    """One text, or a list of texts."""
    given = raw.get(key, [])
    values = [given] if isinstance(given, str) else given
    if not isinstance(values, list) or not all(isinstance(one, str) and one.strip() for one in values):
        raise ValueError(f"“{key}” must be a text or a list of texts")
    return [one.strip() for one in values]


def _words(raw: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(one.casefold() for one in _listed(raw, key))


def _checked(raw: Mapping[str, Any], key: str, known: Sequence[str]) -> frozenset[str]:
    found = _words(raw, key)
    if strange := sorted(found - set(known)):
        raise ValueError(f"there is no {key} “{strange[0]}”; there are: {', '.join(known)}")
    return found


def _shaped(raw: Mapping[str, Any], key: str, shape: re.Pattern[str], like: str) -> frozenset[str]:
    found = _words(raw, key)
    if wrong := [one for one in sorted(found) if not shape.fullmatch(one)]:
        raise ValueError(f"“{wrong[0]}” is no {key}: write {like}")
    return found


def _severity(word: object) -> Severity:
    names = [each.name.lower() for each in Severity]
    if not isinstance(word, str) or word.casefold() not in names:
        raise ValueError(f"“severity” must be one of: {', '.join(names)}")
    return Severity[word.upper()]


def _channel(given: object) -> str | None:
    if given is None:
        return None
    if not isinstance(given, str) or not CHANNEL.fullmatch(given):
        raise ValueError(f"“channel” must be a channel's id such as C0123ABCD, not “{given}”")
    return given


def _who(raw: Mapping[str, Any]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(_listed(raw, "approvers")))
    if wrong := [one for one in found if not WHO.fullmatch(one)]:
        raise ValueError(f"“{wrong[0]}” is no user or user-group id (they look like U0123ABCD or S0123ABCD)")
    return found

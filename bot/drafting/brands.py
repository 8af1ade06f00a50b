"""A brand as its file describes it: voice, sign-off, one channel, facts, and what it can truly promise."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot import templates_engine
from bot.errors import TemplateFault

ACTION_VARIABLES = frozenset({"ask", "due", "channel", "brand", "trip", "thing"})
"""What the wording of an action may use."""


@dataclass(frozen=True)
class Fact:
    """One thing that may be said in public because somebody has checked it."""

    id: str
    text: str


@dataclass(frozen=True)
class Action:
    """A next step that the brand can keep. `due` in words; "today" becomes "tomorrow" after closing time."""

    id: str
    categories: tuple[str, ...]
    """Playbooks that use it; empty for all others."""
    wordings: tuple[str, ...]
    owner: str
    what: str
    due: str


@dataclass(frozen=True)
class Brand:
    """Everything that a reply may know about the brand."""

    id: str
    name: str
    voice: str
    sign_off: str
    channel: str
    links: tuple[str, ...]
    never: tuple[str, ...]
    facts: tuple[Fact, ...]
    actions: tuple[Action, ...]
    handles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """Names of places that a reply may repeat."""
    trade: str = ""
    """Assumed when a mention does not show it, e.g. `travel`."""
    zone: tzinfo = UTC
    open_until: int = 20
    """Hour after which "today" cannot be promised any more."""

    def due(self, action: Action, now: datetime) -> str:
        """When the action will be done, in words that are true now."""
        closed = now.astimezone(self.zone).hour >= self.open_until
        return "tomorrow" if action.due == "today" and closed else action.due

    def action_for(self, category: str) -> Action:
        """The step for a category, or the one for everything."""
        general = [action for action in self.actions if not action.categories]
        return next((action for action in self.actions if category in action.categories), general[0])


def load_brand(text: str) -> Brand:
    """A brand from its TOML.

    Raises:
        TemplateFault: saying what is missing or wrong.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise TemplateFault("brand", None, f"the file cannot be read: {fault}") from fault
    name = f"brand {raw.get('id', '?')}"
    try:
        brand = _brand(raw)
    except (KeyError, TypeError, ValueError, ZoneInfoNotFoundError) as fault:
        raise TemplateFault(name, None, f"something is missing or not as expected: {fault}") from fault
    _check(name, brand)
    return brand


def _brand(raw: dict[str, Any]) -> Brand:
    return Brand(
        id=str(raw["id"]),
        name=str(raw["name"]),
        voice=str(raw["voice"]),
        sign_off=str(raw.get("sign_off", "")),
        channel=str(raw["channel"]),
        links=_texts(raw, "links"),
        never=_texts(raw, "never"),
        facts=tuple(Fact(str(fact["id"]), str(fact["text"])) for fact in raw.get("facts", [])),
        actions=tuple(_action(action) for action in raw["actions"]),
        handles=_texts(raw, "handles"),
        places=_texts(raw, "places"),
        trade=str(raw.get("trade", "")),
        zone=ZoneInfo(str(raw.get("zone", "UTC"))),
        open_until=int(raw.get("open_until", 20)),
    )


def _action(raw: dict[str, Any]) -> Action:
    wordings = _texts(raw, "say")
    if not wordings:
        raise ValueError(f"the action “{raw['id']}” has no sentence under say")
    return Action(
        id=str(raw["id"]),
        categories=_texts(raw, "for"),
        wordings=wordings,
        owner=str(raw["owner"]),
        what=str(raw["what"]),
        due=str(raw["due"]),
    )


def _texts(raw: dict[str, Any], key: str) -> tuple[str, ...]:
    values = raw.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(f"“{key}” must be a list of texts")
    return tuple(values)


def _check(name: str, brand: Brand) -> None:
    if not any(not action.categories for action in brand.actions):
        raise TemplateFault(name, None, "one action must be for everything: leave its “for” out")
    for action in brand.actions:
        for wording in action.wordings:
            templates_engine.lint(f"{name}, action {action.id}", wording, ACTION_VARIABLES)

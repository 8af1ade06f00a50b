"""A brand as its file describes it: voice, sign-off, channels, words, facts, and what it can promise."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from difflib import get_close_matches
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot import templates_engine
from bot.errors import TemplateFault
from bot.models import Category
from bot.ports import Commitment

ACTION_VARIABLES = frozenset({"ask", "due", "channel", "brand", "trip", "thing", "matter"})
"""What the wording of an action may use."""
MAX_INITIALS = 3
STATED = 0.6
"""Share of a fact's telling words that a text which states it holds."""


@dataclass(frozen=True)
class Fact:
    """One sentence that may be said in public because somebody has checked it."""

    id: str
    statement: str
    valid_until: datetime | None = None
    """`None` holds until somebody takes it back."""
    applies_to: tuple[str, ...] = ()
    """Categories it may be said for; empty for all."""

    def holds(self, category: str, now: datetime) -> bool:
        """Whether a reply of this category may state it now."""
        in_time = self.valid_until is None or self.valid_until > now
        return in_time and (not self.applies_to or category in self.applies_to)


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
    foreign: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Wordings in other languages, by the name of the language's file: `es`, `es-formal`."""

    @property
    def foreign_wordings(self) -> tuple[str, ...]:
        """Those of all other languages."""
        return tuple(chain.from_iterable(self.foreign.values()))


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
    """Those its file starts with; what holds now stands in the database."""
    actions: tuple[Action, ...]
    handles: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    """Names of places that a reply may repeat."""
    trade: str = ""
    """Assumed when a mention does not show it, e.g. `travel`."""
    zone: tzinfo = UTC
    open_until: int = 20
    """Hour after which "today" cannot be promised any more."""
    prefer: tuple[tuple[str, str], ...] = ()
    """Words with the better ones."""
    channels: Mapping[str, str] = field(default_factory=dict)
    """Where to go on in private, for networks on which it is another place than `channel`."""
    initials: bool = True
    """Whether a colleague who takes a mention signs with their initials."""
    formal: bool = False
    """Whether it says "usted", "vous" and "Sie" to everybody."""
    personal: tuple[str, ...] = ()
    """Networks on which colleagues post from accounts of their own, so that they say where they work."""
    is_personal: bool = False
    """Whether this is the brand as it speaks on one of them."""

    def on(self, platform: str, language: str = "en") -> "Brand":
        """The same brand as it speaks on one network, to a post in this language."""
        channel = self.channels.get(platform, self.channel)
        if platform not in self.personal:
            return replace(self, channel=channel)
        said = _I_WORK_AT.get(language, _I_WORK_AT["en"]).format(self.name)
        return replace(
            self,
            channel=channel,
            sign_off=f"{said} {self.sign_off}".strip(),
            initials=self.initials and bool(self.sign_off),
            is_personal=True,
        )

    def due(self, action: Action, now: datetime) -> str:
        """When the action will be done, in words that are true now."""
        closed = now.astimezone(self.zone).hour >= self.open_until
        return "tomorrow" if action.due == "today" and closed else action.due

    def owes(self, action: Action, now: datetime, due: str | None = None) -> Commitment:
        """What stating the action commits its owner to; `due` if the text names a time of its own."""
        return Commitment(
            owner=action.owner,
            what=action.what,
            due=due or self.due(action, now),
            zone=str(self.zone),
            closes=self.open_until,
        )

    def action_for(self, category: str) -> Action:
        """The step for a category, or the one for everything."""
        general = [action for action in self.actions if not action.categories]
        return next((action for action in self.actions if category in action.categories), general[0])


def signed(text: str, brand: Brand, initials: str) -> str:
    """The text signed by one person of the team: "– Harbourline Care, AR".

    Without initials it is the team's again. Unchanged if the brand does not sign so, or the text does not end
    with its sign-off.
    """
    bare = text.rstrip()
    if not (brand.initials and brand.sign_off):
        return text
    team, comma, others = bare.rpartition(", ")
    if comma and team.endswith(brand.sign_off) and len(others) <= MAX_INITIALS and others.isupper():
        bare = team
    if not bare.endswith(brand.sign_off):
        return text
    return f"{bare}, {initials}" if initials else bare


def initials_of(name: str) -> str:
    """ "Ann Lee Reyes" -> "AR"; empty for a name without letters."""
    parts = [part for part in name.split() if part[0].isalpha()]
    ends = parts if len(parts) < MAX_INITIALS else [parts[0], parts[-1]]
    return "".join(part[0] for part in ends).upper()


def stated(text: str, facts: Iterable[Fact]) -> tuple[str, ...]:
    """Ids of the facts that a text states, as far as their words tell."""
    said = _telling(text)
    return tuple(
        fact.id
        for fact in facts
        if (words := _telling(fact.statement)) and len(words & said) >= STATED * len(words)
    )


def sendable(channel: str) -> str:
    """A private channel as something that people can send: replies say "send me a DM".

    "help@acme.example" -> "an e-mail to help@acme.example"; "DM" -> "a DM".
    """
    words = channel.strip()
    if _E_MAIL.fullmatch(words):
        return f"an e-mail to {words}"
    if _LINK.fullmatch(words):
        return f"a message through {words}"
    if _BARE_MESSAGE.match(words):
        return f"{'an' if words[0] in 'eE' else 'a'} {words}"
    return words


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
    _known("the file", raw, _KEYS)
    words = _table(raw, "words")
    _known("[words]", words, {"never", "prefer"})
    zone = ZoneInfo(str(raw.get("zone", "UTC")))
    return Brand(
        id=str(raw["id"]),
        name=str(raw["name"]),
        voice=str(raw["voice"]),
        sign_off=str(raw.get("sign_off", "")),
        channel=sendable(str(raw["channel"])),
        links=_texts(raw, "links"),
        never=_texts(words, "never"),
        facts=tuple(_fact(str(raw["id"]), fact, zone) for fact in raw.get("facts", [])),
        actions=tuple(_action(action) for action in raw["actions"]),
        handles=_texts(raw, "handles"),
        places=_texts(raw, "places"),
        trade=str(raw.get("trade", "")),
        zone=zone,
        open_until=int(raw.get("open_until", 20)),
        prefer=tuple((poor, str(better)) for poor, better in _table(words, "prefer").items()),
        channels={network: sendable(str(channel)) for network, channel in _table(raw, "channels").items()},
        initials=bool(raw.get("initials", True)),
        formal=bool(raw.get("formal", False)),
        personal=_texts(raw, "personal"),
    )


def _fact(brand: str, raw: dict[str, Any], zone: tzinfo) -> Fact:
    _known("[[facts]]", raw, {"id", "text", "valid_until", "for"})
    categories = _texts(raw, "for")
    if strange := set(categories) - {each.value for each in Category}:
        raise ValueError(f"the fact “{raw['id']}” is for “{min(strange)}”, which is no category")
    id = f"{brand}-{raw['id']}"
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", id):
        raise ValueError(f"the fact's id “{raw['id']}” may only hold letters, digits, “-” and “_”")
    return Fact(id, str(raw["text"]), _end_of(raw.get("valid_until"), zone), categories)


def _end_of(until: Any, zone: tzinfo) -> datetime | None:
    """The moment after a fact's last day, in the brand's zone."""
    if until is None:
        return None
    if isinstance(until, datetime):
        return (until if until.tzinfo else until.replace(tzinfo=zone)).astimezone(UTC)
    if not isinstance(until, date):
        raise TypeError("“valid_until” must be a day, such as valid_until = 2027-03-31 (without quotes)")
    return datetime.combine(until + timedelta(days=1), time(), zone).astimezone(UTC)


def _action(raw: dict[str, Any]) -> Action:
    _known(f"the action “{raw.get('id', '?')}”", raw, {"id", "for", "say", "say_in", "owner", "what", "due"})
    wordings = _texts(raw, "say")
    if not wordings:
        raise ValueError(f"the action “{raw['id']}” has no sentence under say")
    if not str(raw["owner"]).strip():
        raise ValueError(f"the action “{raw['id']}” needs an owner: who keeps it?")
    foreign = _table(raw, "say_in")
    return Action(
        id=str(raw["id"]),
        categories=_texts(raw, "for"),
        wordings=wordings,
        owner=str(raw["owner"]),
        what=str(raw["what"]),
        due=str(raw["due"]),
        foreign={code: _texts(foreign, code) for code in foreign},
    )


def _known(where: str, raw: Mapping[str, Any], keys: set[str]) -> None:
    """A word that nobody reads is most often a slip of the pen."""
    for key in raw:
        if key not in keys:
            near = get_close_matches(key, keys, 1)
            hint = f"; did you mean “{near[0]}”?" if near else ""
            raise ValueError(f"{where} has “{key}”, which means nothing here{hint}")


def _table(raw: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = raw.get(key, {})
    if not isinstance(value, dict):
        raise TypeError(f"“{key}” must be a table: a line [{key}] with its settings below it")
    return value


def _telling(text: str) -> set[str]:
    """Its numbers and longer words, each cut so that "days" and "day" are one."""
    words = re.findall(r"[^\W_]+", text.casefold())
    return {word[:5] for word in words if len(word) >= 4 or word.isdecimal()}


def _texts(raw: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values = raw.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(f"“{key}” must be a list of texts")
    return tuple(values)


def _check(name: str, brand: Brand) -> None:
    if not any(not action.categories for action in brand.actions):
        raise TemplateFault(name, None, "one action must be for everything: leave its “for” out")
    for action in brand.actions:
        for wording in (*action.wordings, *action.foreign_wordings):
            templates_engine.lint(f"{name}, action {action.id}", wording, ACTION_VARIABLES)


_E_MAIL = re.compile(r"[^\s@/]+@[^\s@/]+\.[^\s@/]+")
_LINK = re.compile(r"https?://\S+|(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
_BARE_MESSAGE = re.compile(
    r"(?:(?:direct|private|personal|text) )?(?:message|dm|pm|e-?mail|text|letter|call|line)\b", re.IGNORECASE
)
_KEYS = {
    *("id", "name", "voice", "sign_off", "initials", "formal", "channel", "channels", "links", "handles"),
    *("words", "places", "trade", "zone", "open_until", "facts", "actions", "personal"),
}
_I_WORK_AT = {
    "en": "I work at {}.",
    "es": "Trabajo en {}.",
    "fr": "Je travaille chez {}.",
    "de": "Ich arbeite bei {}.",
    "pt": "Trabalho na {}.",
}
"""What a colleague's own account has to disclose (FTC 16 CFR 255): rule R24 looks for it."""

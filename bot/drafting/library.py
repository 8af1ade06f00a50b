"""All tones, playbooks, brands and the policy, read and checked once; drafting only picks from them."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Any, cast, get_args

from bot.drafting.brands import Brand, load_brand
from bot.drafting.file_parts import cues_in, sentences_in
from bot.drafting.phrasebooks import Phrasebook, phrasebooks
from bot.drafting.policy_parts import cap_in, oncall_in, spike_alpha_in, targets_in, targets_on_in
from bot.drafting.spending import Cap
from bot.drafting.vocabulary import Words, words_of
from bot.errors import TemplateFault
from bot.models import IncidentLevel, Severity
from bot.models.incidents import SPIKE_ALPHA
from bot.rights import FourEyes
from bot.rota import Rules
from bot.routing import Route, routes_of

CLAUSE = frozenset({"trip", "thing", "was", "has_not", "duration"})
"""What a problem's words may use."""
SENTENCE = CLAUSE | {"problem", "topic", "ask", "due", "channel", "brand", "name", "matter", "things", "fact"}
"""What a sentence may use."""
GENERAL, UNCLEAR, HOLDING = "general", "unclear", "safety"
"""The playbook for everything else, the one for posts that tell no more than anger, and the one whose posture
serves all critical cases."""
DEFAULT_BRAND = "default"
_KEPT = 128
"""Files of each kind whose reading is kept: when one is changed, only that one is read again."""


@dataclass(frozen=True)
class Problem:
    """When a mention says one of these things, the reply names it so.

    `say` is a clause that follows "I'm sorry"; `about` a noun that follows "I'm sorry about". One is empty.
    """

    when: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    things: tuple[str, ...]
    needs: tuple[str, ...]
    trade: str
    not_with: tuple[str, ...]
    say: tuple[str, ...]
    about: tuple[str, ...]


@dataclass(frozen=True)
class Playbook:
    """How one kind of complaint is answered."""

    name: str
    strategy: str
    topic: str
    ask: str
    owning: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Trade:
    """A line of business, told by its words; `ask` is what to send in private so that a case can be found."""

    name: str
    when: re.Pattern[str] | None
    ask: str


@dataclass(frozen=True)
class Common:
    """What every playbook shares: second problems, what was at stake, trades."""

    also: tuple[Problem, ...]
    stakes: tuple[Problem, ...]
    trades: tuple[Trade, ...]
    topics: Mapping[str, str]
    """How to name a subject of `rules.subjects` when no problem matches."""
    care: tuple[str, ...]
    """Said instead of "owning" where the failure was nobody's: care without fault."""
    full: tuple[str, ...]
    """Said beside "owning" where the failure could have been prevented."""
    noted: tuple[str, ...]
    """How to name what else the post speaks of."""
    correction: tuple[str, ...]
    """How to state a checked fact that the post has otherwise."""
    words: Words


@dataclass(frozen=True)
class Tone:
    """How it is said."""

    name: str
    guide: str
    contractions: bool
    parts: frozenset[str]
    """Optional parts of a reply that this tone uses: `greeting`, `stakes`, `owning`, `closing`."""
    greeting: tuple[str, ...]
    apology: tuple[str, ...]
    apology_about: tuple[str, ...]
    sympathy: tuple[str, ...]
    closing: tuple[str, ...]


@dataclass(frozen=True)
class Policy:
    """Defaults for all brands. `targets`: time from arrival to a decision.

    `private_first`: the public reply stays short and leaves the details to the private channel.
    """

    default_tone: str
    targets: Mapping[Severity, timedelta]
    private_first: bool = False
    four_eyes: FourEyes = "auto"
    cap: Cap = field(default_factory=Cap)
    list_low: bool = True
    """Drafts of low severity stand in a list each half hour instead of on cards of their own."""
    second_manager: bool = False
    """What one manager saves from Slack is in force only once another has agreed."""
    signs: Mapping[str, re.Pattern[str] | None] = field(default_factory=dict)
    """Kinds of posts that are answered in their own way, told by their words."""
    spike_alpha: Mapping[IncidentLevel, float] = field(default_factory=lambda: dict(SPIKE_ALPHA))
    """How improbable a crowd is that makes an incident of each level."""
    routes: tuple[Route, ...] = ()
    """Which channel and which approvers a mention goes to; the first that takes it."""
    targets_on: Mapping[str, Mapping[Severity, timedelta]] = field(default_factory=dict)
    """Networks that have other targets than all."""
    oncall: Rules = field(default_factory=Rules)
    """Hours, the ladder, and the rotations."""

    def due_at(self, received_at: datetime, severity: Severity, platform: str) -> datetime:
        """By when a post that came at that time is to be decided on."""
        own = self.targets_on.get(platform.casefold(), {})
        return self.oncall.hours.after(received_at, own.get(severity, self.targets[severity]), severity)

    def shows(self, sign: str, words: str) -> bool:
        """Whether a post, as normalised words, shows a sign."""
        pattern = self.signs.get(sign)
        return bool(pattern and pattern.search(words))


@dataclass(frozen=True)
class Library:
    """All templates, parsed and linted once."""

    tone_by_name: Mapping[str, Tone]
    playbooks: Mapping[str, Playbook]
    common: Common
    languages: Mapping[str, Phrasebook]
    brands: Mapping[str, Brand]
    policy: Policy

    @classmethod
    def load(cls, root: Path | Traversable) -> "Library":
        """Everything below `root`, which holds `tones/ playbooks/ languages/ brands/ policy.toml`.

        Raises:
            TemplateFault: for the first thing that is wrong.
        """
        brands = [_brand(text) for _name, text in _files(root, "brands")]
        words = _text(root, "words.toml")
        _words(words)
        playbooks = {name: _playbook(name, text) for name, text in _files(root, "playbooks")}
        library = cls(
            tone_by_name={name: _tone(name, text) for name, text in _files(root, "tones")},
            playbooks=playbooks,
            common=_common(_text(root, "common.toml"), words),
            languages=_languages(tuple(_files(root, "languages"))),
            brands={brand.id: brand for brand in brands},
            policy=_policy(_text(root, "policy.toml")),
        )
        library._check()
        return library

    @cached_property
    def tones(self) -> tuple[str, ...]:
        """Names of the tones, sorted."""
        return tuple(sorted(self.tone_by_name))

    def brand(self, id: str) -> Brand:
        """The brand with this id or name; the default brand for one that has no file."""
        wanted = id.casefold()
        known = (
            brand for brand in self.brands.values() if wanted in (brand.id.casefold(), brand.name.casefold())
        )
        return next(known, self.brands[DEFAULT_BRAND])

    def tone(self, name: str) -> Tone:
        """The tone, or the default one if there is no such tone (any more)."""
        return self.tone_by_name.get(name, self.tone_by_name[self.policy.default_tone])

    def told_in(self, language: str) -> tuple[str, ...]:
        """Words of a language for times and places that our own actions name."""
        return self.languages[language].told if language in self.languages else ()

    def playbook(self, category: str) -> Playbook:
        """The playbook of a category."""
        return self.playbooks.get(category, self.playbooks[GENERAL])

    def _check(self) -> None:
        for name in (GENERAL, HOLDING):
            if name not in self.playbooks:
                raise TemplateFault(f"playbooks/{name}.toml", None, "this playbook is always needed")
        if DEFAULT_BRAND not in self.brands:
            raise TemplateFault("brands/default.toml", None, "this brand is always needed")
        if self.policy.default_tone not in self.tone_by_name:
            raise TemplateFault("policy", None, f"there is no tone “{self.policy.default_tone}”")


def _files(root: Path | Traversable, folder: str) -> list[tuple[str, str]]:
    """Name and text of each TOML file of a folder, sorted by name."""
    try:
        found = [file for file in root.joinpath(folder).iterdir() if file.name.endswith(".toml")]
    except OSError as fault:
        raise TemplateFault(folder, None, "the folder is missing") from fault
    return sorted((file.name.removesuffix(".toml"), file.read_text(encoding="utf-8")) for file in found)


def _text(root: Path | Traversable, name: str) -> str:
    try:
        return root.joinpath(name).read_text(encoding="utf-8")
    except OSError as fault:
        raise TemplateFault(name, None, "the file is missing") from fault


def _toml(name: str, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise TemplateFault(name, None, f"the file cannot be read: {fault}") from fault


@lru_cache(maxsize=_KEPT)
def _brand(text: str) -> Brand:
    return load_brand(text)


@lru_cache(maxsize=_KEPT)
def _languages(files: tuple[tuple[str, str], ...]) -> Mapping[str, Phrasebook]:
    return MappingProxyType(phrasebooks({name: _toml(name, text) for name, text in files}))


@lru_cache(maxsize=_KEPT)
def _playbook(name: str, text: str) -> Playbook:
    raw = _toml(name, text)
    return Playbook(
        name=name,
        strategy=str(raw.get("strategy", "")),
        topic=str(raw.get("topic", "what happened")),
        ask=str(raw.get("ask", "")),
        owning=sentences_in(name, raw, "owning", SENTENCE),
        problems=_problems(name, raw, "problem"),
    )


def _problems(name: str, raw: dict[str, Any], key: str) -> tuple[Problem, ...]:
    return tuple(_problem(name, each) for each in raw.get(key, []))


def _problem(name: str, raw: dict[str, Any]) -> Problem:
    things = tuple(raw.get("things", []))
    problem = Problem(
        when=cues_in(name, raw.get("when", [])),
        unless=cues_in(name, raw.get("unless", [])),
        things=things,
        needs=tuple(raw.get("needs", ["thing"] if things else [])),
        trade=str(raw.get("trade", "")),
        not_with=tuple(raw.get("not_with", [])),
        say=sentences_in(name, raw, "say", CLAUSE),
        about=sentences_in(name, raw, "about", CLAUSE),
    )
    if bool(problem.say) == bool(problem.about):
        raise TemplateFault(name, None, "a problem needs either “say” or “about”")
    return problem


@lru_cache(maxsize=_KEPT)
def _common(text: str, words: str) -> Common:
    raw = _toml("common", text)
    trades = [
        Trade(str(each["name"]), cues_in("common", each.get("when", [])), str(each["ask"]))
        for each in raw.get("trade", [])
    ]
    also, stakes = _problems("common", raw, "also"), _problems("common", raw, "stakes")
    return Common(
        also=also,
        stakes=stakes,
        trades=tuple(trades),
        topics=dict(raw.get("topics", {})),
        care=sentences_in("common", raw, "care", SENTENCE),
        full=sentences_in("common", raw, "full", SENTENCE),
        noted=sentences_in("common", raw, "noted", SENTENCE),
        correction=sentences_in("common", raw, "correction", SENTENCE),
        words=_words(words),
    )


@lru_cache(maxsize=_KEPT)
def _words(text: str) -> Words:
    raw = _toml("words", text)
    shown = raw.pop("shown", {})
    lists = [*raw.values(), *shown.values()] if isinstance(shown, dict) else [shown]
    if not all(isinstance(one, str) for one in lists):
        raise TemplateFault("words", None, "every list must be one text of words")
    return words_of(raw, shown)


@lru_cache(maxsize=_KEPT)
def _tone(name: str, text: str) -> Tone:
    raw = _toml(name, text)

    def sentences(key: str) -> tuple[str, ...]:
        return sentences_in(name, raw, key, SENTENCE)

    tone = Tone(
        name=name,
        guide=str(raw.get("guide", "")),
        contractions=bool(raw.get("contractions", True)),
        parts=frozenset(raw.get("parts", [])),
        greeting=sentences("greeting"),
        apology=sentences("apology"),
        apology_about=sentences("apology_about"),
        sympathy=sentences("sympathy"),
        closing=sentences("closing"),
    )
    if not (tone.greeting and tone.apology and tone.apology_about and tone.sympathy and tone.closing):
        raise TemplateFault(
            name, None, "greeting, apology, apology_about, sympathy and closing need a sentence each"
        )
    return tone


def _is_on(raw: dict[str, Any], key: str) -> bool:
    value = raw.get(key, False)
    if not isinstance(value, bool):
        raise TemplateFault("policy", None, f"“{key}” must be true or false, without quotes, not “{value}”")
    return value


@lru_cache(maxsize=_KEPT)
def _policy(text: str) -> Policy:
    raw = _toml("policy", text)
    first = str(raw.get("first", "public"))
    if first not in ("public", "private"):
        raise TemplateFault("policy", None, f"“first” must be public or private, not “{first}”")
    four_eyes = str(raw.get("four_eyes", "auto"))
    if four_eyes not in get_args(FourEyes):
        raise TemplateFault("policy", None, f"“four_eyes” must be auto, on or off, not “{four_eyes}”")
    list_low = raw.get("list_low", True)
    if not isinstance(list_low, bool):
        raise TemplateFault("policy", None, f"“list_low” must be true or false, not “{list_low}”")
    try:
        targets = targets_in(raw["minutes"])
        return Policy(
            default_tone=str(raw["default_tone"]),
            targets={severity: targets[severity] for severity in Severity},
            private_first=first == "private",
            four_eyes=cast(FourEyes, four_eyes),
            cap=cap_in(raw.get("llm", {})),
            list_low=list_low,
            second_manager=_is_on(raw, "second_manager"),
            signs={sign: cues_in("policy", cues) for sign, cues in raw.get("signs", {}).items()},
            spike_alpha=spike_alpha_in(raw.get("spike", {})),
            routes=routes_of(raw.get("route", [])),
            targets_on=targets_on_in(raw.get("minutes_on", {})),
            oncall=oncall_in(raw),
        )
    except (AttributeError, KeyError, ValueError, TypeError) as fault:
        raise TemplateFault("policy", None, f"something is missing or not as expected: {fault}") from fault

"""Each template file by itself: its name, its TOML, its keys, and the variables that its sentences use."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Any, Final

from bot import templates_engine
from bot.drafting.brands import sendable
from bot.drafting.composing import seeds
from bot.drafting.linting.faults import Fault
from bot.drafting.linting.sentences import Lines, Sentence, sentences_of
from bot.drafting.versions import read_set
from bot.errors import TemplateFault

MAX_FILE: Final = 200_000
"""Characters of one file."""
TOP: Final = ("common.toml", "policy.toml", "words.toml")
_KEPT: Final = 256
"""Files whose reading is kept: a manager who changes one does not wait for all others."""
_PATH: Final = re.compile(r"(?:tones|playbooks|languages|brands)/[a-z0-9][a-z0-9_-]{0,60}\.toml")
_AT: Final = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)")
_ARTICLE: Final = re.compile(r"(?:an?|one|some|your) ", re.IGNORECASE)
_FREE: Final = frozenset(
    {"topic", "topics", "due", "channel", "signs", "shown", "say_in", "unit", "number"}
    | {"minutes_on", "rotation", "ladder", "hours"}
)
"""Tables whose keys are words of the manager's own, or are looked at by those who read them."""
_OPTIONAL: Final = {
    "brands": frozenset({"links", "handles", "places", "trade", "zone", "open_until", "formal", "facts"}),
    "tones": frozenset({"contractions"}),
    "policy.toml": frozenset(
        {"route", "brand", "platform", "category", "language", "severity", "channel", "approvers"}
        | {"minutes_on", "rotation", "ladder", "hours"}
    ),
}
"""Keys that a kind of file may have although no shipped file of it has them."""


@dataclass
class Files:
    """A set of files with what each holds. A file that cannot be read has a fault and no sentences."""

    texts: Mapping[str, str]
    raw: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    sentences: list[Sentence] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class _File:
    """One file. `raw` is `None` if it cannot be read."""

    raw: Mapping[str, Any] | None
    sentences: tuple[Sentence, ...]
    faults: tuple[Fault, ...]


def read_files(texts: Mapping[str, str]) -> Files:
    """Every file looked at; nothing is raised for what is wrong."""
    files = Files(texts)
    for path, body in texts.items():
        file = _file(path, body)
        if file.raw is not None:
            files.raw[path] = file.raw
        files.sentences += file.sentences
        files.faults += file.faults
    return files


@lru_cache(maxsize=_KEPT)
def _file(path: str, body: str) -> _File:
    faults: list[Fault] = []
    raw = _read(path, body, faults)
    if raw is None:
        return _File(None, (), tuple(faults))
    found = tuple(sentences_of(path, body, raw))
    faults += [fault for sentence in found for fault in _engine_faults(sentence)]
    faults += _nameless(path, body, raw)
    faults += _unsendable(path, body, raw)
    faults += _strange_keys(path, body, raw, _known_keys().get(_kind(path), frozenset()))
    return _File(raw, found, tuple(faults))


def is_template(path: str) -> bool:
    """Whether a file of this name is one of the templates."""
    return path in TOP or _PATH.fullmatch(path) is not None


def _read(path: str, body: str, faults: list[Fault]) -> Mapping[str, Any] | None:
    if not is_template(path):
        faults.append(
            Fault(path, None, "no template has this name; see README.md for the folders", "warning")
        )
        return None
    if len(body) > MAX_FILE:
        faults.append(Fault(path, None, f"it is longer than {MAX_FILE:,} characters"))
        return None
    try:
        return tomllib.loads(body)
    except tomllib.TOMLDecodeError as fault:
        faults.append(_unreadable(path, body, str(fault)))
        return None


def _unreadable(path: str, body: str, said: str) -> Fault:
    hit = _AT.search(said)
    line = int(hit.group(1)) if hit and hit.group(1) else body.count("\n") + 1
    hint = "a quote, bracket or comma is missing here or on the line before"
    return Fault(path, line, f"this cannot be read: {hint} ({_AT.sub('', said)})")


def _engine_faults(sentence: Sentence) -> Iterator[Fault]:
    try:
        templates_engine.lint(sentence.path, sentence.text, sentence.variables)
    except TemplateFault as fault:
        line = sentence.line + (fault.line or 1) - 1
        yield Fault(sentence.path, line, f"{fault.problem} {_near(fault.problem, sentence)}".rstrip())


def _near(problem: str, sentence: Sentence) -> str:
    """What the writer may have meant by an unknown variable."""
    hit = re.search(r"no variable “([^”]+)”", problem)
    close = get_close_matches(hit.group(1), sorted(sentence.variables), 1) if hit else []
    return f"(did you mean “{close[0]}”?)" if close else ""


def _nameless(path: str, body: str, raw: Mapping[str, Any]) -> Iterator[Fault]:
    """A problem without words for it, or with two kinds of them."""
    for table in ("problem", "also", "stakes"):
        entries = raw.get(table, [])
        lines = [
            number
            for number, line in enumerate(body.splitlines(), 1)
            if line.strip().startswith(f"[[{table}]]")
        ]
        for entry, line in zip(entries if isinstance(entries, list) else [], lines, strict=False):
            if isinstance(entry, Mapping) and bool(entry.get("say")) == bool(entry.get("about")):
                yield Fault(path, line, "this needs its words: either “say” or “about”")


def _unsendable(path: str, body: str, raw: Mapping[str, Any]) -> Iterator[Fault]:
    """A private channel that is a place: "send me our help desk" is no sentence."""
    channel = raw.get("channel")
    if _kind(path) != "brands" or not isinstance(channel, str) or _ARTICLE.match(sendable(channel)):
        return
    problem = f"replies say “send me {channel}”: name what people send, such as “a DM” or an e-mail address"
    yield Fault(path, Lines(body).of_key("channel"), problem, "warning")


def _strange_keys(path: str, body: str, raw: Mapping[str, Any], known: frozenset[str]) -> Iterator[Fault]:
    """A mistyped key is read by nobody, and its sentences are never said."""
    if not known:
        return
    for key in dict.fromkeys(_keys(raw)):
        if key not in known:
            close = get_close_matches(key, sorted(known), 1)
            hint = f"did you mean “{close[0]}”?" if close else "it is not used"
            yield Fault(path, Lines(body).of_key(key), f"nothing is called “{key}” here; {hint}", "warning")


@cache
def _known_keys() -> Mapping[str, frozenset[str]]:
    """The keys of each kind of file, as the shipped ones use them."""
    known: dict[str, frozenset[str]] = dict(_OPTIONAL)
    for path, body in read_set(seeds()).items():
        kind = _kind(path)
        known[kind] = known.get(kind, frozenset()) | frozenset(_keys(tomllib.loads(body)))
    return known


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield key
            if key not in _FREE:
                yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


def _kind(path: str) -> str:
    return path.rpartition("/")[0] or path

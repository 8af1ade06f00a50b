"""The sentences of a template file as people change them: in groups, one to a line, all else kept."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.drafting.linting.sentences import PLAIN, SPOKEN
from bot.errors import TemplateFault
from bot.text import sha256

NOTHING: Final = "(none)"
"""How an empty sentence is written in a line: here a reply may say nothing."""
MAX_PART: Final = 2_200
"""Characters that are changed in one form, which holds 3,000: there is room for more sentences."""
_SAID: Final = SPOKEN | PLAIN | {"say_in"}
"""Keys whose texts reach the public."""
_SIGNS: Final = frozenset({
    "id", "name", "for", "category", "categories", "when", "unless", "things", "needs", "trade", "not_with",
})  # fmt: skip
"""Keys that say when a table's sentences are used, not what is said."""
_KEPT_APART: Final = frozenset({"facts"})
"""Tables that have a form of their own."""
_GAP: Final = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_NAME: Final = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_DOTTED: Final = rf"{_NAME}(?:[ \t]*\.[ \t]*{_NAME})*"
_TABLES: Final = re.compile(rf"\[\[[ \t]*({_DOTTED})[ \t]*\]\]")
_TABLE: Final = re.compile(rf"\[[ \t]*({_DOTTED})[ \t]*\]")
_KEY: Final = re.compile(rf"({_DOTTED})[ \t]*=[ \t]*")
_STRING: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"""|' r"'''.*?'''|" r'"(?:\\.|[^"\\\n])*"|' r"'[^'\n]*'", re.DOTALL
)
_REST: Final = re.compile(r"[^\n#]*")
_OPENED: Final = re.compile(r"\[[ \t]*(?:#[^\n]*)?")

Keys = tuple[str | int, ...]


@dataclass(frozen=True)
class Group:
    """Sentences that stand together, such as a tone's apologies; one of them is said.

    `anchor` is a digest of what else stands in their table: it finds them again in another version, where
    their place may have changed. Empty at the top of a file. `start` and `end` are where they stand in it.
    """

    keys: Keys
    anchor: str
    lines: tuple[str, ...]
    is_list: bool
    start: int
    end: int

    @property
    def id(self) -> str:
        """Their place in the file, such as `problem.3.say`."""
        return ".".join(map(str, self.keys))

    @property
    def sha256(self) -> str:
        """Of the sentences: another one means that somebody changed them."""
        return sha256("\n".join(self.lines))


@dataclass(frozen=True)
class Part:
    """As many lines of a group as fit a form, from line `first` on; it is part `number` of `of`."""

    group: Group
    first: int
    lines: tuple[str, ...]
    number: int = 1
    of: int = 1

    @property
    def typed(self) -> str:
        """As a person sees it: one sentence to a line."""
        return "\n".join(line or NOTHING for line in self.lines)


def groups_of(body: str) -> list[Group]:
    """All groups of a file, in its order; none of a file that cannot be read."""
    try:
        raw = tomllib.loads(body)
    except tomllib.TOMLDecodeError:
        return []
    return [group for entry in _entries(body) if (group := _group(raw, *entry)) is not None]


def parts_of(group: Group) -> list[Part]:
    """The group in pieces that fit a form."""
    found: list[Part] = []
    first, size = 0, 0
    for place, line in enumerate(group.lines):
        if size and size + len(line) > MAX_PART:
            found.append(Part(group, first, group.lines[first:place]))
            first, size = place, 0
        size += len(line or NOTHING) + 1
    found.append(Part(group, first, group.lines[first:]))
    return [replace(part, number=number, of=len(found)) for number, part in enumerate(found, 1)]


def found_again(groups: Sequence[Group], id: str, anchor: str) -> Group | None:
    """The same group in another version of its file; `None` if it is not there any more."""
    same = [group for group in groups if group.anchor == anchor]
    kind = id.rpartition(".")[2]
    moved = [group for group in same if anchor and group.id.rpartition(".")[2] == kind]
    return next((group for group in same if group.id == id), moved[0] if len(moved) == 1 else None)


def sentences_of_file(body: str) -> list[str]:
    """Every sentence of a file that somebody may review, each once, in its order."""
    return list(dict.fromkeys(line for group in groups_of(body) for line in group.lines if line))


def lines_typed(text: str) -> tuple[str, ...]:
    """What a person typed, as sentences. Blank lines are none."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple("" if line.casefold() == NOTHING else line for line in lines if line)


def with_part(part: Part, lines: Sequence[str]) -> tuple[str, ...]:
    """All sentences of the group once those of a part are these."""
    whole = part.group.lines
    return (*whole[: part.first], *lines, *whole[part.first + len(part.lines) :])


def with_lines(body: str, group: Group, lines: Sequence[str]) -> str:
    """The file with other sentences in a group, each on a line of its own.

    Raises:
        TemplateFault: the file is written in a way that cannot be changed sentence by sentence.
    """
    old = body[group.start : group.end]
    new = _written(old, lines) if group.is_list else _quoted(lines[0] if lines else "")
    changed = body[: group.start] + new + body[group.end :]
    if not _is_only_change(body, changed, group, lines):
        problem = "this part can be changed in a text editor only: amends templates export"
        raise TemplateFault(group.id, None, problem)
    return changed


def place_of_line(body: str, group: Group, line: int) -> int | None:
    """Which of the group's sentences, from 0, stands on a line of a file that `with_lines` wrote, from 1.

    `None` if none of them does.
    """
    first = body.count("\n", 0, group.start) + (2 if group.is_list else 1)
    place = line - first
    return place if 0 <= place < len(group.lines) else None


def _is_only_change(body: str, changed: str, group: Group, lines: Sequence[str]) -> bool:
    try:
        before, after = tomllib.loads(body), tomllib.loads(changed)
    except tomllib.TOMLDecodeError:
        return False
    wanted = list(lines) if group.is_list else (lines[0] if lines else "")
    _put(before, group.keys, wanted)
    return before == after


def _group(raw: Mapping[str, Any], keys: Keys, start: int, end: int) -> Group | None:
    words = {key for key in keys if isinstance(key, str)}
    if _SAID.isdisjoint(words) or not _KEPT_APART.isdisjoint(words) or keys[-1] in _SIGNS:
        return None
    value = _at(raw, keys)
    lines = value if isinstance(value, list) else [value]
    if not all(isinstance(line, str) and "\n" not in line for line in lines):
        return None
    return Group(keys, _anchor(raw, keys), tuple(lines), isinstance(value, list), start, end)


def _anchor(raw: Mapping[str, Any], keys: Keys) -> str:
    """Of the entry of a list of tables that holds these keys."""
    last = max((place for place, key in enumerate(keys) if isinstance(key, int)), default=None)
    if last is None:
        return ""
    entry = _at(raw, keys[: last + 1])
    told = {key: value for key, value in entry.items() if key in _SIGNS}
    rest = ".".join(map(str, keys[last + 1 :]))
    return sha256(json.dumps([told, rest], sort_keys=True, default=str))[:16]


def _at(raw: Any, keys: Keys) -> Any:
    for key in keys:
        raw = raw[key]
    return raw


def _put(raw: Any, keys: Keys, value: object) -> None:
    _at(raw, keys[:-1])[keys[-1]] = value


def _entries(body: str) -> Iterator[tuple[Keys, int, int]]:
    """Each key with the place of its value, as far as the file is written plainly."""
    table: Keys = ()
    counts: dict[Keys, int] = {}
    at = _end(_GAP.match(body))
    while at < len(body):
        if hit := _TABLES.match(body, at):
            name = _resolved(_names(hit.group(1)), counts)
            counts[name] = counts.get(name, -1) + 1
            table, at = (*name, counts[name]), hit.end()
        elif hit := _TABLE.match(body, at):
            table, at = _resolved(_names(hit.group(1)), counts), hit.end()
        elif hit := _KEY.match(body, at):
            at = _value_end(body, hit.end())
            yield (*table, *_names(hit.group(1))), hit.end(), at
        else:
            return
        at = _end(_GAP.match(body, at))


def _resolved(names: Keys, counts: Mapping[Keys, int]) -> Keys:
    """A table's name with the number of each list of tables that it stands in."""
    keys: Keys = ()
    for place, name in enumerate(names):
        keys = (*keys, name)
        if keys in counts and place < len(names) - 1:
            keys = (*keys, counts[keys])
    return keys


def _names(dotted: str) -> Keys:
    found = re.findall(_NAME, dotted)
    return tuple(json.loads(name) if name[0] == '"' else name.strip("'") for name in found)


def _value_end(body: str, start: int) -> int:
    if body[start : start + 1] not in {"[", "{"}:
        return _end(_STRING.match(body, start) or _REST.match(body, start))
    depth, at = 0, start
    while at < len(body):
        sign = body[at]
        if sign in "\"'" and (hit := _STRING.match(body, at)):
            at = hit.end()
            continue
        if sign == "#":
            at = body.find("\n", at) if "\n" in body[at:] else len(body)
            continue
        depth += (sign in "[{") - (sign in "]}")
        at += 1
        if depth == 0:
            break
    return at


def _end(hit: re.Match[str] | None) -> int:
    return hit.end() if hit else 0


def _written(old: str, lines: Sequence[str]) -> str:
    """A list in TOML, with the note behind its bracket kept."""
    opened = _OPENED.match(old)
    head = opened.group().rstrip() if opened else "["
    return "\n".join([head, *(f"  {_quoted(line)}," for line in lines), "]"])


def _quoted(text: str) -> str:
    """A TOML string; control characters are written as codes."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")

"""A template file's text with some values changed and every note, blank line and other value as it was.

What comes out is read back and compared with what is meant: a file that is written in a way that this cannot
change is refused, never damaged.
"""

import copy
import json
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Value = str | int | bool | Sequence[str]
CANNOT = "This file is written in a way that cannot be changed here. Use amends templates export and import."
_HEADER = re.compile(r"^\[{1,2}[^\[\]]+\]{1,2}\s*(?:#.*)?$")

Meant = Callable[[dict[str, Any]], None]


def with_values(text: str, values: Mapping[str, Value], table: str | None = None) -> str:
    """The file with these values at its top, or in the table `[table]`; one within another has a dot.

    Raises:
        ValueError: in words, if it cannot be done without touching anything else.
    """

    def meant(raw: dict[str, Any]) -> None:
        place = raw
        for part in table.split(".") if table else ():
            place = place.setdefault(part, {})
        place.update(_plain(values))

    lines = text.removesuffix("\n").split("\n")
    start = -1 if table is None else _line_of(lines, f"[{table}]", 0)
    return _checked(text, _changed(lines, start, values), meant)


def with_entry(text: str, table: str, place: int, values: Mapping[str, Value]) -> str:
    """The file with these values in the entry at `place`, from 0, of the list of tables `[[table]]`.

    Raises:
        ValueError: in words, if it cannot be done without touching anything else.
    """

    def meant(raw: dict[str, Any]) -> None:
        raw[table][place].update(_plain(values))

    lines = text.removesuffix("\n").split("\n")
    return _checked(text, _changed(lines, _line_of(lines, f"[[{table}]]", place), values), meant)


def with_new_entry(text: str, table: str, values: Mapping[str, Value]) -> str:
    """The file with one more entry behind the others of the list of tables `[[table]]`.

    Raises:
        ValueError: in words, if it cannot be done without touching anything else.
    """

    def meant(raw: dict[str, Any]) -> None:
        raw.setdefault(table, []).append(_plain(values))

    lines = text.removesuffix("\n").split("\n")
    headers = _headers(lines, f"[[{table}]]")
    last = _last_value(lines, headers[-1]) if headers else len(lines) - 1
    return _checked(text, [*lines[: last + 1], "", *_entry(table, values), *lines[last + 1 :]], meant)


def with_entry_instead(text: str, table: str, place: int, values: Mapping[str, Value]) -> str:
    """The file with the entry at `place`, from 0, saying this and nothing else.

    Raises:
        ValueError: in words, if it cannot be done without touching anything else.
    """

    def meant(raw: dict[str, Any]) -> None:
        raw[table][place] = _plain(values)

    lines = text.removesuffix("\n").split("\n")
    first = _line_of(lines, f"[[{table}]]", place)
    return _checked(
        text, [*lines[:first], *_entry(table, values), *lines[_last_value(lines, first) + 1 :]], meant
    )


def without_entry(text: str, table: str, place: int) -> str:
    """The file without the entry at `place`, from 0.

    Raises:
        ValueError: in words, if it cannot be done without touching anything else.
    """

    def meant(raw: dict[str, Any]) -> None:
        del raw[table][place]
        if not raw[table]:
            del raw[table]

    lines = text.removesuffix("\n").split("\n")
    first = _line_of(lines, f"[[{table}]]", place)
    after = _last_value(lines, first) + 1
    begins = first - 1 if first and not lines[first - 1].strip() else first
    return _checked(text, [*lines[:begins], *lines[after:]], meant)


def _checked(before: str, lines: list[str], meant: Meant) -> str:
    after = "\n".join(lines) + "\n"
    try:
        wanted = copy.deepcopy(tomllib.loads(before))
        meant(wanted)
        is_right = tomllib.loads(after) == wanted
    except (tomllib.TOMLDecodeError, LookupError, AttributeError, TypeError) as fault:
        raise ValueError(CANNOT) from fault
    if not is_right:
        raise ValueError(CANNOT)
    return after


def _changed(lines: list[str], header: int, values: Mapping[str, Value]) -> list[str]:
    """The lines with the values of the section below `header` replaced; new ones stand at its end."""
    changed = list(lines)
    for key, value in values.items():
        end = _end_of(changed, header)
        found = _value_lines(changed, header + 1, end, key)
        if found is None:
            last = _last_written(changed, header, end)
            changed[last + 1 : last + 1] = [f"{key} = {_written(value)}"]
        else:
            first, last = found
            note = _note(changed[first]) if first == last else ""
            changed[first : last + 1] = f"{key} = {_written(value)}{note}".split("\n")
    return changed


def _line_of(lines: Sequence[str], header: str, place: int) -> int:
    found = _headers(lines, header)
    if place >= len(found):
        raise ValueError(CANNOT)
    return found[place]


def _headers(lines: Sequence[str], header: str) -> list[int]:
    return [number for number, one in enumerate(lines) if one.split("#")[0].strip() == header]


def _last_value(lines: Sequence[str], header: int) -> int:
    """The last line of a section that is no note: the notes behind it speak of what comes next."""
    return max(
        number
        for number in range(header, _end_of(lines, header))
        if number == header or lines[number].split("#")[0].strip()
    )


def _entry(table: str, values: Mapping[str, Value]) -> list[str]:
    written = [f"{key} = {_written(value)}" for key, value in values.items()]
    return [f"[[{table}]]", *"\n".join(written).split("\n")]


def _end_of(lines: Sequence[str], header: int) -> int:
    """The line after a section: where the next table begins."""
    return next(
        (number for number in range(header + 1, len(lines)) if _HEADER.match(lines[number])), len(lines)
    )


def _last_written(lines: Sequence[str], header: int, end: int) -> int:
    written = [number for number in range(header + 1, end) if lines[number].strip()]
    return written[-1] if written else header


def _value_lines(lines: Sequence[str], start: int, end: int, key: str) -> tuple[int, int] | None:
    """First and last line of a key with its value; `None` if the section does not have it."""
    named = re.compile(rf"^\s*{re.escape(key)}\s*=")
    for first in range(start, end):
        if named.match(lines[first]):
            for last in range(first, end):
                if _reads("\n".join(lines[first : last + 1])):
                    return first, last
    return None


def _note(line: str) -> str:
    """The note behind a value on one line, with the space before it."""
    for hit in re.finditer(r"\s*#", line):
        if _reads(line[: hit.start()]):
            return line[hit.start() :]
    return ""


def _reads(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return "\n".join(["[", *(f"  {_written(one)}," for one in value), "]"])


def _plain(values: Mapping[str, Value]) -> dict[str, Any]:
    return {
        key: value if isinstance(value, bool | int | str) else list(value) for key, value in values.items()
    }

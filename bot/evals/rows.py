"""A file of complaints -> rows. JSON lines or CSV; the first line that cannot be used is named."""

import csv
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEFAULT_PLATFORM = "x"
"""The tightest of the large networks: a reply that fits there fits nearly everywhere."""


@dataclass(frozen=True)
class Row:
    """One complaint. `brand_reply` is what the brand really answered; `None` where the file does not tell."""

    id: str
    text: str
    platform: str = DEFAULT_PLATFORM
    brand: str | None = None
    author: str | None = None
    stars: int | None = None
    brand_reply: str | None = None


@dataclass
class UnusableInput(Exception):
    """The file cannot be measured. `line` is 1-based; `None` when the fault is of the whole file."""

    line: int | None
    problem: str

    def __str__(self) -> str:
        return self.problem if self.line is None else f"line {self.line}: {self.problem}"


def read_rows(path: Path) -> list[Row]:
    """All rows of a `.csv` file, or of any other file as JSON lines.

    Raises:
        UnusableInput: naming the line.
    """
    lines = _text(path).splitlines(keepends=True)
    found = _csv(lines) if path.suffix.lower() == ".csv" else _jsonl(lines)
    rows = [_row(line, raw) for line, raw in found]
    if not rows:
        raise UnusableInput(None, "there is no row in it")
    return rows


def _text(path: Path) -> str:
    body = path.read_bytes()
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = body.count(b"\n", 0, fault.start) + 1
        raise UnusableInput(line, "this is not UTF-8 text") from fault


def _jsonl(lines: list[str]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    # Only a line feed ends a line: a text may hold other separators that Python splits at.
    for number, line in enumerate("".join(lines).split("\n"), start=1):
        if not line.strip():
            continue
        yield number, object_in(number, line)


def object_in(number: int, line: str) -> Mapping[str, Any]:
    """The JSON object on a line.

    Raises:
        UnusableInput: there is none.
    """
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise UnusableInput(number, "this is not JSON") from fault
    if not isinstance(raw, dict):
        raise UnusableInput(number, "this is not a JSON object with “id” and “text”")
    return raw


def _csv(lines: list[str]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    reader = csv.DictReader(lines, strict=True)
    start = 1
    try:
        if missing := {"id", "text"} - set(reader.fieldnames or ()):
            columns = ", ".join(sorted(missing))
            raise UnusableInput(1, f"the first line must name the columns; missing: {columns}")
        start = reader.line_num + 1
        for raw in reader:
            yield start, {key: value or None for key, value in raw.items() if key} | {"text": raw["text"]}
            start = reader.line_num + 1
    except csv.Error as fault:
        raise UnusableInput(start, f"this is not CSV: {fault}") from fault


def id_and_text(line: int, raw: Mapping[str, Any]) -> tuple[str, str]:
    """The two keys that every row has.

    Raises:
        UnusableInput: one is missing, or of another kind.
    """
    id, text = raw.get("id"), raw.get("text")
    if not isinstance(id, str | int) or isinstance(id, bool) or not str(id).strip():
        raise UnusableInput(line, "“id” is missing, or is neither text nor a whole number")
    if not isinstance(text, str):
        raise UnusableInput(line, "“text” is missing, or is not text")
    return str(id), text


def _row(line: int, raw: Mapping[str, Any]) -> Row:
    id, text = id_and_text(line, raw)
    return Row(
        id=id,
        text=text,
        platform=(words_in(line, raw, "platform") or DEFAULT_PLATFORM).lower(),
        brand=words_in(line, raw, "brand"),
        author=words_in(line, raw, "author"),
        stars=stars_in(line, raw.get("stars")),
        brand_reply=words_in(line, raw, "brand_reply"),
    )


def words_in(line: int, raw: Mapping[str, Any], key: str) -> str | None:
    """Text under a key, trimmed; `None` where there is none.

    Raises:
        UnusableInput: it is something else.
    """
    value = raw.get(key)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    if not isinstance(value, str):
        raise UnusableInput(line, f"“{key}” is not text")
    return value.strip() or None


def stars_in(line: int, value: object) -> int | None:
    """Stars as a whole number; `None` where there are none.

    Raises:
        UnusableInput: it is no number from 1 to 5.
    """
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return None
    try:
        stars = float(value) if isinstance(value, str | int | float) else math.nan
    except ValueError:
        stars = math.nan
    if not 1 <= stars <= 5:
        raise UnusableInput(line, "“stars” is not a number from 1 to 5")
    return int(stars)

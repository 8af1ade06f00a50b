"""A file of texts that people have labelled -> rows, one at a time: memory does not grow with the file."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any

from bot.evals.rows import UnusableInput, id_and_text, object_in, stars_in, words_in
from bot.text import clean

MAX_LINE = 4_000_000
"""Bytes; a longer line is no mention, and would have to be held whole."""
SENTIMENTS = {"negative": True, "neutral": False, "positive": False}
"""What people wrote instead of "complaint", and whether it is one."""
NEEDS_LABEL = (
    "“complaint” is missing, or is neither true nor false; “sentiment” may stand there instead, "
    "as negative, neutral or positive"
)


@dataclass(frozen=True)
class Labelled:
    """One text, and what a person says of it. `reason` is in the file's own words; `None` if it has none."""

    id: str
    text: str
    is_complaint: bool
    reason: str | None = None
    brand: str | None = None
    stars: int | None = None


def labelled_rows(file: IO[bytes]) -> Iterator[Labelled]:
    """The rows of a file of JSON lines, in its order.

    Raises:
        UnusableInput: naming the first line that cannot be used.
    """
    number = 0
    while raw := file.readline(MAX_LINE + 1):
        number += 1
        if len(raw) > MAX_LINE:
            raise UnusableInput(number, f"this line is longer than {MAX_LINE:,} bytes")
        line = _decoded(number, raw)
        if line.strip():
            yield _labelled(number, object_in(number, line))


def restored(text: str) -> str:
    """The public airline file has words overwritten by its labels' names: "Cancelled Flightled" was
    "cancelled". Such forms are put back; other texts hardly ever hold them."""
    if "Flight" not in text:
        return text
    for found, was in _OVERWRITTEN:
        text = found.sub(was, text)
    return text


_OVERWRITTEN = (
    (re.compile("Cancelled Flight"), "cancel"),
    (re.compile("Late Flight"), "late"),
    (re.compile("Flight Booking Problems"), "booking"),
)


def _decoded(number: int, raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as fault:
        raise UnusableInput(number, "this is not UTF-8 text") from fault


def _labelled(line: int, raw: Mapping[str, Any]) -> Labelled:
    id, text = id_and_text(line, raw)
    return Labelled(
        id=id,
        text=clean(restored(text)),
        is_complaint=_complaint(line, raw),
        reason=words_in(line, raw, "reason"),
        brand=words_in(line, raw, "brand"),
        stars=stars_in(line, raw.get("stars")),
    )


def _complaint(line: int, raw: Mapping[str, Any]) -> bool:
    said = raw.get("complaint")
    if isinstance(said, bool):
        return said
    feeling = raw.get("sentiment")
    if said is not None or not isinstance(feeling, str) or feeling.strip().lower() not in SENTIMENTS:
        raise UnusableInput(line, NEEDS_LABEL)
    return SENTIMENTS[feeling.strip().lower()]

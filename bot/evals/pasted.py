"""What somebody pastes -> rows: plain text, or CSV with a header, read as kindly as it can be. Pure.

Nothing is guessed in silence: what was taken, what was skipped and why stand beside the rows.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from bot.evals.rows import DEFAULT_PLATFORM, Row, UnusableInput
from bot.hosts import HOSTS
from bot.platforms.limits import LIMITS

MAX_BYTES: Final = 256 * 1024
"""Of a whole paste, as UTF-8; as much as one webhook may bring."""
MAX_ROWS: Final = 200
MAX_TEXT: Final = 4_000
"""Characters of one complaint or reply. A longer one is most often a quote that nobody closed."""
DELIMITERS: Final = ",;\t|"
LOOKED_AT, MOSTLY = 20, 0.8
"""Records that are looked at, and the share of them that has to agree, to tell a table from prose."""
_SPELLINGS: Final = {
    "text": (
        "text complaint complaints body comment comments review message post tweet content mention feedback "
        "reviewtext commenttext fulltext tweettext reviewbody description"
    ),
    "reply": (
        "reply replies response answer brandreply pastreply ourreply ouranswer ourresponse ownerresponse "
        "businessresponse companyresponse companyreply replytext responsetext yourreply brandresponse "
        "ownerreply developerreply replied"
    ),
    "author": "author name user username customer handle authorname screenname reviewer reviewername from",
    "platform": "platform network source site channel",
    "stars": "stars star rating score starrating",
    "id": "id reviewid tweetid postid commentid mentionid externalid",
}
_COLUMNS: Final = {ours: frozenset(names.split()) for ours, names in _SPELLINGS.items()}
"""What a column's name may be, without case, spaces and signs."""
_SAME: Final = {
    "twitter": "x",
    "google": "google_business",
    "gmb": "google_business",
    "playstore": "google_play",
}
_NETWORKS: Final = {re.sub(r"\W|_", "", name): name for name in (*HOSTS, *LIMITS)} | _SAME
_BULLET: Final = re.compile(r"^\s*(?:[-*•–]\s+|\d{1,3}[.)]\s+)")
_STARS: Final = re.compile(r"([1-5])(?:[.,]\d+)?(?:\s*(?:/\s*5|stars?|out of 5))?", re.IGNORECASE)


@dataclass(frozen=True)
class Skipped:
    """A part of the paste that is not among the rows. `line` is 1-based; `None` where it is of the whole."""

    line: int | None
    why: str


@dataclass(frozen=True)
class Pasted:
    """What was made of a paste. `read_as` says it in words; `unused` are names of columns left alone."""

    rows: tuple[Row, ...]
    skipped: tuple[Skipped, ...]
    read_as: str
    columns: Mapping[str, str]
    """Ours -> the column's own name; empty for plain text."""
    unused: tuple[str, ...] = ()


def read_pasted(text: str) -> Pasted:
    """Rows of complaints, at most `MAX_ROWS` of them.

    Raises:
        UnusableInput: it is too long, or there is no complaint in it.
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise UnusableInput(None, f"This is more than {MAX_BYTES // 1024} KiB. Please paste a part of it.")
    clean = text.removeprefix("\ufeff").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    header = _header(clean)
    pasted = _as_csv(clean, *header) if header else _as_text(clean)
    if not pasted.rows:
        first = f" {pasted.skipped[0].why}" if pasted.skipped else ""
        raise UnusableInput(None, f"There is no complaint in it.{first}")
    return pasted


def _header(text: str) -> tuple[str, dict[str, int]] | None:
    """The delimiter, and where each column of ours stands; `None` if this is no CSV with a header."""
    line = next((line for line in text.splitlines() if line.strip()), "")
    found = [(one, _places(_cells(line, one)), len(_cells(line, one))) for one in DELIMITERS]
    known = [
        (delimiter, places)
        for delimiter, places, width in found
        if "text" in places and (len(places) > 1 or width == 1 or _is_table(text, delimiter, width))
    ]
    return max(known, key=lambda one: len(one[1]), default=None)


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return []


def _is_table(text: str, delimiter: str, width: int) -> bool:
    """Most lines have as many cells as the first: "Review, terrible" may also be how somebody writes."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    try:
        widths = [len(cells) for cells in islice(reader, LOOKED_AT) if cells][1:]
    except csv.Error:
        return False
    return bool(widths) and widths.count(width) >= MOSTLY * len(widths)


def _places(names: Sequence[str]) -> dict[str, int]:
    """Ours -> the first column that is called so."""
    plain = [re.sub(r"[\W_]+", "", name.casefold()) for name in names]
    return {
        ours: next(place for place, name in enumerate(plain) if name in spellings)
        for ours, spellings in _COLUMNS.items()
        if spellings.intersection(plain)
    }


def _as_csv(text: str, delimiter: str, places: Mapping[str, int]) -> Pasted:
    header = next(line for line in text.splitlines() if line.strip())
    names = [name.strip() for name in _cells(header, delimiter)]
    found, skipped = _sorted_out(_records(text, delimiter, names, places))
    return Pasted(
        rows=tuple(found),
        skipped=tuple(skipped),
        read_as=f"CSV, separated by {_SIGNS[delimiter]}",
        columns={ours: names[place] for ours, place in places.items()},
        unused=tuple(name for place, name in enumerate(names) if name and place not in places.values()),
    )


def _records(
    text: str, delimiter: str, names: Sequence[str], places: Mapping[str, int]
) -> Iterator[Row | Skipped]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    is_header, line = True, 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not is_header:
                yield _of_cells(line, cells, delimiter, names, places)
            is_header = is_header and not any(cells)
            line = reader.line_num + 1
    except csv.Error as fault:
        yield Skipped(line, f"From here on it cannot be read as CSV ({fault}).")


def _of_cells(
    line: int, cells: Sequence[str], delimiter: str, names: Sequence[str], places: Mapping[str, int]
) -> Row | Skipped:
    if len(names) == 1:
        # With one column only, a delimiter in it is a sign like any other.
        return _record(line, {"text": f"{delimiter} ".join(cells).strip()})
    if any(cell.strip() for cell in cells[len(names) :]):
        return Skipped(
            line, f"It has {len(cells)} cells, the header {len(names)}. Put longer texts in quotes."
        )
    return _record(line, {ours: _at(cells, place) for ours, place in places.items()})


def _at(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _record(line: int, said: Mapping[str, str]) -> Row | Skipped:
    text, reply = said["text"], said.get("reply", "")
    if why := _unusable(text) or (reply and _unusable(reply)):
        return Skipped(line, why)
    return Row(
        id=said.get("id") or f"row {line}",
        text=text,
        platform=_network(said.get("platform", "")),
        author=said.get("author") or None,
        stars=_stars(said.get("stars", "")),
        brand_reply=reply or None,
    )


def _unusable(text: str) -> str | None:
    if not any(sign.isalnum() for sign in text):
        return "There are no words in it."
    if len(text) > MAX_TEXT:
        return f"It is longer than {MAX_TEXT:,} characters. Is a quote not closed?"
    return None


def _network(name: str) -> str:
    plain = re.sub(r"[\W_]+", "", name.casefold()).removesuffix("reviews").removesuffix("com")
    return _NETWORKS.get(plain, DEFAULT_PLATFORM)


def _stars(said: str) -> int | None:
    """Such as 4, 4.5, 2/5, 3 stars or ★★; `None` for anything else: stars only help."""
    if said and not said.strip("★⭐☆️"):
        return said.count("★") + said.count("⭐") or None
    hit = _STARS.fullmatch(said)
    return int(hit[1]) if hit else None


def _as_text(text: str) -> Pasted:
    """One complaint a line; where there are empty lines, one for each paragraph between them."""
    lines = text.splitlines()
    is_spaced = any(not line.strip() for line in "\n".join(lines).strip().split("\n"))
    blocks = list(_paragraphs(lines)) if is_spaced else list(enumerate(lines, start=1))
    found, skipped = _sorted_out(_complaint(line, block) for line, block in blocks if block.strip())
    unit = "paragraph" if is_spaced else "line"
    return Pasted(tuple(found), tuple(skipped), f"plain text, one complaint for each {unit}", {})


def _paragraphs(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    start, block = 1, list[str]()
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            start = start if block else number
            block.append(line.strip())
        elif block:
            yield start, "\n".join(block)
            block = []


def _complaint(line: int, block: str) -> Row | Skipped:
    text = _BULLET.sub("", block, count=1).strip()
    why = _unusable(text)
    return Skipped(line, why) if why else Row(id=f"row {line}", text=text)


def _sorted_out(found: Iterator[Row | Skipped]) -> tuple[list[Row], list[Skipped]]:
    """The first rows, each with an id of its own, and what was skipped."""
    rows: list[Row] = []
    skipped: list[Skipped] = []
    seen: set[str] = set()
    left = 0
    for one in found:
        if isinstance(one, Skipped):
            skipped.append(one)
        elif len(rows) == MAX_ROWS:
            left += 1
        else:
            rows.append(replace(one, id=f"{one.id} ({len(rows) + 1})") if one.id in seen else one)
            seen.add(one.id)
    if left:
        skipped.append(Skipped(None, f"Only the first {MAX_ROWS} are taken; {left} more were left alone."))
    return rows, skipped


_SIGNS: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}

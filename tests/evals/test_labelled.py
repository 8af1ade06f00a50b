"""Labelled texts are read line by line, and what cannot be used is named."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.evals.labelled import MAX_LINE, Labelled, labelled_rows, restored
from bot.evals.rows import UnusableInput


def read(*lines: dict[str, Any] | str) -> list[Labelled]:
    body = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    return list(labelled_rows(io.BytesIO(body.encode())))


def test_a_row_holds_what_people_say_of_it() -> None:
    (row,) = read(
        {"id": 7, "text": "late", "complaint": True, "reason": "delay", "brand": "Acme", "stars": 2, "x": []}
    )
    assert row == Labelled("7", "late", True, "delay", "Acme", 2)


@pytest.mark.parametrize(
    ("label", "is_complaint"),
    [
        ({"complaint": False}, False),
        ({"sentiment": "negative"}, True),
        ({"sentiment": " Neutral "}, False),
        ({"sentiment": "positive"}, False),
        ({"complaint": True, "sentiment": "positive"}, True),
        ({"complaint": None, "sentiment": "negative"}, True),
    ],
)
def test_either_label_says_whether_it_is_a_complaint(label: dict[str, Any], is_complaint: bool) -> None:
    (row,) = read({"id": "1", "text": "x"} | label)
    assert row.is_complaint is is_complaint


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ({"id": "1", "text": "x"}, "“complaint” is missing"),
        ({"id": "1", "text": "x", "complaint": "yes"}, "neither true nor false"),
        ({"id": "1", "text": "x", "complaint": 1, "sentiment": "negative"}, "neither true nor false"),
        ({"id": "1", "text": "x", "sentiment": "angry"}, "negative, neutral or positive"),
        ({"id": "1", "text": "x", "sentiment": -0.5}, "negative, neutral or positive"),
        ({"text": "x", "complaint": True}, "“id” is missing"),
        ({"id": "1", "complaint": True}, "“text” is missing"),
        ({"id": "1", "text": "x", "complaint": True, "reason": 3}, "“reason” is not text"),
        ({"id": "1", "text": "x", "complaint": True, "stars": 9}, "“stars” is not a number"),
        ("{", "not JSON"),
        ("[1]", "not a JSON object"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_the_first_unusable_line_is_named(line: dict[str, Any] | str, problem: str) -> None:
    with pytest.raises(UnusableInput, match=problem) as told:
        read({"id": "0", "text": "fine", "complaint": False}, "", line)
    assert told.value.line == 3


def test_what_is_not_utf_8_is_named() -> None:
    good = b'{"id": "1", "text": "x", "complaint": true}\n'
    with pytest.raises(UnusableInput, match="not UTF-8") as told:
        list(labelled_rows(io.BytesIO(b"\xef\xbb\xbf" + good + b"\xff\n")))
    assert told.value.line == 2


def test_a_separator_inside_a_text_ends_no_line() -> None:
    (row,) = read('{"id": "1", "text": "a\u2028b", "complaint": true}')
    assert row.is_complaint


def test_a_line_that_never_ends_is_not_held() -> None:
    class Endless(io.RawIOBase):
        asked = 0

        def readline(self, size: int | None = -1, /) -> bytes:
            self.asked = size or 0
            return b"x" * self.asked

    file = Endless()
    with pytest.raises(UnusableInput, match="longer than"):
        list(labelled_rows(file))  # type: ignore[arg-type]
    assert file.asked == MAX_LINE + 1


def test_rows_come_before_the_file_is_read_to_its_end() -> None:
    body = b'{"id": "1", "text": "x", "complaint": true}\nbroken\n'
    rows: Iterator[Labelled] = labelled_rows(io.BytesIO(body))
    assert next(rows).id == "1"


@pytest.mark.parametrize(
    ("found", "was"),
    [
        ("my Cancelled Flightled flight", "my cancelled flight"),
        ("two hours Late Flightr", "two hours later"),
        ("a Flight Booking Problems problem", "a booking problem"),
        ("a late flight", "a late flight"),
    ],
)
def test_words_that_labels_have_overwritten_are_put_back(found: str, was: str) -> None:
    assert restored(found) == was

"""A file of complaints is read whole, or its first unusable line is named."""

from pathlib import Path

import pytest

from bot.evals.rows import Row, UnusableInput, read_rows


def put(folder: Path, body: str | bytes, name: str = "rows.jsonl") -> Path:
    path = folder / name
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    return path


def test_a_line_needs_only_an_id_and_a_text(tmp_path: Path) -> None:
    rows = read_rows(
        put(tmp_path, '{"id": "a", "text": "late"}\n\n{"id": 7, "text": "lost", "label": [1]}\n')
    )
    assert rows == [Row("a", "late"), Row("7", "lost")]


def test_every_field_is_read(tmp_path: Path) -> None:
    line = (
        '{"id":"a","text":"late","platform":"Bluesky","brand":"Acme",'
        '"author":"Jo","stars":2,"brand_reply":"Hi"}'
    )
    assert read_rows(put(tmp_path, line)) == [Row("a", "late", "bluesky", "Acme", "Jo", 2, "Hi")]


def test_csv_is_read_with_its_quotes_and_line_breaks(tmp_path: Path) -> None:
    body = '\ufeffid,text,stars,brand\n1,"late, again\nand rude",1,Acme\n2,lost,,\n'
    rows = read_rows(put(tmp_path, body, "rows.csv"))
    assert rows == [Row("1", "late, again\nand rude", brand="Acme", stars=1), Row("2", "lost")]


def test_a_text_may_hold_line_separators_that_are_no_line_ends(tmp_path: Path) -> None:
    assert read_rows(put(tmp_path, '{"id": "a", "text": "one\u2028two\x85three"}')) == [
        Row("a", "one\u2028two\x85three")
    ]


@pytest.mark.parametrize(
    ("body", "line", "problem"),
    [
        ('{"id": "a", "text": "late"}\n{"id": "b"', 2, "not JSON"),
        ("[1]", 1, "not a JSON object"),
        ("[" * 100_000, 1, "not JSON"),
        ('{"text": "late"}', 1, "“id”"),
        ('{"id": true, "text": "late"}', 1, "“id”"),
        ('\n{"id": "a", "text": null}', 2, "“text”"),
        ('{"id": "a", "text": "late", "brand": 5}', 1, "“brand”"),
        ('{"id": "a", "text": "late", "stars": 6}', 1, "“stars”"),
        ('{"id": "a", "text": "late", "stars": "many"}', 1, "“stars”"),
        (b'{"id": "a", "text": "late"}\n{"id": "b", "text": "\xff"}', 2, "UTF-8"),
    ],
)
def test_the_first_unusable_line_is_named(tmp_path: Path, body: str | bytes, line: int, problem: str) -> None:
    with pytest.raises(UnusableInput, match=problem) as raised:
        read_rows(put(tmp_path, body))
    assert raised.value.line == line


@pytest.mark.parametrize(
    ("body", "line"), [("id,words\n1,late\n", 1), ('id,text\n1,late\n2,"x"y\n', 3), ("id,text\n1\n", 2)]
)
def test_the_first_unusable_line_of_a_csv_is_named(tmp_path: Path, body: str, line: int) -> None:
    with pytest.raises(UnusableInput) as raised:
        read_rows(put(tmp_path, body, "rows.csv"))
    assert raised.value.line == line


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.csv"])
def test_a_file_without_rows_is_unusable(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnusableInput) as raised:
        read_rows(put(tmp_path, "id,text\n" if name.endswith("csv") else " \n", name))
    assert raised.value.line is None


def test_what_other_programs_write_for_nothing_is_nothing(tmp_path: Path) -> None:
    line = '{"id": "a", "text": "late", "brand": NaN, "stars": NaN, "brand_reply": " "}'
    assert read_rows(put(tmp_path, line)) == [Row("a", "late")]

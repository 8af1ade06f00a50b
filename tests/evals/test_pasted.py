"""What somebody pastes is read as kindly as it can be, and what was skipped is said."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evals.pasted import MAX_BYTES, MAX_ROWS, MAX_TEXT, Pasted, Skipped, read_pasted
from bot.evals.rows import Row, UnusableInput

LATE, HOLD = "The parcel came late, and it was open.", "An hour on hold, then nothing."


def texts(pasted: Pasted) -> list[str]:
    return [row.text for row in pasted.rows]


def test_each_line_of_plain_text_is_a_complaint() -> None:
    pasted = read_pasted(f"{LATE}\n{HOLD}\n")
    assert (texts(pasted), pasted.skipped) == ([LATE, HOLD], ())
    assert pasted.read_as == "plain text, one complaint for each line"


def test_with_empty_lines_each_paragraph_is_one() -> None:
    pasted = read_pasted(f"{LATE}\nAnd cold.\n\n\n{HOLD}")
    assert texts(pasted) == [f"{LATE}\nAnd cold.", HOLD]
    assert pasted.read_as.endswith("for each paragraph")


def test_bullets_and_numbers_of_a_list_are_no_words_of_a_complaint() -> None:
    assert texts(read_pasted(f"- {LATE}\n2. {HOLD}\n• 3 hours late")) == [LATE, HOLD, "3 hours late"]


def test_every_known_column_is_taken_by_whatever_name_it_has() -> None:
    pasted = read_pasted(
        "Review ID,Review,Owner response,Reviewer Name,Source,Rating,Date\n"
        f'r1,"{LATE}",Sorry!,Nina P.,Google Reviews,2 stars,1 May\n'
    )
    assert pasted.rows == (
        Row("r1", LATE, "google_business", author="Nina P.", stars=2, brand_reply="Sorry!"),
    )
    assert pasted.columns == {
        "text": "Review", "reply": "Owner response", "author": "Reviewer Name",
        "platform": "Source", "stars": "Rating", "id": "Review ID",
    }  # fmt: skip
    assert pasted.unused == ("Date",)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_other_delimiters_line_ends_and_a_byte_order_mark_are_no_trouble(delimiter: str, end: str) -> None:
    lines = [delimiter.join(["text", "reply"]), delimiter.join([f'"{LATE}"', '"He said ""sorry""."'])]
    (row,) = read_pasted("\ufeff" + end.join(lines)).rows
    assert (row.text, row.brand_reply) == (LATE, 'He said "sorry".')


def test_a_quoted_cell_keeps_its_lines_and_the_next_skipped_one_is_found_by_its_number() -> None:
    pasted = read_pasted(f'text,reply\n"Late.\nAnd open.",Sorry\n,no complaint here\n"{HOLD}",\n')
    assert pasted.rows[0].text == "Late.\nAnd open."
    assert pasted.rows[1].brand_reply is None
    assert pasted.skipped == (Skipped(4, "There are no words in it."),)


def test_a_row_with_more_cells_than_the_header_is_not_guessed_at() -> None:
    pasted = read_pasted(f"text,reply\nLate, and open, and wet,Sorry\n{LATE[:15]},Sorry,,\n")
    assert texts(pasted) == [LATE[:15]]
    assert "4 cells, the header 2" in pasted.skipped[0].why


def test_one_column_needs_no_quotes() -> None:
    assert texts(read_pasted(f"complaint\n{LATE}\n{HOLD}")) == [LATE, HOLD]


def test_a_sentence_that_begins_like_a_header_is_a_sentence() -> None:
    prose = "Review, after a week\nStill nothing"
    assert texts(read_pasted(prose)) == prose.split("\n")


def test_a_quote_that_nobody_closed_is_skipped_by_its_line() -> None:
    pasted = read_pasted(f'text,reply\n"{LATE}",\n"open,{"x" * MAX_TEXT}\n')
    assert texts(pasted) == [LATE]
    assert pasted.skipped[0].line == 3
    assert "quote" in pasted.skipped[0].why


def test_more_than_can_be_shown_are_left_alone_and_counted() -> None:
    pasted = read_pasted("\n".join(f"{LATE} {number}" for number in range(MAX_ROWS + 3)))
    assert len(pasted.rows) == MAX_ROWS
    assert pasted.skipped == (Skipped(None, f"Only the first {MAX_ROWS} are taken; 3 more were left alone."),)


def test_rows_of_one_id_are_told_apart() -> None:
    pasted = read_pasted(f"id,text\n7,{LATE[:10]}\n7,{HOLD[:10]}")
    assert [row.id for row in pasted.rows] == ["7", "7 (2)"]


@pytest.mark.parametrize(
    ("said", "stars"),
    [("4", 4), ("4.0", 4), ("2/5", 2), ("★★☆☆☆", 2), ("1 out of 5", 1), ("9", None), ("good", None)],
)
def test_stars_are_read_as_people_write_them(said: str, stars: int | None) -> None:
    assert read_pasted(f"text,stars\nlate,{said}").rows[0].stars == stars


@pytest.mark.parametrize("nothing", ["", " \n\n", "text,reply\n", "…\n!!!", "\ufeff"])
def test_a_paste_without_a_complaint_says_so(nothing: str) -> None:
    with pytest.raises(UnusableInput, match="no complaint"):
        read_pasted(nothing)


def test_a_paste_that_is_too_long_says_so() -> None:
    with pytest.raises(UnusableInput, match="256 KiB"):
        read_pasted("ü" * (MAX_BYTES // 2 + 1))


@given(st.text(max_size=300) | st.text(alphabet='text,reply;\n"\t|', max_size=120))
def test_whatever_is_pasted_is_read_or_refused_in_words(text: str) -> None:
    with suppress(UnusableInput):
        assert all(row.text and row.id for row in read_pasted(text).rows)

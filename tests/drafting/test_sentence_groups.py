"""A manager changes sentences, one to a line; everything else in the file stays as it was written."""

import tomllib

import pytest

from bot.drafting.sentence_groups import (
    MAX_PART,
    NOTHING,
    Group,
    found_again,
    groups_of,
    lines_typed,
    parts_of,
    place_of_line,
    sentences_of_file,
    with_lines,
    with_part,
)
from bot.drafting.versions import shipped_set
from bot.errors import TemplateFault

PATHS = [path for path in shipped_set() if path not in ("policy.toml", "words.toml")]
SMALL = """# The head.
apology = [          # said first
  "I'm sorry.",      # the usual one
  "Sorry, \\"truly\\".",
]
topic = 'the delay'

[[problem]]
when = ["late", "[", "#"]
say = ["it was late"]

[[problem]]
when = ["lost"]
say = ["it was lost", '''it is "gone"''']

[[actions]]
id = "trace"
[actions.say_in]
de = ["Ich suche es."]
"""


def group(body: str, id: str) -> Group:
    return next(one for one in groups_of(body) if one.id == id)


def test_every_group_of_a_file_is_found_with_its_sentences() -> None:
    assert [(one.id, one.lines) for one in groups_of(SMALL)] == [
        ("apology", ("I'm sorry.", 'Sorry, "truly".')),
        ("topic", ("the delay",)),
        ("problem.0.say", ("it was late",)),
        ("problem.1.say", ("it was lost", 'it is "gone"')),
        ("actions.0.say_in.de", ("Ich suche es.",)),
    ]


def test_signs_and_facts_are_no_sentences() -> None:
    body = '[[facts]]\nid = "a"\nstatement = "x"\n[[ask]]\nwhen = ["bag"]\nsay = "your tag"\n'
    assert [one.id for one in groups_of(body)] == ["ask.0.say"]


@pytest.mark.parametrize("path", PATHS)
def test_groups_of_every_shipped_file_can_be_changed_and_only_it_changes(path: str) -> None:
    body = shipped_set()[path]
    assert groups_of(body)
    for one in groups_of(body)[:: max(1, len(groups_of(body)) // 8)]:
        new = [*one.lines, 'A "new" – one.'] if one.is_list else ["Another one."]
        changed = with_lines(body, one, new)
        again = found_again(groups_of(changed), one.id, one.anchor)
        assert again is not None
        assert (again.keys, list(again.lines)) == (one.keys, new)
        assert tomllib.loads(with_lines(changed, again, one.lines)) == tomllib.loads(body)


def test_comments_outside_the_list_and_behind_its_bracket_stay() -> None:
    changed = with_lines(SMALL, group(SMALL, "apology"), ["I apologise."])
    assert changed.startswith('# The head.\napology = [          # said first\n  "I apologise.",\n]\ntopic')


def test_what_cannot_be_changed_line_by_line_is_refused() -> None:
    one = group(SMALL, "apology")
    elsewhere = Group(one.keys, one.anchor, one.lines, True, one.start + 2, one.end)
    with pytest.raises(TemplateFault, match="text editor"):
        with_lines(SMALL, elsewhere, ["x"])


@pytest.mark.parametrize("body", ["", "= 3", "apology = [", "a = 1\n[[", 'apology = "x'])
def test_a_file_that_cannot_be_read_has_no_groups(body: str) -> None:
    assert groups_of(body) == []


def test_a_sentence_of_several_lines_is_left_to_a_text_editor() -> None:
    assert groups_of('apology = ["""a\nb"""]') == []


def test_a_group_is_found_again_where_its_table_moved() -> None:
    moved = SMALL.replace("[[problem]]", '[[problem]]\nwhen = ["new"]\nsay = ["it is new"]\n\n[[problem]]', 1)
    was = group(SMALL, "problem.1.say")
    again = found_again(groups_of(moved), was.id, was.anchor)
    assert again is not None
    assert (again.id, again.lines) == ("problem.2.say", was.lines)


def test_a_group_whose_table_is_gone_is_not_found() -> None:
    gone = SMALL.replace('when = ["lost"]', 'when = ["stolen"]')
    was = group(SMALL, "problem.1.say")
    assert found_again(groups_of(gone), was.id, was.anchor) is None


def test_long_groups_come_in_parts_that_fit_a_form() -> None:
    body = shipped_set()["brands/default.toml"]
    for one in groups_of(body):
        parts = parts_of(one)
        assert tuple(line for part in parts for line in part.lines) == one.lines
        assert all(len(part.typed) <= MAX_PART + 1 for part in parts)
        assert [part.number for part in parts] == list(range(1, parts[0].of + 1))
    assert max(parts_of(one)[0].of for one in groups_of(body)) > 1


def test_a_part_is_changed_within_its_group() -> None:
    one = next(one for one in groups_of(shipped_set()["brands/default.toml"]) if parts_of(one)[0].of > 1)
    second = parts_of(one)[1]
    assert with_part(second, ["Only this."]) == (*one.lines[: second.first], "Only this.")


def test_an_empty_sentence_has_a_word_of_its_own_and_blank_lines_are_none() -> None:
    assert lines_typed(f"  Thank   you. \n\n{NOTHING}\n(None)\n") == ("Thank you.", "", "")
    closing = group(shipped_set()["tones/calm.toml"], "closing")
    (part,) = parts_of(closing)
    assert lines_typed(part.typed) == closing.lines


def test_a_line_of_the_file_is_told_as_a_line_of_the_form() -> None:
    one = group(SMALL, "problem.1.say")
    changed = with_lines(SMALL, one, ["a", "b", "c"])
    again = group(changed, "problem.1.say")
    lines = changed.splitlines()
    assert [place_of_line(changed, again, lines.index(f'  "{word}",') + 1) for word in "abc"] == [0, 1, 2]
    assert place_of_line(changed, again, 1) is None


def test_control_characters_are_written_as_codes() -> None:
    changed = with_lines(SMALL, group(SMALL, "topic"), ["a\x7fb\tc"])
    assert tomllib.loads(changed)["topic"] == "a\x7fb\tc"


def test_sentences_to_review_are_counted_once_and_without_empty_ones() -> None:
    assert sentences_of_file('closing = ["", "Thanks.", "Thanks.", ""]') == ["Thanks."]

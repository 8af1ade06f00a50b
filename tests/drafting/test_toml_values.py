"""Values of a template file are changed in its text, and nothing else is."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.composing import seeds
from bot.drafting.toml_values import (
    CANNOT,
    with_entry,
    with_entry_instead,
    with_new_entry,
    with_values,
    without_entry,
)
from bot.drafting.versions import read_set

TEXT = """# A note.
first = "public"   # who speaks
tone = "calm"

[minutes]  # from arrival
critical = 15 # soon
high = 60

[[actions]]
id = "one"
say = [
  "Say # this.",   # a note that goes with the list
  "[or this]",
]
owner = "Ann"
[actions.say_in]
es = ["Hola."]

[[actions]]
id = "two"
say = ["Other."]
"""
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=20)


def test_a_value_at_the_top_keeps_its_note() -> None:
    changed = with_values(TEXT, {"first": "private"})

    assert changed == TEXT.replace('first = "public"', 'first = "private"')


def test_a_value_of_a_table_is_changed_there() -> None:
    assert with_values(TEXT, {"critical": 30}, "minutes") == TEXT.replace("critical = 15", "critical = 30")


def test_a_value_that_is_not_there_yet_stands_at_the_end_of_its_section() -> None:
    changed = with_values(TEXT, {"low": 600, "second": True}, "minutes")

    assert "high = 60\nlow = 600\nsecond = true\n\n[[actions]]" in changed


def test_an_entry_of_a_list_is_changed_and_its_neighbours_are_not() -> None:
    changed = with_entry(TEXT, "actions", 0, {"say": ["New.", "Words."], "owner": "Bea"})

    raw = tomllib.loads(changed)["actions"]
    assert raw[0] == {"id": "one", "say": ["New.", "Words."], "owner": "Bea", "say_in": {"es": ["Hola."]}}
    assert raw[1] == {"id": "two", "say": ["Other."]}
    assert "# soon" in changed


def test_an_entry_says_something_else_altogether_and_the_notes_behind_it_stay() -> None:
    noted = TEXT + "# Of what comes next.\n\n[last]\nx = 1\n"

    changed = with_entry_instead(noted, "actions", 1, {"id": "three"})

    assert tomllib.loads(changed)["actions"][1] == {"id": "three"}
    assert changed.endswith('id = "three"\n# Of what comes next.\n\n[last]\nx = 1\n')


def test_an_entry_is_added_behind_the_others_and_taken_away_again() -> None:
    changed = with_new_entry(TEXT + "\n[last]\nx = 1\n", "actions", {"id": "three", "say": ["[x]", "#"]})

    assert [one["id"] for one in tomllib.loads(changed)["actions"]] == ["one", "two", "three"]
    assert without_entry(changed, "actions", 2) == TEXT + "\n[last]\nx = 1\n"


def test_the_first_entry_of_a_file_and_its_last_leave_no_trace() -> None:
    changed = with_new_entry("x = 1\n", "route", {"channel": "C0"})

    assert tomllib.loads(changed) == {"x": 1, "route": [{"channel": "C0"}]}
    assert without_entry(changed, "route", 0) == "x = 1\n"


@pytest.mark.parametrize("place", [2, 99])
def test_an_entry_that_is_not_there_is_neither_replaced_nor_taken_away(place: int) -> None:
    with pytest.raises(ValueError, match="cannot be changed here"):
        with_entry_instead(TEXT, "actions", place, {"id": "x"})
    with pytest.raises(ValueError, match="cannot be changed here"):
        without_entry(TEXT, "actions", place)


@pytest.mark.parametrize("place", [2, 99])
def test_an_entry_that_is_not_there_is_refused(place: int) -> None:
    with pytest.raises(ValueError, match="cannot be changed here"):
        with_entry(TEXT, "actions", place, {"owner": "Bea"})


@pytest.mark.parametrize(
    "text",
    [
        "minutes = { critical = 15 }\n",
        "minutes.critical = 15\n",
        'say = """\n[minutes]\ncritical = 1\n"""\n[minutes]\ncritical = 15\n',
        "broken =",
    ],
)
def test_what_is_written_in_another_way_is_refused_and_never_damaged(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be changed here") as refused:
        with_values(text, {"critical": 30}, "minutes")

    assert str(refused.value) == CANNOT


@given(words, st.lists(words, max_size=3), st.integers(0, 10_000), st.booleans())
def test_whatever_is_written_is_read_back_as_it_was_meant(
    owner: str, say: list[str], minutes: int, is_on: bool
) -> None:
    changed = with_entry(TEXT, "actions", 0, {"owner": owner, "say": say})
    changed = with_values(with_values(changed, {"critical": minutes}, "minutes"), {"on": is_on})

    raw = tomllib.loads(changed)
    assert (raw["actions"][0]["owner"], raw["actions"][0]["say"]) == (owner, say)
    assert (raw["minutes"]["critical"], raw["on"]) == (minutes, is_on)


@pytest.mark.parametrize("path", ["brands/harbourline.toml", "brands/default.toml"])
def test_the_shipped_brands_can_be_changed(path: str) -> None:
    text = read_set(seeds())[path]
    count = len(tomllib.loads(text)["actions"])

    for place in range(count):
        changed = with_entry(
            text, "actions", place, {"owner": "Bea", "due": "tomorrow", "say": ["I'll look."]}
        )
        assert tomllib.loads(changed)["actions"][place]["owner"] == "Bea"


def test_the_shipped_policy_can_be_changed() -> None:
    text = read_set(seeds())["policy.toml"]

    changed = with_values(with_values(text, {"four_eyes": "on"}), {"low": 600}, "minutes")

    assert tomllib.loads(changed) == tomllib.loads(text) | {
        "four_eyes": "on",
        "minutes": tomllib.loads(text)["minutes"] | {"low": 600},
    }

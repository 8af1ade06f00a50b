"""Looking for cues first never changes what is found."""

import re

import pytest

from bot.rules import apology_abroad, apology_words, blame, leakage, money
from bot.rules.phrases import phrases
from tests.rules.test_lists import GOOD, HOLLOW

ALL = {
    "hollow": apology_words.HOLLOW,
    "anywhere": apology_words.HOLLOW_ANYWHERE,
    "abroad": apology_abroad.HOLLOW,
    "blame": blame._BLAME,
    "excuses": blame._EXCUSES,
    "blame abroad": blame._BLAME_ABROAD,
    "fault": blame._FAULT,
    "fault abroad": blame._FAULT_ABROAD,
    "money": money._MONEY,
    "machine talk": leakage._MACHINE_TALK,
}


@pytest.mark.parametrize("name", ALL)
def test_a_cue_hides_no_match(name: str) -> None:
    choices = [re.compile(rf"(?<!\w)(?:{choice})(?!\w)") for _cues, choice in ALL[name].parts]
    texts = [text for kinds in HOLLOW.values() for kind in kinds.values() for text in kind]
    for text in (*texts, *(text for kind in GOOD.values() for text in kind)):
        found = [hit.group() for choice in choices for hit in choice.finditer(text.lower())]
        assert [hit.lower() for hit in ALL[name].hits(text)] == found


@pytest.mark.parametrize(
    ("pattern", "cues"),
    [
        ("rest assured", ("rest assured",)),
        ("guarante(?:e|es)", ("guarante",)),
        (r"\d+ ?%", ()),
        ("(?:our|the) polic(?:y|ies)", (" polic",)),
        ("(?:free|gratis)(?! wifi)", ("free", "gratis")),
        ("colou?r", ("colo",)),
        ("(?:very )?sorry", ("sorry",)),
        ("[abc]d", ()),
    ],
)
def test_a_cue_is_a_piece_that_every_match_has(pattern: str, cues: tuple[str, ...]) -> None:
    assert phrases(pattern).parts[0][0] == cues


def test_choices_outside_of_groups_are_looked_for_one_by_one() -> None:
    assert [cues for cues, _choice in phrases("one(?:a|b)|two [|] x|three").parts] == [
        ("one",),
        ("two ",),
        ("three",),
    ]


def test_only_whole_words_are_found_and_given_as_written() -> None:
    found = phrases("free(?: of charge)?")
    assert list(found.hits("Freedom is Free of Charge, carefree.")) == ["Free of Charge"]


def test_letters_that_grow_when_made_small_do_no_harm() -> None:
    assert list(phrases("rest assured").hits("İ rest assured")) == ["rest assured"]


def test_patterns_are_in_small_letters() -> None:
    capitals = re.compile(r"(?<!\\)[A-Z]")
    assert not [pattern for found in ALL.values() for pattern in found.patterns if capitals.search(pattern)]

"""Only clean phrases come out of a post."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drafting.cues import compile_cues, normal
from bot.drafting.details import Details, details_of
from bot.drafting.names import first_name
from tests.drafting.requests import LIBRARY


def read(text: str) -> Details:
    return details_of(text, LIBRARY.common, places=("Ryde",), trade="")


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("3 hrs on the runway", "three hours"),
        ("over 2 hours late", "over two hours"),
        ("half an hour in line", "half an hour"),
        ("waited 45mins", "45 minutes"),
        ("an hour on hold", "an hour"),
        ("it took one week", "one week"),
        ("almost 10 days now", "almost ten days"),
        ("booked 2 weeks ago", ""),
        ("I leave in 2 hours", ""),
        ("a 3 hour flight", ""),
        ("another 1-2 hours", ""),
        ("0 minutes", ""),
        ("99999 hours", ""),
        ("the wait should not be longer than 9 mins, I waited 18 mins", "18 minutes"),
        ("they said no more than 2 hours", ""),
    ],
)
def test_a_wait_is_told_from_other_times(text: str, duration: str) -> None:
    assert read(text).duration == duration


@pytest.mark.parametrize(
    ("text", "trip"),
    [
        ("flight 672 is late", "flight 672"),
        ("Flt #1099 again", "flight 1099"),
        ("stuck on the 7:40 to Ryde", "the 7:40 to Ryde"),
        ("the 6pm ferry from Ryde", "the 6pm ferry from Ryde"),
        ("my train to Atlantis", "your train"),
        ("our plane to JFK", "your flight to JFK"),
        ("nothing here", ""),
        ("flight evil.example to Evilville", "your flight"),
    ],
)
def test_a_trip_is_named_as_the_person_names_it(text: str, trip: str) -> None:
    assert read(text).trip == trip


@given(st.text(max_size=600))
def test_reading_never_fails_and_never_echoes_strange_signs(text: str) -> None:
    details = read(text)
    assert all(sign not in details.trip + details.duration for sign in "<>{}@/\\#")


@pytest.mark.parametrize(
    ("cue", "text", "found"),
    [
        ("bag/bags lost", "both BAGS lost!", True),
        ("bag .. broken", "the bag arrived totally broken", True),
        ("bag .. broken", "bag one two three four five broken", False),
        ("delay*", "Delayed", True),
        ("didn't come", "it didnt come", True),
        ("didnt come", "it didn’t come", True),
        ("rude", "prudent", False),
        ("ill", "I'll go elsewhere", False),
    ],
)
def test_a_cue_is_found_as_people_write_it(cue: str, text: str, found: bool) -> None:
    pattern = compile_cues([cue])
    assert pattern is not None
    assert bool(pattern.search(normal(text))) is found


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("Jo Park", "Jo"),
        ("Élodie", "Élodie"),
        ("Anne-Marie Q.", "Anne-Marie"),
        ("O'Neil", None),
        (None, None),
        ("Sad Panda", None),
        ("Island Courier", None),
        ("Solent Radio Newsroom", None),
        ("Charlotte Church", "Charlotte"),
    ],
)
def test_only_a_plain_name_is_a_name(shown: str | None, name: str | None) -> None:
    assert first_name(shown, "Harbourline") == name

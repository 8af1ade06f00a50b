"""A phrase to look for cannot be made to run for ever: what could is refused when the template is saved."""

import pytest

from bot.drafting.cues import MAX_CUE, compile_cues, normal
from bot.drafting.phrasebooks import folded

REFUSED = [
    "a .. a .. a .. b",
    "a .. .. .. b",
    "a*a*a*b",
    "*a",
    "a** b",
    "(a+)+$",
    "a{9999}",
    "[a-z]+",
    "a|b",
    "^a",
    "a\\w",
    "(?=a)",
    "",
    "  ",
    "é",
    "a" * (MAX_CUE + 1),
    "<name>",
    "{{ name }}",
]


@pytest.mark.parametrize("cue", REFUSED)
def test_a_phrase_that_could_run_for_ever_or_is_none_is_refused(cue: str) -> None:
    with pytest.raises(ValueError, match="“"):
        compile_cues([cue])


@pytest.mark.parametrize("text", ["a " * 1_000, "aaaa " * 400, "a" * 2_000, " .. * / " * 200])
def test_the_worst_phrases_that_are_taken_come_to_an_end(text: str) -> None:
    pattern = compile_cues(["a .. a .. b", "a* .. a* .. b*", "a/a/a* .. a .. b"])
    assert pattern is not None
    assert pattern.search(normal(text)) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("¡El EQUIPAJE no llegó!", " el equipaje no llego "),
        ("L'avion n’est pas là", " l avion n est pas la "),
        ("Straße: Verspätung", " strasse verspatung "),
        ("Cadê a encomenda, coração?", " cade a encomenda coracao "),
        ("@brand https://x.example/a", "  "),
    ],
)
def test_accents_and_apostrophes_do_not_matter_in_other_languages(text: str, words: str) -> None:
    assert folded(text).split() == words.split()

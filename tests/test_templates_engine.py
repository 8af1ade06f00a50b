"""Templates hold sentences, and nothing that runs, loops or leaks."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import TemplateFault
from bot.templates_engine import FILTERS, MAX_OUTPUT, lint, render
from tests.hostile_templates import HOSTILE

ALLOWED = frozenset({"name", "trip", "duration"})
VALUES = {"name": "Jo", "trip": "flight 672", "duration": "three hours"}


@pytest.mark.parametrize("source", HOSTILE)
def test_a_hostile_template_is_refused_when_it_is_saved(source: str) -> None:
    with pytest.raises(TemplateFault):
        lint("hostile", source, ALLOWED)


@pytest.mark.parametrize("source", HOSTILE)
def test_a_hostile_template_that_was_saved_anyway_does_not_render(source: str) -> None:
    with pytest.raises(TemplateFault):
        render("hostile", source, VALUES)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("I'm sorry {{ trip }} was late.", "I'm sorry flight 672 was late."),
        ("{% if duration %}for {{ duration }}{% endif %}", "for three hours"),
        ("{{ name|upper }} {{ name|lower }}", "JO jo"),
        ("{{ trip if duration else 'your trip' }}", "flight 672"),
        ("{% if name == 'Jo' and not duration == 'x' %}yes{% else %}no{% endif %}", "yes"),
        ("{{ nickname|default('friend') }}", "friend"),
        ("{% if nickname is defined %}a{% elif name is ne('x') %}b{% endif %}", "b"),
        ("{# a note #}{{ name|trim|capitalize|title }}", "Jo"),
    ],
)
def test_an_honest_template_renders(source: str, text: str) -> None:
    lint("honest", source, ALLOWED | {"nickname"})
    assert render("honest", source, VALUES) == text


def test_a_fault_says_where_and_what() -> None:
    with pytest.raises(TemplateFault, match=r"calm, line 2: a loop is not allowed"):
        lint("calm", "Hello\n{% for x in name %}{% endfor %}", ALLOWED)


def test_a_blank_is_named_with_what_to_write_instead() -> None:
    with pytest.raises(TemplateFault, match=r"“\[NAME\]” looks like a blank to fill in; .*\{\{ name \}\}"):
        lint("calm", "Dear [NAME],", ALLOWED)


@pytest.mark.parametrize("words", ["at 7:40, 50% of it", "really? Yes!", "Käse & Brot – 3/4", "¿Qué pasó?"])
def test_words_of_a_reply_are_no_blanks(words: str) -> None:
    assert render("calm", words, {}) == words


def test_an_unknown_variable_names_the_known_ones() -> None:
    with pytest.raises(TemplateFault, match="duration, name, trip"):
        lint("calm", "{{ nmae }}", ALLOWED)


@pytest.mark.parametrize("value", ["{{ 7*7 }} <!channel>", "{% include 'x' %}", "{{ name }}", "{# gone #}"])
def test_a_value_is_never_read_as_a_template(value: str) -> None:
    assert render("t", "He wrote: {{ name }}", {"name": value}) == f"He wrote: {value}"


def test_output_is_capped() -> None:
    with pytest.raises(TemplateFault, match="longer than"):
        render("t", "{{ name }}{{ name }}", {"name": "a" * (MAX_OUTPUT // 2 + 1)})


def test_only_texts_can_be_filled_in() -> None:
    with pytest.raises(TemplateFault, match="must be text"):
        render("t", "{{ name }}", {"name": object()})  # type: ignore[dict-item]


@given(st.text(max_size=300))
def test_any_value_comes_out_as_it_went_in(value: str) -> None:
    assert render("t", "({{ name }})", {"name": value[:MAX_OUTPUT]}) == f"({value})"


_WORDS = [
    "{{",
    "}}",
    "{%",
    "%}",
    "name",
    "if",
    "endif",
    "for",
    "in",
    "|",
    "upper",
    "(",
    ")",
    "'a'",
    ".",
    "[",
    "*",
    "9",
]


@given(st.lists(st.sampled_from(_WORDS), max_size=30))
def test_no_template_does_anything_but_render_or_fail_plainly(words: list[str]) -> None:
    with suppress(TemplateFault):
        assert len(render("t", " ".join(words), VALUES)) <= MAX_OUTPUT


def test_the_filters_are_the_six_harmless_ones() -> None:
    assert {"upper", "lower", "title", "capitalize", "trim", "default"} == FILTERS

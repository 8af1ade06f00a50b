"""Templates hold sentences, and nothing that runs, loops or leaks."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import TemplateFault
from bot.templates_engine import FILTERS, MAX_OUTPUT, MAX_SOURCE, lint, render

ALLOWED = frozenset({"name", "trip", "duration"})
VALUES = {"name": "Jo", "trip": "flight 672", "duration": "three hours"}

HOSTILE = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ name.__init__.__globals__ }}",
    "{{ name['__class__'] }}",
    "{{ name|attr('__class__') }}",
    "{{ name|attr('form' ~ 'at') }}",
    "{{ '{0.__class__}'.format(name) }}",
    "{{ '{x.__class__}'.format_map({'x': 1}) }}",
    "{{ name|map('upper')|list }}",
    "{{ self }}",
    "{{ self._TemplateReference__context }}",
    "{{ self.__init__.__globals__.__builtins__ }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ joiner }}",
    "{{ namespace() }}",
    "{{ lipsum(n=10000000) }}",
    "{{ lipsum.__globals__['os'].popen('id').read() }}",
    "{{ range(10) }}",
    "{{ dict(a=1) }}",
    "{{ config }}",
    "{{ config.items() }}",
    "{{ request }}",
    "{{ get_flashed_messages() }}",
    "{{ __import__('os') }}",
    "{{ _secret }}",
    "{{ caller() }}",
    "{{ super() }}",
    "{{ loop.index }}",
    "{{ varargs }}",
    "{{ kwargs }}",
    "{% for x in name %}{{ x }}{% endfor %}",
    "{% for x in range(10**9) %}{% for y in range(10**9) %}{% endfor %}{% endfor %}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{% endfor %}",
    "{% set x = 'a' * 1000 %}{{ x }}",
    "{% set ns = namespace(x='a') %}",
    "{% set x %}hello{% endset %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% call name() %}{% endcall %}",
    "{% include 'secrets' %}",
    "{% import 'os' as os %}",
    "{% from 'os' import system %}",
    "{% extends 'base' %}",
    "{% block a %}{% endblock %}",
    "{% with a = 'b' %}{{ a }}{% endwith %}",
    "{% filter upper %}x{% endfilter %}",
    "{% raw %}{% include 'x' %}",
    "{% autoescape false %}{{ name }}{% endautoescape %}",
    "{% do name.append(1) %}",
    "{% debug %}",
    "{{ 'a' * 10**10 }}",
    "{{ 'a' ~ 'b' }}",
    "{{ '%9999999999d' % 1 }}",
    "{{ 10**10**8 }}",
    "{{ 1 }}",
    "{{ 9.9e999 }}",
    "{{ -1 }}",
    "{{ 1 + 1 }}",
    "{{ 7 // 2 }}",
    "{{ [1] * 67108864 }}",
    "{{ [] }}",
    "{{ {} }}",
    "{{ (1, 2) }}",
    "{{ name|center(999999999) }}",
    "{{ name|indent(999999999) }}",
    "{{ name|batch(999999999) }}",
    "{{ name|slice(1000000000)|list }}",
    "{{ name|replace('a', 'b') }}",
    "{{ name|safe }}",
    "{{ name|tojson }}",
    "{{ name|pprint }}",
    "{{ name|xmlattr }}",
    "{{ name|format(1) }}",
    "{{ name|wordwrap(1) }}",
    "{{ name.upper() }}",
    "{{ name[0] }}",
    "{{ name[0:2] }}",
    "{{ name() }}",
    "{% if name is callable %}x{% endif %}",
    "{% if name is sameas(name) %}x{% endif %}",
    "{% if name is filter %}x{% endif %}",
    "{% if name in 'abc' %}x{% endif %}",
    "{% if name < 'b' %}x{% endif %}",
    "{{ unknown }}",
    "{{ nаme }}",
    "{{ name",
    "{% if name %}",
    "{% endif %}",
    "{{ name | }}",
    "{# never closed",
    "{{ '\\ud800' }",
    "{{ " + "(" * 300 + "name" + ")" * 300,
    "{{ " + "not " * 200 + "name }}",
    "{% if name %}" * 25 + "{% endif %}" * 25,
    "{{ name }}" * 399,
    "x" * (MAX_SOURCE + 1),
]


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
    assert render("t", "[{{ name }}]", {"name": value[:MAX_OUTPUT]}) == f"[{value}]"


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

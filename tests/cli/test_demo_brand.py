"""What somebody puts into "Your brand", and what it makes of the files that we ship."""

from typing import Any

import pytest

from bot.cli.demo_brand import (
    BRAND,
    NEEDS_NAME,
    NEEDS_PLACE,
    NEUTRAL,
    NO_LINK,
    PAGES,
    PATH,
    PLACES,
    TOO_LONG,
    Wanted,
    told,
)
from bot.cli.demo_story import PRETEND, STORY
from bot.drafting.brands import load_brand
from bot.drafting.linting import Fault
from bot.drafting.template_desk import Faulty
from bot.drafting.template_trial import new_faults
from bot.drafting.toml_values import with_values
from bot.drafting.versions import shipped_set

LINK = "https://acme.example/help"


def wanted(**more: Any) -> Wanted:
    return Wanted.from_json({"name": "Acme", "tone": "warm", "place": "a DM", "link": ""} | more)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({}, None),
        ({"link": LINK}, None),
        ({"name": " … "}, NEEDS_NAME),
        ({"name": None}, NEEDS_NAME),
        ({"place": "  "}, NEEDS_PLACE),
        ({"name": "A" * 61}, TOO_LONG),
        ({"link": "http://acme.example"}, NO_LINK),
        ({"link": "javascript:alert(1)"}, NO_LINK),
        ({"link": "https://a b"}, NO_LINK),
    ],
)
def test_what_cannot_be_a_brand_is_told_in_words(said: dict[str, Any], problem: str | None) -> None:
    assert wanted(**said).problem == problem


def test_whatever_else_the_page_sends_is_no_brand() -> None:
    assert Wanted.from_json(["x"]).problem == NEEDS_NAME


def faults(**more: Any) -> list[Fault]:
    """What is wrong with the neutral brand's file once this is in it."""
    body = with_values(shipped_set()[NEUTRAL], wanted(**more).values())
    found = new_faults({**shipped_set(), PATH: body}, shipped_set())
    return [fault for fault in found if fault.level == "fault"]


@pytest.mark.parametrize(("place", "link"), [(PLACES[-1], ""), *((one, LINK) for one in PAGES)])
def test_a_place_that_is_offered_may_be_saved_and_a_page_with_its_link(place: str, link: str) -> None:
    assert faults(place=place, link=link) == []


def test_a_refusal_tells_the_words_and_the_rule_and_no_files() -> None:
    why = "“a DM and a web page” breaks rule R7. It sends the person to more than one place."
    broken = Fault("playbooks/delay.toml", None, f"no reply may be sent, to “Late again.”: {why}")
    other = Fault("brands/acme.toml", 9, "there is no variable “form”")
    assert told(Faulty("Not saved. And 10 more.", faults=[broken])) == f"Not saved: in a reply {why}"
    assert told(Faulty("As it is.", faults=[other])) == "As it is."


def test_the_neutral_brand_speaks_under_the_new_name_and_no_longer_of_piers() -> None:
    body = with_values(shipped_set()[NEUTRAL], wanted(name="Acme & Söhne", link=LINK).values())
    brand = load_brand(body)
    assert (brand.id, brand.name, brand.sign_off) == (BRAND, "Acme & Söhne", "– Acme & Söhne")
    assert (brand.channel, brand.links) == (f"a DM ({LINK})", (LINK,))
    assert "pier" not in body


def test_the_pretend_brand_stays_as_it_is_where_nothing_is_changed() -> None:
    shipped = shipped_set()[PATH]
    assert with_values(shipped, wanted(name=PRETEND).values()) == shipped
    linked = load_brand(with_values(shipped, wanted(name=PRETEND, place=PAGES[0], link=LINK).values()))
    assert (linked.sign_off, linked.links) == (f"– {PRETEND} Care", (LINK,))


def test_the_posts_to_come_speak_of_it_too() -> None:
    said = STORY[0].about("Acme & Söhne").text
    assert said.startswith("@Acme&Söhne 3 hours")
    assert PRETEND not in said

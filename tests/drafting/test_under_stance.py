"""Replies under a stance: each names its own trouble, says what we say, and promises what we promise."""

import pytest

from bot.drafting.brands import Action
from bot.drafting.composing import check_text, compose
from bot.drafting.stance_check import StanceSaid, one_a_line, wrong_with
from bot.drafting.under_stance import StanceWords, serves
from bot.models import Severity
from bot.ports import Written
from tests.builders import a_mention, a_verdict
from tests.drafting.requests import LIBRARY, MORNING, POSTS, a_request, in_280

HAPPENED = ("The 7:40 boat broke down.", "The boat of 7:40 could not sail.")
DOING = ("Two extra boats sail this morning.",)
STEPS = (
    "Send me your booking code in {{ channel }}, and I'll see to {{ matter }} {{ due }}.",
    "I'll take care of {{ matter }} {{ due }}; all I need is your booking code in {{ channel }}.",
)
STANCE = StanceWords(
    "stance-1", HAPPENED, DOING, Action("stance-1", (), STEPS, "the Delay Desk", "look into it", "today")
)
SAID = StanceSaid("The 7:40 boat", HAPPENED, DOING, STEPS, "the Delay Desk", "look into it", "today")
ANSWERED = sorted(set(POSTS) - {"safety", "other"})
BRAND = LIBRARY.brand("harbourline")


def reply(category: str, stance: StanceWords = STANCE, **changes: object) -> Written:
    brand = stance.on(BRAND)
    return compose(LIBRARY, a_request(POSTS[category], category, brand=brand, stance=stance, **changes))


@pytest.mark.parametrize("category", ANSWERED)
def test_every_kind_of_trouble_is_answered_soundly_under_one_stance(category: str) -> None:
    written = reply(category)

    assert [found for found in written.findings if found.level == "hard"] == []
    assert written.template.startswith("stance/")
    assert in_280(written.text).fits
    assert any(said in written.text for said in (*HAPPENED, *DOING))
    assert [one.owner for one in written.commitments] == ["the Delay Desk"]
    assert written.uses == ("stance-1",)


def test_the_persons_own_trouble_comes_first() -> None:
    text = reply("lost").text

    assert text.index("suitcase") < min(text.index(said) for said in (*HAPPENED, *DOING) if said in text)


def test_another_channel_takes_the_place_of_the_brands() -> None:
    stance = StanceWords("s", HAPPENED, DOING, STANCE.action, channel="a call to 0800 1234")
    brand = stance.on(BRAND)

    assert brand.channel == "a call to 0800 1234"
    assert brand.on("google_business").channel == "a call to 0800 1234"


def test_what_the_stance_says_is_known_to_be_true_and_what_it_does_not_say_is_not() -> None:
    request = a_request(POSTS["delay"], "delay", brand=STANCE.on(BRAND), stance=STANCE)
    own = "I'm sorry you were stuck for three hours. The 7:40 boat broke down. I'll look into it today."
    other = "I'm sorry you were stuck for three hours. The 9:10 boat broke down. I'll look into it today."

    rules = [
        {found.rule for found in check_text(LIBRARY, request, text, made_by="llm").findings}
        for text in (own, other)
    ]

    assert "R9" not in rules[0]
    assert "R9" in rules[1]


@pytest.mark.parametrize(
    ("changes", "may"),
    [
        ({}, True),
        ({"severity": Severity.HIGH}, True),
        ({"severity": Severity.CRITICAL}, False),
        ({"flags": ["press"]}, False),
        ({"category": "safety"}, False),
    ],
)
def test_nothing_grave_is_answered_under_a_stance(changes: dict[str, object], may: bool) -> None:
    assert serves(a_verdict(a_mention(), **changes)) is may


def test_a_good_stance_may_be_said() -> None:
    assert wrong_with(LIBRARY, SAID, BRAND, "delay", MORNING) is None


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"title": ""}, "title"),
        ({"happened": ()}, "what happened"),
        ({"steps": ()}, "what we promise"),
        ({"owner": ""}, "somebody who keeps it"),
        ({"due": "soon"}, "by when"),
        ({"happened": ("We will pay everybody a full refund.",)}, "refund|Refund|compensation|promise"),
        ({"doing": ("We will call each of you back.",)}, "promise|call"),
        ({"steps": ("Send us {{ code }}, and I'll answer {{ due }}.",)}, "no variable"),
        ({"happened": ("The boat [time] broke down.",)}, "time"),
        ({"happened": ("!!!",)}, "sentence"),
        ({"steps": ("I'll answer {{ due }}. " + "x" * 300,)}, "too long"),
        ({"happened": ("See https://evil.example for what happened.",)}, "evil.example"),
    ],
)
def test_what_breaks_a_rule_is_refused_with_the_reason(changes: dict[str, object], why: str) -> None:
    said = StanceSaid(**({name: getattr(SAID, name) for name in SAID.__dataclass_fields__} | changes))

    told = wrong_with(LIBRARY, said, BRAND, "delay", MORNING)

    assert told is not None
    assert any(word in told for word in why.split("|")), told


def test_ways_to_say_it_stand_on_a_line_each_once() -> None:
    assert one_a_line("  One.\n\nTwo  words.\nOne.\n") == ("One.", "Two words.")

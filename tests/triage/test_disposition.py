"""What gets a card and what only stands in the daily list."""

import pytest

from bot.models import Complaint
from bot.triage import disposition
from tests.triage.judged import judged

NOISE = [
    "@AcmeAir",
    "@AcmeAir @other https://example.com/x",
    "   ",
    "",
    "Acme Holdings Beats Quarterly Forecast, Shares Rise - Daily Ledger https://news.example/1",
    "Huge giveaway! Use code SPRING and click here https://spam.example",
]
PRAISE = ["Thank you, wonderful crew, great flight!", "Amazing burger, love this place 😍"]
DOUBTFUL = [
    "Thanks for the reply, but my bag is still missing",
    "Lovely hotel, shame about the broken shower",
    "Great food! Sadly our waiter was rude",
    "where can I find the menu",
    "please follow me so that I can send you my order number https://pic.example/1",
    "3 hours https://pic.example/gate",
]


@pytest.mark.parametrize("text", NOISE + PRAISE)
def test_trust_sets_aside_what_is_surely_no_complaint(text: str) -> None:
    assert disposition(judged(text), "trust") == "set_aside"


@pytest.mark.parametrize("text", DOUBTFUL)
def test_trust_opens_whatever_might_be_a_complaint(text: str) -> None:
    assert disposition(judged(text), "trust") == "open"


def test_judge_sets_aside_a_plain_no_that_trust_opens() -> None:
    judgement = judged("quite a good lounge")
    assert judgement.complaint is Complaint.NO
    assert (disposition(judgement, "judge"), disposition(judgement, "trust")) == ("set_aside", "open")


@pytest.mark.parametrize("mode", ["trust", "judge"])
def test_doubt_opens_in_every_mode(mode: str) -> None:
    judgement = judged("about my booking tomorrow")
    assert judgement.complaint is Complaint.UNSURE
    assert disposition(judgement, "judge" if mode == "judge" else "trust") == "open"


def test_a_headline_about_danger_opens() -> None:
    text = "Acme Jet Makes Emergency Landing In Denver - Daily Ledger https://news.example/2"
    assert disposition(judged(text), "trust") == "open"


def test_an_angry_text_with_an_advert_in_it_opens() -> None:
    text = "your promo code is a scam, worst giveaway ever https://pic.example/3"
    assert disposition(judged(text), "trust") == "open"


def test_angry_emoji_alone_open_and_kind_ones_do_not() -> None:
    assert disposition(judged("😡😡"), "trust") == "open"
    assert disposition(judged("😍❤️👏"), "trust") == "set_aside"


def test_a_kind_source_does_not_bury_a_mixed_text() -> None:
    text = "Lovely hotel, wonderful staff, great food, shame about the broken shower"
    assert disposition(judged(text, sentiment=1.0), "trust") == "open"

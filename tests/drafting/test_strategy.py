"""How far a reply apologises is chosen before its words, by a table, with a reason that people can read."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.drafting.brands import Fact
from bot.drafting.composing import compose, llm_question
from bot.drafting.strategy import Posture, Strategy, choose, contradicted
from bot.models import Complaint, Severity
from tests.builders import a_mention, a_verdict
from tests.drafting.requests import LIBRARY, POSTS, a_request

STEP_FREE = Fact("step-free", "All piers and all ferries are step-free.")


def chosen(text: str, category: str = "other", facts: tuple[Fact, ...] = (), **verdict: Any) -> Strategy:
    mention = a_mention(text=text)
    return choose(mention, a_verdict(mention, category=category, **verdict), LIBRARY.policy, facts)


@pytest.mark.parametrize(
    ("category", "posture"),
    [
        ("staff", Posture.REBUILD),
        ("support", Posture.REBUILD),
        ("billing", Posture.REBUILD),
        ("lost", Posture.REBUILD),
        ("damaged", Posture.REBUILD),
        ("quality", Posture.REBUILD),
        ("delay", Posture.DIMINISH),
        ("cancellation", Posture.DIMINISH),
        ("queue", Posture.DIMINISH),
        ("booking", Posture.DIMINISH),
        ("outage", Posture.DIMINISH),
        ("other", Posture.DIMINISH),
    ],
)
def test_each_kind_of_trouble_has_its_posture(category: str, posture: Posture) -> None:
    assert chosen(POSTS[category], category).name == posture


@pytest.mark.parametrize(
    "text", ["late again", "this is the third time my train is late", "yet another delay"]
)
def test_the_same_failure_again_gets_a_full_apology(text: str) -> None:
    assert chosen(text, "delay").name == Posture.REBUILD


def test_a_failure_that_cost_a_lot_gets_a_full_apology() -> None:
    assert chosen(POSTS["delay"], "delay", severity=Severity.HIGH).name == Posture.REBUILD


@pytest.mark.parametrize(
    "verdict", [{"severity": Severity.CRITICAL}, {"flags": ["legal"]}, {"flags": ["press"]}]
)
def test_a_critical_post_gets_sympathy_without_fault(verdict: Mapping[str, Any]) -> None:
    strategy = chosen(POSTS["staff"], "staff", (STEP_FREE,), **verdict)
    assert (strategy.name, strategy.takes_fault) == (Posture.SYMPATHISE, False)


def test_the_reason_names_the_risk_in_plain_words() -> None:
    assert "the law" in chosen("see you in court", flags=["legal"]).why


@pytest.mark.parametrize(
    ("text", "posture"),
    [
        ("our ferry was cancelled because of the storm and nobody tells us what now", Posture.SYMPATHISE),
        ("don't blame the weather, clear skies all day and still cancelled", Posture.DIMINISH),
    ],
)
def test_the_weather_is_nobodys_failure_unless_the_post_says_otherwise(text: str, posture: Posture) -> None:
    assert chosen(text, "cancellation").name == posture


@pytest.mark.parametrize(
    "text",
    [
        "crypto airdrop for all followers, link in bio",
        "you bunch of clowns",
        "I dare you lol",
    ],
)
def test_spam_insults_and_bait_get_no_reply(text: str) -> None:
    assert chosen(text).name == Posture.NO_REPLY


@pytest.mark.parametrize(
    "text",
    ["you clowns lost my bag", "I dare you to answer my email from last week", "morons, the app is down"],
)
def test_an_insult_with_a_complaint_is_answered(text: str) -> None:
    assert chosen(text).name != Posture.NO_REPLY


def test_an_advert_that_triage_knows_gets_no_reply() -> None:
    assert chosen("my new site: earn money fast", complaint=Complaint.NO).name == Posture.NO_REPLY


def test_a_false_claim_is_corrected_with_the_fact() -> None:
    strategy = chosen("your piers and ferries are not step free, shame on you", facts=(STEP_FREE,))
    assert (strategy.name, strategy.fact) == (Posture.CORRECT, STEP_FREE)


@pytest.mark.parametrize(
    "text",
    [
        "your piers and ferries are all step free and still my chair got stuck",
        "are your piers and ferries not step free?",
        "if the piers and ferries are not step free I can't come",
        "the piers were not clean",
    ],
)
def test_only_a_plain_contradiction_is_corrected(text: str) -> None:
    assert contradicted(text, (STEP_FREE,)) is None


def test_without_facts_nothing_is_corrected() -> None:
    assert chosen("your piers and ferries are not step free").name != Posture.CORRECT


def test_the_draft_carries_the_strategy_with_its_reason() -> None:
    written = compose(LIBRARY, a_request(POSTS["lost"], "lost"))
    assert (written.strategy, written.strategy_why) == (
        "rebuild",
        "Our failure, and it cost them: apologise and put it right",
    )


def test_a_correction_states_the_fact_and_says_which_it_used() -> None:
    text = "your piers and your ferries are not step free at all"
    brand = replace(LIBRARY.brand("harbourline"), facts=(STEP_FREE,))
    written = compose(LIBRARY, a_request(text, "quality", brand=brand))
    assert (STEP_FREE.statement in written.text, "step-free" in written.uses) == (True, True)


def test_sympathy_claims_no_fault() -> None:
    text = "the storm cancelled our ferry and we are stuck on the pier"
    written = compose(LIBRARY, a_request(text, "cancellation"))
    owning = LIBRARY.playbooks["cancellation"].owning
    assert (written.strategy, [line for line in owning if line in written.text]) == ("sympathise", [])


def test_a_full_apology_is_said_only_for_a_failure_that_could_have_been_prevented() -> None:
    def full(category: str) -> bool:
        drafts = [
            compose(LIBRARY, a_request(POSTS[category], category, attempt=each)) for each in range(1, 25)
        ]
        return any(line in draft.text for line in LIBRARY.common.full for draft in drafts)

    assert (full("billing"), full("queue")) == (True, False)


def test_no_reply_still_has_a_short_calm_draft_behind_it() -> None:
    written = compose(LIBRARY, a_request("you bunch of clowns"))
    usual = compose(LIBRARY, a_request(POSTS["other"]))
    assert written.strategy == "no_reply"
    assert 0 < len(written.text) < len(usual.text)


def test_private_first_leaves_the_details_to_the_private_channel() -> None:
    private = replace(LIBRARY, policy=replace(LIBRARY.policy, private_first=True))
    request = a_request(POSTS["delay"], "delay")
    assert len(compose(private, request).text) < len(compose(LIBRARY, request).text)


def test_the_model_is_told_the_strategy() -> None:
    request = a_request(POSTS["lost"], "lost")
    assert "rebuild" in llm_question(LIBRARY, request, compose(LIBRARY, request)).strategy


WIFI = Fact("wifi", "The wifi on all our ferries is free.")
DECK = Fact("deck", "The open deck is closed for repairs.")


@pytest.mark.parametrize(
    "text",
    [
        "Nobody told us the open deck is closed for repairs",
        "I couldn't sit outside, the open deck is closed for repairs and it is never open",
        "the wifi on the ferries wasn't free, you charged me",
        "yesterday the wifi on your ferries was not free",
        "they told passengers the wifi on the ferries is not free",
        "my wifi on your ferries is not free",
    ],
)
def test_what_somebody_went_through_is_never_called_wrong(text: str) -> None:
    assert contradicted(text, (WIFI, DECK)) is None


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("wifi on these ferries isn't free, what a rip-off", WIFI),
        ("The open deck is not closed for any repairs, they just can't be bothered", DECK),
    ],
)
def test_a_general_claim_against_a_fact_is_corrected(text: str, fact: Fact) -> None:
    assert contradicted(text, (WIFI, DECK)) is fact

"""A letter to an advocate: what every one must say, and every case of what none may ask."""

from itertools import product

import pytest

from bot.advocates.letters import letter_to
from bot.models import Relation
from bot.rules.outreach import MAX_LETTER, RULES, asks_to_disclose, check_outreach, tells_connection
from tests.advocates.people import GOOD_END, TIES, an_advocate, shipped_file

START = "Hello Kim, the checkout was down from 9:10 to 10:40. We have mended it."
GOOD = {relation: f"{START} {GOOD_END.format(tie=tie)}" for relation, tie in TIES.items()}
CUSTOMER = GOOD[Relation.CUSTOMER]
FORBIDDEN: dict[str, list[str]] = {
    "A3": [
        "We'll pay you for a post.",
        "We can pay for your time.",
        "You'll get a voucher for it.",
        "We'd send you a small gift.",
        "In return you can fly first class.",
        "In exchange we help you with your next order.",
        "As a thank-you there is a discount.",
        "We will make it worth your while.",
        "There is a reward for the three best posts.",
        "You'll receive 50 euros.",
        "Everybody who posts takes part in a raffle.",
        "The next ride is free of charge for you.",
        "You can earn bonus points.",
    ],
    "A4": [
        'Please post: "Harbourline has always been fair to me."',
        "Please post the following text:",
        "Just copy and paste the lines below.",
        "Here is a suggested post.",
        "Say something like: they are great.",
        "Please use the hashtag HarbourlineCares.",
        "These are our talking points.",
        "Please say only nice things.",
        "Please leave a positive comment.",
        "Write exactly this.",
    ],
    "A5": [
        "Please leave us a review.",
        "Could you give us five stars?",
        "We need your vote.",
        "Please upvote our statement.",
        "Please like and share our post.",
        "Would you retweet this?",
        "Please rate us in the app store.",
        "Please delete your review.",
        "Ask your friends to do the same.",
        "Please spread the word.",
        "A great review would help us a lot: please write a review.",
        "Vote for us in the poll.",
        "Why not leave a review?",
        "Don't leave a review today. Please leave a review tomorrow.",
        "We would not mind it; still, please write a review.",
    ],
    "A6": [
        "Please go after the people who spread this.",
        "Please report their accounts.",
        "Please downvote these posts.",
        "Please reply to the people who complain.",
        "Answer the critics for us.",
        "Please defend us.",
        "Stand up for our brand.",
        "Somebody has to call him out.",
        "Help us set them straight.",
        "Push back on these claims.",
        "Those trolls need an answer.",
        "Help us drown out the noise.",
    ],
    "A7": [
        "Please don't mention that we asked.",
        "No need to say that you work for us.",
        "Please keep this between us.",
        "Write as if you were an ordinary customer.",
        "Please use your private account for it.",
        "Do not disclose that we pay you.",
        "It should look organic.",
        "You may post anonymously.",
    ],
    "R12": ["Her number is +44 20 7946 0999."],
    "R22": ["Hello {{ name }}.", "<!channel> please look."],
    "link": ["See evil.example for more.", "Look at what @jo says."],
    "invisible": ["Nothing\u202e to see."],
}
CASES = [(rule, words) for rule, several in FORBIDDEN.items() for words in several]
ALLOWED = [
    "The engine of the 7:40 boat failed, and everybody is on land again.",
    "We offer nothing for it.",
    "If you have questions, write to me at any time.",
    "Please don't reply to the people who complain; we answer each of them ourselves.",
    "We are not asking for a review.",
    "Thank you for being open with us.",
    "You told us in March that we may write to you.",
    "Readers have a right to know.",
    "You can decline without a word.",
]


def rules_of(text: str, relation: Relation = Relation.CUSTOMER) -> set[str]:
    return {finding.rule for finding in check_outreach(text, relation, brand="Harbourline")}


@pytest.mark.parametrize(("rule", "words"), CASES, ids=lambda one: one)
def test_every_forbidden_case_is_refused_with_its_reason(rule: str, words: str) -> None:
    found = check_outreach(f"{words} {CUSTOMER}", Relation.CUSTOMER, brand="Harbourline")

    assert rule in {finding.rule for finding in found}
    assert all(finding.level == "hard" and finding.why and finding.fix for finding in found)


@pytest.mark.parametrize("words", ALLOWED)
def test_an_honest_sentence_is_not_refused(words: str) -> None:
    assert rules_of(f"{words} {CUSTOMER}") == set()


@pytest.mark.parametrize("relation", list(TIES))
def test_a_letter_that_asks_for_nothing_else_may_be_approved(relation: Relation) -> None:
    assert rules_of(GOOD[relation], relation) == set()


@pytest.mark.parametrize("relation", list(TIES))
def test_without_the_ask_to_tell_the_relation_no_letter_may_be_approved(relation: Relation) -> None:
    assert rules_of(f"{START} No is a good answer.", relation) == {"A1"}


@pytest.mark.parametrize(
    ("relation", "other"), [(one, two) for one, two in product(TIES, TIES) if one != two and one.is_material]
)
def test_another_tie_than_the_own_is_not_told(relation: Relation, other: Relation) -> None:
    assert "A1" in rules_of(GOOD[other], relation) or {relation, other} == {
        Relation.PARTNER,
        Relation.EMPLOYEE,
    }


@pytest.mark.parametrize(
    "words", ["No need to say that you work for us.", "Please do not say that you work for Harbourline."]
)
def test_a_disclosure_turned_into_its_opposite_is_none(words: str) -> None:
    assert not asks_to_disclose(words, Relation.EMPLOYEE)


def test_without_the_freedom_to_decline_no_letter_may_be_approved() -> None:
    assert rules_of(CUSTOMER.replace("No is a good answer.", "We count on you.")) == {"A2"}


def test_a_letter_that_is_too_long_is_refused() -> None:
    assert "A8" in rules_of(CUSTOMER + " So it is." * (MAX_LETTER // 8))


def test_money_that_the_facts_speak_of_is_no_offer() -> None:
    fact = "Everybody on the 7:40 boat gets a refund of the fare, and you can get it at the desk."

    assert check_outreach(f"{fact} {CUSTOMER}", Relation.CUSTOMER, facts=[fact]) == ()
    assert "A3" in rules_of(f"{fact} {CUSTOMER}")


@pytest.mark.parametrize("relation", [one for one in Relation if one is not Relation.NONE])
def test_the_relation_is_asked_for_in_every_letter_that_amends_begins(relation: Relation) -> None:
    wordings = shipped_file().letter
    people = [an_advocate(f"person{number}", relation=relation) for number in range(100)]
    letters = {letter_to(one, "Harbourline", ["The 7:40 boat broke down."], wordings) for one in people}

    assert {asks_to_disclose(text, relation) for text in letters} == {True}
    assert {rule for text in letters for rule in rules_of(text, relation)} == set()


def test_every_rule_has_a_case_that_breaks_it_and_a_source() -> None:
    own = {rule.id for rule in RULES}

    assert own <= {*FORBIDDEN, "A1", "A2", "A8"}
    assert all(rule.source and rule.protects and rule.level == "hard" for rule in RULES)


@pytest.mark.parametrize(
    ("post", "tells"),
    [
        ("I work for Harbourline, and I think they did well today.", True),
        ("#ad I like their boats.", True),
        ("Full disclosure: they asked me.", True),
        ("Harbourline wrote to me about this, so take it as it is: they mended it.", True),
        ("Best ferry on the island, the crew is lovely.", False),
        ("I worked late and missed the boat.", False),
        ("I'm with you on this, they did well.", False),
        ("Nobody asked me, but the crew is great.", False),
        ("A disclosure of what went wrong is due.", False),
    ],
)
def test_a_post_tells_its_readers_of_the_tie_or_not(post: str, tells: bool) -> None:
    assert tells_connection(post) is tells

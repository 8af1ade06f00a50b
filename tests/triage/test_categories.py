"""What it is about: every category, in the words of several trades."""

import pytest

from bot.models import Category
from tests.triage.judged import judged

EXAMPLES = {
    Category.DELAY: [
        "flight delayed again and we miss our connection",
        "the 8:15 train is running late as always",
        "groceries came two hours late",
        "ordered on the 3rd, promised by the 7th, it is the 15th now",
    ],
    Category.CANCELLATION: [
        "you cancelled our flight and rebooked us for Tuesday",
        "my reservation was cancelled without a word",
        "they cancelled my order and want me to pay more",
    ],
    Category.LOST: [
        "our luggage is missing since Rome",
        "parcel says delivered but it never arrived",
        "where is my package",
        "two of the five items were not in the box",
        "still waiting for our suitcases at the belt",
    ],
    Category.DAMAGED: [
        "my suitcase came back with a broken wheel",
        "the vase arrived smashed",
        "the table came with a corner snapped off",
        "box was crushed and the lamp is in pieces",
    ],
    Category.QUEUE: [
        "long lines at check in and one desk open",
        "forty minutes in the queue for a sandwich",
        "stood in line for an hour at the store",
        "took 40 minutes to get two coffees",
    ],
    Category.STAFF: [
        "the flight attendant was rude to my mother",
        "your waiter rolled his eyes at us",
        "the supervisor refused to help us",
        "shop assistant followed my son around like a thief",
        "driver yelled at me on my own doorstep",
    ],
    Category.BOOKING: [
        "cannot book seats together on your site",
        "my reservation shows the wrong date",
        "locked out of my account, the password reset does nothing",
    ],
    Category.SUPPORT: [
        "on hold for an hour and then hung up on",
        "customer service never replied to my email",
        "I only get a chatbot, give me a real person",
        "your bot keeps sending me in circles",
    ],
    Category.QUALITY: [
        "the burger was cold and the fries soggy",
        "the seat was broken and the cabin smelled",
        "slow internet all week, 3 mbps instead of 100",
    ],
    Category.BILLING: [
        "I was overcharged and want a refund",
        "a hidden fee on my bill again",
        "you charged my credit card twice",
    ],
    Category.SAFETY: [
        "I got food poisoning from your salad",
        "the charger caught fire on my desk",
        "the driver was drunk and nearly hit a wall",
    ],
    Category.OUTAGE: [
        "is the website down for anyone else",
        "no internet in the whole street",
        "the dashboard throws 502s for all of us",
        "the app keeps crashing and wont load",
    ],
    Category.OTHER: ["I expected more from you", "not impressed"],
}


@pytest.mark.parametrize(
    ("category", "text"), [(each, text) for each, texts in EXAMPLES.items() for text in texts]
)
def test_a_category_is_the_first_guess_for_its_examples(category: Category, text: str) -> None:
    assert judged(text).categories[0] is category


def test_every_category_has_examples() -> None:
    assert set(EXAMPLES) == set(Category)


def test_a_second_trouble_is_the_second_guess() -> None:
    assert judged("flight cancelled and on hold for hours").categories == (
        Category.CANCELLATION,
        Category.SUPPORT,
    )


def test_without_evidence_there_is_one_guess() -> None:
    assert judged("I expected more from you").categories == (Category.OTHER,)


def test_danger_comes_before_everything_else() -> None:
    text = "found glass in my salad and nobody in customer service replied to my email"
    assert judged(text).categories == (Category.SAFETY, Category.SUPPORT)


def test_an_idiom_is_not_about_danger() -> None:
    assert judged("to add insult to injury you lost our bags").categories[0] is Category.LOST

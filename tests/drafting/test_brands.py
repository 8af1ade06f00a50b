"""A brand file says who speaks and what is true; what is wrong in it is told in plain words."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.drafting.brands import Brand, Fact, initials_of, load_brand, sendable, signed, stated
from bot.errors import TemplateFault
from tests.builders import NOON

FILE = """
id = "acme"
name = "Acme"
voice = "Plain."
sign_off = "– Acme Care"
channel = "a DM"
zone = "Europe/London"

[channels]
google_business = "an e-mail"

[words]
never = ["valued customer"]
[words.prefer]
"passengers" = "people"

[[facts]]
id = "deck"
text = "The open deck is closed for repairs."
valid_until = 2027-07-01
for = ["delay"]

[[actions]]
id = "find_out"
say = ["I'll look into it {{ due }}."]
owner = "the desk"
what = "find out"
due = "today"
[actions.say_in]
es = ["Lo reviso {{ due }}."]
"""


@pytest.fixture
def brand() -> Brand:
    return load_brand(FILE)


def test_a_brand_says_which_words_it_prefers(brand: Brand) -> None:
    assert brand.never == ("valued customer",)
    assert brand.prefer == (("passengers", "people"),)


def test_a_network_may_have_a_channel_of_its_own(brand: Brand) -> None:
    assert brand.on("google_business").channel == "an e-mail"
    assert brand.on("x") == brand


def test_a_fact_holds_to_the_end_of_its_last_day_for_its_categories(brand: Brand) -> None:
    (fact,) = brand.facts
    assert fact.id == "acme-deck"
    assert fact.valid_until == datetime(2027, 7, 1, 23, 0, tzinfo=UTC)
    assert fact.holds("delay", NOON)
    assert not fact.holds("lost", NOON)
    assert not fact.holds("delay", datetime(2027, 7, 1, 23, 0, tzinfo=UTC))


def test_an_action_may_be_worded_in_other_languages(brand: Brand) -> None:
    (action,) = brand.actions
    assert action.foreign == {"es": ("Lo reviso {{ due }}.",)}


def test_what_an_action_owes_carries_where_the_day_ends(brand: Brand) -> None:
    owed = brand.owes(brand.actions[0], NOON)
    assert (owed.owner, owed.due, owed.zone, owed.closes) == ("the desk", "today", "Europe/London", 20)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("channel =", "chanel =", "did you mean “channel”?"),
        ('owner = "the desk"', 'owner = " "', "needs an owner"),
        ("2027-07-01", '"July"', "must be a day"),
        ('for = ["delay"]', 'for = ["dealy"]', "“dealy”, which is no category"),
        ('id = "deck"', 'id = "the deck"', "may only hold letters"),
        ("[words]\n", "words = 3\n[other]\n", "other"),
        ('"Lo reviso {{ due }}."', '"Lo reviso {{ dia }}."', "dia"),
        ("never =", "nevr =", "did you mean “never”?"),
    ],
)
def test_a_slip_is_told_in_plain_words(old: str, new: str, told: str) -> None:
    with pytest.raises(TemplateFault) as fault:
        load_brand(FILE.replace(old, new, 1))
    assert told in str(fault.value)


@pytest.mark.parametrize(
    ("text", "initials", "becomes"),
    [
        ("Sorry. – Acme Care", "AR", "Sorry. – Acme Care, AR"),
        ("Sorry. – Acme Care, JP", "AR", "Sorry. – Acme Care, AR"),
        ("Sorry. – Acme Care\n", "AR", "Sorry. – Acme Care, AR"),
        ("Sorry.", "AR", "Sorry."),
        ("– Acme Care is sorry.", "AR", "– Acme Care is sorry."),
        ("Sorry. – Acme Care", "", "Sorry. – Acme Care"),
    ],
)
def test_who_takes_a_mention_signs_for_the_team(brand: Brand, text: str, initials: str, becomes: str) -> None:
    assert signed(text, brand, initials) == becomes
    assert signed(becomes, brand, initials) == becomes


def test_a_brand_may_sign_as_a_team_only(brand: Brand) -> None:
    team = replace(brand, initials=False)
    assert signed("Sorry. – Acme Care", team, "AR") == "Sorry. – Acme Care"


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Ann Reyes", "AR"),
        ("Ann Lee Reyes", "AR"),
        ("Ann", "A"),
        ("élodie de la Cruz", "ÉC"),
        ("", ""),
        ("42 !", ""),
    ],
)
def test_initials_are_those_of_the_first_and_last_name(name: str, initials: str) -> None:
    assert initials_of(name) == initials


FACTS = (
    Fact("deck", "The open deck is closed for repairs."),
    Fact("dogs", "Dogs travel free on every line."),
)


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("I'm sorry: the open deck is closed for repairs.", ("deck",)),
        (
            "Sorry! The deck is still closed while it's being repaired, and dogs travel free.",
            ("deck", "dogs"),
        ),
        ("I'm sorry the deck was so dirty.", ()),
        ("", ()),
    ],
)
def test_a_text_is_known_by_the_facts_it_states(text: str, ids: tuple[str, ...]) -> None:
    assert stated(text, FACTS) == ids


@pytest.mark.parametrize(
    ("channel", "sent"),
    [
        ("help@acme.example", "an e-mail to help@acme.example"),
        ("https://acme.example/help", "a message through https://acme.example/help"),
        ("help.acme.example", "a message through help.acme.example"),
        ("DM", "a DM"),
        ("e-mail to help@acme.example", "an e-mail to help@acme.example"),
        (" private message ", "a private message"),
        ("a DM", "a DM"),
        ("an e-mail to help@acme.example", "an e-mail to help@acme.example"),
        ("our help desk", "our help desk"),
    ],
)
def test_a_private_channel_is_named_as_what_people_send(channel: str, sent: str) -> None:
    assert sendable(channel) == sent
    assert load_brand(FILE.replace('channel = "a DM"', f'channel = "{channel}"')).channel == sent

"""`advocates.toml`: empty as it ships, its example usable, and a slip of the pen told in words."""

from datetime import date, timedelta

import pytest

from bot.advocates.entries import Entry, contact_of, wrong_with
from bot.advocates.file import id_of, read_file
from bot.drafting.versions import shipped_set
from bot.errors import TemplateFault
from bot.models import Relation
from tests.advocates.people import SHIPPED, an_advocate

TEXT = SHIPPED.read_text(encoding="utf-8")
KIM = Entry.made("Kim", ["x:kim"], Relation.CUSTOMER)
TODAY = date(2026, 11, 22)


def example() -> str:
    """What stands as a note in the shipped file, without the marks."""
    lines = TEXT.split("\n")
    first = lines.index("# [[advocate]]")
    last = next(number for number in range(first, len(lines)) if not lines[number].startswith("#"))
    return "\n".join(one.removeprefix("# ") for one in lines[first:last])


def test_it_ships_without_anybody_and_is_no_template() -> None:
    assert read_file(TEXT).entries == ()
    assert "advocates.toml" not in shipped_set()


def test_its_example_is_usable() -> None:
    (kim,) = read_file(f"{example()}\n{TEXT}").entries

    assert (kim.name, kim.accounts) == ("Kim Vale", ("bluesky:kim.example", "x:kimvale"))
    assert (kim.relation, kim.consent, kim.discloses) == (Relation.CUSTOMER, date(2026, 3, 1), True)


def test_limits_are_days_and_numbers() -> None:
    limits = read_file(TEXT.replace("rest_days = 30", "rest_days = 60")).limits

    assert (limits.rest, limits.per_incident) == (timedelta(days=60), 5)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('[[advocate]]\nname = "Kim"\naccounts = ["kim"]\nrelation = "customer"', "network and handle"),
        ('[[advocate]]\nname = "Kim"\naccounts = ["x:kim"]\nrelation = "friend"', "friend"),
        ('[[advocate]]\nname = "Kim"\naccounts = ["x:kim"]\nconsent = "yes"', "must be a day"),
        ('[[advocate]]\nname = "Kim"\naccounts = ["x:kim"]\nreligion = "none"', "means nothing here"),
        ('[[advocate]]\nname = "Kim"\naccounts = ["x:kim"]\ndiscloses = "yes"', "true or false"),
        ('[[advocate]]\naccounts = ["x:kim"]', "name"),
        ("[[", "Invalid"),
    ],
)
def test_a_slip_of_the_pen_is_told(more: str, said: str) -> None:
    with pytest.raises(TemplateFault, match=said):
        read_file(f"{TEXT}\n{more}")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("rest_days = 30", "rest_days = -1", "rest_days"),
        ("rest_days = 30", "nap_days = 30", "nap_days"),
        ("{{ name }}", "{{ secret }}", "no variable"),
        ("paid = [", "payed = [", "needs “paid”"),
    ],
)
def test_limits_and_letter_are_checked(old: str, new: str, said: str) -> None:
    with pytest.raises(TemplateFault, match=said):
        read_file(TEXT.replace(old, new))


def test_accounts_are_compared_in_small_letters_without_marks() -> None:
    entry = Entry.made(" Kim \u202e ", ["X @Kim", "x:kim", "mastodon kim@example.social"], Relation.CUSTOMER)

    assert (entry.name, entry.accounts) == ("Kim", ("x:kim", "mastodon:kim@example.social"))
    assert wrong_with(entry, TODAY) == {}


@pytest.mark.parametrize(
    ("entry", "part"),
    [
        (Entry.made("", ["x:kim"], Relation.CUSTOMER), "name"),
        (Entry.made("Kim", [], Relation.CUSTOMER), "accounts"),
        (Entry.made("Kim", ["https://x.com/kim"], Relation.CUSTOMER), "accounts"),
        (Entry.made("Kim", ["x:kim"], Relation.CUSTOMER, languages=["English"]), "languages"),
        (Entry.made("Kim", ["x:kim"], Relation.CUSTOMER, consent=TODAY + timedelta(days=1)), "consent"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_place(entry: Entry, part: str) -> None:
    assert list(wrong_with(entry, TODAY)) == [part]


def test_the_same_person_has_the_same_id() -> None:
    assert id_of(KIM) == id_of(Entry.made("kim", ["X:Kim"], Relation.PAID))
    assert id_of(KIM) != id_of(Entry.made("Kim", ["x:kim2"], Relation.CUSTOMER))


def test_letters_go_to_the_first_account_unless_somebody_said_otherwise() -> None:
    assert contact_of(an_advocate()) == "a private message to kim on x"
    assert contact_of(an_advocate(contact="kim@example.org")) == "kim@example.org"

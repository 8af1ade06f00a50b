"""Every case in which nobody may be asked, with its reason; and the one in which somebody may."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.advocates.forbidding import Block, Case, Limits, because, blocks
from bot.models import IncidentState, Outreach, OutreachState, Relation
from tests.advocates.people import a_letter, an_advocate
from tests.builders import NOON
from tests.incidents.standing import an_incident

LIMITS = Limits()
LONG_AGO = NOON - timedelta(days=200)


def found(
    who: dict[str, Any] | None = None, letters: Sequence[Outreach] = (), **case: Any
) -> tuple[Block, ...]:
    incident = case.pop("incident", an_incident())
    return blocks(Case(an_advocate(**(who or {})), incident, letters, **case), LIMITS, NOON)


def old(number: int) -> Outreach:
    """A letter about something else, long ago."""
    return a_letter(
        id=f"o{number}",
        incident_id=f"other{number}",
        asked_at=LONG_AGO,
        sent_at=LONG_AGO,
        state=OutreachState.SENT,
    )


@pytest.mark.parametrize("relation", [one for one in Relation if one is not Relation.NONE])
def test_who_has_agreed_and_tells_it_may_be_asked(relation: Relation) -> None:
    assert found({"relation": relation, "discloses": True}) == ()


@pytest.mark.parametrize(
    ("who", "block"),
    [
        ({"removed_at": NOON}, Block.OFF_LIST),
        ({"do_not_contact": True}, Block.DO_NOT_CONTACT),
        ({"relation": Relation.NONE}, Block.NO_RELATION),
        ({"consent_at": None}, Block.NO_CONSENT),
        ({"consent_at": NOON + timedelta(days=1)}, Block.NO_CONSENT),
        ({"relation": Relation.PAID}, Block.NO_DISCLOSURE),
        ({"relation": Relation.EMPLOYEE}, Block.NO_DISCLOSURE),
        ({"relation": Relation.PARTNER}, Block.NO_DISCLOSURE),
        ({"accounts": []}, Block.NO_PLACE),
        ({"last_contacted_at": NOON - timedelta(days=29)}, Block.RESTS),
    ],
)
def test_what_is_on_the_list_forbids_it(who: dict[str, Any], block: Block) -> None:
    assert found(who) == (block,)


@pytest.mark.parametrize(
    ("letters", "block"),
    [
        ([old(number) for number in range(4)], Block.OFTEN_ENOUGH),
        ([a_letter()], Block.ASKED),
        ([a_letter(f"other{number}", f"o{number}") for number in range(5)], Block.ENOUGH_ASKED),
        (
            [a_letter(incident_id="i2", state=OutreachState.SENT, sent_at=NOON - timedelta(days=3))],
            Block.RESTS,
        ),
    ],
)
def test_letters_forbid_it(letters: list[Outreach], block: Block) -> None:
    assert found(letters=letters) == (block,)


@pytest.mark.parametrize(
    ("case", "block"),
    [
        ({"complains": True}, Block.COMPLAINS),
        ({"may_be_harm": True}, Block.HARM),
        ({"incident": an_incident(state=IncidentState.CLOSED)}, Block.OVER),
    ],
)
def test_what_has_happened_forbids_it(case: dict[str, Any], block: Block) -> None:
    assert found(**case) == (block,)


def test_a_letter_does_not_stand_in_its_own_way() -> None:
    case = Case(an_advocate(), an_incident(), [a_letter()])

    assert blocks(case, LIMITS, NOON, letter="outreach-1") == ()


def test_rest_and_caps_end() -> None:
    letters = [old(number) for number in range(3)]

    assert found({"last_contacted_at": NOON - LIMITS.rest}, letters) == ()


def test_every_reason_is_said_in_words() -> None:
    said = because(list(Block))

    assert said.count(";") == len(Block) - 1
    assert not any(block.value in said and "_" in block.value for block in Block)

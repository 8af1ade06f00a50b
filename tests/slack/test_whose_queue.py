"""Everybody's queue holds what they can do something about, and nothing that only others can."""

from typing import Any

import pytest

from bot.models import DraftRevision, DraftState, RiskFlag, Severity, Verdict
from bot.ports import People
from bot.rights import sight
from bot.store import worklist
from bot.store.database import Database
from tests.builders import ANN, COLE, MAYA, NOON, SAM, a_mention, put_draft

GERMANS, GONE = "S0DE", "S0GONE"
LEX = "U0LEX"
PEOPLE = People(
    approvers=frozenset({ANN, SAM}),
    managers=frozenset({MAYA}),
    oncall=frozenset({COLE}),
    legal=frozenset({LEX}),
    names_legal=True,
    names_managers=True,
    groups={GERMANS: frozenset({SAM}), GONE: frozenset()},
)
SECOND: dict[str, Any] = {"state": DraftState.SECOND, "first_approver": SAM, "first_approved_at": NOON}


async def put(database: Database, name: str, made_by: str = "template", **changes: Any) -> None:
    """A draft whose post is called by its name; `flags` are its signs of risk."""
    flags = changes.pop("flags", [])
    async with database.writing() as session:
        draft = await put_draft(session, mention=a_mention(name), **changes)
        (await session.get_one(Verdict, draft.id)).flags = flags
        (await session.get_one(DraftRevision, (draft.id, 1))).made_by = made_by


async def queue_of(database: Database, user: str) -> set[str]:
    """Names of what the queue offers this person."""
    theirs = sight(user, PEOPLE)
    async with database.reading() as session:
        found = await worklist.queue(session, theirs, NOON)
        assert await worklist.length(session, theirs, NOON) == len(found)
    return {one.mention.external_id for one in found}


@pytest.mark.parametrize(
    ("user", "theirs"),
    [
        (ANN, {"anybodys", "lost"}),
        (SAM, {"anybodys", "german", "lost"}),
        (MAYA, {"anybodys", "german", "lost"}),
    ],
)
async def test_what_is_routed_to_others_is_their_work(
    database: Database, user: str, theirs: set[str]
) -> None:
    await put(database, "anybodys")
    await put(database, "german", approver_group=GERMANS)
    await put(database, "lost", approver_group=GONE)  # nobody is known to be in that group: it must not lie

    assert await queue_of(database, user) == theirs


async def test_a_second_approval_is_asked_of_those_who_may_give_it(database: Database) -> None:
    await put(database, "plain", **SECOND)
    await put(database, "anns own words", made_by=ANN, **SECOND)
    await put(database, "grave", severity=Severity.CRITICAL, **SECOND)
    await put(database, "legal", flags=[RiskFlag.PRESS, RiskFlag.LEGAL], **SECOND)
    await put(database, "german", approver_group=GERMANS, **SECOND)

    assert await queue_of(database, ANN) == {"plain"}
    assert await queue_of(database, SAM) == set()
    assert await queue_of(database, LEX) == {"grave", "legal"}
    assert await queue_of(database, MAYA) == {"german"}
    assert await queue_of(database, COLE) == set()


async def test_what_was_sent_for_approval_waits_for_those_who_may(database: Database) -> None:
    await put(database, "offered", made_by=COLE, offered_revision=1)
    await put(database, "changed since", made_by=COLE, offered_revision=9)
    await put(database, "grave", severity=Severity.CRITICAL, offered_revision=1)

    assert await queue_of(database, COLE) == {"changed since"}
    assert await queue_of(database, ANN) == {"offered", "changed since"}
    assert await queue_of(database, LEX) == {"grave", "changed since"}

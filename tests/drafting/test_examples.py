"""Approved replies show the model how we answer: the most similar ones, three at most, without names."""

from datetime import timedelta
from typing import Any

import pytest

from bot.drafting.examples import closest, nameless
from bot.models import Approval, Draft, DraftState, MentionState, Outcome, Publication
from bot.store import examples
from bot.store.database import Database
from bot.store.examples import Approved
from bot.text import sha256
from tests.builders import NOON, a_mention, put_draft

BAG = Approved("My bag never came to Ryde", "Sam, I'm sorry your bag never came to Ryde.", "Sam Lee")
LATE = Approved("The 9:15 was an hour late", "I'm sorry the 9:15 left an hour late.", None)
RUDE = Approved("So rude at the desk in Cowes", "I'm sorry we were rude to you in Cowes.", None)
FOOD = Approved("Cold soup on board", "I'm sorry that your soup was cold.", None)


def test_the_reply_to_the_most_similar_post_comes_first() -> None:
    assert (
        closest("my bag never came", [LATE, FOOD, BAG], "Acme")[0] == "I'm sorry your bag never came to Ryde."
    )


def test_three_are_enough() -> None:
    assert len(closest("late again", [BAG, LATE, RUDE, FOOD], "Acme")) == 3


def test_the_same_reply_is_not_shown_twice() -> None:
    again = Approved("An hour late, the 9:15", "I'm sorry that the 9:15 left one hour late.", None)
    assert len(closest("late", [LATE, again], "Acme")) == 1


@pytest.mark.parametrize(
    ("reply", "bare"),
    [
        ("Jo, I'm sorry about the wait.", "I'm sorry about the wait."),
        ("Hi Jo, sorry about the wait.", "Sorry about the wait."),
        ("Thank you, Jo. I'm sorry about the wait.", "I'm sorry about the wait."),
        ("@jo_park: I'm sorry about the wait.", "I'm sorry about the wait."),
        ("I'm sorry about the wait, Jo.", "I'm sorry about the wait, "),
    ],
)
def test_names_and_handles_are_taken_out(reply: str, bare: str) -> None:
    assert nameless(reply, "Jo").rstrip(" .,") == bare.rstrip(" .,")
    assert "Jo" not in nameless(reply, "Jo")


async def test_only_replies_that_went_out_are_shown_and_the_newest_first(database: Database) -> None:
    for number, outcome in enumerate([Outcome.PUBLISHED, Outcome.DECLINED, Outcome.POSTED_BY_HAND]):
        await _answered(database, str(number), outcome, f"Reply {number}.")
    async with database.reading() as session:
        found = await examples.approved(session, brand=None, category="lost", language="en")
    assert [each.reply for each in found] == ["Reply 2.", "Reply 0."]
    assert found[0].author == "Jo Park"


@pytest.mark.parametrize("other", [{"brand": "acme"}, {"category": "delay"}, {"language": "es"}])
async def test_replies_of_another_kind_are_not_shown(database: Database, other: dict[str, str]) -> None:
    await _answered(database, "1", Outcome.PUBLISHED, "A reply.")
    wanted = {"brand": None, "category": "lost", "language": "en"} | other
    async with database.reading() as session:
        assert await examples.approved(session, **wanted) == []  # type: ignore[arg-type]


async def test_what_was_said_in_the_same_thread_is_known(database: Database) -> None:
    await _answered(database, "1", Outcome.PUBLISHED, "Said here.", thread="t1")
    await _answered(database, "2", Outcome.PUBLISHED, "Said there.", thread="t2")
    async with database.reading() as session:
        assert list(await examples.in_thread(session, a_mention("3", thread="t1"))) == ["Said here."]
        assert list(await examples.in_thread(session, a_mention("4"))) == []


async def _answered(database: Database, number: str, outcome: Outcome, reply: str, **changes: str) -> None:
    """A mention whose reply had this outcome."""
    mention = a_mention(number, received_at=NOON + timedelta(minutes=int(number)), **changes)
    mention.state, mention.outcome = MentionState.CLOSED, outcome
    approval_id = f"approval-{number}"
    async with database.writing() as session:
        draft: Draft = await put_draft(session, mention=mention, state=DraftState.SENT)
        approved: dict[str, Any] = {"draft_id": draft.id, "sha256": sha256(reply)}
        session.add(
            Approval(
                id=approval_id, revision=1, mention_revision=1, approver="U0ANN", approved_at=NOON, **approved
            )
        )
        await session.flush()
        session.add(Publication(id=approval_id, publisher="webhook", text=reply, send_after=NOON, **approved))
        draft.approval_id = approval_id
        session.add(draft)

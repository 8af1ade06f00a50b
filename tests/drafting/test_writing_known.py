"""What a draft is made from: facts that hold, replies that went out; and what it cost is kept with it."""

from datetime import timedelta
from typing import Any

import pytest
from rapidfuzz import fuzz

from bot.drafting.composing import compose
from bot.models import (
    Approval,
    Draft,
    DraftRevision,
    DraftState,
    FactCard,
    MentionState,
    Outcome,
    Publication,
    PublicationState,
)
from bot.store.database import Database
from bot.text import sha256
from tests.builders import NOON, a_mention, a_verdict, put_draft
from tests.drafting.desk import Desk, Model, a_desk

on_sqlite = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)


@on_sqlite
async def test_what_the_model_took_is_kept_with_its_words(database: Database) -> None:
    desk = await a_desk(database, Model())

    await desk.write()

    usage = (await desk.words()).usage
    assert (usage["model"], usage["input_tokens"], usage["output_tokens"]) == ("fake", 1_000, 80)


@on_sqlite
async def test_what_an_unused_answer_took_is_kept_too(database: Database) -> None:
    desk = await a_desk(database, Model("I'm sorry. We will refund you $500 today."))

    await desk.write()

    words = await desk.words()
    assert (words.made_by, words.usage["input_tokens"]) == ("template", 2_000)


@on_sqlite
async def test_without_a_model_nothing_was_used(database: Database) -> None:
    desk = await a_desk(database)

    await desk.write()

    assert (await desk.words()).usage == {}


async def test_a_draft_says_its_strategy_and_why(database: Database) -> None:
    desk = await a_desk(database, Model())

    await desk.write()

    draft = await desk.one(Draft)
    assert draft.strategy
    assert draft.strategy_why


async def test_the_model_is_told_the_facts_that_hold_and_no_others(database: Database) -> None:
    model = Model()
    desk = await a_desk(database, model)
    await _add_facts(desk, held="Lost bags are kept in Cowes.", over="Lost bags are kept in Ryde.")

    await desk.write()

    assert model.questions[0].facts == ("Lost bags are kept in Cowes.",)


@on_sqlite
async def test_the_model_is_shown_replies_that_were_approved(database: Database) -> None:
    model = Model()
    desk = await a_desk(database, model)
    await _add_published(desk, "Jo, I'm sorry your bag was left in Ryde. It is on its way.")

    await desk.write()

    assert model.questions[0].examples == ("I'm sorry your bag was left in Ryde. It is on its way.",)


@on_sqlite
async def test_a_reply_that_is_public_already_is_not_written_again(database: Database) -> None:
    plain = await a_desk(database)
    request = plain.drafting.request(plain.mention, a_verdict(plain.mention), None)
    public = compose(plain.drafting.library, request).text
    await _add_published(plain, public)

    await plain.write()

    written = [words.text for words in await plain.all(DraftRevision) if words.draft_id == plain.mention.id]
    assert [fuzz.token_sort_ratio(text, public) < 85 for text in written] == [True]


async def _add_facts(desk: Desk, held: str, over: str) -> None:
    """One fact that holds at noon, and one that did until eleven."""
    card: dict[str, Any] = {
        "brand": "harbourline",
        "added_by": "U0MANA",
        "added_at": NOON - timedelta(days=1),
    }
    async with desk.database.writing() as session:
        session.add(FactCard(id="held", statement=held, **card))
        session.add(FactCard(id="over", statement=over, valid_until=NOON - timedelta(hours=1), **card))


async def _add_published(desk: Desk, text: str) -> None:
    """A reply to an earlier mention that went out."""
    mention = a_mention("earlier", state=MentionState.CLOSED, outcome=Outcome.PUBLISHED)
    about: dict[str, Any] = {"draft_id": mention.id, "sha256": sha256(text)}
    async with desk.database.writing() as session:
        draft = await put_draft(session, mention=mention, state=DraftState.SENT)
        session.add(
            Approval(id="a", revision=1, mention_revision=1, approver="U0", approved_at=NOON, **about)
        )
        await session.flush()
        sent: dict[str, Any] = {"publisher": "webhook", "send_after": NOON, "finished_at": NOON}
        session.add(Publication(id="a", text=text, state=PublicationState.DONE, **sent, **about))
        session.add(draft.sqlmodel_update({"approval_id": "a"}))

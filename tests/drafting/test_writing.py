"""A draft is committed whole, once, in time; a model may better it, and never holds it up."""

import asyncio
from datetime import timedelta

import pytest

from bot.errors import LlmUnavailable
from bot.models import (
    AuditEntry,
    Clock,
    ClockKind,
    Draft,
    DraftRevision,
    DraftState,
    Mention,
    MentionState,
    Priority,
    Severity,
    SlackMessage,
    Verdict,
)
from bot.store.database import Database
from bot.text import sha256
from tests.builders import NOON
from tests.drafting.desk import SOON, Model, a_desk, interrupted, late

on_sqlite = pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
TABLES = (Draft, DraftRevision, SlackMessage, Clock, AuditEntry, Verdict)
FOUND = "They found my bag, but its wheel is broken and nobody at the desk will look at it."


async def test_a_first_draft_stands_with_its_card_its_clock_and_its_record(database: Database) -> None:
    desk = await a_desk(database)

    await desk.write()

    draft, words = await desk.one(Draft), await desk.words()
    assert (draft.state, draft.revision, draft.note) == (DraftState.WAITING, 1, None)
    assert (words.made_by, words.sha256) == ("template", sha256(words.text))
    card = await desk.one(SlackMessage)
    assert (card.id, card.version, card.stale) == (f"card:{draft.id}", 1, True)
    assert {clock.kind for clock in await desk.all(Clock)} == {ClockKind.BREACH, ClockKind.OVERDUE}
    assert [entry.kind for entry in await desk.all(AuditEntry)] == ["drafted"]


async def test_a_run_that_is_repeated_writes_nothing_twice(database: Database) -> None:
    desk = await a_desk(database)
    await desk.write()
    before = [await desk.all(table) for table in TABLES]

    await desk.write()

    assert [await desk.all(table) for table in TABLES] == before


async def test_runs_at_the_same_time_make_one_draft(database: Database) -> None:
    desk = await a_desk(database, Model())

    await asyncio.gather(*(desk.write() for _ in range(4)))

    assert len(await desk.all(DraftRevision)) == len(await desk.all(AuditEntry)) == 1
    assert (await desk.one(SlackMessage)).version == 1


@on_sqlite
async def test_a_critical_mention_is_asked_about_and_shown_first(database: Database) -> None:
    desk = await a_desk(database, severity=Severity.CRITICAL)

    await desk.write()

    assert (await desk.one(SlackMessage)).priority == Priority.CRITICAL_CARD
    assert ClockKind.NUDGE in {clock.kind for clock in await desk.all(Clock)}


@on_sqlite
@pytest.mark.parametrize("state", [MentionState.NEW, MentionState.SET_ASIDE, MentionState.CLOSED])
async def test_a_mention_that_is_not_open_gets_no_draft(database: Database, state: MentionState) -> None:
    desk = await a_desk(database)
    await desk.change(Mention, state=state)

    await desk.write()

    assert await desk.all(Draft) == []


# --- with a model -----------------------------------------------------------------------------------


@on_sqlite
async def test_a_good_answer_in_time_is_the_first_revision(database: Database) -> None:
    desk = await a_desk(database, Model())

    await desk.write()

    words = await desk.words()
    assert (words.revision, words.made_by) == (1, "llm")
    assert words.text.startswith("Jo, thank you for telling us.")
    assert (await desk.one(Draft)).note is None


@on_sqlite
async def test_a_slow_answer_waits_behind_the_template(database: Database) -> None:
    model = Model()
    desk = await a_desk(database, model, patience=SOON)
    await late(desk, model)

    draft = await desk.one(Draft)
    assert (draft.revision, draft.late_revision, draft.note) == (1, 2, None)
    assert [words.made_by for words in await desk.all(DraftRevision)] == ["template", "llm"]
    assert [entry.kind for entry in await desk.all(AuditEntry)] == ["drafted", "ai_draft_came"]
    assert (await desk.one(SlackMessage)).version == 2


@on_sqlite
async def test_until_it_comes_the_card_says_that_it_is_being_written(database: Database) -> None:
    model = Model()
    desk = await a_desk(database, model, patience=SOON)
    model.hold()
    writing = asyncio.create_task(desk.write())

    await desk.stands()

    assert (await desk.one(Draft)).note == "AI is still writing"
    model.may_answer.set()
    await writing


@on_sqlite
async def test_time_spent_in_a_queue_counts_as_patience(database: Database) -> None:
    model = Model()
    desk = await a_desk(database, model, received_at=NOON - timedelta(minutes=5))
    model.hold()
    writing = asyncio.create_task(desk.write())

    await desk.stands()

    assert (await desk.words()).made_by == "template"
    model.may_answer.set()
    await writing


@on_sqlite
async def test_a_fault_in_time_leaves_the_template_and_says_why(database: Database) -> None:
    desk = await a_desk(database, Model(LlmUnavailable("AI key was refused")))

    await desk.write()

    assert (await desk.words()).made_by == "template"
    assert (await desk.one(Draft)).note == "AI key was refused"


@on_sqlite
async def test_a_late_fault_says_why_too(database: Database) -> None:
    model = Model(LlmUnavailable("AI took longer than 20 s"))
    desk = await a_desk(database, model, patience=SOON)

    await late(desk, model)

    draft = await desk.one(Draft)
    assert (draft.late_revision, draft.note) == (None, "AI took longer than 20 s")


@on_sqlite
@pytest.mark.parametrize("patience", [SOON, timedelta(minutes=1)])
async def test_a_fault_that_nobody_foresaw_shows_after_the_card_stands(
    database: Database, patience: timedelta
) -> None:
    desk = await a_desk(database, Model(RuntimeError("a bug")), patience=patience)

    with pytest.raises(RuntimeError, match="a bug"):
        await desk.write()

    assert (await desk.one(Draft)).note == "AI could not be used"


@on_sqlite
async def test_an_answer_that_breaks_a_hard_rule_is_not_used(database: Database) -> None:
    desk = await a_desk(database, Model("I'm sorry. We will refund you $500 today."))

    await desk.write()

    assert (await desk.words()).made_by == "template"
    assert str((await desk.one(Draft)).note).startswith("The AI draft was not used: ")


@on_sqlite
async def test_a_late_answer_that_breaks_a_hard_rule_is_not_offered(database: Database) -> None:
    model = Model("I'm sorry. We will refund you $500 today.")
    desk = await a_desk(database, model, patience=SOON)

    await late(desk, model)

    assert len(await desk.all(DraftRevision)) == 1
    assert str((await desk.one(Draft)).note).startswith("The AI draft was not used: ")


# --- severity ---------------------------------------------------------------------------------------


@on_sqlite
async def test_the_model_may_raise_severity(database: Database) -> None:
    desk = await a_desk(database, Model(severity=4), severity=Severity.NORMAL)

    await desk.write()

    draft, verdict = await desk.one(Draft), await desk.one(Verdict)
    assert draft.severity == verdict.severity == Severity.CRITICAL
    assert (verdict.judged_by, verdict.reasons) == ("rules+llm", ["AI reads it as more serious"])
    assert ClockKind.PING in {clock.kind for clock in await desk.all(Clock)}


@on_sqlite
@pytest.mark.parametrize("said", [1, 3, None])
async def test_the_model_never_lowers_severity(database: Database, said: int | None) -> None:
    desk = await a_desk(database, Model(severity=said), severity=Severity.HIGH)

    await desk.write()

    assert (await desk.one(Draft)).severity == Severity.HIGH
    assert (await desk.one(Verdict)).judged_by == "rules"


@on_sqlite
async def test_the_model_may_add_a_risk_and_take_none_away(database: Database) -> None:
    desk = await a_desk(database, Model(flags=("legal",)), flags=["safety"])

    await desk.write()

    assert (await desk.one(Verdict)).flags == ["safety", "legal"]


@on_sqlite
async def test_a_late_answer_raises_severity_and_calls_people_sooner(database: Database) -> None:
    model = Model(severity=4)
    desk = await a_desk(database, model, patience=SOON, severity=Severity.LOW)

    await late(desk, model)

    draft = await desk.one(Draft)
    assert draft.severity == (await desk.one(Verdict)).severity == Severity.CRITICAL
    assert draft.due_at == NOON + desk.drafting.library.policy.targets[Severity.CRITICAL]
    running = {(clock.kind, clock.due_at) for clock in await desk.all(Clock)}
    assert {(ClockKind.PING, NOON), (ClockKind.OVERDUE, draft.due_at)} <= running


# --- the author in between --------------------------------------------------------------------------


async def test_a_post_that_is_edited_meanwhile_is_drafted_from_its_new_words(database: Database) -> None:
    model = Model()
    desk = await a_desk(database, model)

    await interrupted(desk, model, lambda: desk.change(Mention, text=FOUND, revision=2))

    assert [question.text for question in model.questions] == [desk.mention.text, FOUND]
    assert (await desk.one(Draft)).mention_revision == 2
    assert len(await desk.all(DraftRevision)) == 1


@on_sqlite
@pytest.mark.parametrize("state", [MentionState.NEW, MentionState.CLOSED])
async def test_a_post_that_is_judged_anew_or_gone_meanwhile_gets_no_old_draft(
    database: Database, state: MentionState
) -> None:
    model = Model()
    desk = await a_desk(database, model)

    await interrupted(desk, model, lambda: desk.change(Mention, revision=2, state=state))

    assert await desk.all(Draft) == []
    assert await desk.all(SlackMessage) == []


@on_sqlite
async def test_a_late_answer_to_old_words_is_dropped(database: Database) -> None:
    model = Model()
    desk = await a_desk(database, model, patience=SOON)

    await late(desk, model, meanwhile=lambda: desk.change(Mention, text=FOUND, revision=2))

    assert (await desk.one(Draft)).late_revision is None

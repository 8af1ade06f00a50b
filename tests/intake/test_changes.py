"""What authors do to their posts afterwards: each change is a new revision, and none comes twice."""

import asyncio
from typing import Any

from sqlmodel import update

from bot.intake.arrival import Receipt
from bot.models import AuditEntry, Event, Mention, MentionRevision, MentionState, Outcome
from tests.intake.bodies import COMPLAINT, NOON, a_post
from tests.intake.conftest import Intake, running

ACCEPTED, DUPLICATE = Receipt(accepted=1), Receipt(duplicates=1)


def deleted(external_id: str = "7") -> dict[str, Any]:
    return {"id": external_id, "platform": "x", "event": "deleted"}


def edited(text: str, external_id: str = "7") -> dict[str, Any]:
    return a_post(external_id, text, event="edited")


async def test_an_edit_is_a_new_revision_that_triage_looks_at_again(intake: Intake) -> None:
    await intake.take(a_post("7"))
    await _close(intake)

    assert await intake.take(edited("Found it. Sorry!")) == ACCEPTED

    mention = await intake.mention("7")
    assert (mention.text, mention.revision, mention.last_event) == ("Found it. Sorry!", 2, Event.EDITED)
    assert (mention.state, mention.outcome, mention.closed_at) == (MentionState.NEW, None, None)


async def test_the_earlier_wording_is_kept(intake: Intake) -> None:
    await intake.take(a_post("7"))

    await intake.take(edited("Found it."))

    (earlier,) = await intake.rows(MentionRevision)
    assert (earlier.revision, earlier.text, earlier.replaced_at) == (1, COMPLAINT, NOON)


async def test_a_creation_with_other_words_is_an_edit(intake: Intake) -> None:
    await intake.take(a_post("7"))

    assert await intake.take(a_post("7", "Other words.")) == ACCEPTED
    assert (await intake.mention("7")).revision == 2


async def test_an_edit_that_changes_nothing_is_a_duplicate(intake: Intake) -> None:
    await intake.take(a_post("7"))

    assert await intake.take(edited(f"  {COMPLAINT}\u200b ")) == DUPLICATE
    assert (await intake.mention("7")).revision == 1


async def test_an_edit_of_an_unknown_post_is_a_new_post(intake: Intake) -> None:
    assert await intake.take(edited("Where is my bag?")) == ACCEPTED

    mention = await intake.mention("7")
    assert (mention.revision, mention.state) == (1, MentionState.NEW)


async def test_a_review_with_new_stars_keeps_what_is_not_told_again(intake: Intake) -> None:
    await intake.take(a_post("7", stars=1, language="en"))

    await intake.take(a_post("7", "They called me. Better.", event="edited", stars=4))

    mention = await intake.mention("7")
    assert (mention.stars, mention.language) == (4, "en")


async def test_a_deletion_keeps_the_last_words_and_goes_to_triage(intake: Intake) -> None:
    await intake.take(a_post("7"))

    assert await intake.take(deleted()) == ACCEPTED

    mention = await intake.mention("7")
    assert (mention.last_event, mention.revision, mention.state) == (Event.DELETED, 2, MentionState.NEW)
    assert mention.text == COMPLAINT


async def test_a_second_deletion_is_a_duplicate(intake: Intake) -> None:
    await intake.take(a_post("7"))
    await intake.take(deleted())

    assert await intake.take(deleted()) == DUPLICATE


async def test_a_deletion_of_an_unknown_post_is_closed_at_once(intake: Intake) -> None:
    assert await intake.take(deleted()) == ACCEPTED

    mention = await intake.mention("7")
    assert (mention.state, mention.outcome, mention.closed_at) == (
        MentionState.CLOSED,
        Outcome.WITHDRAWN,
        NOON,
    )


async def test_a_creation_that_comes_after_its_deletion_is_late(intake: Intake) -> None:
    await intake.take(deleted())

    assert await intake.take(a_post("7")) == DUPLICATE
    assert (await intake.mention("7")).outcome == Outcome.WITHDRAWN


async def test_a_known_post_that_comes_back_after_its_deletion_was_restored(intake: Intake) -> None:
    await intake.take(a_post("7"))
    await intake.take(deleted())

    assert await intake.take(a_post("7")) == ACCEPTED

    mention = await intake.mention("7")
    assert (mention.state, mention.revision, mention.last_event) == (MentionState.NEW, 3, Event.EDITED)


async def test_events_of_one_batch_are_applied_in_order(intake: Intake) -> None:
    receipt = await intake.take(a_post("7", "one"), edited("two"), edited("two"), edited("three"), deleted())

    mention = await intake.mention("7")
    assert receipt == Receipt(accepted=4, duplicates=1)
    assert (mention.text, mention.revision, mention.last_event) == ("three", 4, Event.DELETED)
    assert [one.text for one in await intake.rows(MentionRevision)] == ["one", "two", "three"]


async def test_every_change_is_on_the_record(intake: Intake) -> None:
    await intake.take(a_post("7", "one"), edited("two"), deleted())

    entries = sorted(await intake.rows(AuditEntry), key=lambda entry: entry.seq)
    assert [(entry.seq, entry.kind) for entry in entries] == [(1, "received"), (2, "edited"), (3, "deleted")]


async def test_two_doors_that_bring_different_edits_lose_none(intake: Intake) -> None:
    await intake.take(a_post("7", "zero"))
    other = Intake(intake.database)
    other.journal._new_id = lambda: f"other{next(other._numbers)}"

    async with running(other.journal):
        receipts = await asyncio.gather(
            *(
                door.take(edited(f"{n} {name}"), key=f"{name}{n}")
                for n in range(8)
                for door, name in _named(intake, other)
            )
        )

    assert receipts == [ACCEPTED] * 16
    assert (await intake.mention("7")).revision == 17
    assert len(await intake.rows(MentionRevision)) == 16


def _named(intake: Intake, other: Intake) -> list[tuple[Intake, str]]:
    return [(intake, "here"), (other, "there")]


async def _close(intake: Intake) -> None:
    async with intake.database.writing() as session:
        ended = {"state": MentionState.CLOSED, "outcome": Outcome.PUBLISHED, "closed_at": NOON}
        await session.exec(update(Mention).values(**ended))

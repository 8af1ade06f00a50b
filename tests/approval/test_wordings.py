"""Other wordings: what is restored, signed or sent against a rule is a revision of its own, on record."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import AuditEntry, Draft, DraftRevision, DraftState, Mention, Promise
from bot.ports import Commitment, Done, Finding, Written
from bot.store import drafts
from bot.store.drafts import CardRows
from bot.text import sha256
from tests.approval.desk import Desk, refused
from tests.builders import ANN, COLE, MAYA, NOON, OLIVE, REPLY, SAM, click, plain_check, written

BROKEN = Finding("R1", "hard", "", "It does not name the problem", "Say what went wrong")
UNSAFE = Finding("R12", "hard", "a phone number", "It holds personal data", "Take it out")
OWN = "My own words."
BECAUSE = "Legal has seen it"


def give(desk: Desk, **fields: Any) -> None:
    """Hand the approvals another part, as `app` does."""
    for name, value in fields.items():
        object.__setattr__(desk.approvals, name, value)


def finding(*found: Finding) -> Any:
    """A check that finds this in every text but the first one's."""

    async def check(session: AsyncSession, rows: CardRows, text: str, made_by: str, now: datetime) -> Written:
        return replace(await plain_check(session, rows, text, made_by, now), findings=tuple(found))

    return check


async def break_rules(desk: Desk, *found: Finding) -> None:
    """Let the card's own text have these findings."""
    async with desk.database.writing() as session:
        revision = await session.get_one(DraftRevision, (desk.draft_id, 1))
        revision.findings = [vars(one) for one in found]
        session.add(revision)


# --- history ---


async def test_an_earlier_wording_comes_back_as_a_new_revision(desk: Desk) -> None:
    await desk.approvals.save(click(desk.draft_id), OWN)

    assert await desk.approvals.restore(click(desk.draft_id, SAM, 2), 1) == Done()

    shown = await desk.revision()
    assert (shown.revision, shown.text, shown.sha256, shown.made_by) == (3, REPLY, sha256(REPLY), SAM)
    assert "restored" in [entry.kind for entry in await desk.all(AuditEntry)]


async def test_an_approval_of_a_restored_wording_binds_to_its_new_number(desk: Desk) -> None:
    await desk.approvals.save(click(desk.draft_id), OWN)
    await desk.approvals.restore(click(desk.draft_id, revision=2), 1)

    refused(await desk.approvals.approve(click(desk.draft_id, revision=1)), "version 3")
    assert isinstance(await desk.approvals.approve(click(desk.draft_id, revision=3)), Done)


async def test_restoring_what_stands_there_or_never_was_changes_nothing(desk: Desk) -> None:
    refused(await desk.approvals.restore(click(desk.draft_id), 1), "on the card already")
    refused(await desk.approvals.restore(click(desk.draft_id), 9), "does not exist")

    assert (await desk.draft()).revision == 1


async def test_only_the_team_restores(desk: Desk) -> None:
    await desk.approvals.save(click(desk.draft_id), OWN)

    refused(await desk.approvals.restore(click(desk.draft_id, OLIVE, 2), 1), "Only the support team")


async def test_a_wording_for_an_edited_post_is_checked_against_its_new_words(desk: Desk) -> None:
    def edit(draft: Draft, mention: Mention) -> None:
        mention.revision = draft.mention_revision = 2

    await desk.approvals.save(click(desk.draft_id), OWN)
    await desk.change(edit)
    give(desk, check=finding(BROKEN))

    await desk.approvals.restore(click(desk.draft_id, revision=2), 1)

    assert [found["rule"] for found in (await desk.revision()).findings] == ["R1"]


# --- overrides ---


async def test_a_manager_sets_a_rule_aside_with_a_reason_and_an_approver_approves(desk: Desk) -> None:
    await break_rules(desk, BROKEN)
    refused(await desk.approvals.approve(click(desk.draft_id)), "A manager may send it anyway")

    await desk.approvals.save(click(desk.draft_id, MAYA), REPLY, because=BECAUSE)

    shown = await desk.revision()
    assert shown.overrides == [{"rule": "R1", "reason": BECAUSE, "by": MAYA}]
    assert isinstance(await desk.approvals.approve(click(desk.draft_id, revision=2)), Done)


async def test_an_override_stands_in_the_record_without_its_words(desk: Desk) -> None:
    await break_rules(desk, BROKEN)

    await desk.approvals.save(click(desk.draft_id, MAYA), REPLY, because=BECAUSE)

    (entry,) = [entry for entry in await desk.all(AuditEntry) if entry.kind == "overridden"]
    assert (entry.actor, entry.data["rules"], entry.data["reason"]) == (MAYA, ["R1"], sha256(BECAUSE))


async def test_only_a_manager_sets_rules_aside(desk: Desk) -> None:
    await break_rules(desk, BROKEN)

    answer = await desk.approvals.approve(click(desk.draft_id), text=REPLY, because=BECAUSE)

    refused(answer, f"Only a manager can set a rule aside (<@{MAYA}>)")
    assert (await desk.draft()).revision == 1


async def test_a_manager_who_may_approve_does_both_in_one_act(desk: Desk) -> None:
    await break_rules(desk, BROKEN)
    desk.team.approvers.add(MAYA)

    answer = await desk.approvals.approve(click(desk.draft_id, MAYA), text=REPLY, because=BECAUSE)

    assert isinstance(answer, Done)
    assert (await desk.draft()).state == DraftState.SCHEDULED


@pytest.mark.parametrize("text", [REPLY, OWN])
async def test_the_safety_rules_cannot_be_set_aside(desk: Desk, text: str) -> None:
    await break_rules(desk, BROKEN, UNSAFE)
    give(desk, check=finding(BROKEN, UNSAFE))
    desk.team.approvers.add(MAYA)

    answer = await desk.approvals.approve(click(desk.draft_id, MAYA), text=text, because=BECAUSE)

    refused(answer, "personal data")
    assert (await desk.draft()).state == DraftState.WAITING


async def test_a_reason_without_anything_to_set_aside_leaves_no_trace(desk: Desk) -> None:
    await desk.approvals.save(click(desk.draft_id, MAYA), OWN, because=BECAUSE)

    assert (await desk.revision()).overrides == []


async def test_a_refused_text_does_not_replace_the_one_on_the_card(desk: Desk) -> None:
    refused(await desk.approvals.approve(click(desk.draft_id), text="I guarantee it."), "too much")

    assert (await desk.revision()).text == REPLY


# --- beside other replies ---

COPY = Finding("R14", "hard", "", "It is almost the same as a reply that is already public.", "Say it anew.")


async def test_a_draft_that_has_become_a_copy_is_not_approved(desk: Desk) -> None:
    give(desk, check=finding(COPY))

    refused(await desk.approvals.approve(click(desk.draft_id)), "another reply has gone out")

    assert (await desk.draft()).state == DraftState.WAITING


async def test_what_a_person_wrote_or_a_manager_let_through_may_be_alike(desk: Desk) -> None:
    give(desk, check=finding(replace(COPY, level="soft")))
    assert isinstance(await desk.approvals.approve(click(desk.draft_id), text=OWN), Done)


async def test_a_manager_may_let_a_copy_out(desk: Desk) -> None:
    await break_rules(desk, COPY)
    give(desk, check=finding(COPY))
    await desk.approvals.save(click(desk.draft_id, MAYA), REPLY, because=BECAUSE)

    assert isinstance(await desk.approvals.approve(click(desk.draft_id, revision=2)), Done)


# --- sign-off ---


def signing(desk: Desk) -> None:
    """Let takers sign: "… – Harbourline, AK"."""

    async def initials(user: str) -> str | None:
        return {ANN: "AK", SAM: "SO"}.get(user)

    def sign(rows: CardRows, mine: str | None) -> str:
        return f"{REPLY}, {mine}" if mine else REPLY

    give(desk, initials=initials, sign=sign)


async def test_taking_an_untouched_draft_signs_it_as_a_new_revision(desk: Desk) -> None:
    signing(desk)

    await desk.approvals.take(click(desk.draft_id, SAM))

    shown = await desk.revision()
    assert (shown.revision, shown.text) == (2, f"{REPLY}, SO")
    assert (shown.sha256, shown.made_by, shown.template) == (sha256(shown.text), "template", "lost/1")


async def test_nobody_signs_a_text_under_its_editors_hands(desk: Desk) -> None:
    signing(desk)
    await desk.approvals.begin_edit(click(desk.draft_id, SAM))

    await desk.approvals.take(click(desk.draft_id))

    assert (await desk.draft()).assignee == ANN
    assert (await desk.revision()).revision == 1


async def test_what_is_approved_is_the_signed_text(desk: Desk) -> None:
    signing(desk)
    await desk.approvals.take(click(desk.draft_id))

    refused(await desk.approvals.approve(click(desk.draft_id, revision=1)), "version 2")
    assert isinstance(await desk.approvals.approve(click(desk.draft_id, revision=2)), Done)


async def test_handing_it_back_signs_for_the_team_again(desk: Desk) -> None:
    signing(desk)
    await desk.approvals.take(click(desk.draft_id, SAM))

    await desk.approvals.release(click(desk.draft_id, SAM, 2))

    assert (await desk.revision()).text == REPLY


async def test_a_text_that_a_person_wrote_is_not_signed_by_taking(desk: Desk) -> None:
    signing(desk)
    await desk.approvals.save(click(desk.draft_id, COLE), OWN)

    await desk.approvals.take(click(desk.draft_id, COLE, 2))

    assert (await desk.revision()).text == OWN


async def test_initials_that_would_break_a_rule_are_left_out(desk: Desk) -> None:
    signing(desk)

    async def check(session: AsyncSession, rows: CardRows, text: str, made_by: str, now: datetime) -> Written:
        too_long = (Finding("R15", "hard", "", "Too long", "Shorten it"),) if text != REPLY else ()
        return replace(await plain_check(session, rows, text, made_by, now), findings=too_long)

    give(desk, check=check)

    await desk.approvals.take(click(desk.draft_id))

    assert (await desk.revision()).text == REPLY
    assert (await desk.draft()).assignee == ANN


async def test_an_ai_draft_that_is_shown_is_signed_for_whoever_holds_it(desk: Desk) -> None:
    signing(desk)
    await desk.approvals.take(click(desk.draft_id, SAM))
    async with desk.database.writing() as session:
        rows = await drafts.card_rows(session, desk.draft_id)
        assert rows is not None
        session.add(drafts.as_revision(desk.draft_id, 3, written("From the model.", "llm"), NOON))
        rows.draft.late_revision = 3
        session.add(rows.draft)

    assert isinstance(await desk.approvals.show_ai(click(desk.draft_id, ANN, 2)), Done)

    assert (await desk.revision()).text == f"{REPLY}, SO"


# --- promises ---


async def test_a_promise_that_nobody_owns_is_not_published(desk: Desk) -> None:
    async def check(session: AsyncSession, rows: CardRows, text: str, made_by: str, now: datetime) -> Written:
        promise = Commitment("", "call you back", "today")
        return replace(await plain_check(session, rows, text, made_by, now), commitments=(promise,))

    give(desk, check=check)

    refused(await desk.approvals.approve(click(desk.draft_id), text=OWN), "Nobody owns this promise")


async def test_an_empty_draft_cannot_be_approved(desk: Desk) -> None:
    async with desk.database.writing() as session:
        revision = await session.get_one(DraftRevision, (desk.draft_id, 1))
        revision.text, revision.sha256 = "", sha256("")
        session.add(revision)

    refused(await desk.approvals.approve(click(desk.draft_id)), "There is no reply yet")


async def test_an_approval_stores_what_it_commits_to_in_the_same_act(desk: Desk) -> None:
    async def commit(session: Any, draft: Draft, revision: DraftRevision, now: datetime) -> None:
        (said,) = revision.commitments
        session.add(
            Promise(
                id="p1",
                draft_id=draft.id,
                revision=revision.revision,
                owner=said["owner"],
                what=said["what"],
                made_at=now,
            )
        )

    give(desk, commit=commit)

    await desk.approvals.approve(click(desk.draft_id), text=OWN)

    (promise,) = await desk.all(Promise)
    assert (promise.revision, promise.owner, promise.made_at) == (2, "the depot", NOON)

"""Editing: others see it, nobody's words are lost, and what only a person can know is vouched for."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.drafting.library import Library
from bot.models import (
    AuditEntry,
    Draft,
    DraftRevision,
    DraftState,
    Event,
    Mention,
    MessageKind,
    SlackMessage,
)
from bot.sandbox import Sandbox
from bot.slack import editing
from bot.slack.desk import Desk
from bot.slack.edit_form import SAVE
from bot.slack.ids import Action, Callback
from bot.store import mentions
from bot.store.database import Database
from tests.builders import ANN, MAYA, REPLY, SAM
from tests.slack.one_draft import OneDraft, one_draft
from tests.slack.views import labels, shown
from tests.slack.watch import Watch

BY_THEN = "I'm sorry, Jo. It will be there by 18:40."


@pytest.fixture
def kind() -> str:
    """What the two databases do differently is told apart elsewhere."""
    return "sqlite"


@pytest.fixture
async def draft(
    sandbox: Sandbox,
    client: AsyncWebClient,
    desk: Desk,
    database: Database,
    watch: Watch,
    library: Library,
) -> AsyncIterator[OneDraft]:
    """One card; Ann and Maya may approve it."""
    async with one_draft(sandbox, client, desk, database, watch, library) as draft:
        draft.team.approvers.add(MAYA)
        yield draft


async def test_others_see_who_is_editing_until_the_form_is_closed(draft: OneDraft) -> None:
    form = await draft.edit()
    await draft.says(f"<@{ANN}> is editing since")

    await draft.sandbox.close_view(ANN, form["id"])
    await draft.says(but="is editing")


async def test_a_submitted_form_is_closed_too(draft: OneDraft) -> None:
    form = await draft.edit()
    await draft.says("is editing")

    await draft.submit(ANN, form, "I'm sorry, Jo.", SAVE)

    await draft.says("I'm sorry, Jo.", but="is editing")


async def test_a_form_that_nobody_hears_of_counts_for_ten_minutes(draft: OneDraft) -> None:
    await draft.edit()
    await draft.says("is editing")

    draft.watch.turn(601)
    await draft.oncall.fire_due(draft.watch())
    draft.desk.bell.ring()

    await draft.says(but="is editing")
    assert (await draft.row(Draft)).edited_by is None


async def test_who_opens_the_form_second_is_told_of_the_first(draft: OneDraft) -> None:
    await draft.edit()
    await draft.says(f"<@{ANN}> is editing")

    form = await draft.edit(MAYA)

    assert f"<@{ANN}>" in shown(form["blocks"])
    assert "the other keeps their words" in shown(form["blocks"])


async def test_approving_under_an_editors_hands_is_said_and_the_editor_keeps_their_words(
    draft: OneDraft,
) -> None:
    form = await draft.edit()
    await draft.says("is editing")

    await draft.press(MAYA, Action.APPROVE)
    assert f"<@{ANN}> was editing this text" in (await draft.note(MAYA)).replace("\n", "")
    await draft.submit(ANN, form, "My better words.")

    (told,) = draft.sandbox.views(ANN)
    assert told["callback_id"] == Callback.NOTICE
    assert f"<@{MAYA}>" in shown(told["blocks"])
    assert "already approved it" in shown(told["blocks"])
    assert "My better words." in shown(told["blocks"])


async def test_a_text_that_changed_meanwhile_comes_back_with_what_changed(draft: OneDraft) -> None:
    form = await draft.edit()
    hers = await draft.edit(MAYA)
    await draft.submit(MAYA, hers, "Jo, we found it.", SAVE)
    await draft.says("Jo, we found it.")

    await draft.submit(ANN, form, "My better words.")

    (again,) = draft.sandbox.views(ANN)
    for told in ("it is now version 2", "What changed in the draft", "we found it.", "My better words."):
        assert told in shown(again["blocks"])
    await draft.sandbox.submit(ANN, again["id"])
    await draft.says("My better words.", "*Approved*")


async def test_a_press_on_an_old_card_is_answered_with_what_changed(draft: OneDraft) -> None:
    old = draft.card
    form = await draft.edit(MAYA)
    await draft.submit(MAYA, form, "Jo, we found it.", SAVE)
    await draft.says("Jo, we found it.")

    approve = next(one for one in _elements(old) if one["action_id"] == Action.APPROVE)
    place = {"kind": "block_action", "container": "message", "channel": "C0CARE", "ts": old["ts"]}
    await draft.sandbox.act(
        {**place, "as": ANN, "action_id": Action.APPROVE, "block_id": "b", "element": approve}
    )

    note = await draft.note(ANN)
    assert "it is now version 2" in note
    assert "What changed in the draft" in note
    assert "we found it." in note


async def test_the_preview_counts_and_checks_what_is_typed_and_keeps_it(draft: OneDraft) -> None:
    form = await draft.edit()
    typed = {"kind": "block_action", "container": "view", "view_id": form["id"], "as": ANN}
    state = {"reply:1": {"answer": {"type": "plain_text_input", "value": "We guarantee it by 18:40."}}}

    await draft.sandbox.act(typed | {"action_id": Action.PREVIEW, "state": state})

    form = await draft.form(ANN, lambda words: "As you typed it" in words)
    words = shown(form["blocks"])
    assert "As you typed it: 25 characters." in words
    assert "It promises too much" in words
    assert "I checked: 18:40" in words
    assert "We guarantee it by 18:40." in shown(form["state"]) + words
    assert REPLY in words
    assert len(await draft.rows(DraftRevision)) == 1


async def test_what_nobody_can_verify_needs_one_tick_that_is_recorded(draft: OneDraft) -> None:
    form = await draft.edit()

    await draft.submit(ANN, form, BY_THEN)
    form = await draft.form(ANN, lambda words: "I checked: 18:40" in words)
    assert BY_THEN in shown(form["blocks"])
    await draft.vouch(ANN, form)

    await draft.says("*Approved*", BY_THEN)
    revision = max(await draft.rows(DraftRevision), key=lambda one: one.revision)
    assert revision.overrides == [{"rule": "checked", "reason": "18:40", "by": ANN}]
    (ticked,) = [one for one in await draft.rows(AuditEntry) if one.kind == "vouched"]
    assert (ticked.actor, ticked.data["count"]) == (ANN, 1)
    assert "18:40" not in str(ticked.data)


async def test_a_tick_holds_for_the_words_it_was_given_for(draft: OneDraft) -> None:
    form = await draft.edit()
    await draft.submit(ANN, form, BY_THEN)
    form = await draft.form(ANN, lambda words: "I checked" in words)
    box = next(one["block_id"] for one in form["blocks"] if one["block_id"].startswith("checked:"))
    other = {"selected_options": [{"text": {"type": "plain_text", "text": "x"}, "value": "0" * 16}]}
    state = {box: {"answer": {"type": "checkboxes", **other}}}

    await draft.sandbox.act({"kind": "view_submission", "view_id": form["id"], "as": ANN, "state": state})

    assert "I checked" in shown(draft.sandbox.views(ANN)[-1]["blocks"])
    assert (await draft.row(Draft)).state is DraftState.WAITING


async def test_a_saved_text_is_checked_before_anybody_approves_it_with_one_click(draft: OneDraft) -> None:
    form = await draft.edit()
    await draft.submit(ANN, form, BY_THEN, SAVE)
    await draft.says("Check 1 fact", but="Approve\n")

    form = await draft.edit(MAYA)
    await draft.vouch(MAYA, form)

    await draft.says(f"*Approved* by <@{MAYA}>", BY_THEN)
    revision = max(await draft.rows(DraftRevision), key=lambda one: one.revision)
    assert (revision.made_by, revision.overrides[0]["by"]) == (ANN, MAYA)


async def test_who_may_not_approve_sends_it_to_those_who_may_and_calls_nobody(draft: OneDraft) -> None:
    form = await draft.edit(SAM)
    assert form["submit"]["text"] == "Send for approval"

    await draft.submit(SAM, form, "I'm sorry, Jo.")

    await draft.says("I'm sorry, Jo.", f"edited by <@{SAM}>, waits for an approver")
    assert "waits for an approver" in await draft.note(SAM)
    row = await draft.row(Draft)
    assert (row.state, row.assignee, row.edited_by) == (DraftState.WAITING, None, None)
    assert {one.kind for one in await draft.rows(SlackMessage)} == {MessageKind.CARD}
    await draft.press(ANN, Action.APPROVE)
    await draft.says("*Approved*", but="waits for an approver")


async def test_a_text_that_may_not_go_out_is_not_sent_for_approval(draft: OneDraft) -> None:
    form = await draft.edit(SAM)

    await draft.submit(SAM, form, "We guarantee it.")

    (again,) = draft.sandbox.views(SAM)
    assert "It promises too much" in shown(again["blocks"])
    assert "We guarantee it." in shown(again["blocks"])


async def test_an_empty_text_is_refused_at_the_input(draft: OneDraft) -> None:
    form = await draft.edit()

    errors = await draft.sandbox.submit(ANN, form["id"], {"reply:1": " \n "})

    assert errors == {"reply:1": editing.EMPTY}


async def test_the_edit_button_leads_on_from_the_newest_text(draft: OneDraft) -> None:
    form = await draft.edit()
    await draft.submit(ANN, form, "I'm sorry, Jo.", SAVE)
    await draft.says("I'm sorry, Jo.")

    assert "I'm sorry, Jo." in shown((await draft.edit())["blocks"])
    assert "Approve" in labels(draft.card["blocks"])


def _elements(message: dict[str, object]) -> list[dict[str, object]]:
    blocks = message["blocks"]
    assert isinstance(blocks, list)
    return [one for block in blocks if block["type"] == "actions" for one in block["elements"]]


async def test_a_post_that_its_author_edited_is_shown_with_what_changed(draft: OneDraft) -> None:
    form = await draft.edit()
    async with draft.database.writing() as session:
        old = mentions.Standing((await draft.row(Mention)).text, 1, Event.CREATED)
        new = {"text": "My bag missed the 7:40 and it is a pink one.", "last_event": Event.EDITED}
        await mentions.revise(session, draft.id, old, new, draft.watch() + timedelta(seconds=1))

    await draft.submit(ANN, form, "My better words.")

    (again,) = draft.sandbox.views(ANN)
    for told in ("The author has just edited", "What changed in the post", "pink", "My better words."):
        assert told in shown(again["blocks"])
    assert (await draft.row(Draft)).state is DraftState.WAITING

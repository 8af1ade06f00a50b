"""What people do around one draft: thumbs, reasons, a translation, a question, the history, a way back."""

from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.drafting.library import Library
from bot.models import AuditEntry, Draft, DraftState, Mention, Opinion, SavedReason, Verdict
from bot.sandbox import Sandbox
from bot.sandbox.shapes import Json
from bot.slack import translating
from bot.slack.desk import Desk
from bot.slack.ids import Action, Field, More, button_value
from bot.store import slack_messages
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, COLE, MAYA, OLIVE, SAM
from tests.slack.one_draft import OneDraft, Reader, one_draft
from tests.slack.views import labels, shown
from tests.slack.watch import Watch

PRANKSTER: Json = {Field.REASON: "5", Field.WORDS: "A known prankster", Field.KEEP: ["keep"]}


@pytest.fixture
def kind() -> str:
    """What the two databases do differently is told apart elsewhere."""
    return "sqlite"


@pytest.fixture
def reader() -> Reader | None:
    """A model that translates; tests without one say so."""
    return Reader()


@pytest.fixture
async def draft(
    sandbox: Sandbox,
    client: AsyncWebClient,
    desk: Desk,
    database: Database,
    watch: Watch,
    library: Library,
    reader: Reader | None,
) -> AsyncIterator[OneDraft]:
    """One card."""
    async with one_draft(sandbox, client, desk, database, watch, library, reader) as draft:
        yield draft


async def test_a_thumb_is_answered_counted_and_may_be_changed(draft: OneDraft) -> None:
    await _thumb(draft, ANN, More.GOOD)
    assert "you find version 1 good" in await draft.note(ANN)
    await _thumb(draft, SAM, More.GOOD)
    await _thumb(draft, ANN, More.BAD)
    await draft.sandbox.wait_for(lambda: len(draft.sandbox.ephemerals(ANN)) > 1)

    assert "you find version 1 not good" in await draft.note(ANN)
    thumbs = {one.user: one.is_good for one in await draft.rows(Opinion)}
    assert thumbs == {ANN: False, SAM: True}
    more = await draft.open(ANN, Action.MORE, More.DETAILS)
    assert "this version: 1 good, 1 not good" in shown(more["blocks"])


async def test_the_thumb_of_somebody_outside_the_team_is_refused(draft: OneDraft) -> None:
    await _thumb(draft, OLIVE, More.BAD)

    assert "Only the support team" in await draft.note(OLIVE)
    assert await draft.rows(Opinion) == []


async def test_a_thumb_on_a_version_that_never_was_is_refused(draft: OneDraft) -> None:
    await _thumb(draft, ANN, More.GOOD, revision=9)

    assert "does not exist" in await draft.note(ANN)
    assert await draft.rows(Opinion) == []


async def test_a_reason_is_saved_for_everybody_and_offered_the_next_time(draft: OneDraft) -> None:
    form = await draft.open(ANN, Action.MORE, More.DECLINE)
    await draft.sandbox.submit(ANN, form["id"], PRANKSTER)
    await draft.says("*No reply*", "Reason: A known prankster")

    await draft.press(ANN, Action.MORE, More.REOPEN)
    await draft.says("Approve")
    form = await draft.open(SAM, Action.MORE, More.DECLINE)
    saved = await draft.row(SavedReason)
    assert "A known prankster" in shown(form["blocks"])
    await draft.sandbox.submit(SAM, form["id"], {Field.REASON: f"saved:{saved.id}"})

    await draft.says("*No reply*", f"decided by <@{SAM}>", "Reason: A known prankster")
    assert "A known prankster" not in str([one.data for one in await draft.rows(AuditEntry)])


async def test_the_same_reason_is_not_saved_twice(draft: OneDraft) -> None:
    for _ in range(2):
        form = await draft.open(ANN, Action.MORE, More.DECLINE)
        await draft.sandbox.submit(ANN, form["id"], PRANKSTER)
        await draft.says("Reopen")
        await draft.press(ANN, Action.MORE, More.REOPEN)
        await draft.says("Approve")

    assert len(await draft.rows(SavedReason)) == 1


async def test_saving_needs_words(draft: OneDraft) -> None:
    form = await draft.open(ANN, Action.MORE, More.DECLINE)

    errors = await draft.sandbox.submit(ANN, form["id"], {Field.KEEP: ["keep"]})

    assert errors == {Field.WORDS: "Please write the reason that should be saved."}


async def test_a_manager_takes_a_saved_reason_off_the_list_and_nobody_else_can(draft: OneDraft) -> None:
    async with draft.database.writing() as session:
        session.add(SavedReason(id="r1", text="A known prankster", saved_by=ANN, saved_at=draft.watch()))
    hers = await draft.open(MAYA, Action.MORE, More.DECLINE)
    his = await draft.open(SAM, Action.MORE, More.DECLINE)
    assert "Take a saved reason off the list…" in shown(hers["blocks"])
    assert "Take a saved reason off the list…" not in shown(his["blocks"])

    menu = next(one for block in hers["blocks"] for one in block.get("elements", []) if "options" in one)
    forged = {"kind": "block_action", "container": "view", "view_id": his["id"], "as": SAM}
    await draft.sandbox.act(
        forged | {"action_id": menu["action_id"], "element": menu, "value": menu["options"][0]}
    )
    await draft.form(SAM, lambda words: "Only a manager" in words)
    assert (await draft.row(SavedReason)).retired_at is None
    await draft.sandbox.click_in_view(MAYA, hers["id"], Action.RETIRE_REASON, "saved:r1")

    await draft.form(MAYA, lambda words: "not offered any more" in words)
    assert (await draft.row(SavedReason)).retired_at is not None


async def test_a_post_is_translated_for_the_one_who_asks(draft: OneDraft) -> None:
    await _in_german(draft)
    more = await draft.open(ANN, Action.MORE, More.DETAILS)

    await draft.sandbox.click_in_view(ANN, more["id"], Action.TRANSLATE)

    form = await draft.form(ANN, lambda words: "The post in English" in words)
    assert "English: MEIN KOFFER IST WEG" in shown(form["blocks"])
    assert translating.BY_AI in shown(form["blocks"])
    assert "MEIN KOFFER" not in shown(draft.card["blocks"])
    assert (await draft.row(Mention)).text == "Mein Koffer ist weg"


async def test_why_a_post_could_not_be_translated_is_said(draft: OneDraft, reader: Reader) -> None:
    await _in_german(draft)
    reader.fault = "AI took longer than 10 s"
    more = await draft.open(ANN, Action.MORE, More.DETAILS)

    await draft.sandbox.click_in_view(ANN, more["id"], Action.TRANSLATE)

    await draft.form(ANN, lambda words: "could not be translated: AI took longer than 10 s." in words)


@pytest.mark.parametrize("reader", [None])
async def test_without_ai_translating_says_that_none_is_set_up(draft: OneDraft) -> None:
    await _in_german(draft)
    more = await draft.open(ANN, Action.MORE, More.DETAILS)

    await draft.sandbox.click_in_view(ANN, more["id"], Action.TRANSLATE)

    await draft.form(ANN, lambda words: translating.NO_AI in words)


async def test_a_post_in_the_teams_language_needs_no_translation(draft: OneDraft) -> None:
    more = await draft.open(ANN, Action.MORE, More.DETAILS)

    assert "Translate" not in labels(more["blocks"])


async def test_a_colleague_gets_the_whole_context_and_their_answer_lands_in_the_thread(
    draft: OneDraft,
) -> None:
    form = await draft.open(ANN, Action.MORE, More.ASK)
    await draft.sandbox.submit(ANN, form["id"], {Field.WHOM: COLE, Field.WORDS: "Was the lift broken?"})

    (asked,) = await draft.sandbox.wait_for(lambda: draft.sandbox.dms(COLE))
    for told in (f"<@{ANN}> asks you", "Was the lift broken?", "My bag missed", "Jo, I'm sorry", "the card"):
        assert told in shown(asked["blocks"])
    direct = draft.sandbox.workspace.direct(COLE).id
    await draft.sandbox.click(COLE, direct, asked["ts"], Action.REPLY)
    box = (await draft.sandbox.wait_for(lambda: draft.sandbox.views(COLE)))[-1]
    await draft.sandbox.submit(COLE, box["id"], {Field.WORDS: "Since nine."})

    draft.watch.turn(5)  # Slack takes one post a second in a channel
    await draft.sandbox.wait_for(lambda: len(draft.sandbox.thread(CHANNEL, draft.card["ts"])) == 2)
    said = [shown(one["blocks"]).replace("\n", "") for one in draft.sandbox.thread(CHANNEL, draft.card["ts"])]
    assert f"<@{ANN}> asks <@{COLE}>: Was the lift broken?" in said
    assert f"<@{COLE}> answers <@{ANN}>: Since nine." in said
    await draft.sandbox.wait_for(lambda: "You answered" in shown(draft.sandbox.dms(COLE)[0]["blocks"]))


async def test_a_draft_sleeps_wakes_and_calls_for_help_in_sight_of_all(draft: OneDraft) -> None:
    form = await draft.open(ANN, Action.MORE, More.SNOOZE)
    await draft.sandbox.submit(ANN, form["id"], {})
    await draft.says(f"snoozed by <@{ANN}>", "Wake")
    await draft.press(SAM, Action.WAKE)
    await draft.says("I'll take it", but="snoozed by")

    form = await draft.open(SAM, Action.MORE, More.ESCALATE)
    await draft.sandbox.submit(SAM, form["id"], {Field.WORDS: "A reporter asks."})

    await draft.says(f"<@{SAM}> called for help")
    thread = draft.sandbox.thread
    told = await draft.sandbox.wait_for(lambda: thread(CHANNEL, draft.card["ts"]))
    assert "A reporter asks." in shown(told[-1]["blocks"])


async def test_what_is_undone_can_be_edited_again_and_its_history_shows_what_changed(draft: OneDraft) -> None:
    form = await draft.edit()
    await draft.submit(ANN, form, "Jo, I'm sorry your bag missed the 7:40.")
    await draft.says("*Approved*", "Undo")
    await draft.press(ANN, Action.UNDO)
    await draft.says("Approve", but="*Approved*")

    more = await draft.open(SAM, Action.MORE, More.DETAILS)
    await draft.sandbox.click_in_view(SAM, more["id"], Action.HISTORY)

    history = (await draft.sandbox.wait_for(lambda: draft.sandbox.views(SAM)[1:]))[-1]
    struck = [str(one["text"]) for one in _runs(history["blocks"]) if one.get("style") == {"strike": True}]
    assert any("Harbourline" in one for one in struck)


async def test_a_closed_card_still_tells_its_history(draft: OneDraft) -> None:
    async with draft.database.writing() as session:
        (await session.get_one(Draft, draft.id)).state = DraftState.WITHDRAWN
        await slack_messages.touch_card(session, draft.id, draft.watch())
    await draft.says("Deleted by its author")

    history = await draft.open(ANN, Action.HISTORY)

    assert "Version 1" in shown(history["blocks"])
    assert labels(history["blocks"]) == []


async def _thumb(draft: OneDraft, user: str, choice: More, revision: int = 1) -> None:
    block = next(one for one in draft.card["blocks"] if one["type"] == "context_actions")
    value = button_value(draft.id, revision, choice)
    pressed = {"text": {"type": "plain_text", "text": "x"}, "value": value}
    place = {"kind": "block_action", "container": "message", "channel": CHANNEL, "ts": draft.card["ts"]}
    element = block["elements"][0]
    before = len(draft.sandbox.ephemerals(user))
    act = {"as": user, "action_id": Action.OPINION, "block_id": block["block_id"], "element": element}
    await draft.sandbox.act(place | act | {"value": pressed})
    await draft.sandbox.wait_for(lambda: len(draft.sandbox.ephemerals(user)) > before)


async def _in_german(draft: OneDraft) -> None:
    async with draft.database.writing() as session:
        (await session.get_one(Mention, draft.id)).text = "Mein Koffer ist weg"
        (await session.get_one(Verdict, draft.id)).language = "de"


def _runs(payload: object) -> list[dict[str, object]]:
    """Every run of rich text."""
    if isinstance(payload, list):
        return [run for one in payload for run in _runs(one)]
    if not isinstance(payload, dict):
        return []
    own = [payload] if payload.get("type") == "text" else []
    return own + [run for one in payload.values() for run in _runs(one)]

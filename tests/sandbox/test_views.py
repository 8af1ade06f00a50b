"""Modals and Home tabs: triggers, the stack, hashes and what was typed."""

import re
from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox import ActError, Sandbox
from tests.sandbox.blocks import Block, actions, button, entry, home, modal, section, select
from tests.sandbox.conftest import Watch

ANN = "U0ANN"


def trigger(sandbox: Sandbox, view_id: str | None = None) -> str:
    return sandbox.workspace.permits.trigger(ANN, view_id, sandbox.workspace.clock())


async def opened(sandbox: Sandbox, slack: AsyncWebClient, view: Block | None = None) -> dict[str, Any]:
    answer = await slack.views_open(trigger_id=trigger(sandbox), view=view or modal(entry()))
    return dict(answer["view"])


async def error_of(slack: AsyncWebClient, method: str, **arguments: Any) -> str:
    with pytest.raises(SlackApiError) as caught:
        await slack.api_call(method, json=arguments)
    return str(caught.value.response["error"])


async def test_a_trigger_is_good_for_three_seconds(
    sandbox: Sandbox, slack: AsyncWebClient, watch: Watch
) -> None:
    trigger_id = trigger(sandbox)
    watch.now += 3.1

    assert await error_of(slack, "views.open", trigger_id=trigger_id, view=modal()) == "expired_trigger_id"


async def test_a_trigger_is_good_once(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    trigger_id = trigger(sandbox)
    await slack.views_open(trigger_id=trigger_id, view=modal())

    assert await error_of(slack, "views.open", trigger_id=trigger_id, view=modal()) == "exchanged_trigger_id"


async def test_a_made_up_trigger_is_refused(slack: AsyncWebClient) -> None:
    assert await error_of(slack, "views.open", trigger_id="1.2", view=modal()) == "invalid_trigger_id"


async def test_a_bad_view_is_refused_and_does_not_use_the_trigger(
    sandbox: Sandbox, slack: AsyncWebClient
) -> None:
    trigger_id = trigger(sandbox)
    bad = {**modal(), "title": {"type": "plain_text", "text": "x" * 25}}

    assert await error_of(slack, "views.open", trigger_id=trigger_id, view=bad) == "invalid_arguments"
    assert (await slack.views_open(trigger_id=trigger_id, view=modal()))["ok"] is True


async def test_a_huge_view_is_refused(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    huge = modal(*[section("é" * 3000)] * 50)

    assert await error_of(slack, "views.open", trigger_id=trigger(sandbox), view=huge) == "view_too_large"


async def test_an_external_id_is_there_once(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    await opened(sandbox, slack, modal(external_id="edit-7"))
    sandbox.workspace.views.stack("U0MANA")

    arguments = {"trigger_id": trigger(sandbox), "view": modal(external_id="edit-7")}
    assert await error_of(slack, "views.open", **arguments) == "duplicate_external_id"


async def test_no_more_than_three_views_lie_on_each_other(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    view = await opened(sandbox, slack)
    for _ in range(2):
        view = dict((await slack.views_push(trigger_id=trigger(sandbox, view["id"]), view=modal()))["view"])

    arguments = {"trigger_id": trigger(sandbox, view["id"]), "view": modal()}
    assert await error_of(slack, "views.push", **arguments) == "push_limit_reached"
    assert [one["root_view_id"] for one in sandbox.views(ANN)] == [sandbox.views(ANN)[0]["id"]] * 3


async def test_a_view_is_pushed_only_from_inside_a_modal(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    await opened(sandbox, slack)

    arguments = {"trigger_id": trigger(sandbox), "view": modal()}
    assert await error_of(slack, "views.push", **arguments) == "invalid_trigger_id"


async def test_an_old_hash_conflicts(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    view = await opened(sandbox, slack)
    await slack.views_update(view_id=view["id"], hash=view["hash"], view=modal(section("second")))

    late = {"view_id": view["id"], "hash": view["hash"], "view": modal(section("late"))}
    assert await error_of(slack, "views.update", **late) == "hash_conflict"
    assert sandbox.views(ANN)[0]["blocks"][0]["text"]["text"] == "second"


async def test_an_updated_view_keeps_its_id(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    view = await opened(sandbox, slack, modal(external_id="edit-7"))
    updated = await slack.views_update(external_id="edit-7", view=modal(section("second")))

    assert updated["view"]["id"] == view["id"]
    assert updated["view"]["hash"] != view["hash"]


async def test_a_closed_view_cannot_be_updated(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    view = await opened(sandbox, slack)
    await sandbox.close_view(ANN, view["id"])

    assert await error_of(slack, "views.update", view_id=view["id"], view=modal()) == "not_found"


async def test_the_home_tab_is_published_for_one_person(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    await slack.views_publish(user_id=ANN, view=home(section("for Ann")))

    found = sandbox.home(ANN)
    assert found is not None
    assert found["blocks"][0]["text"]["text"] == "for Ann"
    assert sandbox.home("U0MANA") is None


async def test_a_modal_is_no_home_tab(slack: AsyncWebClient) -> None:
    assert await error_of(slack, "views.publish", user_id=ANN, view=modal()) == "invalid_arguments"


async def test_an_untouched_input_arrives_with_its_initial_value(
    sandbox: Sandbox, slack: AsyncWebClient, app: AsyncApp
) -> None:
    seen: list[Any] = []

    @app.view("edit")
    async def save(ack: AsyncAck, view: dict[str, Any]) -> None:
        seen.append(view["state"]["values"])
        await ack()

    view = await opened(sandbox, slack, modal(entry(initial_value="We are sorry"), private_metadata="7:1"))
    await sandbox.submit(ANN, view["id"])
    assert seen == [{"reply": {"answer": {"type": "plain_text_input", "value": "We are sorry"}}}]
    assert sandbox.views(ANN) == []


async def test_a_submission_carries_what_was_typed_and_the_metadata(
    sandbox: Sandbox, slack: AsyncWebClient, app: AsyncApp
) -> None:
    seen: list[dict[str, Any]] = []

    @app.view("edit")
    async def save(ack: AsyncAck, body: dict[str, Any]) -> None:
        seen.append(body)
        await ack()

    choice = {"type": "input", "block_id": "then", "label": {"type": "plain_text", "text": "Then"}}
    form = modal(entry(), {**choice, "element": select("now", "later")}, private_metadata="7:1")
    view = await opened(sandbox, slack, form)
    await sandbox.submit(ANN, view["id"], {"reply": "Sorry, Jo.", "pick": "later"})
    sent = seen[0]["view"]
    assert sent["state"]["values"]["reply"]["answer"]["value"] == "Sorry, Jo."
    assert sent["state"]["values"]["then"]["pick"]["selected_option"]["value"] == "later"
    assert (sent["private_metadata"], sent["hash"], sent["callback_id"]) == ("7:1", view["hash"], "edit")
    assert seen[0]["user"]["id"] == ANN


@pytest.mark.parametrize(
    ("element", "typed", "words"),
    [
        ({}, "", "Please complete this required field."),
        ({"max_length": 3}, "four", "Must be at most 3 characters."),
        ({"min_length": 3}, "no", "Must be at least 3 characters."),
    ],
)
async def test_the_form_itself_refuses_what_does_not_fit(
    sandbox: Sandbox, slack: AsyncWebClient, element: Block, typed: str, words: str
) -> None:
    view = await opened(sandbox, slack, modal(entry(**element)))

    assert await sandbox.submit(ANN, view["id"], {"reply": typed}) == {"reply": words}


async def test_errors_of_the_app_are_shown_at_the_inputs(
    sandbox: Sandbox, slack: AsyncWebClient, app: AsyncApp
) -> None:
    @app.view("edit")
    async def save(ack: AsyncAck) -> None:
        await ack(response_action="errors", errors={"reply": "Too cold."})

    view = await opened(sandbox, slack)
    assert await sandbox.submit(ANN, view["id"], {"reply": "No."}) == {"reply": "Too cold."}
    assert len(sandbox.views(ANN)) == 1


@pytest.mark.parametrize(
    ("action", "titles"), [("update", ["Next"]), ("push", ["Edit", "Next"]), ("clear", [])]
)
async def test_the_answer_to_a_submission_changes_the_stack(
    sandbox: Sandbox, slack: AsyncWebClient, app: AsyncApp, action: str, titles: list[str]
) -> None:
    @app.view("edit")
    async def save(ack: AsyncAck) -> None:
        follow = modal(title={"type": "plain_text", "text": "Next"})
        await ack(response_action=action, view=None if action == "clear" else follow)

    view = await opened(sandbox, slack)
    await sandbox.submit(ANN, view["id"], {"reply": "Sorry."})
    assert [one["title"]["text"] for one in sandbox.views(ANN)] == titles


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "x"}},
        {"response_action": "update", "view": {"type": "modal", "blocks": []}},
    ],
)
async def test_an_answer_that_slack_would_not_take_is_told_to_the_person(
    sandbox: Sandbox, slack: AsyncWebClient, app: AsyncApp, answer: dict[str, Any]
) -> None:
    @app.view("edit")
    async def save(ack: AsyncAck) -> None:
        await ack(**answer)

    view = await opened(sandbox, slack)
    with pytest.raises(ActError, match="The app answered with"):
        await sandbox.submit(ANN, view["id"], {"reply": "Sorry."})


async def test_a_click_inside_a_modal_brings_the_view_and_what_is_typed(
    sandbox: Sandbox, slack: AsyncWebClient, app: AsyncApp
) -> None:
    seen: list[dict[str, Any]] = []

    @app.action("preview")
    async def preview(ack: AsyncAck, body: dict[str, Any]) -> None:
        seen.append(body)
        await ack()

    view = await opened(sandbox, slack, modal(entry(initial_value="Sorry"), actions(button("preview"))))
    await sandbox.click_in_view(ANN, view["id"], "preview")
    assert seen[0]["container"] == {"type": "view", "view_id": view["id"]}
    assert seen[0]["view"]["state"]["values"]["reply"]["answer"]["value"] == "Sorry"
    assert "channel" not in seen[0]


async def test_typed_words_survive_an_update_with_the_same_ids(
    sandbox: Sandbox, slack: AsyncWebClient
) -> None:
    view = await opened(sandbox, slack)
    found = sandbox.workspace.views.find(view["id"])
    assert found is not None
    found.typed = {"reply": {"answer": {"type": "plain_text_input", "value": "mine"}}}

    kept = await slack.views_update(view_id=view["id"], view=modal(entry(initial_value="theirs")))
    assert kept["view"]["state"]["values"]["reply"]["answer"]["value"] == "mine"
    renamed = await slack.views_update(view_id=view["id"], view=modal(entry("other", initial_value="theirs")))
    assert renamed["view"]["state"]["values"]["other"]["answer"]["value"] == "theirs"


async def test_the_app_is_told_of_a_closed_modal_if_it_asked(
    sandbox: Sandbox, slack: AsyncWebClient, app: AsyncApp
) -> None:
    seen: list[str] = []

    @app.view_closed("edit")
    async def closed(ack: AsyncAck, body: dict[str, Any]) -> None:
        seen.append(body["view"]["id"])
        await ack()

    view = await opened(sandbox, slack, modal(notify_on_close=True))
    await sandbox.close_view(ANN, view["id"])
    assert seen == [view["id"]]


async def test_a_modal_that_clears_on_close_takes_those_below_with_it(
    sandbox: Sandbox, slack: AsyncWebClient, app: AsyncApp
) -> None:
    seen: list[tuple[str, bool]] = []

    @app.action("preview")
    async def preview(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        on_top = modal(section(), callback_id="top", clear_on_close=True, notify_on_close=True)
        await slack.views_push(trigger_id=body["trigger_id"], view=on_top)

    @app.view_closed(re.compile(""))
    async def closed(ack: AsyncAck, body: dict[str, Any]) -> None:
        seen.append((body["view"]["callback_id"], body["is_cleared"]))
        await ack()

    below = modal(actions(button("preview")), callback_id="below", notify_on_close=True)
    await sandbox.click_in_view(ANN, (await opened(sandbox, slack, below))["id"], "preview")
    await sandbox.wait_for(lambda: len(sandbox.views(ANN)) == 2)
    await sandbox.close_view(ANN, sandbox.views(ANN)[-1]["id"])
    assert sandbox.views(ANN) == []
    assert seen == [("top", True), ("below", True)]


async def test_a_click_in_the_home_tab_reaches_the_app(
    sandbox: Sandbox, slack: AsyncWebClient, app: AsyncApp
) -> None:
    seen: list[dict[str, Any]] = []

    @app.action("pause")
    async def pause(ack: AsyncAck, body: dict[str, Any]) -> None:
        seen.append(body)
        await ack()

    await slack.views_publish(user_id="U0MANA", view=home(actions(button("pause"))))
    await sandbox.click_in_home("U0MANA", "pause")
    assert seen[0]["view"]["type"] == "home"


async def test_nobody_submits_the_modal_of_somebody_else(sandbox: Sandbox, slack: AsyncWebClient) -> None:
    view = await opened(sandbox, slack)
    answer = await sandbox.act({"kind": "view_submission", "as": "U0OUT", "view_id": view["id"]})

    assert answer == {"ok": False, "error": "This window is closed."}

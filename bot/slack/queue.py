"""Working through the queue: each answer brings the next most urgent, taken for whoever looks at it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot import rights
from bot.approval import judge
from bot.models import DraftState
from bot.ports import Answer, Clicked, Done, People, Refused
from bot.slack import words
from bot.slack.blocks import Block
from bot.slack.deps import SlackDeps
from bot.slack.ids import Action, Callback, Field
from bot.slack.modals import answer_of, notice_modal
from bot.slack.origin import Origin
from bot.slack.presses import UNREADABLE, conclude, press_of
from bot.slack.queue_modal import Round, Turn, empty_modal, turn_modal
from bot.store import worklist

SNOOZE = timedelta(hours=1)
TRIES = 5
"""Drafts that are tried in a row when colleagues take them at the same moment."""

Handler = Callable[..., Awaitable[None]]
Act = Callable[[Clicked], Awaitable[Answer]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.action(Action.START_QUEUE.value)(_start_pressed(deps))
    app.action(Action.SKIP.value)(_skipped(deps))
    app.action(Action.QUEUE_SNOOZE.value)(_snoozed(deps))
    app.action(Action.QUEUE_DECLINE.value)(_declined(deps))
    app.view(Callback.QUEUE.value)(_submitted(deps))
    app.view_closed(Callback.QUEUE.value)(_closed(deps))


async def start(deps: SlackDeps, user: str, trigger_id: str) -> None:
    """Open the queue on the most urgent draft."""
    people = await deps.directory.people()
    why = judge.lacks_right(judge.Act.TAKE, user, people, is_staff=await deps.directory.is_staff(user))
    view = notice_modal(why) if why else await _next(deps, user, people, Round("none", 1))
    await deps.desk.open_view(trigger_id, view)


async def _next(deps: SlackDeps, user: str, people: People, before: Round) -> Block:
    """The next turn's form; the draft is this person's from now on."""
    passed = list(before.skipped)
    for _ in range(TRIES):
        now = deps.now()
        async with deps.database.reading() as session:
            left = await worklist.length(session, user, now, passed)
            found = await worklist.queue(session, user, now, limit=1, without=passed)
        if not found:
            return empty_modal(before.done)
        draft = found[0].draft
        turn = Round(draft.id, draft.revision, draft.assignee == user, before.done, before.skipped)
        if draft.state != DraftState.SECOND:
            click = Clicked(user, draft.id, draft.revision, now)
            if isinstance(await deps.approvals.take(click), Refused):
                passed.append(draft.id)
                continue
            deps.desk.bell.ring()
        return await _shown(deps, user, people, turn, left)
    return notice_modal("Your colleagues are fast: they took each one first. Please start the queue again.")


async def _shown(
    deps: SlackDeps,
    user: str,
    people: People,
    turn: Round,
    left: int,
    *,
    typed: str | None = None,
    notice: str | None = None,
) -> Block:
    view = await deps.desk.card(turn.draft_id)
    if view is None:
        return notice_modal("This draft does not exist any more. Nothing was changed.", typed)
    may = user in rights.approvers(people, sensitive=view.sensitive_for is not None)
    # Taking it may have signed it for them, as a new revision: that is the one they see and decide on.
    turn = replace(turn, revision=view.draft.revision)
    link = await deps.desk.permalink(f"card:{turn.draft_id}")
    return turn_modal(Turn(view, turn, left, may, link, typed, notice), deps.now())


def _start_pressed(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        await start(deps, press.user, press.trigger_id)

    return pressed


def _submitted(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user, turn = str(body["user"]["id"]), Round.load(view["private_metadata"])
        text = (answer_of(view["state"], Field.REPLY) or "").strip() or None
        if turn is None:
            await ack(response_action="update", view=notice_modal(UNREADABLE, text))
            return
        people = await deps.directory.people()
        answer = await _decide(deps, user, turn, text, approves=_approves(view))
        if isinstance(answer, Refused):
            shown = await _again(deps, user, people, turn, answer, text)
            await ack(response_action="update", view=shown)
            return
        following = await _next(deps, user, people, replace(turn.without(), done=turn.done + 1))
        await ack(response_action="update", view=following)
        await conclude(deps, answer, Origin(turn.draft_id, turn.revision), user)

    return submitted


def _approves(view: dict[str, Any]) -> bool:
    """Whether the form's button said so, as the person read it."""
    return str((view.get("submit") or {}).get("text", "")).startswith("Approve")


async def _decide(deps: SlackDeps, user: str, turn: Round, text: str | None, *, approves: bool) -> Answer:
    card = await deps.desk.card(turn.draft_id)
    click = Clicked(user, turn.draft_id, turn.revision, deps.now())
    changed = text if text is not None and card is not None and text != card.text else None
    if approves:
        return await deps.approvals.approve(click, text=changed)
    return Done() if changed is None else await deps.approvals.save(click, changed)


async def _again(
    deps: SlackDeps, user: str, people: People, turn: Round, answer: Refused, text: str | None
) -> Block:
    """The same draft as it stands now, with why not and the person's text."""
    card = await deps.desk.card(turn.draft_id)
    if card is None or card.draft.state not in {DraftState.WAITING, DraftState.FAILED, DraftState.SECOND}:
        return await _next_with(deps, user, people, turn, answer.why)
    async with deps.database.reading() as session:
        left = await worklist.length(session, user, deps.now(), list(turn.skipped))
    return await _shown(deps, user, people, turn, left, typed=text, notice=answer.why)


async def _next_with(deps: SlackDeps, user: str, people: People, turn: Round, why: str) -> Block:
    await deps.desk.ephemeral(user, why)
    return await _next(deps, user, people, turn.without())


def _skipped(deps: SlackDeps) -> Handler:
    return _in_the_form(deps, lambda _body, turn: None if turn.was_mine else deps.approvals.release)


def _snoozed(deps: SlackDeps) -> Handler:
    return _in_the_form(
        deps, lambda _body, _turn: lambda click: deps.approvals.snooze(click, click.at + SNOOZE)
    )


def _declined(deps: SlackDeps) -> Handler:
    def with_reason(body: dict[str, Any], _turn: Round) -> Act:
        chosen = body["actions"][0].get("selected_option") or {}
        reason = words.decline_reason(str(chosen.get("value", "")))
        return lambda click: deps.approvals.decline(click, reason)

    return _in_the_form(deps, with_reason)


def _in_the_form(deps: SlackDeps, choose: Callable[[dict[str, Any], Round], Act | None]) -> Handler:
    """A button of the form: act on this draft, then show the next in its place."""

    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        user, view = str(body["user"]["id"]), body.get("view")
        if view is None:
            await deps.desk.ephemeral(user, UNREADABLE, press_of(body).channel)
            return
        turn = Round.load(view["private_metadata"])
        if turn is None:
            await deps.desk.update_view(view["id"], notice_modal(UNREADABLE))
            return
        act, people = choose(body, turn), await deps.directory.people()
        answer = await act(Clicked(user, turn.draft_id, turn.revision, deps.now())) if act else Done()
        deps.desk.bell.ring()
        if isinstance(answer, Refused):
            shown = await _again(deps, user, people, turn, answer, None)
        else:
            shown = await _next(deps, user, people, turn.without())
        await deps.desk.update_view(view["id"], shown)

    return pressed


def _closed(deps: SlackDeps) -> Handler:
    async def closed(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await ack()
        turn = Round.load(view["private_metadata"])
        if turn is None or turn.was_mine:
            return
        click = Clicked(str(body["user"]["id"]), turn.draft_id, turn.revision, deps.now())
        card = await deps.desk.card(turn.draft_id)
        if card is not None and card.draft.assignee == click.user and card.draft.state != DraftState.SECOND:
            # What was decided meanwhile is not theirs to let go; the answer to that is not worth a word.
            await deps.approvals.release(click)
            deps.desk.bell.ring()

    return closed

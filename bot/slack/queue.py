"""Working through the queue: each answer brings the next most urgent, taken for whoever looks at it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot import rights
from bot.approval import judge
from bot.errors import SlackFault
from bot.models import DraftState
from bot.ports import Answer, CardView, Clicked, Done, People, Refused
from bot.slack import alike
from bot.slack.blocks import Block
from bot.slack.cards import state_words
from bot.slack.changes import changed_blocks
from bot.slack.declining import reason_of
from bot.slack.deps import SlackDeps
from bot.slack.edit_form import OFFER
from bot.slack.ids import Action, Callback, Field
from bot.slack.modals import answer_of, notice_modal
from bot.slack.origin import Origin
from bot.slack.presses import UNREADABLE, conclude, press_of
from bot.slack.queue_modal import NOTHING, Round, Said, Turn, empty_modal, turn_modal
from bot.store import drafts, examples, worklist

SNOOZE = timedelta(hours=1)
TRIES = 5
"""Drafts that are tried in a row when colleagues take them at the same moment."""
LINK_PATIENCE = 0.8
"""Seconds."""
IN_QUEUE = (DraftState.WAITING, DraftState.FAILED, DraftState.SECOND)
FAST = "Your colleagues are fast: they took each one first. Please start the queue again."
TOO_LATE = "Slack could not open the form in time. Nothing was changed; please try again."
CLOSED = "The form had been closed meanwhile. What you pressed was done; /amends next goes on."

Handler = Callable[..., Awaitable[None]]
Act = Callable[[Clicked], Awaitable[Answer]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.action(Action.START_QUEUE.value)(_start_pressed(deps))
    app.action(Action.SKIP.value)(_skipped(deps))
    app.action(Action.QUEUE_SNOOZE.value)(_snoozed(deps))
    app.action(Action.QUEUE_DECLINE.value)(_declined(deps))
    app.action(Action.OPEN_DRAFT.value)(_open_pressed(deps))
    app.action(Action.ALIKE.value)(_alike_pressed(deps))
    app.view(Callback.QUEUE.value)(_submitted(deps))
    app.view_closed(Callback.QUEUE.value)(_closed(deps))
    alike.register(app, deps)


async def start(deps: SlackDeps, user: str, trigger_id: str, draft_id: str | None = None) -> None:
    """Open the queue on the most urgent draft, or on one that was chosen."""
    view = await _first(deps, user, draft_id)
    try:
        await deps.desk.open_view(trigger_id, view)
    except SlackFault:
        await _let_go(deps, user, view)
        await deps.desk.ephemeral(user, TOO_LATE)


async def _first(deps: SlackDeps, user: str, draft_id: str | None = None) -> Block:
    people = await deps.directory.people()
    why = judge.lacks_right(judge.Act.TAKE, user, people, is_staff=await deps.directory.is_staff(user))
    if why:
        return notice_modal(why)
    if draft_id is None:
        return await _next(deps, user, people, Round("none", 1))
    return await _chosen(deps, user, people, draft_id)


async def _chosen(deps: SlackDeps, user: str, people: People, draft_id: str) -> Block:
    """The form of one draft; taken like the others, and the queue goes on after it."""
    card, now = await deps.desk.card(draft_id), deps.now()
    if card is None or card.draft.state not in IN_QUEUE:
        stands = "It does not exist any more" if card is None else state_words(card)
        return notice_modal(f"This has moved on: {stands}. Nothing was changed.")
    draft = card.draft
    turn = Round(draft.id, draft.revision, draft.assignee == user)
    if draft.state != DraftState.SECOND:
        answer = await deps.approvals.take(Clicked(user, draft.id, draft.revision, now))
        if isinstance(answer, Refused):
            return notice_modal(answer.why)
        deps.desk.bell.ring()
    async with deps.database.reading() as session:
        left = await worklist.length(session, rights.sight(user, people), now)
    return await _shown(deps, user, people, turn, left)


async def _next(deps: SlackDeps, user: str, people: People, before: Round, said: Said = NOTHING) -> Block:
    """The next turn's form; the draft is this person's from now on. `said` is about the one before."""
    passed, theirs = list(before.skipped), rights.sight(user, people)
    for _ in range(TRIES):
        now = deps.now()
        async with deps.database.reading() as session:
            left = await worklist.length(session, theirs, now, passed)
            found = await worklist.queue(session, theirs, now, limit=1, without=passed)
        if not found:
            return empty_modal(before.done, said)
        draft = found[0].draft
        turn = Round(draft.id, draft.revision, draft.assignee == user, before.done, before.skipped)
        if draft.state != DraftState.SECOND:
            click = Clicked(user, draft.id, draft.revision, now)
            if isinstance(await deps.approvals.take(click), Refused):
                passed.append(draft.id)
                continue
            deps.desk.bell.ring()
        return await _shown(deps, user, people, turn, left, said)
    return notice_modal(FAST, said.kept)


async def _shown(
    deps: SlackDeps, user: str, people: People, turn: Round, left: int, said: Said = NOTHING
) -> Block:
    view = await deps.desk.card(turn.draft_id)
    if view is None:
        return notice_modal("This draft does not exist any more. Nothing was changed.", said.any_text)
    group = view.draft.approver_group
    may = user in rights.approvers(people, sensitive=view.sensitive_for is not None, group=group)
    # Taking it may have signed it for them, as a new revision: that is the one they see and decide on.
    turn = replace(turn, revision=view.draft.revision)
    async with deps.database.reading() as session:
        earlier = await examples.earlier(session, view.mention)
    link = await _card_link(deps, turn.draft_id)
    like_it = await alike.count_like(deps, user, turn.draft_id) if may else 0
    saved = await deps.desk.reasons()
    return turn_modal(Turn(view, turn, left, may, link, said, earlier, like_it, saved), deps.now())


async def _card_link(deps: SlackDeps, draft_id: str) -> str | None:
    """A courtesy that must not use up the time in which Slack wants the form."""
    try:
        async with asyncio.timeout(LINK_PATIENCE):
            return await deps.desk.permalink(f"card:{draft_id}")
    except TimeoutError:
        return None


def _start_pressed(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if press.in_modal:
            await _show(deps, press.user, body["view"]["id"], await _first(deps, press.user), CLOSED)
        else:
            await start(deps, press.user, press.trigger_id)

    return pressed


def _open_pressed(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if press.target is None:
            await deps.desk.ephemeral(press.user, UNREADABLE, press.channel)
        else:
            await start(deps, press.user, press.trigger_id, press.target.draft_id)

    return pressed


def _alike_pressed(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        draft_id = press.target.draft_id if press.target else None
        if not press.in_modal:
            await deps.desk.open_view(press.trigger_id, await alike.first_form(deps, press.user, draft_id))
            return
        # Let go of first: its text may be signed by the team again, as a new revision.
        await _let_go(deps, press.user, body["view"])
        await _show(
            deps, press.user, body["view"]["id"], await alike.first_form(deps, press.user, draft_id), CLOSED
        )

    return pressed


def _submitted(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user, turn = str(body["user"]["id"]), Round.load(view["private_metadata"])
        if turn is None:
            await ack(response_action="update", view=notice_modal(UNREADABLE, _text_in(view)))
            return
        people, typed = await deps.directory.people(), await _typed(deps, turn, view)
        answer = await _decide(deps, user, turn, typed, view)
        if isinstance(answer, Refused):
            shown = await _again(deps, user, people, turn, Said(answer.why, typed, to_check=answer.to_check))
            await ack(response_action="update", view=shown)
            return
        done = replace(turn, done=turn.done + 1)
        following = await _next(deps, user, people, done if _approves(view) else done.without())
        await ack(response_action="update", view=following)
        await conclude(deps, answer, Origin(turn.draft_id, turn.revision), user)

    return submitted


def _text_in(view: Block) -> str | None:
    return (answer_of(view.get("state") or {}, Field.REPLY) or "").strip() or None


async def _typed(deps: SlackDeps, turn: Round, view: Block) -> str | None:
    """What the person wrote; `None` if they left the text as they saw it."""
    text, seen = _text_in(view), await _seen(deps, turn)
    return None if seen is not None and text == seen.strip() else text


async def _seen(deps: SlackDeps, turn: Round) -> str | None:
    """The wording that the form was opened on."""
    async with deps.database.reading() as session:
        seen = await drafts.get_revision(session, turn.draft_id, turn.revision)
    return None if seen is None else seen.text


def _approves(view: Block) -> bool:
    """Whether the form's button said so, as the person read it."""
    return str((view.get("submit") or {}).get("text")).startswith("Approve")


async def _decide(deps: SlackDeps, user: str, turn: Round, typed: str | None, view: Block) -> Answer:
    click = Clicked(user, turn.draft_id, turn.revision, deps.now())
    state = view.get("state") or {}
    checked = answer_of(state, Field.CHECKED)
    if _approves(view):
        return await deps.approvals.approve(click, text=typed, checked=checked)
    if answer_of(state, Field.THEN) == OFFER:
        text = typed if typed is not None else await _seen(deps, turn)
        return await deps.approvals.offer(click, text or "", checked=checked)
    answer = Done() if typed is None else await deps.approvals.save(click, typed)
    if isinstance(answer, Done) and not turn.was_mine:
        # Whoever may approve it finds it in their queue.
        await deps.approvals.release(click)
    return answer


async def _again(deps: SlackDeps, user: str, people: People, turn: Round, said: Said) -> Block:
    """The same draft as it stands now, with why not and the person's text; the next one if it is decided."""
    card = await deps.desk.card(turn.draft_id)
    changed = changed_blocks(await deps.desk.since(turn.draft_id, turn.revision))
    if card is None or card.draft.state not in IN_QUEUE:
        over = Said(said.why, kept=said.typed, changed=changed)
        return await _next(deps, user, people, turn.without(), over)
    said = replace(said, changed=changed)
    async with deps.database.reading() as session:
        theirs = rights.sight(user, people)
        left = await worklist.length(session, theirs, deps.now(), list(turn.skipped))
    return await _shown(deps, user, people, turn, left, said)


def _skipped(deps: SlackDeps) -> Handler:
    async def skip(click: Clicked, turn: Round) -> Answer:
        await _hand_back(deps, click.user, turn)
        return Done()

    return _in_the_form(deps, lambda _body, turn: lambda click: skip(click, turn))


def _snoozed(deps: SlackDeps) -> Handler:
    return _in_the_form(
        deps, lambda _body, _turn: lambda click: deps.approvals.snooze(click, click.at + SNOOZE)
    )


def _declined(deps: SlackDeps) -> Handler:
    def with_reason(body: dict[str, Any], _turn: Round) -> Act:
        chosen = str((body["actions"][0].get("selected_option") or {}).get("value", ""))

        async def decline(click: Clicked) -> Answer:
            return await deps.approvals.decline(click, reason_of(chosen, await deps.desk.reasons()))

        return decline

    return _in_the_form(deps, with_reason)


def _in_the_form(deps: SlackDeps, choose: Callable[[dict[str, Any], Round], Act]) -> Handler:
    """A button of the form: act on this draft, then show the next in its place."""

    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        user, view = str(body["user"]["id"]), body.get("view")
        if view is None:
            await deps.desk.ephemeral(user, UNREADABLE, press_of(body).channel)
            return
        turn = Round.load(view["private_metadata"])
        if turn is None:
            await deps.desk.update_view(view["id"], notice_modal(UNREADABLE, _text_in(view)))
            return
        act, people = choose(body, turn), await deps.directory.people()
        answer = await act(Clicked(user, turn.draft_id, turn.revision, deps.now()))
        deps.desk.bell.ring()
        deps.homes.acted(user)
        if isinstance(answer, Refused):
            said = Said(answer.why, await _typed(deps, turn, view))
            await _show(deps, user, view["id"], await _again(deps, user, people, turn, said), answer.why)
        else:
            await _show(deps, user, view["id"], await _next(deps, user, people, turn.without()), CLOSED)

    return pressed


async def _show(deps: SlackDeps, user: str, view_id: str, shown: Block, otherwise: str) -> None:
    """Put it into the open form; if that was closed meanwhile, say `otherwise` and take nothing for them."""
    try:
        await deps.desk.update_view(view_id, shown)
    except SlackFault:
        await _let_go(deps, user, shown)
        await deps.desk.ephemeral(user, otherwise)


def _closed(deps: SlackDeps) -> Handler:
    async def closed(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        await ack()
        await _let_go(deps, str(body["user"]["id"]), view)

    return closed


async def _let_go(deps: SlackDeps, user: str, view: Block) -> None:
    """Hand back what a form of the queue took for this person."""
    turn = Round.load(str(view.get("private_metadata") or ""))
    if turn is not None:
        await _hand_back(deps, user, turn)


async def _hand_back(deps: SlackDeps, user: str, turn: Round) -> None:
    if turn.was_mine:
        return
    card = await deps.desk.card(turn.draft_id)
    if card is not None and _is_held(card, user):
        await deps.approvals.release(Clicked(user, turn.draft_id, turn.revision, deps.now()))
        deps.desk.bell.ring()


def _is_held(card: CardView, user: str) -> bool:
    """What was decided meanwhile is not theirs to let go; the answer to that is not worth a word."""
    return card.draft.assignee == user and card.draft.state in {DraftState.WAITING, DraftState.FAILED}

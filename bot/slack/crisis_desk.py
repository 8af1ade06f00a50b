"""What people press in a crisis: starting and ending it, leading, what is said, what is done, who is told."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.crisis.acts import NOT_RUNNING, NOT_YOURS, may_lead
from bot.crisis.conditions import quiet
from bot.crisis.statement_words import Said, suggested
from bot.crisis.statements import NOT_OURS, places_of
from bot.crisis.update_words import ways_of
from bot.errors import SlackFault
from bot.models import CrisisState, CrisisStatement
from bot.ports import Answer, Refused
from bot.slack import crisis_forms
from bot.slack.ai_form import Asked, asked
from bot.slack.alike import ten_submitted
from bot.slack.alike_form import Report
from bot.slack.blocks import Block
from bot.slack.crisis_start import start_view
from bot.slack.crisis_statement_form import AGAIN, statement_form, statement_in
from bot.slack.crisis_updates import UpdateWay, updates_view, working_modal
from bot.slack.deps import SlackDeps
from bot.slack.ids import ANSWER, Action, Callback, Field
from bot.slack.incident_desk import is_ours
from bot.slack.incident_list import Place
from bot.slack.modals import answer_of, notice_modal
from bot.slack.presses import UNREADABLE, Press, conclude, follow, press_of, show
from bot.store import crises, crisis_board, incident_cards

Handler = Callable[..., Awaitable[None]]
View = Callable[[SlackDeps, str, str], Awaitable[Block]]
Act = Callable[[SlackDeps, Press], Awaitable[Answer]]
Change = Callable[[SlackDeps, str, str, dict[str, Any]], Awaitable[Answer]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    for action, view in _VIEWS.items():
        app.action(action.value)(_opens(deps, view))
    for action, act in _ACTS.items():
        app.action(action.value)(_acts(deps, act))
    app.action(Action.CRISIS_UNDO.value)(_undone(deps))
    for callback, (change, form) in _SUBMITTED.items():
        app.view(callback.value)(_submitted(deps, change, form))

    async def following(user: str, way: UpdateWay, report: Report) -> Block:
        return await updates_view(deps, user, way, report)

    app.view(Callback.CRISIS_TELL.value)(_told(deps))
    app.view(Callback.CRISIS_UPDATES.value)(ten_submitted(deps, UpdateWay.load, following))


def _opens(deps: SlackDeps, view: View) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        is_known = press.target is not None
        shown = await view(deps, press.user, press.known.draft_id) if is_known else notice_modal(UNREADABLE)
        await show(deps, press, body, shown)

    return pressed


def _acts(deps: SlackDeps, act: Act) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        answer = Refused(UNREADABLE) if press.target is None else await act(deps, press)
        await conclude(deps, answer, press, press.user)

    return pressed


def _undone(deps: SlackDeps) -> Handler:
    """Pressed inside the form of stepping down, which then says what came of it."""

    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        answer: Answer = Refused(UNREADABLE)
        if press.target is not None:
            answer = await deps.crisis.acts.undo(press.user, press.known.draft_id, deps.now())
        await follow(deps, answer, press.user)
        await show(deps, press, body, notice_modal(_words(answer)))

    return pressed


# Forms that open


async def _end_view(deps: SlackDeps, user: str, crisis_id: str) -> Block:
    people = await deps.directory.people()
    if user not in may_lead(people) or not await deps.directory.is_staff(user):
        return notice_modal(NOT_YOURS)
    async with deps.database.reading() as session:
        rows = await crisis_board.read(session, crisis_id)
    if rows is None or rows.crisis.state != CrisisState.RUNNING:
        return notice_modal(NOT_RUNNING)
    now, may_undo = deps.now(), not any(one.approved_at for one in rows.statements)
    state = quiet(rows.crisis, rows.times, rows.unanswered, now)
    return crisis_forms.end_modal(rows.crisis, rows.incident, state, may_undo=may_undo)


async def _statement_view(deps: SlackDeps, user: str, crisis_id: str) -> Block:
    return await statement_view(deps, user, crisis_id)


async def statement_view(
    deps: SlackDeps,
    user: str,
    crisis_id: str,
    typed: Said | None = None,
    note: str | None = None,
    ai: Asked | None = None,
) -> Block:
    """The form of a statement, with what was typed, or with what stands."""
    if not await is_ours(deps, user):
        return notice_modal(NOT_OURS)
    async with deps.database.reading() as session:
        crisis = await crises.get(session, crisis_id)
        if crisis is None or crisis.state != CrisisState.RUNNING:
            return notice_modal(NOT_RUNNING)
        latest = next(iter(await crises.statements(session, crisis_id)), None)
        found = await crises.platforms(session, crisis.incident_id)
        category = await incident_cards.category(session, crisis.incident_id) or ""
    said = typed or (_as_said(latest) if latest is not None else suggested(category, found))
    return statement_form(said, places_of(found), crisis_id, note, ai or asked(deps))


def _as_said(one: CrisisStatement) -> Said:
    minutes = (one.next_at - one.written_at).total_seconds() / 60
    again = min((each for each, _ in AGAIN), key=lambda each: abs(each - minutes))
    return Said(one.known, one.unknown, one.doing, again, tuple(one.places))


async def _action_view(deps: SlackDeps, user: str, crisis_id: str) -> Block:
    if not await is_ours(deps, user):
        return notice_modal(NOT_OURS)
    async with deps.database.reading() as session:
        crisis = await crises.get(session, crisis_id)
        if crisis is None or crisis.state != CrisisState.RUNNING:
            return notice_modal(NOT_RUNNING)
        promises = await crises.promises(session, crisis.incident_id)
        answered = len(await crises.answered(session, crisis.incident_id, crises.EVERYBODY))
    return crisis_forms.action_modal(crisis, promises, answered, user)


async def _tell_view(deps: SlackDeps, user: str, action_id: str) -> Block:
    return await tell_view(deps, user, action_id)


async def tell_view(
    deps: SlackDeps,
    user: str,
    action_id: str,
    typed: str | None = None,
    note: str | None = None,
    ai: Asked | None = None,
) -> Block:
    """The form that tells the public, with what was typed, or with what was to be done."""
    if not await is_ours(deps, user):
        return notice_modal(NOT_OURS)
    async with deps.database.reading() as session:
        action = await crises.action(session, action_id)
        crisis = await crises.get(session, action.crisis_id) if action else None
        if action is None or crisis is None or action.promise is None:
            return notice_modal("There is nobody to tell. Nothing was changed.")
        promised = await crises.answered(session, crisis.incident_id, action.promise)
    left = max(len(promised) - len(action.drafts), 0)
    return crisis_forms.tell_modal(action, left, note, ai or asked(deps), typed)


async def _updates_view(deps: SlackDeps, user: str, action_id: str) -> Block:
    return await updates_view(deps, user, UpdateWay(action_id))


_VIEWS: dict[Action, View] = {
    Action.CRISIS_START: start_view,
    Action.CRISIS_END: _end_view,
    Action.CRISIS_STATEMENT: _statement_view,
    Action.CRISIS_ACTION: _action_view,
    Action.CRISIS_TELL: _tell_view,
    Action.CRISIS_UPDATES: _updates_view,
}


# Buttons that act at once


async def _approve(deps: SlackDeps, press: Press) -> Answer:
    target = press.known
    return await deps.crisis.statements.approve(press.user, target.draft_id, target.revision, deps.now())


_ACTS: dict[Action, Act] = {
    Action.CRISIS_DISMISS: lambda deps, press: deps.crisis.acts.dismiss(
        press.user, press.known.draft_id, deps.now()
    ),
    Action.CRISIS_LEAD: lambda deps, press: deps.crisis.acts.lead(
        press.user, press.known.draft_id, deps.now()
    ),
    Action.CRISIS_APPROVE: _approve,
    Action.CRISIS_DONE: lambda deps, press: deps.crisis.tasks.done(
        press.user, press.known.draft_id, deps.now()
    ),
    Action.CRISIS_ON_IT: lambda deps, press: deps.crisis.called.on_it(
        press.user, press.known.draft_id, deps.now()
    ),
    Action.CRISIS_IDLE: lambda deps, press: deps.crisis.called.idle(
        press.user, press.known.draft_id, deps.now()
    ),
}


# Forms that are sent


async def _start(deps: SlackDeps, user: str, incident_id: str, state: dict[str, Any]) -> Answer:
    effects, hours = crisis_forms.effects_in(state), crisis_forms.hours_in(state)
    return await deps.crisis.acts.start(user, incident_id, effects, hours, deps.now())


async def _end(deps: SlackDeps, user: str, crisis_id: str, state: dict[str, Any]) -> Answer:
    return await deps.crisis.acts.step_down(user, crisis_id, answer_of(state, Field.REASON) or "", deps.now())


async def _write(deps: SlackDeps, user: str, crisis_id: str, state: dict[str, Any]) -> Answer:
    return await deps.crisis.statements.write(user, crisis_id, statement_in(state), deps.now())


async def _add(deps: SlackDeps, user: str, crisis_id: str, state: dict[str, Any]) -> Answer:
    async with deps.database.reading() as session:
        crisis = await crises.get(session, crisis_id)
        promises = await crises.promises(session, crisis.incident_id) if crisis else ()
    now = deps.now()
    return await deps.crisis.tasks.add(
        user,
        crisis_id,
        answer_of(state, Field.DEED) or "",
        _owner_in(state),
        now + timedelta(hours=crisis_forms.due_in(state)),
        crisis_forms.promise_in(state, promises),
        now,
    )


def _owner_in(state: dict[str, Any]) -> str:
    return str(state.get("values", {}).get(Field.OWNER, {}).get(ANSWER, {}).get("selected_user") or "")


async def _statement_again(
    deps: SlackDeps, user: str, crisis_id: str, state: dict[str, Any], why: str
) -> Block:
    """The form once more, with why and with what was typed."""
    return await statement_view(deps, user, crisis_id, statement_in(state), why)


async def _only_why(_deps: SlackDeps, _user: str, _id: str, state: dict[str, Any], why: str) -> Block:
    kept = answer_of(state, Field.WAYS) or answer_of(state, Field.DEED) or answer_of(state, Field.REASON)
    return notice_modal(why, kept=kept)


Again = Callable[[SlackDeps, str, str, dict[str, Any], str], Awaitable[Block]]
_SUBMITTED: dict[Callback, tuple[Change, Again]] = {
    Callback.CRISIS_START: (_start, _only_why),
    Callback.CRISIS_END: (_end, _only_why),
    Callback.CRISIS_STATEMENT: (_write, _statement_again),
    Callback.CRISIS_ACTION: (_add, _only_why),
}


def _submitted(deps: SlackDeps, change: Change, again: Again) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user, place = str(body["user"]["id"]), Place.load(view["private_metadata"])
        if place is None:
            await ack(response_action="update", view=notice_modal(UNREADABLE))
            return
        answer = await change(deps, user, place.incident_id, view["state"])
        if isinstance(answer, Refused):
            shown = await again(deps, user, place.incident_id, view["state"], answer.why)
            await ack(response_action="update", view=shown)
            return
        await ack()
        await follow(deps, answer, user)
        if answer.say:
            await deps.desk.ephemeral(user, answer.say)

    return submitted


def _told(deps: SlackDeps) -> Handler:
    """Updates are written while a word about that stands in the form; then it shows the first ten."""

    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user, place = str(body["user"]["id"]), Place.load(view["private_metadata"])
        if place is None:
            await ack(response_action="update", view=notice_modal(UNREADABLE))
            return
        await ack(response_action="update", view=working_modal())
        action_id, typed = place.incident_id, answer_of(view["state"], Field.WAYS) or ""
        answer = await deps.crisis.tasks.tell(user, action_id, ways_of(typed), deps.now())
        await follow(deps, answer, user)
        if isinstance(answer, Refused):
            shown = notice_modal(answer.why, kept=typed)
        else:
            shown = await updates_view(deps, user, UpdateWay(action_id), note=answer.say)
        try:
            await deps.desk.update_view(view["id"], shown)
        except SlackFault:
            await deps.desk.ephemeral(user, _words(answer))

    return submitted


def _words(answer: Answer) -> str:
    return answer.why if isinstance(answer, Refused) else answer.say or "Done."

"""What people press on an incident: its mentions, its name, what belongs to it, and whether it is over."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.errors import SlackFault
from bot.incidents.acts import GONE, NOT_OURS
from bot.models import Incident
from bot.ports import Answer, Done, Refused
from bot.slack import crisis_start
from bot.slack.blocks import Block
from bot.slack.deps import SlackDeps
from bot.slack.ids import Action, Callback, Field, IncidentMore
from bot.slack.incident_forms import (
    MOST_OPTIONS,
    OUT,
    chosen,
    merge_modal,
    move_modal,
    posts_in,
    rename_modal,
    split_modal,
)
from bot.slack.incident_list import INCIDENT_PAGES, PAGE, MentionsPage, Place, mentions_modal
from bot.slack.modals import answer_of, notice_modal
from bot.slack.presses import MAY_NOT_LOOK, UNREADABLE, Press, conclude, follow, press_of, show
from bot.store import incidents

Handler = Callable[..., Awaitable[None]]
ALONE = "There is no other open incident of this brand. Nothing was changed."
CHOOSE = "Please choose one."
MADE = "Its card is on its way."
MOVED = "It is moved."


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    for action in (Action.INCIDENT_MENTIONS, *INCIDENT_PAGES):
        app.action(action.value)(_mentions_asked(deps))
    app.action(Action.INCIDENT_CARD.value)(_card_asked(deps))
    app.action(Action.INCIDENT_MOVE.value)(_move_asked(deps))
    app.action(Action.INCIDENT_REOPEN.value)(_reopened(deps))
    app.action(Action.INCIDENT_MORE.value)(_menu(deps))
    app.view(Callback.INCIDENT_RENAME.value)(_submitted(deps, _rename))
    app.view(Callback.INCIDENT_MERGE.value)(_submitted(deps, _merge))
    app.view(Callback.INCIDENT_SPLIT.value)(_submitted(deps, _split))
    app.view(Callback.INCIDENT_MOVE.value)(_moved(deps))


async def is_ours(deps: SlackDeps, user: str) -> bool:
    """Whether this person works here."""
    people = await deps.directory.people()
    return user in people.team and await deps.directory.is_staff(user)


async def mentions_page(deps: SlackDeps, incident_id: str, number: int, note: str | None = None) -> Block:
    """One page of its mentions; the last one if there are fewer by now."""
    async with deps.database.reading() as session:
        incident = await incidents.get(session, incident_id)
        if incident is None:
            return notice_modal(GONE)
        number = min(number, max(incident.mentions - 1, 0) // PAGE)
        members = await incidents.page(session, incident_id, PAGE, number * PAGE)
    return mentions_modal(MentionsPage(incident, members, number, incident.mentions, note))


def _mentions_asked(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        if not await deps.directory.is_staff(press.user):
            view = notice_modal(MAY_NOT_LOOK)
        elif press.target is None:
            view = notice_modal(UNREADABLE)
        else:
            view = await mentions_page(deps, press.target.draft_id, press.target.revision)
        await show(deps, press, body, view)

    return pressed


def _card_asked(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press, place = press_of(body), _place_in(body)
        if press.target is None or place is None:
            await show(deps, press, body, notice_modal(UNREADABLE))
            return
        answer = await deps.incidents.own_card(press.user, press.target.draft_id, deps.now())
        note = answer.why if isinstance(answer, Refused) else MADE
        await follow(deps, answer, press.user)
        await show(deps, press, body, await mentions_page(deps, place.incident_id, place.page, note))

    return pressed


def _move_asked(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press, place = press_of(body), _place_in(body)
        if press.target is None or place is None:
            await show(deps, press, body, notice_modal(UNREADABLE))
            return
        view = await _move_form(deps, press, place)
        if press.in_modal:
            await deps.desk.push_view(press.trigger_id, view)
        else:
            await deps.desk.open_view(press.trigger_id, view)

    return pressed


async def _move_form(deps: SlackDeps, press: Press, place: Place) -> Block:
    if not await is_ours(deps, press.user):
        return notice_modal(NOT_OURS)
    mention_id = press.known.draft_id
    async with deps.database.reading() as session:
        member = await incidents.member(session, mention_id)
        if member is None:
            return notice_modal(GONE)
        incident = await incidents.get(session, member.link.incident_id)
        others = await _others(deps, incident) if incident else []
    return move_modal(member, others, Place(place.incident_id, place.page, mention_id))


async def _others(deps: SlackDeps, incident: Incident) -> list[Incident]:
    async with deps.database.reading() as session:
        found = await incidents.open_ones(session, incident.brand)
    return [one for one in found if one.id != incident.id]


def _moved(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user, place = str(body["user"]["id"]), Place.load(view["private_metadata"])
        to = chosen(view["state"])
        if place is None or place.mention_id is None or to is None:
            await ack(response_action="update", view=notice_modal(UNREADABLE))
            return
        goes_to = None if to == OUT else to
        answer = await deps.incidents.move(user, place.mention_id, goes_to, deps.now())
        if isinstance(answer, Refused):
            await ack(response_action="update", view=notice_modal(answer.why))
            return
        await ack()
        await follow(deps, answer, user)
        await _refresh_below(deps, view, place, user)

    return submitted


async def _refresh_below(deps: SlackDeps, view: Block, place: Place, user: str) -> None:
    """The list beneath the form that was sent shows what has changed; without one the person is told."""
    below = view.get("previous_view_id")
    page = await mentions_page(deps, place.incident_id, place.page, MOVED)
    try:
        if below:
            await deps.desk.update_view(str(below), page)
            return
    except SlackFault as fault:
        if not fault.permanent:
            raise
    await deps.desk.ephemeral(user, MOVED)


def _reopened(deps: SlackDeps) -> Handler:
    async def pressed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        await _act(deps, press, lambda: deps.incidents.reopen(press.user, press.known.draft_id, deps.now()))

    return pressed


def _menu(deps: SlackDeps) -> Handler:
    async def chosen_one(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_of(body)
        choice = press.target.choice if press.target else None
        id = press.target.draft_id if press.target else ""
        if choice == IncidentMore.CLOSE:
            await _act(deps, press, lambda: deps.incidents.close(press.user, id, deps.now()))
        elif choice == IncidentMore.CRISIS:
            await show(deps, press, body, await crisis_start.start_view(deps, press.user, id))
        elif choice in _FORMS:
            await show(deps, press, body, await _form(deps, press.user, id, _FORMS[choice]))
        else:
            await deps.desk.ephemeral(press.user, UNREADABLE, press.channel, press.thread_ts)

    return chosen_one


async def _act(deps: SlackDeps, press: Press, act: Callable[[], Awaitable[Answer]]) -> None:
    answer = Refused(UNREADABLE) if press.target is None else await act()
    await conclude(deps, answer, press, press.user)


Build = Callable[[SlackDeps, Incident, Place], Awaitable[Block]]


async def _form(deps: SlackDeps, user: str, incident_id: str, build: Build) -> Block:
    if not await is_ours(deps, user):
        return notice_modal(NOT_OURS)
    async with deps.database.reading() as session:
        incident = await incidents.get(session, incident_id)
    return notice_modal(GONE) if incident is None else await build(deps, incident, Place(incident_id))


async def _rename_form(_deps: SlackDeps, incident: Incident, place: Place) -> Block:
    return rename_modal(incident, place)


async def _merge_form(deps: SlackDeps, incident: Incident, place: Place) -> Block:
    others = await _others(deps, incident)
    return merge_modal(incident, others, place) if others else notice_modal(ALONE)


async def _split_form(deps: SlackDeps, incident: Incident, place: Place) -> Block:
    async with deps.database.reading() as session:
        members = await incidents.page(session, incident.id, MOST_OPTIONS)
    if len(members) < 2:
        return notice_modal("There is nothing to split: it has one mention. Nothing was changed.")
    return split_modal(incident, members, place)


_FORMS: dict[str, Build] = {
    IncidentMore.RENAME: _rename_form,
    IncidentMore.MERGE: _merge_form,
    IncidentMore.SPLIT: _split_form,
}


@dataclass(frozen=True)
class Sent:
    """A form that was sent: by whom, about which incident, and what was chosen in it."""

    user: str
    incident_id: str
    state: dict[str, Any]


Change = Callable[[SlackDeps, Sent], Awaitable[Answer]]


async def _rename(deps: SlackDeps, sent: Sent) -> Answer:
    title = answer_of(sent.state, Field.TITLE) or ""
    return await deps.incidents.rename(sent.user, sent.incident_id, title, deps.now())


async def _merge(deps: SlackDeps, sent: Sent) -> Answer:
    into = chosen(sent.state)
    if into is None:
        return Refused(CHOOSE)
    return await deps.incidents.merge(sent.user, sent.incident_id, into, deps.now())


async def _split(deps: SlackDeps, sent: Sent) -> Answer:
    title, posts = answer_of(sent.state, Field.TITLE) or "", posts_in(sent.state)
    answer = await deps.incidents.split(sent.user, sent.incident_id, posts, title, deps.now())
    return answer if isinstance(answer, Refused) else Done(say="It is an incident of its own now.")


def _submitted(deps: SlackDeps, change: Change) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        user, place = str(body["user"]["id"]), Place.load(view["private_metadata"])
        if place is None:
            await ack(response_action="update", view=notice_modal(UNREADABLE))
            return
        answer = await change(deps, Sent(user, place.incident_id, view["state"]))
        if isinstance(answer, Refused):
            await ack(response_action="update", view=notice_modal(answer.why))
            return
        await ack()
        await follow(deps, answer, user)
        if answer.say:
            await deps.desk.ephemeral(user, answer.say)

    return submitted


def _place_in(body: dict[str, Any]) -> Place | None:
    return Place.load(str((body.get("view") or {}).get("private_metadata") or ""))

"""Going through the tone templates in Slack: the list, a file, its history and reviews, what waits."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.drafting.template_desk import GONE
from bot.errors import SlackFault
from bot.ports import Answer, Refused
from bot.slack.blocks import Block, copyable, line, rich, section
from bot.slack.deps import SlackDeps
from bot.slack.escape import our_elements
from bot.slack.ids import Action
from bot.slack.presses import UNREADABLE, only_ack
from bot.slack.template_editor import said_modal
from bot.slack.template_history import history_modal, newer_modal, waiting_modal
from bot.slack.template_list import file_modal, form, list_modal
from bot.slack.template_places import Place
from bot.slack.template_review import BACK, pressed, review_modal
from bot.text import sha256

TITLE = "Tone templates"

Handler = Callable[..., Awaitable[None]]


@dataclass(frozen=True)
class Press:
    """One press in a form, or in a message (then `view_id` is empty). `state` is what its inputs hold."""

    user: str
    value: str
    trigger_id: str
    channel: str | None
    view_id: str
    root_id: str
    place: Place
    state: dict[str, Any]

    @property
    def number(self) -> int:
        """The value as a number, such as a page or a version; 0 if it is none."""
        return int(self.value) if self.value.isdecimal() and len(self.value) < 10 else 0


Make = Callable[[SlackDeps, Press], Awaitable[Block]]
Act = Callable[[SlackDeps, Press], Awaitable[Answer]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.action(Action.TEMPLATES.value)(_list_asked(deps))
    app.action(Action.TEMPLATE_PART.value)(only_ack)
    for action in (Action.TEMPLATE_LIST, Action.TEMPLATE_FILE, Action.TEMPLATE_PARTS):
        app.action(action.value)(shows(deps, _FORMS[action]))
    for action in (Action.TEMPLATE_REVIEW, Action.TEMPLATE_HISTORY, Action.TEMPLATE_NEWER):
        app.action(action.value)(shows(deps, _FORMS[action], on_top=True))
    app.action(Action.TEMPLATE_LOOK.value)(shows(deps, _waiting, on_top=True))
    for action, (act, make) in _ACTS.items():
        app.action(action.value)(_does(deps, act, make))


async def open_list(deps: SlackDeps, user: str, trigger_id: str, channel: str | None) -> None:
    """Open the list for a manager; tell everybody else why not."""
    if why := await deps.templates.lacks_right(user):
        await deps.desk.ephemeral(user, why, channel)
        return
    await deps.desk.open_view(trigger_id, list_modal(await deps.templates.files()))


def shows(deps: SlackDeps, make: Make, *, on_top: bool = False) -> Handler:
    """A press that shows another form: in place of the one it stands in, or on top of it."""

    async def handle(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_in(body)
        if why := await deps.templates.lacks_right(press.user):
            await deny(deps, press, why)
            return
        view = await make(deps, press)
        # A page of a form takes its place; whatever else comes from a form lies on it.
        turns = press.value.isdecimal() and press.root_id != press.view_id
        if not press.view_id:
            await deps.desk.open_view(press.trigger_id, view)
        elif on_top and not turns:
            await deps.desk.push_view(press.trigger_id, view)
        else:
            await deps.desk.update_view(press.view_id, view)

    return handle


async def deny(deps: SlackDeps, press: Press, why: str) -> None:
    """Say why not, where the person looks."""
    if press.view_id:
        await deps.desk.update_view(press.view_id, said_modal(TITLE, why))
    else:
        await deps.desk.ephemeral(press.user, why, press.channel)


async def show(deps: SlackDeps, user: str, view_id: str, view: Block, said: str, kept: str = "") -> None:
    """Show how it ended in a form; to somebody who closed it meanwhile, tell it with what they had typed."""
    try:
        await deps.desk.update_view(view_id, view)
    except SlackFault:
        text = copyable(kept) if kept else []
        await deps.desk.ephemeral(user, said, blocks=[rich(line(*our_elements(said))), *text])


async def refresh_below(deps: SlackDeps, view_id: str, root_id: str, path: str) -> None:
    """Show the file as it now is in the form that lies below."""
    file = await deps.templates.file(path)
    if root_id and root_id != view_id and file is not None:
        with suppress(SlackFault):  # they may have closed it
            await deps.desk.update_view(root_id, file_modal(file))


async def within(deps: SlackDeps, body: dict[str, Any]) -> Press | None:
    """The press of somebody who may, inside a form; everybody else is told why not."""
    press = press_in(body)
    if why := await deps.templates.lacks_right(press.user):
        await deny(deps, press, why)
        return None
    if not press.view_id:
        await deps.desk.ephemeral(press.user, UNREADABLE, press.channel)
        return None
    return press


def press_in(body: dict[str, Any]) -> Press:
    """The press in an interaction's body."""
    action, view = body["actions"][0], body.get("view") or {}
    return Press(
        user=str(body["user"]["id"]),
        value=str(action.get("value") or ""),
        trigger_id=str(body.get("trigger_id") or ""),
        channel=(body.get("channel") or {}).get("id"),
        view_id=str(view.get("id") or "") if view.get("type") == "modal" else "",
        root_id=str(view.get("root_view_id") or ""),
        place=Place.load(str(view.get("private_metadata") or "")) or Place(),
        state=view.get("state") or {},
    )


def _list_asked(deps: SlackDeps) -> Handler:
    async def handle(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_in(body)
        await open_list(deps, press.user, press.trigger_id, press.channel)

    return handle


def _does(deps: SlackDeps, act: Act, make: Callable[..., Awaitable[Block]]) -> Handler:
    """A press that changes something, and shows the form again as things then stand."""

    async def handle(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = await within(deps, body)
        if press is None:
            return
        if act in _SLOW:
            told = section(":hourglass: *Trying it on sample posts.* This takes a few seconds.")
            await deps.desk.update_view(press.view_id, form(TITLE, [told], press.place))
        answer = await act(deps, press)
        deps.desk.bell.ring()
        notice = answer.why if isinstance(answer, Refused) else answer.say
        view = await make(deps, press, notice=notice)
        if notice is None:
            await deps.desk.update_view(press.view_id, view)
        else:
            await show(deps, press.user, press.view_id, view, notice)
        await refresh_below(deps, press.view_id, press.root_id, press.place.path)

    return handle


async def _list(deps: SlackDeps, press: Press) -> Block:
    return list_modal(await deps.templates.files(), press.number)


async def _file(deps: SlackDeps, press: Press) -> Block:
    file = await deps.templates.file(press.value)
    return file_modal(file) if file else list_modal(await deps.templates.files(), notice=GONE)


async def _parts(deps: SlackDeps, press: Press) -> Block:
    file = await deps.templates.file(press.place.path)
    return file_modal(file, press.number) if file else said_modal(TITLE, GONE)


async def _review(deps: SlackDeps, press: Press, notice: str | None = None) -> Block:
    file = await deps.templates.file(press.place.path)
    if file is None:
        return said_modal(TITLE, GONE)
    page = press.number if press.value.isdecimal() else press.place.page * _is_review(press)
    return review_modal(file, await deps.templates.reviewers(file.path), page, notice)


def _is_review(press: Press) -> bool:
    """Whether it was pressed in the reviews themselves, whose page is to stay."""
    return press.root_id != press.view_id


async def _history(deps: SlackDeps, press: Press) -> Block:
    return await _history_page(deps, press, press.number)


async def _history_again(deps: SlackDeps, press: Press, notice: str | None = None) -> Block:
    return await _history_page(deps, press, 0, notice)


async def _history_page(deps: SlackDeps, press: Press, page: int, notice: str | None = None) -> Block:
    file = await deps.templates.file(press.place.path)
    if file is None:
        return said_modal(TITLE, GONE)
    return history_modal(file, await deps.templates.history(file.path), page, notice)


async def _newer(deps: SlackDeps, press: Press) -> Block:
    file = await deps.templates.file(press.place.path)
    return newer_modal(file) if file else said_modal(TITLE, GONE)


async def _newer_settled(deps: SlackDeps, press: Press, notice: str | None = None) -> Block:
    file = await deps.templates.file(press.place.path)
    if file is None or not file.has_newer_default:
        return said_modal(TITLE, notice or GONE)
    return newer_modal(file, notice)


async def _waiting(deps: SlackDeps, press: Press, notice: str | None = None) -> Block:
    version = await deps.templates.version(press.number)
    file = await deps.templates.file(version.path) if version else None
    if version is None or file is None:
        return said_modal(TITLE, GONE)
    return waiting_modal(file, version, press.user, notice)


async def _restore(deps: SlackDeps, press: Press) -> Answer:
    place = press.place
    if press.value != str(press.number):  # what is no number is not the shipped wording either
        return Refused(UNREADABLE)
    return await deps.templates.roll_back(press.user, place.path, press.number, place.head, deps.now())


async def _take(deps: SlackDeps, press: Press) -> Answer:
    return await deps.templates.take_shipped(press.user, press.place.path, press.place.head, deps.now())


async def _keep(deps: SlackDeps, press: Press) -> Answer:
    return await deps.templates.keep_own(press.user, press.place.path, press.number, deps.now())


async def _agree(deps: SlackDeps, press: Press) -> Answer:
    return await deps.templates.agree(press.user, press.number, deps.now())


async def _refuse(deps: SlackDeps, press: Press) -> Answer:
    return await deps.templates.refuse(press.user, press.number, deps.now())


async def _reviewed(deps: SlackDeps, press: Press) -> Answer:
    asked = pressed(press.value)
    if asked is None:
        return Refused(UNREADABLE)
    act, digest = asked
    path, now = press.place.path, deps.now()
    if act == BACK:
        return await deps.templates.take_back_review(press.user, path, digest, now)
    return await deps.templates.review(press.user, path, [digest], now)


async def _all_reviewed(deps: SlackDeps, press: Press) -> Answer:
    file = await deps.templates.file(press.place.path)
    if file is None or file.head != press.place.head:
        return Refused("Somebody changed this file meanwhile. Please read it again.")
    digests = [sha256(one) for one in file.sentences]
    return await deps.templates.review(press.user, file.path, digests, deps.now())


_FORMS: dict[Action, Make] = {
    Action.TEMPLATE_LIST: _list,
    Action.TEMPLATE_FILE: _file,
    Action.TEMPLATE_PARTS: _parts,
    Action.TEMPLATE_REVIEW: _review,
    Action.TEMPLATE_HISTORY: _history,
    Action.TEMPLATE_NEWER: _newer,
}
_ACTS: dict[Action, tuple[Act, Callable[..., Awaitable[Block]]]] = {
    Action.TEMPLATE_RESTORE: (_restore, _history_again),
    Action.TEMPLATE_TAKE: (_take, _newer_settled),
    Action.TEMPLATE_KEEP: (_keep, _newer_settled),
    Action.TEMPLATE_AGREE: (_agree, _waiting),
    Action.TEMPLATE_REFUSE: (_refuse, _waiting),
    Action.TEMPLATE_REVIEWED: (_reviewed, _review),
    Action.TEMPLATE_ALL_REVIEWED: (_all_reviewed, _review),
}
_SLOW = {_restore, _take, _agree}
"""Acts after which whole replies are tried."""

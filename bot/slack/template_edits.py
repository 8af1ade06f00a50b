"""Changing sentences in Slack: the form, its preview, and saving; what was typed is never lost."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.drafting.sentence_groups import (
    Part,
    found_again,
    groups_of,
    lines_typed,
    parts_of,
    with_lines,
    with_part,
)
from bot.drafting.template_desk import GONE, SAME, Change, Faulty, Meanwhile, TemplateFile
from bot.drafting.template_trial import Wanted
from bot.errors import SlackFault, TemplateFault
from bot.ports import Answer, Refused
from bot.slack.blocks import Block
from bot.slack.deps import SlackDeps
from bot.slack.ids import Action, Callback, Field
from bot.slack.modals import answer_of, block_of, notice_modal
from bot.slack.presses import UNREADABLE
from bot.slack.template_editor import Editing, Outcome, checking_modal, editor_modal, said_modal
from bot.slack.template_list import all_parts, file_modal
from bot.slack.template_places import Place
from bot.slack.template_views import TITLE, Handler, Press, press_in, refresh_below, show, within

SAVED = "Saved."
EMPTY = "Please leave at least one sentence."
MOVED = "Somebody changed this file meanwhile. Please choose the part again."
CHANGED = "This file changed while you wrote, so nothing was saved. Your text is below, untouched."
ONE_LINE = "This part is a single line. Please write it on one."


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.action(Action.TEMPLATE_EDIT.value)(_edit_asked(deps))
    app.action(Action.TEMPLATE_PREVIEW.value)(_preview_asked(deps))
    app.view(Callback.TEMPLATE.value)(_submitted(deps))


def _edit_asked(deps: SlackDeps) -> Handler:
    async def handle(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = await within(deps, body)
        if press is None:
            return
        file = await deps.templates.file(press.place.path)
        if file is None:
            await deps.desk.update_view(press.view_id, said_modal(TITLE, GONE))
            return
        part = _chosen(file, press)
        if part is None:
            await deps.desk.update_view(press.view_id, file_modal(file, notice=MOVED))
            return
        await deps.desk.push_view(press.trigger_id, editor_modal(Editing(file.path, file.head, part)))

    return handle


def _preview_asked(deps: SlackDeps) -> Handler:
    async def handle(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press = press_in(body)
        typed = answer_of(press.state, Field.SENTENCES) or ""
        if why := await deps.templates.lacks_right(press.user):
            await deps.desk.update_view(press.view_id, notice_modal(why, typed))
            return
        file = await deps.templates.file(press.place.path)
        editing = _editing(file, press.place, typed, answer_of(press.state, Field.NOTE))
        if file is None or editing is None:
            await deps.desk.update_view(press.view_id, _lost(file, press.place, typed))
            return
        await deps.desk.update_view(press.view_id, editor_modal(editing, notice="Trying your words…"))
        looked = await _previewed(deps, file, editing)
        with suppress(SlackFault):  # they may have closed it
            await deps.desk.update_view(press.view_id, looked)

    return handle


def _submitted(deps: SlackDeps) -> Handler:
    async def handle(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        state, user, place = view["state"], str(body["user"]["id"]), Place.load(view["private_metadata"])
        typed = answer_of(state, Field.SENTENCES) or ""
        why = UNREADABLE if place is None else await deps.templates.lacks_right(user)
        if why or place is None:
            await ack(response_action="update", view=notice_modal(why or UNREADABLE, typed))
            return
        file = await deps.templates.file(place.path)
        editing = _editing(file, place, typed, answer_of(state, Field.NOTE))
        if file is None or editing is None:
            await ack(response_action="update", view=_lost(file, place, typed))
            return
        if wrong := _wrong(editing):
            await ack(response_action="errors", errors={block_of(state, Field.SENTENCES): wrong})
            return
        await ack(response_action="update", view=checking_modal(editing))
        answer, shown = await _saved(deps, user, file, editing)
        deps.desk.bell.ring()
        if isinstance(answer, Refused):
            await show(deps, user, view["id"], shown, answer.why, editing.text)
        else:
            await show(deps, user, view["id"], shown, answer.say or SAVED)
        await refresh_below(deps, view["id"], str(view.get("root_view_id") or ""), place.path)

    return handle


async def _saved(deps: SlackDeps, user: str, file: TemplateFile, editing: Editing) -> tuple[Answer, Block]:
    """Save it; how that went, and what to show then."""
    try:
        body = _changed(file, editing)
    except TemplateFault as fault:
        return Refused(str(fault)), said_modal(TITLE, str(fault), editing.text)
    change = Change(file.path, body, editing.head, (editing.note or "").strip() or None)
    answer = await deps.templates.save(user, change, deps.now())
    return answer, await _shown(deps, answer, editing, body)


async def _shown(deps: SlackDeps, answer: Answer, editing: Editing, body: str) -> Block:
    if isinstance(answer, Faulty):
        return editor_modal(editing, Outcome(faults=answer.faults, body=body, looked=True))
    if isinstance(answer, Meanwhile):
        return _lost(await deps.templates.file(editing.path), editing.place, editing.text, answer.why)
    if isinstance(answer, Refused):
        return editor_modal(editing, notice=answer.why)
    return said_modal(TITLE, answer.say or SAVED)


async def _previewed(deps: SlackDeps, file: TemplateFile, editing: Editing) -> Block:
    lines = lines_typed(editing.text)
    if (wrong := _wrong(editing)) and wrong != SAME:
        return editor_modal(editing, notice=wrong)
    part = editing.part
    fresh = [one for one in lines if one not in part.group.lines]
    try:
        body = _changed(file, editing)
        shown = with_lines(file.body, part.group, fresh or lines)
    except TemplateFault as fault:
        return editor_modal(editing, notice=str(fault))
    wanted = Wanted(file.path, body, shown, deps.templates.brand)
    trial = await deps.templates.try_out(wanted, deps.now())
    return editor_modal(editing, Outcome(trial.faults, trial.drafts, body, looked=True))


def _chosen(file: TemplateFile, press: Press) -> Part | None:
    """The part that the menu stood on; `None` if the file is another by now."""
    values = press.state.get("values", {}).values()
    chosen = (one[Action.TEMPLATE_PART.value] for one in values if Action.TEMPLATE_PART.value in one)
    number = str(((next(chosen, None) or {}).get("selected_option") or {}).get("value", ""))
    parts = all_parts(file)
    if file.head != press.place.head or not number.isdecimal() or int(number) >= len(parts):
        return None
    return parts[int(number)]


def _editing(file: TemplateFile | None, place: Place, typed: str, note: str | None) -> Editing | None:
    """The form's part in the file as it is; `None` if somebody changed either since it was opened."""
    if file is None or file.head != place.head:
        return None
    group = found_again(groups_of(file.body), place.group, place.anchor)
    if group is None or group.sha256 != place.digest:
        return None
    end = place.first + place.count
    if end > len(group.lines):
        return None
    same = (one for one in parts_of(group) if one.first == place.first and len(one.lines) == place.count)
    part = next(same, Part(group, place.first, group.lines[place.first : end]))
    return Editing(file.path, file.head, part, typed, note)


def _lost(file: TemplateFile | None, place: Place, typed: str, why: str = CHANGED) -> Block:
    """The form on the file as it now is, with the person's text; or the text to copy if its place is gone."""
    group = found_again(groups_of(file.body), place.group, place.anchor) if file else None
    if file is None or group is None:
        return said_modal(TITLE, f"{why} Its place in the file is gone.", typed)
    parts = parts_of(group)
    part = next((one for one in reversed(parts) if one.first <= place.first), parts[0])
    return editor_modal(Editing(file.path, file.head, part, typed), Outcome(theirs=part.typed), notice=why)


def _wrong(editing: Editing) -> str | None:
    """What can be told before anything is tried."""
    lines, is_list = lines_typed(editing.text), editing.part.group.is_list
    if not lines and is_list:
        return EMPTY
    if len(lines) > 1 and not is_list:
        return ONE_LINE
    return SAME if (lines or ("",)) == editing.part.lines else None


def _changed(file: TemplateFile, editing: Editing) -> str:
    """The whole file with the person's sentences in it."""
    lines: Sequence[str] = with_part(editing.part, lines_typed(editing.text))
    return with_lines(file.body, editing.part.group, lines)

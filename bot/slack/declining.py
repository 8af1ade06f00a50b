"""Closing without a reply: the reasons that everybody uses, those that the team saved, and own words."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.models import SavedReason
from bot.ports import CardView, Clicked, Refused
from bot.slack import card_parts, modals, words
from bot.slack.blocks import Block, actions, option, plain, small_print
from bot.slack.deps import SlackDeps
from bot.slack.ids import ANSWER, Action, Callback, Field
from bot.slack.origin import Origin
from bot.slack.presses import UNREADABLE, conclude, press_of
from bot.text import excerpt

TELL_WHY = "Please say why in a few words."
WHICH = "Please write the reason that should be saved."
SAVED = "saved:"
MAX_LABEL = 75
MOST_OFFERED = 90
"""A menu of Slack's holds 100."""

Handler = Callable[..., Awaitable[None]]


def register(app: AsyncApp, deps: SlackDeps) -> None:
    """Tell Bolt who answers."""
    app.view(Callback.DECLINE.value)(_declined(deps))
    app.action(Action.RETIRE_REASON.value)(_retired(deps))


def decline_modal(
    view: CardView,
    origin: Origin,
    saved: Sequence[SavedReason] = (),
    *,
    may_retire: bool = False,
    notice: str | None = None,
) -> Block:
    """Close it without a reply, with a reason. A manager (`may_retire`) can take saved ones off the list."""
    own = {"type": "plain_text_input", "action_id": ANSWER, "multiline": True, "max_length": modals.MAX_WORDS}
    boxes = {"type": "checkboxes", "action_id": ANSWER, "options": [_keep()]}
    blocks = [
        *([small_print(notice)] if notice else []),
        card_parts.short_mention(view),
        modals.input_block(Field.REASON, "Why is there no reply?", _menu(saved)),
        modals.input_block(Field.WORDS, "In your own words", own, optional=True),
        modals.input_block(Field.KEEP, "For the next time", boxes, optional=True),
        *(_retire(saved) if may_retire else []),
    ]
    return modals.modal(Callback.DECLINE, "No reply", "Close without reply", blocks, origin)


def reason_of(chosen: str, saved: Sequence[SavedReason]) -> str:
    """The reason behind a choice of the menu; `Other` if there is none such."""
    if chosen.startswith(SAVED):
        known = {one.id: one.text for one in saved}
        return known.get(chosen.removeprefix(SAVED), words.OTHER)
    return words.decline_reason(chosen)


def reason_groups(saved: Sequence[SavedReason], *, own_words: bool) -> list[Block]:
    """The menu of reasons; `own_words` with the one that asks for a person's own."""
    reasons = sorted(enumerate(words.DECLINE_REASONS), key=lambda one: one[1] == words.OTHER)
    usual = [option(reason, str(place)) for place, reason in reasons if own_words or reason != words.OTHER]
    groups: list[Block] = [{"label": plain("Reasons"), "options": usual}]
    if saved:
        groups.append({"label": plain("Saved by your team"), "options": _options(saved)})
    return groups


def _menu(saved: Sequence[SavedReason]) -> Block:
    groups = reason_groups(saved, own_words=True)
    first = groups[0]["options"][0]
    return {
        "type": "static_select",
        "action_id": ANSWER,
        "option_groups": groups,
        "initial_option": first,
    }


def _options(saved: Sequence[SavedReason]) -> list[Block]:
    return [option(excerpt(one.text, MAX_LABEL), f"{SAVED}{one.id}") for one in saved[:MOST_OFFERED]]


def _keep() -> Block:
    return option("Save my words as a reason for the whole team", "keep")


def _retire(saved: Sequence[SavedReason]) -> list[Block]:
    if not saved:
        return []
    menu = {
        "type": "static_select",
        "action_id": Action.RETIRE_REASON.value,
        "placeholder": plain("Take a saved reason off the list…"),
        "options": _options(saved),
    }
    # A new id for another list: Slack would keep the choice that was just taken off it.
    return actions(f"retire:{len(saved)}:{saved[0].id}", [menu])


def _declined(deps: SlackDeps) -> Handler:
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        state, origin = view["state"], Origin.load(view["private_metadata"])
        own = (modals.answer_of(state, Field.WORDS) or "").strip()
        if origin is None:
            await ack(response_action="update", view=modals.notice_modal(UNREADABLE, own))
            return
        chosen = reason_of(modals.answer_of(state, Field.REASON) or "", await deps.desk.reasons())
        keeps = modals.answer_of(state, Field.KEEP) is not None
        if not own and (chosen == words.OTHER or keeps):
            why = WHICH if keeps else TELL_WHY
            await ack(response_action="errors", errors={modals.block_of(state, Field.WORDS): why})
            return
        click = Clicked(str(body["user"]["id"]), origin.draft_id, origin.revision, deps.now())
        save = own if keeps else None
        answer = await deps.approvals.decline(click, _reason(chosen, own), save=save)
        if isinstance(answer, Refused):
            await ack(response_action="update", view=modals.notice_modal(answer.why, answer.kept))
            return
        await ack()
        await conclude(deps, answer, origin, click.user)

    return submitted


def _reason(chosen: str, own: str) -> str:
    """The chosen reason with the person's words."""
    if chosen == words.OTHER:
        return own
    return f"{chosen}: {own}" if own else chosen


def _retired(deps: SlackDeps) -> Handler:
    async def chosen(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        press, shown = press_of(body), body.get("view") or {}
        origin = Origin.load(str(shown.get("private_metadata") or ""))
        option = body["actions"][0].get("selected_option") or {}
        if origin is None:
            await deps.desk.ephemeral(press.user, UNREADABLE, press.channel)
            return
        click = Clicked(press.user, origin.draft_id, origin.revision, deps.now())
        answer = await deps.approvals.retire_reason(click, str(option.get("value", "")).removeprefix(SAVED))
        told = answer.why if isinstance(answer, Refused) else answer.say
        view, people = await deps.desk.card(origin.draft_id), await deps.directory.people()
        if view is not None:
            saved, may = await deps.desk.reasons(), press.user in people.managers
            again = decline_modal(view, origin, saved, may_retire=may, notice=told)
            await deps.desk.update_view(str(shown["id"]), again)

    return chosen

"""The card of a draft: what is wrong, the exact text, and what a person can do about it now.

A pure function of what the rows say. The card never tells anything by colour alone, and the first block is a
section in every state, because Slack refuses some changes of kind in place.
"""

from collections.abc import Callable
from datetime import datetime

from bot.drafting.languages import needed_language
from bot.models import DraftState
from bot.ports import CardView
from bot.slack import card_buttons, card_finished, card_parts, card_sequels, words
from bot.slack.blocks import MAX_BLOCKS, Block, Rendered, copyable, section
from bot.slack.card_standing import standing, standing_lines
from bot.slack.escape import date, link, notification, our_words, person, quoted


def render_card(view: CardView, now: datetime) -> Rendered:
    """What Slack should show of a draft."""
    headline, body = _LAYOUTS[view.draft.state]
    accessory = card_finished.left_to_do(view) if view.draft.state.is_final else None
    blocks = [section(headline(view), accessory), *body(view, now)]
    return Rendered(_notification(view, now), blocks[:MAX_BLOCKS])


def state_words(view: CardView) -> str:
    """Where a draft stands, in a few words."""
    return _STATE_WORDS[view.draft.state]


def _waiting(view: CardView, now: datetime) -> list[Block]:
    return [
        *standing(view, now),
        *card_parts.mention(view),
        *card_sequels.around(view),
        *card_parts.strategy(view),
        *card_parts.draft_text(view),
        *card_parts.warnings(view),
        *card_parts.route(view),
        *card_buttons.waiting(view, now),
        *card_buttons.thumbs(view),
    ]


def _redrafting(view: CardView, now: datetime) -> list[Block]:
    return [
        *standing(view, now),
        *card_parts.mention(view),
        *card_parts.draft_text(view),
        *card_buttons.redrafting(view, now),
    ]


def _second(view: CardView, now: datetime) -> list[Block]:
    return [
        *standing(view, now),
        *card_parts.mention(view),
        *card_sequels.around(view),
        *card_parts.draft_text(view),
        *card_parts.warnings(view),
        *card_parts.route(view),
        *card_buttons.second(view, now),
    ]


def _on_its_way(view: CardView, now: datetime) -> list[Block]:
    return [
        *card_parts.late(view, now),
        *card_parts.mention(view),
        *card_parts.draft_text(view),
        *card_buttons.committed(view),
    ]


def _in_review(view: CardView, now: datetime) -> list[Block]:
    return [
        *card_parts.problem(view),
        *card_parts.mention(view),
        *card_parts.draft_text(view),
        *card_buttons.committed(view),
    ]


def _handed_off(view: CardView, now: datetime) -> list[Block]:
    how = "Copy this text and post it yourself, then come back and press *I posted it*."
    return [
        *card_parts.mention(view),
        *card_sequels.after(view),
        section(how),
        *copyable(view.text),
        *card_buttons.committed(view),
    ]


def _failed(view: CardView, now: datetime) -> list[Block]:
    return [*card_parts.problem(view), *_waiting(view, now)]


def _unknown(view: CardView, now: datetime) -> list[Block]:
    return [
        *standing(view, now),
        *card_parts.problem(view),
        *card_parts.mention(view),
        *card_parts.draft_text(view),
        *card_buttons.committed(view),
    ]


def _finished(view: CardView, now: datetime) -> list[Block]:
    return card_finished.about(view)


def _is_waiting(view: CardView) -> str:
    what = f"{words.SEVERITY[view.draft.severity]}: {words.categories(view.verdict)}"
    return f"*{what} · on {words.platform(view.mention.platform)}*"


def _is_redrafting(view: CardView) -> str:
    return f"{_is_waiting(view)}\n:hourglass_flowing_sand: Another draft is being written."


def _is_second(view: CardView) -> str:
    first = person(view.draft.first_approver) if view.draft.first_approver else "somebody"
    since = f" {date(view.draft.first_approved_at, '{ago}')}" if view.draft.first_approved_at else ""
    needs = "A second person has to approve it too."
    return f":eyes: *Approved once*, by {first}{since}. {needs}\n{_is_waiting(view)}"


def _is_scheduled(view: CardView) -> str:
    if view.held_since:
        since = date(view.held_since, "{time}")
        held = (
            f"held since {since}, because publishing is paused: for everything, or for routine replies while "
            "a crisis runs"
        )
        return f":double_vertical_bar: *Approved* by {_approver(view)}, {held}."
    when = f" It goes out at {date(view.send_after, '{time_secs}')}." if view.send_after else ""
    return f":outbox_tray: *Approved* by {_approver(view)}.{when}"


def _is_sending(view: CardView) -> str:
    return f":outbox_tray: *Being sent* now, approved by {_approver(view)}."


def _is_sent(view: CardView) -> str:
    down = f" · {person(view.removal_by)} has it taken down now" if view.removal_by else ""
    return f":white_check_mark: *Sent*, approved by {_approver(view)}{_ending(view)}{down}"


def _is_in_review(view: CardView) -> str:
    where = words.platform(view.mention.platform)
    return f":hourglass: *Sent, but not shown yet:* {where} checks it first. Approved by {_approver(view)}."


def _is_removed(view: CardView) -> str:
    return f":wastebasket: *Taken down*, not public any more{_ending(view)}"


def _is_handed_off(view: CardView) -> str:
    where = words.platform(view.mention.platform)
    return f":raised_hand: *Text approved* by {_approver(view)}. It still has to be posted on {where}."


def _is_posted_by_hand(view: CardView) -> str:
    by = _approver(view)
    return f":white_check_mark: *Posted by hand, text not verified*, approved by {by}{_ending(view)}"


def _is_failed(view: CardView) -> str:
    return f":x: *Not sent.* {_is_waiting(view)}"


def _is_unknown(view: CardView) -> str:
    return ":grey_question: *It may be public, or not: the answer was lost.* Nothing is sent again by itself."


def _is_declined(view: CardView) -> str:
    return f":no_entry_sign: *No reply*, decided by {_decider(view)}{_ending(view)}"


def _is_superseded(view: CardView) -> str:
    return f":fast_forward: *Superseded* by a newer post of the same person{_ending(view)}"


def _is_withdrawn(view: CardView) -> str:
    return f":wastebasket: *Deleted by its author.* There is nothing to answer any more{_ending(view)}"


def _is_expired(view: CardView) -> str:
    return f":hourglass: *Closed without a reply:* its time ran out{_ending(view)}"


Layout = tuple[Callable[[CardView], str], Callable[[CardView, datetime], list[Block]]]

_LAYOUTS: dict[DraftState, Layout] = {
    DraftState.WAITING: (_is_waiting, _waiting),
    DraftState.REDRAFTING: (_is_redrafting, _redrafting),
    DraftState.SECOND: (_is_second, _second),
    DraftState.SCHEDULED: (_is_scheduled, _on_its_way),
    DraftState.SENDING: (_is_sending, _on_its_way),
    DraftState.IN_REVIEW: (_is_in_review, _in_review),
    DraftState.SENT: (_is_sent, _finished),
    DraftState.REMOVED: (_is_removed, _finished),
    DraftState.HANDED_OFF: (_is_handed_off, _handed_off),
    DraftState.POSTED_BY_HAND: (_is_posted_by_hand, _finished),
    DraftState.FAILED: (_is_failed, _failed),
    DraftState.UNKNOWN: (_is_unknown, _unknown),
    DraftState.DECLINED: (_is_declined, _finished),
    DraftState.SUPERSEDED: (_is_superseded, _finished),
    DraftState.WITHDRAWN: (_is_withdrawn, _finished),
    DraftState.EXPIRED: (_is_expired, _finished),
}


def _approver(view: CardView) -> str:
    return person(view.approver) if view.approver else "somebody"


def _decider(view: CardView) -> str:
    return person(view.draft.decided_by) if view.draft.decided_by else "somebody"


def _ending(view: CardView) -> str:
    url = card_parts.published_link(view) if view.draft.state.is_committed else None
    live = f" · {link(url, 'see it live')}" if url else ""
    return f"{card_finished.where_and_when(view)}{live}"


def _notification(view: CardView, now: datetime) -> str:
    """State, who, what, the draft and the deadline: enough to act on from a lock screen."""
    state = view.draft.state
    waits = state in _UNDECIDED
    due = f"Answer by {view.draft.due_at:%H:%M} UTC" if waits else None
    problem = our_words(view.draft.problem) if view.draft.problem and not state.is_final else None
    return notification(
        f"{_STATE_WORDS[state]}{_by(view)}",
        *([] if state.is_final else standing_lines(view, now)),
        words.severity(view.draft.severity),
        words.platform(view.mention.platform),
        f"{quoted(words.author(view.mention), 60)}: “{quoted(view.mention.text, 200)}”",
        _reply(view),
        problem,
        due,
    )


def _by(view: CardView) -> str:
    """Who decided last."""
    draft = view.draft
    who = draft.first_approver if draft.state == DraftState.SECOND else view.approver or draft.decided_by
    return f", by {person(who)}" if who and draft.state not in _OPEN else ""


def _reply(view: CardView) -> str | None:
    if language := needed_language(view.template):
        return f"Needs a person who writes {our_words(language)}"
    return f"Reply: “{quoted(view.text, 200)}”" if view.draft.state != DraftState.WITHDRAWN else None


_UNDECIDED = {DraftState.WAITING, DraftState.REDRAFTING, DraftState.FAILED, DraftState.SECOND}
_OPEN = {DraftState.WAITING, DraftState.REDRAFTING, DraftState.FAILED}
_STATE_WORDS = {
    DraftState.WAITING: "Waiting for a decision",
    DraftState.REDRAFTING: "Another draft is being written",
    DraftState.SECOND: "Approved once, needs a second person",
    DraftState.SCHEDULED: "Approved, goes out in a moment",
    DraftState.SENDING: "Approved, being sent",
    DraftState.IN_REVIEW: "Sent, its network checks it first",
    DraftState.SENT: "Sent",
    DraftState.REMOVED: "Taken down, not public any more",
    DraftState.HANDED_OFF: "Text approved, to be posted by hand",
    DraftState.POSTED_BY_HAND: "Posted by hand, text not verified",
    DraftState.FAILED: "Not sent",
    DraftState.UNKNOWN: "It may be public, or not",
    DraftState.DECLINED: "No reply",
    DraftState.SUPERSEDED: "Superseded by a newer post of the same person",
    DraftState.WITHDRAWN: "Deleted by its author",
    DraftState.EXPIRED: "Closed without a reply",
}

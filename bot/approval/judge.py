"""Who may do what, and why not: pure, in the words that the person will read."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from bot import rights
from bot.models import DraftState, Event, Mention, MentionState, Reach
from bot.ports import Clicked, People
from bot.routing import ids_of
from bot.store.drafts import CardRows
from bot.text import excerpt


class Act(StrEnum):
    """What a person can do to a draft."""

    APPROVE = "approve"
    EDIT = "edit"
    REDRAFT = "redraft"
    TAKE = "take"
    RELEASE = "release"
    DECLINE = "decline"
    REOPEN = "reopen"
    UNDO = "undo"
    LOOK = "look_again"
    SETTLE = "settle"
    POSTED = "confirm_posted"
    SHOW = "show_ai"
    RESTORE = "restore"
    OVERRIDE = "override"
    READ = "read"
    CARD = "make_card"
    SNOOZE = "snooze"
    ESCALATE = "escalate"
    ASK = "ask"
    SEND_BACK = "send_back"
    ALONE = "publish_alone"
    THINK = "think"
    RETIRE = "retire_reason"
    CORRECT = "correct"
    REMOVE = "remove"


GONE = "This draft does not exist any more. Nothing was changed."
STANCE_IS_OVER = (
    "What we say about this cause has changed since this draft was written, or does not hold any more. "
    "Nothing was sent. Press Another draft, or edit the text."
)
MOST_NAMED = 5
"""People of a list that are named in one sentence."""
_MANAGERS_ONLY = {Act.OVERRIDE: "set a rule aside", Act.ALONE: "go without the second person"} | {
    Act.RETIRE: "retire a saved reason"
}
_LEGAL = "the legal people named in the settings"
_APPROVERS_ONLY = {Act.APPROVE, Act.UNDO, Act.SETTLE, Act.SEND_BACK, Act.REMOVE}
_NOBODY = "The settings name no approvers, so nothing can be approved. Nothing was changed."
_UNDECIDED = (
    DraftState.WAITING,
    DraftState.FAILED,
    DraftState.REDRAFTING,
    DraftState.SECOND,
    DraftState.UNKNOWN,
)
_OPEN_STATES: dict[Act, tuple[DraftState, ...]] = {
    Act.APPROVE: (DraftState.WAITING, DraftState.FAILED, DraftState.SECOND),
    Act.EDIT: (DraftState.WAITING, DraftState.FAILED),
    Act.REDRAFT: (DraftState.WAITING, DraftState.FAILED),
    Act.TAKE: (DraftState.WAITING, DraftState.FAILED, DraftState.REDRAFTING, DraftState.UNKNOWN),
    Act.RELEASE: (DraftState.WAITING, DraftState.FAILED, DraftState.REDRAFTING, DraftState.UNKNOWN),
    Act.DECLINE: (
        DraftState.WAITING,
        DraftState.FAILED,
        DraftState.HANDED_OFF,
        DraftState.REDRAFTING,
        DraftState.SECOND,
    ),
    Act.REMOVE: (DraftState.SENT,),
    Act.REOPEN: (DraftState.DECLINED, DraftState.EXPIRED, DraftState.REMOVED),
    Act.UNDO: (DraftState.SCHEDULED,),
    Act.LOOK: (DraftState.UNKNOWN, DraftState.IN_REVIEW),
    Act.SETTLE: (DraftState.UNKNOWN,),
    Act.POSTED: (DraftState.HANDED_OFF,),
    Act.SHOW: (DraftState.WAITING, DraftState.FAILED),
    Act.RESTORE: (DraftState.WAITING, DraftState.FAILED),
    Act.CORRECT: (DraftState.WAITING, DraftState.FAILED, DraftState.REDRAFTING, DraftState.SECOND),
    Act.SNOOZE: (DraftState.WAITING, DraftState.FAILED),
    Act.ESCALATE: _UNDECIDED,
    Act.ASK: _UNDECIDED,
    Act.SEND_BACK: (DraftState.SECOND,),
    Act.ALONE: (DraftState.SECOND,),
    Act.READ: tuple(DraftState),
}
_WHERE_IT_STANDS = {
    DraftState.WAITING: "It is waiting for a decision again.",
    DraftState.SECOND: "It has one approval and waits for a second person; see the card.",
    DraftState.REDRAFTING: "A new draft is being written; it will be here in a moment.",
    DraftState.SCHEDULED: "{who} already approved it; it goes out in a moment.",
    DraftState.SENDING: "{who} already approved it; it is being sent right now.",
    DraftState.IN_REVIEW: "It is sent, and its network checks it before it shows it.",
    DraftState.REMOVED: "The reply was taken down; see the card.",
    DraftState.SENT: "{who} already approved it and it is public.",
    DraftState.HANDED_OFF: "{who} already approved the text; it waits to be posted by hand.",
    DraftState.POSTED_BY_HAND: "{who} already posted it by hand.",
    DraftState.FAILED: "Sending it failed; see the card.",
    DraftState.UNKNOWN: "It was sent, but the answer got lost; see the card.",
    DraftState.DECLINED: "{who} already closed it without a reply.",
    DraftState.SUPERSEDED: "The author has posted again; the card of the newer post is the one to answer.",
    DraftState.WITHDRAWN: "The author deleted the post, so there is nothing to answer.",
    DraftState.EXPIRED: "It is closed: its time ran out.",
}


def lacks_right(
    act: Act,
    user: str,
    people: People,
    *,
    is_staff: bool,
    is_sensitive: bool = False,
    group: str | None = None,
) -> str | None:
    """Why this person may not do this at all; `None` if they may. Empty lists let nobody through.

    `group` is the draft's `approver_group`.
    """
    if not is_staff:
        return "Only full members of this workspace can do this. Nothing was changed."
    if act in _APPROVERS_ONLY:
        # Stopping something is for every approver, whatever it is about.
        may_stop = act != Act.APPROVE and user in people.approvers
        return None if may_stop else _may_not_approve(user, people, is_sensitive, group)
    if act in _MANAGERS_ONLY and user not in people.managers:
        return f"Only a manager can {_MANAGERS_ONLY[act]}{_who(people.managers)}. Nothing was changed."
    if act == Act.ALONE and user not in rights.alone(people, sensitive=is_sensitive, group=group):
        return _may_not_approve(user, people, is_sensitive, group) or _NOBODY
    if user not in people.team:
        return "Only the support team can do this. Nothing was changed. Ask a manager if you should be on it."
    return None


def states_old_facts(now: Iterable[str]) -> str:
    """Why a text that relies on facts which ran out or changed may not go out; `now` is how they read."""
    said = "; ".join(f"“{excerpt(one, 200)}”" for one in now)
    return (
        f"This draft relies on a fact that has changed or does not hold any more: {said}. Nothing was sent. "
        "Press Another draft, or edit the text."
    )


def was_overtaken(why: str) -> str:
    """Why a text may not go out beside a reply that went out after it was written."""
    return (
        f"Since this draft was written, another reply has gone out: {why} Nothing was sent. "
        "Press Another draft, or edit the text."
    )


def stands_elsewhere(act: Act, rows: CardRows) -> str | None:
    """Why the draft's state does not allow the act; `None` if it does."""
    draft = rows.draft
    if draft.state in _OPEN_STATES[act]:
        return None
    who = f"<@{draft.decided_by}>" if draft.decided_by else "Somebody"
    when = f" ({_ago(draft.decided_at)})" if draft.decided_at and draft.decided_by else ""
    return _WHERE_IT_STANDS[draft.state].format(who=who + when)


def is_stale(rows: CardRows, click: Clicked) -> str | None:
    """Why the text that the person saw is not the text to decide on; `None` if it still is."""
    draft, mention = rows.draft, rows.mention
    if why := is_deleted(rows):
        return why
    if mention.revision != draft.mention_revision or mention.state == MentionState.NEW:
        return "The author has just edited the post. A fresh draft is on its way; please read it first."
    if click.revision != draft.revision:
        return (
            f"The draft has changed since you saw it: it is now version {draft.revision}. "
            "Nothing was sent. Please read the new text on the card and decide again."
        )
    return None


def is_judged_anew(rows: CardRows, seen: str) -> str | None:
    """Why the verdict that the person corrects is not the one that stands; `None` if it is."""
    mention, verdict = rows.mention, rows.verdict
    if mention.revision != verdict.mention_revision or mention.state == MentionState.NEW:
        return "The author has just edited the post, and it is being judged anew. Please look again."
    if verdict.stand == seen:
        return None
    who = f"<@{verdict.judged_by}> has" if verdict.is_corrected else "Amends has"
    return f"{who} changed what it says since you opened this. Nothing was changed; please look again."


def may_not_lower(may: frozenset[str]) -> str:
    """Why somebody may not make it milder; `may` are those who can."""
    return (
        "Making a critical one milder, or taking a sign of risk away, is for those who may approve it"
        f"{_who(may)}. Nothing was changed."
    )


def is_deleted(rows: CardRows) -> str | None:
    """Why there is nothing to answer any more; `None` while the post stands."""
    if rows.mention.last_event == Event.DELETED:
        return "The author has deleted the post, so there is nothing to answer. Nothing was sent."
    return None


def cannot_be_answered(rows: CardRows) -> str | None:
    """Why no reply may go out at all."""
    if rows.draft.reach == Reach.NEVER:
        return f"This post cannot be answered: {rows.draft.reach_reason}"
    return None


def is_no_second(rows: CardRows, user: str) -> str | None:
    """Why this person is not the other pair of eyes: they have looked already, or they wrote it."""
    if rows.draft.first_approver == user:
        return "You gave the first approval. This one needs a second person: four eyes see more."
    if rows.revision.made_by == user:
        return "You wrote this text, so somebody else has to be the second person. Nothing was sent."
    return None


def lost_the_right(rows: CardRows, people: People) -> str | None:
    """Why the first of two approvals is worth nothing any more; `None` while its giver may approve."""
    first = rows.draft.first_approver
    may = rights.approvers(people, sensitive=rows.is_sensitive, group=rows.draft.approver_group)
    if first is None or first in may:
        return None
    return (
        f"<@{first}> approved it first and may not approve any more. Nothing was sent; please send it back."
    )


def posted_again(newer: Mention | None, since: datetime) -> str | None:
    """Why a wording from `since` may not go out any more: the author has said more. `None` if not.

    Their words are not repeated here: the card shows them, where nothing in them comes to life.
    """
    if newer is None or newer.received_at <= since:
        return None
    return (
        "The author has posted again since this draft was written; the card shows what. Nothing was sent. "
        "If this post still needs a reply of its own, press Another draft or edit the text."
    )


def taken_by_other(rows: CardRows, click: Clicked) -> str | None:
    """Who holds it, while their lease runs."""
    draft = rows.draft
    if draft.assignee in {None, click.user} or not draft.lease_until or draft.lease_until <= click.at:
        return None
    until = _clock(draft.lease_until)
    return f"<@{draft.assignee}> took this {_ago(draft.taken_at)} and is on it until {until}."


def edited_by_other(rows: CardRows, click: Clicked) -> str | None:
    """A word about a colleague who has the edit form open and whose text this act did not wait for."""
    editor = rows.draft.editor(click.at)
    if editor in {None, click.user}:
        return None
    return f"<@{editor}> was editing this text (since {_clock(rows.draft.edited_since or click.at)}); " + (
        "they are told when they press the button, and keep their words."
    )


def _may_not_approve(user: str, people: People, is_sensitive: bool, group: str | None) -> str | None:
    may = rights.approvers(people, sensitive=is_sensitive, group=group)
    if user in may:
        return None
    usual = rights.approvers(people, sensitive=False, group=group)
    if is_sensitive and may != usual:
        return (
            "This one is critical or touches a legal question, so only "
            f"{_LEGAL if people.names_legal else 'a manager'} can do this"
            f"{_who(may)}. Nothing was changed."
        )
    if group is not None and usual:
        named = ", ".join(map(_named, ids_of(group)[:MOST_NAMED]))
        return f"Only {named} or a manager can approve this one{_who(usual)}. Nothing was changed."
    return (
        "Only approvers can do this, and you are not one of them. Nothing was changed. "
        "Ask a manager to add you, or ask an approver to look at this card."
    )


def _who(users: frozenset[str]) -> str:
    named = ", ".join(f"<@{user}>" for user in sorted(users)[:MOST_NAMED])
    return f" ({named})" if named else ". Nobody is named for it yet; ask whoever runs Amends"


def _named(one: str) -> str:
    """A group's name would ring all its members."""
    return "the group that it is routed to" if one.startswith("S") else f"<@{one}>"


def _ago(when: datetime | None) -> str:
    if when is None:
        return "before you"
    seconds = int(when.timestamp())
    return f"<!date^{seconds}^{{ago}}|at {when:%H:%M} UTC>"


def _clock(when: datetime) -> str:
    return f"<!date^{int(when.timestamp())}^{{time}}|{when:%H:%M} UTC>"

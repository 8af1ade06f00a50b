"""All messages but the card: lines in its thread, pings, reminders, notices. Pure functions of their rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bot.models import Mention, MentionState, MessageKind, Severity, SlackMessage
from bot.ports import CardView
from bot.slack import (
    card_buttons,
    card_parts,
    crisis_board,
    crisis_call,
    crisis_words,
    incident_card,
    incident_words,
    low_list,
    news,
    notices,
    older_list,
    page_message,
    people_line,
    source_notice,
    template_notice,
    welcome_message,
    words,
)
from bot.slack.blocks import (
    Block,
    Rendered,
    actions,
    bullets,
    button,
    context,
    copyable,
    line,
    rich,
    section,
    text_element,
)
from bot.slack.escape import (
    date,
    link,
    live_link,
    named_one,
    notification,
    our_elements,
    our_words,
    person,
    quoted,
)
from bot.slack.ids import Action, button_value
from bot.store.crisis_board import BoardRows
from bot.store.incident_cards import IncidentRows
from bot.store.low import LowList
from bot.text import excerpt

MAX_LISTED = 20
"""Entries of one list; each has a button, and a message holds 50 blocks."""


NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Subject:
    """What a message speaks of, read in one go. `view` is `None` for messages about no draft."""

    view: CardView | None = None
    card_link: str | None = None
    mentions: Sequence[Mention] = ()
    low: LowList = field(default_factory=LowList)
    older: int = 0
    """How many posts from before a source was connected have no card."""
    incident: IncidentRows | None = None
    crisis: BoardRows | None = None
    now: datetime = NEVER
    """When it is drawn; only boards speak of what is overdue."""


def render_message(row: SlackMessage, subject: Subject) -> Rendered:
    """What Slack should show of a row that is not a card."""
    return _RENDERERS[row.kind](row, subject)


def _decision(row: SlackMessage, subject: Subject) -> Rendered:
    by, reason, url = row.args.get("by"), row.args.get("reason"), live_link(row.args.get("url"))
    of = person(str(row.args.get("of") or "somebody"))
    said = _DECISIONS.get(row.args.get("decision", ""), "Something was decided: {who}.")
    sentence = said.format(who=person(by) if by else "Amends", of=of)
    why = [text_element(f" {reason}")] if reason else []
    there = [{"type": "link", "url": url, "text": " See it live"}] if url else []
    blocks = [rich(line(*our_elements(sentence), *why, *there))]
    return Rendered(notification(sentence, quoted(reason, 300) if reason else None), blocks)


_DECISIONS = {
    "approved": "{who} approved the text.",
    "sent": "It is public now, approved by {who}.",
    "posted_by_hand": "{who} posted it by hand. Nobody has checked that the text is the approved one.",
    "declined": "{who} decided not to reply.",
    "failed": "It was not sent.",
    "in_review": "Its network has it, and checks it before it shows it.",
    "gone": "It is not public any more:",
    "removal": "{who} has it taken down:",
    "removed": "It was taken down, as {who} decided.",
    "not_removed": "It could not be taken down and is still public. {who} has to see to it:",
    "unknown": "It was sent, but the answer got lost: it may or may not be public.",
    "undone": "{who} stopped it before it went out.",
    "reopened": "{who} opened it again.",
    "withdrawn": "The author deleted the post.",
    "author_edited": "The author edited the post. Earlier approvals no longer count.",
    "handed_off": "{who} approved the text. It has to be posted by hand.",
    "settled": "{who} looked and settled it.",
    "escalated": "{who} calls for help:",
    "first_approved": "{who} approved it. A second person has to approve it too.",
    "sent_back": "{who} does not agree with the text and sent it back:",
    "alone": "{who} let it go out without a second person:",
    "asked": "{who} asks {of}:",
    "corrected": "{who} corrected what it is about or how bad it is:",
    "answered": "{who} answers {of}:",
    "expired": "Everybody on its ladder was called, and nobody came. It is closed without a reply.",
    "elsewhere": "Somebody has taken it on PagerDuty. Nobody else is called for now.",
    **incident_words.LINES,
    **crisis_words.LINES,
}


def _ping(row: SlackMessage, subject: Subject) -> Rendered:
    called = " ".join(named_one(one) for one in row.args.get("to", []))
    nobody = "Nobody is on call, so this calls nobody. Set SLACK_ONCALL, or take it yourself."
    sentence = f"{called or nobody} {_why(row)}{_due(row)}"
    return Rendered(sentence, [section(sentence)])


def _ping_dm(row: SlackMessage, subject: Subject) -> Rendered:
    view, why = subject.view, f"{_why(row)}{_due(row)}"
    if view is None:
        return Rendered(why, [section(why)])
    there = [context(link(subject.card_link, "open the card"))] if subject.card_link else []
    row_of_buttons = _buttons(row, *page_message.answers(view))
    blocks = [section(why), card_parts.short_mention(view), *there, *row_of_buttons]
    return Rendered(_about(why, view), blocks)


def _hand_off_dm(row: SlackMessage, subject: Subject) -> Rendered:
    view, at = subject.view, row.args.get("approved_at")
    when = f" {date(datetime.fromtimestamp(at, UTC), '{ago}')}" if isinstance(at, int | float) else ""
    asked = f"You approved this text{when}. *Did you post it?*"
    if view is None:
        return Rendered(asked, [section(asked)])
    there = [context(link(subject.card_link, "open the card"))] if subject.card_link else []
    row_of_buttons = _buttons(row, *card_buttons.by_hand(view))
    blocks = [section(asked), card_parts.short_mention(view), *copyable(view.text), *there, *row_of_buttons]
    return Rendered(_about(asked, view), blocks)


def _quarantine(row: SlackMessage, subject: Subject) -> Rendered:
    count, source = row.args.get("count", 0), str(row.args.get("source", ""))
    what = "1 item" if count == 1 else f"{count} items"
    told = f":warning: *{what} could not be read.* They are kept, but have no card."
    reasons = [[text_element(str(one)[:300])] for one in row.args.get("reasons", [])[:MAX_LISTED]]
    facts = line(text_element(f"Source: {source[:60]}. Delivery: {row.args.get('delivery_id', '')}"))
    listed = [rich(bullets(reasons))] if reasons else []
    return Rendered(notification(told, quoted(source, 60)), [section(told), *listed, rich(facts)])


def _set_aside(row: SlackMessage, subject: Subject) -> Rendered:
    count = len(subject.mentions)
    told = f":inbox_tray: *{count} set aside today*: praise or spam, as far as Amends can tell."
    shown = subject.mentions[-MAX_LISTED:]
    more = [context(f"and {count - len(shown)} earlier ones")] if count > len(shown) else []
    entries = [block for one in shown for block in _entry(one)]
    return Rendered(told, [section(told), *entries, *more])


def _alarm(row: SlackMessage, subject: Subject) -> Rendered:
    text = str(row.args.get("text", ""))
    over = row.args.get("over") is True
    head = ":white_check_mark: *This is over*" if over else ":rotating_light: *Amends needs a look*"
    return Rendered(notification(head, our_words(text)), [section(head), rich(line(*our_elements(text)))])


_RENDERERS: dict[MessageKind, Callable[[SlackMessage, Subject], Rendered]] = {
    MessageKind.DECISION: _decision,
    MessageKind.PING: _ping,
    MessageKind.PING_DM: _ping_dm,
    MessageKind.HAND_OFF_DM: _hand_off_dm,
    MessageKind.PAGES: lambda row, subject: page_message.pages(row),
    MessageKind.SHIFT: lambda row, subject: page_message.shift(row),
    MessageKind.WELCOME: lambda row, subject: welcome_message.welcome(row),
    MessageKind.QUARANTINE: _quarantine,
    MessageKind.SET_ASIDE: _set_aside,
    MessageKind.ALARM: _alarm,
    MessageKind.COMMITMENT_DUE: lambda row, subject: news.promise_due(row, subject.view),
    MessageKind.FACTS_CHANGED: lambda row, subject: news.facts_changed(row),
    MessageKind.QUESTION_DM: lambda row, subject: notices.question_dm(row, subject.view, subject.card_link),
    MessageKind.PAUSED: lambda row, subject: notices.paused_message(row),
    MessageKind.RIGHT: lambda row, subject: people_line.right_message(row),
    MessageKind.LOW_LIST: lambda row, subject: low_list.low_list(row, subject.low),
    MessageKind.SOURCE_SILENT: lambda row, subject: source_notice.source_silent(row),
    MessageKind.TEMPLATE_WAITS: lambda row, subject: template_notice.template_waits(row),
    MessageKind.OLDER: lambda row, subject: older_list.older_message(row, subject.older),
    MessageKind.INCIDENT: lambda row, subject: incident_card.incident_card(row, subject.incident),
    MessageKind.CRISIS_BOARD: lambda row, subject: crisis_board.board(row, subject.crisis, subject.now),
    MessageKind.CRISIS_DM: lambda row, subject: crisis_call.crisis_dm(row, subject.crisis, subject.card_link),
    MessageKind.CRISIS_STATEMENT: lambda row, subject: crisis_board.statement(row, subject.crisis),
}

_WHYS = {
    "severity": "This one is *{severity}* and needs somebody now.",
    "overdue": "Nobody has taken this ({severity}), and its answer is overdue.",
    "lease": "This was taken, but is not decided yet. It is open to everybody again.",
    "not_out": "This was approved, but it is still not out.",
    "unknown": "This was sent, but the answer got lost. Somebody has to look whether it is public.",
    "not_removed": "This reply was to be taken down, but it is still public.",
    "risk": "Words of alarm stand in this one. Please look whether it is as grave as it sounds.",
    "step": "Nobody has taken this yet ({severity}).",
    "handed": "A colleague hands this over to you. You have it for ten minutes; then others are called.",
    "second": "This has one approval and still needs a second person.",
    "spike": "Far more people than usual write about this. Somebody has to look.",
    "crisis": "This looks like a crisis. Somebody has to look now, and say whether it is one.",
    "silent": "They have waited for half an hour, and nobody has written yet what we say.",
    "called": "A colleague calls for help with this one; why stands in the thread.",
    **crisis_words.WHYS,
}


def _why(row: SlackMessage) -> str:
    try:
        level = words.severity(Severity(row.args.get("severity", Severity.NORMAL)))
    except ValueError:
        level = words.severity(Severity.NORMAL)
    return _WHYS.get(row.args.get("why", ""), "This needs somebody.").format(severity=level.lower())


def _due(row: SlackMessage) -> str:
    due = row.args.get("due")
    return f" Answer by {date(datetime.fromtimestamp(due, UTC), '{time}')}." if due is not None else ""


def _about(sentence: str, view: CardView) -> str:
    said = f"{quoted(words.author(view.mention), 60)}: “{quoted(view.mention.text, 200)}”"
    return notification(sentence, words.platform(view.mention.platform), said)


def _buttons(row: SlackMessage, *elements: Block) -> list[Block]:
    return actions(f"buttons:{row.version}", elements)


def _value(view: CardView) -> str:
    return button_value(view.draft.id, view.draft.revision)


def _entry(mention: Mention) -> list[Block]:
    said = f": {excerpt(mention.text, 200)}"
    who = rich(line(text_element(words.author(mention), bold=True), text_element(said)))
    if mention.state != MentionState.SET_ASIDE:
        return [who, context("has a card now")]
    make: dict[str, Any] = button("Make a card", Action.MAKE_CARD, button_value(mention.id, mention.revision))
    return [who, *actions(f"aside:{mention.id}:{mention.revision}", [make])]

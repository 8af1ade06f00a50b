"""What everybody sees of a pause, and what a colleague sees of a question. Pure functions of their rows."""

from datetime import UTC, datetime

from bot.models import Pause, SlackMessage
from bot.pausing import SHELL
from bot.ports import CardView
from bot.slack import card_parts
from bot.slack.blocks import (
    Block,
    Rendered,
    actions,
    button,
    context,
    line,
    quotes,
    rich,
    section,
    text_element,
)
from bot.slack.escape import date, link, notification, person, quoted
from bot.slack.ids import Action, button_value, parse_value


def paused_message(row: SlackMessage) -> Rendered:
    """What the channel sees: who, why, until when, and how to go on."""
    reason = str(row.args.get("reason") or "(no reason)")
    if row.args.get("resumed") is not None:
        by = _who(row.args.get("resumed_by"))
        head = f":arrow_forward: *Publishing goes on*, resumed by {by} {_at(row.args['resumed'])}."
        return Rendered(notification(head), [section(head)])
    until = row.args.get("until")
    end = "somebody resumes" if until is None else _end(datetime.fromtimestamp(until, UTC))
    head = f":double_vertical_bar: *Publishing is paused* by {_who(row.args.get('by'))}, until {end}."
    why = rich(line(text_element("Why: ", bold=True), text_element(reason)))
    value = button_value(str(row.args.get("pause", "")), 1)
    go_on = [button("Resume publishing", Action.RESUME, value)] if parse_value(value) else []
    blocks = [section(head), why, *actions(f"paused:{row.version}", go_on)]
    return Rendered(notification(head, f"Why: “{quoted(reason, 200)}”"), blocks)


def pause_line(pause: Pause) -> str:
    """A pause in one sentence, without its reason, which is somebody's own words."""
    ends = f"until {_end(pause.until)}" if pause.until else "until somebody resumes"
    began = f"by {_who(pause.by)} since {date(pause.since, '{time}')}"
    return f":double_vertical_bar: *Publishing is paused* {began}, {ends}."


def question_dm(row: SlackMessage, view: CardView | None, card_link: str | None = None) -> Rendered:
    """What the colleague gets: the question, the post, the draft, the way to the card, and a reply box."""
    by, asked = person(str(row.args.get("by", ""))), str(row.args.get("text") or "(no words)")
    head = f":speech_balloon: {by} asks you about a reply:"
    said = rich({"type": "rich_text_quote", "elements": [text_element(asked)]})
    about = [] if view is None else [*card_parts.mention(view), *_draft(view)]
    there = [context(link(card_link, "open the card"))] if card_link else []
    value = button_value(str(row.args.get("id", "")), 1)
    answered = row.args.get("answer")
    if answered is not None:
        end = [rich(line(text_element("You answered: ", bold=True), text_element(str(answered))))]
    else:
        end = actions(f"question:{row.version}", _reply_button(value))
    return Rendered(
        notification(head, f"“{quoted(asked, 300)}”"), [section(head), said, *about, *there, *end]
    )


def _draft(view: CardView) -> list[Block]:
    return [section("*The draft*"), *quotes(card_parts.shortened(view.text, card_parts.MAX_MENTION))]


def _reply_button(value: str) -> list[Block]:
    return [button("Answer", Action.REPLY, value, style="primary")] if parse_value(value) else []


def _who(user: object) -> str:
    if user == SHELL:
        return "the shell"
    return person(str(user)) if str(user or "").startswith(("U", "W")) else "Amends"


def _end(at: datetime) -> str:
    """With its day: a pause may last a week."""
    return date(at, "{date_short_pretty} {time}")


def _at(seconds: float) -> str:
    return date(datetime.fromtimestamp(seconds, UTC), "{time}")

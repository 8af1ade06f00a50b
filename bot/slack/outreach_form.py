"""Whom to ask in an incident, one letter, and the form that changes its words. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.advocates import Shown
from bot.advocates.entries import contact_of
from bot.advocates.forbidding import because
from bot.advocates.ranking import Suggestion
from bot.models import Incident, Outreach, OutreachState
from bot.rules.outreach import MAX_LETTER
from bot.slack.advocate_words import MAX_NAME, who
from bot.slack.blocks import (
    Block,
    actions,
    bullets,
    button,
    context,
    copyable,
    line,
    plain,
    quotes,
    rich,
    section,
    small_print,
    text_element,
)
from bot.slack.escape import date, our_elements, person
from bot.slack.ids import ANSWER, Action, Callback, Field, button_value
from bot.slack.incident_card import title
from bot.slack.incident_list import Place
from bot.slack.modals import input_block
from bot.store.outreach import Letter
from bot.text import excerpt

MOST_SUGGESTED = 8
MOST_BLOCKED = 15
MOST_LETTERS = 10
MAX_WHY = 300
_FAIR = (
    "A letter gives facts and leaves the words to them. It offers nothing, asks for no reviews, votes or "
    "attacks, asks them to say what ties them to us, and says that no is a good answer. Nothing is sent by "
    "itself."
)
_STATE = {
    OutreachState.WAITING: "waits for an approver",
    OutreachState.SECOND: "approved once, needs a second person",
    OutreachState.APPROVED: "approved, to be sent by hand",
    OutreachState.SENT: "sent",
    OutreachState.DROPPED: "dropped",
}


@dataclass(frozen=True)
class Asking:
    """What is shown of one incident; `note` is about what the person just did."""

    incident: Incident
    found: Sequence[Suggestion]
    letters: Sequence[Letter]
    note: str | None = None


def asking_modal(asking: Asking) -> Block:
    """Letters that there are, whom to ask next and why, and who may not be asked and why."""
    free = [one for one in asking.found if not one.blocks]
    held = [one for one in asking.found if one.blocks]
    more = len(held) - MOST_BLOCKED
    rows = [[text_element(_name(one), bold=True), text_element(f": {because(one.blocks)}")] for one in held]
    return _modal(
        "Advocates",
        asking.incident,
        [
            *_note(asking.note),
            title(asking.incident),
            context(_FAIR),
            *[block for one in asking.letters[:MOST_LETTERS] for block in _letter_line(one)],
            section(
                "*Whom to ask, the best fit first*" if free else "*Nobody on the list may be asked now.*"
            ),
            *[block for one in free[:MOST_SUGGESTED] for block in _suggested(one)],
            *([section("*Who may not be asked*"), rich(bullets(rows[:MOST_BLOCKED]))] if rows else []),
            *([context(f"and {more} more")] if more > 0 else []),
        ],
    )


def letter_modal(shown: Shown, note: str | None = None) -> Block:
    """One letter, whole, with all that speaks against it and what can be done."""
    letter = shown.outreach
    may_be_sent = letter.state == OutreachState.APPROVED and not shown.blocks
    words = copyable(letter.text) if may_be_sent else quotes(letter.text)
    return _modal(
        "Letter",
        shown.incident,
        [
            *_note(note),
            title(shown.incident),
            who(shown.advocate),
            *([small_print(f"Why: {excerpt('; '.join(letter.reasons), MAX_WHY)}")] if letter.reasons else []),
            context(_story(letter)),
            *words,
            *_against(shown),
            *([small_print(f"Send it to: {contact_of(shown.advocate)}")] if may_be_sent else []),
            *actions(f"letter:{letter.id}:{letter.version}:{letter.state}", _buttons(shown)),
        ],
    )


def reword_form(shown: Shown) -> Block:
    """Its words, to be changed."""
    letter = shown.outreach
    element: Block = {"type": "plain_text_input", "action_id": ANSWER, "multiline": True}
    element |= {"max_length": MAX_LETTER, "initial_value": letter.text[:MAX_LETTER]}
    return {
        "type": "modal",
        "callback_id": Callback.OUTREACH.value,
        "title": plain("Letter"),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "private_metadata": button_value(letter.id, letter.version),
        "blocks": [
            who(shown.advocate),
            input_block(f"{Field.WORDS}:{letter.id}:{letter.version}", "What do you write?", element),
            context(f"{_FAIR} An approver agrees to the new words."),
        ],
    }


def _modal(name: str, incident: Incident, blocks: list[Block]) -> Block:
    return {
        "type": "modal",
        "callback_id": Callback.NOTICE.value,
        "title": plain(name),
        "close": plain("Close"),
        "private_metadata": Place(incident.id).dump(),
        "blocks": blocks,
    }


def _note(note: str | None) -> list[Block]:
    return [rich(line(*our_elements(note)))] if note else []


def _name(one: Suggestion) -> str:
    return excerpt(one.advocate.name, MAX_NAME)


def _suggested(one: Suggestion) -> list[Block]:
    why = excerpt("; ".join(one.reasons), MAX_WHY) or "nothing speaks for or against it"
    write = button("Begin a letter…", Action.OUTREACH_WRITE, button_value(one.advocate.id, 1))
    return [who(one.advocate), small_print(why), *actions(f"ask:{one.advocate.id}", [write])]


def _letter_line(one: Letter) -> list[Block]:
    letter = one.outreach
    posts = f", {one.posts} posted since" if one.posts else ""
    silent = f", {one.undisclosed} without telling what ties them to us" if one.undisclosed else ""
    name = excerpt(one.advocate.name, MAX_NAME) or "(taken off the list)"
    told = text_element(f" · {_STATE[letter.state]}{posts}{silent}")
    look = button("Look…", Action.OUTREACH_SHOW, button_value(letter.id, letter.version))
    row = actions(f"letter:{letter.id}:{letter.version}", [look])
    return [rich(line(text_element(name, bold=True), told)), *row]


def _story(letter: Outreach) -> str:
    by = "from the template" if letter.made_by == "template" else f"by {person(letter.made_by)}"
    parts = [f"Begun by {person(letter.asked_by)}, worded {by}"]
    agreed = [person(one) for one in (letter.first_approver, letter.approved_by) if one]
    parts += [f"approved by {' and '.join(agreed)}"] if agreed else []
    if letter.sent_by and letter.sent_at:
        parts.append(
            f"sent by {person(letter.sent_by)}, {date(letter.sent_at, '{date_short_pretty} {time}')}"
        )
    elif not letter.approved_by:
        parts.append(_STATE[letter.state])
    return " · ".join(parts)


def _against(shown: Shown) -> list[Block]:
    if shown.outreach.state not in (OutreachState.WAITING, OutreachState.SECOND, OutreachState.APPROVED):
        return []
    rows = [[text_element(f"Nobody may write to them: {block.words}.")] for block in shown.blocks]
    for one in shown.findings:
        words = [text_element(f"“{one.words}” ", bold=True)] if one.words else []
        rows.append([*words, text_element(f"{one.why} {one.fix}")])
    return [section("*It cannot go out like this*"), rich(bullets(rows))] if rows else []


def _buttons(shown: Shown) -> list[Block]:
    letter = shown.outreach
    value = button_value(letter.id, letter.version)
    back = button("All letters", Action.OUTREACH, button_value(shown.incident.id, 1))
    edit = button("Change the words…", Action.OUTREACH_EDIT, value)
    drop = button("Drop it", Action.OUTREACH_DROP, value)
    is_open = letter.state in (OutreachState.WAITING, OutreachState.SECOND)
    if is_open and not shown.blocks and not shown.findings:
        return [button("Approve", Action.OUTREACH_APPROVE, value, style="primary"), edit, drop, back]
    if is_open:
        return [*([] if shown.blocks else [edit]), drop, back]
    if letter.state == OutreachState.APPROVED:
        return [button("I sent it", Action.OUTREACH_SENT, value, style="primary"), edit, drop, back]
    return [back]

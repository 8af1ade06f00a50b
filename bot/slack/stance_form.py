"""What we say about one cause: the form to write it in, and the whole of it to approve. Pure."""

from collections.abc import Sequence
from typing import Any

from bot.drafting.stance_check import MOST_SENTENCE, MOST_TITLE, MOST_WAYS, StanceSaid, lines, one_a_line
from bot.models import Stance
from bot.slack.ai_form import Asked, ask_button, fresh
from bot.slack.blocks import (
    MAX_INPUT,
    Block,
    actions,
    bullets,
    button,
    context,
    line,
    plain,
    rich,
    section,
    text_element,
)
from bot.slack.escape import our_elements, person
from bot.slack.ids import ANSWER, Action, Callback, Field, button_value
from bot.slack.incident_list import Place
from bot.slack.modals import answer_of
from bot.text import excerpt

MAX_SHORT = 300
_BLANKS = "Blanks: {{ ask }}, {{ channel }}, {{ due }}, {{ matter }}, {{ thing }}. One way on each line."


def stance_form(
    said: StanceSaid,
    place: Place,
    notice: str | None = None,
    *,
    is_standing: bool = False,
    ai: Asked | None = None,
) -> Block:
    """Title, what happened, what we do, and one promise with who keeps it and by when.

    `ai` is how the model stands to it; `None` where there is none.
    """
    turn = ai.turn if ai else 0
    told = context(
        "Each person gets an answer of their own: first their trouble, then this. Three ways or more to say "
        "each thing keep the answers apart."
    )
    again = [context("A change has to be approved anew; until then nobody is answered.")]
    return {
        "type": "modal",
        "callback_id": Callback.STANCE.value,
        "title": plain("What we say"),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "private_metadata": place.dump(),
        "blocks": [
            *([rich(line(*our_elements(notice)))] if notice else []),
            told,
            *(again if is_standing else []),
            _input(Field.TITLE, "What is it about?", said.title[:MOST_TITLE], most=MOST_TITLE),
            *ask_button(ai, place.incident_id),
            _input(
                fresh(Field.HAPPENED, turn),
                "What happened?",
                lines(said.happened),
                hint=_SENTENCES,
                many=True,
            ),
            _input(
                fresh(Field.DOING, turn),
                "What do we do about it, for everybody?",
                lines(said.doing),
                hint=_SENTENCES,
                many=True,
                optional=True,
            ),
            _input(
                Field.STEPS, "What do we promise each person?", lines(said.steps), hint=_BLANKS, many=True
            ),
            _input(Field.OWNER, "Who keeps that promise?", said.owner),
            _input(Field.DEED, "What do they do?", said.what),
            _input(Field.DUE, "By when?", said.due, hint="Such as: today, tomorrow, within two hours."),
            _input(
                Field.CHANNEL,
                "Where does it go on in private, if not as always?",
                said.channel or "",
                optional=True,
            ),
        ],
    }


def said_in(state: dict[str, Any]) -> StanceSaid:
    """What was typed."""

    def typed(field: Field) -> str:
        return (answer_of(state, field) or "").strip()

    return StanceSaid(
        title=" ".join(typed(Field.TITLE).split())[:MOST_TITLE],
        happened=one_a_line(typed(Field.HAPPENED)),
        doing=one_a_line(typed(Field.DOING)),
        steps=one_a_line(typed(Field.STEPS)),
        owner=typed(Field.OWNER),
        what=typed(Field.DEED),
        due=typed(Field.DUE),
        channel=typed(Field.CHANNEL) or None,
    )


def stance_modal(
    stance: Stance, place: Place, user: str, *, may_approve: bool, note: str | None = None
) -> Block:
    """The whole of it, who wrote and approved it, and what this person can do with it."""
    return {
        "type": "modal",
        "callback_id": Callback.NOTICE.value,
        "title": plain("What we say"),
        "close": plain("Close"),
        "private_metadata": place.dump(),
        "blocks": [
            *([rich(line(*our_elements(note)))] if note else []),
            rich(line(text_element(excerpt(stance.title, MOST_TITLE) or "(no title)", bold=True))),
            context(_by(stance)),
            *_part("What happened", stance.happened),
            *_part("What we do about it", stance.doing),
            *_part("What we promise each person", stance.steps),
            _kept(stance),
            *actions(f"stance:{stance.id}", _buttons(stance, user, may_approve=may_approve)),
        ],
    }


def _buttons(stance: Stance, user: str, *, may_approve: bool) -> list[Block]:
    value = button_value(stance.incident_id, stance.version)
    change = button("Change…", Action.STANCE_CHANGE, value)
    if stance.approved_at is not None:
        answer = button("Answer them", Action.INCIDENT_ANSWER, value, style="primary")
        return [answer, change, button("Take it back", Action.STANCE_END, value)]
    if not may_approve or stance.first_approver == user:
        return [change]
    return [button("Approve what we say", Action.STANCE_APPROVE, value, style="primary"), change]


def _by(stance: Stance) -> str:
    told = f"Written by {person(stance.written_by)}"
    first = f", approved by {person(stance.first_approver)}" if stance.first_approver else ""
    if stance.approved_by is not None:
        join = " and " if first else ", approved by "
        return f"{told}{first}{join}{person(stance.approved_by)}."
    return f"{told}{first}. It needs {'a second person' if first else 'an approver'}."


def _part(name: str, ways: Sequence[str]) -> list[Block]:
    if not ways:
        return []
    # Whole, since somebody is to approve it; its checks keep it short enough for Slack.
    return [section(f"*{name}*"), rich(bullets([[text_element(one)] for one in ways[:MOST_WAYS]]))]


def _kept(stance: Stance) -> Block:
    where = f" · in private: {excerpt(stance.channel, MAX_SHORT)}" if stance.channel else ""
    told = f"{excerpt(stance.owner, 80)} · {excerpt(stance.what, 200)} · {excerpt(stance.due, 80)}{where}"
    return rich(line(text_element("Kept by: ", bold=True), text_element(told)))


_SENTENCES = f"Plain sentences of at most {MOST_SENTENCE} characters, one way to say it on each line."


def _input(
    field: str,
    label: str,
    value: str,
    *,
    hint: str | None = None,
    many: bool = False,
    optional: bool = False,
    most: int | None = None,
) -> Block:
    longest = most or (MAX_INPUT if many else MAX_SHORT)
    element: Block = {
        "type": "plain_text_input",
        "action_id": ANSWER,
        "multiline": many,
        "max_length": longest,
    }
    element |= {"initial_value": value[:longest]} if value else {}
    block: Block = {
        "type": "input",
        "block_id": str(field),
        "label": plain(label),
        "element": element,
        "optional": optional,
    }
    return {**block, "hint": plain(hint)} if hint else block

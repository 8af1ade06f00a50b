"""Forms that change an incident: its name, what it is part of, and what belongs to it. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.incidents.acts import MOST_TITLE
from bot.models import Incident
from bot.slack import words
from bot.slack.blocks import Block, context, option, plain, quotes
from bot.slack.ids import ANSWER, Callback, Field, button_value, parse_value
from bot.slack.incident_card import title
from bot.slack.incident_list import Place
from bot.slack.modals import answer_of, input_block
from bot.store.incidents import Member
from bot.text import excerpt, reveal

MOST_OPTIONS = 99
"""One fewer than Slack's menu takes, since there may be a way out of it."""
MAX_OPTION = 75
MAX_SAID = 300
OUT = "none"
"""Stands for no incident in the menu of a form."""


def rename_modal(incident: Incident, place: Place) -> Block:
    """Another name for it."""
    element: Block = {"type": "plain_text_input", "action_id": ANSWER, "max_length": MOST_TITLE}
    if incident.title.strip():
        element["initial_value"] = reveal(incident.title)[:MOST_TITLE]
    told = context("No machine changes a name that a person gave.")
    blocks = [title(incident), input_block(Field.TITLE, "What do you call it?", element), told]
    return incident_form(Callback.INCIDENT_RENAME, "Rename", "Rename", blocks, place)


def merge_modal(incident: Incident, others: Sequence[Incident], place: Place) -> Block:
    """Which other incident it belongs to."""
    told = context("All its mentions go over to the other one, and this one is closed.")
    blocks = [title(incident), _which("Which one is it part of?", others), told]
    return incident_form(Callback.INCIDENT_MERGE, "Merge", "Merge", blocks, place)


def split_modal(incident: Incident, members: Sequence[Member], place: Place) -> Block:
    """Which of its mentions are about something else, and what to call that."""
    options = [option(_label(_said(one)), button_value(one.mention.id, 1)) for one in members[:MOST_OPTIONS]]
    menu = {"type": "multi_static_select", "action_id": ANSWER, "options": options}
    name = {"type": "plain_text_input", "action_id": ANSWER, "max_length": MOST_TITLE}
    blocks = [
        title(incident),
        input_block(Field.POSTS, "Which ones are about something else?", menu),
        input_block(Field.TITLE, "What do you call that?", name),
        context("They become an incident of their own. Cards that stand stay where they are."),
    ]
    return incident_form(Callback.INCIDENT_SPLIT, "Split", "Split", blocks, place)


def move_modal(member: Member, others: Sequence[Incident], place: Place) -> Block:
    """Where one mention belongs."""
    away = [option("To no incident: it gets a card of its own", button_value(OUT, 1))]
    blocks = [*quotes(excerpt(member.mention.text, MAX_SAID)), _which("Where does it belong?", others, away)]
    return incident_form(Callback.INCIDENT_MOVE, "Move", "Move", blocks, place)


def chosen(state: dict[str, Any]) -> str | None:
    """The incident that was chosen; `OUT` for none; `None` if nothing was."""
    target = parse_value(answer_of(state, Field.INCIDENT))
    return target.draft_id if target else None


def posts_in(state: Mapping[str, Any]) -> list[str]:
    """The mentions that were chosen."""
    ticked = (state.get("values") or {}).get(Field.POSTS, {}).get(ANSWER, {}).get("selected_options") or []
    targets = (parse_value(one.get("value")) for one in ticked)
    return [one.draft_id for one in targets if one is not None]


def _which(label: str, others: Sequence[Incident], more: Sequence[Block] = ()) -> Block:
    options = [option(_label(one.title), button_value(one.id, 1)) for one in others[:MOST_OPTIONS]]
    menu = {"type": "static_select", "action_id": ANSWER, "options": [*more, *options]}
    return input_block(Field.INCIDENT, label, menu)


def _said(one: Member) -> str:
    return f"{words.author(one.mention)}: {one.mention.text}"


def _label(text: str) -> str:
    return excerpt(reveal(text), MAX_OPTION) or "(no name)"


def incident_form(callback: Callback, name: str, submit: str, blocks: list[Block], place: Place) -> Block:
    """A form about an incident."""
    return {
        "type": "modal",
        "callback_id": callback.value,
        "title": plain(name),
        "submit": plain(submit),
        "close": plain("Cancel"),
        "private_metadata": place.dump(),
        "blocks": blocks,
    }

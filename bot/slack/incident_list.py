"""The mentions of an incident, page by page, each with a way to a card and a way elsewhere. Pure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.models import Incident
from bot.slack import incident_words, words
from bot.slack.blocks import (
    Block,
    actions,
    button,
    context,
    line,
    plain,
    rich,
    section,
    words_of_others,
)
from bot.slack.escape import our_elements
from bot.slack.home import paging
from bot.slack.ids import Action, Callback, button_value, parse_value
from bot.slack.incident_card import title
from bot.store.incidents import Member
from bot.text import excerpt

PAGE = 10
MAX_SAID = 400
MAX_NAME = 60
INCIDENT_PAGES = (Action.INCIDENT_BACK, Action.INCIDENT_ON)


@dataclass(frozen=True)
class Place:
    """Where a form about an incident was opened, carried in its metadata. `page` counts from 0."""

    incident_id: str
    page: int = 0
    mention_id: str | None = None

    def dump(self) -> str:
        """As text; ids and numbers only."""
        return json.dumps({"value": button_value(self.incident_id, self.page), "mention": self.mention_id})

    @staticmethod
    def load(metadata: str) -> "Place | None":
        """From text; `None` if it is not ours."""
        try:
            said = json.loads(metadata)
            target, mention = parse_value(said["value"]), said.get("mention")
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None
        if target is None or not (mention is None or isinstance(mention, str)):
            return None
        return Place(target.draft_id, target.revision, mention)


@dataclass(frozen=True)
class MentionsPage:
    """One page; `note` is about what the person just did."""

    incident: Incident
    members: Sequence[Member]
    number: int
    total: int
    note: str | None = None


def mentions_modal(page: MentionsPage) -> Block:
    """Who said what, where it stands, and what can be done with it."""
    note = [rich(line(*our_elements(page.note)))] if page.note else []
    has_next = (page.number + 1) * PAGE < page.total
    turns = [
        {**one, "value": button_value(page.incident.id, _turned(page, one))}
        for one in paging(page.number, has_next, INCIDENT_PAGES)
    ]
    first = page.number * PAGE
    told = f"*{first + 1}–{first + len(page.members)} of {page.total}*, the oldest first"
    return {
        "type": "modal",
        "callback_id": Callback.NOTICE.value,
        "title": plain("Mentions"),
        "close": plain("Close"),
        "private_metadata": Place(page.incident.id, page.number).dump(),
        "blocks": [
            *note,
            title(page.incident),
            section(told if page.members else "*There is nothing on it any more.*"),
            *[block for one in page.members for block in _entry(one)],
            *actions(f"mentions:pages:{page.number}", turns),
        ],
    }


def _turned(page: MentionsPage, turn: Block) -> int:
    return page.number + (1 if turn["action_id"] == Action.INCIDENT_ON else -1)


def _entry(one: Member) -> list[Block]:
    mention = one.mention
    who = f"{excerpt(words.author(mention), MAX_NAME)} on {words.platform(mention.platform)}"
    value = button_value(mention.id, mention.revision)
    make = [button("Make a card", Action.INCIDENT_CARD, value)] if incident_words.is_grouped(one) else []
    return [
        words_of_others(f"{who}: {excerpt(mention.text, MAX_SAID) or '(no words)'}"),
        context(f"{words.severity(one.verdict.severity)} · {incident_words.stands(one)}"),
        *actions(f"mention:{value}", [*make, button("Move…", Action.INCIDENT_MOVE, value)]),
    ]

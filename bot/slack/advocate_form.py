"""One person on the list as a form, and what a manager has put into it. Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from bot.advocates.entries import ACCOUNTS, CONSENT, LANGUAGES, MAX_CONTACT, MAX_NAME, NAME, Entry
from bot.models import Advocate, Relation
from bot.slack.advocate_words import RELATION
from bot.slack.blocks import Block, context, line, option, plain, rich
from bot.slack.escape import our_elements
from bot.slack.ids import ANSWER, Callback, button_value, parse_value

RELATED, TOPICS, CONTACT, REACH, TICKS = "relation", "topics", "contact", "reach", "ticks"
DISCLOSES, LET_BE = "discloses", "let_be"
MAX_WORDS = 500
NEW = "new"
FOLLOWERS = "Please write a whole number, or leave it empty."
_TICKS = {
    DISCLOSES: "They have agreed to tell their relation in every post about us",
    LET_BE: "Do not contact them",
}


def advocate_modal(advocate: Advocate | None, notice: str | None = None) -> Block:
    """The form; `None` is somebody new."""
    value = button_value(advocate.id, advocate.version) if advocate else button_value(NEW, 0)
    blocks = [
        *([rich(line(*our_elements(notice)))] if notice else []),
        *_inputs(advocate),
        context("Only with their consent. It is kept with your name; what you type stands in no record."),
    ]
    return {
        "type": "modal",
        "callback_id": Callback.ADVOCATE.value,
        "title": plain("Advocate"),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "private_metadata": value,
        # Slack keeps what stands under a name: the form of somebody else gets other names.
        "blocks": [_named(block, value) for block in blocks],
    }


def entry_in(state: Mapping[str, Any]) -> Entry | dict[str, str]:
    """What was filled in, or what is wrong by field."""
    said = {name.split(":")[0]: one.get(ANSWER) or {} for name, one in (state.get("values") or {}).items()}
    reach = str(said.get(REACH, {}).get("value") or "").replace(",", "").strip()
    if reach and not re.fullmatch(r"[0-9]{1,9}", reach):
        return {REACH: FOLLOWERS}
    ticks = {one.get("value") for one in said.get(TICKS, {}).get("selected_options") or []}
    relation = (said.get(RELATED, {}).get("selected_option") or {}).get("value")
    return Entry.made(
        _typed(said, NAME),
        _typed(said, ACCOUNTS).splitlines(),
        Relation(relation) if relation in list(Relation) else Relation.NONE,
        topics=_typed(said, TOPICS).split(","),
        languages=_typed(said, LANGUAGES).replace(",", " ").split(),
        contact=_typed(said, CONTACT),
        followers=int(reach) if reach else None,
        consent=_day(said.get(CONSENT, {}).get("selected_date")),
        discloses=DISCLOSES in ticks,
        do_not_contact=LET_BE in ticks,
    )


def old_of(metadata: str) -> tuple[str, int] | bool | None:
    """The entry that the form was opened on, `None` for somebody new; false if it is not ours."""
    target = parse_value(metadata)
    if target is None:
        return False
    return None if target.draft_id == NEW else (target.draft_id, target.revision)


def _inputs(advocate: Advocate | None) -> list[Block]:
    known = advocate or _NOBODY
    accounts = "\n".join(one.replace(":", " ", 1) for one in known.accounts)
    reach = "" if known.followers is None else str(known.followers)
    return [
        _input(NAME, "Name", _text(known.name, MAX_NAME)),
        _input(
            ACCOUNTS, "Accounts", _text(accounts, MAX_WORDS, many=True), "One a line: network, then handle"
        ),
        _input(RELATED, "What ties them to us?", _relation(known.relation)),
        _input(TOPICS, "What do they know about?", _text(", ".join(known.topics), MAX_WORDS), None, True),
        _input(LANGUAGES, "Languages", _text(", ".join(known.languages), MAX_NAME), "Such as: en, de", True),
        _input(CONTACT, "Where do letters go?", _text(known.contact, MAX_CONTACT), _WHERE, True),
        _input(REACH, "Followers", _text(reach, MAX_NAME), None, True),
        _input(CONSENT, "On which day did they agree to be asked?", _date(known), None, True),
        _input(TICKS, "And", _ticks(known), None, True),
    ]


_NOBODY = Advocate(
    id=NEW, name="", relation=Relation.CUSTOMER, added_by="", added_at=datetime.min.replace(tzinfo=UTC)
)
"""What an empty form shows; it is kept nowhere."""
_WHERE = "Left empty: a private message to the first account"


def _text(value: str, most: int, *, many: bool = False) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": ANSWER, "max_length": most, "multiline": many}
    return {**element, "initial_value": value[:most]} if value else element


def _relation(now: Relation) -> Block:
    options = [option(said, one.value) for one, said in RELATION.items()]
    chosen = next(one for one in options if one["value"] == now.value)
    return {"type": "static_select", "action_id": ANSWER, "options": options, "initial_option": chosen}


def _date(known: Advocate) -> Block:
    element: Block = {"type": "datepicker", "action_id": ANSWER}
    return {**element, "initial_date": f"{known.consent_at:%Y-%m-%d}"} if known.consent_at else element


def _ticks(known: Advocate) -> Block:
    options = [option(said, one) for one, said in _TICKS.items()]
    holds = {DISCLOSES: known.discloses, LET_BE: known.do_not_contact}
    chosen = [one for one in options if holds[one["value"]]]
    element: Block = {"type": "checkboxes", "action_id": ANSWER, "options": options}
    return {**element, "initial_options": chosen} if chosen else element


def _input(
    block_id: str, label: str, element: Block, hint: str | None = None, optional: bool = False
) -> Block:
    block: Block = {"type": "input", "block_id": block_id, "label": plain(label), "element": element}
    block["optional"] = optional
    return {**block, "hint": plain(hint)} if hint else block


def _named(block: Block, value: str) -> Block:
    return {**block, "block_id": f"{block['block_id']}:{value}"} if "block_id" in block else block


def _typed(said: Mapping[str, Any], field: str) -> str:
    return str(said.get(field, {}).get("value") or "")


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None

""" "Advocates…": everybody who may be asked to speak up, page by page, for managers only. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.models import Advocate
from bot.slack.advocate_words import about, who
from bot.slack.blocks import (
    Block,
    actions,
    button,
    confirm,
    context,
    line,
    plain,
    rich,
    section,
    words_of_others,
)
from bot.slack.escape import our_elements
from bot.slack.home import paging
from bot.slack.ids import ALL, Action, Callback, button_value

PAGE = 10
ADVOCATE_PAGES = (Action.ADVOCATES_BACK, Action.ADVOCATES_ON)
_HOW = (
    "People who know you and have agreed to be asked. In an incident Amends says who fits and why; a letter "
    "goes out only when an approver agrees, and a person sends it. Nobody is paid for it or told what to say."
)
_EMPTY = (
    "*Nobody is on the list.* While it is empty, nothing about advocates is shown anywhere else. Never put "
    "anybody on it who complains, or because of their health, faith, politics or the like."
)


@dataclass(frozen=True)
class RosterPage:
    """One page of the list; `number` counts from 0."""

    people: Sequence[Advocate]
    number: int = 0
    notice: str | None = None


def advocates_button() -> Block:
    """Opens the list, for managers."""
    return button("Advocates…", Action.ADVOCATES, ALL)


def advocates_modal(page: RosterPage) -> Block:
    """Each with what is known, and the ways to change it."""
    total = len(page.people)
    number = min(page.number, max(total - 1, 0) // PAGE)
    here = page.people[number * PAGE : (number + 1) * PAGE]
    add = button("Add somebody…", Action.NEW_ADVOCATE, ALL, style="primary")
    told = [section(f"*{number * PAGE + 1}–{number * PAGE + len(here)} of {total}*")] if here else []
    turns = paging(number, (number + 1) * PAGE < total, ADVOCATE_PAGES)
    return {
        "type": "modal",
        "callback_id": Callback.NOTICE.value,
        "title": plain("Advocates"),
        "close": plain("Close"),
        "blocks": [
            *([rich(line(*our_elements(page.notice)))] if page.notice else []),
            context(_HOW),
            *(told or [section(_EMPTY)]),
            *[block for one in here for block in _entry(one)],
            *actions("advocates:add", [add]),
            *actions(f"advocates:pages:{number}", turns),
        ],
    }


def _entry(advocate: Advocate) -> list[Block]:
    value = button_value(advocate.id, advocate.version)
    sure = confirm(
        "Take them off the list?",
        "Name, accounts and the words of letters to them are forgotten; open letters are dropped.",
        "Take off",
    )
    row = [
        button("Change…", Action.EDIT_ADVOCATE, value),
        button("Take off", Action.REMOVE_ADVOCATE, value, style="danger", confirm=sure),
    ]
    return [who(advocate), words_of_others(about(advocate)), *actions(f"advocate:{value}", row)]

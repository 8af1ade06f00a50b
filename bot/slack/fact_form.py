"""The form of `/amends fact`, and what a manager has put into it. Pure; ten seconds to fill."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.drafting.facts import MAX_STATEMENT, News
from bot.models import Category, FactCard
from bot.slack import words
from bot.slack.blocks import Block, line, option, plain, rich, small_print
from bot.slack.escape import our_elements
from bot.slack.ids import ANSWER, parse_value
from bot.text import excerpt, reveal

CALLBACK = "facts.tell"
STATEMENT, UNTIL, WHERE, OLD, ONLY_BACK, BRAND = "statement", "until", "where", "old", "only_back", "brand"
MOST_FACTS = 100
"""Options of one Slack menu; of more facts the newest are offered."""
MAX_OPTION = 75
_TITLE = "A fact for drafts"


@dataclass(frozen=True)
class FactForm:
    """What the form offers: facts that stand, brands by id, and the id or name of the one meant at first."""

    standing: Sequence[FactCard]
    brands: Mapping[str, str]
    default: str


def fact_modal(form: FactForm, metadata: str, notice: str | None = None, typed: str | None = None) -> Block:
    """The form; `notice` says why what was `typed` was not taken."""
    standing = form.standing[-MOST_FACTS:]
    blocks = [
        *([rich(line(*our_elements(notice)))] if notice else []),
        _input(STATEMENT, "What is true?", _statement(typed), hint=_HINT, optional=bool(standing)),
        _input(UNTIL, "Until when (last day)?", {"type": "datepicker", "action_id": ANSWER}, optional=True),
        _input(WHERE, "For which complaints? (none = all)", _many(_categories()), optional=True),
        *([] if len(form.brands) < 2 else [_input(BRAND, "Which brand?", _brands(form))]),
        *([] if not standing else _replacing(standing)),
        small_print(
            "Drafts may say this from now on, word for word or in their own words, until its last day."
        ),
    ]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain(_TITLE),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "private_metadata": metadata,
        "blocks": blocks,
    }


def news_of(state: Mapping[str, Any], default: str) -> News:
    """What the manager says; `default` is the brand where the form did not ask."""
    typed = str(_answer(state, STATEMENT).get("value") or "")
    back = bool(_answer(state, ONLY_BACK).get("selected_options"))
    old = parse_value(_chosen(state, OLD))
    last = _answer(state, UNTIL).get("selected_date")
    return News(
        brand=_chosen(state, BRAND) or default,
        statement=None if back and not typed else typed,
        last_day=date.fromisoformat(last) if last else None,
        applies_to=tuple(one["value"] for one in _answer(state, WHERE).get("selected_options") or ()),
        old=None if old is None else (old.draft_id, old.revision),
    )


_HINT = f"One plain sentence, at most {MAX_STATEMENT} characters, that anybody may read."


def _statement(typed: str | None) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": ANSWER, "max_length": MAX_STATEMENT}
    return {**element, "initial_value": typed[:MAX_STATEMENT]} if typed else element


def _categories() -> list[Block]:
    return [option(words.CATEGORY[each], each.value) for each in Category]


def _brands(form: FactForm) -> Block:
    options = [option(_label(name), id) for id, name in form.brands.items()][:MOST_FACTS]
    meant = (one for one in options if form.default in (one["value"], one["text"]["text"]))
    first = next(meant, options[0])
    return {"type": "static_select", "action_id": ANSWER, "options": options, "initial_option": first}


def _replacing(standing: Sequence[FactCard]) -> list[Block]:
    facts = [option(_label(card.statement), f"{card.id}:{card.version}") for card in standing]
    only = option("Take the old fact back without a new one", "yes")
    return [
        _input(
            OLD, "Instead of", {"type": "static_select", "action_id": ANSWER, "options": facts}, optional=True
        ),
        _input(
            ONLY_BACK,
            "Or",
            {"type": "checkboxes", "action_id": ANSWER, "options": [only]},
            optional=True,
        ),
    ]


def _many(options: Sequence[Block]) -> Block:
    return {"type": "multi_static_select", "action_id": ANSWER, "options": list(options)}


def _label(text: str) -> str:
    return excerpt(reveal(text), MAX_OPTION)


def _input(
    block_id: str, label: str, element: Block, *, hint: str | None = None, optional: bool = False
) -> Block:
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": element,
        "optional": optional,
    }
    return {**block, "hint": plain(hint)} if hint else block


def _answer(state: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = state.get("values", {}).get(field, {}).get(ANSWER, {})
    return found


def _chosen(state: Mapping[str, Any], field: str) -> str | None:
    picked = _answer(state, field).get("selected_option")
    return None if picked is None else str(picked["value"])

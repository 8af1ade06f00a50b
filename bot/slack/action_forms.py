"""“Actions…”: the steps that each brand can promise, with who keeps them and by when. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.drafting.tuning import Step, StepWords
from bot.models import Category
from bot.slack import words
from bot.slack.blocks import Block, actions, button, context, line, plain, rich, text_element
from bot.slack.escape import our_elements
from bot.slack.ids import ANSWER, Action, Callback, button_value
from bot.text import excerpt

ALL = "all:1"
SAY, OWNER, WHAT, DUE = "say", "owner", "what", "due"
MOST_STEPS = 30
MAX_SAID, MAX_NAME = 300, 80
MAX_INPUT, ROOMY = 3_000, 2_000
"""Characters that Slack's input takes, and how many of them we fill, so that sentences can be added."""
MOST_PARTS = 10
_BLANKS = (
    "One way to say it on each line. Blanks: {{ ask }}, {{ channel }}, {{ due }}, {{ matter }}, {{ thing }}."
)


@dataclass(frozen=True)
class StepForm:
    """One step as its form shows it. `metadata` names it; `typed` is what was not saved, and `notice` why."""

    step: Step
    metadata: str
    typed: StepWords | None = None
    notice: str | None = None


def actions_button() -> Block:
    """Opens the list, for managers."""
    return button("Actions…", Action.ACTIONS, ALL)


def actions_modal(steps: Sequence[Step], notice: str | None = None) -> Block:
    """Every step with its first wording, owner and due time, and a button to change it."""
    more = len(steps) - MOST_STEPS
    rest = [context(f"and {more} more, in the brands' files")] if more > 0 else []
    told = context(
        "What a reply may promise, because somebody keeps it. The owner is reminded when it is due."
    )
    return {
        "type": "modal",
        "callback_id": Callback.ACTIONS.value,
        "title": plain("Actions"),
        "close": plain("Close"),
        "blocks": [
            *([rich(line(*our_elements(notice)))] if notice else []),
            told,
            *[block for place, step in enumerate(steps[:MOST_STEPS]) for block in _step(place, step)],
            *rest,
        ],
    }


def step_modal(form: StepForm) -> Block:
    """Its sentences, who keeps it, what they do, and by when."""
    action, typed = form.step.action, form.typed
    said = typed or StepWords(action.wordings, action.owner, action.what, action.due)
    return {
        "type": "modal",
        "callback_id": Callback.ACTION.value,
        "title": plain("Action"),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "private_metadata": form.metadata,
        "blocks": [
            *([rich(line(*our_elements(form.notice)))] if form.notice else []),
            rich(line(text_element(_name(form.step), bold=True))),
            _input(OWNER, "Who keeps it", said.owner),
            _input(WHAT, "What they do", said.what),
            _input(DUE, "By when", said.due, hint="Such as: today, tomorrow, within two hours."),
            *_sentences(said.wordings),
            context("Checked before it counts, and kept in the history with your name."),
        ],
    }


def fits(step: Step) -> bool:
    """Whether Slack's inputs can hold it."""
    wordings = step.action.wordings
    return max(map(len, wordings)) <= MAX_INPUT and len(_parts(wordings)) <= MOST_PARTS


def words_of(state: Mapping[str, Any]) -> StepWords:
    """What was typed."""
    parts = [name for name in state.get("values") or {} if name.split(":")[0] == SAY]
    lines = [one.strip() for name in sorted(parts) for one in _typed(state, name).split("\n")]
    return StepWords(
        wordings=[one for one in lines if one],
        owner=_typed(state, OWNER),
        what=_typed(state, WHAT),
        due=_typed(state, DUE),
    )


def _parts(wordings: Sequence[str]) -> list[str]:
    """The sentences, each on a line, in as many pieces as Slack's inputs need."""
    parts: list[str] = []
    for one in wordings:
        if parts and len(parts[-1]) + len(one) < ROOMY:
            parts[-1] += f"\n{one}"
        else:
            parts.append(one)
    return parts or [""]


def _sentences(wordings: Sequence[str]) -> list[Block]:
    """Only the first may not be empty. Other pieces get other names: Slack keeps what stands under a name."""
    parts = _parts(wordings)
    names = [f"{SAY}:{number}:{len(parts)}" for number in range(len(parts))]
    first, *more = [
        _input(name, "What the reply says" if name == names[0] else "and", part, lines=True)
        for name, part in zip(names, parts, strict=True)
    ]
    return [{**first, "hint": plain(_BLANKS)}, *({**one, "optional": True} for one in more)]


def _step(place: int, step: Step) -> list[Block]:
    action = step.action
    first = action.wordings[0]
    more = len(action.wordings) - 1
    ways = f" (and {more} more ways)" if more else ""
    kept = f"{action.owner} · {action.what} · {action.due}"
    return [
        rich(
            line(text_element(_name(step), bold=True)),
            {"type": "rich_text_quote", "elements": [text_element(excerpt(first, MAX_SAID) + ways)]},
            line(text_element(excerpt(kept, MAX_SAID))),
        ),
        *actions(f"step:{place}", [button("Edit…", Action.EDIT_ACTION, button_value("step", place + 1))]),
    ]


def _name(step: Step) -> str:
    known = {each.value: words.CATEGORY[each] for each in Category}
    served = ", ".join(known.get(one, one) for one in step.action.categories) or "everything else"
    return excerpt(f"{step.brand}: {step.action.id}, for {served}", MAX_NAME)


def _input(block_id: str, label: str, value: str, *, lines: bool = False, hint: str | None = None) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": ANSWER, "multiline": lines}
    element["max_length"] = MAX_INPUT if lines else MAX_SAID
    element |= {"initial_value": value[: element["max_length"]]} if value else {}
    block: Block = {"type": "input", "block_id": block_id, "label": plain(label), "element": element}
    return {**block, "hint": plain(hint)} if hint else block


def _typed(state: Mapping[str, Any], block_id: str) -> str:
    entry = (state.get("values") or {}).get(block_id, {}).get(ANSWER) or {}
    return str(entry.get("value") or "").strip()

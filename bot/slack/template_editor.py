"""The form in which a manager changes sentences, with what is wrong and what drafts come of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.drafting.linting import Fault
from bot.drafting.linting.sentences import SPOKEN, Sentence
from bot.drafting.sentence_groups import NOTHING, Part, groups_of, place_of_line
from bot.drafting.template_trial import Tried
from bot.ports import Finding
from bot.slack.blocks import (
    MAX_INPUT,
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
from bot.slack.card_parts import shortened
from bot.slack.diffs import word_diff
from bot.slack.ids import ANSWER, Action, Callback, Field
from bot.slack.template_list import form, noted
from bot.slack.template_places import Place, file_title, group_title
from bot.text import excerpt

MAX_NOTE = 200
MOST_FAULTS = 12
MAX_POST = 300
MAX_FAULT = 600
_HAVE_BLANKS = SPOKEN | {"say_in"}
_KINDS = {"past": "A real post", "sample": "A sample post", "hostile": "A hostile post"}


@dataclass(frozen=True)
class Editing:
    """One part of a file while somebody changes it. `typed` is their text, `None` before they wrote any."""

    path: str
    head: int
    part: Part
    typed: str | None = None
    note: str | None = None

    @property
    def text(self) -> str:
        """What stands in the form."""
        return self.part.typed if self.typed is None else self.typed

    @property
    def place(self) -> Place:
        """To find it again."""
        group = self.part.group
        return Place(
            path=self.path,
            head=self.head,
            group=group.id,
            anchor=group.anchor,
            first=self.part.first,
            count=len(self.part.lines),
            digest=group.sha256,
        )


@dataclass(frozen=True)
class Outcome:
    """What came of a look at the text. `body` is the file that was looked at; `is_over` when nothing stood
    in the way. `theirs` is what stands there now when somebody else saved first."""

    faults: Sequence[Fault] = ()
    drafts: Sequence[Tried] = ()
    body: str = ""
    looked: bool = False
    theirs: str | None = None


def editor_modal(editing: Editing, outcome: Outcome | None = None, notice: str | None = None) -> Block:
    """The form; `outcome` stands below the text."""
    told = outcome or Outcome()
    return {
        **form("Change sentences", [], editing.place, close="Back"),
        "callback_id": Callback.TEMPLATE.value,
        "submit": plain("Save"),
        "blocks": [
            *noted(notice),
            *_faults(editing, told),
            *_meanwhile(editing, told),
            section(f"*{_title(editing)}*"),
            _sentences(editing),
            small_print(_help(editing)),
            _note(editing),
            *actions("try", [button("Preview", Action.TEMPLATE_PREVIEW, "preview")]),
            *_drafts(told),
        ],
    }


def checking_modal(editing: Editing) -> Block:
    """While the text is looked at; it stands here whatever happens."""
    blocks = [
        section(":hourglass: *Checking your words.* This takes a few seconds."),
        section("*Your text:*"),
        *copyable(editing.text),
    ]
    return form("Change sentences", blocks, editing.place)


def said_modal(title: str, said: str, kept: str | None = None) -> Block:
    """How it ended. `kept` is a person's text that could not be used, to copy."""
    text = [section("*Your text*, to copy:"), *copyable(kept)] if kept else []
    return form(title, [*noted(said), *text], Place(), close="Back")


def _title(editing: Editing) -> str:
    part = editing.part
    pages = f", part {part.number} of {part.of}" if part.of > 1 else ""
    return f"{_plain(file_title(editing.path))} · {_plain(group_title(part.group))}{pages}"


def _plain(words: str) -> str:
    return "".join(sign for sign in words if sign not in "&<>*_`~")


def _sentences(editing: Editing) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": ANSWER,
        "multiline": editing.part.group.is_list,
        "max_length": MAX_INPUT,
    }
    element |= {"initial_value": editing.text[:MAX_INPUT]} if editing.text else {}
    # A new id for each version and place: Slack would keep the text of the one before.
    block_id = f"{Field.SENTENCES}:{editing.head}:{editing.part.first}:{len(editing.part.lines)}"
    is_list = editing.part.group.is_list
    label = "Sentences, one to a line" if is_list else "What stands there"
    return {**_input(block_id, label, element), "optional": not is_list}


def _help(editing: Editing) -> str:
    keys = tuple(str(key) for key in editing.part.group.keys)
    one = f"One of these is said. Write {NOTHING} for a line that says nothing. "
    if not _HAVE_BLANKS.intersection(keys):
        return f"{one if editing.part.group.is_list else ''}It is said as it stands, without blanks."
    known = sorted(Sentence(editing.path, keys, 1, "").variables)
    return f"{one}Amends fills in the blanks: {', '.join(f'{{{{ {name} }}}}' for name in known)}."


def _note(editing: Editing) -> Block:
    element: Block = {"type": "plain_text_input", "action_id": ANSWER, "max_length": MAX_NOTE}
    element |= {"initial_value": editing.note[:MAX_NOTE]} if editing.note else {}
    return {**_input(Field.NOTE, "Why? For the list of versions.", element), "optional": True}


def _input(block_id: str, label: str, element: Block) -> Block:
    return {"type": "input", "block_id": str(block_id), "label": plain(label), "element": element}


def _faults(editing: Editing, outcome: Outcome) -> list[Block]:
    if not outcome.looked:
        return []
    if not outcome.faults:
        return [context(":white_check_mark: Nothing is wrong with these words.")]
    stops = any(fault.level == "fault" for fault in outcome.faults)
    head = "*This has to be mended before it can be saved:*" if stops else "*You may want to look at this:*"
    rows = [_fault(editing, outcome, fault) for fault in outcome.faults[:MOST_FAULTS]]
    more = len(outcome.faults) - len(rows)
    return [section(head), rich(bullets(rows)), *([context(f"and {more} more")] if more > 0 else [])]


def _fault(editing: Editing, outcome: Outcome, fault: Fault) -> list[Block]:
    where = _where(editing, outcome, fault)
    return [text_element(f"{where}: ", bold=True), text_element(excerpt(fault.problem, MAX_FAULT))]


def _where(editing: Editing, outcome: Outcome, fault: Fault) -> str:
    """The line as it stands in the form; else the file."""
    group = next((one for one in groups_of(outcome.body) if one.keys == editing.part.group.keys), None)
    if fault.path != editing.path or fault.line is None or group is None:
        return file_title(fault.path)
    place = place_of_line(outcome.body, group, fault.line)
    if place is None or place < editing.part.first:
        return f"{file_title(fault.path)}, elsewhere"
    return f"Line {place - editing.part.first + 1}"


def _meanwhile(editing: Editing, outcome: Outcome) -> list[Block]:
    if outcome.theirs is None:
        return []
    changed = word_diff(outcome.theirs, editing.text)
    return [
        section("*From what stands there now to your text:*"),
        rich(line(*changed or [text_element("the same words")])),
    ]


def _drafts(outcome: Outcome) -> list[Block]:
    return [block for one in outcome.drafts for block in _draft(one)]


def _draft(one: Tried) -> list[Block]:
    post = rich(
        line(
            text_element(f"{_KINDS.get(one.kind, 'A post')}: ", bold=True),
            text_element(excerpt(one.post, MAX_POST)),
        )
    )
    text = (
        quotes(shortened(one.written.text, MAX_INPUT))
        if one.written.text
        else [context("No draft: a person has to write it.")]
    )
    return [post, *text, *_findings(one.written.findings)]


def _findings(found: Sequence[Finding]) -> list[Block]:
    if not found:
        return []
    rows = [
        [
            text_element("Must change: " if one.level == "hard" else "Hint: ", bold=True),
            text_element(excerpt(one.why, MAX_FAULT)),
        ]
        for one in found[:MOST_FAULTS]
    ]
    return [rich(bullets(rows))]

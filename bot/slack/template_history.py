"""What a template file said before, what is newer in the shipped one, and what waits for agreement. Pure."""

import json
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate, zip_longest

from bot.drafting.template_desk import SHIPPED, TemplateFile
from bot.models import TemplateVersion
from bot.slack.blocks import (
    Block,
    actions,
    button,
    confirm,
    context,
    line,
    rich,
    section,
    small_print,
    text_element,
)
from bot.slack.diffs import word_diff
from bot.slack.escape import date
from bot.slack.ids import Action
from bot.slack.template_list import WHEN, form, named, next_page, noted, who
from bot.slack.template_places import Place
from bot.text import excerpt

VERSIONS_SHOWN = 5
MOST_CHANGES = 12
"""Lines of one change that are shown: a modal holds 100 blocks …"""
MOST_BYTES = 30_000
"""… and 250 kB, of which a change may take so much: each word that changed is a piece of its own."""
MAX_LINE = 600
_STATES = {
    "second": "waits for another manager",
    "replaced": "never in force: replaced by a newer one",
    "refused": "never in force: not agreed to",
}
_SENTENCE = re.compile(r'^\s*"(?P<said>(?:\\.|[^"\\])*)",?\s*$')


def history_modal(
    file: TemplateFile, past: Sequence[TemplateVersion], page: int = 0, notice: str | None = None
) -> Block:
    """Versions, the newest first, each with what it changed and a way back to it."""
    first = page * VERSIONS_SHOWN
    shown = past[first : first + VERSIONS_SHOWN]
    older = [*past[first + 1 : first + len(shown) + 1]]
    entries = [
        block
        for one, before in zip_longest(shown, older[: len(shown)])
        for block in _entry(file, one, file.shipped or "" if before is None else before.body)
    ]
    blocks = [
        *noted(notice),
        section(f"*{named(file.path)}*"),
        *(entries or [context("Nobody has changed this file yet.")]),
        *actions("history", _more(file, len(past), page)),
    ]
    return form("History", blocks, Place(file.path, file.head, page), close="Back")


def newer_modal(file: TemplateFile, notice: str | None = None) -> Block:
    """The shipped wording that is newer than the team's own, as a change to take or to leave."""
    own = file.version.id if file.version else SHIPPED
    buttons = [
        button("Take the shipped wording", Action.TEMPLATE_TAKE, file.path, confirm=_sure("Take it")),
        button("Keep ours", Action.TEMPLATE_KEEP, str(own)),
    ]
    said = (
        "The wording that comes with Amends has changed since your team saved its own. Taking it would mean:"
    )
    blocks = [
        *noted(notice),
        section(f"*{named(file.path)}*"),
        section(said),
        *changes(file.body, file.shipped or ""),
        *actions("newer", buttons),
    ]
    return form("Newer shipped wording", blocks, Place(file.path, file.head), close="Back")


def waiting_modal(
    file: TemplateFile, version: TemplateVersion, user: str, notice: str | None = None
) -> Block:
    """A version that a second manager has to look at; its author can only take it back."""
    agree = button("Agree", Action.TEMPLATE_AGREE, str(version.id), style="primary")
    say_no = "Take it back" if user == version.saved_by else "Do not agree"
    buttons = [
        *([] if user == version.saved_by else [agree]),
        button(say_no, Action.TEMPLATE_REFUSE, str(version.id)),
    ]
    blocks = [
        *noted(notice),
        section(f"*{named(file.path)}*"),
        section(_made(version)),
        *_why(version),
        *changes(file.body, version.body),
        *(actions("waiting", buttons) if version.needs == "second" else [context(_state(version))]),
    ]
    return form("A change to agree to", blocks, Place(file.path, file.head))


def changes(old: str, new: str) -> list[Block]:
    """What differs between two wordings of a file, word by word, line by line."""
    before, after = old.splitlines(), new.splitlines()
    rows = [
        rich(line(*row))
        for kind, *span in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
        if kind != "equal"
        for row in _rows(before[span[0] : span[1]], after[span[2] : span[3]])
    ]
    sizes = accumulate(len(json.dumps(row, ensure_ascii=False).encode()) for row in rows[:MOST_CHANGES])
    shown = rows[: sum(size <= MOST_BYTES for size in sizes)]
    more = len(rows) - len(shown)
    if not rows:
        return [context("The same words.")]
    return [*shown, *([context(f"and {more} more changed lines")] if more > 0 else [])]


def _rows(lost: Sequence[str], came: Sequence[str]) -> list[list[Block]]:
    rows = []
    for old, new in zip_longest(map(_said, lost), map(_said, came)):
        if old is None or new is None:
            style = {"bold": True} if old is None else {"strike": True}
            rows.append([text_element(excerpt(old or new or "", MAX_LINE) or "(empty)", **style)])
        elif old != new:
            rows.append(
                word_diff(excerpt(old, MAX_LINE), excerpt(new, MAX_LINE)) or [text_element("(empty)")]
            )
    return rows


def _said(written: str) -> str:
    """A line of a file as people read it: a sentence without its quotes."""
    hit = _SENTENCE.match(written)
    return hit["said"].replace('\\"', '"') if hit else written.strip()


def _entry(file: TemplateFile, one: TemplateVersion | None, before: str) -> list[Block]:
    if one is None:
        return []
    is_now = file.version is not None and file.version.id == one.id
    back = button("Bring it back", Action.TEMPLATE_RESTORE, str(one.id), confirm=_sure("Bring it back"))
    return [
        section(f"{_made(one)}{' · *in force now*' if is_now else ''}"),
        *_why(one),
        *changes(before, one.body),
        *([] if is_now or one.needs == "second" else actions(f"version:{one.id}", [back])),
    ]


def _made(version: TemplateVersion) -> str:
    agreed = f", agreed by {who(version.agreed_by)}" if version.agreed_by else ""
    state = f" · {_state(version)}" if version.needs else ""
    by = who(version.saved_by)
    return f"*Version {version.id}* · {by} {date(version.saved_at, WHEN)}{agreed}{state}"


def _state(version: TemplateVersion) -> str:
    return _STATES.get(version.needs or "", "in force since then")


def _why(version: TemplateVersion) -> list[Block]:
    return [small_print(excerpt(version.note, MAX_LINE))] if version.note else []


def _more(file: TemplateFile, count: int, page: int) -> list[Block]:
    shipped = button(
        "Back to the shipped wording", Action.TEMPLATE_RESTORE, str(SHIPPED), confirm=_sure("Bring it back")
    )
    other = button("Other versions", Action.TEMPLATE_HISTORY, str(next_page(page, count, VERSIONS_SHOWN)))
    is_ours = file.shipped is not None and file.body != file.shipped
    return [*([shipped] if is_ours else []), *([other] if count > VERSIONS_SHOWN else [])]


def _sure(yes: str) -> Block:
    return confirm(
        "Change the words?", "It is saved as a new version. Drafts on cards stay as they are.", yes
    )

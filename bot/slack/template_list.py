"""All template files, and one of them: what is in force since when, and how much was reviewed. Pure."""

from collections.abc import Sequence
from itertools import groupby

from bot.drafting.sentence_groups import Part, groups_of, parts_of
from bot.drafting.template_desk import TemplateFile
from bot.slack.blocks import Block, actions, button, context, line, option, plain, rich, section, text_element
from bot.slack.escape import date, escape, our_elements, person
from bot.slack.ids import Action, Callback, Field
from bot.slack.template_places import Place, file_title, part_title
from bot.text import reveal

FILES_SHOWN = 40
MOST_OPTIONS = 100
"""Choices of one Slack menu."""
WHEN = "{date_short_pretty} {time}"
_HEADS = {
    "tones": "How it is said",
    "playbooks": "What is said to which complaint",
    "": "What all playbooks share",
    "languages": "Other languages",
    "brands": "Who we are, and what we can promise",
}


def open_button() -> Block:
    """For App Home."""
    return button("Tone templates…", Action.TEMPLATES, "all:1")


def list_modal(files: Sequence[TemplateFile], page: int = 0, notice: str | None = None) -> Block:
    """Every file with its reviews."""
    shown = files[page * FILES_SHOWN : (page + 1) * FILES_SHOWN]
    blocks = [
        block
        for folder, found in groupby(shown, lambda file: file.path.rpartition("/")[0])
        for block in (section(f"*{_HEADS.get(folder, 'Others')}*"), *map(_entry, found))
    ]
    more = [button("Other files", Action.TEMPLATE_LIST, str(next_page(page, len(files), FILES_SHOWN)))]
    blocks += actions("files", more) if len(files) > FILES_SHOWN else []
    return form("Tone templates", [*noted(notice), *blocks], Place(page=page))


def file_modal(file: TemplateFile, page: int = 0, notice: str | None = None) -> Block:
    """One file: its state, its parts to choose from, and what can be done to it."""
    parts = all_parts(file)
    shown = parts[page * MOST_OPTIONS : (page + 1) * MOST_OPTIONS]
    place = Place(path=file.path, head=file.head, page=page)
    blocks = [
        *noted(notice),
        section(f"*{named(file.path)}*"),
        context(_state(file)),
        *([] if not file.waiting else [context(_waits(file))]),
        *_choice(file, shown, page),
        *actions("file", _acts(file, page, len(parts))),
    ]
    return form("Tone templates", blocks, place)


def all_parts(file: TemplateFile) -> list[Part]:
    """What an editor can open, in the file's order; a choice is the number in this list."""
    return [part for group in groups_of(file.body) for part in parts_of(group)]


def form(title: str, blocks: Sequence[Block], place: Place, close: str = "Close") -> Block:
    """A modal that only buttons act in."""
    return {
        "type": "modal",
        "callback_id": Callback.NOTICE.value,
        "title": plain(title),
        "close": plain(close),
        "private_metadata": place.dump(),
        "blocks": list(blocks),
    }


def noted(notice: str | None) -> list[Block]:
    """What the person has to know first."""
    return [rich(line(text_element("Please note: ", bold=True), *our_elements(notice)))] if notice else []


def next_page(page: int, count: int, size: int) -> int:
    """The page after this one; after the last comes the first."""
    return page + 1 if (page + 1) * size < count else 0


def named(path: str) -> str:
    """A file as people call it, for mrkdwn."""
    return escape(reveal(file_title(path)))


def who(user: str) -> str:
    """A person, or somebody in the shell by name, for mrkdwn."""
    if user.startswith("shell:"):
        return f"{escape(reveal(user.removeprefix('shell:')))} in the shell"
    return person(user)


def _entry(file: TemplateFile) -> Block:
    marks = " · :eyes: waits for a second manager" if file.waiting else ""
    marks += " · :new: newer shipped wording" if file.has_newer_default else ""
    told = f"*{named(file.path)}* · {_reviewed(file)}{marks}"
    return section(told, button("Open", Action.TEMPLATE_FILE, file.path))


def _reviewed(file: TemplateFile) -> str:
    return f"{file.reviewed} of {len(file.sentences)} sentences reviewed"


def _state(file: TemplateFile) -> str:
    if file.version is None:
        return f"As shipped with Amends · {_reviewed(file)}"
    saved = f"{who(file.version.saved_by)} {date(file.version.saved_at, WHEN)}"
    return f"Version {file.version.id}, by {saved} · {_reviewed(file)}"


def _waits(file: TemplateFile) -> str:
    waiting = file.waiting
    if waiting is None:
        return ""
    by = who(waiting.saved_by)
    return f":eyes: Version {waiting.id} by {by} waits for another manager. A newer one takes its place."


def _choice(file: TemplateFile, shown: Sequence[Part], page: int) -> list[Block]:
    first = page * MOST_OPTIONS
    options = [option(part_title(part), str(first + place)) for place, part in enumerate(shown)]
    if not options:
        return [context("This file can be changed in a text editor only: *amends templates export*.")]
    menu: Block = {
        "type": "static_select",
        "action_id": Action.TEMPLATE_PART.value,
        "options": options,
        "initial_option": options[0],
    }
    edit = button("Edit", Action.TEMPLATE_EDIT, "edit", style="primary")
    return [
        section("Choose a part to change:"),
        *actions(f"{Field.PART}:{file.head}:{page}", [menu, edit]),
    ]


def _acts(file: TemplateFile, page: int, count: int) -> list[Block]:
    others = button("Other parts", Action.TEMPLATE_PARTS, str(next_page(page, count, MOST_OPTIONS)))
    newer = button("Newer shipped wording", Action.TEMPLATE_NEWER, file.path)
    waits = button("Look at what waits", Action.TEMPLATE_LOOK, str(file.waiting.id if file.waiting else 0))
    return [
        *([others] if count > MOST_OPTIONS else []),
        button("Review sentences", Action.TEMPLATE_REVIEW, file.path),
        button("History", Action.TEMPLATE_HISTORY, file.path),
        *([newer] if file.has_newer_default else []),
        *([waits] if file.waiting else []),
        button("All files", Action.TEMPLATE_LIST, "0"),
    ]

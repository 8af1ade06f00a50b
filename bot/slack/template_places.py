"""Where somebody is among the templates, carried in a form's metadata; and how files and parts are called."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any

from bot.drafting.sentence_groups import Group, Part
from bot.text import excerpt, reveal

MAX_OPTION = 75
"""Characters of one choice in a Slack menu."""
_FOLDERS = {"tones": "Tone", "playbooks": "Playbook", "languages": "Language", "brands": "Brand"}
_SHARED = "Shared by all playbooks"
_NAMES = {
    "greeting": "Greeting",
    "apology": "Apology, with the problem",
    "apology_about": "Apology, with a name for it",
    "sympathy": "Sympathy, where somebody may be hurt",
    "owning": "Owning it",
    "closing": "Closing",
    "care": "Care, where it was nobody's fault",
    "full": "Full apology",
    "noted": "What else was heard",
    "correction": "A checked fact",
    "step": "Next step",
    "step_plain": "Next step, without a channel",
    "topic": "Name for it",
    "topics": "Name for it",
    "ask": "What we need to find the case",
    "sign_off": "Sign-off",
    "channel": "Private channel",
    "problem": "Problem",
    "also": "Second problem",
    "stakes": "What it cost",
    "actions": "Action",
}


@dataclass(frozen=True)
class Place:
    """What a form shows. `head` is the file's last version when it was opened; `page` counts from 0.

    `group`, `anchor`, `first`, `count` and `digest` name the lines that an editor changes.
    """

    path: str = ""
    head: int = 0
    page: int = 0
    group: str = ""
    anchor: str = ""
    first: int = 0
    count: int = 0
    digest: str = ""

    def dump(self) -> str:
        """As text; no sentence is in it."""
        return json.dumps(asdict(self))

    @staticmethod
    def load(metadata: str) -> "Place | None":
        """From text; `None` if it is not ours."""
        try:
            said = json.loads(metadata)
        except ValueError:
            return None
        if not isinstance(said, dict) or set(said) != {one.name for one in fields(Place)}:
            return None
        return Place(**said) if all(_is_like(said[one.name], one.default) for one in fields(Place)) else None


def file_title(path: str) -> str:
    """ "Tone “calm”"."""
    folder, _, name = path.removesuffix(".toml").rpartition("/")
    return f"{_FOLDERS[folder]} “{name}”" if folder in _FOLDERS else _SHARED


def part_title(part: Part) -> str:
    """ "Apology, with the problem: “I'm sorry…” (10)", short enough for a menu."""
    pages = f" {part.number}/{part.of}" if part.of > 1 else ""
    end = f"{pages} ({len(part.lines)})"
    name = group_title(part.group)
    said = next((f": “{line}”" for line in part.lines if line), "")
    return excerpt(reveal(name + said), MAX_OPTION - len(end)) + end


def group_title(group: Group) -> str:
    """What a group's sentences are for."""
    words = [str(key) for key in group.keys if isinstance(key, str)]
    name = _NAMES.get(words[0], words[0].replace("_", " ").capitalize())
    if "say_in" in words:
        return f"{name} in {words[-1]}"
    more = words[-1] if len(words) > 1 and words[-1] not in {"say", "about"} else ""
    return f"{name}, {more}" if more else name


def _is_like(value: Any, default: object) -> bool:
    return isinstance(value, type(default)) and not isinstance(value, bool)

"""`amends init`: who speaks in the replies. Three answers become a brand's file; the rest is as shipped."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.cli.init_asking import ask, say, step, tell
from bot.cli.lines import fault, ok
from bot.cli.templates_files import own_set, shipped
from bot.drafting.brands import load_brand
from bot.drafting.library import DEFAULT_BRAND
from bot.drafting.template_trial import new_faults
from bot.drafting.toml_values import with_values

FOLDER, SUFFIX = "brands/", ".toml"
MAX_NAME = 60
MAX_LINE = 200
MAX_ID = 40


@dataclass(frozen=True)
class Brand:
    """The brand of the replies. `body` is its new file, `None` when one in force is kept."""

    id: str
    name: str
    body: str | None = None

    @property
    def path(self) -> str:
        """Where its file stands among the templates."""
        return path_of(self.id)


def path_of(id: str) -> str:
    """Where a brand's file stands."""
    return f"{FOLDER}{id}{SUFFIX}"


def brand(current: str, in_force: Mapping[str, str], team: str, zone: str | None) -> Brand:
    """The brand of the settings if it has a file of its own, else one from three answers.

    `in_force` are the template files by path, `team` the name of the workspace. A file that is there is never
    written over: what people have saved wins.
    """
    step(4, "Your brand")
    if is_own(current, in_force):
        name = load_brand(in_force[path_of(current)]).name
        tell(ok(f"Replies speak for {name}, as before."))
        return Brand(current, name)
    while True:
        name = ask("Name, as it stands in a reply", team)[:MAX_NAME]
        if not name:
            continue
        id = id_of(name)
        if is_own(id, in_force):
            tell(ok(f"There is a brand {name} already; it stays as it is. Change it with: /amends template"))
            return Brand(id, name)
        made = Brand(id, name, _body(id, name, zone))
        say("Trying these words on sample complaints…")
        found = new_faults(own_set(in_force, {made.path: made.body or ""}), in_force)
        problem = next((one.problem for one in found if one.level == "fault"), None)
        if problem is None:
            tell(ok(f"Replies speak for {name}."))
            return made
        tell(fault(f"These words cannot be used: {problem}", "Please choose others."))


def is_own(id: str, in_force: Mapping[str, str]) -> bool:
    """Whether a brand's file is somebody's own, and not one that came with Amends."""
    path = path_of(id)
    return path in in_force and in_force[path] != shipped().get(path)


def id_of(name: str) -> str:
    """A file's name for a brand's: "Café Olé" -> "cafe-ole"."""
    ascii = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii).strip("-")[:MAX_ID].strip("-") or "our-brand"


def _body(id: str, name: str, zone: str | None) -> str:
    standard = load_brand(shipped()[path_of(DEFAULT_BRAND)])
    voice = ask("How does it sound?", standard.voice)[:MAX_LINE]
    channel = ask("Where do people go on in private? (a DM, an e-mail to help@…)", standard.channel)
    answers = {"id": id, "name": name, "voice": voice, "channel": channel[:MAX_LINE], "zone": _known(zone)}
    return with_values(shipped()[path_of(DEFAULT_BRAND)], answers)


def _known(zone: str | None) -> str:
    """A time zone by its name; UTC if this machine does not know it."""
    try:
        return ZoneInfo(zone or "UTC").key
    except (ZoneInfoNotFoundError, ValueError):
        return "UTC"

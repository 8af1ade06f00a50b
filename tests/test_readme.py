"""What the README says of commands, settings, rights and hosts is what the program does."""

import re
from pathlib import Path
from urllib.parse import urlsplit

from bot.cli.main import CAPTIONS
from bot.settings import Settings, variables
from bot.slack.manifest import EVENTS, OPTIONAL_SCOPES, SCOPES

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
REVIEW = README.partition("## For your security review")[2].partition("\n## ")[0]
OPENING = "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/amends demo"
TESTS = (
    "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && "
    ".venv/bin/pytest -q -n 3 --dist worksteal"
)
ROW = re.compile(r"^\| `([a-z:]+)`(?: \((optional)\))? \| (.+) \|$", re.MULTILINE)


def named_settings() -> set[str]:
    """Words in code that look like settings."""
    return set(re.findall(r"`([A-Z][A-Z0-9]*_[A-Z0-9_]+)\b", README)) | set(
        re.findall(r"^([A-Z][A-Z0-9_]+)=", README, re.MULTILINE)
    )


def test_the_two_opening_commands_stand_as_they_are() -> None:
    assert f"```sh\n{OPENING}\n```" in README.partition("## Try it")[2].partition("\n## ")[0]
    assert f"```sh\n{TESTS}\n```" in README.partition("## Tests")[2].partition("\n## ")[0]


def test_the_table_of_scopes_is_the_manifest() -> None:
    told = {name: (why, bool(optional)) for name, optional, why in ROW.findall(REVIEW)}

    wanted = {name: (why, False) for name, why in SCOPES.items()}
    assert told == wanted | {name: (why, True) for name, why in OPTIONAL_SCOPES.items()}


def test_the_events_that_it_names_are_all_that_it_hears() -> None:
    assert set(re.findall(r"`([a-z]+(?:_[a-z]+)+_opened|[a-z]+(?:_[a-z]+)+_channel)`", REVIEW)) == set(EVENTS)


def test_every_setting_that_it_names_is_one() -> None:
    known = {variable.name for variable in variables()}

    strange = {name for name in named_settings() if name.removesuffix("_FILE") not in known}
    assert {name for name in strange if not re.fullmatch(r"WEBHOOK_\w*", name)} == {"TEST_DATABASE_URL"}


def test_every_host_that_it_talks_to_by_default_is_named() -> None:
    defaults = [one.default for one in Settings.model_fields.values() if isinstance(one.default, str)]
    hosts = {urlsplit(one).hostname for one in defaults if one.startswith("https://")}

    assert {"slack.com", "api.openai.com"} <= hosts
    assert [host for host in hosts if f"`{host}`" not in REVIEW] == []


def test_every_command_that_it_names_is_there() -> None:
    named = set(re.findall(r"(?:`|bin/|\\)amends ([a-z]+)", README))

    assert named <= set(CAPTIONS)
    assert {"init", "serve", "check", "demo", "manifest"} <= named


def test_it_says_what_never_reaches_a_model_and_how_to_report_a_weakness() -> None:
    assert "Never the author's name, handle" in REVIEW
    assert "To report a weakness" in REVIEW

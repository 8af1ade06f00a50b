"""`.env.example` lists every setting, and nothing else."""

import re
from pathlib import Path

import pytest

from bot.settings import load, variables

EXAMPLE = Path(__file__).parent.parent / ".env.example"
SETTING = re.compile(r"#?([A-Z][A-Z0-9_]+)=(.*)")

LINES = EXAMPLE.read_text(encoding="utf-8").splitlines()
LISTED = [hit.group(1) for hit in map(SETTING.fullmatch, LINES) if hit]


def test_every_setting_is_listed_once_and_no_other() -> None:
    assert sorted(LISTED) == sorted(variable.name for variable in variables())


def test_every_setting_has_a_plain_comment_above_it() -> None:
    bare = [
        line
        for before, line in zip(["", *LINES], LINES, strict=False)
        if SETTING.fullmatch(line) and not (before.startswith("# ") or SETTING.fullmatch(before))
    ]
    assert bare == []


def test_copied_as_it_is_it_changes_nothing() -> None:
    assert load({}, EXAMPLE) == load({}, None)


@pytest.mark.parametrize(
    "variable", [one for one in variables() if not one.is_secret], ids=lambda one: one.name
)
def test_each_example_value_would_be_accepted(variable: object) -> None:
    name = getattr(variable, "name", "")
    value = next(hit.group(2) for hit in map(SETTING.fullmatch, LINES) if hit and hit.group(1) == name)
    load({name: value}, None)


def test_no_line_is_wider_than_a_screen() -> None:
    assert [line for line in LINES if len(line) > 118] == []

"""`amends eval triage`: one JSON object for programs, a table for people, plain words for a bad line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

LINES = (
    {"id": "1", "text": "3 hours late and nobody tells us", "complaint": True, "reason": "Late Flight"},
    {"id": "2", "text": "on hold for an hour, terrible", "sentiment": "negative", "reason": "Can't Tell"},
    {"id": "3", "text": "Lovely crew, thank you!", "sentiment": "positive", "reason": None},
)  # fmt: skip


@pytest.fixture
def file(home: Path) -> Path:
    """Three labelled texts."""
    path = home / "posts.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    return path


def test_a_program_gets_one_object_with_exactly_these_keys(run: Run, file: Path) -> None:
    result = run("eval", "triage", str(file), "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 0
    assert list(found) == ["n", "complaint", "category", "texts_per_second"]
    assert found["n"] == 3
    assert list(found["complaint"]) == [
        "accuracy", "macro_f1", "precision", "recall", "unsure", "set_aside_wrongly",
    ]  # fmt: skip
    assert found["complaint"]["accuracy"] == 1.0
    assert found["category"] == {"accuracy": 1.0, "macro_f1": 1.0, "classes": ["Late Flight"]}


def test_without_reasons_there_is_no_category(run: Run, file: Path) -> None:
    file.write_text(json.dumps(LINES[2]), encoding="utf-8")
    assert json.loads(run("eval", "triage", str(file), "--json").stdout)["category"] is None


def test_a_person_reads_a_table(run: Run, file: Path) -> None:
    result = run("eval", "triage", str(file))
    assert result.exit_code == 0
    assert "3 texts of posts.jsonl, 2 of them complaints" in result.stdout
    assert "Late Flight  F1 1.00" in result.stdout


def test_an_unusable_line_is_named_and_exits_with_2(run: Run, file: Path) -> None:
    file.write_text('{"id": "1", "text": "late"}\n', encoding="utf-8")
    result = run("eval", "triage", str(file), "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "posts.jsonl: line 1: “complaint” is missing" in result.stderr


def test_an_empty_file_and_none_at_all_exit_with_2(run: Run, file: Path) -> None:
    file.write_text("\n", encoding="utf-8")
    assert (run("eval", "triage", str(file)).exit_code, run("eval", "triage", "nowhere").exit_code) == (2, 2)


def test_a_map_gives_other_names_a_meaning(run: Run, file: Path, home: Path) -> None:
    file.write_text(json.dumps(LINES[0] | {"reason": "Tardy"}), encoding="utf-8")
    without = run("eval", "triage", str(file), "--json")
    assert json.loads(without.stdout)["category"] is None
    assert "“Tardy” (1)" in without.stderr
    (home / "map.toml").write_text('Tardy = ["delay"]', encoding="utf-8")
    result = run("eval", "triage", str(file), "--json", "--reasons", "map.toml")
    assert json.loads(result.stdout)["category"]["classes"] == ["Tardy"]


def test_a_map_that_cannot_be_used_is_named(run: Run, file: Path, home: Path) -> None:
    (home / "map.toml").write_text('Tardy = ["lateness"]', encoding="utf-8")
    result = run("eval", "triage", str(file), "--reasons", "map.toml")
    assert result.exit_code == 2
    assert "map.toml: “Tardy” may mean only these: delay" in result.stderr


def test_the_help_says_how_doubt_counts(run: Run) -> None:
    told = " ".join(run("eval", "triage", "--help").stdout.split())
    assert "they always go to a person" in told

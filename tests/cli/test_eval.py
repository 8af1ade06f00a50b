"""`amends eval drafts`: plain figures, a stable form for programs, and plain words for what is unusable."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.drafting.composing import seeds
from tests.cli.answers import Answers
from tests.cli.conftest import Run

LINES = (
    {"id": "1", "text": "3 hours stuck on the 7:40 to Ryde and nobody tells us", "brand": "Harbourline"},
    {"id": "2", "text": "you charged me twice for the same ticket", "brand_reply": "Sorry if so. ^JK"},
)  # fmt: skip


@pytest.fixture
def file(home: Path) -> Path:
    """Two complaints."""
    path = home / "complaints.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    return path


def an_opinion(winner: str) -> dict[str, Any]:
    """A chat completion of a judge that always says the same."""
    scores = {str(number): 2 for number in range(1, 11)}
    said = json.dumps({"A": scores, "B": scores, "gate_fail": [], "winner": winner, "why": "kind"})
    message = {"role": "assistant", "content": said}
    return {"id": "1", "object": "chat.completion", "created": 1, "model": "judge",
            "choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}  # fmt: skip


def test_the_installed_command_prints_only_json(file: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "bot", "eval", "drafts", str(file), "--json"],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    found = json.loads(ran.stdout)
    assert list(found) == ["drafts", "summary"]
    assert [draft["id"] for draft in found["drafts"]] == ["1", "2"]
    assert found["summary"]["hard_pass"] == 1
    assert "2 of 2 drafts" in ran.stderr


def test_a_person_reads_figures_and_drafts(run: Run, file: Path) -> None:
    result = run("eval", "drafts", str(file))
    assert result.exit_code == 0
    assert "obey every hard rule" in result.stdout
    assert "1: 3 hours stuck" in result.stdout


def test_the_report_is_one_file(run: Run, file: Path, home: Path) -> None:
    assert run("eval", "drafts", str(file), "--html", "report.html").exit_code == 0
    assert "Sorry if so. ^JK" in (home / "report.html").read_text(encoding="utf-8")


def test_an_unusable_line_is_named_and_exits_with_2(run: Run, file: Path) -> None:
    file.write_text('{"id": "1", "text": "late"}\n{"id": "2"}\n', encoding="utf-8")
    result = run("eval", "drafts", str(file))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "complaints.jsonl: line 2: “text” is missing" in result.stderr


def test_a_file_that_is_not_there_exits_with_2(run: Run) -> None:
    assert run("eval", "drafts", "nowhere.jsonl").exit_code == 2


def test_the_summary_names_what_it_measures(run: Run, file: Path) -> None:
    summary = json.loads(run("eval", "drafts", str(file), "--json").stdout)["summary"]
    assert {"n", "hard_pass", "rules", "apology", "named", "step", "length", "variety", "cost_usd"} <= set(
        summary
    )


def test_two_template_sets_are_compared(run: Run, file: Path, home: Path) -> None:
    shutil.copytree(str(seeds()), home / "old")
    tone = home / "old/tones/calm.toml"
    tone.write_text(tone.read_text(encoding="utf-8").replace("sorry", "truly sorry"), encoding="utf-8")
    result = run("eval", "drafts", str(file), "--json", "--compare", "old")
    found = json.loads(result.stdout)["summary"]["comparison"]
    assert found["reworded"] + found["same"] + found["better"] + found["worse"] == 2
    assert len(found["changes"]) == 2 - found["same"]


def test_templates_that_cannot_be_used_exit_with_2(run: Run, file: Path, home: Path) -> None:
    shutil.copytree(str(seeds()), home / "mine")
    (home / "mine/tones/calm.toml").write_text("guide = ", encoding="utf-8")
    result = run("eval", "drafts", str(file), "--templates", "mine")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "cannot be read" in result.stderr


def test_a_judge_compares_with_the_real_reply(run: Run, file: Path, answers: Answers) -> None:
    answers.by_path["completions"] = an_opinion("A")
    environ = {"OPENAI_API_KEY": "sk-canary", "OPENAI_BASE_URL": answers.url}
    result = run("eval", "drafts", str(file), "--json", "--judge", "judge", **environ)
    judge = json.loads(result.stdout)["summary"]["judge"]
    assert (judge["pairs"], judge["tie"], judge["flipped"]) == (1, 1, 1)
    assert "canary" not in result.output


def test_a_judge_without_a_key_is_told_and_exits_with_2(run: Run, file: Path) -> None:
    result = run("eval", "drafts", str(file), "--judge", "judge")
    assert result.exit_code == 2
    assert "OPENAI_API_KEY is missing" in result.stderr


def test_a_judge_without_real_replies_is_told(run: Run, file: Path) -> None:
    file.write_text('{"id": "1", "text": "late"}\n', encoding="utf-8")
    result = run("eval", "drafts", str(file), "--judge", "judge", OPENAI_API_KEY="sk-canary")
    assert result.exit_code == 2
    assert "brand_reply" in result.stderr


def test_a_judge_that_does_not_answer_exits_with_1(run: Run, file: Path) -> None:
    environ = {"OPENAI_API_KEY": "sk-canary", "OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}
    result = run("eval", "drafts", str(file), "--judge", "judge", **environ)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "The judge could not be asked" in result.stderr


def test_no_complaint_can_steer_the_terminal(run: Run, file: Path) -> None:
    file.write_text(json.dumps({"id": "1", "text": "late \x1b[2J\x07\r\x9b31m"}), encoding="utf-8")
    shown = run("eval", "drafts", str(file)).stdout
    assert not {"\x1b", "\x07", "\r", "\x9b"} & set(shown)


def test_without_a_key_no_model_can_write(run: Run, file: Path) -> None:
    result = run("eval", "drafts", str(file), "--llm")
    assert result.exit_code == 2
    assert "OPENAI_API_KEY is missing" in result.stderr


def test_the_model_writes_where_its_words_may_be_used(run: Run, file: Path, answers: Answers) -> None:
    reply = "I'm sorry you were charged twice for one ticket. Send me a DM, and I'll check the charge today."
    content = json.dumps({"reply": reply})
    answers.by_path["completions"] = {"choices": [{"message": {"content": content}, "finish_reason": "stop"}]}
    environ = {"OPENAI_API_KEY": "sk-canary", "OPENAI_BASE_URL": answers.url}
    file.write_text(json.dumps(LINES[1]), encoding="utf-8")
    (draft,) = json.loads(run("eval", "drafts", str(file), "--llm", "--json", **environ).stdout)["drafts"]
    assert draft["text"] == reply


def test_the_template_stands_where_the_model_does_not_serve(run: Run, file: Path) -> None:
    environ = {"OPENAI_API_KEY": "sk-canary", "OPENAI_BASE_URL": "http://127.0.0.1:1/v1"}
    result = run("eval", "drafts", str(file), "--llm", "--json", **environ)
    assert [bool(draft["text"]) for draft in json.loads(result.stdout)["drafts"]] == [True, True]

"""A file of posts on its own clock: incidents as `amends eval incidents` tells them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli.eval import command
from bot.evals.incidents import read_posts, replay
from bot.evals.rows import UnusableInput

START = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
KEYS = {
    "title",
    "kind",
    "level",
    "opened_at",
    "first_mention_at",
    "mentions",
    "authors",
    "ids",
    "terms",
}


def row(number: int, minute: float, text: str, **more: Any) -> dict[str, Any]:
    at = (START + timedelta(minutes=minute)).isoformat().replace("+00:00", "Z")
    told = {"id": f"p{number}", "text": text, "posted_at": at, "author": f"a{number}", "brand": "Harbourline"}
    return told | more


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "posts.jsonl"
    path.write_text("\n".join(json.dumps(one) for one in rows), encoding="utf-8")
    return path


def an_outage(**more: Any) -> list[dict[str, Any]]:
    texts = (
        "error 503 when I try to pay, terrible",
        "checkout says error 503, I am so angry",
        "Error 503 all evening. Useless shop!",
        "your page: error 503. Worst service",
        "again error 503, nobody answers",
        "cannot buy anything, error 503, awful",
    )
    return [row(number, 3 * number, text, **more) for number, text in enumerate(texts)]


def test_the_incident_is_told_with_every_key(tmp_path: Path) -> None:
    ran = CliRunner().invoke(command, ["incidents", str(written(tmp_path, *an_outage())), "--json"])

    assert ran.exit_code == 0
    (told,) = json.loads(ran.output)["incidents"]
    assert set(told) == KEYS
    assert told["ids"] == [f"p{number}" for number in range(6)]
    assert (told["mentions"], told["authors"], told["kind"], told["level"]) == (6, 6, "complaints", "watch")
    assert told["first_mention_at"] == "2026-11-20T06:00:00Z"
    assert told["opened_at"] == "2026-11-20T06:06:00Z"
    assert told["terms"] == ["error 503"]
    assert "503" in told["title"]


def test_lines_in_any_order_give_the_same_incidents(tmp_path: Path) -> None:
    told = [found.as_json() for found in replay(read_posts(written(tmp_path, *an_outage())))]
    turned = [found.as_json() for found in replay(read_posts(written(tmp_path, *reversed(an_outage()))))]

    assert told == turned


def test_brands_never_share_an_incident(tmp_path: Path) -> None:
    one, other = an_outage(), an_outage(brand="Tidemark")
    for number, post in enumerate(other):
        post["id"] = f"q{number}"

    found = replay(read_posts(written(tmp_path, *one, *other)))

    assert sorted(each.ids[0] for each in found) == ["p0", "q0"]


def test_an_incident_ends_in_silence_and_the_next_is_another(tmp_path: Path) -> None:
    later = an_outage()
    for number, post in enumerate(later):
        post |= {"id": f"q{number}", "posted_at": row(number, 3_000 + number, "")["posted_at"]}

    found = replay(read_posts(written(tmp_path, *an_outage(), *later)))

    assert [each.ids[0] for each in found] == ["p0", "q0"]


def test_a_person_reads_a_line_for_each(tmp_path: Path) -> None:
    ran = CliRunner().invoke(command, ["incidents", str(written(tmp_path, *an_outage()))])

    assert ran.output.startswith("1 incident\n  2026-11-20T06:06:00Z  watch")


def test_a_quiet_file_says_so(tmp_path: Path) -> None:
    ran = CliRunner().invoke(command, ["incidents", str(written(tmp_path, row(1, 0, "Where is my bag?")))])

    assert ran.output == "No incident opens.\n"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "line 1: this is not JSON"),
        ("[]", "line 1: this is not a JSON object with “id”, “text” and “posted_at”"),
        ('{"id": "1", "text": "x"}', "line 1: “posted_at” is not a time such as 2026-11-22T07:00:00Z"),
        ("", "there is no row in it"),
    ],
)
def test_an_unusable_file_is_told_by_its_line(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "posts.jsonl"
    path.write_text(line, encoding="utf-8")

    with pytest.raises(UnusableInput, match=r".") as fault:
        read_posts(path)
    ran = CliRunner().invoke(command, ["incidents", str(path)])

    assert str(fault.value) == problem
    assert ran.exit_code == 2
    assert problem in ran.stderr

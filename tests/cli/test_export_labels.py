"""`amends export --labels`: what people corrected; texts only when asked for, and then the eval reads it."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.models import MentionRevision, Severity, TriageLabel
from bot.store.database import Database
from tests.builders import NOON, SAM, a_mention, put_draft
from tests.cli.conftest import Run

OLD = "My bag came back with a broken wheel and nobody cares"


def a_label(mention_id: str, number: int, field: str, became: str, revision: int = 1) -> TriageLabel:
    """Something that somebody said."""
    return TriageLabel(
        id=f"{mention_id}-{number}", mention_id=mention_id, mention_revision=revision, field=field,
        was="lost", became=became, by=SAM, note="a private word", judged_by="rules", rules="abc", at=NOON,
    )  # fmt: skip


@pytest.fixture
def url(home: Path) -> str:
    """A corrected post that its author edited, one that was no complaint, and one without labels."""

    async def put(url: str) -> None:
        database = Database(url)
        await database.migrate()
        async with database.writing() as session:
            edited = await put_draft(session, mention=a_mention("1", revision=2, brand="Acme", stars=2))
            thanks = await put_draft(session, mention=a_mention("2", text="Thank you all, lovely crew!"))
            await put_draft(session, mention=a_mention("3"))
            session.add(MentionRevision(mention_id=edited.id, revision=1, text=OLD, replaced_at=NOON))
            session.add(a_label(edited.id, 1, "category", "queue"))
            session.add(a_label(edited.id, 2, "category", "damaged"))
            session.add(a_label(edited.id, 3, "severity", str(int(Severity.HIGH))))
            session.add(a_label(thanks.id, 1, "complaint", "no"))
        await database.close()

    found = f"sqlite:///{home}/amends.db"
    asyncio.run(put(found))
    return found


def test_labels_come_without_anybodys_words(run: Run, url: str) -> None:
    result = run("export", "--labels", DATABASE_URL=url)
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert sorted((one["complaint"], one["reason"], one["severity"]) for one in lines) == [
        (False, None, None),
        (True, "damaged", 3),
    ]
    assert not {"text", "note"} & {key for one in lines for key in [*one, *one["labels"][0]]}
    assert not {OLD, "a private word", "Thank you"} & set(result.stdout.split('"'))
    assert "2 posts" in result.stderr


def test_with_texts_it_is_a_file_that_the_eval_reads(run: Run, url: str) -> None:
    assert run("export", "--labels", "--texts", "--out", "labels.jsonl", DATABASE_URL=url).exit_code == 0
    assert OLD in Path("labels.jsonl").read_text(encoding="utf-8")

    found = json.loads(run("eval", "triage", "labels.jsonl", "--json").stdout)

    assert (found["n"], found["complaint"]["accuracy"]) == (2, 1.0)
    assert found["category"] == {"accuracy": 1.0, "macro_f1": 1.0, "classes": ["damaged"]}


@pytest.mark.parametrize("options", [[], ["--audit", "--labels"]])
def test_one_thing_is_exported_at_a_time(run: Run, options: list[str]) -> None:
    result = run("export", *options)
    assert result.exit_code == 2
    assert "--audit or --labels" in result.stderr

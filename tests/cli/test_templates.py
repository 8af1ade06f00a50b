"""`amends templates`: a manager's way from a copy of the files to drafts made from them."""

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.drafting.composing import seeds
from bot.drafting.versions import effective_library, put, shipped_set
from bot.store import templates
from bot.store.database import Database
from tests.builders import NOON
from tests.cli.conftest import Run

CALM = "tones/calm.toml"


@pytest.fixture
def folder(home: Path) -> Path:
    """A copy of the shipped templates, to be changed."""
    return Path(shutil.copytree(str(seeds()), home / "mine"))


def add_closing(folder: Path, sentence: str) -> None:
    """Put one more sentence into the calm tone."""
    change(folder, CALM, "closing = [", f'closing = [\n  "{sentence}",')


def change(folder: Path, path: str, old: str, new: str) -> None:
    file = folder / path
    body = file.read_text(encoding="utf-8")
    assert old in body
    file.write_text(body.replace(old, new, 1), encoding="utf-8")


def line_of(folder: Path, path: str, words: str) -> int:
    lines = (folder / path).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if words in line)


def closings(home: Path) -> tuple[str, ...]:
    """Those of the calm tone in force."""

    async def look() -> tuple[str, ...]:
        database = Database(f"sqlite:///{home}/amends.db")
        try:
            return (await effective_library(database)).tone("calm").closing
        finally:
            await database.close()

    return asyncio.run(look())


def test_the_shipped_templates_have_no_fault(run: Run) -> None:
    result = run("templates", "lint")
    assert (result.exit_code, result.stdout) == (0, "0 faults, 0 warnings.\n")


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Yours, {{ nmae }}.", "there is no variable “nmae”"),
        ("Sorry if you were upset.", "breaks rule R3"),
        ("Here is a voucher for you.", "breaks rule R11"),
        ("Best wishes, [NAME]", "[NAME]"),
        ("Kind words. " * 30, "filled in it has"),
    ],
)
def test_a_fault_is_told_by_file_and_line_before_anything_is_saved(
    run: Run, folder: Path, home: Path, sentence: str, said: str
) -> None:
    add_closing(folder, sentence)
    run("migrate")
    result = run("templates", "import", str(folder))
    line = line_of(folder, CALM, sentence[:20])
    assert result.exit_code == 1
    assert any(
        row.startswith(f"! {CALM}, line {line}:") and said in row for row in result.stdout.splitlines()
    )
    assert sentence not in closings(home)


def test_what_is_imported_is_in_force(run: Run, folder: Path, home: Path) -> None:
    run("migrate")
    add_closing(folder, "Thank you for writing to us.")
    result = run("templates", "import", str(folder), "--by", "maya", "--note", "warmer")
    assert (result.exit_code, "Saved 1 file: tones/calm.toml." in result.stdout) == (0, True)
    assert closings(home)[0] == "Thank you for writing to us."


def test_a_version_keeps_who_saved_it_and_why(run: Run, folder: Path, home: Path) -> None:
    run("migrate")
    add_closing(folder, "Thank you for writing to us.")
    run("templates", "import", str(folder), "--by", "maya", "--note", "warmer")

    async def look() -> list[tuple[str, str | None]]:
        database = Database(f"sqlite:///{home}/amends.db")
        async with database.reading() as session:
            found = [(each.saved_by, each.note) for each in await templates.history(session, CALM)]
        await database.close()
        return found

    assert asyncio.run(look()) == [("shell:maya", "warmer")]


def test_importing_what_is_in_force_saves_nothing(run: Run, folder: Path) -> None:
    run("migrate")
    assert "Nothing to save" in run("templates", "import", str(folder)).stdout


def test_what_is_exported_can_be_imported(run: Run, folder: Path, home: Path) -> None:
    run("migrate")
    add_closing(folder, "Thank you for writing to us.")
    run("templates", "import", str(folder))
    assert run("templates", "export", "out").exit_code == 0
    assert "Thank you for writing to us." in (home / "out" / CALM).read_text(encoding="utf-8")
    assert "Nothing to save" in run("templates", "import", "out").stdout


def test_export_writes_over_nothing(run: Run, folder: Path) -> None:
    before = (folder / CALM).read_bytes()
    result = run("templates", "export", str(folder))
    assert (result.exit_code, (folder / CALM).read_bytes()) == (2, before)


def test_importing_without_a_database_is_told(run: Run, folder: Path) -> None:
    result = run("templates", "import", str(folder))
    assert result.exit_code == 1
    assert "amends migrate" in result.stderr


def test_files_that_are_no_templates_are_left_alone(run: Run, folder: Path) -> None:
    (folder / "tones" / "My Notes.toml").write_text("x = 1", encoding="utf-8")
    run("migrate")
    result = run("templates", "import", str(folder))
    assert "My Notes.toml is no template" in result.stderr
    assert "Nothing to save" in result.stdout


def test_one_file_may_be_imported_alone(run: Run, folder: Path, home: Path) -> None:
    run("migrate")
    add_closing(folder, "Thank you for writing to us.")
    alone = home / "alone/tones"
    alone.mkdir(parents=True)
    shutil.copy(folder / CALM, alone)
    assert run("templates", "import", "alone").exit_code == 0
    assert closings(home)[0] == "Thank you for writing to us."


def test_a_post_is_previewed_in_every_tone(run: Run) -> None:
    shown = run("templates", "preview", "--mention", "my bag is lost and nobody answers").stdout
    assert [tone for tone in ("brief", "calm", "formal", "warm") if f"\n  {tone} (" in shown] == [
        "brief", "calm", "formal", "warm",
    ]  # fmt: skip
    assert "bag" in shown.split("\n", 2)[2]


def test_samples_are_previewed_from_a_folder(run: Run, folder: Path) -> None:
    change(folder, "brands/default.toml", 'sign_off = ""', 'sign_off = "– Acme Care"')
    shown = run("templates", "preview", str(folder), "--sample", "--tone", "calm").stdout
    assert shown.count("Post: ") >= 8
    assert "– Acme Care" in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--mention"),
        (["--sample", "--tone", "sharp"], "there is no tone sharp"),
        (["--sample", "--brand", "nobody"], "there is no nobody"),
    ],
)
def test_a_preview_that_cannot_be_made_is_told(run: Run, arguments: list[str], said: str) -> None:
    result = run("templates", "preview", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_broken_set_is_not_previewed(run: Run, folder: Path) -> None:
    change(folder, CALM, "guide = ", "guide ")
    result = run("templates", "preview", str(folder), "--sample")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "amends templates lint" in result.stderr


def test_history_tells_who_saved_which_version_and_why(run: Run, folder: Path) -> None:
    run("migrate")
    assert run("templates", "history", CALM).stdout == "shipped: in force now\n"
    add_closing(folder, "Thank you for writing to us.")
    run("templates", "import", str(folder), "--by", "maya", "--note", "warmer")
    (row,) = run("templates", "history", CALM).stdout.splitlines()
    assert row.startswith("1  ")
    assert row.endswith("shell:maya (in force now): warmer")
    assert "There is no template tones/none.toml" in run("templates", "history", "tones/none.toml").stdout


def test_an_earlier_wording_comes_back_as_a_new_version(run: Run, folder: Path, home: Path) -> None:
    run("migrate")
    before = closings(home)
    add_closing(folder, "Thank you for writing to us.")
    run("templates", "import", str(folder))
    result = run("templates", "rollback", CALM, "shipped", "--by", "maya")
    assert (result.exit_code, closings(home)) == (0, before)
    assert run("templates", "rollback", CALM, "1").exit_code == 0
    assert closings(home)[0] == "Thank you for writing to us."
    assert len(run("templates", "history", CALM).stdout.splitlines()) == 3
    assert "in force already" in run("templates", "rollback", CALM, "3").stdout


def test_a_version_that_is_not_there_is_named(run: Run) -> None:
    run("migrate")
    result = run("templates", "rollback", CALM, "7")
    assert result.exit_code == 2
    assert "has no version 7" in result.stderr


def test_what_was_saved_in_slack_goes_out_and_comes_in_again(run: Run, home: Path) -> None:
    run("migrate")
    body = shipped_set()[CALM].replace("I'm glad you told us.", "I'm glad that you told us.")

    async def save() -> None:
        database = Database(f"sqlite:///{home}/amends.db")
        async with database.writing() as session:
            await put(session, CALM, body, by="U0MANA", now=NOON, note=None)
            await put(session, CALM, "waits = 1", by="U0MANA", now=NOON, note=None, needs="second")
        await database.close()

    asyncio.run(save())
    run("templates", "export", "out")
    assert (home / "out" / CALM).read_text(encoding="utf-8") == body
    assert "Nothing to save" in run("templates", "import", "out").stdout
    listed = run("templates", "history", CALM).stdout
    assert "U0MANA (waits for another manager)" in listed
    assert "U0MANA (in force now)" in listed

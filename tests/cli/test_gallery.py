"""`amends demo --gallery`: the file is written, and where it cannot be, the command says so."""

from pathlib import Path

from click.testing import CliRunner

from bot.cli.main import UNUSABLE_SETTINGS, amends


def test_the_gallery_is_written_into_one_file(tmp_path: Path) -> None:
    out = tmp_path / "gallery.html"
    said = CliRunner().invoke(amends, ["demo", "--gallery", str(out)])

    assert said.exit_code == 0
    assert "Open it in a browser" in said.output
    assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_folder_that_is_not_there_is_said_in_plain_words(tmp_path: Path) -> None:
    said = CliRunner().invoke(amends, ["demo", "--gallery", str(tmp_path / "nowhere" / "gallery.html")])

    assert said.exit_code == UNUSABLE_SETTINGS
    assert "Choose a folder" in said.output

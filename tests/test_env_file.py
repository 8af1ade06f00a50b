"""A `.env` file is changed in place, whole or not at all, and stays its owner's alone."""

import io
import os
import stat
from pathlib import Path

import pytest
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingsFault
from bot.settings.env_file import HEAD, check_writable, with_values, write

PRINTABLE = st.text(st.characters(exclude_categories=("C", "Z")), max_size=40)


def test_a_new_file_begins_with_what_it_is() -> None:
    assert with_values("", {"BRAND": "acme"}) == f"{HEAD}\n\nBRAND=acme\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A=1\nBRAND=old\nB=2\n", "A=1\nBRAND=acme\nB=2\n"),
        ("export BRAND = old # why\n", "BRAND=acme\n"),
        ("BRAND=one\nBRAND=two\n", "BRAND=one\nBRAND=acme\n"),
        ("#BRAND=default\nB=2", "#BRAND=default\nBRAND=acme\nB=2\n"),
        ("# BRAND is the brand\nBRANDS=x\n", "# BRAND is the brand\nBRANDS=x\nBRAND=acme\n"),
    ],
)
def test_a_setting_is_put_where_a_person_would_put_it(old: str, new: str) -> None:
    assert with_values(old, {"BRAND": "acme"}) == new


@given(PRINTABLE)
def test_whatever_a_value_holds_is_read_back_as_it_was(value: str) -> None:

    read = dotenv_values(stream=io.StringIO(with_values("A=1\n", {"BRAND": value})), interpolate=False)
    assert (read["A"], read["BRAND"]) == ("1", value)


def test_the_old_file_is_kept_beside_the_new_one_and_both_are_private(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("A=1\n")
    path.chmod(0o644)

    kept = write(path, "A=2\n")

    assert kept == tmp_path / ".env.before-init"
    assert (path.read_text(), kept.read_text()) == ("A=2\n", "A=1\n")
    assert {stat.S_IMODE(one.stat().st_mode) for one in (path, kept)} == {0o600}
    assert sorted(os.listdir(tmp_path)) == [".env", ".env.before-init"]


def test_a_file_that_is_right_already_is_only_made_private(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("A=1\n")
    path.chmod(0o644)

    assert write(path, "A=1\n") is None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == [".env"]


def test_a_link_stays_a_link_to_the_file_that_is_changed(tmp_path: Path) -> None:
    real, link = tmp_path / "real.env", tmp_path / ".env"
    real.write_text("A=1\n")
    link.symlink_to(real)

    write(link, "A=2\n")

    assert (link.is_symlink(), real.read_text()) == (True, "A=2\n")


def test_what_cannot_be_changed_is_told(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_bytes(b"A=\xff\n")
    with pytest.raises(SettingsFault, match="cannot be written"):
        check_writable(path)
    path.unlink()
    path.mkdir()
    with pytest.raises(SettingsFault, match="cannot be written"):
        check_writable(path)
    with pytest.raises(SettingsFault, match="cannot be written"):
        write(path, "A=1\n")

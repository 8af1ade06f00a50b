"""The shipped templates are whole, and a broken one is refused with a plain reason."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from bot.drafting.brands import load_brand
from bot.drafting.composing import seeds
from bot.drafting.library import Library
from bot.errors import TemplateFault
from bot.models import Category, Severity
from bot.rules.subjects import SUBJECTS, subjects_of
from tests.drafting.requests import LIBRARY


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the shipped templates that may be broken."""
    return Path(shutil.copytree(str(seeds()), tmp_path / "templates"))


def test_every_category_has_a_playbook() -> None:
    kinds = (each.value for each in Category if each != Category.OTHER)
    assert set(LIBRARY.playbooks) == {*kinds, "general", "unclear"}


def test_the_four_tones_and_two_brands_are_there() -> None:
    assert (LIBRARY.tones, set(LIBRARY.brands)) == (
        ("brief", "calm", "formal", "warm"),
        {"default", "harbourline"},
    )


def test_the_policy_has_a_target_for_each_severity() -> None:
    minutes = [LIBRARY.policy.targets[severity] / timedelta(minutes=1) for severity in sorted(Severity)]
    assert minutes == [1440, 180, 60, 15]


def test_the_policy_says_how_improbable_a_spike_is() -> None:
    assert list(LIBRARY.policy.spike_alpha.values()) == [1e-3, 1e-4, 1e-6]


@pytest.mark.parametrize(
    "alpha",
    ["{ watch = 1e-5 }", "{ crisis = 0 }", "{ storm = 1e-4 }", '{ spike = "seldom" }', "{ watch = 2 }"],
)
def test_odds_that_make_no_sense_are_refused(root: Path, alpha: str) -> None:
    policy = root / "policy.toml"
    shipped = "alpha = { watch = 1e-3, spike = 1e-4, crisis = 1e-6 }"
    policy.write_text(policy.read_text("utf-8").replace(shipped, f"alpha = {alpha}"), "utf-8")

    with pytest.raises(TemplateFault, match="policy"):
        Library.load(root)


def test_every_subject_has_a_name_that_speaks_to_it() -> None:
    assert {
        subject for subject in SUBJECTS if subject not in subjects_of(LIBRARY.common.topics.get(subject, ""))
    } == set()


def test_a_brand_is_found_by_id_or_name_in_any_case() -> None:
    assert LIBRARY.brand("HarbourLine").id == "harbourline"


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("tones/calm.toml", "{{ problem }}", "{{ problm }}", "no variable"),
        ("tones/calm.toml", "{{ problem }}", "{{ problem.__class__ }}", "a dot is not allowed"),
        ("tones/calm.toml", "apology = [", "apology_old = [", "need a sentence"),
        ("playbooks/lost.toml", "say = [", "sya = [", "either"),
        ("playbooks/lost.toml", 'when = ["', 'when = ["<b>', "not a phrase"),
        ("playbooks/lost.toml", "[[problem]]", "[[problem", "cannot be read"),
        ("brands/harbourline.toml", "sign_off", "voice", "cannot be read"),
        ("brands/harbourline.toml", "{{ due }}", "{{ refund }}", "no variable"),
        ("brands/harbourline.toml", "Europe/London", "Europe/Atlantis", "not as expected"),
        ("policy.toml", "high = 60", "hihg = 60", "not as expected"),
        ("policy.toml", '"calm"', '"clam"', "no tone"),
        ("policy.toml", 'first = "public"', 'first = "loud"', "public or private"),
        ("policy.toml", "list_low = true", "list_low = 1", "true or false"),
        ("policy.toml", '"weather"', '"<b>"', "not a phrase"),
        ("words.toml", "[shown]", "[shown", "cannot be read"),
        ("words.toml", 'pin = "PIN"', "pin = 7", "one text of words"),
        ("common.toml", "{{ things }}", "{{ stuff }}", "no variable"),
        ("languages/es.toml", "[topic]", "[tpoic]", "needed"),
    ],
)
def test_a_broken_file_is_refused_with_its_reason(
    root: Path, file: str, old: str, new: str, reason: str
) -> None:
    path = root / file
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(TemplateFault, match=reason):
        Library.load(root)


@pytest.mark.parametrize(
    "gone", ["tones", "playbooks/general.toml", "brands/default.toml", "common.toml", "policy.toml"]
)
def test_a_missing_file_is_named(root: Path, gone: str) -> None:
    path = root / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    with pytest.raises(TemplateFault):
        Library.load(root)


def test_a_brand_needs_one_action_for_everything() -> None:
    text = (
        (Path(str(seeds())) / "brands" / "default.toml")
        .read_text()
        .replace('id = "find_out"', 'id = "find_out"\nfor = ["x"]')
    )
    with pytest.raises(TemplateFault, match="one action must be for everything"):
        load_brand(text)

"""The form that corrects a verdict: what it shows, what it takes, and that its reader is answered."""

from typing import Any

import pytest

from bot.models import Severity, Verdict
from bot.ports import Correction
from bot.slack.correcting import correct_modal, correction_of
from bot.slack.details import details_modal
from bot.slack.ids import ANSWER, Action, Field
from bot.slack.origin import Origin
from bot.slack.reading import Past
from tests.builders import NOON, SAM
from tests.slack.stage import Stage
from tests.slack.views import a_view, shown

ORIGIN = Origin("d1", 1, "C0CARE")


@pytest.fixture
def kind() -> str:
    """The store is told apart elsewhere."""
    return "sqlite"


def chosen(category: str = "billing", severity: str = "3", *flags: str) -> dict[str, Any]:
    """A form's state as Slack sends it."""
    boxes = {"selected_options": [{"value": one} for one in flags]}
    return {
        "values": {
            f"{Field.ABOUT}:abc": {ANSWER: {"selected_option": {"value": category}}},
            Field.LEVEL.value: {ANSWER: {"selected_option": {"value": severity}}},
            Field.CAREFUL.value: {ANSWER: boxes},
            Field.NOTE.value: {ANSWER: {"value": " because "}},
        }
    }


def test_the_form_starts_from_what_triage_says() -> None:
    view = a_view()
    view.verdict.flags = ["legal"]
    about, level, careful = [
        block["element"] for block in correct_modal(view, ORIGIN)["blocks"] if block["type"] == "input"
    ][:3]
    assert about["initial_option"]["value"] == view.verdict.category
    assert level["initial_option"]["value"] == str(int(view.verdict.severity))
    assert [one["value"] for one in careful["initial_options"]] == ["legal"]


def test_the_form_says_that_the_draft_stays() -> None:
    assert "press Another draft" in shown(correct_modal(a_view(), ORIGIN)["blocks"])


def test_what_is_chosen_is_a_correction() -> None:
    said = correction_of(chosen("billing", "3", "legal", "data"))
    assert said == Correction("billing", Severity.HIGH, ("legal", "data"), "abc", "because")


@pytest.mark.parametrize(("category", "severity"), [("nonsense", "3"), ("billing", "9"), ("billing", "")])
def test_a_forged_choice_is_none(category: str, severity: str) -> None:
    assert correction_of(chosen(category, severity)) is None


def test_a_form_that_lacks_a_field_is_none() -> None:
    assert correction_of({"values": {}}) is None


def test_more_names_the_colleague_who_corrected_it() -> None:
    view = a_view()
    view.verdict.judged_by = SAM
    assert f"<@{SAM}>" in shown(details_modal(view, Past(), ORIGIN, NOON)["blocks"])


def test_a_verdict_that_changed_has_another_stand() -> None:
    view = a_view()
    before = view.verdict.stand
    assert Verdict(**view.verdict.model_dump() | {"category": "queue"}).stand != before
    assert Verdict(**view.verdict.model_dump()).stand == before


async def test_a_correction_reaches_the_desk(stage: Stage) -> None:
    await stage.show_card()
    form = await stage.open_in_more(Action.CORRECT, SAM)
    (about,) = [one["block_id"] for one in form["blocks"] if one.get("block_id", "").startswith("about")]

    await stage.sandbox.submit(SAM, form["id"], {about: "billing", Field.LEVEL: "4", Field.NOTE: "twice"})

    act, user, _revision, (said,) = await stage.asked()
    assert (act, user) == ("correct", SAM)
    assert isinstance(said, Correction)
    assert (said.category, said.severity, said.note) == ("billing", Severity.CRITICAL, "twice")

"""Policy and actions over real Socket Mode: plain choices become a new version that counts at once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from bot.drafting.brands import Action as BrandAction
from bot.drafting.composing import seeds
from bot.drafting.library import Library
from bot.drafting.tuning import PolicyNow, Step, StepWords, Tuned
from bot.drafting.versions import effective_library, effective_set, save_set
from bot.models import Severity, TemplateVersion
from bot.routing import Route
from bot.sandbox.limits.view import view_faults
from bot.sandbox.shapes import Json
from bot.slack.action_forms import MAX_INPUT, StepForm, actions_button, actions_modal, step_modal, words_of
from bot.slack.blocks import actions
from bot.slack.ids import Action
from bot.slack.policy_form import policy_button, policy_modal, tuned_of
from tests.builders import ANN, MAYA, NOON, OLIVE
from tests.slack.stage import Stage
from tests.slack.views import HOSTILE, shown

SLOWLY = 60.0
"""Seconds that trying whole replies may take on a busy machine."""
BUTTONS = {Action.POLICY: policy_button, Action.ACTIONS: actions_button}
BRAND = "brands/default.toml"


@pytest.fixture
def kind() -> str:
    """The handlers hold no SQL of their own; one kind of database is enough."""
    return "sqlite"


async def press(stage: Stage, action: Action, user: str = MAYA) -> None:
    """Press a button of Home."""
    await stage.desk.publish_home(user, {"type": "home", "blocks": actions("desk", [BUTTONS[action]()])})
    await stage.sandbox.click_in_home(user, action)


async def shows(stage: Stage, words: str) -> Json:
    """The form once it holds these words."""

    def found() -> bool:
        return any(words in shown(view["blocks"]) for view in stage.sandbox.views(MAYA)[-1:])

    await stage.sandbox.wait_for(found, SLOWLY)
    return stage.sandbox.views(MAYA)[-1]


async def versions(stage: Stage) -> list[TemplateVersion]:
    async with stage.database.reading() as session:
        return list((await session.exec(select(TemplateVersion).order_by(col(TemplateVersion.id)))).all())


async def test_a_manager_sets_the_policy_with_plain_choices(stage: Stage) -> None:
    await press(stage, Action.POLICY)
    view = await shows(stage, "Routes:")

    chosen = {"eyes": "on", "first": "private", "within_low": "2880", "tone": "warm"}
    assert await stage.sandbox.submit(MAYA, view["id"], chosen) == {}
    await shows(stage, "Saved as version 1")

    policy = (await effective_library(stage.database)).policy
    assert (policy.four_eyes, policy.private_first, policy.default_tone) == ("on", True, "warm")
    assert policy.targets[Severity.LOW] == timedelta(days=2)
    (saved,) = await versions(stage)
    assert (saved.path, saved.saved_by) == ("policy.toml", MAYA)
    assert saved.note == "Policy: default_tone, first, four_eyes, low"


async def test_the_notes_and_the_signs_of_the_policy_stay(stage: Stage) -> None:
    before = (await effective_set(stage.database))["policy.toml"]
    await press(stage, Action.POLICY)
    view = await shows(stage, "Routes:")

    await stage.sandbox.submit(MAYA, view["id"], {"eyes": "off"})
    await shows(stage, "Saved as version 1")

    after = (await effective_set(stage.database))["policy.toml"]
    assert after == before.replace('four_eyes = "auto"', 'four_eyes = "off"')


async def test_a_policy_that_is_as_wanted_already_is_not_saved_again(stage: Stage) -> None:
    await press(stage, Action.POLICY)
    view = await shows(stage, "Routes:")

    await stage.sandbox.submit(MAYA, view["id"], {})

    await shows(stage, "it is as you want it already")
    assert await versions(stage) == []


async def test_a_graver_post_never_has_more_time(stage: Stage) -> None:
    await press(stage, Action.POLICY)
    view = await shows(stage, "Routes:")

    await stage.sandbox.submit(MAYA, view["id"], {"within_critical": "480"})

    again = await shows(stage, "cannot have more time than a lighter one")
    assert again["state"]["values"]["within_critical"]["answer"]["selected_option"]["value"] == "480"


async def test_who_saves_second_is_told_and_may_save_again(stage: Stage) -> None:
    await press(stage, Action.POLICY)
    view = await shows(stage, "Routes:")
    body = (await effective_set(stage.database))["policy.toml"].replace("critical = 15", "critical = 10")
    await save_set(stage.database, {"policy.toml": body}, by=ANN, now=NOON, note=None)

    await stage.sandbox.submit(MAYA, view["id"], {"eyes": "on"})
    again = await shows(stage, "saved this file while you wrote")
    await stage.sandbox.submit(MAYA, again["id"], {})
    await shows(stage, "Saved as version 2")

    policy = (await effective_library(stage.database)).policy
    assert policy.four_eyes == "on"


@pytest.mark.parametrize("action", list(BUTTONS))
@pytest.mark.parametrize("user", [ANN, OLIVE, "U0GUEST"])
async def test_others_are_told_that_it_is_for_managers(stage: Stage, action: Action, user: str) -> None:
    await press(stage, action, user)

    assert "Only managers" in await stage.note_to(user)
    assert stage.sandbox.views(user) == []


async def test_who_lost_the_right_while_a_form_was_open_saves_nothing(stage: Stage) -> None:
    await press(stage, Action.POLICY)
    view = await shows(stage, "Routes:")
    stage.team.managing = {ANN}

    await stage.sandbox.submit(MAYA, view["id"], {"eyes": "off"})

    await shows(stage, "Only managers")
    assert await versions(stage) == []


async def edit_first(stage: Stage) -> Json:
    """Open the form of the first action."""
    await press(stage, Action.ACTIONS)
    view = await shows(stage, "because somebody keeps it")
    await stage.sandbox.click_in_view(MAYA, view["id"], Action.EDIT_ACTION)
    return await shows(stage, "Checked before it counts")


async def test_an_action_gets_another_owner_and_time(stage: Stage) -> None:
    view = await edit_first(stage)

    await stage.sandbox.submit(MAYA, view["id"], {"owner": "the night team", "due": "tomorrow"})
    view = await shows(stage, "Saved as version 1")
    assert "the night team" in shown(view["blocks"])

    (first, *_) = (await effective_library(stage.database)).brands["default"].actions
    assert (first.owner, first.due) == ("the night team", "tomorrow")
    (saved,) = await versions(stage)
    assert saved.path == BRAND
    assert "owner, due" in str(saved.note)


async def test_a_sentence_that_breaks_a_rule_is_not_saved_and_kept_in_the_form(stage: Stage) -> None:
    view = await edit_first(stage)

    await stage.sandbox.submit(
        MAYA, view["id"], {"say:1:2": "Send {{ ask }}, and you get a full refund {{ due }}."}
    )

    again = await shows(stage, "Not saved.")
    assert "full refund" in str(again["state"]["values"])
    assert await versions(stage) == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"owner": " "}, "needs somebody who keeps it"),
        ({"say:0:2": " \n ", "say:1:2": " "}, "needs at least one sentence"),
    ],
)
async def test_an_action_without_owner_or_words_is_refused(
    stage: Stage, typed: dict[str, str], words: str
) -> None:
    view = await edit_first(stage)

    await stage.sandbox.submit(MAYA, view["id"], typed)

    await shows(stage, words)
    assert await versions(stage) == []


async def test_an_action_that_went_away_meanwhile_is_told_with_the_words_to_copy(stage: Stage) -> None:
    view = await edit_first(stage)
    body = (await effective_set(stage.database))[BRAND].replace(
        "[[actions]]\nid = ", '[[actions]]\nid = "x-" #', 1
    )
    await save_set(stage.database, {BRAND: body}, by=ANN, now=NOON, note=None)

    await stage.sandbox.submit(MAYA, view["id"], {"owner": "the night team"})

    await shows(stage, "not there any more")
    await shows(stage, "the night team")


LIBRARY = Library.load(seeds())
MINUTES = {Severity.CRITICAL: 17, Severity.HIGH: 60, Severity.NORMAL: 180, Severity.LOW: 20_000}
STRANGE = Tuned("gone", "public", "auto", True, MINUTES)


def test_forms_full_of_strange_words_stay_within_the_limits_of_slack() -> None:
    routes = tuple(
        Route(brand=frozenset({HOSTILE}), channel="C0NORTH", approvers=("S0A",)) for _ in range(40)
    )
    policy = replace(LIBRARY.policy, routes=routes)
    action = BrandAction(HOSTILE, (HOSTILE,), (HOSTILE * 20,) * 3, HOSTILE * 5, HOSTILE * 5, HOSTILE * 5)
    steps = [Step(HOSTILE, BRAND, place, action, 0) for place in range(60)]

    views = [
        policy_modal(PolicyNow(STRANGE, policy, [HOSTILE * 5, "calm"], 0), HOSTILE),
        actions_modal(steps, HOSTILE),
        step_modal(StepForm(steps[0], "{}", None, HOSTILE)),
    ]

    assert [view_faults(view, "modal") for view in views] == [[], [], []]


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"values": None},
        {"values": {"eyes": {"answer": {"selected_option": {"value": "never"}}}}},
        {"values": {"within_low": {"answer": {"selected_option": {"value": "-1"}}}}},
        {"values": {"within_low": {"answer": {"selected_option": {"value": "9" * 40}}}}},
    ],
)
def test_a_policy_form_that_came_back_broken_changes_nothing(state: Json) -> None:
    assert tuned_of(state, STRANGE) == STRANGE


def test_an_action_form_that_came_back_broken_says_nothing() -> None:
    assert words_of({}).wordings == []
    assert words_of({"values": {"say": {"answer": None}}}).owner == ""


@given(
    st.lists(st.text(st.characters(categories=["L", "P"]), min_size=1, max_size=900), min_size=1, max_size=20)
)
def test_sentences_come_back_from_the_form_as_they_went_in(wordings: list[str]) -> None:
    step = Step("B", BRAND, 0, BrandAction("a", (), tuple(wordings), "o", "w", "d"), 0)

    inputs = [block for block in step_modal(StepForm(step, "{}"))["blocks"] if block["type"] == "input"]

    values = {block["block_id"]: {"answer": {"value": block["element"]["initial_value"]}} for block in inputs}
    assert words_of({"values": values}) == StepWords(wordings, "o", "w", "d")
    assert all(len(block["element"]["initial_value"]) < MAX_INPUT for block in inputs)

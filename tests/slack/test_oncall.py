"""`/amends oncall`: who is on call now and next; taking over, swapping, and rotations edited from Slack."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from bot.drafting.composing import seeds
from bot.drafting.library import Library
from bot.drafting.rotation_changes import put_rotation
from bot.drafting.versions import effective_set, shipped_set
from bot.models import MessageKind, SlackMessage, StandInRow
from bot.oncall.calling import on_shift
from bot.oncall.duty import Turn
from bot.ports import People
from bot.rota import Rules
from bot.rota.ladders import ladder_of
from bot.rota.rotations import rotations_of
from bot.slack.blocks import actions
from bot.slack.commands import oncall_words
from bot.slack.home import HomeView, render_home
from bot.slack.ids import Action
from bot.slack.oncall_form import SWAP, ladder_words, rotations_button, until_of
from bot.store.pages import Rate
from bot.store.worklist import Counts
from tests.builders import ANN, CHANNEL, COLE, MAYA, NOON, OLIVE, SAM
from tests.slack.stage import Stage
from tests.slack.views import labels, shown

ROTATIONS = rotations_of({"primary": {"people": [SAM, COLE], "handoff": "mon 09:00"}})


@pytest.fixture
def kind() -> str:
    """The handlers hold no SQL of their own; one kind of database is enough."""
    return "sqlite"


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped templates, with one rotation."""
    shipped = Library.load(seeds())
    return replace(shipped, policy=replace(shipped.policy, oncall=Rules(rotations=ROTATIONS)))


def on_now() -> str:
    return ROTATIONS["primary"].at(NOON) or ""


async def stand_ins(stage: Stage) -> list[StandInRow]:
    async with stage.database.reading() as session:
        return list((await session.exec(select(StandInRow).order_by(col(StandInRow.begins)))).all())


async def asked(stage: Stage, user: str, words: str) -> str:
    await stage.sandbox.slash(user, CHANNEL, words)
    return await stage.note_to(user)


async def test_it_says_who_is_on_call_now_until_when_and_who_is_next(stage: Stage) -> None:
    told = await asked(stage, ANN, "oncall")
    other = SAM if on_now() == COLE else COLE
    assert f"<@{on_now()}> until" in told
    assert f"then <@{other}>" in told
    assert "Nobody was called in the last 30 days." in told


async def test_one_of_the_rotation_takes_over_by_a_typed_word(stage: Stage) -> None:
    other = SAM if on_now() == COLE else COLE
    assert "is on call then" in await asked(stage, other, "oncall take 2h")
    (row,) = await stand_ins(stage)
    assert (row.user, row.begins, row.ends) == (other, NOON, NOON + timedelta(hours=2))
    rules = Rules(rotations=ROTATIONS)
    assert await on_shift(stage.database, rules, NOON + timedelta(hours=1)) == {other}
    assert await on_shift(stage.database, rules, NOON + timedelta(hours=2)) == {on_now()}
    async with stage.database.reading() as session:
        told = (await session.exec(select(SlackMessage).where(SlackMessage.kind == MessageKind.SHIFT))).all()
    assert [one.audience for one in told] == [CHANNEL]


@pytest.mark.parametrize(
    ("user", "words", "why"),
    [
        (SAM, "oncall take", "until when"),
        (SAM, "oncall take soon", "until when"),
        (SAM, "oncall take 2h nobody", "no such rotation"),
        (OLIVE, "oncall take 2h", "Only managers and the people of the rotation"),
    ],
)
async def test_what_cannot_be_done_is_said_why(stage: Stage, user: str, words: str, why: str) -> None:
    assert why in await asked(stage, user, words)
    assert await stand_ins(stage) == []


async def opened(stage: Stage, user: str) -> str:
    """The form that changes who is on call; its id."""
    await asked(stage, user, "oncall")
    note = stage.sandbox.ephemerals(user)[-1]
    await stage.sandbox.click(user, CHANNEL, note["ts"], Action.ONCALL)
    (form,) = await stage.sandbox.wait_for(lambda: stage.sandbox.views(user))
    return str(form["id"])


async def test_a_colleague_is_put_on_call_for_four_hours_and_taken_back(stage: Stage) -> None:
    form = await opened(stage, MAYA)
    await stage.sandbox.submit(MAYA, form, {"who": ANN})
    (row,) = await stand_ins(stage)
    assert (row.user, row.made_by, row.ends - row.begins) == (ANN, MAYA, timedelta(hours=4))
    (view,) = stage.sandbox.views(MAYA)
    assert "is on call then" in shown(view["blocks"])

    await stage.sandbox.click_in_view(MAYA, form, Action.STAND_IN_END)
    await stage.sandbox.wait_for(lambda: "Taken back" in shown(stage.sandbox.views(MAYA)[0]["blocks"]))
    (row,) = await stand_ins(stage)
    assert row.ended_at == NOON


async def test_two_people_swap_their_next_turns(stage: Stage) -> None:
    form = await opened(stage, SAM)
    await stage.sandbox.submit(SAM, form, {"who": COLE, "span": SWAP})
    first, second = await stand_ins(stage)
    assert {first.user, second.user} == {SAM, COLE}
    turns = ROTATIONS["primary"]
    assert [turns.shift(one.begins).user for one in (first, second)] == [second.user, first.user]


async def from_home(stage: Stage, user: str) -> None:
    """Press "Rotations…" there."""
    row = actions("desk", [rotations_button()])
    await stage.desk.publish_home(user, {"type": "home", "blocks": row})
    await stage.sandbox.click_in_home(user, Action.ROTATIONS)


async def test_a_manager_adds_a_rotation_from_slack(stage: Stage) -> None:
    await from_home(stage, MAYA)
    (listed,) = await stage.sandbox.wait_for(lambda: stage.sandbox.views(MAYA))
    await stage.sandbox.click_in_view(MAYA, listed["id"], Action.EDIT_ROTATION)
    await stage.sandbox.wait_for(lambda: "order of their turns" in str(stage.sandbox.views(MAYA)))
    (form,) = stage.sandbox.views(MAYA)
    await stage.sandbox.submit(MAYA, form["id"], {"people": [ANN, SAM], "handoff": "tue 10:00"})
    await stage.sandbox.wait_for(lambda: "Checking" not in shown(stage.sandbox.views(MAYA)[0]["blocks"]), 30)
    policy = (await effective_set(stage.database))["policy.toml"]
    assert "[rotation.primary]" in policy
    assert 'handoff = "tue 10:00"' in policy


async def test_rotations_are_for_managers(stage: Stage) -> None:
    await from_home(stage, SAM)
    assert "manager" in await stage.note_to(SAM)


def test_a_rotation_is_put_into_the_policy_and_nothing_else_changes() -> None:
    text = shipped_set()["policy.toml"]
    values = {"people": ["U1A", "U2B"], "handoff": "mon 09:00", "every": "1w", "zone": "Europe/London"}
    added = put_rotation("primary", values)(text)
    assert added.startswith(text.rstrip())
    again = put_rotation("primary", values | {"people": ["U2B"]})(added)
    before, after = (rotations_of(tomllib.loads(one)["rotation"])["primary"] for one in (added, again))
    assert after == replace(before, people=("U2B",))


@pytest.mark.parametrize(
    ("name", "values"), [("Primary!", {}), ("primary", {"zone": "Mars"}), ("primary", {"people": ["jo"]})]
)
def test_a_rotation_that_makes_no_sense_is_not_put(name: str, values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="Nothing was changed"):
        put_rotation(name, values)(shipped_set()["policy.toml"])


@pytest.mark.parametrize(
    ("word", "hours"),
    [
        ("2h", 2.0),
        ("90m", 1.5),
        ("18:00", 6.0),
        ("09:00", 21.0),
        ("soon", None),
        ("25:00", None),
        ("h", None),
    ],
)
def test_an_end_is_a_span_or_a_time(word: str, hours: float | None) -> None:
    ends = until_of(word, datetime(2026, 11, 22, 12, tzinfo=UTC), UTC)
    assert (None if ends is None else (ends - NOON) / timedelta(hours=1)) == hours


def test_home_says_whose_turn_it_is_and_how_often_a_call_was_not_worth_it() -> None:
    people = People(frozenset({ANN}), frozenset(), frozenset({SAM}), frozenset())
    turn = Turn(ROTATIONS["primary"], SAM, NOON + timedelta(hours=5), COLE)
    home = render_home(HomeView(Counts(0, 0, 0, 0), people, ANN, NOON, turns=(turn,), rate=Rate(20, 3)))
    said = shown(home["blocks"])
    assert f"*primary:* <@{SAM}> until" in said
    assert "3 (15%) were not worth it" in said
    assert "Change who is on call…" in labels(home["blocks"])


def test_the_ladder_is_told_step_by_step_and_nobody_is_said_to_be_left_alone_by_it() -> None:
    steps = [{"after": 0, "notify": ["S0CALL", "primary"]}, {"after": 15, "notify": [MAYA, "pagerduty"]}]
    ladder = ladder_of({"steps": steps, "repeat": 2}, ROTATIONS)
    (told,) = ladder_words(ladder)
    assert told.startswith("*Ladder:* at once <!subteam^S0CALL>, primary; after 15 min")
    assert told.endswith(f"<@{MAYA}>, PagerDuty; 3 times over")
    assert ladder_words(None) == []

    nobody = People(frozenset(), frozenset(), frozenset(), frozenset())
    assert "nobody will be woken" in oncall_words(nobody)
    assert "nobody will be woken" not in oncall_words(nobody, has_ladder=True)
    view = HomeView(counts=Counts(0, 0, 0, 0), people=nobody, user=ANN, at=NOON)
    assert "nobody will be woken" in shown(render_home(view)["blocks"])
    assert "PagerDuty" in shown(render_home(replace(view, ladder=ladder))["blocks"])

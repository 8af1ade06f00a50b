"""“People…” over real Socket Mode: managers give a right in one form, and everybody else is told why not."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.granting import Role
from bot.models import Grant, MessageKind, SlackMessage
from bot.ports import People
from bot.sandbox.limits.view import view_faults
from bot.sandbox.shapes import Json
from bot.slack.blocks import actions
from bot.slack.ids import Action
from bot.slack.people_form import PeopleView, asked_of, people_button, people_modal
from bot.slack.people_line import right_message
from tests.builders import ANN, CHANNEL, MAYA, NOON, OLIVE, SAM
from tests.slack.conftest import london
from tests.slack.stage import Stage
from tests.slack.views import HOSTILE, shown
from tests.slack.watch import Watch


@pytest.fixture
def kind() -> str:
    """The handlers hold no SQL of their own; one kind of database is enough."""
    return "sqlite"


async def form(stage: Stage) -> None:
    """Maya types the command and waits for the form."""
    await stage.sandbox.slash(MAYA, CHANNEL, "people")
    await stage.sandbox.wait_for(lambda: stage.sandbox.views(MAYA))


async def send(stage: Stage, **filled: str) -> dict[str, str]:
    """Fill in the form that is open and send it; what Slack says is wrong."""
    view = stage.sandbox.views(MAYA)[-1]
    named = {f"{field}:{view['private_metadata']}": value for field, value in filled.items()}
    return await stage.sandbox.submit(MAYA, view["id"], named)


async def given(stage: Stage) -> list[Grant]:
    async with stage.database.reading() as session:
        return list((await session.exec(select(Grant).order_by(Grant.id))).all())


def now_shows(stage: Stage, words: str) -> bool:
    return any(words in shown(view["blocks"]) for view in stage.sandbox.views(MAYA))


async def test_a_manager_gives_a_right_until_tomorrow_morning_in_their_own_zone(stage: Stage) -> None:
    await form(stage)

    assert await send(stage, whom=OLIVE, role="approver", span="tomorrow") == {}

    (grant,) = await given(stage)
    assert (grant.user, grant.role, grant.given_by) == (OLIVE, "approver", MAYA)
    assert grant.until == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    assert now_shows(stage, "is an approver from now on")


async def test_the_channel_sees_one_quiet_line(stage: Stage) -> None:
    await form(stage)
    await send(stage, whom=OLIVE, span="good")
    await stage.desk.render_due()

    (told,) = stage.sandbox.messages(CHANNEL)
    assert "until it is taken back" in shown(told["blocks"])


async def test_a_day_and_an_hour_are_those_of_the_manager(stage: Stage) -> None:
    await form(stage)
    await send(stage, whom=OLIVE, role="oncall", span="until", day="2027-07-01", hour="18:30")

    (grant,) = await given(stage)
    assert grant.until == datetime(2027, 7, 1, 17, 30, tzinfo=UTC)  # summer in London


@pytest.mark.parametrize(
    ("filled", "words"),
    [
        ({"span": "until"}, "Please choose the last day."),
        ({"span": "until", "day": "2026-11-21"}, "over already"),
    ],
)
async def test_an_incomplete_form_says_what_is_missing(
    stage: Stage, filled: dict[str, str], words: str
) -> None:
    await form(stage)
    errors = await send(stage, whom=OLIVE, **filled)

    assert words in next(iter(errors.values()))
    assert await given(stage) == []


@pytest.mark.parametrize(
    ("whom", "words"),
    [("U0GUEST", "no full member"), (MAYA, "Nobody gives rights to themselves"), (ANN, "by the settings")],
)
async def test_a_refused_right_stays_in_the_form_with_the_reason(stage: Stage, whom: str, words: str) -> None:
    await form(stage)
    await send(stage, whom=whom, span="week")

    assert now_shows(stage, words)
    assert whom in str(stage.sandbox.views(MAYA)[-1]["state"]["values"])
    assert await given(stage) == []


async def test_a_right_is_taken_back_in_the_same_form(stage: Stage) -> None:
    await form(stage)
    await send(stage, whom=OLIVE, span="week")
    view = stage.sandbox.views(MAYA)[-1]

    await stage.sandbox.click_in_view(MAYA, view["id"], Action.TAKE_BACK)
    await stage.sandbox.wait_for(lambda: now_shows(stage, "Taken back"))

    (grant,) = await given(stage)
    assert grant.ended_by == MAYA
    assert now_shows(stage, "*For a time:* nobody")


@pytest.mark.parametrize("user", [ANN, SAM, OLIVE])
async def test_who_is_no_manager_is_told_so_and_sees_no_form(stage: Stage, user: str) -> None:
    await stage.sandbox.slash(user, CHANNEL, "people")

    assert "Only managers can give rights" in await stage.note_to(user)
    assert stage.sandbox.views(user) == []


async def test_a_guest_is_told_so(stage: Stage) -> None:
    await stage.sandbox.slash("U0GUEST", CHANNEL, "people")

    assert "Only full members" in await stage.note_to("U0GUEST")


async def test_who_lost_the_right_while_the_form_was_open_changes_nothing(stage: Stage) -> None:
    await form(stage)
    stage.team.managing = {SAM}

    await send(stage, whom=OLIVE, span="week")

    assert now_shows(stage, "Only managers")
    assert await given(stage) == []


@pytest.mark.parametrize("user", [MAYA, OLIVE])
async def test_the_button_on_home_opens_it_for_managers_alone(stage: Stage, user: str) -> None:
    home: Json = {"type": "home", "blocks": actions("desk", [people_button()])}
    await stage.desk.publish_home(user, home)
    await stage.sandbox.click_in_home(user, Action.PEOPLE)

    if user == MAYA:
        assert await stage.sandbox.wait_for(
            lambda: now_shows(stage, "Who may what") or now_shows(stage, "Approvers")
        )
    else:
        assert "Only managers" in await stage.note_to(user)


def test_a_form_with_many_people_stays_within_the_limits_of_slack() -> None:
    many = frozenset(f"U0{number:05}" for number in range(500))
    grants = [
        Grant(id=f"grant-{number}", user=f"U1{number}", role=role, until=NOON, given_by=MAYA, given_at=NOON)
        for number in range(60)
        for role in Role
    ]

    modal = people_modal(PeopleView(People(many, many, many, many), grants, "1", HOSTILE * 30))

    assert view_faults(modal, "modal") == []


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"values": {}},
        {"values": {"whom:1": {}}},
        {
            "values": {
                "whom:1": {"answer": None},
                "role:1": {"answer": {"selected_option": {"value": "king"}}},
            }
        },
        {"values": {"span:1": {"answer": {"selected_option": {"value": "ever"}}}}},
    ],
)
def test_a_form_that_came_back_broken_gives_nothing(state: Json) -> None:
    assert asked_of(state, NOON, UTC).errors


@pytest.mark.parametrize("args", [{}, {"role": "king", "until": "soon", "user": HOSTILE, "ended": 1.0}])
def test_a_line_with_broken_values_is_still_a_line(args: Json) -> None:
    row = SlackMessage(id="right:1", kind=MessageKind.RIGHT, audience=CHANNEL, args=args, changed_at=NOON)

    told = right_message(row)

    assert "somebody with more rights" in told.text
    assert "<!channel>" not in told.text


async def test_winter_and_summer_are_told_apart(watch: Watch) -> None:
    state = {
        "values": {
            "whom:1": {"answer": {"selected_user": OLIVE}},
            "role:1": {"answer": {"selected_option": {"value": "legal"}}},
            "span:1": {"answer": {"selected_option": {"value": "tomorrow"}}},
        }
    }

    asked = asked_of(state, datetime(2026, 10, 24, 12, 0, tzinfo=UTC), await london(MAYA))

    assert asked.until == datetime(2026, 10, 25, 9, 0, tzinfo=UTC)
    assert asked.role is Role.LEGAL

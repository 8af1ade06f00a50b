"""Routes from Home over real Socket Mode: added, changed, reordered, taken away; none that leads nowhere."""

from typing import Any

import pytest
from sqlmodel import col, select

from bot.drafting.tuning import POLICY
from bot.drafting.versions import effective_library, effective_set, save_set, shipped_set
from bot.models import AuditEntry, Severity, TemplateVersion
from bot.routing import Route
from bot.sandbox.cast import BOT_USER, Channel, UserGroup
from bot.sandbox.limits.view import view_faults
from bot.sandbox.shapes import Json
from bot.slack.blocks import actions, button
from bot.slack.ids import Action
from bot.slack.places import ABSENT, ARCHIVED, EMPTY, SHARED, STRANGE, UNKNOWN_GROUP
from bot.slack.route_form import (
    LEADS_NOWHERE,
    NEEDS_CHANNEL,
    RouteForm,
    Seen,
    asked_of,
    route_modal,
)
from bot.slack.route_list import routes_button, routes_modal, value_of
from bot.slack.routes_desk import NO_ANSWER, STRANGERS
from tests.builders import ANN, MAYA, NOON, OLIVE
from tests.slack.stage import Stage
from tests.slack.views import HOSTILE, labels, shown

SLOWLY = 60.0
"""Seconds that trying whole replies may take on a busy machine."""
NORTH, GERMAN = "C0NORTH", "S0GERMAN"
TWO = """
[[route]]
language = ["de"]
channel = "C0NORTH"  # the Hamburg office

[[route]]
category = ["safety"]
severity = "high"
approvers = ["S0CALL"]
"""
FIRST = Route(language=frozenset({"de"}), channel=NORTH)
SECOND = Route(category=frozenset({"safety"}), severity=Severity.HIGH, approvers=("S0CALL",))


@pytest.fixture
def kind() -> str:
    """The handlers hold no SQL of their own; one kind of database is enough."""
    return "sqlite"


@pytest.fixture
async def desk_with_places(stage: Stage) -> Stage:
    """Slack with a channel of the north, and some that no card can go to."""
    workspace = stage.sandbox.workspace
    people = {ANN, MAYA, BOT_USER}
    for channel in (
        Channel(NORTH, "north", people),
        Channel("C0OLD", "old", people, is_archived=True),
        Channel("C0BOTH", "both", people, is_ext_shared=True),
        Channel("C0HIDDEN", "hidden", {ANN}, is_private=True),
    ):
        workspace.channels[channel.id] = channel
    for group in (UserGroup(GERMAN, "de", "German desk", [ANN]), UserGroup("S0EMPTY", "e", "Nobody", [])):
        workspace.groups[group.id] = group
    return stage


@pytest.fixture
async def two(desk_with_places: Stage) -> Stage:
    """Two routes are in force."""
    stage = desk_with_places
    await save_set(stage.database, {POLICY: shipped_set()[POLICY] + TWO}, by=ANN, now=NOON, note=None)
    return stage


async def routes(stage: Stage) -> tuple[Route, ...]:
    """Those in force."""
    return (await effective_library(stage.database)).policy.routes


async def open_list(stage: Stage, user: str = MAYA) -> None:
    """Press the button of Home."""
    await stage.desk.publish_home(user, {"type": "home", "blocks": actions("desk", [routes_button()])})
    await stage.sandbox.click_in_home(user, Action.ROUTES)


async def shows(stage: Stage, words: str) -> Json:
    """The form once it holds these words."""

    def found() -> bool:
        return any(words in str(view["blocks"]) for view in stage.sandbox.views(MAYA)[-1:])

    await stage.sandbox.wait_for(found, SLOWLY)
    return stage.sandbox.views(MAYA)[-1]


async def send(stage: Stage, view: Json, chosen: dict[str, Any]) -> dict[str, str]:
    """Fill fields and submit; what is told at them."""
    ids = {one["block_id"].split(":")[0]: one["block_id"] for one in view["blocks"] if one["type"] == "input"}
    errors = await stage.sandbox.submit(MAYA, view["id"], {ids[name]: one for name, one in chosen.items()})
    return {name.split(":")[0]: said for name, said in errors.items()}


async def add(stage: Stage) -> Json:
    """An empty form."""
    await open_list(stage)
    view = await shows(stage, "Add a route…")
    await stage.sandbox.click_in_view(MAYA, view["id"], Action.NEW_ROUTE)
    return await shows(stage, "What you leave empty takes everything")


async def test_a_manager_adds_changes_reorders_and_takes_away_routes(desk_with_places: Stage) -> None:
    stage, sandbox = desk_with_places, desk_with_places.sandbox
    view = await add(stage)
    chosen: dict[str, Any] = {"platform": ["x"], "language": "DE, fr", "channel": NORTH}
    assert await send(stage, view, chosen) == {}
    view = await shows(stage, "Saved as version 1")
    german = Route(platform=frozenset({"x"}), language=frozenset({"de", "fr"}), channel=NORTH)
    assert await routes(stage) == (german,)
    assert f"<#{NORTH}>" in shown(view["blocks"])

    await sandbox.click_in_view(MAYA, view["id"], Action.NEW_ROUTE)
    view = await shows(stage, "What you leave empty takes everything")
    grave = {"grave": "high", "to": "usual", "groups": [GERMAN], "users": [ANN], "category": ["safety"]}
    await send(stage, view, grave)
    view = await shows(stage, "Saved as version 2")
    safety = Route(category=frozenset({"safety"}), severity=Severity.HIGH, approvers=(ANN, GERMAN))
    assert await routes(stage) == (german, safety)

    await sandbox.click_in_view(MAYA, view["id"], Action.ROUTE_EARLIER)
    view = await shows(stage, "Saved as version 3")
    assert await routes(stage) == (safety, german)

    await sandbox.click_in_view(MAYA, view["id"], Action.EDIT_ROUTE)
    view = await shows(stage, "What you leave empty takes everything")
    await send(stage, view, {"category": [], "groups": []})
    view = await shows(stage, "Saved as version 4")
    assert await routes(stage) == (Route(severity=Severity.HIGH, approvers=(ANN,)), german)

    for version in (5, 6):
        await sandbox.click_in_view(MAYA, view["id"], Action.REMOVE_ROUTE)
        view = await shows(stage, f"Saved as version {version}")
    assert await routes(stage) == ()
    assert (await effective_set(stage.database))[POLICY] == shipped_set()[POLICY]
    assert "There are no routes yet" in shown(view["blocks"])

    async with stage.database.reading() as session:
        saved = (await session.exec(select(TemplateVersion).order_by(col(TemplateVersion.id)))).all()
        told = (await session.exec(select(AuditEntry.kind, AuditEntry.actor))).all()
    assert [one.note for one in saved] == [
        "Route added",
        "Route added",
        "Route 2: asked earlier",
        "Route 1: changed",
        "Route 1: taken away",
        "Route 1: taken away",
    ]
    assert list(told) == [("template_saved", MAYA)] * 6


@pytest.mark.parametrize(
    ("chosen", "field", "why"),
    [
        ({}, "channel", NEEDS_CHANNEL),
        ({"to": "usual"}, "to", LEADS_NOWHERE),
        ({"channel": "C0OTHER"}, "channel", ABSENT),
        ({"channel": "C0OLD"}, "channel", ARCHIVED),
        ({"channel": "C0BOTH"}, "channel", SHARED),
        ({"channel": "C0HIDDEN"}, "channel", STRANGE),
        ({"channel": "C0GONE"}, "channel", STRANGE),
        ({"channel": NORTH, "groups": ["S0EMPTY"]}, "groups", EMPTY),
        ({"channel": NORTH, "users": [ANN, "U0GUEST"]}, "users", STRANGERS),
        ({"channel": NORTH, "language": "German"}, "language", "“german” is no language"),
    ],
)
async def test_a_route_that_leads_nowhere_is_refused_at_its_field(
    desk_with_places: Stage, chosen: dict[str, Any], field: str, why: str
) -> None:
    view = await add(desk_with_places)

    errors = await send(desk_with_places, view, chosen)

    assert list(errors) == [field]
    assert why in errors[field]
    assert await routes(desk_with_places) == ()


async def test_a_group_that_went_away_meanwhile_is_refused(two: Stage) -> None:
    view = await add(two)
    del two.sandbox.workspace.groups[GERMAN]

    errors = await send(two, view, {"channel": NORTH, "groups": [GERMAN]})

    assert errors == {"groups": UNKNOWN_GROUP}


async def test_nothing_is_saved_while_slack_does_not_say_whether_it_can_be_reached(two: Stage) -> None:
    view = await add(two)
    two.sandbox.fail("conversations.info", error="internal_error")

    errors = await send(two, view, {"channel": NORTH})

    assert errors == {"channel": NO_ANSWER}
    assert await routes(two) == (FIRST, SECOND)


async def test_a_route_that_somebody_else_changed_is_not_overwritten(two: Stage) -> None:
    await open_list(two)
    view = await shows(two, "Take away")
    await two.sandbox.click_in_view(MAYA, view["id"], Action.EDIT_ROUTE)
    form = await shows(two, "What you leave empty takes everything")
    theirs = shipped_set()[POLICY] + TWO.replace('["de"]', '["sv"]')
    await save_set(two.database, {POLICY: theirs}, by=ANN, now=NOON, note=None)

    await send(two, form, {"grave": "high"})

    again = await shows(two, "Somebody changed this route meanwhile")
    assert NORTH in str(again["state"]["values"])
    assert (await routes(two))[0].language == {"sv"}


async def test_a_press_on_an_old_list_shows_how_the_routes_stand_now(two: Stage) -> None:
    for action in (Action.EDIT_ROUTE, Action.REMOVE_ROUTE):
        await open_list(two)
        view = await shows(two, "Take away")
        body = (await effective_set(two.database))[POLICY].replace(NORTH, f"{NORTH}X")
        await save_set(two.database, {POLICY: body}, by=ANN, now=NOON, note=None)

        await two.sandbox.click_in_view(MAYA, view["id"], action)

        await shows(two, "Somebody changed this route meanwhile")
        await two.sandbox.close_view(MAYA, view["id"])
    assert len(await routes(two)) == 2


async def test_a_channel_that_the_manager_does_not_see_stays(two: Stage) -> None:
    await open_list(two)
    view = await shows(two, "Take away")
    await two.sandbox.click_in_view(MAYA, view["id"], Action.EDIT_ROUTE)
    form = await shows(two, "What you leave empty takes everything")

    await send(two, form, {"grave": "critical", "channel": None})

    await shows(two, "Saved as version")
    assert await routes(two) == (
        Route(language=FIRST.language, severity=Severity.CRITICAL, channel=NORTH),
        SECOND,
    )


FORGED = [Action.NEW_ROUTE, Action.EDIT_ROUTE, Action.ROUTE_EARLIER, Action.REMOVE_ROUTE]


@pytest.mark.parametrize("user", [ANN, OLIVE, "U0GUEST"])
async def test_others_are_told_that_it_is_for_managers_wherever_they_press(two: Stage, user: str) -> None:
    for action in (Action.ROUTES, *FORGED):
        before = len(two.sandbox.ephemerals(user))
        row = [button("Press", action, value_of(0, FIRST))]
        await two.desk.publish_home(user, {"type": "home", "blocks": actions("desk", row)})
        await two.sandbox.click_in_home(user, action)
        notes = await two.sandbox.wait_for(lambda: two.sandbox.ephemerals(user)[before:])  # noqa: B023 - at once
        assert "Only managers" in shown(notes[-1]["blocks"])
    assert two.sandbox.views(user) == []
    assert await routes(two) == (FIRST, SECOND)


async def test_who_lost_the_right_while_a_form_was_open_saves_nothing(two: Stage) -> None:
    view = await add(two)
    two.team.managing = {ANN}

    await send(two, view, {"channel": NORTH})

    await shows(two, "Only managers")
    assert await routes(two) == (FIRST, SECOND)


def test_the_first_route_has_no_button_to_be_asked_earlier() -> None:
    (one,) = [labels([block]) for block in routes_modal([FIRST])["blocks"] if "Change…" in labels([block])]

    assert one == ["Change…", "Take away"]


def test_forms_full_of_strange_words_stay_within_the_limits_of_slack() -> None:
    strange = Route(
        brand=frozenset({HOSTILE}),
        platform=frozenset({HOSTILE}),
        language=frozenset({"de"}),
        channel=NORTH,
        approvers=("S0A", ANN),
    )
    groups = {f"S{number}": HOSTILE for number in range(300)}
    form = RouteForm(strange, 0, "m", 1, [HOSTILE] * 3, groups, HOSTILE)

    assert view_faults(route_modal(form), "modal") == []
    assert view_faults(routes_modal([strange] * 90, HOSTILE), "modal") == []


@pytest.mark.parametrize(
    "metadata", ["", "[]", "{}", '{"place": -1, "mark": "", "head": 0}', '{"place": "0"}']
)
def test_a_form_that_came_back_broken_is_none_of_ours(metadata: str) -> None:
    assert Seen.load(metadata) is None


@pytest.mark.parametrize("state", [{}, {"values": None}, {"values": {"to": {"answer": None}}}])
def test_a_form_without_answers_asks_for_a_channel(state: Json) -> None:
    assert asked_of(state, None) == {"channel": NEEDS_CHANNEL}

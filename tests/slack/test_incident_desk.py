"""Every button and form of an incident, pressed: what changes, who may, and what each person is told."""

from typing import Any

import pytest
from sqlmodel import select

from bot.incidents.calling import call_for_silent
from bot.incidents.showing import show_due
from bot.models import (
    AuditEntry,
    Incident,
    IncidentLevel,
    IncidentMention,
    IncidentState,
    MentionState,
    MessageKind,
    SlackMessage,
)
from bot.sandbox.shapes import Json
from bot.slack.ids import Action, Field, IncidentMore, button_value
from bot.store import incidents
from tests.builders import ANN, CHANNEL, COLE, NOON, OLIVE
from tests.slack.line import Line
from tests.slack.many import card_of, post, put_many
from tests.slack.views import labels, shown
from tests.slack.watch import Watch

OLDEST = post(2).id
"""Of three: the first in the list, whose buttons are the first that stand there."""


@pytest.fixture
def kind() -> str:
    """The queries are told apart by kind of database elsewhere."""
    return "sqlite"


async def choose(line: Line, choice: IncidentMore, user: str = COLE, id: str = "i1") -> None:
    """Choose from the menu of the card."""
    await line.desk.render_due()
    value = button_value(id, 1, choice.value)
    ts = await card_of(line.database, id)
    await line.sandbox.click(user, CHANNEL, ts, Action.INCIDENT_MORE.value, value)


async def form(line: Line, choice: IncidentMore, user: str = COLE, id: str = "i1") -> Json:
    """Choose from the menu and wait for the form."""
    await choose(line, choice, user, id)
    return (await line.sandbox.wait_for(lambda: line.sandbox.views(user)))[-1]


async def mentions(line: Line, user: str = COLE) -> Json:
    """ "Show mentions"."""
    await line.desk.render_due()
    await line.sandbox.click(user, CHANNEL, await card_of(line.database), Action.INCIDENT_MENTIONS.value)
    await line.sandbox.wait_for(lambda: line.sandbox.views(user))
    return await line.shows("the oldest first", user)


async def incident(line: Line, id: str = "i1") -> Incident:
    async with line.database.reading() as session:
        return await session.get_one(Incident, id)


async def link(line: Line, mention_id: str) -> IncidentMention | None:
    async with line.database.reading() as session:
        return await incidents.link(session, mention_id)


async def card(line: Line, id: str = "i1") -> str:
    """What its card says, brought up to date."""
    await line.desk.render_due()
    return shown(line.sandbox.message(CHANNEL, await card_of(line.database, id))["blocks"])


async def in_thread(line: Line, id: str = "i1") -> str:
    """The lines of its thread."""
    await line.desk.render_due()
    ts = await card_of(line.database, id)
    return shown([one["blocks"] for one in line.sandbox.thread(CHANNEL, ts)])


async def recorded(line: Line) -> set[str]:
    async with line.database.reading() as session:
        return {entry.kind for entry in (await session.exec(select(AuditEntry))).all()}


async def stands(line: Line, id: str = "i1", **wanted: Any) -> None:
    """Wait until the incident stands so: forms are closed before their acts are seen here."""
    for _ in range(200):
        found = await incident(line, id)
        if all(getattr(found, name) == value for name, value in wanted.items()):
            return
        await line.sandbox.wait_for(lambda: True)
    raise AssertionError(f"{found} is not {wanted}")


async def test_it_is_renamed_and_card_thread_and_record_say_so(line: Line) -> None:
    await put_many(line.database, 3)
    opened = await form(line, IncidentMore.RENAME)

    assert not await line.sandbox.submit(COLE, opened["id"], {Field.TITLE: "No boat at 7:40"})

    await stands(line, title="No boat at 7:40", title_by=COLE)
    assert "No boat at 7:40" in await card(line)
    assert "gave this incident another name" in await in_thread(line)
    assert "incident_renamed" in await recorded(line)


async def test_two_become_one_and_the_other_card_collapses(line: Line, watch: Watch) -> None:
    await put_many(line.database, 3)
    await put_many(line.database, 2, id="i2")
    opened = await form(line, IncidentMore.MERGE, id="i2")

    await line.sandbox.submit(COLE, opened["id"], {Field.INCIDENT: button_value("i1", 1)})

    await line.told("They are one incident now", COLE)
    assert (await incident(line)).mentions == 5
    assert "now part of" in await card(line, "i2")
    watch.turn(5)
    assert "put another incident into this one" in await in_thread(line)


async def test_merging_needs_another_one(line: Line) -> None:
    await put_many(line.database, 3)

    opened = await form(line, IncidentMore.MERGE)

    assert "There is no other open incident" in shown(opened["blocks"])


async def test_some_mentions_become_an_incident_of_their_own_with_a_card(line: Line, watch: Watch) -> None:
    await put_many(line.database, 4)
    opened = await form(line, IncidentMore.SPLIT)
    chosen = [button_value(post(number).id, 1) for number in (0, 1)]

    await line.sandbox.submit(COLE, opened["id"], {Field.POSTS: chosen, Field.TITLE: "The pier is cold"})

    await line.told("It is an incident of its own now", COLE)
    watch.turn(20)
    assert await show_due(line.database, CHANNEL, watch()) == 2
    async with line.database.reading() as session:
        fresh = (await session.exec(select(Incident).where(Incident.title == "The pier is cold"))).one()
    assert fresh.mentions == 2
    assert "The pier is cold" in await card(line, fresh.id)
    assert (await incident(line)).mentions == 2


async def test_nobody_splits_off_everything(line: Line) -> None:
    await put_many(line.database, 2)
    opened = await form(line, IncidentMore.SPLIT)
    chosen = [button_value(post(number).id, 1) for number in (0, 1)]

    await line.sandbox.submit(COLE, opened["id"], {Field.POSTS: chosen, Field.TITLE: "All"})

    await line.shows("not all of them", COLE)


async def test_a_closed_one_is_a_line_and_is_opened_again(line: Line) -> None:
    await put_many(line.database, 3)
    await choose(line, IncidentMore.CLOSE)
    await stands(line, state=IncidentState.CLOSED)

    assert "Closed incident" in await card(line)
    await line.sandbox.click(COLE, CHANNEL, await card_of(line.database), Action.INCIDENT_REOPEN.value)

    await stands(line, state=IncidentState.OPEN)
    assert "Closed incident" not in await card(line)
    assert {"incident_closed", "incident_reopened"} <= await recorded(line)


async def test_an_outsider_is_told_that_the_menu_is_not_for_them(line: Line) -> None:
    await put_many(line.database, 3)

    await choose(line, IncidentMore.CLOSE, OLIVE)

    await line.told("Only the support team", OLIVE)
    assert (await incident(line)).state is IncidentState.OPEN


@pytest.mark.parametrize("choice", [IncidentMore.RENAME, IncidentMore.MERGE, IncidentMore.SPLIT])
async def test_an_outsider_gets_no_form(line: Line, choice: IncidentMore) -> None:
    await put_many(line.database, 3)

    opened = await form(line, choice, OLIVE)

    assert "Only the support team" in shown(opened["blocks"])


async def test_a_form_sent_by_somebody_who_lost_the_right_changes_nothing(line: Line) -> None:
    await put_many(line.database, 3)
    opened = await form(line, IncidentMore.RENAME, ANN)
    line.deps.directory.approvers = set()  # type: ignore[attr-defined]

    await line.sandbox.submit(ANN, opened["id"], {Field.TITLE: "Mine"})

    await line.shows("Only the support team")
    assert (await incident(line)).title == "7:40 boat"


async def test_mentions_stand_page_by_page(line: Line) -> None:
    await put_many(line.database, 23)
    view = await mentions(line)
    assert "1–10 of 23" in shown(view["blocks"])

    await line.sandbox.click_in_view(COLE, view["id"], Action.INCIDENT_ON)
    await line.shows("11–20 of 23", COLE)
    await line.sandbox.click_in_view(COLE, view["id"], Action.INCIDENT_ON)
    await line.shows("21–23 of 23", COLE)
    await line.sandbox.click_in_view(COLE, view["id"], Action.INCIDENT_BACK)

    await line.shows("11–20 of 23", COLE)


async def test_a_mention_gets_a_card_of_its_own(line: Line) -> None:
    await put_many(line.database, 3)
    view = await mentions(line)

    await line.sandbox.click_in_view(COLE, view["id"], Action.INCIDENT_CARD)

    await line.shows("Its card is on its way", COLE)
    assert (await line.mention(OLDEST)).state is MentionState.OPEN
    assert line.flow.started == [("draft", OLDEST)]
    made = await link(line, OLDEST)
    assert made is not None
    assert made.carded


async def test_an_outsider_reads_and_makes_no_card(line: Line) -> None:
    await put_many(line.database, 3)
    view = await mentions(line, OLIVE)

    await line.sandbox.click_in_view(OLIVE, view["id"], Action.INCIDENT_CARD)

    await line.shows("Only the support team", OLIVE)
    assert (await line.mention(OLDEST)).state is MentionState.CLOSED


async def test_a_mention_moves_to_another_incident_and_the_list_says_so(line: Line) -> None:
    await put_many(line.database, 3)
    await put_many(line.database, 2, id="i2")
    view = await mentions(line)
    await line.sandbox.click_in_view(COLE, view["id"], Action.INCIDENT_MOVE)
    _, above = await line.sandbox.wait_for(lambda: line.sandbox.views(COLE)[1:] and line.sandbox.views(COLE))

    await line.sandbox.submit(COLE, above["id"], {Field.INCIDENT: button_value("i2", 1)})

    await line.shows("It is moved", COLE)
    moved = await link(line, OLDEST)
    assert moved is not None
    assert moved.incident_id == "i2"
    assert ((await incident(line)).mentions, (await incident(line, "i2")).mentions) == (2, 3)


async def test_a_mention_that_belongs_nowhere_gets_a_card(line: Line) -> None:
    await put_many(line.database, 3)
    view = await mentions(line)
    await line.sandbox.click_in_view(COLE, view["id"], Action.INCIDENT_MOVE)
    _, above = await line.sandbox.wait_for(lambda: line.sandbox.views(COLE)[1:] and line.sandbox.views(COLE))

    await line.sandbox.submit(COLE, above["id"], {Field.INCIDENT: button_value("none", 1)})

    await line.shows("It is moved", COLE)
    assert await link(line, OLDEST) is None
    assert line.flow.started == [("draft", OLDEST)]


async def test_the_command_lists_open_incidents_with_their_buttons(line: Line) -> None:
    await put_many(line.database, 3)

    await line.sandbox.slash(COLE, CHANNEL, "incident")

    told = await line.told("One incident is open", COLE)
    assert labels(told["blocks"]) == ["Show mentions", "Answer them…", "Start crisis mode…"]
    await line.sandbox.click(COLE, CHANNEL, told["ts"], Action.INCIDENT_MENTIONS.value)
    await line.sandbox.wait_for(lambda: line.sandbox.views(COLE))
    await line.shows("1–3 of 3", COLE)


async def test_home_shows_what_is_open(line: Line) -> None:
    await put_many(line.database, 3)

    await line.sandbox.open_home(COLE)

    home = await line.sandbox.wait_for(lambda: line.sandbox.home(COLE))
    assert home is not None
    assert "Open incidents" in shown(home["blocks"])
    assert "3 posts by 3 people" in shown(home["blocks"])


async def test_the_card_is_drawn_at_most_every_fifteen_seconds(line: Line, watch: Watch) -> None:
    await put_many(line.database, 3)
    await line.desk.render_due()
    async with line.database.writing() as session:
        await incidents.change(session, "i1", mentions=4)
    watch.turn(5)

    assert await show_due(line.database, CHANNEL, watch()) == 0
    assert await line.desk.update_due() == 0
    watch.turn(10)
    assert await show_due(line.database, CHANNEL, watch()) == 1
    assert "4 posts" in await card(line)


async def test_what_is_listed_on_it_does_not_draw_it_more_often(line: Line, watch: Watch) -> None:
    await put_many(line.database, 3)
    await line.desk.render_due()
    for _ in range(3):
        async with line.database.writing() as session:
            row = await session.get_one(SlackMessage, "incident:i1")
            row.version, row.stale = row.version + 1, True
        watch.turn(4)
        assert await line.desk.update_due() == 0

    watch.turn(4)

    assert await line.desk.update_due() == 1


async def test_a_persons_click_draws_it_at_once(line: Line) -> None:
    await put_many(line.database, 3)
    await line.desk.render_due()

    await line.deps.incidents.rename(COLE, "i1", "At once", NOON)

    assert await line.desk.update_due() == 1
    assert "At once" in await card(line)


@pytest.mark.parametrize(
    ("level", "told"),
    [
        (IncidentLevel.WATCH, None),
        (IncidentLevel.SPIKE, "Far more people than usual"),
        (IncidentLevel.CRISIS, "looks like a crisis"),
    ],
)
async def test_a_spike_rings_once_in_the_thread_and_a_watch_does_not(
    line: Line, watch: Watch, level: IncidentLevel, told: str | None
) -> None:
    await put_many(line.database, 3)
    await line.desk.render_due()
    for _ in range(2):
        watch.turn(20)
        async with line.database.writing() as session:
            await incidents.change(session, "i1", level=level, alerted_at=NOON)
        await show_due(line.database, CHANNEL, watch(), (COLE,))

    said = await in_thread(line)

    assert said.count(f"<@{COLE}>") == (told is not None)
    assert told is None or told in said


async def test_complaints_to_which_nobody_says_anything_ring_once(line: Line, watch: Watch) -> None:
    await put_many(line.database, 3)
    await line.desk.render_due()
    assert await call_for_silent(line.database, (COLE,), watch()) == 0
    watch.turn(1_900)

    assert [await call_for_silent(line.database, (COLE,), watch()) for _ in range(2)] == [1, 0]
    assert "nobody has written yet what we say" in await in_thread(line)


async def test_there_is_one_card_for_each_incident(line: Line) -> None:
    await put_many(line.database, 3)
    await line.desk.render_due()
    await line.deps.incidents.rename(COLE, "i1", "Again", NOON)
    await line.desk.render_due()

    async with line.database.reading() as session:
        found = (await session.exec(select(SlackMessage))).all()
    assert [one.kind for one in found].count(MessageKind.INCIDENT) == 1
    assert len(line.sandbox.messages(CHANNEL)) == 1

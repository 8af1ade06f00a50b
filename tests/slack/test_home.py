"""Home: everybody sees what waits and how the desk does, and nobody a button that is not theirs."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.models import DraftState, MentionState, Pause, Severity
from bot.ports import People
from bot.sandbox.limits.view import view_faults
from bot.slack import home_tab
from bot.slack.blocks import button
from bot.slack.health import Health, health_words
from bot.slack.home import PAGE, HomeView, Page, closed_home, render_home
from bot.slack.ids import ALL, Action
from bot.slack.watching import Watching
from bot.store.figures import Day, Figures
from bot.store.worklist import Counts, Waiting
from tests.builders import ANN, COLE, MAYA, NOON, OLIVE, a_draft, a_mention
from tests.slack.line import Line
from tests.slack.views import HOSTILE, labels, live_tokens, shown
from tests.slack.watch import Watch

PEOPLE = People(frozenset({ANN}), frozenset({MAYA}), frozenset({COLE}), frozenset())
GUEST = "U0GUEST"


@pytest.fixture
def kind() -> str:
    """The queries are told apart by kind of database elsewhere."""
    return "sqlite"


def entries(count: int, text: str = "The 8:20 left early.") -> list[Waiting]:
    mentions = [a_mention(str(number), text=text, author_name=text) for number in range(count)]
    return [Waiting(a_draft(one, severity=Severity.HIGH), one) for one in mentions]


def a_home(user: str, **changes: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "counts": Counts(37, 2, 1, 12),
        "people": PEOPLE,
        "user": user,
        "at": NOON,
        "waiting": Page(entries(PAGE), 1, 37),
        "mine": entries(2),
        "alike": 5,
        "health": Health(),
    }
    return render_home(HomeView(**(values | changes)))


@pytest.mark.parametrize(
    ("user", "buttons"),
    [
        (ANN, ["Start", "Answer 5 alike…", "Pause publishing…", "Open", "Prev", "Next", "Look"]),
        (COLE, ["Start", "Pause publishing…", "Open", "Prev", "Next", "Look"]),
        (MAYA, ["Start", "Pause publishing…", "Open", "Prev", "Next", "Look"]),
        (OLIVE, ["Prev", "Next", "Look"]),
    ],
)
def test_everybody_has_the_buttons_of_their_role(user: str, buttons: list[str]) -> None:
    assert list(dict.fromkeys(labels(a_home(user)["blocks"]))) == buttons


def test_what_waits_is_told_page_by_page_with_its_due_time() -> None:
    words = shown(a_home(ANN))

    for told in ("11–20 of 37", "High", "answer by", "12 set aside today"):
        assert told in words


@pytest.mark.parametrize(
    ("page", "turns"),
    [
        (Page(entries(PAGE), 0, 37), ["Next"]),
        (Page(entries(7), 3, 37), ["Prev"]),
        (Page(entries(PAGE), 0, PAGE), []),
        (Page(), []),
    ],
)
def test_only_pages_that_there_are_can_be_turned_to(page: Page, turns: list[str]) -> None:
    found = labels(a_home(ANN, waiting=page)["blocks"])

    assert [one for one in found if one in {"Prev", "Next"}] == turns


def test_managers_see_figures_a_chart_and_the_ways_to_their_screens() -> None:
    days = [Day(NOON - timedelta(days=back), 9 - back, float(back + 3)) for back in range(3)]
    told = Figures(24, 20, 1, 3, 15, 12.4)
    ways = [button("Templates", "templates.open", ALL), button("People", "people.open", ALL)]

    home = a_home(MAYA, figures=told, days=days, screens=ways)

    for words in (
        "24 mentions, 20 answered, half of them decided within 12 min",
        "█ 9, half decided within 3",
    ):
        assert words in shown(home)
    assert labels(home["blocks"])[-2:] == ["Templates", "People"]


def test_a_pause_stands_on_top_with_its_reason_and_the_way_to_end_it() -> None:
    pause = Pause(id="p", by=COLE, reason="The letters are wrong.", since=NOON)

    home = a_home(MAYA, pause=pause, held=2)

    words = shown(home["blocks"][1:3])
    assert "Publishing is paused" in words
    assert "2 approved replies are kept back." in words
    assert "The letters are wrong." in words
    assert "Resume publishing" in labels(home["blocks"])


def test_that_nobody_is_called_or_may_approve_is_said() -> None:
    nobody: frozenset[str] = frozenset()

    words = shown(a_home(ANN, people=People(nobody, nobody, nobody, nobody)))

    assert "nobody will be woken at night" in words
    assert "nothing can be approved" in words


@pytest.mark.parametrize(
    ("health", "told"),
    [
        (Health(0, "on", NOON), ("Slack is up to date.", "AI drafts are on.", "The last webhook came")),
        (Health(1, "off"), ("behind by 1 message.", "AI is off", "No webhook has come in yet")),
        (Health(9, "resting"), ("behind by 9 messages.", "left alone for a while")),
        (Health(0, "on", NOON - timedelta(days=2)), ("Is the source still connected?",)),
    ],
)
def test_the_desks_health_is_told_in_words(health: Health, told: Sequence[str]) -> None:
    words = health_words(health, NOON)

    assert [one for one in told if one not in words] == []


@pytest.mark.parametrize("user", [ANN, COLE, MAYA, OLIVE])
def test_the_fullest_home_of_the_worst_words_keeps_slacks_limits(user: str) -> None:
    many = frozenset(f"U{number:09}" for number in range(400))
    home = a_home(
        user,
        people=People(many | {ANN}, many | {MAYA}, many, many),
        waiting=Page(entries(PAGE, HOSTILE * 99), 10**5, 10**7),
        mine=entries(PAGE, HOSTILE * 99),
        pause=Pause(id="p", by=HOSTILE, reason=HOSTILE * 3, since=NOON, until=NOON),
        figures=Figures(10**6, 10**6, 10**6, 10**6, 10**6, 1e6),
        days=[Day(NOON, 10**6, 1e6)] * 14,
        screens=[button(f"Screen {number}", f"s.{number}", ALL) for number in range(8)],
        health=Health(10**6, "resting", NOON),
    )

    assert view_faults(home, "home") == []
    assert [one for one in live_tokens(home) if "evil" in one or "channel" in one or "BOSS" in one] == []


def test_a_closed_home_is_a_home_too() -> None:
    assert view_faults(closed_home("Not for you."), "home") == []


def test_who_looks_is_kept_up_to_date_for_ten_minutes_at_most_every_half_minute() -> None:
    watching, view = Watching(), {"blocks": [{"a": 1}, {"at": 1}]}
    watching.opened(ANN, NOON)
    watching.checked(ANN, NOON, view)

    assert watching.due(NOON + timedelta(seconds=29)) == []
    assert watching.due(NOON + timedelta(seconds=30)) == [ANN]
    assert watching.due(NOON + timedelta(minutes=11)) == []
    assert not watching.looks


def test_who_acts_comes_first_and_soon() -> None:
    watching, view = Watching(), {"blocks": [{"a": 1}, {"at": 1}]}
    for user in (ANN, COLE):
        watching.opened(user, NOON)
    watching.checked(COLE, NOON, view)

    watching.acted(COLE)

    assert watching.due(NOON) == [ANN]
    assert watching.due(NOON + timedelta(seconds=2)) == [COLE, ANN]


def test_the_time_of_day_alone_is_no_news() -> None:
    watching = Watching()
    watching.opened(ANN, NOON)
    watching.checked(ANN, NOON, {"blocks": [{"a": 1}, {"at": 1}]})

    assert not watching.is_news(ANN, {"blocks": [{"a": 1}, {"at": 2}]})
    assert watching.is_news(ANN, {"blocks": [{"a": 2}, {"at": 1}]})


async def opened(line: Line, user: str) -> dict[str, Any]:
    await line.sandbox.open_home(user)
    return await line.sandbox.wait_for(lambda: line.sandbox.home(user) or {})


async def home_shows(line: Line, words: str, user: str = ANN) -> dict[str, Any]:
    await line.sandbox.wait_for(lambda: words in shown(line.sandbox.home(user)))
    home = line.sandbox.home(user)
    assert home is not None
    return home


async def test_the_pages_are_turned(line: Line) -> None:
    for number in range(12):
        await line.put(f"n{number:02}")
    home = await opened(line, ANN)
    assert "1–10 of 12" in shown(home)

    await line.sandbox.click_in_home(ANN, Action.HOME_ON)
    await home_shows(line, "11–12 of 12")
    await line.sandbox.click_in_home(ANN, Action.HOME_BACK)

    await home_shows(line, "1–10 of 12")


async def test_a_chosen_draft_is_opened_and_taken(line: Line) -> None:
    chosen = await line.put("one")
    await opened(line, ANN)

    await line.sandbox.click_in_home(ANN, Action.OPEN_DRAFT)

    await line.sandbox.wait_for(lambda: line.sandbox.views(ANN))
    await line.shows("Trouble one.")
    assert (await line.draft(chosen)).assignee == ANN


async def test_what_a_colleague_took_meanwhile_is_told(line: Line) -> None:
    await line.put("one")
    await opened(line, ANN)
    await line.start(COLE)

    await line.sandbox.click_in_home(ANN, Action.OPEN_DRAFT)

    await line.sandbox.wait_for(lambda: line.sandbox.views(ANN))
    await line.shows("took this")


async def test_what_was_decided_meanwhile_is_told(line: Line) -> None:
    gone = await line.put("one")
    await opened(line, ANN)
    async with line.database.writing() as session:
        draft = await session.get_one(type(await line.draft(gone)), gone)
        draft.state = DraftState.SENT

    await line.sandbox.click_in_home(ANN, Action.OPEN_DRAFT)

    await line.sandbox.wait_for(lambda: line.sandbox.views(ANN))
    await line.shows("This has moved on")


@pytest.mark.parametrize(
    ("action", "words"),
    [
        (Action.START_QUEUE, "Trouble"),
        (Action.ALIKE, "No three waiting replies are alike"),
        (Action.PAUSE, "Why? Everybody will read it."),
    ],
)
async def test_the_buttons_on_top_open_their_forms(line: Line, action: Action, words: str) -> None:
    for number in range(3):
        await line.put(f"n{number}", text=f"Sorry about {number} {'abc'[number] * 40}.")
    await opened(line, ANN)
    if action is Action.ALIKE:
        await line.start(COLE)

    await line.sandbox.click_in_home(ANN, action)

    await line.sandbox.wait_for(lambda: line.sandbox.views(ANN))
    assert await line.shows(words)


async def test_what_was_set_aside_is_looked_through_and_brought_back(line: Line) -> None:
    for number in range(11):
        await line.put_aside(f"a{number:02}", f"Lovely crew {number}!")
    await opened(line, COLE)
    await line.sandbox.click_in_home(COLE, Action.ASIDE)
    await line.sandbox.wait_for(lambda: line.sandbox.views(COLE))
    form = await line.shows("11 set aside today", COLE)

    await line.sandbox.click_in_view(COLE, form["id"], Action.ASIDE_ON)
    await line.sandbox.wait_for(lambda: "Prev" in labels(line.view(COLE)["blocks"]))
    assert labels(line.view(COLE)["blocks"]) == ["Make a card", "Prev"]
    await line.sandbox.click_in_view(COLE, form["id"], Action.ASIDE_CARD)

    told = await line.shows("A card is on its way.", COLE)
    assert "10 set aside today" in shown(told["blocks"])
    await line.sandbox.wait_for(lambda: line.flow.started)


async def test_who_only_reads_along_makes_no_card_of_what_was_set_aside(line: Line) -> None:
    id = await line.put_aside("a", "Lovely crew!")
    await opened(line, OLIVE)
    await line.sandbox.click_in_home(OLIVE, Action.ASIDE)
    await line.sandbox.wait_for(lambda: line.sandbox.views(OLIVE))

    await line.sandbox.click_in_view(OLIVE, line.view(OLIVE)["id"], Action.ASIDE_CARD)

    await line.shows("Only the support team", OLIVE)
    assert (await line.mention(id)).state is MentionState.SET_ASIDE


async def test_turning_back_in_what_was_set_aside(line: Line) -> None:
    for number in range(11):
        await line.put_aside(f"a{number:02}", f"Lovely crew {number}!")
    await opened(line, COLE)
    await line.sandbox.click_in_home(COLE, Action.ASIDE)
    await line.sandbox.wait_for(lambda: line.sandbox.views(COLE))
    form = line.view(COLE)
    await line.sandbox.click_in_view(COLE, form["id"], Action.ASIDE_ON)
    await line.sandbox.wait_for(lambda: "Prev" in labels(line.view(COLE)["blocks"]))

    await line.sandbox.click_in_view(COLE, form["id"], Action.ASIDE_BACK)

    await line.sandbox.wait_for(lambda: "Next" in labels(line.view(COLE)["blocks"]))


async def test_guests_are_told_that_it_is_not_for_them(line: Line) -> None:
    await line.put("secret")

    home = await opened(line, GUEST)

    assert "Only full members" in shown(home)
    assert "secret" not in shown(home)


async def test_a_pause_shows_on_the_home_of_who_pulled_it_at_once(line: Line, watch: Watch) -> None:
    await opened(line, COLE)
    await line.sandbox.click_in_home(COLE, Action.PAUSE)
    await line.sandbox.wait_for(lambda: line.sandbox.views(COLE))
    await line.sandbox.submit(COLE, line.view(COLE)["id"], {"because": "The letters are wrong."})
    await line.told("Publishing is paused", COLE)
    watch.turn(2)

    assert await home_tab.refresh(line.deps) == 1

    await home_shows(line, "The letters are wrong.", COLE)


async def test_what_others_did_shows_after_half_a_minute_and_only_if_it_is_news(
    line: Line, watch: Watch
) -> None:
    await opened(line, ANN)
    await line.put("new")
    assert await home_tab.refresh(line.deps) == 0

    watch.turn(31)
    assert await home_tab.refresh(line.deps) == 1
    await home_shows(line, "Trouble new.")

    watch.turn(31)
    assert await home_tab.refresh(line.deps) == 0


async def test_keeping_up_leaves_people_the_room_that_slack_gives(line: Line, watch: Watch) -> None:
    await opened(line, ANN)
    for _ in range(9):
        await home_tab.publish(line.deps, ANN)
    await line.put("new")
    watch.at += timedelta(milliseconds=900)
    line.deps.homes.looks[ANN].checked_at = None

    assert await home_tab.refresh(line.deps) == 0
    assert "Trouble new." not in shown(line.sandbox.home(ANN))
    await line.sandbox.open_home(ANN)

    await home_shows(line, "Trouble new.")


async def test_who_cannot_be_shown_their_home_is_not_tried_again(line: Line, watch: Watch) -> None:
    await opened(line, ANN)
    await line.put("new")
    watch.turn(31)
    line.sandbox.fail("views.publish", error="user_not_found")

    assert await home_tab.refresh(line.deps) == 0
    assert line.deps.homes.due(watch() + timedelta(minutes=1)) == []

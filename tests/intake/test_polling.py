"""What a network tells is taken in whole and once, whatever breaks in between."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.errors import NotDurable, PollFault
from bot.intake.arrival import Receipt
from bot.intake.parse import Parsed
from bot.intake.polling import (
    LONGEST_PAUSE,
    REFUSED_PAUSE,
    TOLD_AFTER,
    UPSET,
    PollRound,
    as_delivery,
    pause_after,
)
from bot.models import AuditEntry, Delivery, Mention, Quarantined
from bot.ports import Post
from bot.store.database import Database
from tests.intake.bodies import NOON, a_post
from tests.intake.conftest import CHANNEL
from tests.intake.polled import PERIOD, Polling, a_polling

REFUSED = PollFault("mastodon", "It refuses our credentials (HTTP 401).", permanent=True)
AWAY = PollFault("mastodon", "It cannot be reached.")


@pytest.fixture
def kind() -> str:
    """The queries are told apart by kind of database elsewhere."""
    return "sqlite"


@pytest.fixture
async def polling(database: Database) -> AsyncIterator[Polling]:
    """One process, before its first question."""
    async with a_polling(database) as polling:
        yield polling


async def test_it_is_asked_again_when_its_time_has_come_and_not_before(polling: Polling) -> None:
    await polling.round()
    await polling.after(PERIOD.total_seconds() - 1)
    assert polling.stream.asked == [None]

    await polling.after(1)

    assert polling.stream.asked == [None, "acme:0"]


async def test_what_is_read_again_changes_nothing(polling: Polling, database: Database) -> None:
    polling.stream.write("1")
    await polling.round()
    async with database.writing() as session:
        row = await session.merge(await polling.connection())
        row.cursor, row.next_at = None, NOON

    await Polling(polling.intake, polling.stream).round()

    assert [len(await polling.intake.rows(one)) for one in (Mention, Delivery)] == [1, 1]


async def test_an_edited_post_is_the_same_mention_with_new_words(polling: Polling) -> None:
    polling.stream.write("1", "It was late")
    await polling.round()
    polling.stream.write("1", "It never came", event="edited")

    await polling.after(30)

    (mention,) = await polling.intake.rows(Mention)
    assert (mention.text, mention.revision, mention.last_event) == ("It never came", 2, "edited")


async def test_other_stars_under_the_same_words_are_an_edit(polling: Polling) -> None:
    polling.stream.write("1", stars=5)
    await polling.round()
    polling.stream.write("1", stars=1)

    await polling.after(30)

    (mention,) = await polling.intake.rows(Mention)
    assert (mention.stars, mention.revision) == (1, 2)


async def test_what_cannot_be_used_is_quarantined_and_told(polling: Polling) -> None:
    polling.stream.posts.append(Post({"id": None, "platform": "mastodon", "text": "x"}, {"odd": 1}))

    await polling.round()

    (item,) = await polling.intake.rows(Quarantined)
    assert item.reason == "id must be text"


class Refusing:
    """A journal whose store is out."""

    async def submit(
        self, source: str, key: str, body: bytes, parsed: Parsed, received_at: datetime
    ) -> Receipt:
        """Nothing is taken in."""
        raise NotDurable("the store is out")


async def test_what_could_not_be_stored_is_read_again(polling: Polling, database: Database) -> None:
    polling.stream.write("1")
    broken = PollRound(
        database, Refusing(), polling.stream, CHANNEL, lambda: NOON, polling.owner, lambda: 0.0
    )
    with pytest.raises(NotDurable):
        await broken()

    await polling.round()

    assert polling.stream.asked == [None, None]
    assert len(await polling.intake.rows(Mention)) == 1


async def test_posts_from_before_the_connection_are_marked_and_later_ones_are_not(polling: Polling) -> None:
    polling.stream.write("old", at=NOON - timedelta(minutes=1))
    polling.stream.write("new", at=NOON + timedelta(seconds=1))

    await polling.round()

    assert [(await polling.mention(id)).older for id in ("old", "new")] == [True, False]


async def test_what_came_while_it_was_down_is_not_from_before(polling: Polling) -> None:
    await polling.round()
    polling.stream.write("1", at=NOON + timedelta(days=2))

    await polling.after(timedelta(days=3).total_seconds())

    assert (await polling.mention("1")).older is False


async def test_another_account_is_a_new_connection(polling: Polling) -> None:
    await polling.round()
    polling.stream.account = "other"
    polling.stream.write("1", at=NOON + timedelta(hours=1))

    await polling.after(7200)

    assert (await polling.mention("1")).older is True
    told = [one.data for one in await polling.intake.rows(AuditEntry) if one.kind == "connected"]
    assert told == [{"source": "mastodon", "again": False}, {"source": "mastodon", "again": True}]


async def test_a_refused_token_is_told_once_and_again_when_it_is_over(polling: Polling) -> None:
    polling.stream.fault = REFUSED
    await polling.round()
    await polling.after(REFUSED_PAUSE.total_seconds())
    (alarm,) = await polling.alarms()
    assert alarm.version == 1
    assert "Mastodon do not come in. It refuses our credentials" in alarm.args["text"]

    polling.stream.fault = None
    await polling.after(REFUSED_PAUSE.total_seconds())

    (alarm,) = await polling.alarms()
    assert (alarm.version, alarm.args["over"]) == (2, True)
    row = await polling.connection()
    assert (row.fault, row.failures, row.permanent, row.failing_since) == (None, 0, False, None)


async def test_a_short_outage_is_told_to_nobody_and_a_long_one_is(polling: Polling) -> None:
    polling.stream.fault = AWAY
    await polling.round()
    while polling.now < NOON + TOLD_AFTER - LONGEST_PAUSE:
        await polling.after(30)
        assert await polling.alarms() == []

    await polling.after(2 * LONGEST_PAUSE.total_seconds())

    assert ["cannot be reached" in one.args["text"] for one in await polling.alarms()] == [True]
    polling.stream.fault = None
    polling.stream.write("1", at=polling.now)
    await polling.after(LONGEST_PAUSE.total_seconds())
    assert [one.args["over"] for one in await polling.alarms()] == [True]


async def test_a_network_that_hangs_is_given_up(polling: Polling) -> None:
    polling.stream.hangs, polling.round.seconds = True, 0.0

    await polling.round()

    assert (await polling.connection()).fault == "It did not answer in time."


async def test_a_pollers_own_mistake_is_logged_and_does_not_become_a_storm(
    polling: Polling, caplog: pytest.LogCaptureFixture
) -> None:
    polling.stream.fault = KeyError("id")

    await polling.round()
    for _ in range(10):
        await polling.after(1)

    assert (len(polling.stream.asked), (await polling.connection()).fault) == (1, UPSET)
    assert "poller mastodon failed" in caplog.text


async def test_a_restart_asks_at_once_after_a_refusal_that_may_be_mended(polling: Polling) -> None:
    polling.stream.fault = REFUSED
    await polling.round()
    polling.stream.fault = None

    await Polling(polling.intake, polling.stream, owner="two").round()

    assert (await polling.connection()).fault is None


async def test_a_restart_waits_as_long_as_the_network_has_asked_for(polling: Polling) -> None:
    polling.stream.fault = PollFault("mastodon", "It asks us to wait.", retry_after=600)
    await polling.round()
    again = Polling(polling.intake, polling.stream, owner="two")

    await again.after(599)
    assert len(polling.stream.asked) == 1
    await again.after(1)
    assert len(polling.stream.asked) == 1, "a look that found nothing to do rests for a while"
    await again.after(PERIOD.total_seconds())
    assert len(polling.stream.asked) == 2


async def test_questions_are_strewn_a_little(polling: Polling) -> None:
    polling.round.chance = lambda: 1.0

    await polling.round()

    assert (await polling.connection()).next_at == NOON + PERIOD * 1.1


@pytest.mark.parametrize(
    ("failures", "fault", "pause"),
    [
        (0, AWAY, PERIOD),
        (1, AWAY, PERIOD * 2),
        (3, AWAY, PERIOD * 8),
        (10_000, AWAY, LONGEST_PAUSE),
        (0, PollFault("x", "wait", retry_after=90), timedelta(seconds=90)),
        (0, PollFault("x", "wait", retry_after=3_600), timedelta(hours=1)),
        (0, REFUSED, REFUSED_PAUSE),
    ],
)
def test_pauses_grow_and_never_fall_below_what_the_network_asks_for(
    failures: int, fault: PollFault, pause: timedelta
) -> None:
    assert pause_after(failures, PERIOD, fault) == pause


def test_the_same_posts_are_the_same_delivery() -> None:
    posts = [Post(a_post("1"), {"raw": 1}, NOON), Post(a_post("2"), {"raw": 2})]
    first, again = as_delivery(posts, NOON), as_delivery(posts, NOON - timedelta(days=1))

    assert (first.key, first.body) == (again.key, again.body)
    assert first.parsed.older == again.parsed.older == frozenset()


def test_evidence_that_cannot_be_written_down_costs_no_post() -> None:
    odd: list[object] = []
    for _ in range(100_000):
        odd = [odd]

    delivery = as_delivery([Post(a_post("1"), odd, NOON)], NOON)

    assert [one.id for one in delivery.parsed.mentions] == ["1"]

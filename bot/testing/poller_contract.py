"""What every poller must do, whatever network it reads. Subclass it in a test module and give `stage`.

A stage is a network that the test can write on, and pollers that read it. Each test makes its own.
"""

import json
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.errors import PollFault
from bot.intake.parse import parse
from bot.ports import Poller, Post
from bot.testing.fake_network import RETRY_AFTER, Fault

MANY = 250
"""More than any network tells at once."""
MOST_QUESTIONS = 60

PASSING = (
    Fault.BUSY,
    Fault.BROKEN,
    Fault.RESTING,
    Fault.MALFORMED,
    Fault.TRUNCATED,
    Fault.STRANGE,
    Fault.GARBAGE,
    Fault.DROPPED,
)
LASTING = (Fault.REFUSED, Fault.MOVED)


class Stage(Protocol):
    """A network with somebody who writes on it. `ago` is how long before now."""

    tells_deletions: bool

    def poller(self) -> Poller:
        """A new one, as after a restart."""
        ...

    def write(self, text: str, ago: timedelta) -> str:
        """Somebody writes to us; the post's id as the poller tells it."""
        ...

    def write_as_us(self, text: str, ago: timedelta) -> None:
        """Our own account writes where it would hear of itself."""
        ...

    def edit(self, id: str, text: str) -> None:
        """Its author rewrites it."""
        ...

    def delete(self, id: str) -> None:
        """Its author takes it back."""
        ...

    def fail(self, *faults: Fault) -> None:
        """Let the next calls fail, apart from those that only ask who we are; without any, none fails."""
        ...


@dataclass(frozen=True)
class Read:
    """Everything that was told until the end was reached."""

    posts: Sequence[Post]
    cursors: Sequence[str]
    """After each question."""

    @property
    def ids(self) -> list[str]:
        """In the order in which they came."""
        return [str(post.fields["id"]) for post in self.posts]

    @property
    def cursor(self) -> str:
        """Where it ended."""
        return self.cursors[-1]


async def read(poller: Poller, cursor: str | None = None) -> Read:
    """Ask until there is no more."""
    posts: list[Post] = []
    cursors: list[str] = []
    while len(cursors) < MOST_QUESTIONS:
        polled = await poller.poll(cursor)
        posts += polled.posts
        cursor = polled.cursor
        cursors.append(cursor)
        if not polled.more:
            return Read(posts, cursors)
    raise AssertionError(f"no end after {MOST_QUESTIONS} questions")


class PollerContract:
    """Tests that hold for every poller."""

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        """A network that nobody has written on."""
        raise NotImplementedError

    async def test_an_empty_network_tells_nothing_and_says_who_we_are(self) -> None:
        async with self.stage() as stage:
            first = await read(stage.poller())

            assert (first.posts, (await read(stage.poller(), first.cursor)).posts) == ([], [])
            assert await stage.poller().who()

    async def test_what_stood_before_comes_at_the_first_question_and_never_again(self) -> None:
        async with self.stage() as stage:
            ids = [stage.write(f"Trouble {n}", timedelta(hours=9 - n)) for n in range(3)]

            first = await read(stage.poller())

            assert first.ids == ids
            assert (await read(stage.poller(), first.cursor)).posts == []

    async def test_the_first_post_after_an_empty_start_comes_once(self) -> None:
        async with self.stage() as stage:
            start = await read(stage.poller())
            id = stage.write("The first one", timedelta(minutes=1))

            then = await read(stage.poller(), start.cursor)

            assert then.ids == [id]
            assert (await read(stage.poller(), then.cursor)).posts == []

    async def test_what_came_while_we_were_away_comes_whole_and_once(self) -> None:
        async with self.stage() as stage:
            stage.write("Before", timedelta(days=2))
            start = await read(stage.poller())
            ids = [stage.write(f"Trouble {n}", timedelta(minutes=MANY - n)) for n in range(MANY)]

            then = await read(stage.poller(), start.cursor)

            assert sorted(then.ids) == sorted(ids)
            assert (await read(stage.poller(), then.cursor)).posts == []

    async def test_from_wherever_it_is_restarted_nothing_is_left_out(self) -> None:
        async with self.stage() as stage:
            stage.write("Before", timedelta(days=2))
            start = await read(stage.poller())
            ids = {stage.write(f"Trouble {n}", timedelta(minutes=MANY - n)) for n in range(MANY)}
            told: set[str] = set()
            cursor: str | None = start.cursor
            while True:
                polled = await stage.poller().poll(cursor)

                again = await read(stage.poller(), cursor)

                assert told | set(again.ids) == ids
                told |= {str(post.fields["id"]) for post in polled.posts}
                cursor = polled.cursor
                if not polled.more:
                    break
            assert told == ids

    async def test_what_is_written_while_a_long_past_is_read_is_not_left_out(self) -> None:
        async with self.stage() as stage:
            ids = [stage.write(f"Trouble {n}", timedelta(minutes=2 * MANY - n)) for n in range(MANY)]
            first = await stage.poller().poll(None)
            late = stage.write("While it was reading", timedelta(minutes=1))

            rest = await read(stage.poller(), first.cursor)
            then = await read(stage.poller(), rest.cursor)

            told = [*(str(post.fields["id"]) for post in first.posts), *rest.ids, *then.ids]
            assert set(told) == {*ids, late}

    async def test_our_own_posts_are_left_out(self) -> None:
        async with self.stage() as stage:
            start = await read(stage.poller())
            stage.write_as_us("We are sorry.", timedelta(minutes=2))
            id = stage.write("Trouble", timedelta(minutes=1))

            assert (await read(stage.poller(), start.cursor)).ids == [id]

    async def test_an_edited_post_comes_again_with_its_new_words(self) -> None:
        async with self.stage() as stage:
            id = stage.write("It was late", timedelta(hours=1))
            start = await read(stage.poller())
            stage.edit(id, "It never came")

            then = await read(stage.poller(), start.cursor)

            assert then.ids == [id]
            assert "It never came" in str(then.posts[0].fields["text"])
            assert (await read(stage.poller(), then.cursor)).posts == []

    async def test_a_post_that_is_taken_back_is_told_once_where_the_network_tells(self) -> None:
        async with self.stage() as stage:
            id, kept = (stage.write(f"Trouble {n}", timedelta(hours=2 - n)) for n in range(2))
            start = await read(stage.poller())
            stage.delete(id)

            then = await read(stage.poller(), start.cursor)

            told = [(one.fields["id"], one.fields.get("event")) for one in then.posts]
            assert told == ([(id, "deleted")] if stage.tells_deletions else [])
            assert kept not in then.ids
            assert (await read(stage.poller(), then.cursor)).posts == []

    async def test_every_post_is_one_that_intake_takes(self) -> None:
        async with self.stage() as stage:
            for text in ("Trouble", "  ", "<b>&amp; :)", "é" * 3_000, "ｗｉｄｅ\u202e"):
                stage.write(text, timedelta(hours=1))

            posts = (await read(stage.poller())).posts

            parsed = parse(json.dumps({"mentions": [dict(one.fields) for one in posts]}).encode())
            assert (len(parsed.mentions), parsed.unusable) == (5, [])
            assert all(one.posted_at and one.target for one in parsed.mentions)

    async def test_a_cursor_that_cannot_be_read_counts_as_none(self) -> None:
        async with self.stage() as stage:
            id = stage.write("Trouble", timedelta(hours=1))
            for cursor in ("", "nonsense", "[]", "null", '{"known": 7}', '{"account": "x"}'):
                assert (await read(stage.poller(), cursor)).ids == [id]

    async def test_a_fault_moves_nothing_and_says_whether_to_come_back(self) -> None:
        async with self.stage() as stage:
            start = await read(stage.poller())
            id = stage.write("Trouble", timedelta(minutes=1))
            for kind in (*PASSING, *LASTING):
                fault = await _fault(stage, start.cursor, kind)

                assert fault.permanent == (kind in LASTING), kind
                asked = {Fault.BUSY: RETRY_AFTER, Fault.RESTING: RETRY_AFTER}
                assert fault.retry_after == asked.get(kind), kind
            assert (await read(stage.poller(), start.cursor)).ids == [id]


async def _fault(stage: Stage, cursor: str, kind: Fault) -> PollFault:
    poller = stage.poller()
    stage.fail(kind, kind)
    try:
        await poller.poll(cursor)
    except PollFault as fault:
        return fault
    finally:
        stage.fail()
    raise AssertionError(f"{kind} was taken for an answer")

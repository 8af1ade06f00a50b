"""The bad day comes by signed webhook, can be stopped, goes on where it was, and says if it is not taken."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import pairwise

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.cli.demo_bad_day import BAD_DAY, NOT_TAKEN, BadDay
from bot.cli.demo_feed import Feed
from bot.sandbox import Sandbox
from bot.sandbox.server import TIMELINE_SECRET
from bot.sandbox.shapes import Json
from bot.web.listen import listening

NOBODY = "http://127.0.0.1:1"
QUICK, SLOW = 10_000.0, 0.01


def a_day(sandbox: Sandbox, speed: float) -> BadDay:
    feed = Feed(NOBODY, TIMELINE_SECRET, sandbox, speed, lambda: datetime.now(UTC))
    return BadDay(feed, BAD_DAY[:3])


@asynccontextmanager
async def a_door(taken: list[Json]) -> AsyncIterator[str]:
    """Takes whatever is delivered, if it is signed."""

    async def take(request: Request) -> Response:
        assert request.headers["webhook-signature"].startswith("v1,")
        taken.append(await request.json())
        return JSONResponse({"accepted": 1}, 202)

    app = Starlette(routes=[Route("/webhooks/generic", take, methods=["POST"])])
    async with listening(app, "127.0.0.1", 0) as port:
        yield f"http://127.0.0.1:{port}"


async def test_a_post_that_nobody_takes_stops_the_day_and_comes_again() -> None:
    taken: list[Json] = []
    async with Sandbox() as sandbox, a_door(taken) as door:
        day = a_day(sandbox, QUICK)
        day.play()
        await sandbox.wait_for(lambda: day.problem)
        assert (day.problem, day.told, day.is_playing) == (NOT_TAKEN, 0, False)
        day.feed.url = door
        day.play()
        await sandbox.wait_for(lambda: day.is_over)
        await day.stop()
    assert [one["id"] for one in taken] == [post.id for post in BAD_DAY[:3]]
    assert day.problem is None


async def test_a_stopped_day_goes_on_where_it_was() -> None:
    taken: list[Json] = []
    async with Sandbox() as sandbox, a_door(taken) as door:
        day = a_day(sandbox, SLOW)
        day.feed.url = door
        day.play()
        await sandbox.wait_for(lambda: day.told == 1)
        await day.stop()
        assert (day.told, day.is_playing, day.is_over) == (1, False, False)
        day.feed.speed = QUICK
        day.play()
        await sandbox.wait_for(lambda: day.is_over)
        await day.stop()
    assert len(taken) == 3


def test_it_takes_two_minutes_and_grows_faster() -> None:
    gaps = [later.after - sooner.after for sooner, later in pairwise(BAD_DAY)]
    assert BAD_DAY[-1].after == 120
    assert gaps == sorted(gaps, reverse=True)
    assert len({post.handle for post in BAD_DAY}) == len(BAD_DAY)

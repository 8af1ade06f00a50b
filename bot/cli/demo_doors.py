"""The demo's own doors, beside its pretend Slack and behind the same guard: tour, brand box, paste box."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.cli.demo_bad_day import BAD_DAY, BadDay
from bot.cli.demo_brand import BrandBox, Wanted
from bot.cli.demo_feed import Feed
from bot.cli.demo_next import now_in_your_slack
from bot.cli.demo_tour import Tour
from bot.drafting.brands import Brand
from bot.drafting.library import Library
from bot.evals.pasted import MAX_BYTES, Pasted, read_pasted
from bot.evals.rows import UnusableInput
from bot.evals.side_by_side import figures_of, side_by_side
from bot.sandbox.server import Sandbox
from bot.sandbox.shapes import Json
from bot.slack.deps import SlackDeps

NAME: Final = "demo"
"""The doors are below this name, and the page learns by it that they are there."""
MAX_BODY: Final = 6 * MAX_BYTES + 1_024
"""JSON may write six signs for one."""
NO_STORE: Final = {"cache-control": "no-store"}
NOT_JSON: Final = "This has to be a JSON object."
TOO_MUCH: Final = f"This is more than {MAX_BYTES // 1024} KiB. Please paste a part of it."


class Doors:
    """Small JSON answers; whatever a person can mend is said in `error`."""

    def __init__(self, clicks: SlackDeps, feed: Feed) -> None:
        self.box = BrandBox(clicks, feed, asyncio.Lock())
        self.bad_day = BadDay(feed, BAD_DAY)
        self._tour = Tour(clicks, self.box, self.bad_day)

    def app(self) -> Starlette:
        """The ASGI application."""
        routes = [
            Route("/tour", self._show_tour),
            Route("/next", self._show_next),
            Route("/brand", _posted(self._save_brand), methods=["POST"]),
            Route("/bad-day", _posted(self._play), methods=["POST"]),
            Route("/paste", _posted(self._compare), methods=["POST"]),
        ]
        return Starlette(routes=routes)

    async def _show_tour(self, _request: Request) -> Response:
        return JSONResponse(await self._tour.as_json(), headers=NO_STORE)

    async def _show_next(self, _request: Request) -> Response:
        return JSONResponse(await asyncio.to_thread(now_in_your_slack), headers=NO_STORE)

    async def _save_brand(self, said: Json) -> Json:
        return (await self.box.save(Wanted.from_json(said))).as_json()

    async def _play(self, said: Json) -> Json:
        if said.get("play"):
            self.bad_day.play()
        else:
            await self.bad_day.stop()
        return {"ok": True}

    async def _compare(self, said: Json) -> Json:
        brand, tone = self.box.brand, self.box.tone
        try:
            pasted = read_pasted(str(said.get("text") or ""))
        except UnusableInput as fault:
            return {"ok": False, "error": fault.problem}
        return await asyncio.to_thread(compared, pasted, self.box.library, brand, tone)


@asynccontextmanager
async def doors(sandbox: Sandbox, clicks: SlackDeps, feed: Feed) -> AsyncIterator[Doors]:
    """Open them on the sandbox's port; at the end nothing plays any more."""
    opened = Doors(clicks, feed)
    sandbox.open_door(NAME, opened.app())
    try:
        yield opened
    finally:
        await opened.bad_day.stop()


def compared(pasted: Pasted, library: Library, brand: Brand, tone: str) -> Json:
    """What the page shows of a paste; nothing of it is kept."""
    found = list(side_by_side(pasted.rows, library, brand, tone))
    return {
        "ok": True,
        "read_as": pasted.read_as,
        "columns": dict(pasted.columns),
        "unused": list(pasted.unused),
        "skipped": [vars(one) for one in pasted.skipped],
        "brand": brand.name,
        "tone": tone,
        "rows": [one.as_json() for one in found],
        "figures": figures_of(found).as_json(),
    }


def _posted(act: Callable[[Json], Awaitable[Json]]) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint for one act, whose JSON no form of another site can send."""

    async def endpoint(request: Request) -> Response:
        if request.headers.get("content-type", "").split(";")[0] != "application/json":
            return _refused(415, NOT_JSON)
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > MAX_BODY:
                return _refused(413, TOO_MUCH)
        try:
            said = json.loads(body)
        except ValueError:
            said = None
        if not isinstance(said, dict):
            return _refused(400, NOT_JSON)
        return JSONResponse(await act(said), headers=NO_STORE)

    return endpoint


def _refused(status: int, why: str) -> Response:
    return JSONResponse({"ok": False, "error": why}, status, headers=NO_STORE)

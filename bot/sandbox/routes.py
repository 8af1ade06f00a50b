"""The HTTP face of the sandbox: Slack's own doors, the page, and the public timeline."""

import asyncio
import json
import mimetypes
from collections.abc import AsyncIterator
from importlib.resources import files
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute

from bot.sandbox.acts import Acts
from bot.sandbox.arguments import read_arguments
from bot.sandbox.changes import Changes
from bot.sandbox.faults import Fault
from bot.sandbox.guard import LocalOnly
from bot.sandbox.responses import respond
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.snapshot import Snapshots
from bot.sandbox.socket_mode import SocketMode
from bot.sandbox.timeline import HOOK, Timeline, WrongSignature
from bot.sandbox.web_api import WebApi
from bot.sandbox.workspace import Workspace

PAUSE_SECONDS = 0.1
"""Between two events on a page's stream."""
KEEP_ALIVE_SECONDS = 15.0
NO_STORE = {"cache-control": "no-store"}


class Routes:
    """The endpoints, over the parts of a sandbox."""

    def __init__(
        self,
        workspace: Workspace,
        web_api: WebApi,
        socket_mode: SocketMode,
        acts: Acts,
        snapshots: Snapshots,
        timeline: Timeline,
    ) -> None:
        self._workspace = workspace
        self._web_api = web_api
        self._socket_mode = socket_mode
        self._acts = acts
        self._snapshots = snapshots
        self._timeline = timeline

    def app(self) -> Starlette:
        """The ASGI application."""
        routes = [
            Route("/api/{method}", self._web_api.answer, methods=["GET", "POST"]),
            WebSocketRoute("/link/{ticket}", self._socket_mode.link),
            Route("/response/{token}", self._respond, methods=["POST"]),
            Route("/archives/{channel}/{message}", self._permalink),
            Route("/sandbox/state", self._state),
            Route("/sandbox/events", self._events),
            Route("/sandbox/act", self._act, methods=["POST"]),
            Route("/timeline/posts", self._post, methods=["POST"]),
            Route("/timeline/hook", self._hook, methods=["POST"]),
            Route("/page/{file}", self._page),
            Route("/", self._page),
        ]
        return Starlette(routes=routes, middleware=[Middleware(LocalOnly)])

    async def _respond(self, request: Request) -> Response:
        try:
            body = read_arguments("application/json", "", await request.body()).values
            respond(self._workspace, request.path_params["token"], body)
        except SlackError as refusal:
            return JSONResponse({"ok": False, "error": refusal.error} | refusal.details, 404)
        return PlainTextResponse("ok")

    async def _permalink(self, request: Request) -> Response:
        return RedirectResponse(f"/?channel={request.path_params['channel']}")

    async def _state(self, request: Request) -> Response:
        query = request.query_params
        return JSONResponse(self._snapshots.take(query.get("as"), query.get("channel")), headers=NO_STORE)

    async def _events(self, request: Request) -> Response:
        stream = _stream(self._workspace.changes, request.query_params.get("as", ""))
        return StreamingResponse(stream, media_type="text/event-stream", headers=NO_STORE)

    async def _act(self, request: Request) -> Response:
        if request.headers.get("content-type", "").split(";")[0] != "application/json":
            return JSONResponse({"ok": False, "error": "The act has to be JSON."}, 415)
        act = _object(await request.body())
        if act is None:
            return JSONResponse({"ok": False, "error": "The act has to be a JSON object."}, 400)
        return JSONResponse(await self._acts.perform(act))

    async def _post(self, request: Request) -> Response:
        post = self._timeline.put(_object(await request.body()) or {})
        if post is None:
            return JSONResponse({"error": "A post needs an id and a platform."}, 400)
        return JSONResponse({"id": post.id, "url": f"{self._workspace.url}/#post-{post.id}"})

    async def _hook(self, request: Request) -> Response:
        fault = self._timeline.faults.take(HOOK) or Fault()
        body = await request.body()
        await asyncio.sleep(fault.delay)
        if fault.status is not None:
            wait = {"Retry-After": str(fault.retry_after)} if fault.retry_after else None
            return JSONResponse({"error": "Not now."}, fault.status, wait)
        answer = self._receive(request, body)
        if fault.drop:
            request.state.cut()
        return answer

    def _receive(self, request: Request, body: bytes) -> Response:
        try:
            self._timeline.receive(request.headers, body)
        except WrongSignature:
            return JSONResponse({"error": "The signature is wrong or too old."}, 401)
        sent = _object(body)
        if sent is None or sent.get("type") != "reply.approved" or not _is_reply(sent.get("data")):
            return JSONResponse({"error": "This is not an approved reply."}, 400)
        answer = self._timeline.publish(request.headers["webhook-id"], sent)
        if answer is None:
            return JSONResponse({"error": "The post is not there."}, 404)
        return JSONResponse(answer)

    async def _page(self, request: Request) -> Response:
        name = request.path_params.get("file", "index.html")
        file = files("bot.sandbox").joinpath("page", name)
        if not file.is_file():
            return PlainTextResponse("Not found.", 404)
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Response(file.read_bytes(), media_type=media_type, headers=NO_STORE)


async def _stream(changes: Changes, user: str) -> AsyncIterator[str]:
    seen = -1
    with changes.listening(user) as listener:
        while not changes.closed:
            if seen != changes.seq:
                seen = changes.seq
                yield _event("changed", {"seq": seen})
            while listener.notes:
                yield _event("notify", listener.notes.popleft())
            if await listener.wait(KEEP_ALIVE_SECONDS):
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                yield ": still here\n\n"


def _event(name: str, data: Json) -> str:
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"


def _object(body: bytes) -> Json | None:
    try:
        value = json.loads(body)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


def _is_reply(data: Any) -> bool:
    return (
        isinstance(data, dict)
        and isinstance(data.get("mention"), dict)
        and {"id", "platform"} <= data["mention"].keys()
        and isinstance(data.get("reply"), dict)
        and isinstance(data["reply"].get("text"), str)
    )

"""Keeps other web sites out: only this machine's own names as Host, and no posts from other origins."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOCAL_NAMES = {"127.0.0.1", "localhost"}


class LocalOnly:
    """Answers 403 to a foreign Host (DNS rebinding) and to a foreign Origin (cross-site posts)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is local."""
        if scope["type"] in {"http", "websocket"} and not _is_local(Headers(scope=scope)):
            await PlainTextResponse("Only for this machine.", 403)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _is_local(headers: Headers) -> bool:
    host, origin = headers.get("host", ""), headers.get("origin")
    if urlsplit(f"//{host}").hostname not in LOCAL_NAMES:
        return False
    return origin is None or urlsplit(origin).netloc == host

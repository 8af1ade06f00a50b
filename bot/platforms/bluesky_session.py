"""A session with a Bluesky server: made once, then refreshed, because servers allow few new ones a day.

`com.atproto.server.createSession` is limited to 30 in five minutes and 300 a day (docs.bsky.app, rate
limits); a refresh token is used once and replaced by the next. Tokens are kept in memory, never stored.
"""

import asyncio
from dataclasses import dataclass
from typing import Any

import httpx2

from bot.platforms.api import Api, Reply
from bot.platforms.odd_json import obj
from bot.ports import Now

_EXPIRED = {"ExpiredToken", "InvalidToken"}


@dataclass(frozen=True, repr=False)
class _Tokens:
    access: str
    refresh: str
    did: str
    handle: str


class BlueskySession:
    """One account on one server. Safe to use from several tasks: they share the tokens."""

    def __init__(
        self, name: str, url: str, handle: str, password: str, client: httpx2.AsyncClient, now: Now
    ) -> None:
        """`password` is an app password."""
        self._url = url.rstrip("/")
        self._handle = handle
        self._password = password
        self._api = Api(name, client, now)
        self._tokens: _Tokens | None = None
        self._lock = asyncio.Lock()

    @property
    def api(self) -> Api:
        """For its errors."""
        return self._api

    async def did(self) -> str:
        """The account's id, which outlives its handle.

        Raises:
            PollFault: no session could be had.
        """
        return (await self._have()).did

    async def handle(self) -> str:
        """The account's name now."""
        return (await self._have()).handle

    async def bearer(self, *, fresh: bool = False) -> dict[str, str]:
        """The header that proves who we are; `fresh` after a server called the last one expired.

        Raises:
            PollFault: no session could be had.
        """
        tokens = await self._have()
        return _bearer((await self._renewed(tokens)).access if fresh else tokens.access)

    async def get(self, method: str, **request: Any) -> dict[str, Any]:
        """A query's answer.

        Raises:
            PollFault: there is none.
        """
        tokens = await self._have()
        reply = await self._query(method, tokens, request)
        if is_expired(reply.status, reply.body):
            reply = await self._query(method, await self._renewed(tokens), request)
        body = self._api.good(reply).body
        if not isinstance(body, dict):
            raise self._api.strange()
        return body

    async def _query(self, method: str, tokens: _Tokens, request: dict[str, Any]) -> Reply:
        return await self._api.ask("GET", self._at(method), headers=_bearer(tokens.access), **request)

    async def _have(self) -> _Tokens:
        async with self._lock:
            if self._tokens is None:
                self._tokens = await self._login()
            return self._tokens

    async def _renewed(self, old: _Tokens) -> _Tokens:
        """The next tokens; made by whoever comes first with the old ones."""
        async with self._lock:
            if self._tokens is not old and self._tokens is not None:
                return self._tokens
            reply = await self._api.ask(
                "POST", self._at("com.atproto.server.refreshSession"), headers=_bearer(old.refresh)
            )
            if reply.status in {400, 401}:
                self._tokens = None
                self._tokens = await self._login()
            else:
                self._tokens = self._read(self._api.good(reply))
            return self._tokens

    async def _login(self) -> _Tokens:
        told = {"identifier": self._handle, "password": self._password}
        reply = await self._api.ask("POST", self._at("com.atproto.server.createSession"), json=told)
        if obj(reply.body).get("error") == "AuthFactorTokenRequired":
            raise self._api.fault("It asks for a second factor: use an app password.", permanent=True)
        return self._read(self._api.good(reply))

    def _read(self, reply: Reply) -> _Tokens:
        said = obj(reply.body)
        parts = [said.get(name) for name in ("accessJwt", "refreshJwt", "did", "handle")]
        if not all(isinstance(one, str) and one for one in parts):
            raise self._api.strange()
        return _Tokens(*(str(one) for one in parts))

    def _at(self, method: str) -> str:
        return f"{self._url}/xrpc/{method}"


def _bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def is_expired(status: int, body: Any) -> bool:
    """Servers say 400 `ExpiredToken`; some say 401."""
    return status == 401 or (status == 400 and obj(body).get("error") in _EXPIRED)

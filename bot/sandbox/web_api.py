"""The Web API: tokens, scopes, rates and ordered faults around the methods, and a record of every call."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.sandbox.arguments import Arguments, read_arguments
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.methods import METHODS, Method
from bot.sandbox.rates import RateLimits
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import Workspace

CONNECT = "apps.connections.open"
WITHOUT_TOKEN = {"api.test"}


@dataclass(frozen=True)
class Call:
    """One call as it was received. `error` is what was answered, `None` for a yes."""

    method: str
    args: Json
    at: float
    error: str | None
    status: int


@dataclass(frozen=True)
class Tokens:
    """The bot's token with its scopes, and the app-level token."""

    bot: str
    app: str
    scopes: frozenset[str]


class WebApi:
    """Answers `POST /api/<method>`. `rates` is `None` when nobody is held back."""

    def __init__(
        self,
        workspace: Workspace,
        tokens: Tokens,
        rates: RateLimits | None,
        connect: Callable[[Workspace, Arguments], Json],
        kept_calls: int,
    ) -> None:
        self._workspace = workspace
        self._tokens = tokens
        self._rates = rates
        self._methods = {**METHODS, CONNECT: Method(connect, 3)}
        self.faults = Faults()
        self.calls: deque[Call] = deque(maxlen=kept_calls)

    async def answer(self, request: Request) -> Response:
        """One call, with the fault that may have been ordered for it."""
        method = request.path_params["method"]
        fault = self.faults.take(method) or Fault()
        body = await request.body()
        if fault.delay:
            await asyncio.sleep(fault.delay)
        answer, status = self._perform(method, request, body, fault)
        if fault.drop:
            request.state.cut()
            return Response()
        return JSONResponse(answer, status, self._headers(answer, fault))

    def _perform(self, method: str, request: Request, body: bytes, fault: Fault) -> tuple[Json, int]:
        arguments = Arguments({})
        try:
            arguments = read_arguments(request.headers.get("content-type", ""), request.url.query, body)
            answer: Json = {"ok": True} | self._run(method, arguments, _token(request, arguments), fault)
        except SlackError as refusal:
            answer = {"ok": False, "error": refusal.error} | refusal.details
        status = fault.status or (429 if answer.get("error") == "ratelimited" else 200)
        now, error = self._workspace.clock(), None if answer["ok"] else str(answer["error"])
        self.calls.append(Call(method, _without_token(arguments), now, error, status))
        self._workspace.changes.stir()
        return answer, status

    def _run(self, name: str, arguments: Arguments, token: str, fault: Fault) -> Json:
        if fault.error or fault.status:
            raise SlackError(fault.error or ("ratelimited" if fault.status == 429 else "internal_error"))
        method = self._methods.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        self._admit(name, method, token)
        self._hold_back(name, method, arguments)
        return method.run(self._workspace, arguments)

    def _admit(self, name: str, method: Method, token: str) -> None:
        if name in WITHOUT_TOKEN:
            return
        if not token:
            raise SlackError("not_authed")
        if token not in {self._tokens.bot, self._tokens.app}:
            raise SlackError("invalid_auth")
        if (token == self._tokens.app) != (name == CONNECT):
            raise SlackError("not_allowed_token_type")
        if method.scopes and not self._tokens.scopes.intersection(method.scopes):
            provided = ",".join(sorted(self._tokens.scopes))
            raise SlackError("missing_scope", needed=method.scopes[0], provided=provided)

    def _hold_back(self, name: str, method: Method, arguments: Arguments) -> None:
        if self._rates is None:
            return
        now = self._workspace.clock()
        if name == "chat.postMessage":
            wait = self._rates.of_channel(arguments.text("channel"), now)
        else:
            wait = self._rates.of_method(name, method.tier, now)
        if wait is not None:
            raise SlackError("ratelimited", retry_after=wait)

    def _headers(self, answer: Json, fault: Fault) -> dict[str, str]:
        date = format_datetime(datetime.fromtimestamp(self._workspace.clock(), UTC), usegmt=True)
        headers = {"date": date, "x-oauth-scopes": ",".join(sorted(self._tokens.scopes))}
        if answer.get("error") == "ratelimited":
            headers["Retry-After"] = str(fault.retry_after or answer.get("retry_after", 1))
        return headers


def _token(request: Request, arguments: Arguments) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else arguments.text("token")


def _without_token(arguments: Arguments) -> Json:
    return {name: value for name, value in arguments.values.items() if name != "token"}

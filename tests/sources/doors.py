"""The real application with every built-in source on, asked without a network."""

import base64
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from prometheus_client import CollectorRegistry
from starlette.types import ASGIApp, Message, Scope

from bot.ports import Call
from bot.settings import Settings, load
from bot.sources import loading
from bot.store.database import Database
from bot.web.public import PublicDeps, build_public
from tests.intake.conftest import Intake, running

SIGNING = "whsec_" + base64.b64encode(b"canary-of-the-generic-source-32b").decode()
VERIFY_TOKEN = "canary-verify-token-of-the-tests"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Doors:
    """Asks the application as a server would."""

    app: ASGIApp
    intake: Intake
    registry: CollectorRegistry
    answers: list[Answer] = field(default_factory=list)

    async def post(self, source: str, call: Call) -> Answer:
        """One delivery."""
        end = f"/{call.path_secret.decode('utf-8', 'replace')}" if call.path_secret else ""
        return await self.ask("POST", f"/webhooks/{source}{end}", call.headers, call.body)

    async def get(self, source: str, query: bytes) -> Answer:
        """One handshake."""
        return await self.ask("GET", f"/webhooks/{source}", query=query)

    async def ask(
        self,
        method: str,
        path: str,
        headers: Sequence[tuple[bytes, bytes]] = (),
        body: bytes = b"",
        query: bytes = b"",
    ) -> Answer:
        """Anything else."""
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        scope: Scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": query,
            "headers": list(headers),
            "http_version": "1.1",
            "scheme": "http",
            "server": ("127.0.0.1", 8000),
            "client": ("127.0.0.1", 1),
            "root_path": "",
        }
        await self.app(scope, receive, send)
        told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        body_sent = b"".join(one.get("body", b"") for one in sent[1:])
        answer = Answer(sent[0]["status"], told, body_sent)
        self.answers.append(answer)
        return answer


def secret_of(source: str) -> str:
    """A secret of its own for each."""
    return SIGNING if source == "generic" else f"canary-secret-of-{source}-7f3d"


def all_settings(**more: str) -> Settings:
    """Every source that we know, on."""
    names = ["generic", *loading.known()]
    environ = {f"WEBHOOK_{name.upper()}_SECRET": secret_of(name) for name in names}
    tokens = {f"WEBHOOK_{name}_VERIFY_TOKEN": VERIFY_TOKEN for name in ("META_PAGE", "INSTAGRAM")}
    return load(environ | tokens | more, None)


@asynccontextmanager
async def open_doors(database: Database, **more: str) -> AsyncIterator[Doors]:
    """The application over a migrated database."""
    intake, registry = Intake(database), CollectorRegistry()
    deps = PublicDeps(
        loading.gates(all_settings(**more)), intake.journal, lambda: datetime.now(UTC), registry
    )
    async with running(intake.journal):
        yield Doors(build_public(deps), intake, registry)


def plain_json(answer: Answer) -> Any:
    """An answer's body."""
    return json.loads(answer.body)

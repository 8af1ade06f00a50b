"""Slack's requests pass on as they are; what cannot be from Slack does not."""

from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from fastapi import Request
from prometheus_client import CollectorRegistry
from starlette.responses import JSONResponse, Response

from bot.outgoing import http_client
from bot.store.database import Database
from bot.web.listen import listening
from bot.web.public import build_public
from bot.web.slack_door import MAX_BODY_BYTES
from tests.intake.conftest import Intake
from tests.web.conftest import deps

TRUE_SHAPE = {"X-Slack-Request-Timestamp": "1795348800", "X-Slack-Signature": "v0=" + "a" * 64}


async def echo(request: Request) -> Response:
    """Stands where Bolt does."""
    return JSONResponse({"read": (await request.body()).decode()})


@pytest.fixture
async def slack() -> AsyncIterator[httpx2.AsyncClient]:
    """A client of the door with Slack over HTTP."""
    app = build_public(
        deps(Intake(Database("sqlite:////nowhere/amends.db")), CollectorRegistry(), slack=echo)
    )
    async with (
        listening(app, "127.0.0.1", 0) as port,
        http_client(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        yield client


async def test_a_request_in_slacks_form_reaches_the_handler_whole(slack: httpx2.AsyncClient) -> None:
    response = await slack.post("/slack/events", content=b"payload=%7B%7D", headers=TRUE_SHAPE)

    assert response.json() == {"read": "payload=%7B%7D"}


@pytest.mark.parametrize(
    "changed",
    [
        {"X-Slack-Request-Timestamp": "now"},
        {"X-Slack-Request-Timestamp": "1" * 5_000},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Signature": "v0=é".encode("latin-1")},
        {"X-Slack-Signature": "v1=" + "a" * 64},
        {"X-Slack-Signature": ""},
    ],
)
async def test_a_malformed_proof_is_refused(slack: httpx2.AsyncClient, changed: dict[str, Any]) -> None:
    response = await slack.post("/slack/events", content=b"{}", headers={**TRUE_SHAPE, **changed})

    assert response.status_code == 401


async def test_a_proof_that_comes_twice_is_refused(slack: httpx2.AsyncClient) -> None:
    twice = [*TRUE_SHAPE.items(), *TRUE_SHAPE.items()]

    assert (await slack.post("/slack/events", content=b"{}", headers=twice)).status_code == 401


async def test_a_body_larger_than_slacks_is_refused(slack: httpx2.AsyncClient) -> None:
    response = await slack.post("/slack/events", content=b"x" * (MAX_BODY_BYTES + 1), headers=TRUE_SHAPE)

    assert response.status_code == 413

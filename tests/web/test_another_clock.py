"""What is rightly signed at another time is refused, and the log says that a clock may be wrong."""

import hashlib
import hmac
import time
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import CollectorRegistry
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.outgoing import http_client
from bot.slack.receiving import HttpReceiver, Receiving
from bot.store.database import Database
from bot.web.listen import listening
from bot.web.public import build_public
from tests.intake.bodies import a_post, body_of, signed
from tests.intake.conftest import Intake
from tests.web.conftest import Door, deps

AWAY = timedelta(minutes=10)
SIGNING = "a-signing-secret-of-the-tests"
TOLD = "s away from this machine's clock"


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one for one in caplog.messages if TOLD in one]


async def test_a_webhook_of_another_time_is_told_once_however_many_come(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    body = body_of(a_post("7"))
    headers = signed(body, "msg_1", datetime.now(UTC) - AWAY)

    answers = [await door.client.post("/webhooks/generic", content=body, headers=headers) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].text == (await door.client.post("/webhooks/generic", content=body)).text
    assert len(told(caplog)) == 1


async def test_a_forged_webhook_of_another_time_says_nothing_of_clocks(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    headers = signed(body_of(a_post("7")), "msg_1", datetime.now(UTC) - AWAY)

    answer = await door.client.post("/webhooks/generic", content=body_of(a_post("8")), headers=headers)

    assert (answer.status_code, told(caplog)) == (401, [])


@pytest.mark.parametrize(("secret", "lines"), [(SIGNING, 1), ("another-secret", 0)])
async def test_slack_over_http_with_another_clock_is_told(
    caplog: pytest.LogCaptureFixture, secret: str, lines: int
) -> None:
    bolt = AsyncApp(name="test", client=AsyncWebClient(token="xoxb-1"), signing_secret=SIGNING)
    slack = HttpReceiver(Receiving(bolt), SIGNING).handle
    app = build_public(
        deps(Intake(Database("sqlite:////nowhere/amends.db")), CollectorRegistry(), slack=slack)
    )
    async with (
        listening(app, "127.0.0.1", 0) as port,
        http_client(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        answer = await client.post("/slack/events", content=b"payload=1", headers=by_slack(secret))

    assert (answer.status_code, len(told(caplog))) == (401, lines)


def by_slack(secret: str) -> dict[str, str]:
    """Slack's signature of ten minutes ago."""
    stamp = str(int(time.time() - AWAY.total_seconds()))
    digest = hmac.new(secret.encode(), f"v0:{stamp}:payload=1".encode(), hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}

"""An approved text on its way out, and a receiver for it."""

from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from bot.outgoing import http_client
from bot.platforms.webhook_out import WebhookPublisher
from bot.ports import Intent
from bot.testing.fake_receiver import FakeReceiver, fake_receiver
from bot.text import sha256
from tests.builders import ANN, NOON, a_mention

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
REPLY = "Jo, I'm sorry – the desk should have known. I've asked for your bag. 🙏🏽"


def an_intent(text: str = REPLY, **changes: Any) -> Intent:
    """Approved by Ann at noon."""
    values: dict[str, Any] = {
        "id": "approval-1",
        "mention": a_mention("1234", url="https://x.com/jo/status/1234"),
        "text": text,
        "sha256": sha256(text),
        "revision": 3,
        "approved_by": (ANN,),
        "approved_at": NOON,
    }
    return Intent(**(values | changes))


@pytest.fixture
async def receiver() -> AsyncIterator[FakeReceiver]:
    """The customer's own program."""
    async with fake_receiver() as receiver:
        yield receiver


@pytest.fixture
async def client() -> AsyncIterator[httpx2.AsyncClient]:
    """One client for all calls, as the service has."""
    async with http_client() as client:
        yield client


@pytest.fixture
def publisher(receiver: FakeReceiver, client: httpx2.AsyncClient) -> WebhookPublisher:
    """Publishes to the receiver."""
    return WebhookPublisher(f"{receiver.url}/replies", SECRET, client, lambda: NOON)

"""Webhook bodies and signatures as a sender makes them, with the independent library as the signer."""

import json
from datetime import UTC, datetime
from typing import Any

from standardwebhooks import Webhook

from bot.signing import signature, signing_key

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
COMPLAINT = "We stood at the desk for two hours and nobody knew where our bags were."


def a_post(external_id: str = "1", text: str = COMPLAINT, **fields: Any) -> dict[str, Any]:
    """One mention as a source sends it."""
    return {"id": external_id, "platform": "x", "text": text, **fields}


def body_of(*posts: Any) -> bytes:
    """One body for one post or several."""
    return json.dumps(posts[0] if len(posts) == 1 else list(posts)).encode()


def signed(
    body: bytes, delivery_id: str = "msg_1", at: datetime = NOON, secret: str = SECRET
) -> dict[str, str]:
    """The headers of an honest sender of UTF-8."""
    return {
        "webhook-id": delivery_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(delivery_id, at, body.decode()),
    }


def signed_bytes(body: bytes, delivery_id: str, at: datetime = NOON) -> dict[str, str]:
    """The headers for a body that need not be text; the library signs text only."""
    timestamp = str(int(at.timestamp()))
    given = signature(signing_key(SECRET), delivery_id.encode(), timestamp.encode(), body)
    return {
        "webhook-id": delivery_id,
        "webhook-timestamp": timestamp,
        "webhook-signature": given.decode(),
    }


def raw(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    """Headers as ASGI gives them."""
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]

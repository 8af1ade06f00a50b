"""Honest tools, written from their makers' documentation and without our own signing code."""

import base64
import hashlib
import hmac
from datetime import datetime

from standardwebhooks import Webhook

from bot.ports import Call


def hex_signed(header: str, prefix: str, body: bytes, secret: str) -> Call:
    """GitHub's way, which most vendors took over."""
    digest = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return Call([(header.lower().encode(), (prefix + digest).encode())], body)


def base64_signed(header: str, body: bytes, secret: str) -> Call:
    """X's way."""
    digest = base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest())
    return Call([(header.lower().encode(), b"sha256=" + digest)], body)


def in_path(body: bytes, secret: str) -> Call:
    """A tool that can only be given an address."""
    return Call(body=body, path_secret=secret.encode())


def bearer(body: bytes, secret: str) -> Call:
    """A tool that can set a header."""
    return Call([(b"authorization", b"Bearer " + secret.encode())], body)


def standard(body: bytes, secret: str, at: datetime) -> Call:
    """Standard Webhooks by its own library. The id stays the same over retries."""
    id_ = "msg_" + hashlib.sha256(body).hexdigest()[:20]
    signature = Webhook(secret).sign(id_, at, body.decode())
    headers = {
        "webhook-id": id_,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": signature,
    }
    return Call([(name.encode(), value.encode()) for name, value in headers.items()], body)

"""Standard Webhooks signatures, as the intake checks them and the outgoing webhook makes them.

The signed text is `<id>.<timestamp>.<raw body>`, HMAC-SHA256, base64
(https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md).
"""

import base64
import binascii
import hashlib
import hmac

PREFIX = "whsec_"
MIN_KEY_BYTES = 24
"""The shortest key that the specification allows."""


def signing_key(secret: str) -> bytes:
    """The key inside a `whsec_…` secret.

    Raises:
        ValueError: it is not base64, or too short to be safe. The message does not hold the secret.
    """
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except binascii.Error:
        raise ValueError("what follows whsec_ is not base64") from None
    if len(key) < MIN_KEY_BYTES:
        raise ValueError(f"it holds {len(key)} bytes, and {MIN_KEY_BYTES} are the least")
    return key


def signature(key: bytes, delivery_id: bytes, timestamp: bytes, body: bytes) -> bytes:
    """The value for one entry of `webhook-signature`: `v1,` and the base64 digest."""
    digest = hmac.digest(key, b"%b.%b.%b" % (delivery_id, timestamp, body), hashlib.sha256)
    return b"v1," + base64.b64encode(digest)

"""Standard Webhooks for other sources than the generic one, which has a way of its own for storms."""

import hashlib
from datetime import datetime

from bot.intake.verify import Keyring, verify
from bot.ports import Call
from bot.signing import signature, signing_key

_KEY_CHARS = 24


class Standard:
    """Proves a sender by `webhook-id`, `webhook-timestamp` and `webhook-signature`."""

    in_path = False
    words = "Standard Webhooks signature"

    def __init__(self, secrets: tuple[str, ...]) -> None:
        """Every secret is a `whsec_…` one.

        Raises:
            ValueError: one cannot be used.
        """
        self._ring = Keyring(tuple(signing_key(one) for one in secrets), ())

    def verify(self, call: Call, now: datetime) -> str:
        """The `webhook-id`, which stays the same over retries."""
        return verify(call.headers, call.body, self._ring, now)

    def sign(self, body: bytes, now: datetime) -> Call:
        """As an honest sender would, with the first secret; the id follows from the body."""
        id_ = b"msg_" + hashlib.sha256(body).hexdigest()[:_KEY_CHARS].encode()
        timestamp = str(int(now.timestamp())).encode()
        given = signature(self._ring.signing[0], id_, timestamp, body)
        headers = [(b"webhook-id", id_), (b"webhook-timestamp", timestamp), (b"webhook-signature", given)]
        return Call(headers, body)

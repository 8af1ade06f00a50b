"""A signature in a header, as most vendors make one: which header, which digest, over what."""

import base64
import hmac
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bot.errors import BadSignature
from bot.intake.verify import any_equal, digest_key, once
from bot.ports import Call

TOLERANCE_S = 300
BODY, TIMESTAMP = "{body}", "{timestamp}"

_PARTS = re.compile(r"(\{body\}|\{timestamp\})")
_SECONDS = re.compile(rb"[0-9]{10}")
_MILLISECONDS = re.compile(rb"[0-9]{13}")
_ISO = re.compile(rb"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,18}(?:Z|[+-][0-9]{2}:?[0-9]{2})")


@dataclass(frozen=True)
class HmacRule:
    """How one vendor signs."""

    header: str
    prefix: str = ""
    """What stands before the digest, such as `sha256=`."""
    hash: Literal["sha1", "sha256"] = "sha256"
    encoding: Literal["hex", "base64"] = "hex"
    signs: str = BODY
    """What is signed, with `{body}` and `{timestamp}` in their places, such as `{timestamp}.{body}`."""
    timestamp_header: str | None = None
    tolerance_s: int = TOLERANCE_S
    """How far the timestamp may be from our clock."""

    def fault(self) -> str | None:
        """What is wrong with the rule itself; `None` if nothing is."""
        if self.signs.count(BODY) != 1:
            return f"signs must hold {BODY} once"
        if (TIMESTAMP in self.signs) != (self.timestamp_header is not None):
            return f"signs holds {TIMESTAMP} exactly if there is a timestamp_header"
        return None


class Hmac:
    """Proves a sender by a rule and its secrets."""

    in_path = False

    def __init__(self, rule: HmacRule, secrets: tuple[str, ...]) -> None:
        self._rule = rule
        self._secrets = tuple(one.encode() for one in secrets)
        self._header = rule.header.lower().encode()
        self._time = rule.timestamp_header.lower().encode() if rule.timestamp_header else b""
        self._parts = _PARTS.split(rule.signs)

    @property
    def words(self) -> str:
        """For the operator."""
        return f"signed in {self._rule.header}"

    def verify(self, call: Call, now: datetime) -> str:
        """The body's digest; the vendors sign no id of a delivery."""
        ours = once(call.headers, {self._header, self._time})
        given, prefix = ours.get(self._header, b""), self._rule.prefix.encode()
        if not given.startswith(prefix):
            raise BadSignature("no signature")
        timestamp = self._fresh(ours.get(self._time, b""), now) if self._time else b""
        digest = given.removeprefix(prefix)
        plain = digest.lower() if self._rule.encoding == "hex" else digest
        if not any_equal([plain], [self._digest(secret, timestamp, call.body) for secret in self._secrets]):
            raise BadSignature("no signature matches")
        return digest_key(call.body)

    def sign(self, body: bytes, now: datetime) -> Call:
        """As the vendor would, with the first secret."""
        timestamp = str(int(now.timestamp())).encode() if self._time else b""
        value = self._rule.prefix.encode() + self._digest(self._secrets[0], timestamp, body)
        stamp = [(self._time, timestamp)] if self._time else []
        return Call([(self._header, value), *stamp], body)

    def _fresh(self, timestamp: bytes, now: datetime) -> bytes:
        at = _moment(timestamp)
        if at is None or abs(now.timestamp() - at) > self._rule.tolerance_s:
            raise BadSignature("the timestamp is malformed, or too far from our clock")
        return timestamp

    def _digest(self, secret: bytes, timestamp: bytes, body: bytes) -> bytes:
        values = {BODY: body, TIMESTAMP: timestamp}
        signed = b"".join(values.get(part, part.encode()) for part in self._parts)
        digest = hmac.digest(secret, signed, self._rule.hash)
        return digest.hex().encode() if self._rule.encoding == "hex" else base64.b64encode(digest)


def _moment(timestamp: bytes) -> float | None:
    """Seconds since 1970, from seconds, milliseconds or ISO 8601; `None` for anything else."""
    if _SECONDS.fullmatch(timestamp):
        return int(timestamp)
    if _MILLISECONDS.fullmatch(timestamp):
        return int(timestamp) / 1_000
    if not _ISO.fullmatch(timestamp):
        return None
    try:
        at = datetime.fromisoformat(timestamp.decode("ascii"))
    except ValueError:
        return None
    return at.astimezone(UTC).timestamp()

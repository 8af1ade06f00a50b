"""Whether a webhook is from who it says. Pure, strict, and without a way to answer with a crash.

Standard Webhooks when the secret is `whsec_…`; a plain secret as Bearer token or Basic password otherwise.
"""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.errors import BadSignature, LateSignature
from bot.ports import Headers
from bot.signing import PREFIX, signature, signing_key

TOLERANCE_S = 300
"""How far a timestamp may be from our clock; what the reference libraries allow."""
MAX_SIGNATURES = 20

_ID = re.compile(rb"[A-Za-z0-9_-]{1,128}")
_TIMESTAMP = re.compile(rb"[0-9]{10}")
_OURS = {b"webhook-id", b"webhook-timestamp", b"webhook-signature", b"authorization"}


@dataclass(frozen=True, repr=False)
class Keyring:
    """What proves a source: signing keys, plain secrets, or one of each while rotating."""

    signing: tuple[bytes, ...]
    plain: tuple[bytes, ...]


def keyring(secrets: Iterable[str]) -> Keyring:
    """The secrets of one source, sorted by how they are used.

    Raises:
        ValueError: a `whsec_` secret cannot be used.
    """
    given = list(secrets)
    signing = tuple(signing_key(one) for one in given if one.startswith(PREFIX))
    return Keyring(signing, tuple(one.encode() for one in given if not one.startswith(PREFIX)))


def verify(headers: Headers, body: bytes, ring: Keyring, now: datetime) -> str:
    """The delivery's key: its `webhook-id`, or `sha256:<hex of the body>` under a plain secret.

    `headers` are raw pairs with names in lower case, as ASGI gives them.

    Raises:
        BadSignature: for every request that does not prove its sender.
    """
    ours = once(headers, _OURS)
    if ring.signing and b"webhook-signature" in ours:
        return _signed(ours, body, ring.signing, now)
    if ring.plain and b"authorization" in ours:
        return _trusted(ours[b"authorization"], body, ring.plain)
    raise BadSignature("no proof of the sender")


def once(headers: Headers, wanted: Collection[bytes]) -> dict[bytes, bytes]:
    """The headers that matter. One that comes twice is an attack or a broken proxy: neither is believed.

    Raises:
        BadSignature
    """
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        if name in wanted:
            if name in found:
                raise BadSignature("a header came twice")
            found[name] = value
    return found


def _signed(ours: Mapping[bytes, bytes], body: bytes, keys: Sequence[bytes], now: datetime) -> str:
    delivery_id, timestamp = ours.get(b"webhook-id", b""), ours.get(b"webhook-timestamp", b"")
    if not _ID.fullmatch(delivery_id) or not _TIMESTAMP.fullmatch(timestamp):
        raise BadSignature("id or timestamp is malformed")
    given = ours[b"webhook-signature"].split(b" ")
    if len(given) > MAX_SIGNATURES:
        raise BadSignature("too many signatures")
    expected = [signature(key, delivery_id, timestamp, body) for key in keys]
    if not any_equal(given, expected):
        raise BadSignature("no signature matches")
    away = abs(now.timestamp() - int(timestamp))
    if away > TOLERANCE_S:
        raise LateSignature(away)
    return delivery_id.decode("ascii")


def _trusted(authorization: bytes, body: bytes, secrets: Sequence[bytes]) -> str:
    if not any_equal([password(authorization)], secrets):
        raise BadSignature("the secret is wrong")
    return digest_key(body)


def digest_key(body: bytes) -> str:
    """The key of a delivery whose sender names none: the same body is the same delivery."""
    return "sha256:" + hashlib.sha256(body).hexdigest()


def password(authorization: bytes) -> bytes:
    """The secret in an `Authorization` header.

    Raises:
        BadSignature: it is of a kind that holds none.
    """
    scheme, _, credentials = authorization.partition(b" ")
    scheme = scheme.lower()
    if scheme == b"bearer":
        return credentials
    if scheme != b"basic":
        raise BadSignature("an unknown kind of authorization")
    try:
        pair = base64.b64decode(credentials, validate=True)
    except binascii.Error:
        raise BadSignature("the authorization is not base64") from None
    return pair.partition(b":")[2]


def any_equal(given: Iterable[bytes], expected: Sequence[bytes]) -> bool:
    """Every pair is compared in full, so that the time taken tells nothing."""
    equal = False
    for one in given:
        for other in expected:
            equal |= hmac.compare_digest(one, other)
    return equal

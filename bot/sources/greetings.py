"""Handshakes: what a vendor asks by GET before it sends anything.

Both kinds hand back something of the caller's, so the caller's words are held to an alphabet in which
nobody can write a body, a page or a script.
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Mapping, Sequence

from bot.ports import Greeting

Query = Mapping[str, Sequence[str]]

_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{1,256}")
_CRC_TOKEN = re.compile(r"[A-Za-z0-9_=+/-]{1,256}")
"""No brace, quote or colon: else anybody could have a forged body signed, for the answer is made with the
very secret and digest that prove a delivery."""


def hub_challenge(query: Query, verify_token: str) -> Greeting | None:
    """Meta's: the challenge goes back if the token is the one that was set in the app's dashboard."""
    mode, token, challenge = (_one(query, f"hub.{name}") for name in ("mode", "verify_token", "challenge"))
    known = hmac.compare_digest(token.encode(), verify_token.encode())
    if mode != "subscribe" or not known or not _CHALLENGE.fullmatch(challenge):
        return None
    return Greeting(challenge.encode(), "text/plain")


def crc_answer(query: Query, secret: bytes) -> Greeting | None:
    """X's challenge-response check: the token signed with the app's secret."""
    token = _one(query, "crc_token")
    if not _CRC_TOKEN.fullmatch(token):
        return None
    digest = base64.b64encode(hmac.digest(secret, token.encode(), hashlib.sha256)).decode()
    return Greeting(json.dumps({"response_token": f"sha256={digest}"}).encode(), "application/json")


def _one(query: Query, name: str) -> str:
    """A parameter that came once; empty otherwise."""
    values = query.get(name, ())
    return values[0] if len(values) == 1 else ""

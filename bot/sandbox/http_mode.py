"""HTTP mode: signed requests to the app's own address
(https://docs.slack.dev/authentication/verifying-requests-from-slack)."""

import hashlib
import hmac
import json
from urllib.parse import urlencode

import aiohttp

from bot.sandbox.delivery import NOT_CONNECTED, NOT_IN_TIME, Kind, Retry
from bot.sandbox.shapes import Clock, Json, NoAnswer


class HttpMode:
    """Posts to `request_url`, signed with `signing_secret`."""

    def __init__(self, request_url: str, signing_secret: str, clock: Clock, ack_seconds: float) -> None:
        self._request_url = request_url
        self._signing_secret = signing_secret
        self._clock = clock
        self._ack_seconds = ack_seconds

    @property
    def connected(self) -> bool:
        """There is no standing connection that could be missing."""
        return True

    async def deliver(self, kind: Kind, payload: Json, retry: Retry) -> Json:
        """Post one payload; the acknowledgement is the answer, which has to be a 200."""
        content_type, body = _encoded(kind, payload)
        headers = {"Content-Type": content_type} | self._signed(body) | _retried(retry)
        timeout = aiohttp.ClientTimeout(total=self._ack_seconds)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout, trust_env=False) as session,
                session.post(self._request_url, data=body, headers=headers) as answer,
            ):
                text = await answer.text()
        except aiohttp.ClientError:
            raise NoAnswer(NOT_CONNECTED) from None
        except TimeoutError:
            raise NoAnswer(NOT_IN_TIME) from None
        if answer.status != 200:
            raise NoAnswer(f"The app answered with an error ({answer.status}).")
        return _acknowledgement(text, answer.content_type)

    def _signed(self, body: bytes) -> dict[str, str]:
        timestamp = str(int(self._clock()))
        signed = f"v0:{timestamp}:".encode() + body
        digest = hmac.new(self._signing_secret.encode(), signed, hashlib.sha256).hexdigest()
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def _encoded(kind: Kind, payload: Json) -> tuple[str, bytes]:
    if kind == "events_api":
        return "application/json", json.dumps(payload).encode()
    fields = payload if kind == "slash_commands" else {"payload": json.dumps(payload)}
    return "application/x-www-form-urlencoded", urlencode(fields).encode()


def _retried(retry: Retry) -> dict[str, str]:
    if not retry.attempt:
        return {}
    return {"X-Slack-Retry-Num": str(retry.attempt), "X-Slack-Retry-Reason": retry.reason}


def _acknowledgement(text: str, content_type: str) -> Json:
    if not text:
        return {}
    if content_type != "application/json":
        return {"text": text}
    payload = json.loads(text)
    return payload if isinstance(payload, dict) else {}

"""A webhook of the team's own, signed by Standard Webhooks: for paging tools that are not PagerDuty."""

import json

import httpx2

from bot.phones.posting import post
from bot.ports import Now, PhoneCall
from bot.signing import signature, signing_key

NAME = "webhook"


class WebhookPhone:
    """Implements `ports.Phone`. `webhook-id` stays the same when a call is repeated."""

    def __init__(self, url: str, secret: str, client: httpx2.AsyncClient, now: Now) -> None:
        """Raises `ValueError` if the secret is no `whsec_…` one."""
        self._url = url
        self._key = signing_key(secret)
        self._client = client
        self._now = now

    async def send(self, call: PhoneCall) -> None:
        """One signed call."""
        body, id = _body(call), f"{call.key}:{call.act}".replace(".", "_")
        stamp = str(int(self._now().timestamp()))
        headers = {
            "Content-Type": "application/json",
            "webhook-id": id,
            "webhook-timestamp": stamp,
            "webhook-signature": signature(self._key, id.encode(), stamp.encode(), body).decode(),
        }
        await post(self._client, "Your on-call webhook", self._url, body, headers)


def _body(call: PhoneCall) -> bytes:
    told = {
        "key": call.key,
        "severity": call.severity.name.lower(),
        "platform": call.platform,
        "why": call.why,
        "link": call.link,
    }
    said = {"type": f"oncall.{call.act}", "timestamp": call.at.isoformat(), "data": told}
    return json.dumps(said).encode()

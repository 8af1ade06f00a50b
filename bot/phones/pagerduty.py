"""PagerDuty, by Events API v2: https://developer.pagerduty.com/docs/send-alert-event

A step of a ladder triggers, taking it acknowledges, deciding on it resolves. The same key joins all three.
"""

import json
from typing import Any

import httpx2

from bot.models import Severity
from bot.phones.posting import post
from bot.ports import PhoneCall

NAME = "pagerduty"
MAX_SUMMARY = 1_024
_SEVERITY = {
    Severity.LOW: "info",
    Severity.NORMAL: "warning",
    Severity.HIGH: "error",
    Severity.CRITICAL: "critical",
}


class PagerDuty:
    """Implements `ports.Phone`."""

    def __init__(self, url: str, routing_key: str, source: str, client: httpx2.AsyncClient) -> None:
        """`source` names this installation to whoever is called."""
        self._url = url
        self._routing_key = routing_key
        self._source = source
        self._client = client

    async def send(self, call: PhoneCall) -> None:
        """One event; PagerDuty knows a repeated one by its key."""
        body = json.dumps(self.event(call)).encode()
        await post(self._client, "PagerDuty", self._url, body, {"Content-Type": "application/json"})

    def event(self, call: PhoneCall) -> dict[str, Any]:
        """The body, without a word of the post."""
        event: dict[str, Any] = {
            "routing_key": self._routing_key,
            "event_action": call.act,
            "dedup_key": call.key,
        }
        if call.act != "trigger":
            return event
        event["payload"] = {
            "summary": f"{call.why} ({call.severity.name.lower()}, {call.platform})"[:MAX_SUMMARY],
            "source": self._source,
            "severity": _SEVERITY[call.severity],
            "timestamp": call.at.isoformat(),
            "component": call.platform,
            "class": "negative-mention",
        }
        event["client"] = "Amends"
        event["links"] = [{"href": call.link, "text": "Open in Slack"}] if call.link else []
        return event

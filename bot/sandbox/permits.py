"""Short-lived permits that come with every interaction: `trigger_id` and `response_url`."""

import secrets
from dataclasses import dataclass

from bot.sandbox.shapes import SlackError

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60.0
RESPONSE_USES = 5
"""https://docs.slack.dev/interactivity/handling-user-interaction"""


@dataclass
class Trigger:
    """Lets the app open a modal for `user`; `view_id` is the modal in which the person acted, if any."""

    user: str
    view_id: str | None
    at: float
    used: bool = False


@dataclass
class Response:
    """Lets the app answer into `channel`; `message_ts` is the message that was acted on, if any."""

    user: str
    channel: str
    message_ts: str | None
    at: float
    uses: int = 0


class Permits:
    """All permits; those that are long expired are forgotten."""

    def __init__(self) -> None:
        self._triggers: dict[str, Trigger] = {}
        self._responses: dict[str, Response] = {}

    def trigger(self, user: str, view_id: str | None, now: float) -> str:
        """A new `trigger_id`."""
        _forget(self._triggers, now - 60 * TRIGGER_SECONDS)
        trigger_id = f"{int(now * 1000)}.{secrets.token_hex(12)}"
        self._triggers[trigger_id] = Trigger(user, view_id, now)
        return trigger_id

    def exchange(self, trigger_id: str, now: float) -> Trigger:
        """The permit behind a `trigger_id`: once, and within three seconds."""
        trigger = self._triggers.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if now - trigger.at > TRIGGER_SECONDS:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger

    def response(self, user: str, channel: str, message_ts: str | None, now: float) -> str:
        """The token of a new `response_url`."""
        _forget(self._responses, now - RESPONSE_SECONDS)
        token = secrets.token_urlsafe(18)
        self._responses[token] = Response(user, channel, message_ts, now)
        return token

    def respond(self, token: str, now: float) -> Response:
        """The permit behind a `response_url`: five times, within thirty minutes."""
        response = self._responses.get(token)
        if response is None or now - response.at > RESPONSE_SECONDS:
            raise SlackError("expired_url")
        if response.uses >= RESPONSE_USES:
            raise SlackError("used_url")
        response.uses += 1
        return response


def _forget(permits: dict[str, Trigger] | dict[str, Response], before: float) -> None:
    for key in [key for key, permit in permits.items() if permit.at < before]:
        del permits[key]

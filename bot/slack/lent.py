"""Addresses that Slack lends with each click, to answer the clicked message by: they cost no `chat.update`.

They are kept in memory only. Whoever loses one shows the change by `chat.update` as soon as there is room.
"""

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from bot.ports import Now

LENT_FOR = timedelta(minutes=29)
"""Slack takes them for 30 minutes (https://docs.slack.dev/interactivity/handling-user-interaction)."""
USES = 5
KEPT = 1_000
"""Messages; the oldest is forgotten first."""
SLACKS_HOST = "hooks.slack.com"


@dataclass
class _Loan:
    url: str
    until: datetime
    left: int = USES


class Lent:
    """The newest address for each message, by channel and `ts`."""

    def __init__(self, now: Now, api_url: str) -> None:
        """`api_url` is where calls go: another host than Slack's own may lend addresses of itself."""
        self._now = now
        self._hosts = {SLACKS_HOST, urlsplit(api_url).netloc}
        self._loans: OrderedDict[tuple[str, str], _Loan] = OrderedDict()

    def note(self, body: dict[str, Any]) -> None:
        """Remember what came with a press on a message; other bodies lend nothing."""
        where = body.get("container") or {}
        channel, ts, url = where.get("channel_id"), where.get("message_ts"), body.get("response_url")
        if not (channel and ts and url) or urlsplit(url).netloc not in self._hosts:
            return
        self._loans[channel, ts] = _Loan(url, self._now() + LENT_FOR)
        self._loans.move_to_end((channel, ts))
        while len(self._loans) > KEPT:
            self._loans.popitem(last=False)

    def take(self, channel: str | None, ts: str | None) -> str | None:
        """Use an address once; `None` if there is none for this message, or it is used up."""
        loan = self._loans.get((channel or "", ts or ""))
        if loan is None or loan.left <= 0 or loan.until <= self._now():
            return None
        loan.left -= 1
        return loan.url

    def forget(self, channel: str | None, ts: str | None) -> None:
        """Slack does not take it any more."""
        self._loans.pop((channel or "", ts or ""), None)

    def clicked(self) -> Collection[str]:
        """The `ts` of messages that people have pressed something on lately."""
        now = self._now()
        for place in [place for place, loan in self._loans.items() if loan.until <= now]:
            del self._loans[place]
        return [ts for _channel, ts in self._loans]

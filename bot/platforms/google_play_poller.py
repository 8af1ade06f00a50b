"""Google Play: reviews of one app, as they are written and rewritten.

`reviews.list` gives those of the last week, the most recently written first
(developers.google.com/android-publisher/reply-to-reviews), so that a turn goes on page by page until it meets
what was known. Deleted reviews simply do not come any more: nobody tells of them.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import Any

import httpx2

from bot.errors import PollFault
from bot.platforms.api import Api, Reply
from bot.platforms.google_play_reviews import PLATFORM, changed_at, post_of
from bot.platforms.google_token import GoogleToken, ServiceAccount
from bot.platforms.odd_json import items, obj, words
from bot.ports import Now, Polled, Poller
from bot.settings import Settings

PAGE = 100
"""What one answer may hold at most."""
MAX_PAGES = 50
"""Of one turn; 5,000 reviews of a week."""


@dataclass(frozen=True)
class _Place:
    """Where one app's reviews are read. `mark` is in nanoseconds, `at_mark` are that instant's reviews."""

    package: str
    mark: int = 0
    at_mark: Sequence[str] = ()
    page: str = ""
    pages: int = 0
    next_mark: int = 0
    next_at_mark: Sequence[str] = ()

    @classmethod
    def load(cls, cursor: str | None, package: str) -> "_Place":
        """From a cursor; a fresh place if it is another app's or cannot be read."""
        try:
            place = cls(**json.loads(cursor or ""))
        except (ValueError, TypeError):
            return cls(package)
        return place if place.package == package else cls(package)

    def is_new(self, review: Mapping[str, Any]) -> bool:
        """Whether it was written since the last finished turn."""
        at = changed_at(review)
        return at > self.mark or (at == self.mark and review.get("reviewId") not in self.at_mark)

    def seen(self, reviews: Sequence[Mapping[str, Any]]) -> "_Place":
        """With the newest instant of this turn, and the reviews that belong to it."""
        mark = max([self.next_mark, self.mark, *map(changed_at, reviews)])
        kept = self.next_at_mark if self.next_mark == mark else self.at_mark if self.mark == mark else ()
        ids = [str(one["reviewId"]) for one in reviews if changed_at(one) == mark]
        return replace(self, next_mark=mark, next_at_mark=list(dict.fromkeys([*kept, *ids])))

    def finished(self) -> "_Place":
        """This turn met what was known."""
        return _Place(self.package, self.next_mark, self.next_at_mark)


class GooglePlayPoller:
    """Reads the reviews of one app."""

    name = platform = PLATFORM

    def __init__(
        self,
        url: str,
        package: str,
        account: ServiceAccount,
        client: httpx2.AsyncClient,
        now: Now,
        period: timedelta,
    ) -> None:
        self._reviews = f"{url.rstrip('/')}/androidpublisher/v3/applications/{package}/reviews"
        self._package = package
        self._api = Api(self.name, client, now)
        self._token = GoogleToken(account, self._api, now)
        self.period = period
        """Between two questions; 200 calls an hour are allowed."""

    async def who(self) -> str:
        """The app, once its reviews can be read."""
        await self._list({"maxResults": "1"})
        return self._package

    async def poll(self, cursor: str | None) -> Polled:
        """See `Poller`."""
        place = _Place.load(cursor, self._package)
        body = await self._page(place)
        found = [one for one in items(body.get("reviews")) if isinstance(obj(one).get("reviewId"), str)]
        posts = [post_of(one, self._package) for one in reversed(found) if place.is_new(one)]
        onward = words(obj(body.get("tokenPagination")).get("nextPageToken"))
        met_known = any(changed_at(one) < place.mark for one in found)
        is_end = not found or not onward or met_known or place.pages + 1 >= MAX_PAGES
        place = place.seen(found)
        place = place.finished() if is_end else replace(place, page=onward or "", pages=place.pages + 1)
        cursor = json.dumps(asdict(place), separators=(",", ":"))
        return Polled(posts, cursor, self._package, more=not is_end)

    async def _page(self, place: _Place) -> Mapping[str, Any]:
        asked = {"maxResults": str(PAGE)}
        try:
            return await self._list({**asked, "token": place.page} if place.page else asked)
        except PollFault as fault:
            # A page that Google does not know any more: begin anew, what is known changes nothing.
            if not (place.page and fault.permanent):
                raise
            return await self._list(asked)

    async def _list(self, asked: Mapping[str, str]) -> Mapping[str, Any]:
        reply = await self._ask(asked)
        if reply.status == 401:
            self._token.forget()
            reply = await self._ask(asked)
        body = self._api.good(reply).body
        if not isinstance(body, dict):
            raise self._api.strange()
        return body

    async def _ask(self, asked: Mapping[str, str]) -> Reply:
        headers = await self._token.bearer()
        return await self._api.ask("GET", self._reviews, params=dict(asked), headers=headers)


def google_play(settings: Settings, client: httpx2.AsyncClient, now: Now) -> Poller | None:
    """The poller, if an app and a key are configured."""
    package, key = settings.google_play_package, settings.google_play_service_account
    if not package or key is None:
        return None
    account = ServiceAccount.load(key.get_secret_value())
    period = timedelta(seconds=settings.google_play_poll_seconds)
    return GooglePlayPoller(settings.google_play_url, package, account, client, now, period)

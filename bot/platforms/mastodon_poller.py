"""Mastodon, and servers that speak its API: who mentions our account, and what they change later.

`GET /api/v1/notifications` (docs.joinmastodon.org/methods/notifications): forward from the last known id, the
oldest first, so that nothing is left out however much came meanwhile. When there is nothing new, the newest
page is looked at again: posts that were edited, are gone, or were told of late.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import httpx2

from bot.platforms.api import Api
from bot.platforms.mastodon_place import KNOWN, Place, edited_at, in_order
from bot.platforms.mastodon_posts import PLATFORM, gone, post_of
from bot.platforms.odd_json import obj, when
from bot.ports import Now, Polled, Poller, Post
from bot.settings import Settings

PAGE = 80
"""What one answer may hold at most."""
LOOK_BACK = timedelta(days=30)
"""How much of the past is read at the first connection."""
MAX_PAGES_BACK = 25
MAX_LOOKED_UP = 5
"""Posts asked after in one turn, to learn whether they are gone."""

_NEXT = re.compile(r'<([^>]+)>;\s*rel="?next"?')
_ANYWHERE = (404, 410)


@dataclass(frozen=True)
class _Me:
    id: str
    acct: str


class MastodonPoller:
    """Reads one account's mentions."""

    name = platform = PLATFORM

    def __init__(self, url: str, token: str, client: httpx2.AsyncClient, now: Now, period: timedelta) -> None:
        """`url` is the server's address; `token` may read accounts, notifications and statuses."""
        self._url = url.rstrip("/")
        self._host = urlsplit(self._url).netloc
        self._headers = {"Authorization": f"Bearer {token}"}
        self._api = Api(self.name, client, now)
        self._now = now
        self.period = period
        """Between two questions; each takes two calls of the 300 that are allowed in five minutes."""
        self._me: _Me | None = None

    async def who(self) -> str:
        """The account with its server."""
        return f"@{(await self._account()).acct}@{self._host}"

    async def poll(self, cursor: str | None) -> Polled:
        """See `Poller`."""
        me = await self._account()
        place = Place.load(cursor, f"{me.id}@{self._host}")
        if place.back or not place.newest:
            return await self._back(place, me)
        return await self._forward(place, me)

    async def _account(self) -> _Me:
        if self._me is None:
            said = obj((await self._get("/api/v1/accounts/verify_credentials")).body)
            if not isinstance(said.get("id"), str):
                raise self._api.strange()
            self._me = _Me(said["id"], str(said.get("acct") or said.get("username") or said["id"]))
        return self._me

    async def _back(self, place: Place, me: _Me) -> Polled:
        """A page of the past, and whether there is more of it to read."""
        found, older = await self._page({"max_id": place.back} if place.back else {}, PAGE)
        ids = [one["id"] for one in found]
        oldest = when(found[-1].get("created_at")) if found else None
        is_far = oldest is None or oldest < self._now() - LOOK_BACK
        is_end = not found or is_far or place.pages_back + 1 >= MAX_PAGES_BACK
        place = replace(
            place,
            newest=max([place.newest, *ids], key=in_order),
            back="" if is_end else older,
            pages_back=0 if is_end else place.pages_back + 1,
        )
        recent = [one for one in found if not self._is_too_old(one)]
        return self._polled(place.with_known(found), self._posts(recent, me), more=not is_end)

    def _is_too_old(self, notification: Mapping[str, Any]) -> bool:
        at = when(notification.get("created_at"))
        return at is not None and at < self._now() - LOOK_BACK

    async def _forward(self, place: Place, me: _Me) -> Polled:
        found, _older = await self._page({"min_id": place.newest}, PAGE)
        if not found:
            return await self._look_again(place, me)
        new = [one for one in found if one["id"] not in place.known]
        newest = max([place.newest, *(one["id"] for one in found)], key=in_order)
        place = replace(place, newest=newest).with_known(new)
        return self._polled(place, self._posts(new, me), more=True)

    async def _look_again(self, place: Place, me: _Me) -> Polled:
        """The newest page once more: what its authors changed, and what was told of late."""
        found, _older = await self._page({}, KNOWN)
        late = [one for one in found if _is_late(one, place)]
        edited = [one for one in found if _is_edited(one, place)]
        missing = _missing(found, place)[:MAX_LOOKED_UP]
        asked = [place.known[id].status_id for id in missing]
        lost = [gone(one, self._host) for one in asked if await self._is_gone(one)]
        posts = [*self._posts(late, me), *self._posts(edited, me, "edited"), *lost]
        return self._polled(place.with_known([*late, *edited], forget=missing), posts)

    async def _is_gone(self, status_id: str) -> bool:
        """Whether the post itself is not there, rather than only the notification of it."""
        if not status_id:
            return False
        url = f"{self._url}/api/v1/statuses/{quote(status_id, safe='')}"
        reply = await self._api.ask("GET", url, headers=self._headers)
        return reply.status in _ANYWHERE or self._api.good(reply) is None

    async def _page(self, where: Mapping[str, str], limit: int) -> tuple[list[Mapping[str, Any]], str]:
        """Notifications of mentions, the newest first, and what the page before them is asked by."""
        asked = {"types[]": "mention", "limit": str(limit), **where}
        reply = await self._get("/api/v1/notifications", params=asked)
        if not isinstance(reply.body, list):
            raise self._api.strange()
        found: list[Mapping[str, Any]] = [
            one for one in reply.body if isinstance(one, dict) and isinstance(one.get("id"), str)
        ]
        found.sort(key=lambda one: in_order(one["id"]), reverse=True)
        return found, _older_than(reply.headers.get("link")) or (found[-1]["id"] if found else "")

    async def _get(self, path: str, **request: Any) -> Any:
        return await self._api.get(f"{self._url}{path}", headers=self._headers, **request)

    def _posts(self, found: Sequence[Mapping[str, Any]], me: _Me, event: str = "created") -> list[Post]:
        """Others' mentions of us, the oldest first."""
        return [
            post_of(one, self._host, event)
            for one in reversed(found)
            if one.get("type") == "mention" and obj(one.get("account")).get("id") != me.id
        ]

    def _polled(self, place: Place, posts: Sequence[Post], *, more: bool = False) -> Polled:
        return Polled(posts, place.dump(), place.account, more)


def mastodon(settings: Settings, client: httpx2.AsyncClient, now: Now) -> Poller | None:
    """The poller, if its server and token are configured."""
    url, token = settings.mastodon_url, settings.mastodon_access_token
    if url is None or token is None:
        return None
    period = timedelta(seconds=settings.mastodon_poll_seconds)
    return MastodonPoller(url, token.get_secret_value(), client, now, period)


def _older_than(link: str | None) -> str | None:
    """The `max_id` of the Link header's next page. Only the id: the address may be anybody's."""
    hit = _NEXT.search(link or "")
    return parse_qs(urlsplit(hit.group(1)).query).get("max_id", [None])[0] if hit else None


def _is_late(notification: Mapping[str, Any], place: Place) -> bool:
    """Told of only now, though others that came after it are known: servers number before they commit."""
    began = min(place.known, key=in_order, default=None)
    id = notification["id"]
    return began is not None and id not in place.known and in_order(id) > in_order(began)


def _is_edited(notification: Mapping[str, Any], place: Place) -> bool:
    known = place.known.get(notification["id"])
    return known is not None and known.edited_at != edited_at(notification)


def _missing(found: Sequence[Mapping[str, Any]], place: Place) -> list[str]:
    """Known notifications that stood on this page and do not any more."""
    ids = {one["id"] for one in found}
    is_whole = len(found) < KNOWN
    oldest = min(ids, key=in_order, default="")
    return [id for id in place.known if id not in ids and (is_whole or in_order(id) > in_order(oldest))]

"""Bluesky: who mentions, answers or quotes our account, and what they take back.

`app.bsky.notification.listNotifications`, the newest first. Its time is the smaller of the author's and the
network's, so that a post may appear below others that are known: everything on the first page that is not
known by name counts as new. A post that claims to be older than the last hundred is seen neither here nor in
the app.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import httpx2

from bot.errors import PollFault
from bot.platforms.bluesky_place import Place, at_of
from bot.platforms.bluesky_posts import PLATFORM, REASONS, gone, post_of
from bot.platforms.bluesky_session import BlueskySession
from bot.platforms.odd_json import items, obj, words
from bot.ports import Now, Polled, Poller, Post
from bot.settings import Settings

PAGE = 100
LOOK_BACK = timedelta(days=30)
"""How much of the past is read at the first connection."""
MAX_PAGES = 25
"""Of one turn; 2,500 posts."""
MAX_LOOKED_UP = 25
"""What `app.bsky.feed.getPosts` takes."""


class BlueskyPoller:
    """Reads one account's notifications."""

    name = platform = PLATFORM

    def __init__(self, session: BlueskySession, now: Now, period: timedelta) -> None:
        self._session = session
        self._now = now
        self.period = period
        """Between two questions; each takes one call of the 3,000 that are allowed in five minutes."""

    async def who(self) -> str:
        """The account's handle."""
        return f"@{await self._session.handle()}"

    async def poll(self, cursor: str | None) -> Polled:
        """See `Poller`."""
        did = await self._session.did()
        floor = f"{self._now() - LOOK_BACK:%Y-%m-%dT%H:%M:%S}"
        place = Place.load(cursor, did, floor)
        listed, older = await self._page(place)
        found = [one for one in listed if one.get("reason") in REASONS]
        new = [one for one in found if place.is_new(one)]
        posts = [_dated(post, place) for post in self._posts(new, did)]
        if not place.page:
            more, place = await self._changes(listed, place, did)
            posts += more
        place, is_end = _gone_on(place.with_known(new), found, listed, older)
        return Polled(posts, place.dump(), did, more=not is_end)

    async def _changes(
        self, listed: Sequence[Mapping[str, Any]], place: Place, did: str
    ) -> tuple[list[Post], Place]:
        """What the authors of known posts on the first page did to them, and the place that knows it."""
        changed = [one for one in listed if _is_changed(one, place)]
        missing = _missing(listed, place)[:MAX_LOOKED_UP]
        lost = await self._gone(missing)
        posts = [*self._posts(changed, did, "edited"), *(gone(uri) for uri in lost)]
        return posts, place.with_known(changed, forget=missing)

    async def _page(self, place: Place) -> tuple[list[Mapping[str, Any]], str]:
        """Notifications, the newest first, and the network's name of the page before."""
        asked: list[tuple[str, str | int]] = [("limit", PAGE), *(("reasons", one) for one in REASONS)]
        try:
            body = await self._list([*asked, ("cursor", place.page)] if place.page else asked)
        except PollFault as fault:
            # A page that the network does not know any more: begin anew, what is known is left out.
            if not (place.page and fault.permanent):
                raise
            body = await self._list(asked)
        listed = body.get("notifications")
        if not isinstance(listed, list):
            raise self._session.api.strange()
        found: list[Mapping[str, Any]] = [
            one for one in listed if isinstance(one, dict) and isinstance(one.get("uri"), str)
        ]
        return found, (words(body.get("cursor")) or "") if listed else ""

    async def _list(self, asked: Sequence[tuple[str, str | int]]) -> dict[str, Any]:
        return await self._session.get("app.bsky.notification.listNotifications", params=list(asked))

    async def _gone(self, uris: Sequence[str]) -> list[str]:
        """Those of the posts that the network does not show any more."""
        if not uris:
            return []
        body = await self._session.get("app.bsky.feed.getPosts", params=[("uris", uri) for uri in uris])
        there = {obj(one).get("uri") for one in items(body.get("posts"))}
        return [uri for uri in uris if uri not in there]

    def _posts(self, found: Sequence[Mapping[str, Any]], did: str, event: str = "created") -> list[Post]:
        """Others' posts, the oldest first."""
        return [post_of(one, event) for one in reversed(found) if obj(one.get("author")).get("did") != did]


def bluesky(settings: Settings, client: httpx2.AsyncClient, now: Now) -> Poller | None:
    """The poller, if its account is configured."""
    handle, password = settings.bluesky_handle, settings.bluesky_app_password
    if not handle or password is None:
        return None
    url, secret = settings.bluesky_pds_url, password.get_secret_value()
    session = BlueskySession(PLATFORM, url, handle.removeprefix("@"), secret, client, now)
    return BlueskyPoller(session, now, timedelta(seconds=settings.bluesky_poll_seconds))


def _dated(post: Post, place: Place) -> Post:
    """The post with the time that can be believed: an author may set it back.

    Only the first turn meets the past. After it, what appears below things that were read before has a time
    that nobody vouches for.
    """
    if place.is_first:
        return post
    at = str(post.fields["posted_at"] or "")
    return Post(post.fields if at >= place.mark else {**post.fields, "posted_at": None}, post.told)


def _gone_on(
    place: Place, found: Sequence[Mapping[str, Any]], listed: Sequence[Mapping[str, Any]], older: str
) -> tuple[Place, bool]:
    """The place after this page, and whether it was the last of its turn."""
    newest = max((at_of(one) for one in found), default="")
    oldest = min((at_of(one) for one in listed), default="")
    is_end = not older or oldest < max(place.floor, place.mark) or place.pages + 1 >= MAX_PAGES
    return place.finished(newest) if is_end else place.onward(older, newest), is_end


def _is_changed(item: Mapping[str, Any], place: Place) -> bool:
    known = place.known.get(item["uri"])
    return known is not None and known.cid != str(item.get("cid") or "")


def _missing(listed: Sequence[Mapping[str, Any]], place: Place) -> list[str]:
    """Known posts that stood on this page and do not any more."""
    uris, is_whole = {one["uri"] for one in listed}, len(listed) < PAGE
    oldest = min((at_of(one) for one in listed), default="")
    return [uri for uri, one in place.known.items() if uri not in uris and (is_whole or one.at > oldest)]

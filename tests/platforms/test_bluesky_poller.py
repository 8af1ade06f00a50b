"""What is particular to Bluesky: sessions, facets, claimed times, older servers."""

from datetime import timedelta
from typing import Any

import pytest

from bot.errors import PollFault
from bot.platforms.bluesky_posts import post_of, spelled_out
from bot.testing.poller_contract import read
from tests.builders import NOON
from tests.platforms.polled import on_bluesky

HOUR = timedelta(hours=1)
LINK = "app.bsky.richtext.facet#link"


def a_facet(start: Any, stop: Any, uri: Any, kind: str = LINK) -> dict[str, Any]:
    """As the lexicon has it."""
    return {"index": {"byteStart": start, "byteEnd": stop}, "features": [{"$type": kind, "uri": uri}]}


@pytest.mark.parametrize(
    ("text", "facets", "words"),
    [
        ("see example.org/a…", [a_facet(4, 20, "https://example.org/abc")], "see https://example.org/abc"),
        ("é see it", [a_facet(7, 9, "https://x.org")], "é see https://x.org"),
        ("two a b", [a_facet(4, 5, "https://a"), a_facet(6, 7, "https://b")], "two https://a https://b"),
        ("past the end", [a_facet(5, 99, "https://x.org")], "past the end"),
        ("backwards", [a_facet(5, 2, "https://x.org")], "backwards"),
        ("overlap", [a_facet(0, 5, "https://a"), a_facet(3, 7, "https://b")], "overhttps://b"),
        ("a mention", [a_facet(2, 9, "did:plc:x", "app.bsky.richtext.facet#mention")], "a mention"),
        ("odd", [None, 7, {"index": []}, a_facet("1", None, "https://a"), a_facet(True, 2, "x")], "odd"),
    ],
)
def test_links_are_spelled_out(text: str, facets: list[Any], words: str) -> None:
    said = spelled_out(text, facets)
    assert said == words or (text == "overlap" and said.count("https://") == 1)


def test_a_reply_says_where_the_thread_began() -> None:
    root, parent = {"uri": "at://r", "cid": "c1"}, {"uri": "at://p", "cid": "c2"}
    told = {
        "uri": "at://did:plc:jo/app.bsky.feed.post/3k1",
        "cid": "c3",
        "author": {"did": "did:plc:jo", "handle": "jo.test", "displayName": ""},
        "reason": "reply",
        "record": {"text": "Still waiting", "langs": ["en", "de"], "reply": {"root": root, "parent": parent}},
        "indexedAt": "2026-11-22T11:00:00.000Z",
    }
    said = post_of(told).fields

    assert said["target"] == {"uri": told["uri"], "cid": "c3", "root": root}
    assert (said["thread"], said["in_reply_to"], said["language"]) == ("at://r", "at://p", "en")
    assert said["url"] == "https://bsky.app/profile/did:plc:jo/post/3k1"
    assert said["author"] == {"id": "did:plc:jo", "handle": "jo.test", "name": "jo.test"}


def test_a_post_of_its_own_is_its_own_root() -> None:
    said = post_of({"uri": "at://a/b/c", "cid": "c", "record": {"text": "x"}}).fields

    assert said["target"]["root"] == {"uri": "at://a/b/c", "cid": "c"}


@pytest.mark.parametrize(
    "record", [None, 7, [], {"text": 7, "langs": "en", "reply": [], "embed": {"images": 7}}]
)
def test_an_odd_record_is_told_without_words(record: object) -> None:
    assert post_of({"uri": "at://a/b/c", "record": record}).fields["text"] == "(no words)"


async def test_one_session_is_made_and_then_refreshed() -> None:
    async with on_bluesky() as stage:
        poller = stage.poller()
        place = await read(poller)
        for _ in range(5):
            stage.network.expire()
            place = await read(poller, place.cursor)

        assert (stage.network.sessions, stage.network.refreshes) == (1, 5)


async def test_a_session_that_cannot_be_refreshed_is_made_anew() -> None:
    async with on_bluesky() as stage:
        poller = stage.poller()
        place = await read(poller)
        stage.network.expire(refresh=True)
        id = stage.write("Trouble", HOUR)

        assert (await read(poller, place.cursor)).ids == [id]
        assert stage.network.sessions == 2


async def test_a_wrong_password_is_refused_for_good_and_not_repeated_in_words() -> None:
    async with on_bluesky() as stage:
        with pytest.raises(PollFault) as refused:
            await stage.poller("canary-7f3d").poll(None)

        assert refused.value.permanent
        assert "canary" not in repr(refused.value)


async def test_likes_and_follows_are_no_posts_even_if_an_older_server_lists_them() -> None:
    async with on_bluesky() as stage:
        stage.network.filters = False
        start = await read(stage.poller())
        id = stage.write("Trouble", 2 * HOUR)
        for number in range(150):
            stage.network.notify("", NOON - HOUR, by=f"did:plc:{number}", reason="like")

        then = await read(stage.poller(), start.cursor)

        assert then.ids == [id]
        assert (await read(stage.poller(), then.cursor)).posts == []


@pytest.mark.parametrize("reason", ["mention", "reply", "quote"])
async def test_all_that_speaks_to_us_is_heard(reason: str) -> None:
    async with on_bluesky() as stage:
        id = stage.network.notify("Trouble", NOON - HOUR, reason=reason)

        assert (await read(stage.poller())).ids == [id]


async def test_a_post_that_claims_an_earlier_time_is_not_left_out() -> None:
    async with on_bluesky() as stage:
        for number in range(5):
            stage.write(f"Trouble {number}", HOUR * (5 - number))
        start = await read(stage.poller())
        backdated = stage.write("I wrote this hours ago", 3 * HOUR + HOUR / 2)

        then = await read(stage.poller(), start.cursor)

        assert then.ids == [backdated]
        (post,) = then.posts
        assert (post.told_at, post.fields["posted_at"]) == (None, None), "nobody vouches for its time"


async def test_only_at_the_first_connection_is_a_post_from_before_it() -> None:
    async with on_bluesky() as stage:
        empty = await read(stage.poller())
        stage.write("Trouble", HOUR)

        (first,) = (await read(stage.poller())).posts
        (later,) = (await read(stage.poller(), empty.cursor)).posts

        assert (first.told_at, later.told_at) == (NOON - HOUR, None)
        assert later.fields["posted_at"] == first.fields["posted_at"]


async def test_a_hidden_post_is_not_taken_for_a_deleted_one() -> None:
    async with on_bluesky() as stage:
        hidden = stage.write("Trouble", 2 * HOUR)
        stage.write("More", HOUR)
        start = await read(stage.poller())
        stage.network.hidden = {hidden}

        assert (await read(stage.poller(), start.cursor)).posts == []


async def test_a_page_that_the_network_has_forgotten_is_begun_anew() -> None:
    async with on_bluesky() as stage:
        ids = {stage.write(f"Trouble {number}", HOUR * number / 100) for number in range(150)}
        first = await stage.poller().poll(None)
        cursor = first.cursor.replace("::", "..")

        rest = await read(stage.poller(), cursor)

        assert {*(str(one.fields["id"]) for one in first.posts), *rest.ids} == ids

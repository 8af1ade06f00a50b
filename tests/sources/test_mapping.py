"""Field maps: where values come from, what tells posts apart, and HTML as words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Unreadable
from bot.sources.mapping import FieldMap, id_of_url, platform_of
from bot.sources.places import items_at, value_at
from bot.sources.plain_text import words_of


def a_map(**parts: Any) -> FieldMap:
    whole = {"platform": {"value": "reddit"}, "fields": {"id": "id", "text": "text"}} | parts
    return FieldMap.model_validate(whole)


@pytest.mark.parametrize(
    ("place", "found"),
    [("a", {"b": [1]}), ("a.b", [1]), ("a.b.c", None), ("x.y", None), ("^.z", 9), ("^.z.q", None)],
)
def test_a_place_leads_to_what_stands_there_or_to_nothing(place: str, found: object) -> None:
    assert value_at(({"a": {"b": [1]}}, {"z": 9}), place) == found


def test_lists_in_lists_are_walked_and_each_item_knows_its_owner() -> None:
    document = {"entry": [{"id": 1, "changes": ["a", "b"]}, {"id": 2, "changes": ["c"]}, {"id": 3}]}

    found = [(item, owner["id"]) for item, owner in items_at(document, "entry[].changes[]") if owner]

    assert found == [("a", 1), ("b", 1), ("c", 2), (None, 3)]


def test_of_several_places_the_first_that_holds_something_counts() -> None:
    read = a_map(fields={"id": ["a", "b"], "text": "text"})

    assert [one["id"] for one in posts(read, [{"a": "", "b": 7}, {"a": 1, "b": 2}])] == [7, 1]


def test_joined_texts_leave_out_a_title_that_only_begins_the_text() -> None:
    read = a_map(fields={"id": "id", "text": {"path": ["title", "text"], "join": "\n\n"}})
    told = posts(
        read, [{"title": "Late", "text": "Late again"}, {"title": "Late", "text": "Rude"}, {"text": "So"}]
    )

    assert [one["text"] for one in told] == ["Late again", "Late\n\nRude", "So"]


def test_a_joined_id_is_whole_or_none() -> None:
    read = a_map(fields={"id": {"path": ["topic", "n"], "join": "-", "complete": True}, "text": "text"})

    told = posts(read, [{"topic": 7, "n": 71}, {"topic": 7}])

    assert [one.get("id") for one in told] == ["7-71", None]


def test_words_of_the_vendor_become_ours_and_others_stay() -> None:
    read = a_map(platform={"take": {"path": "source", "names": {"twitter": "x"}}})

    assert [one["platform"] for one in posts(read, [{"source": "Twitter"}, {"source": "tiktok"}])] == [
        "x",
        "tiktok",
    ]


def test_what_is_about_no_post_is_left_out_and_an_unknown_event_is_told() -> None:
    read = a_map(
        only={"kind": ["comment"]},
        event={"path": "verb", "created": ["add"], "deleted": ["remove"], "ignored": ["hide"]},
    )
    items = [
        {"kind": "like", "verb": "add"},
        {"kind": "comment", "verb": "add", "id": 1},
        {"kind": "comment", "verb": "hide"},
        {"kind": "comment", "verb": "explode"},
        {"kind": "comment", "verb": {"a": 1}},
        {"kind": ["comment"], "verb": "add"},
    ]

    told = read.read(items)

    assert [one if isinstance(one, Unreadable) else one["event"] for one in told] == [
        "created",
        Unreadable("an event that the map of this source does not know"),
        Unreadable("an event that the map of this source does not know"),
    ]


def test_a_map_that_tells_no_posts_apart_is_refused() -> None:
    with pytest.raises(ValueError, match="an id or a url"):
        a_map(fields={"text": "text"})


@pytest.mark.parametrize(
    "url",
    [
        "https://www.reddit.com/r/a/comments/1/",
        "http://reddit.com/r/a/comments/1",
        "https://REDDIT.com:443/r/a/comments/1?utm_source=x&fbclid=1#top",
        " https://reddit.com/r/a/comments/1 ",
    ],
)
def test_one_post_has_one_id_however_its_address_is_written(url: str) -> None:
    assert id_of_url(url) == "https://reddit.com/r/a/comments/1"


@pytest.mark.parametrize("url", [None, "", 7, "x", "javascript:alert(1)", "http://[", "ftp://a/b", "//a/b"])
def test_what_is_no_address_is_no_id(url: object) -> None:
    assert id_of_url(url) is None


def test_other_posts_keep_other_ids() -> None:
    urls = ["https://n.com/i?id=1", "https://n.com/i?id=2", "https://n.com/I", "https://n.com/" + "a" * 900]

    assert len({id_of_url(url) for url in urls}) == 4
    assert all(len(id_of_url(url) or "") <= 256 for url in urls)


@pytest.mark.parametrize(
    ("url", "platform"),
    [
        ("https://old.reddit.com/r/a", "reddit"),
        ("https://reddit.com.evil.tld/", None),
        ("https://evilreddit.com/", None),
        ("https://twitter.com/jo/status/1", "x"),
        (None, None),
    ],
)
def test_a_network_is_told_by_its_own_hosts_only(url: object, platform: str | None) -> None:
    assert platform_of(url) == platform


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Two <b>hours</b> late", "Two hours late"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("a<br>b<BR/>c", "a\nb\nc"),
        ("5 < 6 && 7 > 2", "5 < 6 && 7 > 2"),
        ("&lt;!channel&gt; &amp;amp; &#39;", "<!channel> &amp; '"),
        ("a<script>alert('<p>')</script>b", "ab"),
        ("a<!-- <b>not</b> shown -->b", "ab"),
        ("a<style>p{}</style >b", "ab"),
        ("<a href='x>y'>link</a>", "y'>link"),
        ("İ<b>stanbul</b>", "İstanbul"),
        ("cut <b", "cut"),
        ("cut <!--", "cut"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
    ],
)
def test_html_is_read_as_its_words(source: str, words: str) -> None:
    assert words_of(source) == words


@given(st.text(alphabet="<>!-/ab script\n&;#", max_size=200))
def test_any_html_is_read_without_a_crash(source: str) -> None:
    assert isinstance(words_of(source), str)


def posts(read: FieldMap, document: Any) -> list[Any]:
    told = read.read(document)
    assert not [one for one in told if isinstance(one, Unreadable)]
    return list(told)

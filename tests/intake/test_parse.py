"""Every body becomes mentions and reasons; nothing vanishes and nothing crashes."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.mention import NewMention
from bot.intake.parse import MAX_ITEMS, parse
from bot.models import Event
from bot.text import clean
from tests.intake.bodies import COMPLAINT, a_post, body_of

FULL: dict[str, Any] = {
    "id": "1234",
    "platform": "x",
    "text": COMPLAINT,
    "event": "created",
    "brand": "harbourline",
    "url": "https://x.com/jo/status/1234",
    "posted_at": "2026-11-22T07:00:00Z",
    "language": "en",
    "author": {"id": "77", "handle": "jo", "name": "Jo Park", "followers": 1200},
    "thread": "1200",
    "in_reply_to": "1201",
    "target": {"in_reply_to_tweet_id": "1234"},
    "summoned": True,
    "stars": 1,
    "sentiment": -0.8,
}


def only(body: bytes) -> NewMention:
    parsed = parse(body)
    assert parsed.unusable == []
    (mention,) = parsed.mentions
    return mention


def reason(body: bytes) -> str:
    parsed = parse(body)
    assert parsed.mentions == []
    (item,) = parsed.unusable
    return item.reason


def test_a_full_mention_keeps_every_field() -> None:
    mention = only(json.dumps(FULL).encode())

    expected = FULL | {"posted_at": datetime(2026, 11, 22, 7, tzinfo=UTC), "event": Event.CREATED}
    assert mention.model_dump() == expected


def test_id_platform_and_text_are_enough() -> None:
    mention = only(body_of({"id": "1", "platform": "reddit", "text": COMPLAINT}))

    assert (mention.event, mention.author, mention.target) == (Event.CREATED, None, {})


def test_null_is_the_same_as_leaving_out() -> None:
    nothing: dict[str, Any] = dict.fromkeys(FULL.keys() - {"id", "platform", "text"})

    assert only(body_of(a_post("1", **nothing))) == only(body_of(a_post("1")))


@pytest.mark.parametrize(
    "body", [body_of(a_post("1"), a_post("2")), json.dumps({"mentions": [a_post("1"), a_post("2")]}).encode()]
)
def test_a_list_and_a_wrapped_list_give_all_in_order(body: bytes) -> None:
    assert [mention.id for mention in parse(body).mentions] == ["1", "2"]


def test_a_bad_one_does_not_harm_its_neighbours() -> None:
    parsed = parse(body_of(a_post("1"), {"id": "2"}, a_post("3")))

    assert [mention.id for mention in parsed.mentions] == ["1", "3"]
    assert [(item.position, item.reason) for item in parsed.unusable] == [(1, "platform is missing")]


@pytest.mark.parametrize(("given_id", "kept"), [(1234567890123456789, "1234567890123456789"), (" a ", "a")])
def test_an_id_may_be_a_whole_number_and_is_kept_as_text(given_id: Any, kept: str) -> None:
    assert only(body_of(a_post(given_id))).id == kept


@pytest.mark.parametrize(
    ("told", "when"),
    [
        ("2026-11-22T07:00:00", datetime(2026, 11, 22, 7, tzinfo=UTC)),
        ("2026-11-22T07:00:00+02:00", datetime(2026, 11, 22, 5, tzinfo=UTC)),
        ("20261122T070000Z", datetime(2026, 11, 22, 7, tzinfo=UTC)),
        ("2026-11-22", datetime(2026, 11, 22, tzinfo=UTC)),
        (1795330800, datetime(2026, 11, 22, 7, tzinfo=UTC)),
        ("2026-W47-7", datetime(2026, 11, 22, tzinfo=UTC)),
    ],
)
def test_a_time_in_any_iso_form_is_utc_unless_it_says_otherwise(told: Any, when: datetime) -> None:
    assert only(body_of(a_post(posted_at=told))).posted_at == when


ODD: list[tuple[str, Any]] = [
    ("posted_at", "yesterday"),
    ("posted_at", "0001-01-01T00:00:00+14:00"),
    ("posted_at", 1e300),
    ("posted_at", []),
    ("language", "English"),
    ("language", 5),
    ("stars", "five"),
    ("stars", 10**30),
    ("stars", -1),
    ("sentiment", 55),
    ("sentiment", "bad"),
    ("author", "jo"),
    ("author", []),
    ("url", ""),
    ("url", "https://x.com/" + "a" * 3_000),
    ("url", {"href": "x"}),
    ("thread", []),
    ("in_reply_to", ""),
    ("summoned", "perhaps"),
]


@pytest.mark.parametrize(("field", "value"), ODD)
def test_an_odd_description_becomes_unknown_and_the_complaint_is_kept(field: str, value: Any) -> None:
    mention = only(body_of(a_post(**{field: value})))

    assert mention.text == COMPLAINT
    assert getattr(mention, field) is None


def test_odd_followers_do_not_cost_the_authors_name() -> None:
    author = only(body_of(a_post(author={"handle": "jo", "followers": "1.2K"}))).author

    assert author is not None
    assert (author.handle, author.followers) == ("jo", None)


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_a_number_that_is_none_is_unknown(word: str) -> None:
    body = body_of(a_post(sentiment="?")).replace(b'"?"', word.encode())

    assert only(body).sentiment is None


def test_text_and_names_are_cleaned() -> None:
    mention = only(body_of(a_post(text="Lost\u202e bag\x00\ud800!", author={"name": "J\u200bo"})))

    assert (mention.text, mention.author and mention.author.name) == ("Lost bag!", "Jo")


def test_twitter_is_x() -> None:
    assert only(body_of(a_post() | {"platform": "Twitter"})).platform == "x"


def test_a_deletion_needs_no_text() -> None:
    assert only(body_of({"id": "1", "platform": "x", "event": "deleted"})).event is Event.DELETED


def nested(depth: int) -> Any:
    value: Any = {}
    for _ in range(depth):
        value = {"a": value}
    return value


UNUSABLE: list[tuple[bytes, str]] = [
    (b"", "the body is not JSON"),
    (b"\xff\xfe", "the body is not UTF-8 text"),
    (b"\xef\xbb\xbf" + body_of(a_post()), "the body is not JSON"),
    (json.dumps(a_post()).encode("utf-16"), "the body is not UTF-8 text"),
    (body_of(a_post())[:-1], "the body is not JSON"),
    (b"[" * 100_000, "the body is nested too deeply"),
    (b'{"id":' + b"9" * 5_000 + b"}", "the body is not JSON"),
    (b"7", "the body holds no mention and no list of mentions"),
    (b"null", "the body holds no mention and no list of mentions"),
    (b'{"mentions": {}}', "the body holds no mention and no list of mentions"),
    (b"[" + b"1," * MAX_ITEMS + b"1]", "the body holds more than 2,000 items"),
    (b"{}", "id is missing"),
    (b"[[]]", "this is not a mention"),
    (body_of(a_post("")), "id is empty"),
    (body_of(a_post("1" * 257)), "id is too long"),
    (body_of(a_post(1.5)), "id must be text"),  # type: ignore[arg-type]
    (body_of(a_post(True)), "id must be text"),  # type: ignore[arg-type]
    (body_of(a_post("a\x00b")), "id holds characters that it may not"),
    (body_of(a_post("a\ud800")), "id holds broken characters"),
    (body_of(a_post() | {"platform": "x/../y"}), "platform holds characters that it may not"),
    (body_of(a_post() | {"platform": None}), "platform must be text"),
    (body_of(a_post(text="")), "there is no text"),
    (body_of(a_post(text=" \u200b\u202e ")), "there is no text"),
    (body_of({"id": "1", "platform": "x"}), "there is no text"),
    (body_of(a_post(text=["a"])), "text must be text"),  # type: ignore[arg-type]
    (body_of(a_post(text="a" * 40_001)), "text is too long"),
    (body_of(a_post(event="vanished")), "event must be created, edited or deleted"),
    (body_of(a_post(brand=5)), "brand must be text"),
    (body_of(a_post(target=[])), "target must be an object"),
    (body_of(a_post(target={"a": "b" * 5_000})), "target is too large"),
    (body_of(a_post(target=nested(300))), "target is too large"),
    (body_of(a_post(target={"a": "?"})).replace(b'"?"', b"1e999"), "target is too large"),
]


@pytest.mark.parametrize(("body", "why"), UNUSABLE, ids=[f"{n} {why}" for n, (_, why) in enumerate(UNUSABLE)])
def test_what_cannot_be_used_is_told_in_plain_words(body: bytes, why: str) -> None:
    assert reason(body) == why


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(sorted(FULL)), inner),
    max_leaves=12,
)


@given(st.binary(max_size=200))
def test_any_bytes_give_an_answer(body: bytes) -> None:
    parsed = parse(body)

    assert parsed.mentions or parsed.unusable or body.strip() in {b"[]", b'{"mentions":[]}'}


@given(st.lists(JSON, min_size=1, max_size=5))
def test_every_item_is_a_mention_or_a_reason(items: list[Any]) -> None:
    parsed = parse(json.dumps(items).encode())

    assert len(parsed.mentions) + len(parsed.unusable) == len(items)


@given(st.text(min_size=1), st.dictionaries(st.sampled_from(sorted(FULL.keys() - {"id", "text"})), JSON))
def test_a_usable_text_is_the_cleaned_text_of_the_sender(text: str, fields: dict[str, Any]) -> None:
    parsed = parse(json.dumps(a_post("1", text) | fields).encode())

    assert all(mention.text == clean(text) for mention in parsed.mentions)


@given(JSON)
def test_a_reason_never_repeats_the_senders_words(value: Any) -> None:
    canary = "canary" * 7
    parsed = parse(
        json.dumps([{"id": canary, "platform": canary, "brand": [canary], "text": value}]).encode()
    )

    assert all(canary[:41] not in item.reason for item in parsed.unusable)

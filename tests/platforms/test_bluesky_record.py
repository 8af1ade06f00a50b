"""An approval becomes one record, always the same, whose links lead where the words say."""

import re
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.bluesky_record import facets_of, is_reference, key_of, record_of
from tests.builders import NOON, a_mention
from tests.platforms.conftest import an_intent
from tests.platforms.published_on import BEGINNING, COMPLAINT

TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
moments = st.integers(0, 10**9).map(lambda seconds: NOON + timedelta(seconds=seconds))


@given(intent_id=st.text(min_size=1, max_size=40), at=moments)
def test_every_approval_has_a_valid_key_that_stays(intent_id: str, at: datetime) -> None:
    key = key_of(intent_id, at)
    assert TID.fullmatch(key)
    assert key == key_of(intent_id, at)


@given(at=moments)
def test_later_approvals_have_later_keys(at: datetime) -> None:
    assert key_of("a", at) < key_of("b", at + timedelta(seconds=2))


def test_approvals_of_one_second_have_keys_of_their_own() -> None:
    assert len({key_of(f"approval-{number}", NOON) for number in range(5_000)}) == 5_000


def test_a_reply_stands_under_the_complaint_and_the_beginning_of_its_thread() -> None:
    mention = a_mention("1", platform="bluesky", target=COMPLAINT | {"root": BEGINNING}, language="pt")
    record = record_of(an_intent("Desculpe, Jo.", mention=mention))
    assert record == {
        "$type": "app.bsky.feed.post",
        "text": "Desculpe, Jo.",
        "createdAt": "2026-11-22T12:00:00.000Z",
        "reply": {"root": BEGINNING, "parent": COMPLAINT},
        "langs": ["pt"],
    }


def test_a_complaint_that_begins_its_thread_is_its_own_root() -> None:
    mention = a_mention("1", platform="bluesky", target=dict(COMPLAINT))
    assert record_of(an_intent(mention=mention))["reply"] == {"root": COMPLAINT, "parent": COMPLAINT}


def test_links_are_counted_in_bytes_and_end_before_the_sentence_does() -> None:
    text = "Jörg 🙏🏽, see https://acme.example/hilfe?a=1. Or (https://acme.example/b), please!"
    raw = text.encode()
    links = ("https://acme.example/hilfe?a=1", "https://acme.example/b")
    for one, link in zip(facets_of(text, None, None), links, strict=True):
        assert raw[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode() == link
        assert one["features"][0]["uri"] == link


def test_only_the_person_who_is_answered_is_called_by_name() -> None:
    text = "Sorry @jo.test, not @jo.test.example nor @somebody.test nor me@jo.test. @JO.test?"
    raw = text.encode()
    found = facets_of(text, "jo.test", "did:plc:jo")
    spans = [(one["index"]["byteStart"], one["index"]["byteEnd"]) for one in found]
    assert [raw[start:end] for start, end in spans] == [b"@jo.test", b"@JO.test"]
    assert {one["features"][0]["did"] for one in found} == {"did:plc:jo"}


def test_a_name_without_a_known_id_stays_words() -> None:
    assert facets_of("Sorry @jo.test", "jo.test", "77") == []


def test_only_posts_of_bluesky_can_be_answered() -> None:
    assert is_reference(COMPLAINT)
    assert not is_reference(None)
    assert not is_reference(COMPLAINT | {"cid": ""})
    assert not is_reference(COMPLAINT | {"uri": "https://bsky.app/profile/jo.test/post/3k"})
    assert not is_reference(COMPLAINT | {"uri": "at://did:plc:jo/app.bsky.graph.follow/3k"})

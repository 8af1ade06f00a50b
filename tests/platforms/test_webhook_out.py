"""One signed call for each attempt; the outcome is what can be known of it, and never more."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from bot.intake.parse import parse
from bot.models import Reach
from bot.platforms import waiting, wire
from bot.platforms.odd_json import json_of
from bot.platforms.posting import Bounds
from bot.platforms.webhook_out import WebhookPublisher
from bot.ports import CannotTell, Published, Rejected, RetryLater, Unknown
from bot.testing.fake_receiver import FakeReceiver, Mode
from tests.builders import NOON, a_mention
from tests.platforms.conftest import REPLY, SECRET, an_intent


async def test_the_body_is_exactly_what_the_contract_says(
    publisher: WebhookPublisher, receiver: FakeReceiver
) -> None:
    await publisher.publish(an_intent())

    sent = json.loads(receiver.received[0].body)
    assert (sent["type"], sent["timestamp"]) == ("reply.approved", "2026-11-22T12:00:00.000Z")
    assert sent["data"]["reply"] == {
        "text": REPLY,
        "revision": 3,
        "sha256": an_intent().sha256,
        "approved_by": ["U0ANN"],
        "approved_at": "2026-11-22T12:00:00.000Z",
    }


def test_the_mention_goes_out_in_the_form_in_which_it_came_in() -> None:
    author = {"id": "77", "handle": "jo", "name": "Jo Park", "followers": 1200}
    told = {
        "id": "1234",
        "platform": "x",
        "text": "Where is my bag?",
        "event": "edited",
        "brand": "harbourline",
        "url": "https://x.com/jo/status/1234",
        "posted_at": "2026-11-22T11:58:00.000Z",
        "language": "en",
        "author": author,
        "thread": "1200",
        "in_reply_to": "1201",
        "target": {"a": 1},
        "summoned": True,
        "stars": 1,
        "sentiment": -0.8,
    }
    (new,) = parse(json.dumps(told).encode()).mentions
    columns = new.model_dump(exclude={"id", "event", "author"})
    about = {f"author_{name}": value for name, value in author.items()}

    assert wire.mention_on_wire(a_mention("1234", last_event=new.event, **columns, **about)) == told


async def test_an_independent_library_accepts_the_signature(
    receiver: FakeReceiver, client: httpx2.AsyncClient
) -> None:
    publisher = WebhookPublisher(receiver.url, SECRET, client, lambda: datetime.now(UTC))

    await publisher.publish(an_intent())

    (received,) = receiver.received
    assert Webhook(SECRET).verify(received.body, received.headers)["type"] == "reply.approved"


async def test_a_retry_has_the_same_id_and_the_same_bytes_though_the_mention_changed(
    publisher: WebhookPublisher, receiver: FakeReceiver
) -> None:
    prepared = replace(an_intent(), prepared=publisher.prepare(an_intent()))

    await publisher.publish(prepared)
    await publisher.publish(replace(prepared, mention=a_mention("1234", text="Edited meanwhile")))

    first, second = receiver.received
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == "approval-1"
    assert first.body == second.body


@pytest.mark.parametrize(
    ("mode", "outcome"),
    [
        (Mode.OK, Published(None, None)),
        (Mode.SLOW, Published(None, None)),
        (Mode.OK_WITH_LINK, Published("r-1", "https://example.org/r/1")),
        (Mode.ERROR_AFTER_ACCEPTING, Unknown),
        (Mode.DROP_AFTER_ACCEPTING, Unknown),
        (Mode.GARBAGE, Unknown),
        (Mode.REJECT, Rejected),
        (Mode.REDIRECT, Rejected),
        (Mode.BUSY, RetryLater("Your publishing webhook is busy (HTTP 429).", 7.0)),
    ],
)
async def test_the_outcome_is_what_can_be_known(
    publisher: WebhookPublisher, receiver: FakeReceiver, mode: Mode, outcome: Any
) -> None:
    receiver.mode = mode

    result = await publisher.publish(an_intent())

    assert result == outcome or (isinstance(outcome, type) and isinstance(result, outcome))
    assert [received.path for received in receiver.received] == ["/replies"]


async def test_silence_after_the_request_is_unknown(
    receiver: FakeReceiver, client: httpx2.AsyncClient
) -> None:
    bounds = Bounds(total_s=0.2, connect_s=0.2)
    publisher = WebhookPublisher(receiver.url, SECRET, client, lambda: NOON, bounds=bounds)
    receiver.mode = Mode.HANG

    assert isinstance(await publisher.publish(an_intent()), Unknown)


async def test_a_good_status_counts_though_the_rest_of_the_answer_never_comes(
    receiver: FakeReceiver, client: httpx2.AsyncClient
) -> None:
    publisher = WebhookPublisher(receiver.url, SECRET, client, lambda: NOON, bounds=Bounds(details_s=0.2))
    receiver.mode = Mode.OK_THEN_SILENCE

    assert await publisher.publish(an_intent()) == Published(None, None)


async def test_nobody_listening_may_be_tried_again(client: httpx2.AsyncClient) -> None:
    publisher = WebhookPublisher("http://127.0.0.1:1/", SECRET, client, lambda: NOON)

    assert await publisher.publish(an_intent()) == RetryLater(
        "Your publishing webhook cannot be reached.", 10.0
    )


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "nothing", "http://", "http://[::1"])
async def test_an_address_that_is_none_is_told(url: str, client: httpx2.AsyncClient) -> None:
    publisher = WebhookPublisher(url, SECRET, client, lambda: NOON)

    assert isinstance(await publisher.publish(an_intent()), Rejected)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        *[(status, Published) for status in (200, 201, 202, 204)],
        *[(status, Unknown) for status in (302, 303, 304, 408, 409, 425, 500, 502, 503, 504, 599, 100)],
        *[(status, Rejected) for status in (301, 307, 308, 400, 401, 403, 404, 410, 413, 422)],
        (429, RetryLater),
    ],
)
def test_only_a_certain_no_may_be_sent_again(status: int, kind: type) -> None:
    assert isinstance(wire.meaning(status, {}, NOON), kind)


def test_unavailable_with_a_time_to_come_back_may_be_sent_again() -> None:
    assert wire.meaning(503, {"retry-after": "12"}, NOON) == RetryLater(
        "Your publishing webhook is busy (HTTP 503).", 12.0
    )


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("0", 0.0),
        ("999999999", 3600.0),
        ("Sun, 22 Nov 2026 12:00:30 GMT", 30.0),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0.0),
        ("٣", None),
    ],
)
def test_retry_after_may_be_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert waiting.retry_after(value, NOON) == seconds


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ({"id": 17, "url": "http://127.0.0.1:9/r/1"}, Published("17", "http://127.0.0.1:9/r/1")),
        ({"id": "a", "url": "http://example.org/"}, Published("a", None)),
        ({"id": "a", "url": "javascript:alert(1)"}, Published("a", None)),
        ({"id": "a", "url": "https://user:pass@example.org/"}, Published("a", None)),
        ({"id": "a", "url": "https://example.org/<!channel>"}, Published("a", None)),
        ({"id": "a", "url": "https://example.org/|x"}, Published("a", None)),
        ({"id": "a\n<!channel>", "url": ["x"]}, Published(None, None)),
        ({"id": "a" * 300, "url": "https://" + "a" * 3_000}, Published(None, None)),
        ({"id": True}, Published(None, None)),
        (["a"], Published(None, None)),
    ],
)
def test_only_a_sane_id_and_link_are_kept(body: Any, kept: Published) -> None:
    assert wire.published(body) == kept


@given(st.binary(max_size=100))
def test_no_answer_body_breaks_the_publisher(body: bytes) -> None:
    assert isinstance(wire.published(json_of(body)), Published)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_the_text_on_the_wire_is_the_approved_text(text: str) -> None:
    sent = json.loads(wire.body_of(an_intent(text)))["data"]["reply"]

    assert sent["text"].encode() == text.encode()


async def test_what_the_webhook_did_cannot_be_looked_up(publisher: WebhookPublisher) -> None:
    assert isinstance(await publisher.find_existing(an_intent()), CannotTell)


def test_the_card_says_how_it_is_posted(publisher: WebhookPublisher) -> None:
    eligibility = publisher.can_reply(a_mention())

    assert (eligibility.reach, eligibility.reason) == (
        Reach.API,
        "Approve posts this on X at once, through your publishing webhook.",
    )

"""The webhook door: durable before 202, one refusal for all forgeries, and never a crash."""

import asyncio
import base64
import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry, generate_latest

from bot.intake.journal import Journal
from bot.models import Delivery, Mention, Quarantined
from bot.outgoing import http_client
from bot.store.database import Database
from bot.web import body as body_module
from bot.web.listen import listening
from bot.web.public import build_public
from bot.web.webhooks import MAX_BODY_BYTES
from tests.intake.bodies import a_post, body_of, signed, signed_bytes
from tests.intake.conftest import Intake, running
from tests.intake.forgeries import BODY, FORGERIES, PLAIN_FORGERIES
from tests.web.conftest import PLAIN_SECRET, Door, deps

SENDABLE = {
    name: headers
    for name, headers in {**FORGERIES, **{f"plain, {k}": v for k, v in PLAIN_FORGERIES.items()}}.items()
    if all(
        value == value.strip() and len(value) < 20_000 and not set(value) & set(b"\x00\r\n")
        for _, value in headers
    )
}
"""Those that HTTP can carry as they are: spaces at the ends, for one, are not part of a header."""


async def test_a_signed_mention_is_stored_when_202_is_said(door: Door) -> None:
    response = await door.send(a_post("7"))

    assert (response.status_code, response.json()) == (
        202,
        {"accepted": 1, "duplicates": 0, "quarantined": 0},
    )
    assert len(await door.intake.rows(Mention)) == 1


async def test_a_retry_is_a_duplicate(door: Door) -> None:
    await door.send(a_post("7"))

    response = await door.send(a_post("7"))

    assert (response.status_code, response.json()["duplicates"]) == (202, 1)


async def test_an_unusable_body_is_still_202_and_kept(door: Door) -> None:
    response = await door.send(body=b"this is not JSON")

    assert (response.status_code, response.json()["quarantined"]) == (202, 1)
    assert len(await door.intake.rows(Quarantined)) == 1


BASIC = base64.b64encode(f"anyone:{PLAIN_SECRET}".encode()).decode()


@pytest.mark.parametrize("authorization", [f"Bearer {PLAIN_SECRET}", f"Basic {BASIC}"])
async def test_a_plain_secret_opens_its_own_source(door: Door, authorization: str) -> None:

    headers = {"Authorization": authorization}
    response = await door.client.post("/webhooks/plain", content=body_of(a_post()), headers=headers)

    assert response.status_code == 202


async def test_every_forgery_gets_the_same_401_and_leaves_nothing(door: Door) -> None:
    answers = {}
    for name, headers in SENDABLE.items():
        source = "plain" if any(header == b"authorization" for header, _ in headers) else "generic"
        response = await door.client.post(f"/webhooks/{source}", content=BODY, headers=headers)
        answers[name] = (response.status_code, response.text)

    refused = (401, '{"error":"The signature or the secret does not fit."}')
    assert answers == dict.fromkeys(SENDABLE, refused)
    assert await door.intake.rows(Delivery) == []


async def test_an_unknown_source_is_404(door: Door) -> None:
    response = await door.client.post("/webhooks/nobody", content=BODY, headers=signed(BODY))

    assert (response.status_code, response.json()) == (404, {"error": "There is no such source here."})


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/webhooks/generic", 405),
        ("PUT", "/webhooks/generic", 405),
        ("POST", "/webhooks/", 404),
        ("POST", "/webhooks/generic/more", 404),
        ("GET", "/", 404),
        ("GET", "/docs", 404),
        ("GET", "/openapi.json", 404),
        ("POST", "/slack/events", 404),
        ("GET", "/metrics", 404),
    ],
)
async def test_nothing_else_is_here(door: Door, method: str, path: str, status: int) -> None:
    response = await door.client.request(method, path)

    assert response.status_code == status
    assert list(response.json()) == ["error"]


async def test_every_answer_carries_the_safe_headers(door: Door) -> None:
    for response in [await door.send(a_post()), await door.client.get("/")]:
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["content-security-policy"].startswith("default-src 'none'")
        assert "server" not in response.headers


async def test_the_largest_body_passes_and_one_byte_more_does_not(door: Door) -> None:
    empty = len(body_of(a_post("7", "a", unknown="")))
    fits = body_of(a_post("7", "a", unknown="x" * (MAX_BODY_BYTES - empty)))

    assert (await door.send(body=fits)).status_code == 202
    assert (await door.send(body=fits + b" ")).status_code == 413


async def test_a_chunked_body_is_cut_off_where_the_limit_is(door: Door) -> None:
    chunk = b"2000\r\n" + b"x" * 0x2000 + b"\r\n"
    head = b"POST /webhooks/generic HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"

    answer = await door.speak(head + chunk * (MAX_BODY_BYTES // 0x2000 + 1))

    assert answer.startswith(b"HTTP/1.1 413")


async def test_an_announced_giant_is_refused_before_it_is_read(door: Door) -> None:
    answer = await door.speak(
        b"POST /webhooks/generic HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n"
    )

    assert answer.startswith(b"HTTP/1.1 413")


async def test_a_body_that_never_ends_is_given_up(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_module, "READ_S", 0.1)

    answer = await door.speak(b"POST /webhooks/generic HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{")

    assert answer.startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize(
    "request_",
    [
        b"POST /webhooks/generic HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        b"POST /webhooks/generic HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST /webhooks/%00 HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
        b"POST /webhooks/%ff%fe HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
        b"POST /webhooks/../metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
        b"\x00\x01\x02\r\n\r\n",
    ],
)
async def test_broken_requests_are_refused_without_a_crash(door: Door, request_: bytes) -> None:
    answer = await door.speak(request_)

    assert answer.startswith(b"HTTP/1.1 4")


async def test_a_sender_that_hangs_up_leaves_nothing_behind(door: Door) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", door.port)
    writer.write(b"POST /webhooks/generic HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n{")
    await writer.drain()
    writer.transport.abort()

    assert (await door.send(a_post("7"))).status_code == 202
    assert len(await door.intake.rows(Delivery)) == 1


async def test_when_the_store_is_away_the_sender_is_told_to_come_back() -> None:
    intake = Intake(Database("sqlite:////nowhere/at/all/amends.db"))
    app = build_public(deps(intake, CollectorRegistry()))

    async with (
        running(intake.journal),
        listening(app, "127.0.0.1", 0) as port,
        http_client(base_url=f"http://127.0.0.1:{port}") as client,
    ):
        sent = body_of(a_post())
        headers = signed(sent, at=datetime.now(UTC))
        response = await client.post("/webhooks/generic", content=sent, headers=headers)

    assert (response.status_code, response.headers["retry-after"]) == (503, "5")


async def test_no_202_is_said_before_the_commit(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    intake = Intake(database)
    app = build_public(deps(intake, CollectorRegistry()))
    async with listening(app, "127.0.0.1", 0) as port, http_client() as client:
        sent = body_of(a_post())
        call = client.post(
            f"http://127.0.0.1:{port}/webhooks/generic",
            content=sent,
            headers=signed(sent, at=datetime.now(UTC)),
        )
        answer = asyncio.create_task(call)
        await _until_waiting(intake.journal)
        assert not answer.done()

        async with running(intake.journal):
            assert (await answer).status_code == 202
    await database.close()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    st.binary(max_size=300)
    | st.recursive(st.none() | st.text(), st.lists).map(lambda v: json.dumps(v).encode())
)
async def test_every_signed_body_leaves_a_trace(door: Door, body: bytes) -> None:
    delivery = f"msg_{body.hex()[:100]}"
    headers = signed_bytes(body, delivery, datetime.now(UTC))

    response = await door.client.post("/webhooks/generic", content=body, headers=headers)

    assert response.status_code == 202
    kept = [row for row in await door.intake.rows(Delivery) if row.key.startswith(delivery)]
    assert body in [row.body for row in kept]


async def test_metrics_count_answers_and_items_and_know_no_strangers_words(door: Door) -> None:
    await door.send(a_post("7"), {"id": "8"})
    await door.client.post("/webhooks/evil-name", content=b"")

    text = generate_latest(door.registry).decode()
    assert 'amends_webhook_answers_total{source="generic",status="202"} 1.0' in text
    assert 'amends_webhook_answers_total{source="unknown",status="404"} 1.0' in text
    assert 'amends_webhook_items_total{fate="quarantined",source="generic"} 1.0' in text
    assert "evil-name" not in text


async def _until_waiting(journal: Journal) -> None:
    async with asyncio.timeout(5):
        while not journal.waiting:  # noqa: ASYNC110 - the journal has no bell for tests
            await asyncio.sleep(0.001)

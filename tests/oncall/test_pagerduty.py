"""PagerDuty is called by its documented schema, once for each alert, and told when it is taken or settled."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from bot.approval import Approvals
from bot.models import ClockKind, MessageKind, Severity, Summons, SummonsState
from bot.oncall import Elsewhere
from bot.oncall.summoning import MOST_PER_MINUTE, Summoning, key_of
from bot.outgoing import http_client
from bot.phones.pagerduty import MAX_SUMMARY, PagerDuty
from bot.phones.webhook import WebhookPhone
from bot.ports import PhoneCall
from bot.rota import Rules
from bot.rota.ladders import ladder_of
from bot.store.database import Database
from bot.testing.fake_pagerduty import ROUTING_KEY, FakePagerDuty, fake_pagerduty, faults_of
from bot.testing.fake_receiver import fake_receiver
from bot.web.pagerduty_door import PATH, PagerDutyDoor
from tests.builders import ANN, CHANNEL, COLE, NOON, Team, a_mention, click, plain_check
from tests.oncall.desk import Desk

MINUTE = timedelta(minutes=1)
SECRET = "a-webhook-secret"
STEPS = [{"after": 0, "notify": ["pagerduty"]}, {"after": 10, "notify": [COLE]}]


@pytest.fixture
def kind() -> str:
    """The queries of calls are few and plain; one kind of database is enough."""
    return "sqlite"


@pytest.fixture
async def pagerduty() -> AsyncIterator[FakePagerDuty]:
    """A PagerDuty of our own."""
    async with fake_pagerduty() as fake:
        yield fake


@pytest.fixture
async def client() -> AsyncIterator[httpx2.AsyncClient]:
    """The way out."""
    async with http_client() as client:
        yield client


@pytest.fixture
async def desk(database: Database) -> Desk:
    """A high post whose ladder calls PagerDuty first."""
    rules = Rules(ladder=ladder_of({"steps": STEPS}, {}))
    desk = await Desk(database, rules=rules, phones=frozenset({"pagerduty"})).put(severity=Severity.HIGH)
    await desk.open()
    await desk.pass_time(NOON)
    return desk


@pytest.fixture
def summoning(desk: Desk, pagerduty: FakePagerDuty, client: httpx2.AsyncClient) -> Summoning:
    """What sends the calls."""
    phone = PagerDuty(pagerduty.url, ROUTING_KEY, "amends:test", client)
    return Summoning(desk.database, {"pagerduty": phone}, CHANNEL)


def approvals(desk: Desk) -> Approvals:
    return Approvals(desk.database, Team(), plain_check, CHANNEL, timedelta(0), lambda: "a1")


async def row(desk: Desk, act: str = "trigger", climb: int = 1) -> Summons:
    async with desk.database.reading() as session:
        return await session.get_one(Summons, f"{desk.draft_id}:{climb}:pagerduty:{act}")


async def test_a_step_triggers_an_alert_that_says_nothing_of_the_post(
    desk: Desk, summoning: Summoning, pagerduty: FakePagerDuty
) -> None:
    assert await summoning.round(NOON) == 1
    (event,) = pagerduty.taken
    assert pagerduty.refused == []
    assert (event["event_action"], event["dedup_key"]) == ("trigger", key_of(desk.draft_id, 1))
    assert event["payload"]["severity"] == "error"
    assert event["payload"]["summary"] == "A post needs somebody now (high, x)"
    mention = a_mention()
    assert mention.text not in json.dumps(event)
    assert str(mention.author_handle) not in json.dumps(event["payload"]["summary"])
    assert await summoning.round(NOON) == 0


async def test_taking_it_acknowledges_and_declining_it_resolves(
    desk: Desk, summoning: Summoning, pagerduty: FakePagerDuty
) -> None:
    await summoning.round(NOON)
    await approvals(desk).take(click(desk.draft_id, ANN, at=NOON + MINUTE))
    await summoning.round(NOON + MINUTE)
    assert pagerduty.alerts == {key_of(desk.draft_id, 1): "acknowledged"}

    await approvals(desk).decline(click(desk.draft_id, ANN, at=NOON + 2 * MINUTE), "Not about us")
    await summoning.round(NOON + 2 * MINUTE)
    await summoning.round(NOON + 3 * MINUTE)
    assert pagerduty.alerts == {key_of(desk.draft_id, 1): "resolved"}
    assert [one["event_action"] for one in pagerduty.taken] == ["trigger", "acknowledge", "resolve"]


async def test_after_the_lease_a_new_alert_is_opened_and_the_old_one_resolved(
    desk: Desk, summoning: Summoning, pagerduty: FakePagerDuty
) -> None:
    await summoning.round(NOON)
    await approvals(desk).take(click(desk.draft_id, ANN, at=NOON + MINUTE))
    await summoning.round(NOON + MINUTE)
    await desk.pass_time(NOON + 32 * MINUTE)
    await summoning.round(NOON + 32 * MINUTE)
    assert pagerduty.alerts == {key_of(desk.draft_id, 1): "resolved", key_of(desk.draft_id, 2): "triggered"}


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_what_was_not_taken_is_called_again_after_half_a_minute(
    desk: Desk, summoning: Summoning, pagerduty: FakePagerDuty, status: int
) -> None:
    pagerduty.status = status
    assert await summoning.round(NOON) == 0
    pagerduty.status = None
    assert await summoning.round(NOON + timedelta(seconds=29)) == 0
    assert await summoning.round(NOON + timedelta(seconds=30)) == 1
    assert (await row(desk)).attempts == 2


async def test_a_refusal_is_final_and_told_to_the_channel(
    desk: Desk, summoning: Summoning, pagerduty: FakePagerDuty
) -> None:
    pagerduty.status = 400
    await summoning.round(NOON)
    await summoning.round(NOON + timedelta(hours=1))
    assert (await row(desk)).state is SummonsState.FAILED
    (alarm,) = await desk.shown(MessageKind.ALARM)
    assert "PagerDuty could not be called" in alarm.args["text"]
    assert ROUTING_KEY not in str(alarm.args)


async def test_one_that_does_not_answer_keeps_no_step_of_the_ladder_waiting(
    desk: Desk, summoning: Summoning, pagerduty: FakePagerDuty
) -> None:
    pagerduty.status = 500
    await summoning.round(NOON)
    await desk.pass_time(NOON + 10 * MINUTE)
    assert [one.data["people"] for one in await desk.records("rung")] == [[], [COLE]]


async def test_no_more_calls_leave_in_a_minute_than_pagerduty_takes(
    desk: Desk, summoning: Summoning, pagerduty: FakePagerDuty
) -> None:
    async with desk.database.writing() as session:
        for number in range(MOST_PER_MINUTE + 30):
            at: dict[str, Any] = {"made_at": NOON, "due_at": NOON}
            about: dict[str, Any] = {
                "draft_id": desk.draft_id,
                "to": "pagerduty",
                "act": "trigger",
                "why": "step",
            }
            session.add(Summons(id=f"s{number}", climb=number + 9, severity=Severity.HIGH, **about, **at))
    for _ in range(12):
        await summoning.round(NOON)
    assert len(pagerduty.taken) == MOST_PER_MINUTE
    await summoning.round(NOON + MINUTE + timedelta(seconds=1))
    assert len(pagerduty.taken) > MOST_PER_MINUTE


async def test_two_processes_send_each_call_once(
    desk: Desk, summoning: Summoning, pagerduty: FakePagerDuty
) -> None:
    other = Summoning(desk.database, summoning.phones, CHANNEL)
    assert await summoning.round(NOON) + await other.round(NOON) == 1


def test_every_event_fits_the_documented_schema(client: httpx2.AsyncClient) -> None:
    phone = PagerDuty("https://example.com", ROUTING_KEY, "amends:test", client)
    for severity in Severity:
        for act in ("trigger", "acknowledge", "resolve"):
            link = "https://slack.com/app_redirect?channel=C1&message_ts=1.2"
            call = PhoneCall("mention:m:1", act, "x" * 2_000, severity, "x", NOON, link)
            event = phone.event(call)
            assert faults_of(json.dumps(event).encode()) == []
            assert len(event.get("payload", {}).get("summary", "")) <= MAX_SUMMARY


async def test_a_webhook_of_the_teams_own_is_called_signed(client: httpx2.AsyncClient) -> None:
    async with fake_receiver() as receiver:
        secret = "whsec_cHVibGlzaGluZy1zZWNyZXQtb2YtdGhlLXRlc3Rz"
        phone = WebhookPhone(receiver.url, secret, client, lambda: NOON)
        await phone.send(PhoneCall("mention:m:1", "trigger", "why", Severity.HIGH, "x", NOON))
    (received,) = receiver.received
    told = json.loads(received.body)
    assert (told["type"], told["data"]["key"]) == ("oncall.trigger", "mention:m:1")
    assert received.headers["webhook-signature"].startswith("v1,")


def signed(body: bytes, secret: str = SECRET) -> dict[str, str]:
    return {"X-PagerDuty-Signature": f"v1={hmac.digest(secret.encode(), body, hashlib.sha256).hex()}"}


def event(key: str, kind: str = "incident.acknowledged") -> bytes:
    data = {"id": "PGR0VU2", "type": "incident", "incident_key": key}
    return json.dumps(
        {"event": {"id": "e1", "event_type": kind, "resource_type": "incident", "data": data}}
    ).encode()


def door(desk: Desk, minutes: int) -> httpx2.AsyncClient:
    """PagerDuty's way to us, at some minutes past noon."""
    hears = Elsewhere(desk.database, CHANNEL)
    route = Route(PATH, PagerDutyDoor(SECRET, hears, lambda: NOON + minutes * MINUTE), methods=["POST"])
    transport = httpx2.ASGITransport(app=Starlette(routes=[route]))
    return httpx2.AsyncClient(transport=transport, base_url="http://amends")


async def test_an_acknowledgement_on_the_phone_stops_the_ladder_for_the_lease(desk: Desk) -> None:
    body = event(key_of(desk.draft_id, 1))
    async with door(desk, 5) as pagerduty:
        answered = await pagerduty.post(PATH, content=body, headers=signed(body))
        again = await pagerduty.post(PATH, content=body, headers=signed(body))
    assert (answered.status_code, answered.json(), again.status_code) == (200, {"known": True}, 200)
    await desk.pass_time(NOON + 34 * MINUTE)
    assert [one.data["people"] for one in await desk.records("rung")] == [[]]
    assert {one.args["decision"] for one in await desk.shown(MessageKind.DECISION)} == {"elsewhere"}
    await desk.pass_time(NOON + 46 * MINUTE)
    assert [one.data["people"] for one in await desk.records("rung")] == [[], [], [COLE]]


async def test_giving_it_back_on_the_phone_begins_anew_at_once(desk: Desk) -> None:
    taken, back = event(key_of(desk.draft_id, 1)), event(key_of(desk.draft_id, 1), "incident.unacknowledged")
    async with door(desk, 5) as pagerduty:
        await pagerduty.post(PATH, content=taken, headers=signed(taken))
    async with door(desk, 6) as pagerduty:
        await pagerduty.post(PATH, content=back, headers=signed(back))
    await desk.pass_time(NOON + 7 * MINUTE)
    assert [one.at for one in await desk.records("rung")] == [NOON, NOON + 6 * MINUTE]


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("mention:gone:1", "incident.acknowledged"),
        ("mention:{}:9", "incident.acknowledged"),
        ("mention:{}:" + "9" * 400, "incident.acknowledged"),
        ("", "incident.acknowledged"),
        ("mention:{}:1", "incident.triggered"),
        ("{}", "pagey.ping"),
    ],
)
async def test_what_is_about_nothing_of_ours_changes_nothing(desk: Desk, key: str, kind: str) -> None:
    body = event(key.format(desk.draft_id), kind)
    async with door(desk, 5) as pagerduty:
        answered = await pagerduty.post(PATH, content=body, headers=signed(body))
    assert (answered.status_code, answered.json()) == (200, {"known": False})
    assert ClockKind.PEACE_END not in {one.kind for one in await desk.clocks()}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-PagerDuty-Signature": ""},
        {"X-PagerDuty-Signature": "v1="},
        {"X-PagerDuty-Signature": "v1=" + "0" * 64},
        {"X-PagerDuty-Signature": "v2=" + "0" * 64},
        {"X-PagerDuty-Signature": "v1=" + "z" * 10_000},
        signed(b"another body"),
        signed(event("mention:m:1"), "another secret"),
    ],
)
async def test_what_is_not_signed_by_pagerduty_is_refused(desk: Desk, headers: dict[str, str]) -> None:
    async with door(desk, 5) as pagerduty:
        answered = await pagerduty.post(PATH, content=event(key_of(desk.draft_id, 1)), headers=headers)
    assert answered.status_code == 401


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"event": 3}', b"[" * 100_000, b'{"event": {"data": []}}']
)
async def test_odd_bodies_are_heard_and_forgotten(desk: Desk, body: bytes) -> None:
    async with door(desk, 5) as pagerduty:
        answered = await pagerduty.post(PATH, content=body, headers=signed(body))
    assert (answered.status_code, answered.json()) == (200, {"known": False})


async def test_one_of_two_signatures_is_enough_while_a_secret_is_replaced(desk: Desk) -> None:
    body = event("x")
    both = f"v1={'0' * 64},{signed(body)['X-PagerDuty-Signature']}"
    async with door(desk, 5) as pagerduty:
        answered = await pagerduty.post(PATH, content=body, headers={"X-PagerDuty-Signature": both})
    assert answered.status_code == 200

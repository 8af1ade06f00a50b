"""Hundreds of forged, broken, repeated and oversized requests to every source of the real application."""

import logging
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.models import Delivery, Mention, MessageKind, Quarantined, SlackMessage
from bot.store.database import Database
from bot.testing.source_attacks import broken_bodies, odd_values
from bot.testing.source_contract import NOON, SourceContract
from bot.web.webhooks import MAX_BODY_BYTES
from tests.sources.doors import VERIFY_TOKEN, Doors, all_settings, open_doors, secret_of
from tests.sources.kinds import KINDS

OTHER_KEY = "whsec_" + "b3RoZXItb3RoZXItb3RoZXItb3RoZXItb3RoZXI="
SECRETS = [VERIFY_TOKEN, *(secret_of(name) for name in KINDS)]


def contract(source: str) -> SourceContract:
    """The tool of a source, with the secret that the application was given."""
    made = KINDS[source]()
    other = OTHER_KEY if source == "generic" else "a wrong secret of sixteen"
    made.secrets = (secret_of(source), other)
    return made


def test_every_source_that_we_bring_is_attacked() -> None:
    assert set(all_settings().webhook_secrets) == set(KINDS)


async def test_of_hundreds_of_forgeries_none_is_let_in(
    stored: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    let_in = []
    async with open_doors(stored) as doors:
        for source in KINDS:
            for name, call in contract(source).forged(datetime.now(UTC)).items():
                answer = await doors.post(source, call)
                if answer.status != 401:
                    let_in.append((source, name, answer.status))
        assert let_in == []
        assert len(doors.answers) >= 500
        assert await doors.intake.rows(Delivery) == []
        _no_secret_is_told(doors, caplog)


async def test_what_one_source_signs_opens_no_other(stored: Database) -> None:
    async with open_doors(stored) as doors:
        now = datetime.now(UTC)
        for sender in KINDS:
            tool = contract(sender)
            call = tool.sign(tool.goldens[0].body, secret_of(sender), now)
            for source in sorted(set(KINDS) - {sender}):
                assert (await doors.post(source, call)).status in {401, 404}, (sender, source)
        assert await doors.intake.rows(Delivery) == []


async def test_a_signature_with_a_time_is_worth_nothing_an_hour_later(stored: Database) -> None:
    async with open_doors(stored) as doors:
        tool = contract("generic")
        call = tool.sign(tool.goldens[0].body, secret_of("generic"), NOON)
        assert (await doors.post("generic", call)).status == 401


async def test_what_is_authentic_but_broken_is_kept_and_shown(
    stored: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sent = 0
    async with open_doors(stored) as doors:
        for source in KINDS:
            tool, now = contract(source), datetime.now(UTC)
            for body in _signable(source):
                call = tool.sign(body, secret_of(source), now)
                headers = [*call.headers, *tool.goldens[0].headers]
                answer = await doors.ask("POST", _path(source, call.path_secret), headers, body)
                assert answer.status in {200, 202, 401}, (source, body[:40])
                sent += answer.status != 401
        deliveries, bad = await doors.intake.rows(Delivery), await doors.intake.rows(Quarantined)
        cards = [one for one in await doors.intake.rows(SlackMessage) if one.kind == MessageKind.QUARANTINE]
        assert sent == len(deliveries) >= 200
        assert {one.delivery_id for one in bad} == {one.id for one in deliveries}
        assert len(cards) == len(deliveries)
        assert await doors.intake.rows(Mention) == []
        _no_secret_is_told(doors, caplog)


async def test_odd_values_in_documented_bodies_end_as_mention_or_as_quarantined(
    stored: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_doors(stored) as doors:
        for source in ("f5bot", "meta_page", "trustpilot", "x_activity", "discourse", "zapier"):
            tool, now = contract(source), datetime.now(UTC)
            for name, body in odd_values(tool.goldens[0].body):
                call = tool.sign(body, secret_of(source), now)
                headers = [*call.headers, *tool.goldens[0].headers]
                answer = await doors.ask("POST", _path(source, call.path_secret), headers, body)
                assert answer.status in {200, 202}, (source, name, answer.body)
        _no_secret_is_told(doors, caplog)


async def test_what_comes_again_is_known_and_what_is_too_large_is_refused(stored: Database) -> None:
    async with open_doors(stored) as doors:
        for source in KINDS:
            tool, now = contract(source), datetime.now(UTC)
            golden = tool.goldens[0]
            call = tool.sign(golden.body, secret_of(source), now)
            headers = [*call.headers, *golden.headers]
            path = _path(source, call.path_secret)
            first = await doors.ask("POST", path, headers, golden.body)
            again = await doors.ask("POST", path, headers, golden.body)
            huge = tool.sign(b"{" + b" " * MAX_BODY_BYTES, secret_of(source), now)
            too_large = await doors.ask("POST", path, huge.headers, huge.body)
            assert b'"accepted":0' not in first.body, source
            assert b'"accepted":0' in again.body, source
            assert too_large.status == 413
        async with stored.reading() as session:
            keys = (await session.exec(select(Delivery.source, Delivery.key))).all()
        assert len(keys) == len(set(keys)) == len(KINDS)


def _signable(source: str) -> list[bytes]:
    """Broken bodies; the independent signer of Standard Webhooks signs text only."""
    found = list(broken_bodies().values())
    if source != "generic":
        return found
    return [body for body in found if body.isascii()]


def _path(source: str, secret: bytes) -> str:
    return f"/webhooks/{source}/{secret.decode()}" if secret else f"/webhooks/{source}"


def _no_secret_is_told(doors: Doors, caplog: pytest.LogCaptureFixture) -> None:
    said = caplog.text + " ".join(f"{one.headers} {one.body!r}" for one in doors.answers)
    assert not [one for one in (*SECRETS, "Traceback", 'File "') if one in said]
    assert not [one for one in doors.answers if one.status >= 500]

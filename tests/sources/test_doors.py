"""The door for sources with an adapter: secrets in the address, handshakes, statuses, pace."""

import base64
import hashlib
import hmac
import json
import logging
from collections.abc import AsyncIterator

import pytest
from prometheus_client import generate_latest

from bot.models import Delivery, Mention
from bot.ports import Call
from bot.store.database import Database
from bot.web.listen import listening
from tests.intake.bodies import a_post, body_of
from tests.sources.doors import VERIFY_TOKEN, Doors, open_doors, plain_json, secret_of
from tests.sources.samples import sample
from tests.sources.senders import bearer, hex_signed, in_path
from tests.web.conftest import Door


@pytest.fixture
async def doors(stored: Database) -> AsyncIterator[Doors]:
    async with open_doors(stored) as doors:
        yield doors


async def test_a_secret_in_the_address_opens_its_own_source(doors: Doors) -> None:
    answer = await doors.post("f5bot", in_path(sample("f5bot"), secret_of("f5bot")))

    assert (answer.status, plain_json(answer)["accepted"]) == (202, 1)
    (mention,) = await doors.intake.rows(Mention)
    assert (mention.source, mention.external_id, mention.platform) == ("f5bot", "F5BOT-alert-12345", "reddit")


@pytest.mark.parametrize(
    ("source", "path_secret", "status"),
    [
        ("f5bot", "", 401),
        ("f5bot", "/", 401),
        ("f5bot", f"/{secret_of('f5bot')}/", 401),
        ("f5bot", f"/{secret_of('octolens')}", 401),
        ("f5bot", f"//{secret_of('f5bot')}", 401),
        ("generic", f"/{secret_of('generic')}", 404),
        ("redd", f"/{secret_of('redd')}", 404),
        ("nobody", "/x", 404),
        ("", "/x", 404),
        ("..", "/f5bot", 404),
    ],
)
async def test_an_address_that_is_not_exactly_right_opens_nothing(
    doors: Doors, source: str, path_secret: str, status: int
) -> None:
    answer = await doors.ask("POST", f"/webhooks/{source}{path_secret}", body=sample("f5bot"))

    assert answer.status == status
    assert await doors.intake.rows(Delivery) == []


async def test_the_secret_of_an_address_is_in_no_metric(doors: Doors) -> None:
    await doors.post("f5bot", in_path(sample("f5bot"), secret_of("f5bot")))
    await doors.post("f5bot", in_path(sample("f5bot"), "canary-wrong"))

    told = generate_latest(doors.registry).decode()
    assert 'amends_webhook_answers_total{source="f5bot",status="202"} 1.0' in told
    assert 'amends_webhook_answers_total{source="f5bot",status="401"} 1.0' in told
    assert "canary" not in told


async def test_the_secret_of_an_address_is_in_no_log_of_the_server(
    doors: Doors, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with listening(doors.app, "127.0.0.1", 0) as port:
        door = Door(port, doors.intake, doors.registry)
        async with door.client:
            answer = await door.client.post(f"/webhooks/f5bot/{secret_of('f5bot')}", content=sample("f5bot"))

    assert answer.status_code == 202
    logged = [one for one in caplog.records if not one.name.startswith("http")]  # the test's own client
    assert not [one for one in logged if "canary" in one.getMessage()]


async def test_x_makes_sure_of_us_and_nobody_can_have_a_body_signed(doors: Doors) -> None:
    answer = await doors.get("x_activity", b"crc_token=MTcwZjM4YjY")

    digest = hmac.new(secret_of("x_activity").encode(), b"MTcwZjM4YjY", hashlib.sha256).digest()
    assert (answer.status, plain_json(answer)) == (
        200,
        {"response_token": "sha256=" + base64.b64encode(digest).decode()},
    )
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("token", ["1", "null", "MTcwZjM4YjY"])
async def test_what_x_had_signed_in_a_handshake_is_no_delivery(doors: Doors, token: str) -> None:
    challenge = await doors.get("x_activity", f"crc_token={token}".encode())
    signature = plain_json(challenge)["response_token"].encode()

    answer = await doors.post(
        "x_activity", Call([(b"x-twitter-webhooks-signature", signature)], token.encode())
    )

    assert answer.status == 401


async def test_meta_hears_its_challenge_only_with_the_token(doors: Doors) -> None:
    query = "hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token="
    right = await doors.get("meta_page", (query + VERIFY_TOKEN).encode())
    wrong = await doors.get("meta_page", (query + "another").encode())

    assert (right.status, right.body, right.headers["content-type"]) == (
        200,
        b"1158201444",
        "text/plain; charset=utf-8",
    )
    assert (wrong.status, b"1158201444" in wrong.body) == (405, False)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])
async def test_other_methods_are_refused(doors: Doors, method: str) -> None:
    assert (await doors.ask(method, "/webhooks/discourse")).status == 405


async def test_a_flood_is_stored_whole_and_then_asked_to_slow_down(stored: Database) -> None:
    async with open_doors(stored, WEBHOOK_ZAPIER_PER_MINUTE="2") as doors:
        secret = secret_of("zapier")
        answers = [
            await doors.post("zapier", bearer(body_of(a_post(str(number))), secret)) for number in range(4)
        ]
        assert [one.status for one in answers] == [202, 202, 429, 429]
        assert [plain_json(one)["accepted"] for one in answers] == [1, 1, 1, 1]
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
        assert len(await doors.intake.rows(Mention)) == 4


async def test_the_brands_own_posts_become_no_mention_and_their_body_is_kept(stored: Database) -> None:
    async with open_doors(stored, WEBHOOK_ZAPIER_OWN_ACCOUNTS="77") as doors:
        answer = await doors.post("zapier", bearer(sample("zapier"), secret_of("zapier")))
        assert plain_json(answer) == {"accepted": 0, "duplicates": 0, "quarantined": 0}
        assert await doors.intake.rows(Mention) == []
        assert [one.body for one in await doors.intake.rows(Delivery)] == [sample("zapier")]


@pytest.mark.parametrize("source", ["meta_page", "instagram"])
async def test_who_wants_200_hears_200(doors: Doors, source: str) -> None:
    body = sample(source)

    answer = await doors.post(source, hex_signed("X-Hub-Signature-256", "sha256=", body, secret_of(source)))

    assert (answer.status, plain_json(answer)["accepted"]) == (200, 1)


async def test_one_odd_item_harms_no_other_in_its_body(doors: Doors) -> None:
    document = json.loads(sample("trustpilot"))
    document["events"].append({"eventName": "service-review-praised", "eventData": {}})

    answer = await doors.post("trustpilot", in_path(json.dumps(document).encode(), secret_of("trustpilot")))

    assert plain_json(answer) == {"accepted": 1, "duplicates": 0, "quarantined": 1}

"""The pretend public network: posts, and replies that are signed and put once."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from standardwebhooks import Webhook

from bot.sandbox import Sandbox
from tests.sandbox.conftest import Watch, ask

POST = {"id": "1001", "platform": "x", "author": "Jo Park", "handle": "jo", "text": "Three hours late"}


def reply(text: str = "We are sorry.", post: str = "1001") -> str:
    data = {"mention": {"id": post, "platform": "x", "text": "…"}, "reply": {"text": text, "revision": 1}}
    return json.dumps({"type": "reply.approved", "timestamp": "2026-01-01T00:00:00Z", "data": data})


def signed(sandbox: Sandbox, body: str, now: datetime, delivery: str = "msg_1") -> dict[str, str]:
    return {
        "webhook-id": delivery,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(sandbox.timeline_secret).sign(delivery, now, body),
    }


async def put(sandbox: Sandbox, **fields: Any) -> None:
    answer = await ask("POST", f"{sandbox.url}/timeline/posts", json=POST | fields)
    assert answer.status == 200


async def deliver(sandbox: Sandbox, body: str, headers: dict[str, str]) -> tuple[int, Any]:
    answer = await ask("POST", sandbox.timeline_hook_url, data=body, headers=headers)
    return answer.status, answer.json


def now_of(watch: Watch) -> datetime:
    return datetime.fromtimestamp(watch.now, UTC)


async def test_a_signed_reply_stands_under_its_post(sandbox: Sandbox, watch: Watch) -> None:
    await put(sandbox)
    status, answer = await deliver(sandbox, reply(), signed(sandbox, reply(), now_of(watch)))

    assert (status, answer) == (200, {"id": "x-1001-r1", "url": f"{sandbox.url}/#post-x-1001"})
    assert [(one["text"], one["how"]) for one in sandbox.timeline.posts[0].replies] == [
        ("We are sorry.", "api")
    ]


async def test_the_same_delivery_is_put_once(sandbox: Sandbox, watch: Watch) -> None:
    await put(sandbox)
    headers = signed(sandbox, reply(), now_of(watch))
    first, second = [await deliver(sandbox, reply(), headers) for _ in range(2)]

    assert first == second
    assert len(sandbox.timeline.posts[0].replies) == 1


async def test_a_changed_body_is_refused(sandbox: Sandbox, watch: Watch) -> None:
    await put(sandbox)
    status, _answer = await deliver(sandbox, reply("Our fault!"), signed(sandbox, reply(), now_of(watch)))

    assert status == 401
    assert sandbox.timeline.posts[0].replies == []


@pytest.mark.parametrize("minutes", [-6, 6])
async def test_a_delivery_of_another_time_is_refused(sandbox: Sandbox, watch: Watch, minutes: int) -> None:
    then = now_of(watch) + timedelta(minutes=minutes)

    assert (await deliver(sandbox, reply(), signed(sandbox, reply(), then)))[0] == 401


async def test_an_unsigned_delivery_is_refused(sandbox: Sandbox) -> None:
    assert (await deliver(sandbox, reply(), {}))[0] == 401


async def test_one_of_several_signatures_is_enough(sandbox: Sandbox, watch: Watch) -> None:
    await put(sandbox)
    headers = signed(sandbox, reply(), now_of(watch))
    headers["webhook-signature"] = f"v1,b2xk {headers['webhook-signature']}"

    assert (await deliver(sandbox, reply(), headers))[0] == 200


@pytest.mark.parametrize(
    ("body", "status"), [(reply(post="none"), 404), ('{"type": "ping"}', 400), ("[]", 400)]
)
async def test_what_is_no_reply_to_a_post_is_refused(
    sandbox: Sandbox, watch: Watch, body: str, status: int
) -> None:
    assert (await deliver(sandbox, body, signed(sandbox, body, now_of(watch))))[0] == status


async def test_an_ordered_status_puts_no_reply(sandbox: Sandbox, watch: Watch) -> None:
    await put(sandbox)
    sandbox.timeline.fail(status=503)
    headers = signed(sandbox, reply(), now_of(watch))

    assert (await deliver(sandbox, reply(), headers))[0] == 503
    assert sandbox.timeline.posts[0].replies == []
    assert (await deliver(sandbox, reply(), headers))[0] == 200


async def test_after_a_lost_answer_the_reply_stands_once(sandbox: Sandbox, watch: Watch) -> None:
    await put(sandbox)
    sandbox.timeline.fail(drop=True)
    headers = signed(sandbox, reply(), now_of(watch))
    with pytest.raises(aiohttp.ClientError):
        await deliver(sandbox, reply(), headers)
    await deliver(sandbox, reply(), headers)

    assert len(sandbox.timeline.posts[0].replies) == 1


async def test_a_post_can_be_edited_and_deleted(sandbox: Sandbox) -> None:
    await put(sandbox)
    await put(sandbox, text="Four hours late")
    edited = sandbox.timeline.posts[0]
    assert (edited.text, edited.edited) == ("Four hours late", True)
    await put(sandbox, deleted=True)

    assert sandbox.timeline.posts[0].deleted is True


async def test_a_person_can_post_by_hand(sandbox: Sandbox) -> None:
    await put(sandbox)
    act = {"kind": "timeline_reply", "as": "U0ANN", "post": "x-1001", "text": "Sorry, Jo."}

    assert await sandbox.act(act) == {"ok": True}
    found = sandbox.timeline.posts[0].replies[0]
    assert (found["text"], found["by"], found["how"]) == ("Sorry, Jo.", "Ann Keller", "hand")

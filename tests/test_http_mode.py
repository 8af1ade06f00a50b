"""Without Socket Mode Slack's requests come in over HTTP, signed, and do the same."""

import socket
from pathlib import Path

from bot.app import running
from bot.models import DraftState
from bot.sandbox import Sandbox
from bot.settings import Settings
from bot.store.database import Database
from bot.testing.fake_receiver import fake_receiver
from bot.web.listen import listening
from tests.builders import ANN, OLIVE
from tests.house import Clock, House, says, service_settings

SIGNING_SECRET = "a-signing-secret-of-the-tests"


def free_port() -> int:
    """A port that nobody uses; Slack must know it before the service listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_a_click_over_http_is_checked_and_done(tmp_path: Path) -> None:
    port = free_port()
    hook = f"http://127.0.0.1:{port}/slack/events"
    slack = Sandbox(rate_limits="off", request_url=hook, signing_secret=SIGNING_SECRET)
    url = f"sqlite:///{tmp_path}/amends.db"
    async with slack as sandbox, fake_receiver() as receiver:
        given = service_settings(url, sandbox, receiver) | {
            "slack_app_token": None,
            "slack_signing_secret": SIGNING_SECRET,
        }
        settings = Settings.model_validate(given)
        house = House(url, sandbox, receiver, Clock(), settings, Database(url))
        async with running(settings) as service, listening(service.public, "127.0.0.1", port):
            house.open_door(port)
            draft_id = await house.say("1", "My bag missed the 7:40 and nobody could tell me where it is.")

            await house.press(OLIVE, draft_id, "draft.approve")
            assert "Only approvers" in (await sandbox.wait_for(lambda: sandbox.ephemerals(OLIVE)))[0]["text"]
            await house.press(ANN, draft_id, "draft.approve")
            await house.card(draft_id, says("Sent"))

            assert (await house.draft(draft_id)).state is DraftState.SENT
        await house.stop()
        await house.database.close()

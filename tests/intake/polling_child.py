"""Polls a Mastodon server, and dies where it is told to: `python -m tests.intake.polling_child`.

Each line of its input is one life: database, server, landmark ("-" to live on). A life is a fork, so that
only the first waits for the imports; its exit code is said when it is over.
"""

import asyncio
import os
import secrets
import signal
import sys
from datetime import UTC, datetime, timedelta

from bot import landmarks
from bot.intake.journal import Journal
from bot.intake.polling import PollRound
from bot.loops import Bell
from bot.outgoing import http_client
from bot.platforms.mastodon_poller import MastodonPoller
from bot.store.database import Database
from bot.testing.fake_mastodon import TOKEN
from tests.intake.conftest import CHANNEL, running


async def poll(database_url: str, network_url: str, dies_at: str) -> None:
    """Until there is no more, or this very process is killed."""
    landmarks.watch(lambda name: os.kill(os.getpid(), signal.SIGKILL) if name == dies_at else None)
    database = Database(database_url)
    journal = Journal(database, _now, lambda: secrets.token_hex(8), bell=Bell(), channel=CHANNEL)
    async with http_client() as client, running(journal):
        poller = MastodonPoller(network_url, TOKEN, client, _now, timedelta(seconds=30))
        turn = PollRound(database, journal, poller, CHANNEL, _now, secrets.token_hex(8), lambda: 0.0)
        while await turn():
            pass
    await database.close()


def _now() -> datetime:
    return datetime.now(UTC)


def main() -> None:
    """Live as often as told."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            asyncio.run(poll(*line.split()))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - the answer to the parent


if __name__ == "__main__":
    main()

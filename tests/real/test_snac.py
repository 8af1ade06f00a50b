"""The Mastodon publisher keeps its contract on a real server too: .ci/real runs it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bot.outgoing import http_client
from bot.platforms.mastodon import MastodonPublisher
from bot.ports import Deleted, Intent, Published, Rejected
from bot.testing.fake_network import Fault
from bot.testing.faulty_way import FaultyWay
from bot.testing.publisher_contract import EDGES, PublisherContract, Stage, ready
from tests.builders import a_mention
from tests.platforms.conftest import an_intent
from tests.real.snac import Snac, a_snac

pytestmark = [pytest.mark.real]


@pytest.fixture(scope="module", autouse=True)
def snac(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snac]:
    """One server for all; each stage has a post of its own on it."""
    with a_snac(tmp_path_factory.mktemp("snac") / "data") as server:
        TestSnac.server = server
        yield server


def utc_now() -> datetime:
    """snac has no other time."""
    return datetime.now(UTC)


@dataclass
class OnSnac:
    """Implements `Stage`."""

    server: Snac
    way: FaultyWay
    publisher: MastodonPublisher
    ours: str
    reader: str
    theirs: str
    post: str

    def intent(self, text: str, id: str = "approval-1") -> Intent:
        """A reply to Jo."""
        target = {"status_id": self.post, "visibility": "public", "acct": "jo"}
        mention = a_mention(self.post, platform="mastodon", author_id="none", target=target)
        return an_intent(text, id=id, mention=mention, approved_at=utc_now())

    def public(self) -> list[str]:
        """Below the post, by us."""
        return self._below(self.reader, "acme")

    def kept(self, text: str) -> str:
        """snac keeps everything."""
        return text

    def others(self) -> list[str]:
        """Below the post, by Jo."""
        return self._below(self.theirs, "jo")

    def fail(self, *faults: Fault) -> None:
        """The next calls but those for our own name."""
        self.way.fail(*faults)

    def hide(self, *faults: Fault) -> None:
        """A look is such a call too."""
        self.way.fail(*faults)

    def somebody_answers(self, text: str) -> None:
        """Jo goes on."""
        told = {"status": text, "in_reply_to_id": self.post, "visibility": "public"}
        self.server.say(self.theirs, "POST", "/api/v1/statuses", told)

    def lose_post(self) -> None:
        """snac lets no program delete."""

    def outlive_token(self) -> None:
        """It ends only when somebody revokes it."""
        self.server.revoke(self.ours)

    def longest(self) -> str:
        """Tells 100,000 and enforces nothing; what is much longer it reads for half a minute."""
        return "o\u0308" * 1_500

    def _below(self, token: str, account: str) -> list[str]:
        """What an account wrote, as it sees it itself: others see it somewhat later."""
        told = self.server.say(token, "GET", f"/api/v1/statuses/{self.post}/context")
        ids = [one["id"] for one in told["descendants"] if one["account"]["username"] == account]
        sources = [self.server.say(token, "GET", f"/api/v1/statuses/{one}/source") for one in ids]
        return [str(one["text"]) for one in sources]


@asynccontextmanager
async def on_snac(server: Snac) -> AsyncIterator[OnSnac]:
    """A post of Jo's, and a publisher that has learned what the server allows."""
    ours, reader, theirs = [await server.token(one) for one in ("acme", "acme", "jo")]
    said = {"status": "@acme Where is my bag?", "visibility": "public"}
    post = server.say(theirs, "POST", "/api/v1/statuses", said)["id"]
    async with FaultyWay(server.url) as way, http_client() as client:
        publisher = MastodonPublisher(way.url, ours, client, utc_now)
        await publisher.learn()
        yield OnSnac(server, way, publisher, ours, reader, theirs, post)


class TestSnac(PublisherContract):
    """Without keys, without deletion, and without a look at the post that is answered."""

    renews_access = False
    looks_at_the_post = False
    server: Snac

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        """A new post on the one server."""
        return on_snac(self.server)

    async def test_a_text_at_the_limit_goes_out_and_one_sign_more_does_not(self) -> None:
        """snac takes what is longer too, so only the first half holds."""
        async with on_snac(self.server) as stage:
            full = stage.longest()
            assert isinstance(await stage.publisher.publish(ready(stage, full)), Published)
            assert stage.public() == [full]

    async def test_the_servers_own_limit_is_known(self) -> None:
        async with on_snac(self.server) as stage:
            told = stage.publisher.measure("https://acme.example/a", stage.intent("").mention)
            assert (told.used, told.limit) == (32, 100_000)

    async def test_a_deletion_that_the_server_does_not_know_is_not_called_done(self) -> None:
        async with on_snac(self.server) as stage:
            done = await stage.publisher.publish(ready(stage, EDGES[0]))
            assert isinstance(done, Published)
            told = await stage.publisher.delete(stage.intent(""), str(done.external_id))
            assert not isinstance(told, Deleted)
            assert isinstance(told, Rejected)
            assert stage.public() == [EDGES[0]]

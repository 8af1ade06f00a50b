"""The Bluesky publisher keeps its contract on a real server too: .ci/real runs it."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

import pytest

from bot.outgoing import http_client
from bot.platforms.bluesky import BlueskyPublisher
from bot.platforms.bluesky_session import BlueskySession
from bot.ports import Intent
from bot.testing.fake_network import Fault
from bot.testing.faulty_way import FaultyWay
from bot.testing.publisher_contract import DeleterContract, PublisherContract, Stage
from tests.builders import NOON, a_mention
from tests.platforms.conftest import an_intent
from tests.real.pds import PASSWORD, Pds, a_pds

pytestmark = [pytest.mark.real]
NUMBERS = count(1)
POSTS = "app.bsky.feed.post"


@pytest.fixture(scope="module", autouse=True)
def pds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pds]:
    """One server for all; each stage has accounts of its own on it."""
    with a_pds(tmp_path_factory.mktemp("pds")) as server:
        TestPds.server = server
        yield server


@dataclass
class OnPds:
    """Implements `Stage`."""

    server: Pds
    way: FaultyWay
    publisher: BlueskyPublisher
    session: BlueskySession
    ours: str
    theirs: tuple[str, str]
    post: dict[str, str]
    said: list[str] = field(default_factory=list)

    def intent(self, text: str, id: str = "approval-1") -> Intent:
        """A reply to Jo."""
        did = self.theirs[0]
        mention = a_mention(self.post["uri"], platform="bluesky", author_id=did, target=dict(self.post))
        return an_intent(text, id=id, mention=mention)

    def public(self) -> list[str]:
        """In our repository, as anybody reads it."""
        return self._texts(self.ours)

    def kept(self, text: str) -> str:
        """Records stay as they are."""
        return text

    def others(self) -> list[str]:
        """What Jo has said since."""
        return [one for one in self._texts(self.theirs[0]) if one in self.said]

    def fail(self, *faults: Fault) -> None:
        """The next calls about records."""
        self.way.fail(*faults)

    def hide(self, *faults: Fault) -> None:
        """A look is such a call too."""
        self.way.fail(*faults)

    def somebody_answers(self, text: str) -> None:
        """In another repository."""
        self.said.append(text)
        write(self.server, self.theirs, text)

    def lose_post(self) -> None:
        """Our server does not look at it."""
        told = {"repo": self.theirs[0], "collection": POSTS, "rkey": self.post["uri"].rsplit("/", 1)[-1]}
        self.server.ask("POST", "com.atproto.repo.deleteRecord", self.theirs[1], json=told)

    def outlive_token(self) -> None:
        """The next call with it is refused, as after two hours; the one that renews it is not."""
        self.way.fail(Fault.REFUSED)

    def longest(self) -> str:
        """300 signs for a reader."""
        return "o\u0308\u0301" * 300

    def _texts(self, did: str) -> list[str]:
        asked = {"repo": did, "collection": POSTS, "limit": "100"}
        found = self.server.ask("GET", "com.atproto.repo.listRecords", params=asked)["records"]
        return [str(one["value"]["text"]) for one in found if one["uri"] != self.post["uri"]]


def write(server: Pds, account: tuple[str, str], text: str) -> dict[str, str]:
    """A post of somebody's; its address and version."""
    record = {"$type": POSTS, "text": text, "createdAt": "2026-11-22T11:58:00.000Z"}
    told = {"repo": account[0], "collection": POSTS, "record": record}
    made = server.ask("POST", "com.atproto.repo.createRecord", account[1], json=told)
    return {"uri": made["uri"], "cid": made["cid"]}


@asynccontextmanager
async def on_pds(server: Pds) -> AsyncIterator[OnPds]:
    """Two new accounts, and a post of one of them."""
    number = next(NUMBERS)
    ours, theirs = server.join(f"acme{number}")[0], server.join(f"jo{number}")
    post = write(server, theirs, "Where is my bag?")
    async with FaultyWay(server.url) as way, http_client() as client:
        way.spared = ("/xrpc/com.atproto.server.",)
        session = BlueskySession("bluesky", way.url, f"acme{number}.test", PASSWORD, client, lambda: NOON)
        publisher = BlueskyPublisher(way.url, session, client, lambda: NOON, f"acme{number}.test")
        yield OnPds(server, way, publisher, session, ours, theirs, post)


class TestPds(PublisherContract, DeleterContract):
    """Under a key of our own."""

    repeats_are_harmless = True
    looks_at_the_post = False
    server: Pds

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        """New accounts on the one server."""
        return on_pds(self.server)

"""Each network that is posted on, with an account of ours and a post to answer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from bot.outgoing import http_client
from bot.platforms.bluesky import BlueskyPublisher
from bot.platforms.bluesky_session import BlueskySession
from bot.platforms.discourse import DiscoursePublisher
from bot.platforms.google_play import GooglePlayPublisher
from bot.platforms.google_token import ServiceAccount
from bot.platforms.mastodon import MastodonPublisher
from bot.platforms.x import XPublisher
from bot.ports import Intent
from bot.testing import fake_bluesky, fake_discourse, fake_google_play, fake_mastodon, fake_x
from bot.testing.fake_bluesky_repo import FakeBlueskyRepo
from bot.testing.fake_discourse import FakeDiscourse, Posted, tidied
from bot.testing.fake_google_play_replies import FakeGooglePlayReplies
from bot.testing.fake_mastodon_statuses import FakeMastodonStatuses
from bot.testing.fake_network import Fault
from bot.testing.fake_x import FakeX
from tests.builders import NOON, a_mention
from tests.platforms.conftest import an_intent
from tests.platforms.polled import a_private_key

COMPLAINT = {"uri": "at://did:plc:jo/app.bsky.feed.post/3k00000000001", "cid": "bafy1"}
BEGINNING = {"uri": "at://did:plc:jo/app.bsky.feed.post/3k00000000000", "cid": "bafy0"}


@dataclass
class OnBluesky:
    """Implements `Stage`."""

    network: FakeBlueskyRepo
    publisher: BlueskyPublisher
    theirs: list[str] = field(default_factory=list)

    def intent(self, text: str, id: str = "approval-1") -> Intent:
        """A reply to Jo."""
        mention = a_mention(
            COMPLAINT["uri"],
            platform="bluesky",
            author_id="did:plc:jo",
            author_handle="jo.test",
            target=COMPLAINT | {"root": BEGINNING},
        )
        return an_intent(text, id=id, mention=mention)

    def public(self) -> list[str]:
        """In our repository."""
        return [record["text"] for record in self.network.records.values()]

    def kept(self, text: str) -> str:
        """Records stay as they are."""
        return text

    def others(self) -> list[str]:
        """In their own repositories."""
        return self.theirs

    def fail(self, *faults: Fault) -> None:
        """The next calls about records."""
        self.network.fail(*faults)

    def hide(self, *faults: Fault) -> None:
        """A look is such a call too."""
        self.network.fail(*faults)

    def somebody_answers(self, text: str) -> None:
        """Which changes nothing in ours."""
        self.theirs.append(text)

    def lose_post(self) -> None:
        """Our server knows nothing of Jo's."""

    def outlive_token(self) -> None:
        """It must be refreshed."""
        self.network.expire()

    def longest(self) -> str:
        """300 families, each one sign for a reader, would be too many bytes; so letters with two marks."""
        return "o\u0308\u0301" * 300


@asynccontextmanager
async def on_bluesky() -> AsyncIterator[OnBluesky]:
    """A server and a publisher for one account on it."""
    async with FakeBlueskyRepo() as network, http_client() as client:
        session = BlueskySession(
            "bluesky", network.url, fake_bluesky.HANDLE, fake_bluesky.PASSWORD, client, lambda: NOON
        )
        yield OnBluesky(network, BlueskyPublisher(network.url, session, client, lambda: NOON, "acme.test"))


@dataclass
class OnMastodon:
    """Implements `Stage`."""

    network: FakeMastodonStatuses
    publisher: MastodonPublisher
    post: str

    def intent(self, text: str, id: str = "approval-1") -> Intent:
        """A reply to Jo."""
        mention = a_mention(
            f"{self.post}@{urlsplit(self.network.url).netloc}",
            platform="mastodon",
            author_id="77",
            target={"status_id": self.post, "visibility": "public", "acct": "jo@example.social"},
        )
        return an_intent(text, id=id, mention=mention)

    def public(self) -> list[str]:
        """What the server makes of ours."""
        return [one.text.strip() for one in self.network.posted.values() if one.account == fake_mastodon.ME]

    def kept(self, text: str) -> str:
        """Mastodon trims."""
        return text.strip()

    def others(self) -> list[str]:
        """By other accounts."""
        return [one.text for one in self.network.posted.values() if one.account != fake_mastodon.ME]

    def fail(self, *faults: Fault) -> None:
        """The next calls about posts."""
        self.network.fail(*faults)

    def hide(self, *faults: Fault) -> None:
        """A look is such a call too."""
        self.network.fail(*faults)

    def somebody_answers(self, text: str) -> None:
        """Another account."""
        self.network.answers(self.post, text, "78")

    def lose_post(self) -> None:
        """It goes with the notification of it."""
        self.network.delete(self.post)

    def outlive_token(self) -> None:
        """It ends only when somebody revokes it."""
        self.network.is_revoked = True

    def longest(self) -> str:
        """A link counts 23 however long it is, and a letter with its marks one."""
        return f"https://acme.example/{'a' * 60} " + "o\u0308\u0301" * 476


@asynccontextmanager
async def on_mastodon(*, learned: bool = True) -> AsyncIterator[OnMastodon]:
    """A server with a post of Jo's, and a publisher that has `learned` what it allows."""
    async with FakeMastodonStatuses() as network, http_client() as client:
        publisher = MastodonPublisher(network.url, fake_mastodon.TOKEN, client, lambda: NOON)
        if learned:
            await publisher.learn()
        yield OnMastodon(network, publisher, network.mention("Where is my bag?", NOON))


@dataclass
class OnX:
    """Implements `Stage`."""

    network: FakeX
    publisher: XPublisher
    theirs: list[str] = field(default_factory=list)

    def intent(self, text: str, id: str = "approval-1") -> Intent:
        """A reply to Jo, who mentioned us."""
        return an_intent(text, id=id, mention=a_mention("1234", platform="x", author_id="77", summoned=True))

    def public(self) -> list[str]:
        """Ours, as readers see them."""
        return [self.kept(one.text) for one in self.network.posted.values()]

    def kept(self, text: str) -> str:
        """X trims."""
        return text.strip()

    def others(self) -> list[str]:
        """On other timelines."""
        return self.theirs

    def fail(self, *faults: Fault) -> None:
        """The next calls but those for our own name."""
        self.network.fail(*faults)

    def hide(self, *faults: Fault) -> None:
        """A look is such a call too."""
        self.network.fail(*faults)

    def somebody_answers(self, text: str) -> None:
        """Which changes nothing on our timeline."""
        self.theirs.append(text)

    def lose_post(self) -> None:
        """X does not tell whether it is gone or only hidden."""
        self.network.open_to_us.clear()

    def outlive_token(self) -> None:
        """It ends only when somebody revokes it."""
        self.network.is_revoked = True

    def longest(self) -> str:
        """A link counts 23, an emoji 2 whatever it is made of."""
        family = "\U0001f469\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
        return f"https://acme.com/{'a' * 60} {family * 100} {'a' * 55}"


@asynccontextmanager
async def on_x(**changes: Any) -> AsyncIterator[OnX]:
    """X with a post of Jo's that we may answer."""
    async with FakeX() as network, http_client() as client:
        network.open_to_us.add("1234")
        yield OnX(network, XPublisher(network.url, fake_x.KEYS, client, lambda: NOON, **changes))


@dataclass
class OnGooglePlay:
    """Implements `Stage`. Each approval answers a review of its own: Google keeps one answer to each."""

    network: FakeGooglePlayReplies
    publisher: GooglePlayPublisher
    reviews: dict[str, str] = field(default_factory=dict)
    theirs: list[str] = field(default_factory=list)

    def intent(self, text: str, id: str = "approval-1") -> Intent:
        """An answer to a review."""
        if id not in self.reviews:
            self.reviews[id] = self.network.review("It never opens.", NOON)
        review = self.reviews[id]
        target = {"package": fake_google_play.PACKAGE, "review_id": review, "answered": False}
        mention = a_mention(review, platform="google_play", posted_at=NOON, target=target)
        return an_intent(text, id=id, mention=mention)

    def public(self) -> list[str]:
        """All answers that were not given by hand."""
        return [one for one in self.network.texts() if one not in self.theirs]

    def kept(self, text: str) -> str:
        """Google keeps what it is given, if there is no HTML in it."""
        return text

    def others(self) -> list[str]:
        """All that were given by hand and still stand."""
        return [one for one in self.network.texts() if one in self.theirs]

    def fail(self, *faults: Fault) -> None:
        """The next answers; the looks before them do well."""
        self.network.hides = False
        self.network.fail(*faults)

    def hide(self, *faults: Fault) -> None:
        """The next looks."""
        self.network.hides = True
        self.network.fail(*faults)

    def somebody_answers(self, text: str) -> None:
        """A colleague in the Play Console."""
        self.theirs.append(text)
        self.network.answered(self.reviews["approval-1"], text, NOON)

    def lose_post(self) -> None:
        """The review is deleted."""
        del self.network.reviews[self.reviews["approval-1"]]

    def outlive_token(self) -> None:
        """It is over before its time."""
        self.network.expire()

    def longest(self) -> str:
        """Every code point counts."""
        return "\u00fc" * 350


@asynccontextmanager
async def on_google_play(
    kind: type[FakeGooglePlayReplies] = FakeGooglePlayReplies,
) -> AsyncIterator[OnGooglePlay]:
    """An app, and a publisher with a key for it."""
    async with kind() as network, http_client() as client:
        account = ServiceAccount.load(network.key_file(a_private_key()))
        publisher = GooglePlayPublisher(network.url, fake_google_play.PACKAGE, account, client, lambda: NOON)
        yield OnGooglePlay(network, publisher)


@dataclass
class OnDiscourse:
    """Implements `Stage` and `ModeratedStage`."""

    network: FakeDiscourse
    publisher: DiscoursePublisher
    post: Posted

    def intent(self, text: str, id: str = "approval-1") -> Intent:
        """A reply to Jo."""
        target = {"topic_id": fake_discourse.TOPIC, "reply_to_post_number": self.post.number}
        mention = a_mention(str(self.post.id), platform="discourse", author_handle="jo", target=target)
        return an_intent(text, id=id, mention=mention)

    def public(self) -> list[str]:
        """Ours in the topic."""
        ours = (one for one in self.network.posts.values() if one.user == fake_discourse.USER)
        return [self.kept(one.raw) for one in ours]

    def kept(self, text: str) -> str:
        """A forum tidies up."""
        return tidied(text)

    def others(self) -> list[str]:
        """All but ours and the post that is answered."""
        return [
            one.raw
            for one in self.network.posts.values()
            if one.user != fake_discourse.USER and one.id != self.post.id
        ]

    def fail(self, *faults: Fault) -> None:
        """The next calls."""
        self.network.fail(*faults)

    def hide(self, *faults: Fault) -> None:
        """A look is such a call too."""
        self.network.fail(*faults)

    def somebody_answers(self, text: str) -> None:
        """Another user."""
        self.network.write(text, "somebody", self.post.number)

    def lose_post(self) -> None:
        """A moderator has taken it away."""
        del self.network.posts[self.post.id]

    def outlive_token(self) -> None:
        """It ends only when somebody revokes it."""
        self.network.is_revoked = True

    def longest(self) -> str:
        """Every code point counts."""
        return "\u00fc" * 32_000

    def moderate(self) -> None:
        """New users' posts are looked at first, and we are one."""
        self.network.moderates = True

    def let_through(self) -> None:
        """A moderator approves what waits."""
        self.network.let_through()


@asynccontextmanager
async def on_discourse(**changes: Any) -> AsyncIterator[OnDiscourse]:
    """A forum with a post of Jo's."""
    async with FakeDiscourse() as network, http_client() as client:
        publisher = DiscoursePublisher(
            network.url, fake_discourse.KEY, fake_discourse.USER, client, lambda: NOON, **changes
        )
        yield OnDiscourse(network, publisher, network.write("Where is my bag?", "jo"))

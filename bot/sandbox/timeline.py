"""A pretend public network: posts, replies under them, and the receiver of signed replies
(https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md)."""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.sandbox.changes import Changes
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.shapes import Clock, Json

TOLERANCE_SECONDS = 300.0
KEPT_POSTS = 1_000
KEPT_DELIVERIES = 10_000
HOOK = "hook"
"""The name of the receiver among the faults."""
REPLY_NAME = "The brand"


class WrongSignature(Exception):
    """The delivery is not signed with the secret, or is too old."""


@dataclass
class Post:
    """One public post. `id` is unique over all platforms; `own_id` is the platform's."""

    id: str
    platform: str
    own_id: str
    author: str
    handle: str
    text: str
    url: str
    at: float
    edited: bool = False
    deleted: bool = False
    replies: list[Json] = field(default_factory=list)

    @property
    def shown(self) -> Json:
        """For the page."""
        return {name: value for name, value in vars(self).items() if name != "own_id"}


class Timeline:
    """The posts, the newest `KEPT_POSTS` of them. `secret` is `whsec_…`."""

    def __init__(self, secret: str, clock: Clock, changes: Changes) -> None:
        self.url = ""
        self._key = base64.b64decode(secret.removeprefix("whsec_"))
        self._clock = clock
        self._changes = changes
        self._posts: dict[str, Post] = {}
        self.faults = Faults()
        self._answers: dict[str, Json] = {}

    @property
    def posts(self) -> list[Post]:
        """Newest first."""
        return sorted(self._posts.values(), key=lambda post: post.at, reverse=True)

    def put(self, sent: Json) -> Post | None:
        """A post is new, edited or deleted; `None` if it lacks its id or its platform."""
        platform, own_id = str(sent.get("platform") or ""), str(sent.get("id") or "")
        if not platform or not own_id:
            return None
        key = f"{platform}-{own_id}"
        post = self._posts.get(key)
        if post is None:
            post = self._posts[key] = self._new_post(key, platform, own_id, sent)
            self._forget_oldest()
        else:
            _change(post, sent)
        self._changes.visible()
        return post

    def fail(
        self,
        *,
        status: int | None = None,
        drop: bool = False,
        delay: float = 0.0,
        retry_after: int | None = None,
        times: int | None = 1,
    ) -> None:
        """The next `times` deliveries fail as `Fault` says; with `drop` the reply is put, unanswered."""
        fault = Fault(status=status, drop=drop, delay=delay, retry_after=retry_after, times=times)
        self.faults.order(HOOK, fault)

    def receive(self, headers: Mapping[str, str], body: bytes) -> None:
        """Check the signature of a delivery.

        Raises:
            WrongSignature: it is not from the product, or too old.
        """
        delivery, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
        if not timestamp.isdigit() or abs(self._clock() - int(timestamp)) > TOLERANCE_SECONDS:
            raise WrongSignature
        signed = f"{delivery}.{timestamp}.".encode() + body
        digest = base64.b64encode(hmac.digest(self._key, signed, hashlib.sha256)).decode()
        given = headers.get("webhook-signature", "").split()
        if not delivery or not any(
            hmac.compare_digest(one.encode(), f"v1,{digest}".encode()) for one in given
        ):
            raise WrongSignature

    def publish(self, delivery: str, sent: Json) -> Json | None:
        """Put the reply of a delivery under its post, once; `None` if the post is not there."""
        if delivery in self._answers:
            return self._answers[delivery]
        mention, reply = sent["data"]["mention"], sent["data"]["reply"]
        post_id = f"{mention['platform']}-{mention['id']}"
        if (mention.get("target") or {}).get("statement"):
            # A statement to everybody replies to no post: it is one of the brand's own.
            own = {"author": REPLY_NAME, "text": reply["text"], "at": self._clock()}
            self.put({"platform": mention["platform"], "id": mention["id"], **own})
            self._answers[delivery] = {"id": mention["id"], "url": f"{self.url}/#post-{post_id}"}
            return self._answers[delivery]
        reply_id = self.reply(post_id, str(reply["text"]), REPLY_NAME, "api")
        if reply_id is None:
            return None
        self._answers[delivery] = {"id": reply_id, "url": f"{self.url}/#post-{post_id}"}
        if len(self._answers) > KEPT_DELIVERIES:
            del self._answers[next(iter(self._answers))]
        return self._answers[delivery]

    def reply(self, post_id: str, text: str, by: str, how: Literal["api", "hand"]) -> str | None:
        """A reply of the brand under a post; gives its id, `None` if the post is not there."""
        post = self._posts.get(post_id)
        if post is None or post.deleted:
            return None
        post.replies.append({"text": text, "by": by, "at": self._clock(), "how": how})
        self._changes.visible()
        return f"{post_id}-r{len(post.replies)}"

    def _new_post(self, key: str, platform: str, own_id: str, sent: Json) -> Post:
        author, handle, text, url = (
            str(sent.get(name) or "") for name in ("author", "handle", "text", "url")
        )
        at = sent.get("at")
        posted = float(at) if isinstance(at, int | float) else self._clock()
        deleted = bool(sent.get("deleted"))
        return Post(key, platform, own_id, author, handle, text, url, posted, deleted=deleted)

    def _forget_oldest(self) -> None:
        if len(self._posts) > KEPT_POSTS:
            del self._posts[next(iter(self._posts))]


def _change(post: Post, sent: Json) -> None:
    if "text" in sent and sent["text"] != post.text:
        post.text, post.edited = str(sent["text"]), True
    post.deleted = bool(sent.get("deleted"))

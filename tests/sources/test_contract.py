"""Every built-in source passes the suite that plug-ins must pass."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import datetime

from bot.intake.own import OwnAccounts
from bot.intake.source import Gate, Generic
from bot.intake.verify import keyring
from bot.ports import Call, Setup, Source
from bot.sources.discourse import Discourse
from bot.sources.generic import GenericSender
from bot.sources.preset import preset_source, read_preset
from bot.sources.x_activity import XActivity
from bot.testing.source_contract import SECRET, Golden, Handshake, SourceContract
from tests.intake.bodies import a_post, body_of
from tests.sources.samples import (
    BRAND,
    X_DELETE,
    X_EDIT,
    X_OWN,
    X_QUOTE,
    X_REPLY,
    a_forum_post,
    forum,
    x_event,
)
from tests.sources.senders import base64_signed, bearer, hex_signed, standard

KEYS = tuple("whsec_" + base64.b64encode(letter * 32).decode() for letter in (b"n", b"o"))
CRC = "MTcwZjM4YjYtZTg5Mi00YjYx"


class TestGenericSigned(SourceContract):
    goldens = (
        Golden(
            body_of(a_post("7", author={"id": "44", "handle": "jo"})),
            [{"id": "7", "author": {"handle": "jo"}, "event": "created"}],
        ),
        Golden(body_of(a_post("8"), a_post("9")), [{"id": "8"}, {"id": "9"}]),
    )
    changes = (
        Golden(body_of(a_post("7", "Still no bag.", event="edited")), [{"id": "7", "event": "edited"}]),
        Golden(body_of({"id": "7", "platform": "x", "event": "deleted"}), [{"id": "7", "event": "deleted"}]),
    )
    silent = (Golden(b"[]", []), Golden(b'{"mentions": []}', []))
    own_account = "44"
    secrets = (KEYS[0], KEYS[1])

    def gate(self, *secrets: str, own: Iterable[str] = ()) -> Gate:
        return Generic(keyring(secrets or self.secrets[:1]), OwnAccounts(own))

    def sign(self, body: bytes, secret: str, at: datetime) -> Call:
        return standard(body, secret, at)

    def flood(self, items: int) -> bytes | None:
        return json.dumps([{}] * items).encode()

    def sender(self) -> object:
        return GenericSender(self.secrets[0])


class TestGenericWithAPlainSecret(TestGenericSigned):
    secrets = (SECRET, "another plain secret of the suite")
    signs_body = False

    def sign(self, body: bytes, secret: str, at: datetime) -> Call:
        return bearer(body, secret)


class TestXActivity(SourceContract):
    goldens = (
        Golden(
            x_event("post.mention.create"),
            [
                {
                    "id": "2080765813578191303",
                    "platform": "x",
                    "url": "https://x.com/jo/status/2080765813578191303",
                    "posted_at": "2026-11-22T11:58:00Z",
                    "language": "en",
                    "author": {
                        "id": "2222222222222222222",
                        "handle": "jo",
                        "name": "Jo Park",
                        "followers": 97,
                    },
                    "target": {"in_reply_to_tweet_id": "2080765813578191303"},
                    "summoned": True,
                }
            ],
        ),
        Golden(X_REPLY, [{"in_reply_to": "2080761390344937796", "summoned": None}], name="reply"),
        Golden(X_QUOTE, [{"id": "2090000000000000002", "summoned": True}], name="quote"),
    )
    changes = (
        Golden(
            X_EDIT,
            [
                {
                    "id": "2080765813578191303",
                    "event": "edited",
                    "target": {"in_reply_to_tweet_id": "2080765813578191399"},
                }
            ],
            name="edited",
        ),
        Golden(X_DELETE, [{"id": "2080765813578191303", "event": "deleted"}], name="deleted"),
    )
    silent = (
        Golden(X_OWN, [], name="our own"),
        Golden(x_event("post.repost.create"), [], name="repost"),
        Golden(x_event("like.create"), [], name="like"),
    )
    own_account = "2222222222222222222"
    handshakes = (
        Handshake(
            b"nonce=1&crc_token=" + CRC.encode(),
            b'{"response_token": "sha256='
            + base64.b64encode(hmac.new(SECRET.encode(), CRC.encode(), hashlib.sha256).digest())
            + b'"}',
        ),
    )

    def make(self, setup: Setup) -> Source:
        return XActivity(setup)

    def sign(self, body: bytes, secret: str, at: datetime) -> Call:
        return base64_signed("x-twitter-webhooks-signature", body, secret)


class TestXActivityWithTheNewerSignature(TestXActivity):
    def sign(self, body: bytes, secret: str, at: datetime) -> Call:
        return base64_signed("X-Twitter-Webhooks-Signature-OAuth2", body, secret)


class TestDiscourse(SourceContract):
    goldens = (
        Golden(
            a_forum_post(),
            [
                {
                    "id": "4711",
                    "platform": "discourse",
                    "text": "The app logs me out **every** time.",
                    "url": "https://forum.harbourline.example/t/login-trouble/90/3",
                    "author": {"id": "77", "handle": "jo", "name": "Jo Park"},
                    "thread": "90",
                    "in_reply_to": "1",
                    "target": {"topic_id": 90, "reply_to_post_number": 3},
                }
            ],
            forum("post_created"),
        ),
        Golden(a_forum_post(raw=None), [{"text": "The app logs me out every time."}], forum("post_created")),
        Golden(
            a_forum_post(topic_archetype="private_message"),
            [{"target": {"topic_id": 90, "reply_to_post_number": 3, "visibility": "direct"}}],
            forum("post_created"),
        ),
        Golden(
            a_forum_post(topic_archived=True),
            [{"target": {"topic_id": 90, "reply_to_post_number": 3, "locked": True}}],
            forum("post_created"),
        ),
    )
    changes = (
        Golden(
            a_forum_post(raw="It works now."),
            [{"id": "4711", "event": "edited", "text": "It works now."}],
            forum("post_edited"),
        ),
        Golden(a_forum_post(), [{"id": "4711", "event": "deleted"}], forum("post_destroyed")),
    )
    silent = (
        Golden(b'{"ping": "OK"}', [], forum("ping")),
        Golden(a_forum_post(post_type=4), [], forum("post_created"), "whisper"),
        Golden(b'{"topic": {"id": 1}}', [], forum("topic_created")),
    )
    own_account = "77"

    def make(self, setup: Setup) -> Source:
        return Discourse(setup)

    def sign(self, body: bytes, secret: str, at: datetime) -> Call:
        return hex_signed("X-Discourse-Event-Signature", "sha256=", body, secret)


OWN_TOOL = b"""
title = "A tool of the operator's own"
[auth]
%s
[map.platform]
value = "web"
[map.fields]
id = "nr"
text = "words"
author.id = "who"
"""


class OwnTool(SourceContract):
    """A preset that an operator wrote."""

    auth: bytes
    goldens = (
        Golden(b'{"nr": 7, "words": "Broken again.", "who": 44}', [{"id": "7", "text": "Broken again."}]),
    )
    silent = (Golden(b"[]", []),)
    own_account = "44"

    def make(self, setup: Setup) -> Source:
        return preset_source("own", read_preset("own", OWN_TOOL % self.auth, "own.toml"), None, setup)

    def flood(self, items: int) -> bytes | None:
        return json.dumps([{}] * items).encode()


class TestOwnToolByStandardWebhooks(OwnTool):
    auth = b'mode = "standard"'
    secrets = (KEYS[0], KEYS[1])

    def sign(self, body: bytes, secret: str, at: datetime) -> Call:
        return standard(body, secret, at)


class TestOwnToolThatSignsTheTime(OwnTool):
    auth = b"""mode = "hmac"
    header = "X-Own-Signature"
    encoding = "base64"
    signs = "{timestamp}{body}"
    timestamp_header = "X-Own-Time"
    """

    def sign(self, body: bytes, secret: str, at: datetime) -> Call:
        stamp = str(int(at.timestamp())).encode()
        digest = hmac.new(secret.encode(), stamp + body, hashlib.sha256).digest()
        return Call([(b"x-own-signature", base64.b64encode(digest)), (b"x-own-time", stamp)], body)


class TestOwnToolWithAHeaderOfItsOwn(OwnTool):
    auth = b'mode = "secret"\nheader = "X-Own-Key"'
    signs_body = False

    def sign(self, body: bytes, secret: str, at: datetime) -> Call:
        return Call([(b"x-own-key", secret.encode())], body)


def test_what_x_says_the_account_itself_wrote_is_left_out_without_any_setting() -> None:
    body = x_event("post.mention.create", author_id=BRAND)
    parsed = TestXActivity().gate().read([], body)
    assert (parsed.mentions, parsed.own) == ([], 1)

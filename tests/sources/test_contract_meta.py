"""Meta's two sources pass the suite that plug-ins must pass."""

import json
from datetime import datetime

from bot.ports import Call, Setup, Source
from bot.sources import presets
from bot.testing.source_contract import VERIFY_TOKEN, Golden, Handshake, SourceContract
from tests.sources.samples import (
    changed,
    sample,
)
from tests.sources.senders import hex_signed


class Meta(SourceContract):
    """What both of Meta's share."""

    handshakes = (
        Handshake(
            b"hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token="
            + VERIFY_TOKEN.replace(" ", "+").encode(),
            b"1158201444",
        ),
    )

    def sign(self, body: bytes, secret: str, at: datetime) -> Call:
        return hex_signed("X-Hub-Signature-256", "sha256=", body, secret)

    def flood(self, items: int) -> bytes | None:
        return json.dumps({"entry": [{"changes": [_COMMENT] * items}]}).encode()


_COMMENT = {"field": "feed", "value": {"item": "comment", "verb": "add"}}


class TestMetaPage(Meta):
    goldens = (
        Golden(
            sample("meta_page"),
            [
                {
                    "id": "44444444_444444444",
                    "platform": "facebook",
                    "author": {"id": "2233445566", "name": "Jo Example"},
                    "target": {"comment_id": "44444444_444444444"},
                    "posted_at": "2026-01-05T07:59:50Z",
                }
            ],
        ),
    )
    changes = (
        Golden(
            changed("meta_page", "entry", 0, "changes", 0, "value", "verb", value="edited"),
            [{"event": "edited"}],
        ),
        Golden(
            changed("meta_page", "entry", 0, "changes", 0, "value", "verb", value="remove"),
            [{"event": "deleted"}],
        ),
    )
    silent = (
        Golden(
            changed("meta_page", "entry", 0, "changes", 0, "value", "item", value="reaction"), [], name="like"
        ),
        Golden(
            changed("meta_page", "entry", 0, "changes", 0, "field", value="name"), [], name="the page's name"
        ),
    )
    own_account = "2233445566"

    def make(self, setup: Setup) -> Source:
        return presets.meta_page(setup)


class TestInstagram(Meta):
    goldens = (
        Golden(
            sample("instagram"),
            [
                {
                    "id": "17865799348089039",
                    "platform": "instagram",
                    "author": {"id": "1122334455", "handle": "jo.example"},
                    "thread": "17887498072083520",
                    "in_reply_to": "17900000000000001",
                }
            ],
        ),
    )
    silent = (
        Golden(
            changed("instagram", "entry", 0, "changes", 0, "field", value="mentions"), [], name="ids only"
        ),
    )
    own_account = "1122334455"

    def make(self, setup: Setup) -> Source:
        return presets.instagram(setup)

    def flood(self, items: int) -> bytes | None:
        return json.dumps({"entry": [{"changes": [{"field": "comments"}] * items}]}).encode()


def test_the_pages_own_comments_are_left_out_without_any_setting() -> None:
    body = changed("meta_page", "entry", 0, "changes", 0, "value", "from", "id", value="1067280970047460")
    parsed = TestMetaPage().gate().read([], body)
    assert (parsed.mentions, parsed.own) == ([], 1)

"""Every preset passes the suite that plug-ins must pass."""

import json
from datetime import datetime

from bot.ports import Call, Setup, Source
from bot.sources import presets
from bot.testing.source_contract import Golden, SourceContract
from tests.intake.bodies import body_of
from tests.sources.samples import (
    changed,
    sample,
)
from tests.sources.senders import bearer, hex_signed, in_path


class InPath(SourceContract):
    """Tools that can only be given an address."""

    signs_body = False

    def sign(self, body: bytes, secret: str, at: datetime) -> Call:
        return in_path(body, secret)


class TestF5Bot(InPath):
    goldens = (
        Golden(
            sample("f5bot"),
            [
                {
                    "id": "F5BOT-alert-12345",
                    "platform": "reddit",
                    "text": "Two hours at the desk and Harbourline still can't say where my bag is.\n"
                    "Never again.",
                    "posted_at": "2026-01-12T18:20:30Z",
                    "author": {"handle": "author_username"},
                }
            ],
        ),
        Golden(
            changed("f5bot", "url", value="https://news.ycombinator.com/item?id=1"),
            [{"platform": "hacker_news"}],
        ),
        Golden(changed("f5bot", "url", value="https://lobste.rs/s/abc"), [{"platform": "forum"}]),
    )
    own_account = "@Author_Username"

    def make(self, setup: Setup) -> Source:
        return presets.f5bot(setup)


class TestOctolens(InPath):
    goldens = (
        Golden(
            sample("octolens"),
            [
                {
                    "id": "https://reddit.com/r/ferries/comments/1xyz/harbourline_cancelled_again",
                    "platform": "reddit",
                    "text": "Harbourline cancelled again\n\nThird sailing this week cancelled an hour before "
                    "departure, and the app still sells tickets for it.",
                    "author": {"handle": "island_commuter"},
                }
            ],
        ),
    )
    own_account = "@island_commuter"

    def make(self, setup: Setup) -> Source:
        return presets.octolens(setup)


class TestTrustpilot(InPath):
    goldens = (
        Golden(
            sample("trustpilot"),
            [
                {
                    "id": "53bffd360000640002975387",
                    "platform": "trustpilot",
                    "stars": 1,
                    "language": "en",
                    "author": {"id": "53bffc3900006400017e5db8", "name": "Customer"},
                    "target": {"review_id": "53bffd360000640002975387"},
                }
            ],
        ),
    )
    changes = (
        Golden(
            changed("trustpilot", "events", 0, "eventName", value="service-review-updated"),
            [{"event": "edited"}],
        ),
        Golden(
            b'{"events": [{"eventName": "service-review-deleted", "eventData": {"id": "5"}}]}',
            [{"id": "5", "event": "deleted"}],
        ),
    )
    silent = (Golden(b'{"events": []}', []),)
    own_account = "53bffc3900006400017e5db8"

    def make(self, setup: Setup) -> Source:
        return presets.trustpilot(setup)

    def flood(self, items: int) -> bytes | None:
        return json.dumps({"events": [{}] * items}).encode()


class TestZapier(SourceContract):
    goldens = (
        Golden(
            sample("zapier"),
            [
                {
                    "id": "1234",
                    "platform": "x",
                    "event": "created",
                    "author": {"id": "77", "handle": "jo", "name": "Jo Park", "followers": 1200},
                }
            ],
        ),
        Golden(
            body_of({"link": "https://www.tiktok.com/@jo/video/1", "body": "Broken."}),
            [{"platform": "tiktok"}],
        ),
    )
    changes = (Golden(changed("zapier", "event", value="deleted"), [{"event": "deleted"}]),)
    silent = (Golden(b"[]", []),)
    own_account = "77"
    signs_body = False

    def make(self, setup: Setup) -> Source:
        return presets.zapier(setup)

    def sign(self, body: bytes, secret: str, at: datetime) -> Call:
        return bearer(body, secret)

    def flood(self, items: int) -> bytes | None:
        return json.dumps([{}] * items).encode()


class TestRedd(SourceContract):
    goldens = (
        Golden(
            sample("redd"),
            [{"id": "1abcde", "platform": "reddit", "author": {"handle": "island_commuter"}}],
        ),
    )
    own_account = "@island_commuter"

    def make(self, setup: Setup) -> Source:
        return presets.redd(setup)

    def sign(self, body: bytes, secret: str, at: datetime) -> Call:
        return hex_signed("X-Redd-Signature", "", body, secret)


class TestReplyt(InPath):
    goldens = (
        Golden(
            sample("replyt"),
            [
                {
                    "id": "https://reddit.com/r/ferries/comments/abc123/anyone_else_stranded",
                    "platform": "reddit",
                },
                {"text": "Harbourline's app charged me twice"},
            ],
        ),
    )

    def make(self, setup: Setup) -> Source:
        return presets.replyt(setup)

    def flood(self, items: int) -> bytes | None:
        return json.dumps({"mentions": [{}] * items}).encode()


class TestMentionFox(SourceContract):
    goldens = (Golden(sample("mentionfox"), [{"id": "mention_xyz789", "platform": "x", "sentiment": -0.6}]),)
    silent = (
        Golden(b'{"event": "scan.completed", "data": {}}', []),
        Golden(b'{"event": "ping"}', []),
    )

    def make(self, setup: Setup) -> Source:
        return presets.mentionfox(setup)

    def sign(self, body: bytes, secret: str, at: datetime) -> Call:
        return hex_signed("X-MentionFox-Signature", "", body, secret)


class TestYouScan(InPath):
    goldens = (
        Golden(
            sample("youscan"),
            [
                {
                    "id": "4711-990017",
                    "platform": "facebook",
                    "author": {"handle": "marta.example", "name": "Marta Example", "followers": 120},
                }
            ],
        ),
    )

    def make(self, setup: Setup) -> Source:
        return presets.youscan(setup)

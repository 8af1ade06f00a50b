"""Requests for replies to posts of our own making."""

from datetime import UTC, datetime
from typing import Any

from bot.drafting.composing import DraftRequest, seeds
from bot.drafting.library import Library
from bot.models import Severity
from bot.ports import Length
from tests.builders import a_mention, a_verdict

LIBRARY = Library.load(seeds())
MORNING = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def in_280(text: str) -> Length:
    """A network that counts plain characters."""
    return Length(len(text), 280)


def a_request(text: str, category: str = "other", **changes: Any) -> DraftRequest:
    """A first calm draft for Harbourline; `changes` go to the mention, verdict or request, by name."""
    mention = a_mention(
        changes.pop("external_id", "1"), text=text, author_name=changes.pop("author_name", None)
    )
    verdict = {
        key: changes.pop(key)
        for key in ("severity", "flags", "language", "second_category")
        if key in changes
    }
    values: dict[str, Any] = {
        "mention": mention,
        "verdict": a_verdict(mention, category=category, **verdict),
        "brand": LIBRARY.brand("harbourline"),
        "tone": "calm",
        "attempt": 1,
        "measure": in_280,
        "now": MORNING,
    }
    return DraftRequest(**(values | changes))


POSTS = {
    "delay": "@Harbourline 3 hours stuck on the 7:40 to Ryde with two kids and nobody tells us anything",
    "cancellation": "you cancelled our crossing an hour before it left and now we miss a wedding",
    "lost": "My suitcase never came off the 9:15 ferry and it's been 2 days",
    "damaged": "thanks for smashing the wheel of my stroller, Harbourline",
    "queue": "45 minutes in line at the pier for one open window",
    "staff": "The steward on the 6pm boat was so rude to my grandmother",
    "booking": "your site won't let me change my booking, tried five times",
    "support": "on hold for 50 minutes and then you hung up on me",
    "quality": "the toilets on the ferry were filthy and there was no water",
    "billing": "you charged me twice for the same ticket and no refund in sight",
    "safety": "a door fell on my hand on board and I ended up in hospital",
    "outage": "your app crashes every time I open my ticket",
    "other": "so done with this company, what a joke",
}
"""One post for each category."""

SEVERITIES = tuple(Severity)

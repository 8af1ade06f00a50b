"""Who might speak up on that day, and a letter that asks."""

from datetime import timedelta
from typing import Any

from bot.gallery.rows import ANN, MAYA, NOON
from bot.models import Advocate, Outreach, Relation
from bot.text import sha256

GOOD_END = (
    "Please say what you yourself think, in your own words. "
    "Please say in the post itself that {tie}. No is a good answer."
)
TIES = {
    Relation.EMPLOYEE: "you work for Harbourline",
    Relation.PARTNER: "you work together with Harbourline",
    Relation.PAID: "Harbourline pays you",
    Relation.CUSTOMER: "Harbourline wrote to you",
}


def an_advocate(id: str = "kim", **changes: Any) -> Advocate:
    """A customer who has agreed to be asked."""
    values: dict[str, Any] = {
        "id": id,
        "name": id.capitalize(),
        "accounts": [f"x:{id}"],
        "topics": ["checkout"],
        "languages": ["en"],
        "relation": Relation.CUSTOMER,
        "consent_at": NOON - timedelta(days=90),
        "added_by": MAYA,
        "added_at": NOON - timedelta(days=90),
    }
    return Advocate(**(values | changes))


def a_letter(advocate_id: str = "kim", id: str = "outreach-1", **changes: Any) -> Outreach:
    """A letter that waits for an approver."""
    text = changes.pop(
        "text", f"Hello Kim, this is what we know. {GOOD_END.format(tie=TIES[Relation.CUSTOMER])}"
    )
    values: dict[str, Any] = {
        "id": id,
        "advocate_id": advocate_id,
        "incident_id": "i1",
        "text": text,
        "sha256": sha256(text),
        "made_by": "template",
        "facts": ["The checkout was down from 9:10 to 10:40."],
        "reasons": ["knows about checkout"],
        "asked_by": ANN,
        "asked_at": NOON,
    }
    return Outreach(**(values | changes))

"""One delivery on its way into the store: what came, what was made of it, and the rows it becomes. Pure."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from bot.intake.mention import NewMention
from bot.intake.parse import WHOLE_BODY, Parsed, Unusable
from bot.models import Event, MentionState, Outcome
from bot.store.mentions import Standing

OTHER_BODY = "the same webhook-id came before with another body"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a delivery's items; the answer to its sender."""

    accepted: int = 0
    duplicates: int = 0
    quarantined: int = 0


class TakesIn(Protocol):
    """Makes deliveries durable."""

    async def submit(
        self, source: str, key: str, body: bytes, parsed: Parsed, received_at: datetime
    ) -> Receipt:
        """Returns when it is durable; raises `NotDurable` when it cannot be."""
        ...


@dataclass(frozen=True, slots=True)
class Arrival:
    """An authentic body. `id` is ours, `key` the sender's."""

    id: str
    source: str
    key: str
    body: bytes
    parsed: Parsed
    received_at: datetime

    @property
    def size(self) -> int:
        """How many items it holds."""
        return len(self.parsed.mentions) + len(self.parsed.unusable)

    def replayed(self) -> Receipt:
        """The answer to a delivery that was taken in before."""
        return Receipt(duplicates=len(self.parsed.mentions), quarantined=len(self.parsed.unusable))

    def taken_in(self, accepted: int) -> Receipt:
        """The answer to a new delivery, of whose mentions so many changed something."""
        return Receipt(accepted, len(self.parsed.mentions) - accepted, len(self.parsed.unusable))

    def unusable_because(self, reason: str, key: str | None = None) -> "Arrival":
        """The same body, to be kept and shown as a whole, with nothing of it used."""
        everything = [Unusable(WHOLE_BODY, reason)]
        return replace(self, key=key or self.key, parsed=Parsed(unusable=everything))

    def as_conflict(self) -> "Arrival":
        """The same key came with another body. The new key holds a character that no sender's may."""
        digest = hashlib.sha256(self.body).hexdigest()[:16]
        return self.unusable_because(OTHER_BODY, f"{self.key}#{digest}")


def delivery_row(arrival: Arrival) -> dict[str, Any]:
    """The delivery as a full row."""
    return {
        "id": arrival.id,
        "source": arrival.source,
        "key": arrival.key,
        "body": arrival.body,
        "received_at": arrival.received_at,
    }


def quarantined_rows(arrival: Arrival) -> list[dict[str, Any]]:
    """What of it cannot be used, as full rows. Their ids follow from the delivery's."""
    return [
        {
            "id": f"{arrival.id}:{item.position}",
            "delivery_id": arrival.id,
            "position": item.position,
            "reason": item.reason,
            "received_at": arrival.received_at,
        }
        for item in arrival.parsed.unusable
    ]


def mention_row(id_: str, arrival: Arrival, new: NewMention) -> dict[str, Any]:
    """A first sight of a post as a full row. One that is already deleted is closed at once."""
    gone = new.event is Event.DELETED
    return {
        "id": id_,
        "source": arrival.source,
        "external_id": new.id,
        "received_at": arrival.received_at,
        "revision": 1,
        "state": MentionState.CLOSED if gone else MentionState.NEW,
        "outcome": Outcome.WITHDRAWN if gone else None,
        "closed_at": arrival.received_at if gone else None,
        "older": new.id in arrival.parsed.older,
        **_told(arrival, new),
    }


def changed_columns(arrival: Arrival, new: NewMention, old: Standing) -> Mapping[str, Any] | None:
    """What a further event of a known post changes, `None` if nothing: it is a duplicate.

    A deletion keeps the last words. A post that was only ever known as deleted stays so: its creation
    came late. One that we knew and that comes again was restored. Other stars under the same words count.
    """
    gone = old.last_event is Event.DELETED
    if new.event is Event.DELETED:
        return None if gone else {"last_event": Event.DELETED, "delivery_id": arrival.id}
    if gone and old.revision == 1:
        return None
    if new.text == old.text and new.stars in {None, old.stars} and not gone:
        return None
    told = {"language": new.language, "stars": new.stars, "sentiment": new.sentiment}
    known = {column: value for column, value in told.items() if value is not None}
    return {"text": new.text, "last_event": Event.EDITED, "delivery_id": arrival.id, **known}


def _told(arrival: Arrival, new: NewMention) -> dict[str, Any]:
    author = new.author
    return {
        "platform": new.platform,
        "text": new.text,
        "brand": new.brand,
        "url": new.url,
        "posted_at": new.posted_at,
        "language": new.language,
        "author_id": author.id if author else None,
        "author_handle": author.handle if author else None,
        "author_name": author.name if author else None,
        "author_followers": author.followers if author else None,
        "thread": new.thread,
        "in_reply_to": new.in_reply_to,
        "target": new.target,
        "summoned": new.summoned,
        "stars": new.stars,
        "sentiment": new.sentiment,
        "last_event": new.event,
        "delivery_id": arrival.id,
    }

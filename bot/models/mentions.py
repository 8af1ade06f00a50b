"""What strangers said: deliveries as they came, mentions as we understand them, triage's verdict."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.models.columns import json_list, json_object, level, raw_bytes, utc, utc_or_none, word
from bot.models.kinds import Complaint, Event, MentionState, Outcome, Severity

STALE_AFTER = timedelta(hours=24)
"""A post that was older than this when it reached us is answered in its turn, but calls nobody."""


class Delivery(SQLModel, table=True):
    """One authentic webhook body, kept byte for byte as evidence.

    `key` is the sender's `webhook-id`, or a digest of the body where the sender gives none;
    (source, key) makes a replay harmless. No delivery is pruned, so a key is known for ever; whoever prunes
    must keep at least the 4 days for which senders try again.
    """

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("source", "key"),)

    id: str = Field(primary_key=True)
    source: str
    key: str
    body: bytes = raw_bytes()
    received_at: datetime = utc(index=True)


class Quarantined(SQLModel, table=True):
    """An authentic item that could not be used. Shown on a card, never dropped."""

    __tablename__ = "quarantined"

    id: str = Field(primary_key=True)
    delivery_id: str = Field(foreign_key="delivery.id", index=True)
    position: int
    """Index of the item in the body; -1 when the whole body is unusable."""
    reason: str
    received_at: datetime = utc()


class Mention(SQLModel, table=True):
    """A post about the brand. The id is a digest of (source, external id), so a re-delivery is the same row.

    `text` is cleaned (NFC, no control, bidi or tag characters); the raw bytes stay in the delivery.
    `revision` grows when the author edits or deletes; it voids approvals of earlier wordings.
    """

    __tablename__ = "mention"
    __table_args__ = (Index("mention_by_state", "state", "received_at"),)

    id: str = Field(primary_key=True)
    source: str
    external_id: str
    platform: str
    text: str
    brand: str | None = None
    url: str | None = None
    posted_at: datetime | None = utc_or_none()
    received_at: datetime = utc()
    language: str | None = None
    author_id: str | None = None
    author_handle: str | None = None
    author_name: str | None = None
    author_followers: int | None = None
    thread: str | None = None
    in_reply_to: str | None = None
    target: dict[str, Any] = json_object()
    """What the publisher needs to reply, as the source gave it."""
    summoned: bool | None = None
    """The author addressed the account; `None` when the source does not say."""
    stars: int | None = None
    sentiment: float | None = None
    revision: int = 1
    last_event: Event = word(Event, Event.CREATED)
    delivery_id: str
    state: MentionState = word(MentionState, MentionState.NEW)
    outcome: Outcome | None = word(Outcome, None)
    closed_at: datetime | None = utc_or_none()
    older: bool = False
    """From before its source was connected; false again once a person has asked for its card."""

    @property
    def came_stale(self) -> bool:
        """It was more than a day old when it reached us; one whose age nobody knows was not."""
        return self.posted_at is not None and self.received_at - self.posted_at > STALE_AFTER


class MentionRevision(SQLModel, table=True):
    """An earlier wording of a mention, kept when its author edits or deletes it."""

    __tablename__ = "mention_revision"

    mention_id: str = Field(primary_key=True, foreign_key="mention.id")
    revision: int = Field(primary_key=True)
    text: str
    replaced_at: datetime = utc()


MACHINES = frozenset({"rules", "rules+llm"})
"""What `Verdict.judged_by` is while no person has corrected it."""


AI_GRAVER, AI_AGREES = "AI reads it as more serious", "AI reads it as critical too"
"""Reasons by which the model bears out that a post is grave."""


class Verdict(SQLModel, table=True):
    """Triage's judgement of the current wording, with its reasons in words."""

    __tablename__ = "verdict"

    mention_id: str = Field(primary_key=True, foreign_key="mention.id")
    mention_revision: int
    complaint: Complaint = word(Complaint)
    score: float
    category: str
    second_category: str | None = None
    severity: Severity = level(Severity)
    flags: list[str] = json_list()
    language: str
    reasons: list[str] = json_list()
    judged_by: str = "rules"
    """`rules`, `rules+llm`, or the Slack user who corrected it."""
    rules: str | None = None
    """Version of the rules that judged it (`bot.triage.version`); `None` if it was not kept yet."""
    judged_at: datetime = utc()

    @property
    def is_corrected(self) -> bool:
        """Whether a person has said what it is about and how bad; no machine says otherwise then."""
        return self.judged_by not in MACHINES

    @property
    def is_seconded(self) -> bool:
        """Whether somebody else than the rules, a person or the model, finds it as grave as it stands."""
        return self.is_corrected or not {AI_GRAVER, AI_AGREES}.isdisjoint(self.reasons)

    @property
    def stand(self) -> str:
        """A short digest of what people can correct: who saw another one has seen something else."""
        said = f"{self.category}/{int(self.severity)}/{','.join(sorted(self.flags))}"
        return hashlib.sha256(said.encode()).hexdigest()[:16]

"""What keeps the work moving: Slack messages to render, clocks, budgets, and the record."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.models.columns import UtcDateTime, json_object, level, utc, utc_or_none, word
from bot.models.kinds import ClockKind, MessageKind, Priority


class SlackMessage(SQLModel, table=True):
    """A message that Slack should show. The desk renders it whenever `version > rendered_version`.

    `subject_id` is the draft it speaks of (or `None`); `audience` a channel or user id; `parent_id`
    another row in whose thread it stands. `args` are plain values for the kind's renderer.
    """

    __tablename__ = "slack_message"
    __table_args__ = (Index("slack_message_due", "stale", "priority", "changed_at"),)

    id: str = Field(primary_key=True)
    kind: MessageKind = word(MessageKind)
    subject_id: str | None = Field(default=None, index=True)
    audience: str
    parent_id: str | None = None
    args: dict[str, Any] = json_object()
    priority: Priority = level(Priority, Priority.CARD)
    version: int = 1
    rendered_version: int = 0
    stale: bool = True
    """`version > rendered_version`, kept as a column so that the queue is an index scan."""
    changed_at: datetime = utc()
    channel: str | None = None
    ts: str | None = None
    post_started_at: datetime | None = utc_or_none()
    """Set before the first post; with no `ts` it means that the post's outcome was lost."""
    problem: str | None = None
    rests_until: datetime | None = utc_or_none()
    """Nobody's click is answered by it and it changes often: it is not rendered again before this time."""


class Clock(SQLModel, table=True):
    """Something that happens at a time unless it is stopped first. Fired by `fire_due(now)`."""

    __tablename__ = "clock"
    __table_args__ = (
        UniqueConstraint("subject_id", "kind", "step"),
        Index("clock_due", "done_at", "due_at"),
    )

    id: str = Field(primary_key=True)
    subject_id: str = Field(index=True)
    kind: ClockKind = word(ClockKind)
    step: str
    due_at: datetime = utc()
    done_at: datetime | None = utc_or_none()
    """When it fired or was stopped; `None` while it runs."""
    fired: bool = False


class Budget(SQLModel, table=True):
    """Calls made in the current window of one method and channel, shared by all replicas."""

    __tablename__ = "budget"

    key: str = Field(primary_key=True)
    window_start: datetime = utc()
    used: int = 0
    parked_until: datetime | None = utc_or_none()


class ModelUse(SQLModel, table=True):
    """What the language model took in one minute, over all replicas; `usd` only where the price is known."""

    __tablename__ = "model_use"

    minute: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    calls: int = 0
    tokens: int = 0
    usd: float = 0.0


class AuditEntry(SQLModel, table=True):
    """One step of the record: append-only, hash-chained per chain (a mention's id, or `desk`)."""

    __tablename__ = "audit_entry"
    __table_args__ = (UniqueConstraint("chain", "seq"),)

    id: int | None = Field(default=None, primary_key=True)
    chain: str
    seq: int
    at: datetime = utc()
    actor: str
    kind: str
    data: dict[str, Any] = json_object()
    previous: str
    hash: str


class AuditSeal(SQLModel, table=True):
    """A minute's heads sealed together: makes cutting the end of any chain visible."""

    __tablename__ = "audit_seal"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = utc()
    first_entry: int
    last_entry: int
    digest: str
    previous: str
    hash: str


class Marker(SQLModel, table=True):
    """A small fact about the installation that must survive restarts, such as the digest salt."""

    __tablename__ = "marker"

    key: str = Field(primary_key=True)
    value: str

"""Calling people: each climb of a ladder, who was called, what goes out by phone, and who stands in."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from bot.models.columns import json_object, level, utc, utc_or_none, word
from bot.models.kinds import ClimbState, Severity, SummonsState


class Climbing(SQLModel):
    """How far calling people for one thing has come.

    `ladder` is the one that was in force when it began to matter; later changes of the policy do not count.
    """

    ladder: dict[str, Any] = json_object()
    state: ClimbState = word(ClimbState, ClimbState.RESTING)
    number: int = 0
    """How often it began; names the clocks of its steps, so that those of an earlier one count no more."""
    opened_at: datetime = utc()
    began_at: datetime | None = utc_or_none()
    acknowledged_by: str | None = None
    """Who took it elsewhere, such as `pagerduty`; a colleague in Slack stands on the draft."""
    lease_until: datetime | None = utc_or_none()
    """Until when whoever took it elsewhere is left in peace."""
    phoned: bool = Field(default=False, index=True)
    """Something outside of Slack was called, and has not been told yet that it is settled."""


class Climb(Climbing, table=True):
    """Calling people for one draft; it shares the draft's id, and began to matter when its card was made."""

    __tablename__ = "climb"

    id: str = Field(primary_key=True, foreign_key="draft.id")


class CrisisMatter(StrEnum):
    """What people are called for in a crisis: somebody to lead it, and the word that the public waits for."""

    LEAD = "lead"
    STATEMENT = "statement"


class CrisisClimb(Climbing, table=True):
    """Calling people for one matter of a crisis; it began to matter when the crisis was started."""

    __tablename__ = "crisis_climb"

    id: str = Field(primary_key=True)
    """`<crisis>:<matter>`; the clocks of its steps bear it."""
    crisis_id: str = Field(foreign_key="crisis.id", index=True)
    matter: CrisisMatter = word(CrisisMatter)


class Page(SQLModel, table=True):
    """One person was called by a direct message, for one draft or for one crisis."""

    __tablename__ = "page"
    __table_args__ = (Index("page_of_person", "user", "at"), Index("page_recent", "at"))

    id: str = Field(primary_key=True)
    draft_id: str | None = Field(default=None, foreign_key="draft.id", index=True)
    crisis_id: str | None = Field(default=None, foreign_key="crisis.id", index=True)
    user: str
    at: datetime = utc()
    is_idle: bool = False
    """They said that it was not worth calling them."""


class Summons(SQLModel, table=True):
    """A call that leaves Slack: to PagerDuty, or to a webhook of the team's own. Sent from its row."""

    __tablename__ = "summons"
    __table_args__ = (Index("summons_due", "state", "due_at"),)

    id: str = Field(primary_key=True)
    draft_id: str | None = Field(default=None, foreign_key="draft.id", index=True)
    crisis_climb_id: str | None = Field(default=None, foreign_key="crisis_climb.id", index=True)
    """The climb in a crisis that calls; `None` where a draft's does."""
    to: str
    """`pagerduty` or `webhook`."""
    climb: int = 0
    """Number of the climb it belongs to: each one opens an alert of its own."""
    act: str
    """`trigger`, `acknowledge` or `resolve`."""
    why: str
    severity: Severity = level(Severity)
    made_at: datetime = utc()
    due_at: datetime = utc()
    """When it is sent, or tried again."""
    attempts: int = 0
    state: SummonsState = word(SummonsState, SummonsState.WAITING)
    problem: str | None = None
    finished_at: datetime | None = utc_or_none()


class StandInRow(SQLModel, table=True):
    """Somebody is on call instead of whose turn it is, from `begins` until `ends`."""

    __tablename__ = "stand_in"

    id: str = Field(primary_key=True)
    rotation: str
    user: str
    begins: datetime = utc()
    ends: datetime = utc(index=True)
    made_by: str
    made_at: datetime = utc()
    ended_at: datetime | None = utc_or_none()
    """When it was taken back; `None` if it was not."""

"""A crisis that people lead: what was switched on for it, what we say in public, and who does what."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from bot.models.columns import json_list, json_object, level, utc, utc_or_none, word
from bot.models.kinds import IncidentLevel, Severity


class CrisisState(StrEnum):
    """Where a crisis stands. A machine proposes; only people start, dismiss, undo and end."""

    PROPOSED = "proposed"
    RUNNING = "running"
    OVER = "over"
    DISMISSED = "dismissed"
    UNDONE = "undone"


class CrisisEffect(StrEnum):
    """What is switched on while a crisis runs; each is chosen by the person who starts it."""

    BOARD = "board"
    FOUR_EYES = "four_eyes"
    WORDING = "wording"
    LADDER = "ladder"
    PAUSE = "pause"
    TARGETS = "targets"


_RUNNING = text("state = 'running'")


class Crisis(SQLModel, table=True):
    """One crisis of one incident; the partial index lets an incident have only one that runs."""

    __tablename__ = "crisis"
    __table_args__ = (
        Index("crisis_of_incident", "incident_id", "state"),
        Index(
            "one_running_crisis",
            "incident_id",
            unique=True,
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
    )

    id: str = Field(primary_key=True)
    incident_id: str
    brand: str
    state: CrisisState = word(CrisisState)
    because: list[str] = json_list()
    """Why it was proposed: `level`, and risk flags; empty where a person started it unasked."""
    proposed_at: datetime | None = utc_or_none()
    effects: list[str] = json_list()
    """What was chosen, as `CrisisEffect` words."""
    level_before: IncidentLevel = level(IncidentLevel, IncidentLevel.NONE)
    """The incident's level when it was started, to go back to when that is undone."""
    due_before: dict[str, Any] = json_object()
    """When waiting drafts were due before their targets were shortened, as ISO times by draft id."""
    started_by: str | None = None
    started_at: datetime | None = utc_or_none()
    lead: str | None = None
    """Who leads it; taking the lead ends the calls."""
    lead_at: datetime | None = utc_or_none()
    baseline: float = 1.0
    """Posts an hour that are nothing unusual."""
    quiet_hours: int = 2
    """For so many hours there may be no more than that before an end is proposed."""
    quiet_level: Severity = level(Severity, Severity.HIGH)
    """From this severity on nobody may be left unanswered before an end is proposed."""
    calm_since: datetime | None = utc_or_none()
    """Since when an end is proposed; `None` while its conditions are not met."""
    ended_by: str | None = None
    ended_at: datetime | None = utc_or_none()
    ended_because: str | None = None
    """A person's reason to end it early, or to say that it is none."""
    numbers: dict[str, Any] = json_object()
    """What the later review starts from, written down at the end."""
    shown_digest: str = ""
    """Of what its board showed last: a board that would look the same is not drawn again."""
    shown_at: datetime | None = utc_or_none()
    pinned_at: datetime | None = utc_or_none()
    unpinned_at: datetime | None = utc_or_none()
    pin_problem: str | None = None
    """Why its board could not be pinned, in Slack's word."""

    def has(self, effect: CrisisEffect) -> bool:
        """Whether this is on: chosen, and the crisis still runs."""
        return self.state == CrisisState.RUNNING and effect in self.effects


class CrisisStatement(SQLModel, table=True):
    """One wording of what we say to everybody. Never changed once written; a change is a new version.

    An approval binds to `sha256`. Once approved it is published where it was chosen to be, and the next
    version is an update.
    """

    __tablename__ = "crisis_statement"
    __table_args__ = (UniqueConstraint("crisis_id", "version"),)

    id: str = Field(primary_key=True)
    crisis_id: str
    version: int
    known: str
    unknown: str
    doing: str
    next_at: datetime = utc()
    """When the next update is promised, in the words of `text` too."""
    places: list[str] = json_list()
    """Platforms where it is published."""
    text: str
    """The exact words that go out."""
    sha256: str
    """Of the text and its places; an approval binds to it."""
    written_by: str
    """A Slack user, `llm` or `template`."""
    note: str | None = None
    """Why a machine wrote it as it did, for whoever reads it; `None`: nothing to tell."""
    written_at: datetime = utc()
    first_approver: str | None = None
    first_approved_at: datetime | None = utc_or_none()
    approved_by: str | None = None
    approved_at: datetime | None = utc_or_none()
    drafts: list[str] = json_list()
    """The drafts that carry it to its places."""
    ended_at: datetime | None = utc_or_none()
    """When another version took its place before it was approved."""


class CrisisAction(SQLModel, table=True):
    """An internal task with an owner and a time."""

    __tablename__ = "crisis_action"

    id: str = Field(primary_key=True)
    crisis_id: str = Field(index=True)
    what: str
    owner: str
    due_at: datetime = utc()
    promise: str | None = None
    """Who was promised it, by what their replies promise; `*` is everybody whom we have answered, `None`
    nobody outside."""
    made_by: str
    made_at: datetime = utc()
    done_by: str | None = None
    done_at: datetime | None = utc_or_none()
    told_by: str | None = None
    told_at: datetime | None = utc_or_none()
    """When the public updates were written; `None` while nobody was told."""
    drafts: list[str] = json_list()
    """Those updates."""

"""How a team works together: pauses, rights for a time, questions to colleagues, saved reasons, opinions."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from bot.models.columns import utc, utc_or_none


class Pause(SQLModel, table=True):
    """A time in which nothing is published. It holds until it is resumed, or until `until`."""

    __tablename__ = "pause"

    id: str = Field(primary_key=True)
    by: str
    """A Slack user id, or `shell`."""
    reason: str
    since: datetime = utc()
    until: datetime | None = utc_or_none()
    """When it ends by itself; `None` until somebody resumes."""
    resumed_at: datetime | None = utc_or_none()
    resumed_by: str | None = None


class Grant(SQLModel, table=True):
    """A right that a manager gave one person, for a time."""

    __tablename__ = "grant_for_a_time"

    id: str = Field(primary_key=True)
    user: str = Field(index=True)
    role: str
    """`approver`, `manager`, `oncall` or `legal`."""
    until: datetime | None = utc_or_none()
    """`None` until it is taken back."""
    given_by: str
    given_at: datetime = utc()
    ended_at: datetime | None = utc_or_none()
    ended_by: str | None = None


class Question(SQLModel, table=True):
    """What somebody asked a colleague about a draft, and what they said."""

    __tablename__ = "question"

    id: str = Field(primary_key=True)
    draft_id: str = Field(foreign_key="draft.id", index=True)
    asked_by: str
    asked_of: str
    text: str
    asked_at: datetime = utc()
    answer: str | None = None
    answered_at: datetime | None = utc_or_none()


class SavedReason(SQLModel, table=True):
    """A reason for "no reply" that the team uses again."""

    __tablename__ = "saved_reason"

    id: str = Field(primary_key=True)
    text: str
    saved_by: str
    saved_at: datetime = utc()
    retired_at: datetime | None = utc_or_none()


class Opinion(SQLModel, table=True):
    """One person's thumb on one wording."""

    __tablename__ = "opinion"

    draft_id: str = Field(primary_key=True, foreign_key="draft.id")
    revision: int = Field(primary_key=True)
    user: str = Field(primary_key=True)
    is_good: bool
    at: datetime = utc()


class SentenceReview(SQLModel, table=True):
    """A manager has read one sentence of a template file and stands behind it."""

    __tablename__ = "sentence_review"

    path: str = Field(primary_key=True)
    sha256: str = Field(primary_key=True)
    """Of the sentence's exact UTF-8 bytes; a changed sentence is a new one."""
    reviewed_by: str
    reviewed_at: datetime = utc()

"""What we say and do about one cause: written by a person, approved once, said to each."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from bot.models.columns import json_list, utc, utc_or_none


class Stance(SQLModel, table=True):
    """One wording of what we say about an incident. Never changed once written; a change is a new version.

    It holds from its approval until it ends. Each list holds several ways to say the same, so that no two
    replies read alike.
    """

    __tablename__ = "stance"
    __table_args__ = (
        UniqueConstraint("incident_id", "version"),
        Index("stance_standing", "incident_id", "ended_at"),
    )

    id: str = Field(primary_key=True)
    """Stands in `DraftRevision.uses` of every reply that is made under it."""
    incident_id: str
    version: int
    title: str
    happened: list[str] = json_list()
    doing: list[str] = json_list()
    """What we do about it, for everybody; may be empty."""
    steps: list[str] = json_list()
    """What we promise each person, with the blanks of an action."""
    owner: str
    what: str
    due: str
    channel: str | None = None
    """Where to go on in private; `None` is where the brand goes on."""
    sha256: str
    """Of everything that it says; an approval binds to it."""
    written_by: str
    written_at: datetime = utc()
    first_approver: str | None = None
    """Who gave the first of two approvals, while the second is waited for and ever after."""
    first_approved_at: datetime | None = utc_or_none()
    approved_by: str | None = None
    approved_at: datetime | None = utc_or_none()
    ended_at: datetime | None = utc_or_none()
    """When another version took its place, or somebody took it back; `None` while it stands."""

    @property
    def holds(self) -> bool:
        """Replies may be made and approved under it."""
        return self.approved_at is not None and self.ended_at is None

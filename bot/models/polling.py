"""Networks that are polled: how far each has been read, and how it went."""

from datetime import datetime

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from bot.models.columns import utc, utc_or_none


class Connection(SQLModel, table=True):
    """One poller's place in its network's stream, and what became of its last questions."""

    __tablename__ = "connection"

    name: str = Field(primary_key=True)
    account: str | None = None
    """Whose posts are read; `None` before the first answer."""
    connected_at: datetime = utc()
    """Posts from before get no card of their own."""
    cursor: str | None = Field(default=None, sa_type=Text)
    next_at: datetime = utc()
    """When it is to be asked again."""
    held_by: str | None = None
    """Which process is asking; one at a time."""
    held_until: datetime | None = utc_or_none()
    polled_at: datetime | None = utc_or_none()
    succeeded_at: datetime | None = utc_or_none()
    posted_at: datetime | None = utc_or_none()
    """When it last brought a post."""
    fault: str | None = None
    """Why the last question failed, in words for people; `None` once one was answered."""
    fault_at: datetime | None = utc_or_none()
    """The last failure, kept when it is over."""
    failing_since: datetime | None = utc_or_none()
    failures: int = 0
    """In a row."""
    permanent: bool = False
    """The fault stays until a person changes something."""

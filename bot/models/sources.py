"""What each source sent, hour by hour: its habit, and whether it works."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from bot.models.columns import UtcDateTime, utc_or_none


class SourceHour(SQLModel, table=True):
    """Counts of one source in one hour, over all replicas. Only of hours in which something came."""

    __tablename__ = "source_hour"

    source: str = Field(primary_key=True)
    hour: datetime = Field(primary_key=True, sa_type=UtcDateTime)
    """When it began."""
    deliveries: int = 0
    """Authentic bodies that were made durable, repeated ones too."""
    mentions: int = 0
    refused: int = 0
    """Calls without proof, too large, too slow, or not durable."""
    quarantined: int = 0
    own: int = 0
    """Posts of the brand itself, left out."""
    first_at: datetime | None = utc_or_none()
    """The hour's first delivery; `None` if all were refused."""
    last_at: datetime | None = utc_or_none()

"""Many mentions with one cause: the incident, what stands on it, and what is remembered of a brand."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from bot.models.columns import json_list, json_object, level, utc, utc_or_none, word
from bot.models.kinds import IncidentKind, IncidentLevel, IncidentState, JoinedBy

MACHINE = "amends"
"""Who titles and opens an incident when no person did."""


SPIKE_ALPHA = {IncidentLevel.WATCH: 1e-3, IncidentLevel.SPIKE: 1e-4, IncidentLevel.CRISIS: 1e-6}
"""How improbable a crowd must be for each level, over all windows together, until a manager changes it."""


class Incident(SQLModel, table=True):
    """One thing that several people write about at the same time.

    Its counts are those of the mentions that stand on it, kept here so that a card costs the same whatever
    their number. `version` grows with every change that a card shows; `shown_version` is the card's.
    """

    __tablename__ = "incident"
    __table_args__ = (
        Index("incident_by_brand", "brand", "state", "last_mention_at"),
        Index("incident_to_show", "is_stale", "shown_at"),
    )

    id: str = Field(primary_key=True)
    brand: str
    """The mentions' brand; the settings' own one where they name none."""
    title: str
    """In the customers' own words, so it is a stranger's text wherever it is shown."""
    title_by: str = MACHINE
    """`amends`, or the Slack user who named it; what a person named is never renamed by a machine."""
    kind: IncidentKind = word(IncidentKind)
    level: IncidentLevel = level(IncidentLevel, IncidentLevel.NONE)
    state: IncidentState = word(IncidentState, IncidentState.OPEN)
    terms: list[str] = json_list()
    """The words that its mentions share, the most telling first."""
    keys: list[str] = json_list()
    """Codes, hashtags and places that bring a further mention here, as `kind:value`."""
    mentions: int = 0
    authors: int = 0
    """Distinct ones."""
    complaints: int = 0
    """Mentions that complain."""
    reach: int = 0
    """Followers of its distinct authors together, as far as the sources say."""
    first_mention_at: datetime = utc()
    last_mention_at: datetime = utc()
    opened_at: datetime = utc()
    opened_by: str = MACHINE
    level_since: datetime | None = utc_or_none()
    """When its level was last raised; `None` while it is `none`."""
    alerted_at: datetime | None = utc_or_none()
    """When people were last alarmed of it."""
    alerted_authors: int = 0
    """How many had written in the telling window then; twice as many alarm again."""
    confirmed_by: str | None = None
    """Who confirmed that it is a crisis; `None` while only a machine thinks so."""
    confirmed_at: datetime | None = utc_or_none()
    closed_at: datetime | None = utc_or_none()
    closed_by: str | None = None
    cause: str | None = None
    """What its posts have in common, in a model's words, shown as such; `None` while none has said."""
    cause_at: datetime | None = utc_or_none()
    """When a model was last asked for it, whether or not it answered."""
    cause_mentions: int = 0
    """How many mentions there were when it answered."""
    merged_into: str | None = None
    """The incident that its mentions went over to."""
    version: int = 1
    shown_version: int = 0
    shown_at: datetime | None = utc_or_none()
    is_stale: bool = True
    """`version > shown_version`, kept as a column so that looking for cards to draw is an index scan."""


class IncidentMention(SQLModel, table=True):
    """A mention that stands on an incident; on one at most at a time."""

    __tablename__ = "incident_mention"
    __table_args__ = (
        Index("incident_mention_by_time", "incident_id", "at"),
        Index("incident_mention_by_author", "incident_id", "author"),
    )

    mention_id: str = Field(primary_key=True, foreign_key="mention.id")
    incident_id: str = Field(foreign_key="incident.id")
    author: str
    """A digest of platform and author: the same for all posts of one person, and no name."""
    at: datetime = utc()
    """When it was posted, as far as the source says and never after its arrival."""
    reach: int = 0
    """The author's followers; 0 when the source does not say."""
    is_complaint: bool = False
    joined_at: datetime = utc()
    joined_by: JoinedBy = word(JoinedBy)
    because: str = ""
    """The code, hashtag or word that it shares; a stranger's text. Empty where there is no single one."""
    original_id: str | None = None
    """The mention that it repeats almost word by word."""
    needs_own_answer: bool = False
    """It is so grave, so widely seen or so addressed to us that it has a card of its own."""
    carded: bool = False
    """It has or gets a card of its own: by that rule, because it came first, or because a person wants it."""


class Sighting(SQLModel, table=True):
    """A mention that grouping has looked at, in that order: what it remembers can be made anew from here."""

    __tablename__ = "incident_sighting"
    __table_args__ = (Index("incident_sighting_by_brand", "brand", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    brand: str
    mention_id: str = Field(foreign_key="mention.id", unique=True)
    at: datetime = utc()
    author: str


class BrandMemory(SQLModel, table=True):
    """What is usual for a brand: how often words occur, and how many people write in an hour.

    It stands for all that was seen up to `counted_id`, so the past need not be read again. Whoever groups
    mentions of the brand, or changes its incidents by hand, holds this row meanwhile and counts `turn` up.
    """

    __tablename__ = "incident_memory"

    brand: str = Field(primary_key=True)
    turn: int = 0
    acts: int = 0
    """How often a person has changed its incidents."""
    counted_id: int = 0
    """The last sighting that is counted in."""
    words: dict[str, Any] = json_object()
    """Mentions that had each word, older ones counting less."""
    hours: dict[str, Any] = json_object()
    """Distinct authors of each hour of the last 28 days."""
    since: datetime | None = utc_or_none()
    """The first mention ever seen; `None` before it."""
    saved_at: datetime | None = utc_or_none()

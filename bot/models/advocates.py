"""People outside the support team who may speak up for the brand, what they were asked and what they said."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from bot.models.columns import json_list, utc, utc_or_none, word


class Relation(StrEnum):
    """What ties somebody to the brand. Whoever reads their post has a right to know all but the last two."""

    EMPLOYEE = "employee"
    PARTNER = "partner"
    PAID = "paid"
    CUSTOMER = "customer"
    NONE = "none"

    @property
    def is_material(self) -> bool:
        """It may colour what they say, so they have to tell it in the post (FTC 16 CFR 255.5)."""
        return self in (Relation.EMPLOYEE, Relation.PARTNER, Relation.PAID)


class OutreachState(StrEnum):
    """Where a letter stands: `second` waits for another approver, `approved` for somebody to send it."""

    WAITING = "waiting"
    SECOND = "second"
    APPROVED = "approved"
    SENT = "sent"
    DROPPED = "dropped"


class Advocate(SQLModel, table=True):
    """One person on the list. Whoever is taken off it leaves only the id: name and accounts are forgotten."""

    __tablename__ = "advocate"

    id: str = Field(primary_key=True)
    name: str
    accounts: list[str] = json_list()
    """Where they post, as `platform:handle` in small letters and without "@"."""
    topics: list[str] = json_list()
    languages: list[str] = json_list()
    """Two letters each."""
    relation: Relation = word(Relation)
    contact: str = ""
    """Where letters are sent, in words; empty is a private message to their first account."""
    followers: int | None = None
    """`None` where nobody has said."""
    consent_at: datetime | None = utc_or_none()
    """When they agreed to be asked; `None` while they have not."""
    discloses: bool = False
    """They have agreed to tell their relation in every post about the brand."""
    do_not_contact: bool = False
    last_contacted_at: datetime | None = utc_or_none()
    version: int = 1
    added_by: str
    """A Slack user id, or `advocates file`."""
    added_at: datetime = utc()
    removed_at: datetime | None = utc_or_none()


class Outreach(SQLModel, table=True):
    """One letter to one person about one incident, from its first wording to what came of it."""

    __tablename__ = "outreach"
    __table_args__ = (
        Index("outreach_by_incident", "incident_id", "asked_at"),
        Index("outreach_by_state", "state", "sent_at"),
    )

    id: str = Field(primary_key=True)
    advocate_id: str = Field(foreign_key="advocate.id", index=True)
    incident_id: str
    state: OutreachState = word(OutreachState, OutreachState.WAITING)
    version: int = 1
    """Grows with every wording; an approval binds to it."""
    text: str
    sha256: str
    """Of the exact UTF-8 bytes of `text`; an approval binds to it."""
    made_by: str
    """`template`, or the Slack user who wrote this wording."""
    facts: list[str] = json_list()
    """What the letter may state as true, as it stood when it was begun."""
    reasons: list[str] = json_list()
    """Why this person was suggested, in words."""
    asked_by: str
    asked_at: datetime = utc()
    first_approver: str | None = None
    """Who gave the first of two approvals, while the second is waited for and ever after."""
    first_approved_at: datetime | None = utc_or_none()
    approved_by: str | None = None
    approved_at: datetime | None = utc_or_none()
    sent_by: str | None = None
    sent_at: datetime | None = utc_or_none()
    dropped_by: str | None = None
    dropped_at: datetime | None = utc_or_none()
    looked_up_to: int = 0
    """The last `Sighting` that was looked at for what they posted afterwards."""


class AdvocatePost(SQLModel, table=True):
    """What somebody posted after they had been asked."""

    __tablename__ = "advocate_post"

    mention_id: str = Field(primary_key=True, foreign_key="mention.id")
    outreach_id: str = Field(foreign_key="outreach.id", index=True)
    incident_id: str = Field(index=True)
    discloses: bool
    """The post itself tells the relation."""
    linked_at: datetime = utc()

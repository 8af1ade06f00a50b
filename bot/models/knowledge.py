"""What the team has told us: facts that drafts may state, promises it made, templates it changed."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from bot.models.columns import json_list, utc, utc_or_none


class FactCard(SQLModel, table=True):
    """One sentence that drafts for a brand may state as true, while it is valid."""

    __tablename__ = "fact_card"

    id: str = Field(primary_key=True)
    """A slug, unique over all brands: it stands in `DraftRevision.uses`."""
    brand: str = Field(index=True)
    statement: str
    valid_until: datetime | None = utc_or_none()
    """`None` holds until somebody retires it."""
    applies_to: list[str] = json_list()
    """Categories it may be stated for; empty means everywhere."""
    added_by: str
    """A Slack user id, or `brand file`."""
    added_at: datetime = utc()
    retired_at: datetime | None = utc_or_none()
    version: int = 1


class Promise(SQLModel, table=True):
    """What an approved text commits somebody to. `due_at` is `None` when no time was promised."""

    __tablename__ = "commitment"

    id: str = Field(primary_key=True)
    draft_id: str = Field(foreign_key="draft.id", index=True)
    revision: int
    owner: str
    what: str
    due_at: datetime | None = utc_or_none()
    made_at: datetime = utc()
    reminded_at: datetime | None = utc_or_none()
    kept_at: datetime | None = utc_or_none()
    kept_by: str | None = None


class TemplateVersion(SQLModel, table=True):
    """A manager's wording of one template file; the latest of a path stands over the file shipped with us."""

    __tablename__ = "template_version"

    id: int | None = Field(default=None, primary_key=True)
    path: str = Field(index=True)
    body: str
    saved_by: str
    saved_at: datetime = utc()
    note: str | None = None
    shipped_sha256: str | None = None
    """Of the file shipped with us when this was saved: another one now means a newer default to look at."""
    needs: str | None = None
    """`second` while a second manager has to agree before it counts; `replaced` or `refused` if it never
    came into force; `None` when it counts."""
    agreed_by: str | None = None
    agreed_at: datetime | None = utc_or_none()

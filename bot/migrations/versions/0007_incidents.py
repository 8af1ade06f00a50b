"""Incidents: what many mentions have in common, and what is usual for a brand."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0003"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make them."""
    _incident()
    _mention()
    _memory()


def _incident() -> None:
    op.create_table(
        "incident",
        _word("id", key=True),
        *[_word(name) for name in ("brand", "title", "title_by", "kind", "state", "opened_by")],
        *[_number(name) for name in ("level", "mentions", "authors", "complaints", "reach")],
        *[_number(name) for name in ("alerted_authors", "version", "shown_version")],
        *[sa.Column(name, sa.JSON(), nullable=False) for name in ("terms", "keys")],
        *[_time(name) for name in ("first_mention_at", "last_mention_at", "opened_at")],
        *[_time(name, optional=True) for name in ("level_since", "alerted_at", "confirmed_at")],
        *[_time(name, optional=True) for name in ("closed_at", "shown_at")],
        *[_word(name, optional=True) for name in ("confirmed_by", "closed_by", "merged_into")],
        _flag("is_stale"),
    )
    op.create_index("incident_by_brand", "incident", ["brand", "state", "last_mention_at"], unique=False)
    op.create_index("incident_to_show", "incident", ["is_stale", "shown_at"], unique=False)


def _mention() -> None:
    op.create_table(
        "incident_mention",
        _of("mention", key=True),
        _of("incident"),
        *[_word(name) for name in ("author", "joined_by", "because")],
        _word("original_id", optional=True),
        *[_time(name) for name in ("at", "joined_at")],
        _number("reach"),
        *[_flag(name) for name in ("is_complaint", "needs_own_answer", "carded")],
    )
    for name, columns in (("time", ["incident_id", "at"]), ("author", ["incident_id", "author"])):
        op.create_index(f"incident_mention_by_{name}", "incident_mention", columns, unique=False)


def _memory() -> None:
    op.create_table(
        "incident_sighting",
        sa.Column("id", sa.Integer(), primary_key=True, nullable=False),
        *[_word(name) for name in ("brand", "author")],
        _of("mention"),
        _time("at"),
        sa.UniqueConstraint("mention_id"),
    )
    op.create_index("incident_sighting_by_brand", "incident_sighting", ["brand", "id"], unique=False)
    op.create_table(
        "incident_memory",
        _word("brand", key=True),
        *[_number(name) for name in ("turn", "acts", "counted_id")],
        *[sa.Column(name, sa.JSON(), nullable=False) for name in ("words", "hours")],
        *[_time(name, optional=True) for name in ("since", "saved_at")],
    )


def _word(name: str, *, key: bool = False, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), primary_key=key, nullable=optional)


def _time(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, _TIME, nullable=optional)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _of(table: str, *, key: bool = False) -> sa.Column[str]:
    return sa.Column(
        f"{table}_id", sa.String(), sa.ForeignKey(f"{table}.id"), primary_key=key, nullable=False
    )

"""Calling people: climbs of a ladder, who was called, calls that leave Slack, stand-ins, breaches."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make them."""
    op.add_column("draft", sa.Column("breached_at", _TIME, nullable=True))
    op.create_table(
        "climb",
        sa.Column("id", sa.String(), sa.ForeignKey("draft.id"), primary_key=True, nullable=False),
        sa.Column("ladder", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        _time("opened_at"),
        _time("began_at", optional=True),
        _word("acknowledged_by", optional=True),
        _time("lease_until", optional=True),
        sa.Column("phoned", sa.Boolean(), nullable=False),
    )
    op.create_index(op.f("ix_climb_phoned"), "climb", ["phoned"], unique=False)
    op.create_table(
        "page",
        _word("id", key=True),
        _of_draft(),
        _word("user"),
        _time("at"),
        sa.Column("is_idle", sa.Boolean(), nullable=False),
    )
    op.create_index(op.f("ix_page_draft_id"), "page", ["draft_id"], unique=False)
    op.create_index("page_of_person", "page", ["user", "at"], unique=False)
    op.create_index("page_recent", "page", ["at"], unique=False)
    _summons()
    op.create_table(
        "stand_in",
        _word("id", key=True),
        _word("rotation"),
        _word("user"),
        _time("begins"),
        _time("ends"),
        _word("made_by"),
        _time("made_at"),
        _time("ended_at", optional=True),
    )
    op.create_index(op.f("ix_stand_in_ends"), "stand_in", ["ends"], unique=False)


def _summons() -> None:
    op.create_table(
        "summons",
        _word("id", key=True),
        _of_draft(),
        *[_word(name) for name in ("to", "act", "why")],
        sa.Column("climb", sa.Integer(), nullable=False),
        sa.Column("severity", sa.Integer(), nullable=False),
        _time("made_at"),
        _time("due_at"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        _word("problem", optional=True),
        _time("finished_at", optional=True),
    )
    op.create_index(op.f("ix_summons_draft_id"), "summons", ["draft_id"], unique=False)
    op.create_index("summons_due", "summons", ["state", "due_at"], unique=False)


def _word(name: str, *, key: bool = False, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), primary_key=key, nullable=optional)


def _time(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, _TIME, nullable=optional)


def _of_draft() -> sa.Column[str]:
    return sa.Column("draft_id", sa.String(), sa.ForeignKey("draft.id"), nullable=False)

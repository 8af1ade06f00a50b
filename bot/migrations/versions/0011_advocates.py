"""People who may speak up for the brand, letters to them, their posts; and what a model says of a cause."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make them."""
    _advocate()
    _outreach()
    _post()
    _cause()


def _advocate() -> None:
    op.create_table(
        "advocate",
        sa.Column("id", sa.String(), primary_key=True, nullable=False),
        *[_word(name) for name in ("name", "contact", "added_by")],
        sa.Column("relation", sa.String(32), nullable=False),
        *[sa.Column(name, sa.JSON(), nullable=False) for name in ("accounts", "topics", "languages")],
        sa.Column("followers", sa.Integer(), nullable=True),
        *[sa.Column(name, sa.Boolean(), nullable=False) for name in ("discloses", "do_not_contact")],
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("added_at", _TIME, nullable=False),
        *[_time(name) for name in ("consent_at", "last_contacted_at", "removed_at")],
    )


def _outreach() -> None:
    op.create_table(
        "outreach",
        sa.Column("id", sa.String(), primary_key=True, nullable=False),
        _of("advocate"),
        *[_word(name) for name in ("incident_id", "text", "sha256", "made_by", "asked_by")],
        sa.Column("state", sa.String(32), nullable=False),
        *[sa.Column(name, sa.Integer(), nullable=False) for name in ("version", "looked_up_to")],
        *[sa.Column(name, sa.JSON(), nullable=False) for name in ("facts", "reasons")],
        *[_word(f"{act}_by", optional=True) for act in ("approved", "sent", "dropped")],
        _word("first_approver", optional=True),
        sa.Column("asked_at", _TIME, nullable=False),
        *[_time(f"{act}_at") for act in ("first_approved", "approved", "sent", "dropped")],
    )
    op.create_index("outreach_by_incident", "outreach", ["incident_id", "asked_at"], unique=False)
    op.create_index("outreach_by_state", "outreach", ["state", "sent_at"], unique=False)
    op.create_index("ix_outreach_advocate_id", "outreach", ["advocate_id"], unique=False)


def _post() -> None:
    op.create_table(
        "advocate_post",
        _of("mention", key=True),
        _of("outreach"),
        _word("incident_id"),
        sa.Column("discloses", sa.Boolean(), nullable=False),
        sa.Column("linked_at", _TIME, nullable=False),
    )
    for column in ("outreach_id", "incident_id"):
        op.create_index(f"ix_advocate_post_{column}", "advocate_post", [column], unique=False)


def _cause() -> None:
    """What a model says of an incident's posts."""
    op.add_column("incident", _word("cause", optional=True))
    op.add_column("incident", _time("cause_at"))
    op.add_column("incident", sa.Column("cause_mentions", sa.Integer(), nullable=False, server_default="0"))


def _word(name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=optional)


def _time(name: str) -> sa.Column[object]:
    return sa.Column(name, _TIME, nullable=True)


def _of(table: str, *, key: bool = False) -> sa.Column[str]:
    return sa.Column(
        f"{table}_id", sa.String(), sa.ForeignKey(f"{table}.id"), primary_key=key, nullable=False
    )

"""Crises that people lead: what is on, what is said to everybody, and who does what."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_TIME = sa.DateTime(timezone=True)
_RUNNING = sa.text("state = 'running'")


def upgrade() -> None:
    """Make them."""
    _crisis()
    _statement()
    _action()


def _crisis() -> None:
    op.create_table(
        "crisis",
        _word("id", key=True),
        *[_word(name) for name in ("incident_id", "brand", "state", "shown_digest")],
        *[_json(name) for name in ("because", "effects", "due_before", "numbers")],
        *[_number(name) for name in ("level_before", "quiet_hours", "quiet_level")],
        sa.Column("baseline", sa.Float(), nullable=False),
        *[_word(name, optional=True) for name in ("started_by", "lead", "ended_by", "ended_because")],
        _word("pin_problem", optional=True),
        *[_time(name, optional=True) for name in ("proposed_at", "started_at", "lead_at", "calm_since")],
        *[_time(name, optional=True) for name in ("ended_at", "shown_at", "pinned_at", "unpinned_at")],
    )
    op.create_index("crisis_of_incident", "crisis", ["incident_id", "state"], unique=False)
    op.create_index(
        "one_running_crisis",
        "crisis",
        ["incident_id"],
        unique=True,
        sqlite_where=_RUNNING,
        postgresql_where=_RUNNING,
    )


def _statement() -> None:
    op.create_table(
        "crisis_statement",
        _word("id", key=True),
        *[_word(name) for name in ("crisis_id", "known", "unknown", "doing", "sha256", "written_by")],
        _word("text"),
        _number("version"),
        *[_json(name) for name in ("places", "drafts")],
        *[_word(name, optional=True) for name in ("first_approver", "approved_by")],
        *[_time(name) for name in ("written_at", "next_at")],
        *[_time(name, optional=True) for name in ("first_approved_at", "approved_at", "ended_at")],
        sa.UniqueConstraint("crisis_id", "version"),
    )


def _action() -> None:
    op.create_table(
        "crisis_action",
        _word("id", key=True),
        *[_word(name) for name in ("crisis_id", "what", "owner", "made_by")],
        _json("drafts"),
        *[_word(name, optional=True) for name in ("promise", "done_by", "told_by")],
        *[_time(name) for name in ("due_at", "made_at")],
        *[_time(name, optional=True) for name in ("done_at", "told_at")],
    )
    op.create_index(op.f("ix_crisis_action_crisis_id"), "crisis_action", ["crisis_id"], unique=False)


def _word(name: str, *, key: bool = False, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), primary_key=key, nullable=optional)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _time(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, _TIME, nullable=optional)

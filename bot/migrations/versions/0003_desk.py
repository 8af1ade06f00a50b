"""A team at one desk: four eyes, snoozing, calls for help, pauses, rights for a time, questions, opinions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make them."""
    for name in ("channel", "approver_group", "first_approver", "first_sha256", "edited_by", "snoozed_by"):
        op.add_column("draft", sa.Column(name, sa.String(), nullable=True))
    for name in ("first_approved_at", "edited_since", "snoozed_until", "escalated_at"):
        op.add_column("draft", sa.Column(name, _TIME, nullable=True))
    for name in ("escalated_by", "escalated_why"):
        op.add_column("draft", sa.Column(name, sa.String(), nullable=True))
    op.add_column("draft_revision", sa.Column("known_at", _TIME, nullable=True))
    op.add_column("draft", sa.Column("listed_in", sa.String(), nullable=True))
    op.create_index(op.f("ix_draft_listed_in"), "draft", ["listed_in"], unique=False)
    op.add_column("draft", sa.Column("offered_revision", sa.Integer(), nullable=True))
    op.add_column("draft", sa.Column("approvals_needed", sa.Integer(), nullable=False, server_default="1"))
    for name in ("first_approver", "alone_because"):
        op.add_column("approval", sa.Column(name, sa.String(), nullable=True))
    op.add_column("publication", sa.Column("held_since", _TIME, nullable=True))
    for name in ("shipped_sha256", "needs", "agreed_by"):
        op.add_column("template_version", sa.Column(name, sa.String(), nullable=True))
    op.add_column("template_version", sa.Column("agreed_at", _TIME, nullable=True))
    _tables()


def _tables() -> None:
    op.create_table(
        "pause",
        _word("id", key=True),
        _word("by"),
        _word("reason"),
        _time("since"),
        _time("until", optional=True),
        _time("resumed_at", optional=True),
        _word("resumed_by", optional=True),
    )
    op.create_table(
        "grant_for_a_time",
        _word("id", key=True),
        _word("user"),
        _word("role"),
        _time("until", optional=True),
        _word("given_by"),
        _time("given_at"),
        _time("ended_at", optional=True),
        _word("ended_by", optional=True),
    )
    op.create_index(op.f("ix_grant_for_a_time_user"), "grant_for_a_time", ["user"], unique=False)
    op.create_table(
        "question",
        _word("id", key=True),
        _of_draft(),
        _word("asked_by"),
        _word("asked_of"),
        _word("text"),
        _time("asked_at"),
        _word("answer", optional=True),
        _time("answered_at", optional=True),
    )
    op.create_index(op.f("ix_question_draft_id"), "question", ["draft_id"], unique=False)
    op.create_table(
        "saved_reason",
        _word("id", key=True),
        _word("text"),
        _word("saved_by"),
        _time("saved_at"),
        _time("retired_at", optional=True),
    )
    op.create_table(
        "opinion",
        _of_draft(key=True),
        sa.Column("revision", sa.Integer(), primary_key=True),
        _word("user", key=True),
        sa.Column("is_good", sa.Boolean(), nullable=False),
        _time("at"),
    )
    op.create_table(
        "model_use",
        sa.Column("minute", _TIME, primary_key=True, nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("tokens", sa.Integer(), nullable=False),
        sa.Column("usd", sa.Float(), nullable=False),
    )
    op.create_table(
        "sentence_review",
        _word("path", key=True),
        _word("sha256", key=True),
        _word("reviewed_by"),
        _time("reviewed_at"),
    )


def _word(name: str, *, key: bool = False, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), primary_key=key, nullable=optional)


def _time(name: str, *, optional: bool = False) -> sa.Column[object]:
    return sa.Column(name, _TIME, nullable=optional)


def _of_draft(*, key: bool = False) -> sa.Column[str]:
    return sa.Column("draft_id", sa.String(), sa.ForeignKey("draft.id"), primary_key=key, nullable=False)

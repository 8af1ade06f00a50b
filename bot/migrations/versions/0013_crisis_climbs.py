"""Crises climb ladders: how far each has come, calls that are about a crisis, and who drafted a statement."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make them, and let a call be about either."""
    op.create_table(
        "crisis_climb",
        sa.Column("id", sa.String(), primary_key=True, nullable=False),
        sa.Column("crisis_id", sa.String(), sa.ForeignKey("crisis.id"), nullable=False),
        sa.Column("matter", sa.String(32), nullable=False),
        sa.Column("ladder", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("opened_at", _TIME, nullable=False),
        sa.Column("began_at", _TIME, nullable=True),
        sa.Column("acknowledged_by", sa.String(), nullable=True),
        sa.Column("lease_until", _TIME, nullable=True),
        sa.Column("phoned", sa.Boolean(), nullable=False),
    )
    op.create_index(op.f("ix_crisis_climb_crisis_id"), "crisis_climb", ["crisis_id"], unique=False)
    op.create_index(op.f("ix_crisis_climb_phoned"), "crisis_climb", ["phoned"], unique=False)
    op.add_column("crisis_statement", sa.Column("note", sa.String(), nullable=True))
    _about_either("page", "crisis_id", "crisis")
    _about_either("summons", "crisis_climb_id", "crisis_climb")


def _about_either(table: str, column: str, of: str) -> None:
    """A column that says what the row is about where it is about no draft."""
    with op.batch_alter_table(table) as batch:
        batch.alter_column("draft_id", existing_type=sa.String(), nullable=True)
        batch.add_column(sa.Column(column, sa.String(), nullable=True))
        batch.create_foreign_key(f"{table}_{column}_fkey", of, [column], ["id"])
        batch.create_index(op.f(f"ix_{table}_{column}"), [column], unique=False)

"""What people correct in a verdict, and which rules had judged it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make them."""
    op.add_column("verdict", sa.Column("rules", sa.String(), nullable=True))
    op.create_table(
        "triage_label",
        sa.Column("id", sa.String(), primary_key=True, nullable=False),
        sa.Column("mention_id", sa.String(), sa.ForeignKey("mention.id"), nullable=False),
        sa.Column("mention_revision", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("was", sa.String(), nullable=False),
        sa.Column("became", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("judged_by", sa.String(), nullable=False),
        sa.Column("rules", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(op.f("ix_triage_label_mention_id"), "triage_label", ["mention_id"], unique=False)

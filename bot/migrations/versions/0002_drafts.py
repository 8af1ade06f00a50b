"""Facts, promises and changed templates; and what drafting knows about its own words."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make them."""
    _knowledge()
    op.create_index("publication_recent", "publication", ["send_after"], unique=False)
    op.add_column("draft", sa.Column("strategy", sa.String(), nullable=True))
    op.add_column("draft", sa.Column("strategy_why", sa.String(), nullable=True))
    op.add_column("draft_revision", _json("uses", "[]"))
    op.add_column("draft_revision", sa.Column("back_translation", sa.String(), nullable=True))
    op.add_column("draft_revision", _json("overrides", "[]"))
    op.add_column("draft_revision", _json("usage", "{}"))


def _json(name: str, empty: str) -> sa.Column[object]:
    """A required JSON column that rows from before it hold empty."""
    return sa.Column(name, sa.JSON(), nullable=False, server_default=empty)


def _knowledge() -> None:
    op.create_table(
        "fact_card",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("brand", sa.String(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applies_to", sa.JSON(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_fact_card_brand"), "fact_card", ["brand"], unique=False)
    op.create_table(
        "commitment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("draft_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["draft.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_commitment_draft_id"), "commitment", ["draft_id"], unique=False)
    op.create_table(
        "template_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("saved_by", sa.String(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_template_version_path"), "template_version", ["path"], unique=False)

"""Networks that are polled: each one's place, and posts from before it was connected."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make them."""
    op.add_column("mention", sa.Column("older", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "connection",
        sa.Column("name", sa.String(), nullable=False, primary_key=True),
        sa.Column("account", sa.String(), nullable=True),
        sa.Column("connected_at", _TIME, nullable=False),
        sa.Column("cursor", sa.Text(), nullable=True),
        sa.Column("next_at", _TIME, nullable=False),
        sa.Column("held_by", sa.String(), nullable=True),
        *[
            sa.Column(name, _TIME, nullable=True)
            for name in (
                "held_until",
                "polled_at",
                "succeeded_at",
                "posted_at",
                "fault_at",
                "failing_since",
            )
        ],
        sa.Column("fault", sa.String(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("permanent", sa.Boolean(), nullable=False),
    )

"""What each source sends, hour by hour."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make it."""
    op.create_table(
        "source_hour",
        sa.Column("source", sa.String(), primary_key=True, nullable=False),
        sa.Column("hour", _TIME, primary_key=True, nullable=False),
        *[
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("deliveries", "mentions", "refused", "quarantined", "own")
        ],
        sa.Column("first_at", _TIME, nullable=True),
        sa.Column("last_at", _TIME, nullable=True),
    )

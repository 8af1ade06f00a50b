"""After a reply is out: looks at it, the network's own check, and taking it down again."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_TIME = sa.DateTime(timezone=True)
_LIVE = sa.text("state IN ('scheduled', 'sending', 'in_review', 'done', 'removing', 'unknown', 'handed_off')")


def upgrade() -> None:
    """Make the columns, and let a reply that was taken down make room for another."""
    for name in ("out_by", "next_at"):
        op.add_column("publication", sa.Column(name, _TIME, nullable=True))
    for name in ("removal_by", "removal_why"):
        op.add_column("publication", sa.Column(name, sa.String(), nullable=True))
    op.add_column("publication", sa.Column("missed", sa.Integer(), nullable=False, server_default="0"))
    op.add_column(
        "publication", sa.Column("corrects", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index("publication_next", "publication", ["next_at"], unique=False)
    op.drop_index("one_live_publication", table_name="publication")
    op.create_index(
        "one_live_publication",
        "publication",
        ["draft_id"],
        unique=True,
        sqlite_where=_LIVE,
        postgresql_where=_LIVE,
    )

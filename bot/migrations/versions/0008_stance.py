"""What we say and do about one cause; and messages that rest between two renderings."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make them."""
    op.add_column("slack_message", sa.Column("rests_until", _TIME, nullable=True))
    op.create_table(
        "stance",
        sa.Column("id", sa.String(), primary_key=True, nullable=False),
        sa.Column("incident_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(_word(name) for name in ("title", "owner", "what", "due", "sha256", "written_by")),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("happened", "doing", "steps")),
        *(_word(name, optional=True) for name in ("channel", "first_approver", "approved_by")),
        sa.Column("written_at", _TIME, nullable=False),
        *(sa.Column(name, _TIME, nullable=True) for name in ("first_approved_at", "approved_at", "ended_at")),
        sa.UniqueConstraint("incident_id", "version"),
    )
    op.create_index("stance_standing", "stance", ["incident_id", "ended_at"], unique=False)


def _word(name: str, *, optional: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=optional)

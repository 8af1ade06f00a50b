"""The spine's tables."""

from alembic import op
from sqlmodel import SQLModel

import bot.models  # noqa: F401

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them."""
    SQLModel.metadata.create_all(op.get_bind())

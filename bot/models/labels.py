"""What people say triage should have said: kept to measure it by, and to learn from."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from bot.models.columns import utc


class TriageLabel(SQLModel, table=True):
    """One thing that a person said about one wording of a mention. The newest of each field counts."""

    __tablename__ = "triage_label"

    id: str = Field(primary_key=True)
    mention_id: str = Field(foreign_key="mention.id", index=True)
    mention_revision: int
    field: str
    """`complaint`, `category`, `severity` or `flags`."""
    was: str
    """As the verdict stood: a word, a number, or flags with commas."""
    became: str
    by: str
    """A Slack user id."""
    note: str | None = None
    """Why, in their words; `None` if they gave no reason."""
    judged_by: str
    """Who had judged it: as in the verdict."""
    rules: str | None = None
    """Version of the rules that had judged it; `None` for verdicts from before it was kept."""
    at: datetime = utc()

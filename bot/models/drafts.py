"""Our side: the draft and its revisions, the approval of one exact text, and its publication."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from bot.models.columns import json_list, json_object, level, utc, utc_or_none, word
from bot.models.kinds import DraftState, PublicationState, Reach, Severity

EDIT_HOLDS = timedelta(minutes=10)
"""How long an open edit form counts: Slack does not tell of one whose window was lost."""


class Draft(SQLModel, table=True):
    """The reply to one mention on its way to a decision. It shares the mention's id.

    `revision` is the one shown on the card; `late_revision` is an AI draft that came after the card
    was out and waits behind "Show".
    """

    __tablename__ = "draft"
    __table_args__ = (Index("draft_queue", "state", "severity", "due_at"),)

    id: str = Field(primary_key=True, foreign_key="mention.id")
    state: DraftState = word(DraftState, DraftState.WAITING)
    revision: int = 1
    late_revision: int | None = None
    mention_revision: int = 1
    severity: Severity = level(Severity)
    due_at: datetime = utc()
    breached_at: datetime | None = utc_or_none()
    """When its time ran out undecided; `None` while it has not, and after it was given more time."""
    publisher: str
    reach: Reach = word(Reach)
    reach_reason: str
    """Why and how it will be posted, in words for the card."""
    note: str | None = None
    """Why the template draft stands, when the LLM did not write it; `None` when there is nothing to say."""
    asked: int = 1
    """How often drafting was asked for; names the drafting workflow."""
    instruction: str | None = None
    """What the person who asked for another draft wants of it: `shorter`, `warmer`, `formal` or own words."""
    strategy: str | None = None
    """The reply strategy chosen before the words; `None` until drafting has chosen."""
    strategy_why: str | None = None
    """The reason for it, in words for the card."""
    assignee: str | None = None
    taken_at: datetime | None = utc_or_none()
    lease_until: datetime | None = utc_or_none()
    decided_by: str | None = None
    decided_at: datetime | None = utc_or_none()
    decline_reason: str | None = None
    approval_id: str | None = None
    problem: str | None = None
    """What went wrong with the last publication, in words."""
    channel: str | None = None
    """Where its card stands, by the routes in force when it was made; `None` is where all others stand."""
    listed_in: str | None = Field(default=None, index=True)
    """Id of the list that it stands in while it has no card of its own; `None` if it was never listed."""
    approver_group: str | None = None
    """Ids of users and user groups, with commas, who beside managers alone approve it by those routes; `None`
    is every approver."""
    approvals_needed: int = 1
    """How many people have to approve it: 2 under four eyes."""
    first_approver: str | None = None
    """Who gave the first of two approvals, while the second is waited for."""
    first_approved_at: datetime | None = utc_or_none()
    first_sha256: str | None = None
    """Of the very text that was approved first; the second approval is of the same bytes."""
    edited_by: str | None = None
    """Who has the edit form open; others see it on the card."""
    edited_since: datetime | None = utc_or_none()
    """Since when; while nobody edits, when the last form was sent or closed."""
    offered_revision: int | None = None
    """The wording that somebody who may not approve has sent for approval; it counts while it is shown."""
    snoozed_until: datetime | None = utc_or_none()
    snoozed_by: str | None = None
    escalated_by: str | None = None
    """Who called for help by hand, and when; `None` while nobody did."""
    escalated_at: datetime | None = utc_or_none()
    escalated_why: str | None = None
    created_at: datetime = utc()

    def editor(self, now: datetime) -> str | None:
        """Who has the edit form open, as far as anybody knows."""
        since = self.edited_since
        return self.edited_by if since is not None and now < since + EDIT_HOLDS else None

    def is_edited_no_more(self, opened_at: datetime) -> bool:
        """Whether a form that was opened then is over: its end may come to be known before its opening."""
        return self.edited_by is None and self.edited_since is not None and opened_at <= self.edited_since


class DraftRevision(SQLModel, table=True):
    """One exact wording. Never changed once written."""

    __tablename__ = "draft_revision"

    draft_id: str = Field(primary_key=True, foreign_key="draft.id")
    revision: int = Field(primary_key=True)
    text: str
    sha256: str
    """Of the exact UTF-8 bytes of `text`; an approval binds to it."""
    made_by: str
    """`template`, `llm`, or a Slack user id."""
    tone: str | None = None
    template: str | None = None
    findings: list[dict[str, Any]] = json_list()
    """`rules.Finding` as objects: rule, level, words, why, fix."""
    commitments: list[dict[str, Any]] = json_list()
    """Who is committed to what by when, if this text is approved."""
    uses: list[str] = json_list()
    """Ids of the fact cards and actions that the text states."""
    back_translation: str | None = None
    """What it says in the team's language; `None` when it is written in that language."""
    overrides: list[dict[str, Any]] = json_list()
    """Rules that a manager set aside for this wording: `{"rule", "reason", "by"}`. The rule `checked` is
    the tick of somebody who vouches for what nobody else can verify, with those words as the reason."""
    usage: dict[str, Any] = json_object()
    """The model call: model, input_tokens, cached_tokens, output_tokens, cost_usd (or null), seconds."""
    known_at: datetime | None = utc_or_none()
    """When the facts that it states were read; older than `created_at` where a wording was only signed or
    brought back. `None` is `created_at`."""
    created_at: datetime = utc()


class Approval(SQLModel, table=True):
    """A person's yes to one exact text, for one wording of the mention."""

    __tablename__ = "approval"

    id: str = Field(primary_key=True)
    draft_id: str = Field(foreign_key="draft.id", index=True)
    revision: int
    sha256: str
    mention_revision: int
    approver: str
    first_approver: str | None = None
    """The other pair of eyes; `None` where one person was enough."""
    alone_because: str | None = None
    """A manager's reason to go without the second pair of eyes."""
    approved_at: datetime = utc()


_LIVE = text("state IN ('scheduled', 'sending', 'in_review', 'done', 'removing', 'unknown', 'handed_off')")


class Publication(SQLModel, table=True):
    """One approved text on its way out; the row is committed before the call. Its id is the approval's.

    The partial unique index lets a draft have only one publication that is or may be public.
    """

    __tablename__ = "publication"
    __table_args__ = (
        Index("one_live_publication", "draft_id", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
        Index("publication_recent", "send_after"),
        Index("publication_next", "next_at"),
    )

    id: str = Field(primary_key=True, foreign_key="approval.id")
    draft_id: str = Field(foreign_key="draft.id", index=True)
    publisher: str
    text: str
    sha256: str
    prepared: dict[str, Any] = json_object()
    """Everything the publisher needs to make a retry the same act, fixed before the first call."""
    state: PublicationState = word(PublicationState, PublicationState.SCHEDULED)
    send_after: datetime = utc()
    attempts: int = 0
    held_since: datetime | None = utc_or_none()
    """When a pause first kept it back; `None` if none did."""
    sending_since: datetime | None = utc_or_none()
    out_by: datetime | None = utc_or_none()
    """When somebody is called if it is not out; `None` for what a person posts."""
    looks: int = 0
    """How many looks at the network were taken in this state, or tries to take it down."""
    missed: int = 0
    """How many looks in a row did not find a reply that was public."""
    next_at: datetime | None = utc_or_none()
    """When the network is looked at next, or asked to take it down; `None` if it is not."""
    external_id: str | None = None
    url: str | None = None
    problem: str | None = None
    finished_at: datetime | None = utc_or_none()
    removal_by: str | None = None
    """Who approved taking it down, and why; `None` while nobody did."""
    removal_why: str | None = None
    corrects: bool = False
    """Whether a corrected reply is to follow what is taken down."""

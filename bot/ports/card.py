"""Everything that a card shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.models import Draft, Mention, Verdict
from bot.ports.drafting import Commitment, Finding, Length


@dataclass(frozen=True)
class Sequel:
    """What the author posted after a post; `revision` is of its open draft, `None` if it has none."""

    mention: Mention
    revision: int | None = None


@dataclass(frozen=True)
class CardView:
    """Everything a card shows, read in one go."""

    mention: Mention
    verdict: Verdict
    draft: Draft
    text: str
    revision_by: str
    """`template`, `llm` or a user id: who made the shown revision."""
    sha256: str
    tone: str | None
    template: str | None
    findings: Sequence[Finding]
    commitments: Sequence[Commitment]
    length: Length
    brand: str
    hand_off_link: str | None
    published_url: str | None
    send_after: datetime | None
    """End of the undo window; `None` when nothing is scheduled."""
    approver: str | None
    escalated_to: str | None = None
    sensitive_for: Sequence[str] | None = None
    """User and group ids of those who alone may approve it; `None` if every approver may."""
    has_ai: bool = False
    """A model is configured, so that a person can choose between it and the template."""
    back_translation: str | None = None
    out_by: datetime | None = None
    """When an approved text must be out; people on call are told if it is not."""
    can_remove: bool = False
    """The network lets us take this reply down."""
    removal_by: str | None = None
    """Who has it taken down right now; `None` while nobody does."""
    held_since: datetime | None = None
    """A pause keeps the approved text back since then; `None` while nothing does."""
    overrides: Sequence[Mapping[str, Any]] = ()
    """Rules that a manager set aside for this wording: `rule`, `reason`, `by`."""
    newer: Sequel | None = None
    """The author has posted again in this thread since, as far as the source tells."""
    before: Sequence[Mention] = ()
    """Their posts that gave way to this one, the oldest first."""

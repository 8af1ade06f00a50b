"""What the steps need from the outside, as Protocols, and the plain records that cross those doors.

Steps and inbound doors know only these; `app` hands them the real things.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from bot.models import Category, Complaint, Draft, Mention, Reach, Severity, Verdict

Now = Callable[[], datetime]
NewId = Callable[[], str]


# --- triage ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Judgement:
    """Triage's view of one text. `categories` holds the best guess first and, if any, a second."""

    complaint: Complaint
    score: float
    categories: tuple[Category, ...]
    severity: Severity
    flags: tuple[str, ...]
    language: str
    """ISO 639-1, `und` when it cannot be told."""
    reasons: tuple[str, ...]


# --- drafting -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Finding:
    """One rule that a text breaks: which words, why it matters, how to mend it."""

    rule: str
    level: Literal["hard", "soft"]
    words: str
    why: str
    fix: str


@dataclass(frozen=True)
class Commitment:
    """A promise in a text: `owner` will do `what` by `due` (words such as "today, 17:00").

    `owner` is a team, a Slack user id, or empty when nobody has agreed to it. `zone` and `closes` say when
    the owner's day ends.
    """

    owner: str
    what: str
    due: str
    zone: str = "UTC"
    closes: int = 20
    """The hour of closing, 0-24, in `zone`."""


@dataclass(frozen=True)
class Length:
    """How long a text is in the unit the network counts; `limit` is `None` where there is none."""

    used: int
    limit: int | None
    unit: str = "characters"

    @property
    def fits(self) -> bool:
        """Whether the network would take it."""
        return self.limit is None or self.used <= self.limit


@dataclass(frozen=True)
class Written:
    """A draft's words with where they came from and what checking them found."""

    text: str
    made_by: str
    tone: str
    template: str
    findings: tuple[Finding, ...]
    commitments: tuple[Commitment, ...]
    strategy: str | None = None
    strategy_why: str | None = None
    uses: tuple[str, ...] = ()
    """Ids of the fact cards and actions that the text states."""
    back_translation: str | None = None
    usage: Mapping[str, Any] | None = None
    """What the model call took; `None` when no model was asked."""


@dataclass(frozen=True)
class LlmQuestion:
    """What the model is asked: data about one complaint, and the bounds of the answer."""

    text: str
    platform: str
    language: str
    category: str
    severity: int
    brand: str
    voice: str
    tone: str
    tone_guide: str
    strategy: str
    limit: int | None
    actions: tuple[str, ...]
    """The wordings of what the brand may promise, each with owner and due."""
    facts: tuple[str, ...]
    channel: str
    template_draft: str
    instruction: str | None = None
    """What the person asked for ("shorter"); `None` for a first draft."""
    links: tuple[str, ...] = ()
    """The only links a reply may hold."""
    forbidden: tuple[str, ...] = ()
    """Words that the brand never uses."""
    examples: tuple[str, ...] = ()
    """Replies that were approved for similar posts, without names; never the posts."""
    mend: tuple[str, ...] = ()
    """What was wrong with `last_answer`; empty for a first answer."""
    last_answer: str | None = None


@dataclass(frozen=True)
class LlmAnswer:
    """The model's reply and its hints. Hints may raise severity and add flags, never lower or take away.

    Tokens, money and seconds are those of all calls that this answer took.
    """

    reply: str
    severity: int | None
    category: str | None
    complaint: bool | None
    flags: tuple[str, ...]
    actions_used: tuple[str, ...]
    """Those of the question's `actions` that the reply promises."""
    model: str
    input_tokens: int
    output_tokens: int
    facts_used: tuple[str, ...] = ()
    """Those of the question's `facts` that the reply states."""
    invented: tuple[str, ...] = ()
    """What it claims to have used and was never given, such as "action 7"."""
    back_translation: str | None = None
    """The reply in English; `None` when the model gave none."""
    cached_tokens: int = 0
    cost_usd: float | None = None
    """By the list price; `None` when the model's price is not known."""
    seconds: float = 0.0


class Writer(Protocol):
    """The language model."""

    async def write(self, question: LlmQuestion, *, deadline: float) -> LlmAnswer:
        """One reply within `deadline` seconds.

        Raises:
            LlmUnavailable: with the reason for the card.
        """
        ...


# --- publishing -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Eligibility:
    """Whether and how a reply can reach a post; `reason` is one sentence for the card."""

    reach: Reach
    reason: str


@dataclass(frozen=True)
class Intent:
    """One approved text for one post. Everything here was committed before the call."""

    id: str
    """The approval's id; the network's idempotency key where it has one."""
    mention: Mention
    text: str
    sha256: str
    revision: int
    approved_by: tuple[str, ...]
    approved_at: datetime
    prepared: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Published:
    """It is public."""

    external_id: str | None
    url: str | None


@dataclass(frozen=True)
class Rejected:
    """It is certainly not public, and the same call would fail again."""

    reason: str


@dataclass(frozen=True)
class RetryLater:
    """It is certainly not public; the same call may succeed after `seconds`."""

    reason: str
    seconds: float


@dataclass(frozen=True)
class Unknown:
    """The answer was lost: it may or may not be public."""

    reason: str


@dataclass(frozen=True)
class NotFound:
    """A look at the network shows that it is not there."""


@dataclass(frozen=True)
class CannotTell:
    """The network cannot be looked at (now, or at all)."""

    reason: str


class Publisher(Protocol):
    """One way for a reply to reach the public."""

    @property
    def name(self) -> str:
        """Stored with the draft."""
        ...

    def can_reply(self, mention: Mention) -> Eligibility:
        """Known before anyone works on a draft."""
        ...

    def measure(self, text: str, mention: Mention) -> Length:
        """Counted as the network counts."""
        ...

    def prepare(self, intent: Intent) -> dict[str, Any]:
        """Everything that makes a repeated call the same act; stored before the first call."""
        ...

    async def publish(self, intent: Intent) -> Published | Rejected | RetryLater | Unknown:
        """One call."""
        ...

    async def find_existing(self, intent: Intent) -> Published | NotFound | CannotTell:
        """Look whether an earlier call got through."""
        ...

    def hand_off_link(self, mention: Mention, text: str) -> str | None:
        """Where a person posts it, with the text filled in if the network can; `None` without a safe link."""
        ...


class Publishers(Protocol):
    """All configured publishers."""

    def choose(self, mention: Mention) -> Publisher:
        """The one that answers this mention; hand-off when nothing else can."""
        ...

    def named(self, name: str) -> Publisher:
        """The one that a draft was made for. Raises `KeyError` if it is no longer configured."""
        ...


# --- Slack ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class People:
    """Who holds which right now, resolved from user and group ids. Empty approvers: nobody may approve."""

    approvers: frozenset[str]
    managers: frozenset[str]
    oncall: frozenset[str]
    legal: frozenset[str]
    names_legal: bool = False
    names_managers: bool = False
    """Legal people are configured, whether or not Slack tells who they are."""


class Directory(Protocol):
    """Slack's view of people, cached for minutes."""

    async def people(self) -> People:
        """Everybody with a right. Groups are resolved to members; one that cannot be read is empty."""
        ...

    async def is_staff(self, user: str) -> bool:
        """A full member of our workspace: no guest, bot, stranger or deactivated account. Unknown is no."""
        ...


# --- work -----------------------------------------------------------------------------------------


class Flow(Protocol):
    """Asks for durable work. Safe to call twice for the same act; never inside an open transaction."""

    async def draft(self, draft_id: str) -> None:
        """Write (or rewrite) the draft of a mention."""
        ...

    async def publish(self, approval_id: str) -> None:
        """Send an approved text, or look after one whose outcome was lost."""
        ...


class Bell(Protocol):
    """Wakes a loop that found nothing to do."""

    def ring(self) -> None:
        """There is work."""
        ...


@dataclass(frozen=True)
class Clicked:
    """A person's act on a draft. `revision` is the one they saw; `None` where it does not matter."""

    user: str
    draft_id: str
    revision: int | None
    at: datetime


@dataclass(frozen=True)
class Done:
    """The act stands. `say` is for the person alone, if the card does not tell; `start` is work to begin."""

    say: str | None = None
    start: Literal["draft", "publish"] | None = None
    work_id: str | None = None
    """The draft's or approval's id for `start`."""


@dataclass(frozen=True)
class Refused:
    """Nothing changed. `why` says what happened and what to do; `kept` is the person's text to give back."""

    why: str
    kept: str | None = None


Answer = Done | Refused


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
    overrides: Sequence[Mapping[str, Any]] = ()
    """Rules that a manager set aside for this wording: `rule`, `reason`, `by`."""


Sleep = Callable[[float], Awaitable[None]]

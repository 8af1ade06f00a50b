"""What drafting asks and answers: findings, promises, lengths, and the language model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol


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
    note: str = ""
    """What else the network makes of this text, such as its price; a sentence for the card."""

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
    known_at: datetime | None = None
    """When the facts that it states were read; `None` when it is written with what holds now."""


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


class Meter(Protocol):
    """Counts what the model takes, and says when it was enough."""

    async def refusal(self) -> str | None:
        """Why no call may be made now, in words for the card; `None` if one may."""
        ...

    async def used(self, tokens: int, usd: float | None) -> None:
        """A call was answered; `usd` is `None` where the model's price is not known."""
        ...


class Translator(Protocol):
    """The language model as a reader of posts."""

    async def translate(self, text: str, *, into: str, deadline: float) -> str:
        """What a post says, in the language named `into`, within `deadline` seconds.

        Raises:
            LlmUnavailable: with the reason for the person who asked.
        """
        ...


class Summariser(Protocol):
    """The language model as a reader of many posts at once."""

    async def summarise(self, posts: Sequence[str], *, deadline: float) -> str:
        """What these posts have in common, in one or two sentences, within `deadline` seconds.

        Raises:
            LlmUnavailable: with the reason.
        """
        ...


class Writer(Protocol):
    """The language model."""

    async def write(self, question: LlmQuestion, *, deadline: float) -> LlmAnswer:
        """One reply within `deadline` seconds.

        Raises:
            LlmUnavailable: with the reason for the card.
        """
        ...

"""What one reply is made from: the request, its frame (tone, playbook, details), and its checks."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot import templates_engine
from bot.drafting.brands import Action, Brand
from bot.drafting.details import Details, details_of, values_of
from bot.drafting.library import HOLDING, Library, Playbook, Problem, Tone
from bot.drafting.names import first_name
from bot.drafting.own_words import own_words
from bot.drafting.strategy import Strategy, choose
from bot.drafting.under_stance import StanceWords
from bot.models import Mention, Severity, Verdict
from bot.ports import Commitment, Length
from bot.rules import RuleContext

TEMPLATE: Final = "template"
"""The instruction that leaves the model out."""
AI: Final = "ai"
"""The instruction that wants the model's words, whatever they turn out to be."""
_TONE_FOR: Final = {
    "warmer": "warm",
    "warm": "warm",
    "formal": "formal",
    "shorter": "brief",
    "brief": "brief",
    "calm": "calm",
}
"""What people may ask for, as a tone."""
_NEUTRAL: Final = {"ask": "a few details", "trip": "your trip", "thing": "it", "matter": "this"}
"""Stands for a mention's details where an action is told to the model."""


@dataclass(frozen=True)
class DraftRequest:
    """A reply that is asked for. `attempt` counts from 1; another attempt takes other words.

    `instruction` is `shorter`, `warmer`, `formal`, `calm`, `brief`, `template` (no model), `ai`, or the
    person's own words, which only the model can follow.
    """

    mention: Mention
    verdict: Verdict
    brand: Brand
    tone: str
    attempt: int
    measure: Callable[[str], Length]
    now: datetime
    instruction: str | None = None
    recent: tuple[str, ...] = ()
    """The brand's latest public replies, which this one must not sound like."""
    in_thread: tuple[str, ...] = ()
    """Those of the same thread."""
    public_turns: int = 0
    """Public replies that this person already has from us."""
    stance: StanceWords | None = None
    """What we say about the cause that this post shares with others; `None` where nothing is agreed."""

    @property
    def told(self) -> str:
        """The post without posts of ours that it only passes on."""
        brand = self.brand
        handles = (brand.id, brand.name, *brand.handles, self.mention.brand or "")
        return own_words(self.mention.text, handles)

    @property
    def is_for_template(self) -> bool:
        """Whether the model is not wanted."""
        return self.instruction == TEMPLATE

    @property
    def wish(self) -> str | None:
        """What the model is told of the instruction."""
        return None if self.instruction in (TEMPLATE, AI) else self.instruction

    @property
    def has_own_words(self) -> bool:
        """Whether only the model can follow the instruction."""
        return bool(self.wish) and self.wish not in _TONE_FOR


@dataclass(frozen=True)
class Candidate:
    """One possible text, with what it commits to."""

    text: str
    tone: str
    template: str
    commitments: tuple[Commitment, ...]
    language: str = "en"
    uses: tuple[str, ...] = ()
    """Ids of the fact cards and actions that it states."""


@dataclass(frozen=True)
class Frame:
    """The choices that hold for a whole reply."""

    request: DraftRequest
    tone: Tone
    playbook: Playbook
    details: Details
    action: Action
    critical: bool
    name: str | None
    strategy: Strategy
    shift: int = 0

    def pick(self, slot: str, choices: Sequence[str]) -> str:
        """One of several wordings: always the same for one attempt, the next for the next attempt."""
        return choices[self.turn(slot, len(choices))]

    def turn(self, slot: str, count: int) -> int:
        """A number below `count` that depends on mention, slot and attempt only."""
        digest = hashlib.sha256(f"{self.request.mention.id}\0{slot}\0{self.shift}".encode()).digest()
        return (int.from_bytes(digest[:4], "big") + max(self.request.attempt, 1) - 1) % count

    def fill(self, source: str, about: Problem | None = None, /, **more: str) -> str:
        """A sentence with this mention's details put in."""
        brand = self.request.brand
        values = values_of(about, self.details) | {
            "ask": self.playbook.ask or self.details.ask or "a few details",
            "due": brand.due(self.action, self.request.now),
            "channel": brand.channel,
            "brand": brand.name,
            "name": self.name or "",
            "topic": self.playbook.topic,
            "matter": _matter(self.details, self.playbook.name),
            "things": "",
            "problem": "",
            "fact": "",
        }
        return " ".join(templates_engine.render(self.playbook.name, source, values | more).split())

    def following(self, playbook: Playbook) -> "Frame":
        """The same reply by another playbook."""
        return replace(self, playbook=playbook, action=self.request.brand.action_for(playbook.name))

    def shifted(self, steps: int) -> "Frame":
        """The same choices in other wordings, when the first ones do not serve."""
        return replace(self, shift=steps)

    def promise(self, action: Action) -> str:
        """An action's wording with who does it by when, the same for every mention of a day."""
        brand = self.request.brand
        due = brand.due(action, self.request.now)
        told = {"due": due, "channel": brand.channel, "brand": brand.name, **_NEUTRAL}
        wording = templates_engine.render(action.id, action.wordings[0], told)
        return f"{' '.join(wording.split())} ({action.owner}: {action.what}, {due})"

    def without_name(self, text: str) -> str:
        """The text with no greeting by name, for the model: names stay with us."""
        if not self.name:
            return text
        bare = re.sub(rf"^(?:\w+ )?{re.escape(self.name)}[,.:!]?\s+", "", text)
        return re.sub(rf"\b{re.escape(self.name)}\b,?\s*", "", bare[:1].upper() + bare[1:])

    def greeted(self, text: str) -> str:
        """The model's words with the person's first name, which it was not told. English only."""
        if not self.name or self.name in text or "greeting" not in self.tone.parts:
            return text
        first = text.partition(" ")[0]
        if first.rstrip(",") in _KEEP_THEIR_CAPITAL:
            return f"{self.name}, {text}"
        return f"{self.name}, {text[:1].lower()}{text[1:]}" if first in _LOSE_THEIR_CAPITAL else text


def frame_of(library: Library, request: DraftRequest) -> Frame:
    """Strategy before words: which tone, playbook, details and action this mention calls for."""
    verdict = request.verdict
    critical = verdict.severity == Severity.CRITICAL or bool(verdict.flags)
    category = HOLDING if critical else verdict.category
    playbook = library.playbook(category)
    brand = request.brand
    return Frame(
        request=request,
        tone=library.tone(_TONE_FOR.get(request.instruction or "", request.tone)),
        playbook=playbook,
        details=details_of(request.told, library.common, places=brand.places, trade=brand.trade),
        action=brand.action_for(category),
        critical=critical or playbook.name == HOLDING,
        name=first_name(request.mention.author_name, brand.name),
        strategy=strategy_of(library, request),
    )


def strategy_of(library: Library, request: DraftRequest) -> Strategy:
    """How far the reply apologises; only facts that hold now can correct anything."""
    verdict = request.verdict
    facts = [fact for fact in request.brand.facts if fact.holds(verdict.category, request.now)]
    return choose(
        request.mention, verdict, library.policy, facts, turns=request.public_turns, told=request.told
    )


def _matter(details: Details, playbook: str) -> str:
    """What somebody will look into: "flight 672", "your bag", or plainly "this"."""
    if playbook != "lost" and any(letter.isdigit() for letter in details.trip):
        return details.trip
    named = [*(clause.matter for clause in details.clauses), *details.things]
    theirs = (thing for thing in named if thing.startswith("your ") and not thing.endswith(_NOBODYS))
    return next(theirs, (details.trip if playbook in _ON_THE_WAY else "") or "this")


_ON_THE_WAY: Final = frozenset({"delay", "cancellation", "queue", "booking", "quality", "general", "unclear"})
"""Playbooks where a journey that is spoken of is what somebody looks into."""
_NOBODYS: Final = (
    "gate",
    "crew",
    "staff",
    "agent",
    "agents",
    "service",
    "line",
    "lines",
    "flights",
    "policy",
)
"""Last words of what is said as "your …" and is not theirs to be looked into."""


def context_for(
    request: DraftRequest, text: str, *, language: str, told: tuple[str, ...] = ()
) -> RuleContext:
    """What a text for this request is checked against. `told`: its language's words for dues and channels."""
    brand = request.brand
    dues = [brand.due(action, request.now) for action in brand.actions]
    wordings = [
        wording for action in brand.actions for wording in (*action.wordings, *action.foreign_wordings)
    ]
    sources = (
        *(fact.statement for fact in brand.facts),
        *wordings,
        *dues,
        brand.sign_off,
        brand.channel,
        *brand.links,
        *told,
    )
    return RuleContext(
        mention=request.mention.text,
        length=request.measure(text),
        brand=brand.name,
        name=first_name(request.mention.author_name, brand.name),
        sources=sources,
        links=frozenset(brand.links),
        handles=frozenset([*brand.handles, request.mention.author_handle or brand.id]),
        never=brand.never,
        prefer=brand.prefer,
        sign_off=brand.sign_off,
        recent=request.recent,
        in_thread=request.in_thread,
        account="personal" if brand.is_personal else "official",
        public_turns=request.public_turns,
        channel=brand.channel,
        holding=request.stance.whole if request.stance else None,
        facts=tuple(fact.statement for fact in brand.facts),
        severity=request.verdict.severity,
        flags=frozenset(request.verdict.flags),
        language=language if language not in ("und", "") else "en",
    )


_KEEP_THEIR_CAPITAL: Final = frozenset({"I", "I'm", "I’m", "I've", "I’ve", "I'll", "I’ll", "I'd", "I’d"})
_LOSE_THEIR_CAPITAL: Final = frozenset(
    {"A", "An", "No", "Our", "Thank", "Thanks", "That", "The", "This", "Three", "Two", "We", "We're", "We’re"}
    | {"Being", "Having", "Losing", "Missing", "Sitting", "Standing", "Waiting", "You", "You're", "Your"}
)
"""First words that are written small after a name and a comma; others may be names themselves."""

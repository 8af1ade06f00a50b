"""What one reply is made from: the request, its frame (tone, playbook, details), and its checks."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot import templates_engine
from bot.drafting.brands import Action, Brand
from bot.drafting.details import Details, details_of, values_of
from bot.drafting.library import HOLDING, Library, Playbook, Problem, Tone
from bot.drafting.names import first_name
from bot.models import Mention, Severity, Verdict
from bot.ports import Commitment, Length
from bot.rules import RuleContext

_TONE_FOR: Final = {"warmer": "warm", "formal": "formal", "shorter": "brief"}
"""What people may ask for, as a tone."""


@dataclass(frozen=True)
class DraftRequest:
    """A reply that is asked for. `attempt` counts from 1; another attempt takes other words.

    `instruction` is `shorter`, `warmer`, `formal` or the person's own words, which only the model can follow.
    """

    mention: Mention
    verdict: Verdict
    brand: Brand
    tone: str
    attempt: int
    measure: Callable[[str], Length]
    now: datetime
    instruction: str | None = None


@dataclass(frozen=True)
class Candidate:
    """One possible text, with what it commits to."""

    text: str
    tone: str
    template: str
    commitments: tuple[Commitment, ...]
    language: str = "en"


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
            "problem": "",
        }
        return " ".join(templates_engine.render(self.playbook.name, source, values | more).split())

    def following(self, playbook: Playbook) -> "Frame":
        """The same reply by another playbook."""
        return replace(self, playbook=playbook, action=self.request.brand.action_for(playbook.name))

    def shifted(self, steps: int) -> "Frame":
        """The same choices in other wordings, when the first ones do not serve."""
        return replace(self, shift=steps)

    def promise(self, action: Action) -> str:
        """An action's wording with who does it by when, as the model is told it."""
        brand = self.request.brand
        due = brand.due(action, self.request.now)
        return f"{self.fill(action.wordings[0], due=due)} ({action.owner}: {action.what}, {due})"

    def without_name(self, text: str) -> str:
        """The text with no greeting by name, for the model."""
        return text.replace(self.name, "{name}") if self.name else text


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
        details=details_of(request.mention.text, library.common, places=brand.places, trade=brand.trade),
        action=brand.action_for(category),
        critical=critical or playbook.name == HOLDING,
        name=first_name(request.mention.author_name, brand.name),
    )


def context_for(request: DraftRequest, text: str, *, language: str) -> RuleContext:
    """What a text for this request is checked against."""
    brand = request.brand
    dues = [brand.due(action, request.now) for action in brand.actions]
    wordings = [wording for action in brand.actions for wording in action.wordings]
    told = (
        *(fact.text for fact in brand.facts),
        *wordings,
        *dues,
        brand.sign_off,
        brand.channel,
        *brand.links,
    )
    return RuleContext(
        mention=request.mention.text,
        length=request.measure(text),
        brand=brand.name,
        name=first_name(request.mention.author_name, brand.name),
        sources=told,
        links=frozenset(brand.links),
        handles=frozenset([*brand.handles, request.mention.author_handle or brand.id]),
        never=brand.never,
        severity=request.verdict.severity,
        flags=frozenset(request.verdict.flags),
        language=language if language not in ("und", "") else "en",
    )

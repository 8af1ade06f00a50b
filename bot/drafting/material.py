"""What one draft is made from, as it was read: the post, what is known, and what has been said before."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.drafting.brands import Brand, Fact
from bot.drafting.crisis_wording import held_words
from bot.drafting.languages import ENGLISH
from bot.drafting.under_stance import StanceWords, serves, words_of
from bot.models import Draft, DraftState, FactCard, Mention, MentionState, Verdict
from bot.store import crises, examples, facts, incidents, publications, stances, turns
from bot.store.examples import Approved


@dataclass(frozen=True)
class Known:
    """What holds and what was said when a draft is written. `approved` is read for the model only."""

    facts: tuple[Fact, ...] = ()
    recent: tuple[str, ...] = ()
    """The latest public replies."""
    in_thread: tuple[str, ...] = ()
    """Those of the same thread."""
    public_turns: int = 0
    """Public replies that the author already has from us."""
    approved: tuple[Approved, ...] = ()
    stance: StanceWords | None = None
    """What is agreed about the cause that the post shares with others."""

    def to(self, brand: Brand) -> Brand:
        """The brand with the facts that hold, in place of those that its file starts with."""
        current = replace(brand, facts=self.facts)
        return self.stance.on(current) if self.stance else current


@dataclass(frozen=True)
class Material:
    """One mention with its verdict, the draft that stands, and what is known."""

    mention: Mention
    verdict: Verdict
    draft: Draft | None
    known: Known = field(default_factory=Known)
    read_at: datetime | None = None
    """When `known` was read: a fact that changes while the words are written is younger than they are."""

    @property
    def asked(self) -> int:
        """Which asking this answers."""
        return self.draft.asked if self.draft else 1


async def wanted(session: AsyncSession, draft_id: str) -> Material | None:
    """The mention whose draft is asked for; `None` if none is (any more)."""
    mention = await session.get(Mention, draft_id)
    verdict = await session.get(Verdict, draft_id)
    draft = await session.get(Draft, draft_id)
    if mention is None or verdict is None or mention.state != MentionState.OPEN:
        return None
    if draft is not None and draft.state != DraftState.REDRAFTING:
        return None
    return Material(mention, verdict, draft)


async def known(
    session: AsyncSession, material: Material, brand: str, now: datetime, *, for_model: bool
) -> Known:
    """What a draft for this mention may rely on; `brand` is its brand's id."""
    mention, verdict = material.mention, material.verdict
    cards = await facts.valid_now(session, brand, verdict.category, now)
    said = await examples.in_thread(session, mention)
    approved = (
        await examples.approved(
            session, brand=mention.brand, category=verdict.category, language=verdict.language
        )
        if for_model
        else ()
    )
    return Known(
        facts=tuple(map(_fact, cards)),
        recent=tuple(await publications.recent_texts(session)),
        in_thread=tuple(said),
        public_turns=await turns.public_turns(session, mention, now),
        approved=tuple(approved),
        stance=await _stance(session, mention, verdict),
    )


async def _stance(session: AsyncSession, mention: Mention, verdict: Verdict) -> StanceWords | None:
    """What a reply to this post may rely on; one that needs care or another language, on none."""
    is_served = serves(verdict) and verdict.language in ENGLISH
    link = await incidents.link(session, mention.id) if is_served else None
    if link is None:
        return None
    found = await stances.standing(session, link.incident_id)
    if found is not None and found.holds:
        return words_of(found)
    said = await crises.wording(session, link.incident_id)
    return held_words(said) if said is not None else None


def _fact(card: FactCard) -> Fact:
    return Fact(card.id, card.statement, card.valid_until, tuple(card.applies_to))

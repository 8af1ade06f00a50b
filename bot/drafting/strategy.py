"""Strategy before words: how far a reply apologises, chosen by a table, with the reason for the card. Pure.

The table follows Situational Crisis Communication Theory (Coombs 2007): what nobody could help gets sympathy,
a one-off lapse is owned briefly, a failure that could have been prevented gets a full apology, and only a
claim that a checked fact contradicts is corrected. Where a person may be hurt or a court may read along, a
statement of fault is left out: sympathy is protected, fault is not (California Evidence Code §1160).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from bot.drafting.brands import Fact
from bot.drafting.cues import normal
from bot.drafting.library import Policy
from bot.models import Category, Complaint, Mention, Severity, Verdict
from bot.rules.history import MAX_PUBLIC_TURNS, stems
from bot.rules.reading import skeleton
from bot.rules.subjects import subjects_of

ENOUGH_SHARED: Final = 3
"""Words that a post and a fact must share before one can contradict the other."""
FEW_WORDS: Final = 12
"""An insult with more words than this may hold a complaint that the lists do not know."""

A_REMARK: Final = 10
"""Words that say no more than what somebody thinks of a post of ours."""


class Posture(StrEnum):
    """What the reply does with the question of fault."""

    REBUILD = "rebuild"
    DIMINISH = "diminish"
    CORRECT = "correct"
    SYMPATHISE = "sympathise"
    NO_REPLY = "no_reply"


@dataclass(frozen=True)
class Strategy:
    """The choice, with its reason in words for the card. `fact` is what a correction states.

    `hands_over`: the reply only says sorry and takes it to private.
    """

    name: Posture
    why: str
    fact: Fact | None = None
    hands_over: bool = False

    @property
    def takes_fault(self) -> bool:
        """Whether the reply may say that the failure was ours."""
        return self.name in (Posture.REBUILD, Posture.DIMINISH)


def choose(
    mention: Mention,
    verdict: Verdict,
    policy: Policy,
    facts: Sequence[Fact] = (),
    *,
    turns: int = 0,
    told: str | None = None,
) -> Strategy:
    """How to answer one post. `facts` are the brand's valid fact cards.

    `turns` counts the public replies that its author already has from us: each further one shows the quarrel
    to more people (Golmohammadi et al. 2021), so that the next one only takes it to private. `told` is the
    post without what it passes on of the brand's own; `None`: it passes nothing on.
    """
    chosen = _posture(mention, verdict, policy, facts, mention.text if told is None else told)
    if turns < MAX_PUBLIC_TURNS or chosen.name == Posture.NO_REPLY:
        return chosen
    why = f"They already have {turns} public replies from you: take it to private now. {chosen.why}"
    return replace(chosen, why=why, hands_over=True)


def _posture(
    mention: Mention, verdict: Verdict, policy: Policy, facts: Sequence[Fact], text: str
) -> Strategy:
    if verdict.severity == Severity.CRITICAL or verdict.flags:
        return _careful(verdict)
    words = normal(text)
    return (
        (_remark(words, verdict) if text != mention.text else None)
        or _silence(words, verdict, policy)
        or _correction(text, facts)
        or _apology(words, verdict, policy)
    )


def contradicted(text: str, facts: Sequence[Fact]) -> Fact | None:
    """The fact that a post states the opposite of: same words, one of the two with a "not".

    Only a general claim about the brand counts ("your ferries are not step free"). What somebody tells of
    their own day is their experience, even where a fact says that it should have been otherwise: to answer
    "the wifi wasn't free, you charged me" with "the wifi is free" would call them a liar. Claims in other
    words or with other figures are not seen: to miss one costs an apology too many, to see one too much
    costs the person. Correcting is then left to whoever reads the card.
    """
    for sentence in re.split(r"(?<=[.!?\n])", skeleton(text)):
        if "?" in sentence or _MAYBE.search(sentence) or _OWN_STORY.search(sentence):
            continue
        said = stems(sentence)
        for fact in facts:
            known = stems(fact.statement)
            needed = min(ENOUGH_SHARED, len(known))
            if needed and len(said & known) >= needed and _denies(sentence) != _denies(fact.statement):
                return fact
    return None


def _careful(verdict: Verdict) -> Strategy:
    risks = [_RISKS.get(flag, flag) for flag in verdict.flags]
    about = f"This may be about {', '.join(risks)}" if risks else "Somebody may have been harmed"
    return Strategy(
        Posture.SYMPATHISE, f"{about}: sympathy and help, no fault or cause until that is decided"
    )


def _remark(words: str, verdict: Verdict) -> Strategy | None:
    """Somebody passes a post of ours on and tells of no trouble."""
    is_short = len(words.split()) <= A_REMARK
    if verdict.category != Category.OTHER or (verdict.complaint == Complaint.YES and not is_short):
        return None
    return Strategy(
        Posture.NO_REPLY, "A remark on a post of yours, with no trouble told: nothing to put right"
    )


def _silence(words: str, verdict: Verdict, policy: Policy) -> Strategy | None:
    """Whether nothing is to be answered. A post that tells of real trouble is, whatever else it says."""
    has_subject = verdict.category != Category.OTHER or bool(subjects_of(words))
    if has_subject and verdict.complaint != Complaint.NO:
        return None
    if policy.shows("spam", words):
        return Strategy(Posture.NO_REPLY, "Looks like an advert: a reply would only spread it")
    if policy.shows("bait", words):
        return Strategy(Posture.NO_REPLY, "Looks like bait: it asks for a scene, not for help")
    if policy.shows("insult", words) and len(words.split()) <= FEW_WORDS:
        return Strategy(Posture.NO_REPLY, "An insult without a complaint: there is nothing to put right")
    return None


def _correction(text: str, facts: Sequence[Fact]) -> Strategy | None:
    fact = contradicted(text, facts)
    if fact is None:
        return None
    return Strategy(Posture.CORRECT, f"The fact “{fact.id}” says otherwise: say it once, calmly", fact)


def _apology(words: str, verdict: Verdict, policy: Policy) -> Strategy:
    if policy.shows("again", words):
        return Strategy(Posture.REBUILD, "It happened to them before: a full apology, and put it right")
    is_nobodys = policy.shows("nobody", words) and not policy.shows("ours", words)
    if is_nobodys and verdict.category in _CAN_BE_NOBODYS:
        return Strategy(Posture.SYMPATHISE, "Looks like nobody's failure: sympathy and help, no fault taken")
    if verdict.category in _PREVENTABLE:
        return Strategy(Posture.REBUILD, "Our failure, and it cost them: apologise and put it right")
    if verdict.severity >= Severity.HIGH:
        return Strategy(Posture.REBUILD, "It cost them a lot: a full apology, and put it right")
    return Strategy(
        Posture.DIMINISH, "A lapse with no sign of a habit: own it in a few words and put it right"
    )


def _denies(sentence: str) -> bool:
    return bool(_NOT.search(sentence.lower()))


_RISKS: Final = {
    "safety": "somebody's safety",
    "legal": "the law",
    "data": "personal data",
    "discrimination": "discrimination",
    "press": "the press",
    "self_harm": "somebody in despair",
}
_PREVENTABLE: Final = frozenset(
    {Category.STAFF, Category.SUPPORT, Category.BILLING, Category.LOST, Category.DAMAGED, Category.QUALITY}
)
"""Human error or a broken promise, rather than a machine or a day that went wrong."""
_CAN_BE_NOBODYS: Final = frozenset({Category.DELAY, Category.CANCELLATION, Category.OUTAGE, Category.QUEUE})
_NOT: Final = re.compile(
    r"\b(?:not?|never|none|nobody|without|cannot|\w+n't|isnt|arent|dont|doesnt|wont|cant)\b"
)
_MAYBE: Final = re.compile(r"\b(?:if|hope|wish|wonder|should|would)\b", re.IGNORECASE)
_OWN_STORY: Final = re.compile(
    r"\b(?:i|i'\w+|me|my|mine|we|we'\w+|us|our|was|were|had|did|got|told|said|yesterday|today|tonight|"
    r"\w*(?:was|were|had|did)n'?t)\b|\b\w{3,}ed (?:me|us|him|her|them|people|passengers|customers)\b",
    re.IGNORECASE,
)
"""Somebody tells what happened to them, or to others that day."""

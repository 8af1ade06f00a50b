"""The judge: every part of triage put together for one text after another. Pure; builds its lexicons once."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.models import Complaint, RiskFlag
from bot.ports import Judgement
from bot.triage import reasons
from bot.triage.categories import Categoriser
from bot.triage.language import LanguageGuess
from bot.triage.noise import Noise
from bot.triage.polarity import Polarity, PolarityMeter
from bot.triage.reading import Reading, pieces, read
from bot.triage.risk import Risks
from bot.triage.severity import Hardships, severity_of

UNSURE_ABOVE = -0.6
"""Between this score and 0 a person decides."""

NOISE_SCORE = -3.0

FEW_STARS_SCORE = 1.0
"""One or two stars are a complaint, whatever the words."""

SET_ASIDE_BELOW = -1.5
"""In `trust` mode only texts below this score are set aside: clear praise, adverts, headlines, empty posts.
On real tweets to brands this costs under 3 % of the complaints."""

MANY_STARS = -2.0

SOURCE_SENTIMENT = -0.4
"""How much the source's own sentiment, from -1 to 1, moves the score."""


@dataclass(frozen=True)
class TriageInput:
    """What triage sees of a mention. `None` means that the source does not say.

    `sentiment` runs from -1 (negative) to 1; `brand` is the brand's name, which is no word of praise.
    """

    text: str
    stars: int | None = None
    sentiment: float | None = None
    language: str | None = None
    followers: int | None = None
    brand: str | None = None


@dataclass(frozen=True)
class _Tone:
    """How an item sounds once everything that bears on it is counted."""

    complaint: Complaint
    score: float
    language: str
    reasons: list[str]
    is_kind: bool = False
    """Praise, or nobody's own speech."""
    is_unread: bool = False
    """In a language that we cannot judge."""


class Judge:
    """Judges mentions."""

    def __init__(self) -> None:
        self._languages = LanguageGuess()
        self._polarity = PolarityMeter()
        self._noise = Noise()
        self._categoriser = Categoriser()
        self._risks = Risks()
        self._hardships = Hardships()

    def judge(self, items: Sequence[TriageInput]) -> list[Judgement]:
        """One judgement per item, in the same order. Never raises, whatever the texts."""
        return [self._judge(item, read(item.text, item.brand)) for item in items]

    def _judge(self, item: TriageInput, reading: Reading) -> Judgement:
        tone = self._tone(item, reading)
        risks = self._risks.find(reading, tone.language)
        categories = self._categoriser.guess(reading.words, danger=RiskFlag.SAFETY in risks)
        hardship = self._hardships.first(reading.words)
        severity = severity_of(
            tone.complaint,
            tone.score,
            categories[0],
            hardship=hardship is not None,
            followers=item.followers,
            flags=risks.keys(),
            is_kind=tone.is_kind,
            is_unread=tone.is_unread,
        )
        why = reasons.of_risks(reading, risks) + tone.reasons
        if hardship and tone.complaint is not Complaint.NO:
            why.append(reasons.of_hardship(reading, hardship))
        return Judgement(
            complaint=Complaint.UNSURE if risks and tone.complaint is Complaint.NO else tone.complaint,
            score=round(tone.score, 3),
            categories=categories,
            severity=severity,
            flags=tuple(flag.value for flag in risks),
            language=tone.language,
            reasons=tuple(why),
        )

    def _tone(self, item: TriageInput, reading: Reading) -> _Tone:
        language = self._languages.language(item.language, reading)
        polarity = self._polarity.measure(pieces(reading), language)
        told = reasons.of_source(item.stars, item.sentiment, item.followers)
        noise = self._noise.kind(reading, polarity.angry + polarity.troubled) if item.stars is None else None
        if noise:
            return _Tone(Complaint.NO, NOISE_SCORE, language, [noise, *told], is_kind=True)
        score = _score(polarity, item)
        if item.stars is None and reading.has_letters and not self._polarity.knows(language):
            why = ["not in a language that I can judge", *told]
            return _Tone(Complaint.UNSURE, score, language, why, is_unread=True)
        complaint = _complaint(score)
        why = [*told, reasons.of_tone(polarity, complaint)]
        return _Tone(complaint, score, language, why, is_kind=bool(polarity.kind))


def disposition(judgement: Judgement, mode: Literal["trust", "judge"]) -> Literal["open", "set_aside"]:
    """Where a mention goes. A risk flag always opens it.

    `trust`: the source sends what is negative, so only what is surely none is set aside.
    `judge`: the source sends everything, so whatever is no complaint is set aside.
    """
    if judgement.flags or judgement.complaint is not Complaint.NO:
        return "open"
    return "set_aside" if mode == "judge" or judgement.score < SET_ASIDE_BELOW else "open"


def _score(polarity: Polarity, item: TriageInput) -> float:
    """The polarity moved by what the source says."""
    score = polarity.score
    if item.sentiment is not None and math.isfinite(item.sentiment):
        score += SOURCE_SENTIMENT * max(-1.0, min(1.0, item.sentiment))
    if item.stars is None or item.stars == 3:
        return score
    return max(score, FEW_STARS_SCORE) if item.stars < 3 else score + MANY_STARS


def _complaint(score: float) -> Complaint:
    if score > 0:
        return Complaint.YES
    return Complaint.UNSURE if score > UNSURE_ABOVE else Complaint.NO

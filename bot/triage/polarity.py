"""How much a text sounds like a complaint: sentiment held against complaint cues, no training.

The score is above 0 for a complaint and clearly below for something else; in between a person decides.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from bot.triage.cues import NOT_SENTIMENT, Cue, english
from bot.triage.foreign import foreign
from bot.triage.phrases import Hit, PhraseIndex
from bot.triage.reading import Reading

SENTIMENT_WEIGHT = -1.6
WEIGHTS = {Cue.STRONG: 1.6, Cue.WEAK: 0.8, Cue.HINT: 0.15, Cue.PRAISE: -0.9, Cue.CALM: 0.0}
AT_MOST = {Cue.STRONG: 2, Cue.WEAK: 2, Cue.HINT: 3, Cue.PRAISE: 2, Cue.CALM: 1}
"""Further phrases of the same kind add nothing: an angry text is not angrier for being long."""

SARCASTIC = 1.6
"""Kind words beside it do not count."""

SHOUTING = 0.3
EXCLAIMING = 0.25
START = -0.25

MIXED = -0.9
"""Praise with an angry or troubled word in it scores no lower, so that it is never taken for plain praise."""

_PLAIN = re.compile(r"[\w\s.,!?'\"#&-]*", re.ASCII)
"""No emoji and no emoticon."""


@dataclass(frozen=True)
class Polarity:
    """The score of a text, and the words in it that spoke for and against a complaint, as written."""

    score: float
    angry: tuple[str, ...] = ()
    troubled: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    sarcastic: tuple[str, ...] = ()


@cache
def _analyzer() -> SentimentIntensityAnalyzer:
    # It reads its word list from a file, and keeps nothing of what it is asked.
    analyzer = SentimentIntensityAnalyzer()
    for word in NOT_SENTIMENT.split():
        analyzer.lexicon.pop(word, None)
    return analyzer


def english_feelings() -> frozenset[str]:
    """The words of the sentiment lexicon: nearly all of them English alone."""
    return frozenset(word for word in _analyzer().lexicon if word.isalpha())


class PolarityMeter:
    """Scores pieces of text. English has a sentiment lexicon; other languages a light list of cues."""

    def __init__(self) -> None:
        self._sentiment = _analyzer()
        self._english = english()
        self._foreign = foreign()

    def knows(self, language: str) -> bool:
        """Whether there is any list for this language; without one a score means nothing."""
        return language == "en" or language in self._foreign

    def measure(self, parts: Sequence[Reading], language: str) -> Polarity:
        """The polarity of a text in one or many pieces of at most some hundred characters each."""
        lexicon = self._foreign.get(language)
        measured = [self._in(lexicon, part) if lexicon else self._in_english(part) for part in parts]
        return measured[0] if len(measured) == 1 else _together(measured)

    def _in_english(self, part: Reading) -> Polarity:
        return _weigh(part, self._english.find(part.words), self._sentiment_of(part))

    def _in(self, lexicon: PhraseIndex[Cue], part: Reading) -> Polarity:
        return _weigh(part, lexicon.find(part.plain_words()), sentiment=0.0)

    def _sentiment_of(self, part: Reading) -> float:
        """VADER's compound, from -1 to 1. It is slow, so plain words that it does not know are spared."""
        if _PLAIN.fullmatch(part.text) and self._sentiment.lexicon.keys().isdisjoint(part.words):
            return 0.0
        return float(self._sentiment.polarity_scores(part.text)["compound"])


def _weigh(part: Reading, hits: Sequence[Hit[Cue]], sentiment: float) -> Polarity:
    said: dict[Cue, list[str]] = {}
    for cue, start, end in hits:
        said.setdefault(cue, []).append(part.quote(start, end))
    angry, troubled = said.get(Cue.STRONG, []), said.get(Cue.WEAK, [])
    kind, sarcastic = said.get(Cue.PRAISE, []), said.pop(Cue.SARCASM, [])
    score = START + _loudness(part)
    if sarcastic:
        said.pop(Cue.PRAISE, None)
        score += SARCASTIC + SENTIMENT_WEIGHT * min(sentiment, 0.0)
    else:
        score += SENTIMENT_WEIGHT * sentiment
    for cue, phrases in said.items():
        score += WEIGHTS[cue] * min(AT_MOST[cue], len(phrases))
    if angry or troubled:
        score = max(score, MIXED)
    return Polarity(score, tuple(angry), tuple(troubled), tuple(kind), tuple(sarcastic))


def _together(measured: Sequence[Polarity]) -> Polarity:
    """The angriest piece, pulled down by a friendly whole, yet never so far that nobody would look."""
    if not measured:
        return Polarity(START)
    angriest = max(measured, key=lambda each: each.score)
    mean = sum(each.score for each in measured) / len(measured)
    score = angriest.score + min(0.0, mean)
    return Polarity(
        max(score, MIXED) if angriest.score > 0 else score,
        angriest.angry,
        angriest.troubled,
        tuple(word for each in measured for word in each.kind),
        angriest.sarcastic,
    )


def _loudness(part: Reading) -> float:
    """What exclamation marks and capitals add."""
    shouted = sum(word.isupper() for word in part.spoken)
    shouting = shouted >= 3 and shouted > 0.7 * len(part.spoken)
    return SHOUTING * shouting + EXCLAIMING * (part.text.count("!") >= 2)

"""Who on the list fits an incident best, and why. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log10

from bot.advocates.entries import handles_of
from bot.advocates.forbidding import Block
from bot.models import Advocate, Incident

LATELY = timedelta(days=30)
"""How far back a kind word counts."""
MOST_DEFENCES = 3
MOST_TOPICS = 2
TOPIC, LANGUAGE, PLATFORM, DEFENCE, RESTED = 3.0, 2.0, 1.0, 2.0, 0.5
"""What each sign is worth: knowing the subject most, so that reach alone never decides."""
MOST_REACH = 2.0
SHORTEST_TOPIC = 3


@dataclass(frozen=True)
class Subject:
    """What an incident is about. The counts are of its posts."""

    incident: Incident
    languages: Mapping[str, int]
    platforms: Mapping[str, int]
    categories: Mapping[str, int]

    @property
    def words(self) -> set[str]:
        """Everything that a topic may be found in, in small letters."""
        told = [self.incident.title, *self.incident.terms, *self.incident.keys, *self.categories]
        return {word.strip(".,:;!?#\"'") for one in told for word in one.lower().replace(":", " ").split()}


@dataclass(frozen=True)
class Suggestion:
    """One person on the list, for one incident. `blocks` forbid asking; `reasons` speak for it, in words."""

    advocate: Advocate
    score: float
    reasons: tuple[str, ...]
    blocks: tuple[Block, ...] = ()


def ranked(found: Sequence[Suggestion]) -> list[Suggestion]:
    """Those who may be asked first, each with the best reasons before others."""
    return sorted(found, key=lambda one: (bool(one.blocks), -one.score, one.advocate.name.casefold()))


def suggestion(
    advocate: Advocate,
    subject: Subject,
    *,
    defences: int,
    reach: int,
    blocks: tuple[Block, ...],
    now: datetime,
) -> Suggestion:
    """How well somebody fits. `defences` are kind posts of their own accord lately, `reach` followers."""
    signs = [
        _topics(advocate, subject),
        _languages(advocate, subject),
        _platforms(advocate, subject),
        _defences(defences),
        _reach(reach),
        _rest(advocate, now),
    ]
    return Suggestion(
        advocate, sum(worth for worth, _why in signs), tuple(why for _worth, why in signs if why), blocks
    )


Sign = tuple[float, str]
NOTHING: Sign = (0.0, "")


def _topics(advocate: Advocate, subject: Subject) -> Sign:
    words = subject.words
    known = [topic for topic in advocate.topics if _is_in(topic, words)]
    if not known:
        return NOTHING
    return TOPIC * min(len(known), MOST_TOPICS), f"knows about {' and '.join(known[:MOST_TOPICS])}"


def _is_in(topic: str, words: set[str]) -> bool:
    parts = [part for part in topic.lower().split() if len(part) >= SHORTEST_TOPIC]
    return bool(parts) and all(any(_is_same(part, word) for word in words) for part in parts)


def _is_same(one: str, other: str) -> bool:
    """The same word, or its plural."""
    return one.removesuffix("s") == other.removesuffix("s")


def _languages(advocate: Advocate, subject: Subject) -> Sign:
    shared = {one: subject.languages[one] for one in advocate.languages if subject.languages.get(one)}
    if not shared:
        return NOTHING
    best = max(shared, key=lambda one: shared[one])
    share = shared[best] / max(sum(subject.languages.values()), 1)
    return LANGUAGE * share, f"writes “{best}”, as {_share(share)} of these posts"


def _platforms(advocate: Advocate, subject: Subject) -> Sign:
    there = {platform: subject.platforms.get(platform, 0) for platform, _handle in handles_of(advocate)}
    best = max(sorted(there), key=lambda one: there[one], default="")
    if not there.get(best):
        return NOTHING
    share = there[best] / max(sum(subject.platforms.values()), 1)
    return PLATFORM * share, f"is on {best}, where {_share(share)} of it is said"


def _defences(count: int) -> Sign:
    if not count:
        return NOTHING
    times = "once" if count == 1 else f"{count} times"
    return DEFENCE * min(count, MOST_DEFENCES), f"spoke well of you {times} in {LATELY.days} days, unasked"


def _reach(followers: int) -> Sign:
    if followers < 1:
        return NOTHING
    return min(log10(followers) / 3, MOST_REACH), f"{followers:,} followers"


def _rest(advocate: Advocate, now: datetime) -> Sign:
    at = advocate.last_contacted_at
    return (
        (RESTED, "was never asked before") if at is None else (0.0, f"last asked {(now - at).days} days ago")
    )


def _share(share: float) -> str:
    return "all" if share > 0.99 else f"{share:.0%}"

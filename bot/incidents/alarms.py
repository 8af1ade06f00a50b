"""Spikes: how far above the usual a number of people is, in the last quarter, hour and six hours."""

from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.incidents.tails import nb_tail
from bot.models import IncidentLevel
from bot.models.incidents import SPIKE_ALPHA

QUARTER, HOUR, LONG = 900.0, 3_600.0, 21_600.0
WINDOWS = (QUARTER, HOUR, LONG)
LEAST = (4, 5, 8)
"""Distinct authors that a window must have, whatever is usual."""
TIMES = (2.0, 2.0, 1.5)
"""How many times the usual they must be."""
CALM = 0.05
"""Above this probability a window is as usual again."""
CALM_LOOKS = 2
COOL_DOWN = 6 * HOUR
WARM_UP_HOURS = 24
PLAIN = 5
"""While less than `WARM_UP_HOURS` are known: so many authors in one hour on one incident."""
CRITICAL_AUTHORS = 3
CROWD = 1_000_000
"""Followers of the authors of a spike together that make it a crisis to look at."""

Mean = Callable[[float, float], float]
"""Authors expected between two times."""
Alphas = Mapping[IncidentLevel, float]


@dataclass
class Crowd:
    """Distinct authors in each window, as they come."""

    windows: tuple["_Window", ...] = field(default_factory=lambda: tuple(_Window(span) for span in WINDOWS))

    def add(self, at: float, author: str, now: float) -> None:
        """Somebody wrote; a post too old for a window does not count in it."""
        for window in self.windows:
            window.add(at, author, now)

    def counts(self, now: float) -> tuple[int, ...]:
        """Distinct authors in each window that ends now."""
        return tuple(window.count(now) for window in self.windows)


@dataclass
class _Window:
    span: float
    posts: deque[tuple[float, str]] = field(default_factory=deque)
    authors: Counter[str] = field(default_factory=Counter)

    def add(self, at: float, author: str, now: float) -> None:
        if at > now - self.span:
            self.posts.append((at, author))
            self.authors[author] += 1

    def count(self, now: float) -> int:
        while self.posts and self.posts[0][0] <= now - self.span:
            _at, author = self.posts.popleft()
            if self.authors[author] == 1:
                del self.authors[author]
            else:
                self.authors[author] -= 1
        return len(self.authors)


@dataclass(frozen=True)
class Reading:
    """How one scope stands: the probability of each window's count, and the level that follows."""

    counts: Sequence[int]
    chances: Sequence[float]
    level: IncidentLevel

    @property
    def is_calm(self) -> bool:
        """Every window is as usual."""
        return min(self.chances) > CALM

    @property
    def telling(self) -> int:
        """The count of the window that is the least probable."""
        return self.counts[self._least]

    @property
    def span(self) -> float:
        """The length of that window, in seconds."""
        return WINDOWS[self._least]

    @property
    def _least(self) -> int:
        return min(range(len(self.chances)), key=lambda each: self.chances[each])


def read(
    counts: Sequence[int],
    mean: Mean,
    dispersion: float,
    now: float,
    alpha: Alphas = SPIKE_ALPHA,
) -> Reading:
    """The level of a scope by its windows, once its usual is known."""
    chances, level = [], IncidentLevel.NONE
    for count, span, least, times in zip(counts, WINDOWS, LEAST, TIMES, strict=True):
        expected = mean(now - span, now)
        chance = nb_tail(count, expected, dispersion)
        chances.append(chance)
        if count >= least and count >= times * expected:
            level = max(level, _level_of(chance, alpha))
    return Reading(counts, chances, level)


def _level_of(chance: float, alpha: Alphas) -> IncidentLevel:
    reached = [level for level, most in alpha.items() if chance < most / len(WINDOWS)]
    return max(reached, default=IncidentLevel.NONE)


def read_plainly(counts: Sequence[int]) -> Reading:
    """The level while nothing is known of what is usual: only a crowd on one incident counts."""
    in_hour = counts[1]
    level = IncidentLevel.NONE
    if in_hour >= PLAIN:
        level = IncidentLevel.SPIKE if in_hour >= 2 * PLAIN else IncidentLevel.WATCH
    chances = [1.0, 0.0 if level else 1.0, 1.0]
    return Reading(counts, chances, level)


@dataclass
class Alarm:
    """The level of one scope over time: it only rises while it lasts, and people are told seldom."""

    level: IncidentLevel = IncidentLevel.NONE
    since: float | None = None
    """When the level was last raised."""
    told_level: IncidentLevel = IncidentLevel.NONE
    told_at: float | None = None
    told_count: int = 0
    calm: int = 0
    """Looks in a row at which everything was as usual."""

    def take(self, reading: Reading, now: float) -> bool:
        """Take in a reading; whether people are to be told now."""
        if self.is_over:
            self.level = IncidentLevel.NONE
        if reading.level > self.level:
            self.level, self.since = reading.level, now
        if not reading.level or not self._is_news(reading, now):
            return False
        self.told_level, self.told_at, self.told_count = reading.level, now, reading.telling
        return True

    def look(self, reading: Reading) -> None:
        """Note at a regular look whether all is as usual again."""
        self.calm = self.calm + 1 if reading.is_calm else 0

    @property
    def is_over(self) -> bool:
        """Nothing unusual any more."""
        return self.calm >= CALM_LOOKS

    def _is_news(self, reading: Reading, now: float) -> bool:
        if self.told_at is None or now - self.told_at >= COOL_DOWN:
            return self.told_at is None or self.since == now or reading.telling >= 2 * self.told_count
        return reading.level > self.told_level or reading.telling >= 2 * self.told_count


def by_gravity(level: IncidentLevel, critical_authors: int, reach: int) -> IncidentLevel:
    """A level raised by what is said and by who hears it, not only by how many say it."""
    if critical_authors >= CRITICAL_AUTHORS:
        return IncidentLevel.CRISIS
    if level >= IncidentLevel.SPIKE and reach >= CROWD:
        return IncidentLevel.CRISIS
    return level

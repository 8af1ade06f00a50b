"""Posts with something in common, and how like one another they are."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import sqrt

from bot.incidents.alarms import Alarm, Crowd
from bot.incidents.signs import Signs, is_everyday
from bot.models import IncidentLevel, JoinedBy, Severity

SHARED = 0.5
"""A sign that so many of a group's posts have stands for the group."""
MOST_WEIGHTS = 80
"""Words that a group is compared by."""
DAY = 86_400.0


@dataclass(slots=True, eq=False)
class Post:
    """A mention as grouping sees it. `at` in seconds since 1970; `author` stands for one person."""

    id: str
    at: float
    author: str
    signs: Signs
    number: int = 0
    """Its place in the order of all posts; 0 where nobody keeps them."""
    reach: int = 0
    complains: bool = False
    severity: Severity = Severity.LOW
    is_named: bool = True
    """The source says who wrote it; else a copy may well be the same person's."""
    is_noise: bool = False
    """An advert, a headline or nothing at all: it stands with its like, and alarms nobody."""
    weights: dict[str, float] = field(default_factory=dict)
    """Its words by how rare they are, as a vector of length one."""
    group: "Group | None" = None
    joined_by: JoinedBy | None = None
    because: str = ""
    """The sign that it shares, as somebody wrote it."""
    original: str | None = None
    """The post that it repeats."""

    @property
    def is_on_incident(self) -> bool:
        """It stands with others on one."""
        return self.group is not None and self.group.is_on_incident

    def all_signs(self) -> Iterator[str]:
        """Its words and codes, each once."""
        yield from self.signs.terms
        yield from self.signs.keys


@dataclass(eq=False)
class Group:
    """Posts with one cause, as far as signs tell. With an `incident` it is one that people see."""

    posts: list[Post] = field(default_factory=list)
    """Those that may still bring others: of an incident only the newest."""
    signs: Counter[str] = field(default_factory=Counter)
    weights: dict[str, float] = field(default_factory=dict)
    incident: str | None = None
    keys: set[str] = field(default_factory=set)
    """Codes, hashtags and words that bring a post here, whatever else it says."""
    terms: list[str] = field(default_factory=list)
    """The telling words, the most telling first."""
    title: str = ""
    is_volume: bool = False
    """No cause is known: there are only many more people than usual."""
    is_named: bool = False
    """A person gave the title."""
    mentions: int = 0
    complaints: int = 0
    reach_by_author: dict[str, int] = field(default_factory=dict)
    critical: set[str] = field(default_factory=set)
    """Authors of critical posts."""
    first: float = 0.0
    last: float = 0.0
    level: IncidentLevel = IncidentLevel.NONE
    usual_share: float = 0.0
    """The part of all mentions that had its signs before."""
    crowd: Crowd = field(default_factory=Crowd)
    alarm: Alarm = field(default_factory=Alarm)

    @property
    def is_on_incident(self) -> bool:
        """It is one that people see."""
        return self.incident is not None

    @property
    def is_broad(self) -> bool:
        """Only everyday words hold it together: one cause may well be several."""
        return not self.keys and all(is_everyday(term) for term in self.terms) and not self.copies

    @property
    def copies(self) -> set[str]:
        """Who has posted the same text as others, headlines and adverts aside."""
        copied = {post.original for post in self.posts if post.original is not None}
        return {
            post.author
            for post in self.posts
            if not post.is_noise and (post.original is not None or post.id in copied)
        }

    @property
    def reach(self) -> int:
        """Followers of its authors together."""
        return sum(self.reach_by_author.values())

    def add(self, post: Post, by: JoinedBy | None, because: str, now: float) -> None:
        """A post belongs here from now on."""
        post.joined_by, post.because = by, because
        self.count(
            post.author, post.reach, post.complains, post.at, critical=post.severity >= Severity.CRITICAL
        )
        self.keep(post, now)

    def keep(self, post: Post, now: float) -> None:
        """A post that is counted already may bring others here."""
        post.group = self
        self.posts.append(post)
        self.signs.update(post.all_signs())
        self._weigh(post.weights, 1.0)
        if not post.is_noise:
            self.crowd.add(post.at, post.author, now)

    def count(self, author: str, reach: int, complains: bool, at: float, *, critical: bool = False) -> None:
        """Count a post in, whether or not it is kept."""
        self.first = min(self.first or at, at)
        self.last = max(self.last, at)
        self.mentions += 1
        self.complaints += complains
        self.reach_by_author[author] = max(reach, self.reach_by_author.get(author, 0))
        if critical:
            self.critical.add(author)

    def drop(self, post: Post) -> None:
        """A post is too old to bring others, or belongs elsewhere."""
        self.posts.remove(post)
        self.signs.subtract(post.all_signs())
        self._weigh(post.weights, -1.0)

    @property
    def usual_severity(self) -> Severity:
        """What half of its posts do not exceed."""
        return sorted(post.severity for post in self.posts)[len(self.posts) // 2]

    @property
    def codes(self) -> frozenset[str]:
        """The codes and hashtags that it is about."""
        if self.keys:
            return frozenset(self.keys)
        least = SHARED * len(self.posts)
        return frozenset(
            key for post in self.posts[:1] for key in post.signs.keys if self.signs[key] >= least
        )

    def take_over(self, other: "Group") -> None:
        """Count in all that another one has counted, and be found by what it was found by."""
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)
        self.mentions += other.mentions
        self.complaints += other.complaints
        for author, reach in other.reach_by_author.items():
            self.reach_by_author[author] = max(reach, self.reach_by_author.get(author, 0))
        self.critical |= other.critical
        self.keys |= other.keys
        self.terms += [term for term in other.terms if term not in self.terms]
        self.level = max(self.level, other.level)

    def authors_since(self, since: float) -> int:
        """How many people have written in it since then."""
        return len({post.author for post in self.posts if post.at > since})

    @property
    def is_at_round_number(self) -> bool:
        """Whether it has twice as many mentions as when this was last so, from eight on."""
        return self.mentions >= 8 and self.mentions & (self.mentions - 1) == 0

    def stands_for(self, sign: str) -> bool:
        """Whether a sign brings a post here."""
        return sign in self.keys or self.signs[sign] >= SHARED * len(self.posts)

    def authors_with(self, sign: str, since: float) -> set[str]:
        """Who has used a sign in it since then."""
        return {
            post.author
            for post in self.posts
            if post.at >= since
            and not post.is_noise
            and (sign in post.signs.keys or sign in post.signs.shown)
        }

    def likeness(self, weights: dict[str, float]) -> float:
        """The cosine between a post and the middle of the group, from 0 to 1."""
        length = sqrt(sum(value * value for value in self.weights.values()))
        return dot(weights, self.weights) / length if length else 0.0

    def _weigh(self, weights: dict[str, float], sign: float) -> None:
        mine = self.weights
        for term, value in weights.items():
            left = mine.get(term, 0.0) + sign * value
            if left > 1e-9:
                mine[term] = left
            else:
                mine.pop(term, None)
        if len(mine) > 2 * MOST_WEIGHTS:
            self.weights = dict(sorted(mine.items(), key=lambda each: -each[1])[:MOST_WEIGHTS])


def dot(one: dict[str, float], other: dict[str, float]) -> float:
    """The products of what both have."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(value * large[term] for term, value in small.items() if term in large)


def as_unit(weights: Iterable[tuple[str, float]]) -> dict[str, float]:
    """A vector of length one."""
    found = dict(weights)
    length = sqrt(sum(value * value for value in found.values()))
    return {term: value / length for term, value in found.items()} if length else {}

"""What is remembered of a brand: the last hours by words, the last day by posts, the rest as counts."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.incidents.alarms import WARM_UP_HOURS, Crowd
from bot.incidents.groups import DAY, Post, as_unit
from bot.incidents.history import EVERYDAY, UNSEEN, UNSEEN_CODE, TermHistory
from bot.incidents.signs import is_everyday
from bot.incidents.tails import poisson_tail
from bot.incidents.usual import Hours

RECENT = 3 * 3_600.0
"""What suddenly many write about is looked for in these last seconds."""
RECENT_COLD = 3_600.0
"""The same while a brand is new: what is older serves as its history."""
ENOUGH_DOCS = 8.0
"""While a brand is new, so many older mentions are wanted before a single word can be remarkable."""
MOST_POSTS = 3_000
"""Posts of the last day that are kept; in a flood the oldest go earlier."""
PER_SIGN = 40
"""Posts that are looked at for each word or code."""
CANDIDATES = 6
INCIDENT_SHARE = 0.25
"""How much a post of an incident counts in what is usual."""


@dataclass
class Memory:
    """Feed it in order; `now` never runs backwards."""

    history: TermHistory = field(default_factory=TermHistory)
    hours: Hours = field(default_factory=Hours)
    crowd: Crowd = field(default_factory=Crowd)
    counted: int = 0
    """The number of the last post that is part of the history."""
    recent: deque[Post] = field(default_factory=deque)
    day: deque[Post] = field(default_factory=deque)
    users: dict[str, Counter[str]] = field(default_factory=dict)
    """Word -> how often each author has used it in the last hours."""
    recent_authors: Counter[str] = field(default_factory=Counter)
    day_authors: Counter[str] = field(default_factory=Counter)
    _by_digest: dict[str, Post] = field(default_factory=dict)
    _by_sign: dict[str, deque[Post]] = field(default_factory=dict)

    @property
    def is_cold(self) -> bool:
        """Too little is known of what is usual."""
        return self.hours.usual.hours < WARM_UP_HOURS

    def see(self, post: Post, now: float) -> None:
        """Somebody wrote: counted before it is placed."""
        self.hours.add(post.at, post.author, now)
        self.crowd.add(post.at, post.author, now)
        for term in post.signs.terms:
            self.users.setdefault(term, Counter())[post.author] += 1
        self.recent_authors[post.author] += 1
        self.recent.append(post)

    def weigh(self, post: Post) -> None:
        """Give a post its words' weights, by how rare they are today."""
        rarity = self.history.rarity
        post.weights = as_unit((term, rarity(term)) for term in post.signs.terms if " " not in term)

    def keep(self, post: Post) -> None:
        """It may bring others, for a day."""
        self.day.append(post)
        self.day_authors[post.author] += 1
        if post.signs.digest is not None:
            self._by_digest.setdefault(post.signs.digest, post)
        for sign in _indexed(post):
            self._by_sign.setdefault(sign, deque(maxlen=PER_SIGN)).append(post)

    def forget(self, now: float) -> None:
        """Let go of what is too old."""
        self.hours.turn(now)
        span = RECENT_COLD if self.is_cold else RECENT
        while self.recent and self.recent[0].at < now - span:
            self._outgrow(self.recent.popleft())
        while self.day and (self.day[0].at < now - DAY or len(self.day) > MOST_POSTS):
            self._drop(self.day.popleft())

    def copied(self, post: Post) -> Post | None:
        """The post with the very same words; `None` if there is none."""
        return self._by_digest.get(post.signs.digest or "")

    def having(self, sign: str) -> Iterator[Post]:
        """The latest posts of the last day with a sign, the newest first."""
        return reversed(self._by_sign.get(sign, ()))

    def alike(self, post: Post) -> list[Post]:
        """The posts of the last day that share the most telling words."""
        shared: dict[Post, float] = {}
        for term, weight in post.weights.items():
            for other in self._by_sign.get(term, ()):
                shared[other] = shared.get(other, 0.0) + weight * other.weights.get(term, 0.0)
        return sorted(shared, key=lambda other: -shared[other])[:CANDIDATES]

    def share(self, term: str) -> float:
        """The part of all mentions expected to have a word or code."""
        return self.history.share(term, EVERYDAY if is_everyday(term) else UNSEEN)

    def chance(self, term: str, authors: int) -> float:
        """How probable it is that so many have used a word of late."""
        return poisson_tail(authors, self.share(term) * len(self.recent_authors))

    def chance_today(self, sign: str, authors: int) -> float:
        """How probable it is that so many have used a code today."""
        prior = UNSEEN if sign.startswith("#") else UNSEEN_CODE
        return poisson_tail(authors, self.history.share(sign, prior) * len(self.day_authors))

    def can_tell(self, term: str) -> bool:
        """Whether enough is known to call a word remarkable."""
        if not self.is_cold:
            return True
        return not is_everyday(term) and (" " in term or self.history.docs >= ENOUGH_DOCS)

    def _outgrow(self, post: Post) -> None:
        """A post is no news any more: it becomes part of what is usual."""
        for term in post.signs.terms:
            users = self.users[term]
            _one_less(users, post.author)
            if not users:
                del self.users[term]
        _one_less(self.recent_authors, post.author)
        if post.number and post.number <= self.counted:
            return
        is_unusual = post.group is not None and post.group.incident is not None
        self.history.add(usual_signs(post), post.at, INCIDENT_SHARE if is_unusual else 1.0)
        self.counted = post.number

    def _drop(self, post: Post) -> None:
        _one_less(self.day_authors, post.author)
        digest = post.signs.digest or ""
        if self._by_digest.get(digest) is post:
            del self._by_digest[digest]
        for sign in _indexed(post):
            posts = self._by_sign.get(sign)
            if posts and posts[0] is post:
                posts.popleft()
            if not posts:
                self._by_sign.pop(sign, None)
        if post.group is not None:
            post.group.drop(post)


def usual_signs(post: Post) -> Iterator[str]:
    """What of a post becomes usual."""
    yield from post.all_signs()
    if post.signs.digest is not None:
        yield f"text:{post.signs.digest}"


def _indexed(post: Post) -> Iterator[str]:
    yield from post.signs.keys
    yield from post.weights


def _one_less(counter: Counter[str], author: str) -> None:
    if counter[author] <= 1:
        del counter[author]
    else:
        counter[author] -= 1

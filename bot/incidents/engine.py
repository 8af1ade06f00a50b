"""Grouping for one brand: every post is placed at once, at a cost that does not grow with what was before.

A group opens as an incident when enough people make it more than usual; it grows, calls people, and ends.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.incidents.alarms import (
    WARM_UP_HOURS,
    Alarm,
    Alphas,
    Mean,
    Reading,
    by_gravity,
    read,
    read_plainly,
)
from bot.incidents.groups import DAY, SHARED, Group, Post
from bot.incidents.placing import Place, contradicts, place_of, settle_author
from bot.incidents.remembering import Memory
from bot.incidents.titles import title_of, volume_title
from bot.incidents.usual import FLOOR
from bot.models import IncidentLevel, JoinedBy
from bot.models.incidents import SPIKE_ALPHA
from bot.ports import NewId

LEAST_AUTHORS = 3
BURST_AUTHORS, COLD_BURST_AUTHORS = 4, 5
BURST = 1e-6
"""Chance below which a word's crowd is no accident."""
KEY_CHANCE = 1e-4
"""The same for a code or a copied text, which few share by accident."""
ALL_OF_IT = 0.9
"""Incidents of which so many posts have one sudden word are one incident."""
MOST_OF_IT = 0.3
"""An incident with so many of the people who write is what the whole brand's spike is about."""
BUSY = 2.0
"""Authors an hour, from which on a mere watch is worth telling."""
SILENCE = 12 * 3_600.0
"""After so long without a mention an incident is over."""
TOPIC_DISPERSION = 1.3
"""Of one topic: while nothing happens, nothing swings."""


@dataclass
class Changes:
    """What has happened since it was last asked, for whoever keeps it."""

    opened: list[tuple[Group, Sequence[Post]]] = field(default_factory=list)
    """With the posts that made it open."""
    joined: list[Post] = field(default_factory=list)
    """Posts that stand on an incident from now on."""
    merged: list[tuple[Group, Group]] = field(default_factory=list)
    """The one that is over, and the one that took it in."""
    closed: list[Group] = field(default_factory=list)
    told: list[Group] = field(default_factory=list)
    """Incidents of which people are to be told now."""


@dataclass
class Engine:
    """The state of one brand. Feed it in order; `now` never runs backwards."""

    new_id: NewId
    alpha: Alphas = field(default_factory=lambda: SPIKE_ALPHA)
    memory: Memory = field(default_factory=Memory)
    alarm: Alarm = field(default_factory=Alarm)
    changes: Changes = field(default_factory=Changes)
    open: dict[str, Group] = field(default_factory=dict)
    owner: dict[str, Group] = field(default_factory=dict)
    """Sudden word -> its incident."""

    def take(self, post: Post, now: float) -> None:
        """Place a post, and open or raise what it makes more than usual."""
        memory = self.memory
        memory.forget(now)
        memory.weigh(post)
        settle_author(post, memory)
        memory.see(post, now)
        place = place_of(post, memory, self.owner)
        if place is not None:
            self._join(post, place, now)
        memory.keep(post)
        self._notice_words(post, now)
        if post.group is not None:
            self._grow(post.group, now)
        self._notice_volume(now)

    def look(self, now: float) -> None:
        """Regular work: end what is silent, raise or calm what goes on."""
        self.memory.forget(now)
        for group in list(self.open.values()):
            if now - group.last >= SILENCE:
                self.close(group)
                continue
            reading = self._reading(group, now)
            group.alarm.look(reading)
            self._raise(group, reading, now)
        altogether = self._brand_reading(now)
        if altogether is not None:
            self.alarm.look(altogether)
        self._notice_volume(now)

    def close(self, group: Group) -> None:
        """An incident is over."""
        self.changes.closed.append(group)
        self.let_go(group)

    def let_go(self, group: Group) -> None:
        """Its signs bring nobody any more."""
        self.open.pop(group.incident or "", None)
        self.owner = {term: owner for term, owner in self.owner.items() if owner is not group}
        for post in group.posts:
            post.group = None

    def adopt(self, group: Group) -> None:
        """An incident that was opened before goes on."""
        assert group.incident is not None
        self.open[group.incident] = group
        self.owner |= dict.fromkeys(group.terms, group)
        group.usual_share = self._usual_share(group)

    def restore(self, post: Post, group: Group | None) -> None:
        """A post from before, with the incident that it stands on: nothing opens and nobody is told."""
        self.memory.forget(post.at)
        self.memory.weigh(post)
        settle_author(post, self.memory)
        self.memory.see(post, post.at)
        if group is not None:
            group.keep(post, post.at)
        else:
            place = place_of(post, self.memory, {})
            if place is not None and not place.where.is_on_incident:
                self._join(post, place, post.at)
        self.memory.keep(post)

    def taken(self) -> Changes:
        """What has happened since this was last asked."""
        changes, self.changes = self.changes, Changes()
        return changes

    # Where posts stand

    def _join(self, post: Post, place: Place, now: float) -> None:
        group = place.where
        if isinstance(group, Post):
            if group.group is None:
                Group().add(group, None, "", now)
            assert group.group is not None
            group = group.group
        group.add(post, place.by, place.because, now)
        if group.incident is not None:
            self.changes.joined.append(post)
            if not group.is_named and group.is_at_round_number:
                group.title = self._title(group)

    def _notice_words(self, post: Post, now: float) -> None:
        """Find the words that many suddenly use, and give each to the incident that it belongs to."""
        users, memory = self.memory.users, self.memory
        often = [
            term
            for term in post.signs.terms
            if len(users[term]) >= self._least_users and term not in self.owner and memory.can_tell(term)
        ]
        for chance, term in sorted((memory.chance(term, len(users[term])), term) for term in often):
            if chance < BURST:
                self._gather(term, now)

    def _gather(self, term: str, now: float) -> None:
        """Bring together those who use a word; where most of them stand already, it belongs there."""
        posts = [post for post in self.memory.recent if term in post.signs.shown]
        group = self._home_of(term, posts, now)
        if group is None:
            return
        for post in posts:
            if post.group is not group and not post.is_on_incident and not contradicts(post, group):
                if post.group is not None:
                    post.group.drop(post)
                self._join(post, Place(group, JoinedBy.TERM, post.signs.shown[term]), now)
        self.owner[term] = group
        group.terms.append(term)
        self._open(group, now)

    def _home_of(self, term: str, posts: Sequence[Post], now: float) -> Group | None:
        """The incident that a word belongs to, or a group for it; `None` if those left over are too few."""
        places = Counter(post.group for post in posts if post.group is not None and post.group.incident)
        whole = [one for one in places if one.signs[term] >= ALL_OF_IT * len(one.posts)]
        if len(whole) > 1:
            return self._merged(whole, now)
        largest, most = max(places.items(), key=lambda each: each[1], default=(None, 0))
        if largest is not None and most >= SHARED * len(posts):
            return largest
        free = {
            post.author for post in posts if not post.is_noise and not (post.group and post.group.incident)
        }
        is_many = len(free) >= self._least_users and self.memory.chance(term, len(free)) < BURST
        return Group() if is_many else None

    @property
    def _least_users(self) -> int:
        return COLD_BURST_AUTHORS if self.memory.is_cold else BURST_AUTHORS

    def _merged(self, groups: Iterable[Group], now: float) -> Group:
        """One incident of several: the one that was first takes in the others."""
        into, *others = sorted(groups, key=lambda group: group.first)
        for group in others:
            self.merge(group, into, now)
        return into

    def merge(self, group: Group, into: Group, now: float) -> None:
        """Have everything of an incident stand on another."""
        self.open.pop(group.incident or "", None)
        for post in list(group.posts):
            group.drop(post)
            into.keep(post, now)
        into.take_over(group)
        self.owner |= {term: into for term, owner in self.owner.items() if owner is group}
        self.changes.merged.append((group, into))

    # How a group grows

    def _grow(self, group: Group, now: float) -> None:
        if group.incident is not None:
            self._raise(group, self._reading(group, now), now)
        elif len(group.reach_by_author) >= LEAST_AUTHORS and self._is_unusual(group, now):
            self._open(group, now)

    def _is_unusual(self, group: Group, now: float) -> bool:
        """Whether a code, a hashtag or a copied text has more people than it ever has."""
        for sign, count in group.signs.items():
            if count >= LEAST_AUTHORS and ("#" in sign or ":" in sign):
                authors = len(group.authors_with(sign, now - DAY))
                if authors >= LEAST_AUTHORS and self.memory.chance_today(sign, authors) < KEY_CHANCE:
                    group.keys.add(sign)
        return bool(group.keys) or self._is_copied(group)

    def _is_copied(self, group: Group) -> bool:
        authors = len(group.copies)
        texts = [f"text:{post.signs.digest}" for post in group.posts if post.signs.digest]
        if authors < LEAST_AUTHORS or not texts:
            return False
        usual = max(texts, key=self.memory.history.share)
        return self.memory.chance_today(usual, authors) < KEY_CHANCE

    def _open(self, group: Group, now: float) -> None:
        if group.incident is not None:
            return
        group.incident = self.new_id()
        self.open[group.incident] = group
        group.usual_share = self._usual_share(group)
        group.title = self._title(group)
        self.changes.opened.append((group, tuple(group.posts)))
        self._raise(group, self._reading(group, now), now)

    def _title(self, group: Group) -> str:
        return volume_title(group, self.memory.share) if group.is_volume else title_of(group)

    def _usual_share(self, group: Group) -> float:
        return max(map(self.memory.share, [*group.terms, *group.keys]), default=0.0)

    def _reading(self, group: Group, now: float) -> Reading:
        counts = group.crowd.counts(now)
        if self.memory.is_cold:
            return read_plainly(counts)
        return read(counts, self._mean_of(group), TOPIC_DISPERSION, now, self.alpha)

    def _mean_of(self, group: Group) -> Mean:
        """How many people are expected to write of an incident's subject."""
        usual = self.memory.hours.usual

        def mean(start: float, end: float) -> float:
            return max(FLOOR * (end - start) / 3_600.0, group.usual_share * usual.within(start, end))

        return mean

    def _raise(self, group: Group, reading: Reading, now: float) -> None:
        level = by_gravity(reading.level, len(group.critical), group.reach)
        is_news = group.alarm.take(Reading(reading.counts, reading.chances, level), now)
        if is_news and (level > IncidentLevel.WATCH or not self._is_quiet):
            self.changes.told.append(group)
        group.level = max(group.level, level)

    @property
    def _is_quiet(self) -> bool:
        """So few write to the brand that a mere watch is for its card alone and alarms nobody."""
        return not self.memory.is_cold and self.memory.hours.usual.mean < BUSY

    # The brand as a whole

    def _brand_reading(self, now: float) -> Reading | None:
        """How the brand as a whole stands; `None` while too little is known of it."""
        usual = self.memory.hours.usual
        if usual.hours < WARM_UP_HOURS:
            return None
        counts = self.memory.crowd.counts(now)
        return read(counts, usual.within, usual.dispersion, now, self.alpha)

    def _notice_volume(self, now: float) -> None:
        """More people than usual altogether: it is what most of them speak of, or an incident by itself."""
        reading = self._brand_reading(now)
        if reading is None or reading.level == IncidentLevel.NONE:
            return
        about = self._explained_by(now - reading.span)
        if about is None and reading.level >= IncidentLevel.SPIKE:
            about = self._volume(now - reading.span, now)
        if about is not None:
            about.level = max(about.level, reading.level)
            if self.alarm.take(reading, now) and reading.level > about.alarm.told_level:
                self.changes.told.append(about)

    def _explained_by(self, since: float) -> Group | None:
        """The incident that most speak of, or one that is a spike by itself."""
        about = max(self.open.values(), key=lambda group: group.authors_since(since), default=None)
        if about is None:
            return None
        authors = {post.author for post in self.memory.recent if post.at > since}
        found = about.authors_since(since)
        stands_out = about.alarm.level >= IncidentLevel.WATCH and found >= LEAST_AUTHORS
        return about if stands_out or found >= MOST_OF_IT * len(authors) else None

    def _volume(self, since: float, now: float) -> Group | None:
        """The incident of all that have no other cause in common; each of its posts is answered by itself."""
        group = next((one for one in self.open.values() if one.is_volume), None) or Group(is_volume=True)
        for post in self.memory.recent:
            if post.at > since and not post.is_on_incident:
                if post.group is not None:
                    post.group.drop(post)
                self._join(post, Place(group, JoinedBy.VOLUME), now)
        if len(group.reach_by_author) < LEAST_AUTHORS:
            return None
        self._open(group, now)
        return group

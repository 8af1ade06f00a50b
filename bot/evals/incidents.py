"""A file of posts replayed on its own clock: which incidents open, when, and which posts stand on them."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from bot.evals.rows import UnusableInput
from bot.incidents.engine import Changes, Engine
from bot.incidents.groups import Group, Post
from bot.incidents.rows import post_of, shown_terms
from bot.models import IncidentLevel, Mention
from bot.store.incidents import kind_of
from bot.text import clean
from bot.triage.judging import Judge, TriageInput

LOOK_S = 300.0
"""How often the service looks at what is open; here on the file's clock."""
LOOKS = 150
"""Looks after a post before nothing more can happen until the next one: half a day and some."""
BATCH = 256


@dataclass(frozen=True)
class TimedPost:
    """One line of the file. `author` is `None` where it does not tell: then each post has its own."""

    id: str
    text: str
    posted_at: datetime
    brand: str = ""
    author: str | None = None
    platform: str = "x"
    followers: int | None = None
    stars: int | None = None


@dataclass
class Found:
    """An incident of the replay."""

    group: Group
    opened_at: datetime
    ids: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        group = self.group
        return {
            "title": group.title,
            "kind": kind_of(group.mentions, group.complaints).value,
            "level": IncidentLevel(group.level).name.lower(),
            "opened_at": _iso(self.opened_at),
            "first_mention_at": _iso(datetime.fromtimestamp(group.first, UTC)),
            "mentions": len(self.ids),
            "authors": len(group.reach_by_author),
            "ids": self.ids,
            "terms": self.terms,
        }


def read_posts(path: Path) -> list[TimedPost]:
    """All posts of a file of JSON lines, in order of time.

    Raises:
        UnusableInput: naming the line.
    """
    try:
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as fault:
        raise UnusableInput(None, "this is not UTF-8 text") from fault
    posts = [_post(number, line) for number, line in enumerate(lines, start=1) if line.strip()]
    if not posts:
        raise UnusableInput(None, "there is no row in it")
    return sorted(posts, key=lambda post: post.posted_at)


def replay(posts: Sequence[TimedPost]) -> list[Found]:
    """The incidents that open, in the order in which they do; `posts` come in order of time."""
    watches: dict[str, _Watch] = {}
    numbers = count(1)
    for post, seen in zip(posts, _seen(posts), strict=True):
        watch = watches.get(post.brand)
        if watch is None:
            watch = watches[post.brand] = _Watch(Engine(lambda: f"incident-{next(numbers)}"), seen.at)
        watch.pass_time(seen.at)
        watch.engine.take(seen, seen.at)
        watch.note(seen.at)
    found = [each for watch in watches.values() for each in watch.found.values()]
    return sorted(found, key=lambda each: each.opened_at)


@dataclass
class _Watch:
    """One brand under way."""

    engine: Engine
    looked_at: float
    found: dict[Group, Found] = field(default_factory=dict)

    def pass_time(self, now: float) -> None:
        """Look as often as the service would until then."""
        for _look in range(LOOKS):
            if self.looked_at + LOOK_S > now:
                return
            self.looked_at += LOOK_S
            self.engine.look(self.looked_at)
            self.note(self.looked_at)
        self.looked_at = now

    def note(self, now: float) -> None:
        """Write down what has changed."""
        changes = self.engine.taken()
        for group, posts in changes.opened:
            opened_at = datetime.fromtimestamp(now, UTC)
            self.found[group] = Found(group, opened_at, [post.id for post in posts])
        for post in changes.joined:
            if post.group in self.found:
                self.found[post.group].ids.append(post.id)
        for group, into in changes.merged:
            self.found[into].ids += self.found.pop(group).ids
        for group in _changed(changes):
            if group in self.found:
                self.found[group].terms = shown_terms(group)


def _changed(changes: Changes) -> Iterator[Group]:
    yield from (group for group, _posts in changes.opened)
    yield from (post.group for post in changes.joined if post.group is not None)
    yield from (into for _group, into in changes.merged)


def _seen(posts: Sequence[TimedPost]) -> Iterator[Post]:
    """Every post as the engine sees it, judged as the service judges it."""
    judge = Judge()
    for start in range(0, len(posts), BATCH):
        some = posts[start : start + BATCH]
        told = [
            TriageInput(post.text, stars=post.stars, followers=post.followers, brand=post.brand or None)
            for post in some
        ]
        for post, judgement in zip(some, judge.judge(told), strict=True):
            yield post_of(
                _mention(post), post.brand, judgement.complaint, judgement.score, judgement.severity
            )


def _mention(post: TimedPost) -> Mention:
    return Mention(
        id=post.id,
        source="file",
        external_id=post.id,
        platform=post.platform,
        text=clean(post.text),
        brand=post.brand or None,
        posted_at=post.posted_at,
        received_at=post.posted_at,
        author_id=post.author,
        author_followers=post.followers,
        delivery_id="file",
    )


def _post(number: int, line: str) -> TimedPost:
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise UnusableInput(number, "this is not JSON") from fault
    if not isinstance(raw, dict) or not isinstance(raw.get("text"), str) or raw.get("id") in (None, ""):
        raise UnusableInput(number, "this is not a JSON object with “id”, “text” and “posted_at”")
    author = raw.get("author")
    return TimedPost(
        id=str(raw["id"]),
        text=raw["text"],
        posted_at=_time(number, raw.get("posted_at")),
        brand=str(raw.get("brand") or ""),
        author=None if author in (None, "") else str(author),
        platform=str(raw.get("platform") or "x"),
        followers=_whole(raw.get("followers")),
        stars=_whole(raw.get("stars")),
    )


def _time(number: int, value: object) -> datetime:
    try:
        read = datetime.fromisoformat(str(value))
    except ValueError as fault:
        raise UnusableInput(number, "“posted_at” is not a time such as 2026-11-22T07:00:00Z") from fault
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def _whole(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return int(value)


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")

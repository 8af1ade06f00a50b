"""Between the rows and the engine: posts of mentions, incidents of groups, and back. Pure."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.incidents.authors import author_key, is_named, time_of
from bot.incidents.groups import Group, Post
from bot.incidents.signs import signs_of
from bot.models import Complaint, Incident, IncidentMention, JoinedBy, Mention, Severity
from bot.models.incidents import MACHINE
from bot.store.incidents import kind_of

NOISE_SCORE = -3.0
"""What triage gives to empty posts, adverts and headlines, and to nothing else."""
WORD = "word:"
"""Begins a key that is a mere word."""


def post_of(
    mention: Mention, brand: str, complaint: Complaint, score: float, severity: Severity, number: int = 0
) -> Post:
    """A mention as the engine sees it; `complaint` and what follows are triage's."""
    return Post(
        id=mention.id,
        at=time_of(mention).timestamp(),
        author=author_key(mention),
        signs=signs_of(mention.text, brand),
        number=number,
        reach=mention.author_followers or 0,
        complains=complaint == Complaint.YES,
        severity=severity,
        is_named=is_named(mention),
        is_noise=complaint == Complaint.NO and score == NOISE_SCORE,
    )


def incident_of(group: Group, brand: str, now: datetime) -> Incident:
    """The row of an incident that opens."""
    row = Incident(
        id=str(group.incident),
        brand=brand,
        title=group.title,
        kind=kind_of(group.mentions, group.complaints),
        first_mention_at=_time(group.first),
        last_mention_at=_time(group.last),
        opened_at=now,
    )
    bring_up_to_date(row, group, now)
    row.version = 1
    return row


def bring_up_to_date(row: Incident, group: Group, now: datetime) -> None:
    """Give a row what its group has become."""
    if row.title_by == MACHINE:
        row.title = group.title
    row.kind = kind_of(group.mentions, group.complaints)
    if group.level > row.level:
        row.level, row.level_since = group.level, now
    row.mentions, row.complaints = group.mentions, group.complaints
    row.authors, row.reach = len(group.reach_by_author), group.reach
    row.first_mention_at, row.last_mention_at = _time(group.first), _time(group.last)
    row.terms = shown_terms(group)
    row.keys = [*sorted(group.keys), *(f"{WORD}{term}" for term in group.terms)]
    row.version, row.is_stale = row.version + 1, True


def shown_terms(group: Group) -> list[str]:
    """Its telling words and codes as people wrote them."""
    shown = {
        term: post.signs.shown[term]
        for post in group.posts
        for term in group.terms
        if term in post.signs.shown
    }
    words = [shown.get(term, term) for term in group.terms]
    return list(dict.fromkeys([*words, *(key.replace(":", " ") for key in sorted(group.keys))]))


def link_of(post: Post, incident_id: str, now: datetime, **more: Any) -> IncidentMention:
    """The row that says where a post stands."""
    return IncidentMention(
        mention_id=post.id,
        incident_id=incident_id,
        author=post.author,
        at=_time(post.at),
        reach=post.reach,
        is_complaint=post.complains,
        joined_at=now,
        joined_by=post.joined_by or JoinedBy.TERM,
        because=post.because,
        original_id=post.original,
        **more,
    )


def group_of(row: Incident, reach_by_author: Mapping[str, int]) -> Group:
    """An incident that goes on; its posts are given to it one by one."""
    group = Group(
        incident=row.id,
        keys={key for key in row.keys if not key.startswith(WORD)},
        terms=_words(row.keys),
        title=row.title,
        is_named=row.title_by != MACHINE,
        mentions=row.mentions,
        complaints=row.complaints,
        reach_by_author=dict(reach_by_author),
        first=row.first_mention_at.timestamp(),
        last=row.last_mention_at.timestamp(),
        level=row.level,
    )
    alarm = group.alarm
    alarm.level = alarm.told_level = row.level
    alarm.told_count = row.alerted_authors
    alarm.told_at = None if row.alerted_at is None else row.alerted_at.timestamp()
    return group


def _words(keys: Sequence[str]) -> list[str]:
    return [key.removeprefix(WORD) for key in keys if key.startswith(WORD)]


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)

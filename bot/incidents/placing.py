"""Where a post belongs: with its original, with those who name one code or one news, or say much the same.

An encoder of sentences would be asked in `_by_likeness`, beside the words; everything works without one.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from bot.incidents.groups import Group, Post, dot
from bot.incidents.remembering import Memory
from bot.models import JoinedBy

COPY = 92.0
"""Percent of `token_sort_ratio` from which one text is a copy of another."""
STILL = 1e-3
"""A word of an incident brings posts to it only while its crowd is this improbable."""
LIKE = 0.35
NAME_BONUS = 0.3
"""Added to the likeness of posts that share a rare name."""
RARE_NAME = 0.02
"""Of all mentions, at most, have a rare name."""


class Place(NamedTuple):
    """A group, or a post that stands alone so far, and why."""

    where: Post | Group
    by: JoinedBy
    because: str = ""


def place_of(post: Post, memory: Memory, owner: Mapping[str, Group]) -> Place | None:
    """The place of a post that is not kept yet; `None` if it is the first of its kind.

    `owner` tells which incident a sudden word belongs to.
    """
    alike = _alike(post, memory)
    return (
        _by_copy(post, alike)
        or _by_key(post, memory)
        or _by_term(post, memory, owner)
        or _by_likeness(post, alike, memory)
    )


def settle_author(post: Post, memory: Memory) -> None:
    """Whom nobody names and who says what was said before is taken for the one who said it."""
    if post.is_named:
        return
    same = next((other for other in _alike(post, memory) if _is_copy(post, other)), None)
    if same is not None:
        post.author = same.author


def _alike(post: Post, memory: Memory) -> Sequence[Post]:
    same = memory.copied(post)
    return [same] if same is not None else memory.alike(post)


def _by_copy(post: Post, alike: Sequence[Post]) -> Place | None:
    same = next((other for other in alike if _is_copy(post, other)), None)
    if same is None:
        return None
    post.original = same.original or same.id
    return Place(same.group or same, JoinedBy.DUPLICATE)


def _is_copy(post: Post, other: Post) -> bool:
    if post.signs.digest is None or other.signs.digest is None:
        return False
    return fuzz.ratio(post.signs.ordered, other.signs.ordered, score_cutoff=COPY) >= COPY


def _by_key(post: Post, memory: Memory) -> Place | None:
    found = [
        (_size(place), place, key)
        for key in post.signs.keys
        for other in memory.having(key)
        if not isinstance(place := other.group or other, Group) or place.stands_for(key)
    ]
    if not found:
        return None
    _most, where, key = max(found, key=lambda each: each[0])
    return Place(where, JoinedBy.ENTITY, key.replace(":", " "))


def _by_term(post: Post, memory: Memory, owner: Mapping[str, Group]) -> Place | None:
    owned = [
        (memory.chance(term, len(memory.users[term])), term) for term in post.signs.terms if term in owner
    ]
    owned = [each for each in owned if not contradicts(post, owner[each[1]])]
    chance, term = min(owned, default=(1.0, ""))
    return Place(owner[term], JoinedBy.TERM, post.signs.shown[term]) if chance < STILL else None


def contradicts(post: Post, place: Post | Group) -> bool:
    """Whether a post names another code of a kind that the place is about: another flight, another error."""
    keys = place.codes if isinstance(place, Group) else frozenset(place.signs.keys)
    mine = frozenset(post.signs.keys)
    return not mine & keys and bool(_kinds(mine) & _kinds(keys))


def _kinds(keys: Iterable[str]) -> set[str]:
    return {key.split(":", 1)[0] for key in keys if ":" in key}


def _by_likeness(post: Post, alike: Sequence[Post], memory: Memory) -> Place | None:
    found = [
        (_likeness(post, other, memory), place)
        for other in alike
        if not contradicts(post, place := other.group or other)
    ]
    close, where = max(found, key=lambda each: each[0], default=(0.0, post))
    return Place(where, JoinedBy.CENTROID) if close >= LIKE else None


def _likeness(post: Post, other: Post, memory: Memory) -> float:
    group = other.group
    close = dot(post.weights, other.weights) if group is None else group.likeness(post.weights)
    if close < LIKE - NAME_BONUS:
        return close
    shared = post.signs.names & other.signs.names
    return close + NAME_BONUS * any(memory.history.share(name) <= RARE_NAME for name in shared)


def _size(place: Post | Group) -> tuple[bool, int]:
    return (place.incident is not None, len(place.posts)) if isinstance(place, Group) else (False, 1)

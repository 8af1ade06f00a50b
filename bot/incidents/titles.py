"""A name for an incident in the words of those who write about it."""

from collections import Counter
from collections.abc import Callable, Sequence

from bot.incidents.groups import Group, Post
from bot.incidents.signs import is_everyday
from bot.incidents.vocabulary import FUNCTION_WORDS

MOST_WORDS = 6
LOOKED_AT = 50
SHARED = 0.4
"""A phrase that so many of the posts have is what they all speak of."""
TERMS = 3


def title_of(group: Group) -> str:
    """The longest phrase that many share, or else the words and codes that they share."""
    posts = group.posts[-LOOKED_AT:]
    phrase = _phrase(posts)
    if phrase:
        return phrase
    words = [_shown(term, posts) for term in [*group.terms, *sorted(group.keys), *_common(group)]]
    apart: list[str] = []
    for word in words:
        if not any(_is_in(word, other) or _is_in(other, word) for other in apart):
            apart.append(word)
    return " · ".join(apart[:TERMS])


def _is_in(part: str, whole: str) -> bool:
    return part.lower().lstrip("#") in whole.lower()


def volume_title(group: Group, share: Callable[[str], float]) -> str:
    """A name for many posts without a known cause, and the words in which they differ from what is usual."""
    posts = group.posts[-LOOKED_AT:]
    often = [term for term, count in group.signs.items() if count >= 3 and " " not in term]
    often.sort(key=lambda term: -group.signs[term] / len(group.posts) / share(term))
    words = ", ".join(_shown(term, posts) for term in often[:TERMS])
    return f"Many more posts than usual: {words}" if words else "Many more posts than usual"


def _phrase(posts: Sequence[Post]) -> str:
    """The longest run of words that many posts have, as most of them write it."""
    least = max(3, SHARED * len(posts))
    for length in range(MOST_WORDS, 1, -1):
        runs: Counter[str] = Counter()
        shown: dict[str, Counter[str]] = {}
        for post in posts:
            for run, written in _runs(post.signs.spoken, length).items():
                runs[run] += 1
                shown.setdefault(run, Counter())[written] += 1
        for run, count in runs.most_common(1):
            if count >= least:
                return shown[run].most_common(1)[0][0]
    return ""


def _runs(words: Sequence[str], length: int) -> dict[str, str]:
    found = {}
    low = [word.lower() for word in words]
    for start in range(len(words) - length + 1):
        run = low[start : start + length]
        telling = [word for word in run if word.replace("'", "") not in FUNCTION_WORDS]
        if len(telling) >= 2 and run[0] in telling and run[-1] in telling:
            found[" ".join(run)] = " ".join(words[start : start + length])
    return found


def _common(group: Group) -> list[str]:
    """The signs that most posts have, those of every day last."""
    often = group.signs.most_common(4 * TERMS)
    return [sign for sign, _count in sorted(often, key=lambda each: (is_everyday(each[0]), -each[1]))]


def _shown(term: str, posts: Sequence[Post]) -> str:
    """A term as most write it."""
    written = Counter(post.signs.shown[term] for post in posts if term in post.signs.shown)
    return written.most_common(1)[0][0] if written else term.replace(":", " ")

"""Which waiting drafts may be approved in one go, and which of them would read like copies. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.commitments import unowned
from bot.drafting.languages import needed_language
from bot.drafting.variety import Others
from bot.models import Reach
from bot.ports import Commitment
from bot.slack.blocks import MAX_TEXT
from bot.store.alike import Candidate

FEWEST = 3
"""From this many on, answering them one by one is not worth it."""
MOST = 10
"""Mentions that one form shows: as many as a person reads with care."""


@dataclass(frozen=True)
class Kind:
    """What makes drafts alike: the same trouble, and the same way to the public."""

    category: str
    reach: Reach


@dataclass(frozen=True)
class Choice:
    """What one form shows. `waiting` counts all of the kind; `copies` those that read too much alike."""

    kind: Kind
    shown: Sequence[Candidate]
    waiting: int
    copies: int


def kind_of(one: Candidate) -> Kind:
    """Its kind."""
    return Kind(one.category, one.reach)


def harmless(found: Iterable[Candidate]) -> list[Candidate]:
    """Those without any risk, problem or gap: nothing that one person should not decide at a glance."""
    return [one for one in found if _is_harmless(one)]


def largest(found: Collection[Candidate]) -> Kind | None:
    """The kind that most of them are of; `None` if there are too few of each."""
    counted = Counter(map(kind_of, found)).most_common(1)
    return counted[0][0] if counted and counted[0][1] >= FEWEST else None


def choose(found: Iterable[Candidate], kind: Kind, public: Sequence[str]) -> Choice:
    """The first of a kind whose texts are no copies of each other, nor of what is `public`."""
    alike = [one for one in found if kind_of(one) == kind]
    before, shown, copies = Others(public), list[Candidate](), 0
    for one in alike:
        if len(shown) == MOST:
            break
        if before.differ(one.text) and _beside(one, shown).differ(one.text):
            shown.append(one)
        else:
            copies += 1
    return Choice(kind, shown, len(alike), copies)


def _beside(one: Candidate, shown: Sequence[Candidate]) -> Others:
    """What would be read next to it."""
    same_thread = [other.text for other in shown if one.thread is not None and other.thread == one.thread]
    return Others([other.text for other in shown], same_thread)


def _is_harmless(one: Candidate) -> bool:
    has_problem = any(finding.get("level") == "hard" for finding in one.findings)
    is_owned = not unowned(Commitment(**promise) for promise in one.commitments)
    # One that fills more than one block would leave no room for the other nine.
    has_words = 0 < len(one.text.strip()) <= MAX_TEXT and needed_language(one.template) is None
    return not one.flags and not has_problem and is_owned and has_words

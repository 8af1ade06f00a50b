"""What a text commits somebody to: each promise in it with its owner and the words that say by when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from bot.drafting import promise_words as words
from bot.drafting.brands import Action
from bot.drafting.request import DraftRequest
from bot.models import Severity
from bot.ports import Commitment
from bot.rules.reading import skeleton

MAX_PROMISES: Final = 10
"""No honest reply makes more."""
NO_TIME: Final = "no time given"
MACHINES: Final = frozenset({"template", "llm"})
_TRAILING: Final = " .!?,;:–-"
_JOINING: Final = frozenset({"", "and", "y", "et", "und", "e"})


@dataclass(frozen=True)
class Said:
    """One promise as the text words it; `due` is empty if its sentence names no time."""

    what: str
    due: str
    has_lead: bool = True
    """Whether it began "I'll" or the like, so that `what` is a deed: "call you"."""

    @property
    def deed(self) -> str:
        """What stands after "commits somebody to"."""
        return self.what if self.has_lead else f"keep “{self.what}”"


def commitments_in(text: str, request: DraftRequest, made_by: str = "llm") -> tuple[Commitment, ...]:
    """Every promise in the text, in order, each with who keeps it.

    What a declared action covers belongs to the action's owner. Of the rest, a person's words are that
    person's to keep; a machine's have no owner.
    """
    owner = "" if made_by in MACHINES else made_by
    found = [_owned(said, request, owner) for said in promises_in(text)]
    return tuple(_once(found))[:MAX_PROMISES]


def promises_in(text: str) -> list[Said]:
    """The promises as worded, in order; in English, Spanish, French, German and Portuguese."""
    found = []
    for sentence in re.split(r"(?<=[.!?])\s+|\n+", skeleton(text)):
        starts = [hit.start() for hit in words.PROMISE.finditer(sentence)]
        due = words.DUE.search(sentence)
        for start, end in pairwise([*starts, len(sentence)]):
            clause = sentence[start:end]
            own = words.DUE.search(clause) or due
            if not words.HARMLESS.match(clause):
                has_lead = words.LEAD.match(clause) is not None
                found.append(Said(_bare(clause), own.group() if own else "", has_lead))
    return found


def _bare(clause: str) -> str:
    """What is promised, without "I'll", the time, "if you …", and what trails behind."""
    what = words.DUE.sub("", words.CONDITION.sub("", words.LEAD.sub("", clause)))
    parts = what.rstrip(_TRAILING).split()
    while parts and parts[-1].strip(_TRAILING).casefold() in _JOINING:
        parts.pop()
    return " ".join(parts).rstrip(_TRAILING)


def _owned(said: Said, request: DraftRequest, owner: str) -> Commitment:
    brand = request.brand
    action = next((one for one in _likely(request) if covers(one, said.what)), None)
    if action is not None:
        return brand.owes(action, request.now, said.due or None)
    return Commitment(owner, said.deed, said.due or NO_TIME, str(brand.zone), brand.open_until)


def _likely(request: DraftRequest) -> list[Action]:
    """The declared actions, that of the case first."""
    verdict, brand = request.verdict, request.brand
    critical = verdict.severity == Severity.CRITICAL or bool(verdict.flags)
    first = brand.action_for("safety" if critical else verdict.category)
    return [first, *(action for action in brand.actions if action is not first)]


def covers(action: Action, what: str) -> bool:
    """Whether keeping the action keeps this promise: the same kind of deed, or said in the same words."""
    asked = kinds_of(what)
    wordings = (*action.wordings, *action.foreign_wordings)
    if asked:
        return asked <= _declared(action.what, wordings) | {"care"}
    telling = _telling(what)
    return bool(telling) and 2 * len(telling & _telling(" ".join((action.what, *wordings)))) > len(telling)


@lru_cache(maxsize=512)
def _declared(what: str, wordings: tuple[str, ...]) -> frozenset[str]:
    """The deeds of an action; what its wordings ask of the person ("Send me …") is none of ours."""
    ours = (said.what for wording in wordings for said in promises_in(wording))
    return kinds_of(" ".join((what, *ours)))


def kinds_of(what: str) -> frozenset[str]:
    """Which kinds of deeds these words name: `answer`, `call`, `look`, `raise`, `pay`, `send`, `fix`, …"""
    return frozenset(kind for kind, pattern in words.KINDS.items() if pattern.search(what))


def _telling(text: str) -> set[str]:
    return {word[:6] for word in re.findall(r"[^\W\d_]{4,}", text.casefold())}


def _once(found: list[Commitment]) -> Iterator[Commitment]:
    """Each deed of each owner once; the first one that names a time, if any does."""
    told: dict[tuple[str, str], Commitment] = {}
    for one in found:
        key = one.owner, one.what
        if key not in told or told[key].due == NO_TIME:
            told[key] = one
    yield from told.values()

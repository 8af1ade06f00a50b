"""Complaints with the replies that were really given: our draft and theirs, held to the same rules. Pure.

Only rules that judge words alone are asked. Whether a time, a link or a fact is true nobody can tell here, so
that is held against neither side.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from bot.drafting.brands import Brand
from bot.drafting.composing import check_text, compose
from bot.drafting.library import Library
from bot.drafting.request import DraftRequest
from bot.evals.drafting import request_for
from bot.evals.rows import Row
from bot.hosts import network_name
from bot.models import Complaint, Severity
from bot.ports import Finding, Length, Written
from bot.triage import Judge

MACHINE: Final = "llm"
"""Whose words are held to every rule; what a person typed would be eased."""
NO_COMPLAINT: Final = "This reads as praise or spam. Amends would set it aside and list it, without a draft."
SAID: Final = {
    "R1": "do not name the problem",
    "R2": "do not say sorry",
    "R3": "apologise with an “if”, or for how the person feels",
    "R4": "are sorry for an “experience”, not for what happened",
    "R5": "blame somebody else, or a policy",
    "R6": "do not say what you will do",
    "R7": "send people to more than one place",
    "R10": "promise what nobody can be sure of",
    "R11": "offer money or gifts in public",
    "R12": "show personal data, or ask for it in public",
    "R13": "can be read as admitting fault where somebody was harmed",
    "R15": "are too long for the network",
    "R16": "are hard to read",
    "R18": "use stock phrases, or hide behind “we”",
    "R19": "only ask a question",
    "R20": "try to sell something",
    "R21": "are not in the language of the complaint",
    "R22": "show what was not meant for people",
    "invisible": "hold invisible characters",
}
"""The rules that are asked, as the end of "4 of your 10 replies …"."""


@dataclass(frozen=True)
class Reply:
    """One reply with what the rules find in its words."""

    text: str
    findings: tuple[Finding, ...]
    size: Length

    @property
    def is_sound(self) -> bool:
        """Nothing that keeps a machine's text from being approved."""
        return all(found.level != "hard" for found in self.findings)

    def breaks(self, rule: str) -> bool:
        """Whether this rule found something."""
        return any(found.rule == rule for found in self.findings)

    def as_json(self) -> dict[str, Any]:
        """For the page."""
        found = [
            {"rule": one.rule, "level": one.level, "words": one.words, "why": one.why}
            for one in self.findings
        ]
        return {"text": self.text, "findings": found, "length": self.size.used, "limit": self.size.limit}


@dataclass(frozen=True)
class Compared:
    """One complaint. `ours` is `None` where there is no draft, as `why_none` says; `theirs` where no reply is
    known. An answer to what is no complaint is held to nothing: it need not say sorry."""

    row: Row
    category: str
    severity: Severity
    is_complaint: bool
    ours: Reply | None
    theirs: Reply | None
    why_none: str | None = None

    def as_json(self) -> dict[str, Any]:
        """For the page."""
        return {
            "id": self.row.id,
            "text": self.row.text,
            "author": self.row.author,
            "platform": network_name(self.row.platform),
            "stars": self.row.stars,
            "category": self.category,
            "severity": self.severity.name.lower(),
            "is_complaint": self.is_complaint,
            "ours": self.ours.as_json() if self.ours else None,
            "theirs": self.theirs.as_json() if self.theirs else None,
            "why_none": self.why_none,
        }


@dataclass(frozen=True)
class Figure:
    """How many replies and drafts to the same complaints do something; `said` ends "4 of 10 …"."""

    rule: str
    said: str
    theirs: int
    ours: int


@dataclass(frozen=True)
class Figures:
    """What stands on top. Both sides are counted over the `pairs` that have a reply and a draft."""

    complaints: int
    drafts: int
    replies: int
    pairs: int
    unsound_theirs: int
    unsound_ours: int
    rules: tuple[Figure, ...]

    def as_json(self) -> dict[str, Any]:
        """For the page."""
        return {**vars(self), "rules": [vars(one) for one in self.rules]}


def side_by_side(rows: Sequence[Row], library: Library, brand: Brand, tone: str) -> Iterator[Compared]:
    """A draft for each row, by this brand in this tone, each unlike the ones before it; and their reply."""
    judge = Judge()
    recent: list[str] = []
    for row in rows:
        compared = _compared(replace(row, brand=brand.name), library, judge, brand, tone, tuple(recent))
        recent += [compared.ours.text] if compared.ours else []
        yield compared


def figures_of(compared: Sequence[Compared]) -> Figures:
    """Both sides counted; only what happens at all, the most frequent of theirs first."""
    pairs = [(one.theirs, one.ours) for one in compared if one.theirs and one.ours]
    theirs, ours = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    counted = [
        Figure(rule, said, _count(theirs, _breaking(rule)), _count(ours, _breaking(rule)))
        for rule, said in SAID.items()
    ]
    return Figures(
        complaints=len(compared),
        drafts=sum(one.ours is not None for one in compared),
        replies=sum(one.theirs is not None for one in compared),
        pairs=len(pairs),
        unsound_theirs=_count(theirs, lambda reply: not reply.is_sound),
        unsound_ours=_count(ours, lambda reply: not reply.is_sound),
        rules=tuple(
            sorted(
                (one for one in counted if one.theirs or one.ours), key=lambda one: (-one.theirs, -one.ours)
            )
        ),
    )


def _compared(
    row: Row, library: Library, judge: Judge, brand: Brand, tone: str, recent: tuple[str, ...]
) -> Compared:
    asked = request_for(row, library, judge)
    verdict = asked.verdict
    request = replace(asked, brand=brand.on(row.platform, verdict.language), tone=tone)
    is_complaint = verdict.complaint != Complaint.NO
    written = compose(library, request, recent) if is_complaint else None
    return Compared(
        row=row,
        category=str(verdict.category),
        severity=Severity(verdict.severity),
        is_complaint=is_complaint,
        ours=_reply(request, written.text, written.findings) if written and written.text else None,
        theirs=_theirs(library, request, row.brand_reply, is_complaint) if row.brand_reply else None,
        why_none=_why_none(written),
    )


def _theirs(library: Library, request: DraftRequest, text: str, is_complaint: bool) -> Reply:
    found = check_text(library, request, text, made_by=MACHINE).findings if is_complaint else ()
    return _reply(request, text, found)


def _reply(request: DraftRequest, text: str, findings: Sequence[Finding]) -> Reply:
    return Reply(text, tuple(one for one in findings if one.rule in SAID), request.measure(text))


def _why_none(written: Written | None) -> str | None:
    if written is None:
        return NO_COMPLAINT
    return None if written.text else next((one.why for one in written.findings), None)


def _breaking(rule: str) -> Callable[[Reply], bool]:
    return lambda reply: reply.breaks(rule)


def _count(replies: Sequence[Reply], holds: Callable[[Reply], bool]) -> int:
    return sum(map(holds, replies))

"""Who may not be asked, and why. Pure; nobody can set any of this aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.models import Advocate, Incident, IncidentState, Outreach, OutreachState, Relation

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Limits:
    """How often people are asked."""

    rest: timedelta = timedelta(days=30)
    """Between two letters to one person."""
    per_person_year: int = 4
    per_incident: int = 5
    watch: timedelta = timedelta(days=14)
    """How long after a letter their posts are linked to the incident."""


class Block(StrEnum):
    """One reason why somebody may not be asked about an incident."""

    OFF_LIST = "off_list"
    DO_NOT_CONTACT = "do_not_contact"
    NO_RELATION = "no_relation"
    NO_CONSENT = "no_consent"
    NO_DISCLOSURE = "no_disclosure"
    NO_PLACE = "no_place"
    COMPLAINS = "complains"
    RESTS = "rests"
    OFTEN_ENOUGH = "often_enough"
    ASKED = "asked"
    ENOUGH_ASKED = "enough_asked"
    HARM = "harm"
    OVER = "over"

    @property
    def words(self) -> str:
        """For people, after "because"."""
        return _WORDS[self]


_WORDS = {
    Block.OFF_LIST: "they are not on the list any more",
    Block.DO_NOT_CONTACT: "they do not want to be contacted",
    Block.NO_RELATION: "they have no relation to you that is on the list",
    Block.NO_CONSENT: "they have not agreed to be asked",
    Block.NO_DISCLOSURE: "they have not agreed to tell in their posts what ties them to you",
    Block.NO_PLACE: "nobody has written down where to reach them",
    Block.COMPLAINS: "they have a complaint of their own that waits for an answer",
    Block.RESTS: "they were contacted only lately",
    Block.OFTEN_ENOUGH: "they were asked often enough this year",
    Block.ASKED: "they are asked about this already",
    Block.ENOUGH_ASKED: "enough people are asked about this already",
    Block.HARM: "somebody may have been hurt, and nobody is asked to speak up for you then",
    Block.OVER: "this incident is over",
}


@dataclass(frozen=True)
class Case:
    """What is known when somebody may be asked. `letters` are all of the last year that were not dropped."""

    advocate: Advocate
    incident: Incident
    letters: Sequence[Outreach]
    complains: bool = False
    """A complaint of their own waits."""
    may_be_harm: bool = False
    """So many critical posts stand on the incident that somebody may have been hurt."""


def blocks(case: Case, limits: Limits, now: datetime, *, letter: str | None = None) -> tuple[Block, ...]:
    """Every reason against asking; empty if they may be asked. `letter` is the one it is about."""
    who, others = case.advocate, [one for one in case.letters if one.id != letter]
    theirs = [one for one in others if one.advocate_id == who.id]
    here = [one for one in others if one.incident_id == case.incident.id]
    contacted = [one.sent_at for one in theirs if one.sent_at] + [who.last_contacted_at]
    found = {
        Block.OFF_LIST: who.removed_at is not None,
        Block.DO_NOT_CONTACT: who.do_not_contact,
        Block.NO_RELATION: who.relation == Relation.NONE,
        Block.NO_CONSENT: who.consent_at is None or who.consent_at > now,
        Block.NO_DISCLOSURE: who.relation.is_material and not who.discloses,
        Block.NO_PLACE: not (who.contact or who.accounts),
        Block.COMPLAINS: case.complains,
        Block.RESTS: any(at is not None and now - at < limits.rest for at in contacted),
        Block.OFTEN_ENOUGH: _in_last_year(theirs, now) >= limits.per_person_year,
        Block.ASKED: any(one.advocate_id == who.id for one in here),
        Block.ENOUGH_ASKED: len({one.advocate_id for one in here}) >= limits.per_incident,
        Block.HARM: case.may_be_harm,
        Block.OVER: case.incident.state == IncidentState.CLOSED,
    }
    return tuple(block for block, holds in found.items() if holds)


def because(found: Sequence[Block]) -> str:
    """All of them in one sentence's end."""
    return "; ".join(block.words for block in found)


def _in_last_year(letters: Sequence[Outreach], now: datetime) -> int:
    return sum(one.state != OutreachState.DROPPED and now - one.asked_at < YEAR for one in letters)

"""Reads what is known of an incident and of those on the list, for suggestions and every look anew."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.advocates.entries import bare_handle, handles_of
from bot.advocates.forbidding import YEAR, Case, Limits, blocks
from bot.advocates.ranking import LATELY, Subject, Suggestion, ranked, suggestion
from bot.models import Advocate, Complaint, Incident, Mention, MentionState, Outcome, Outreach, Verdict
from bot.rules.outreach import tells_connection
from bot.store import advocates, outreach

HARMED = 3
"""Authors of critical posts from whom on somebody may have been hurt."""
_SETTLED = (
    Outcome.PUBLISHED,
    Outcome.POSTED_BY_HAND,
    Outcome.DECLINED,
    Outcome.WITHDRAWN,
    Outcome.SUPERSEDED,
)


@dataclass
class Heard:
    """What somebody on the list said lately."""

    defences: int = 0
    """Kind posts of their own accord."""
    complains: bool = False
    reach: int = 0


@dataclass(frozen=True)
class Known:
    """All that asking about one incident depends on, of one moment."""

    incident: Incident
    subject: Subject
    letters: Sequence[Outreach]
    may_be_harm: bool
    heard: dict[str, Heard] = field(default_factory=dict)
    """By the id of the person on the list."""

    def case(self, advocate: Advocate) -> Case:
        """What decides whether this person may be asked."""
        heard = self.heard.get(advocate.id, Heard())
        return Case(advocate, self.incident, self.letters, heard.complains, self.may_be_harm)


async def known_of(
    session: AsyncSession, incident: Incident, people: Sequence[Advocate], now: datetime
) -> Known:
    """Everything about an incident and these people."""
    about = await outreach.about(session, incident.id)
    return Known(
        incident,
        Subject(incident, about.languages, about.platforms, about.categories),
        await outreach.begun_since(session, now - YEAR),
        await outreach.critical_authors(session, incident.id) >= HARMED,
        await _heard(session, incident.brand, people, now),
    )


async def suggestions(
    session: AsyncSession, incident: Incident, limits: Limits, now: datetime
) -> list[Suggestion]:
    """Everybody on the list: whom to ask first, and who may not be asked and why."""
    people = await advocates.standing(session)
    known = await known_of(session, incident, people, now)
    return ranked(
        [
            suggestion(
                one,
                known.subject,
                defences=known.heard[one.id].defences,
                reach=max(one.followers or 0, known.heard[one.id].reach),
                blocks=blocks(known.case(one), limits, now),
                now=now,
            )
            for one in people
        ]
    )


async def _heard(
    session: AsyncSession, brand: str, people: Sequence[Advocate], now: datetime
) -> dict[str, Heard]:
    found = {one.id: Heard() for one in people}
    owner = {account: one.id for one in people for account in handles_of(one)}
    said = await outreach.said_by(session, brand, {handle for _platform, handle in owner})
    asked = await outreach.linked(session, [mention.id for mention, _verdict in said])
    for mention, verdict in said:
        id = owner.get((mention.platform.lower(), bare_handle(mention.author_handle)))
        if id is not None:
            _count(found[id], mention, verdict, was_asked=mention.id in asked, now=now)
    return found


def _count(heard: Heard, mention: Mention, verdict: Verdict, *, was_asked: bool, now: datetime) -> None:
    heard.reach = max(heard.reach, mention.author_followers or 0)
    at = min(mention.posted_at or mention.received_at, mention.received_at)
    if verdict.complaint == Complaint.YES:
        waits = mention.state != MentionState.OLDER and mention.outcome not in _SETTLED
        heard.complains = heard.complains or waits
    elif verdict.complaint == Complaint.NO and now - at <= LATELY and not was_asked:
        heard.defences += not tells_connection(mention.text)

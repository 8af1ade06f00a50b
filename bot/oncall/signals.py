"""Whether more than a word of alarm says that a post is critical: words alone are wrong half of the time."""

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Draft, IncidentState, Mention, Severity, Verdict
from bot.store import incidents

REACH = 50_000
"""Followers that make it worth calling somebody; triage's large audience."""
AUTHORS = 2
"""People who write of the same."""


async def has_second_signal(session: AsyncSession, draft: Draft, mention: Mention, verdict: Verdict) -> bool:
    """True for what is not critical, too: its severity does not come from such words.

    A second signal is the model's or a person's reading, a large audience, or an open incident of several.
    """
    if draft.severity < Severity.CRITICAL or verdict.is_seconded:
        return True
    if (mention.author_followers or 0) >= REACH:
        return True
    link = await incidents.link(session, draft.id)
    incident = None if link is None else await incidents.get(session, link.incident_id)
    return incident is not None and incident.state == IncidentState.OPEN and incident.authors >= AUTHORS

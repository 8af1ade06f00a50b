"""Our words for incidents: their kind, how far above the usual they are, how they grow. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.models import DraftState, Incident, IncidentKind, IncidentLevel, MentionState, Outcome
from bot.slack.escape import person
from bot.store.incidents import Member

BARS = "▁▂▃▄▅▆▇█"
MOST_BARS = 24
_WIDTHS = tuple(timedelta(minutes=each) for each in (1, 2, 5, 10, 15, 30, 60, 120))
_KIND = {IncidentKind.COMPLAINTS: "complaints", IncidentKind.ATTENTION: "attention"}
_SIGN = {
    IncidentLevel.NONE: ":speech_balloon:",
    IncidentLevel.WATCH: ":eyes:",
    IncidentLevel.SPIKE: ":chart_with_upwards_trend:",
    IncidentLevel.CRISIS: ":rotating_light:",
}
_LEVEL = {
    IncidentLevel.NONE: "Incident",
    IncidentLevel.WATCH: "Watch",
    IncidentLevel.SPIKE: "Spike",
    IncidentLevel.CRISIS: "Crisis",
}
LINES = {
    "incident_renamed": "{who} gave this incident another name.",
    "incident_split": "{who} made an incident of its own from some of the mentions.",
    "incident_closed": "{who} closed this incident.",
    "incident_reopened": "{who} opened this incident again.",
    "incident_merged": "{who} put this incident together with another one:",
    "incident_took_in": "{who} put another incident into this one:",
    "stance_written": "{who} wrote what we say about this.",
    "stance_first": "{who} approved what we say. A second person has to approve it too.",
    "stance_approved": "{who} approved what we say. Everybody can be answered now.",
    "stance_ended": "{who} took back what we say about this.",
    "outreach_written": "{who} began a letter to somebody who may speak up. It needs an approval.",
    "outreach_reworded": "{who} changed the words of a letter. It needs an approval.",
    "outreach_first": "{who} approved a letter. A second person has to approve it too.",
    "outreach_approved": "{who} approved a letter. Somebody has to send it by hand.",
    "outreach_sent": "{who} sent a letter to somebody who may speak up.",
    "outreach_dropped": "{who} dropped a letter. Nobody is written to.",
    "advocate_posted": "Somebody who was asked has posted, and says what ties them to us.",
    "advocate_posted_untold": "Somebody who was asked has posted, and does *not* say what ties them to us.",
}
"""Lines of its card's thread."""
_WAITS = "waits for an answer"
_STANDS = {
    DraftState.SENT: "answered",
    DraftState.POSTED_BY_HAND: "answered by hand",
    DraftState.HANDED_OFF: "approved, has to be posted by hand",
    DraftState.DECLINED: "no reply",
    DraftState.WITHDRAWN: "deleted by its author",
    DraftState.SUPERSEDED: "its author has posted again",
    DraftState.EXPIRED: "its time ran out",
    DraftState.SCHEDULED: "approved, on its way",
    DraftState.SENDING: "approved, on its way",
    DraftState.IN_REVIEW: "sent, and its network checks it first",
    DraftState.REMOVED: "answered, and the reply was taken down",
    DraftState.UNKNOWN: "sent, but nobody knows whether it is public",
    DraftState.SECOND: "approved once, needs a second person",
    DraftState.FAILED: "not sent",
}


@dataclass(frozen=True)
class Growth:
    """How an incident grows: one bar for each span of time, and the same in words."""

    bars: str
    words: str


def headline(incident: Incident) -> str:
    """How far above the usual, and of what; safe in mrkdwn."""
    what = _KIND[incident.kind]
    if incident.level == IncidentLevel.CRISIS and incident.confirmed_by is None:
        return f"{_SIGN[incident.level]} *Looks like a crisis · {what}*"
    return f"{_SIGN[incident.level]} *{_LEVEL[incident.level]} · {what}*"


def plain_level(incident: Incident) -> str:
    """The same without a sign."""
    return headline(incident).partition(" ")[2].replace("*", "")


def confirmed(incident: Incident) -> str | None:
    """Who says that it is a crisis, or that somebody has to."""
    if incident.level != IncidentLevel.CRISIS:
        return None
    if incident.confirmed_by is None:
        return "Amends takes it for a crisis. A person has to confirm that."
    return f"A crisis, confirmed by {person(incident.confirmed_by)}."


def counts(incident: Incident) -> str:
    """How many posts by how many people, seen by how many."""
    posts = "1 post" if incident.mentions == 1 else f"{incident.mentions:,} posts"
    people = "1 person" if incident.authors == 1 else f"{incident.authors:,} people"
    reach = f" · {incident.reach:,} followers together" if incident.reach else ""
    return f"{posts} by {people} · {incident.complaints:,} complain{reach}"


def growth(times: Sequence[datetime]) -> Growth | None:
    """One bar for each span; `None` before there is anything to compare."""
    if len(times) < 2 or times[-1] - times[0] < _WIDTHS[0]:
        return None
    width = next((each for each in _WIDTHS if (times[-1] - times[0]) / each < MOST_BARS), _WIDTHS[-1])
    found = _in_spans(times, width)
    most = max(found)
    bars = "".join(BARS[(len(BARS) - 1) * each // most] if each else "·" for each in found)
    minutes = int(width.total_seconds() // 60)
    span = {1: "minute", 60: "hour"}.get(minutes)
    each = span or (f"{minutes} minutes" if minutes < 60 else f"{minutes // 60} hours")
    return Growth(bars, f"posts in each {each}: at most {most}, {found[-1]} in the latest")


def stands(one: Member) -> str:
    """Where a post of an incident stands."""
    if one.draft is not None and one.draft.state in _STANDS:
        return _STANDS[one.draft.state]
    if one.mention.state == MentionState.SET_ASIDE:
        return "set aside"
    if one.draft is None and one.mention.outcome in (None, Outcome.GROUPED):
        return "gets a card of its own" if one.link.carded else _WAITS
    return "has a draft that waits" if one.draft is not None else "closed"


def is_grouped(one: Member) -> bool:
    """It waits without a card and nobody has written anything to it."""
    return one.draft is None and one.mention.outcome == Outcome.GROUPED and not one.link.carded


def _in_spans(times: Sequence[datetime], width: timedelta) -> list[int]:
    count = min(int((times[-1] - times[0]) / width) + 1, MOST_BARS)
    found = [0] * count
    for at in times:
        # Counted back from the latest, so that the last bar is the latest span.
        place = int((times[-1] - at) / width)
        if place < count:
            found[count - 1 - place] += 1
    return found

"""Incidents of that day, and the mentions on them."""

from datetime import timedelta
from typing import Any

from bot.gallery.rows import ANN, NOON, a_draft, a_mention, a_verdict
from bot.models import Incident, IncidentKind, IncidentMention, JoinedBy, Stance
from bot.store.incident_cards import IncidentRows, Progress
from bot.store.incidents import Member


def an_incident(id: str = "i1", **changes: Any) -> Incident:
    """A checkout that does not work."""
    values: dict[str, Any] = {
        "id": id,
        "brand": "harbourline",
        "title": "checkout error 503",
        "kind": IncidentKind.COMPLAINTS,
        "first_mention_at": NOON,
        "last_mention_at": NOON,
        "opened_at": NOON,
    }
    return Incident(**(values | changes))


def a_member(number: int = 0, *, draft: bool = False, **mention: Any) -> Member:
    """One post on it."""
    post = a_mention(str(number), **mention)
    link = IncidentMention(
        mention_id=post.id, incident_id="i1", author="a", at=NOON, joined_at=NOON, joined_by=JoinedBy.TERM
    )
    return Member(link, post, a_verdict(post), a_draft(post) if draft else None)


def a_stance(**changes: Any) -> Stance:
    """What we say and do, not approved yet."""
    values: dict[str, Any] = {
        "id": "stance-1",
        "incident_id": "i1",
        "version": 2,
        "title": "The 7:40 boat",
        "happened": ["The 7:40 boat broke down."],
        "doing": ["Two extra boats sail today."],
        "steps": ["I'll answer you {{ due }}."],
        "owner": "the Delay Desk",
        "what": "answer",
        "due": "today",
        "sha256": "0" * 64,
        "written_by": ANN,
        "written_at": NOON,
    }
    return Stance(**(values | changes))


def incident_rows(**changes: Any) -> IncidentRows:
    """All that its card shows, when it has grown for some minutes."""
    incident = an_incident(**changes.pop("incident", {"mentions": 43, "authors": 38, "complaints": 40}))
    values: dict[str, Any] = {
        "incident": incident,
        "times": [NOON + timedelta(minutes=minute) for minute in (0, 9, 10, 11, 12, 13)],
        "quotes": [a_member(number) for number in range(3)],
        "worst": [a_member(9, draft=True)],
        "progress": Progress(answered=2, on_the_way=1, grouped=31, carded=4),
    }
    return IncidentRows(**(values | changes))

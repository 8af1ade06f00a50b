"""Whether an approved text may still go out, asked once more at the last moment. Pure."""

from datetime import datetime, timedelta

from bot import rights
from bot.models import Approval, Event, Mention, MentionState, Publication
from bot.ports import Intent, People
from bot.store.drafts import CardRows
from bot.text import sha256

HELD_AT_MOST = timedelta(minutes=30)
"""What a pause kept back for longer has to be approved again."""
NO_WAY_OUT = "The way to post it is not set up any more. Nothing was sent; please ask your operator."


def why_not(rows: CardRows, publication: Publication, people: People, again: Mention | None) -> str | None:
    """What has changed since the approval, in words; `None` if nothing has."""
    approval, mention = rows.approval, rows.mention
    if approval is None or approval.id != publication.id:
        return "This approval was replaced by a newer decision. Nothing was sent."
    if gone := _without_right(rows, approval, people):
        return f"<@{gone[0]}> is not an approver any more. Nothing was sent; please approve it anew."
    if mention.last_event == Event.DELETED or mention.state == MentionState.CLOSED:
        return "The post is gone or closed. Nothing was sent."
    if mention.revision != approval.mention_revision:
        return "The author changed the post after the approval. Nothing was sent; please read it again."
    if again is not None and again.received_at > approval.approved_at:
        return "The author posted again after the approval. Nothing was sent; please read it on the card."
    is_same = (rows.revision.revision, rows.revision.sha256) == (approval.revision, approval.sha256)
    if not (is_same and approval.sha256 == publication.sha256 == sha256(publication.text)):
        return "The text is not the one that was approved. Nothing was sent; please approve it anew."
    return None


def held_too_long(publication: Publication, now: datetime) -> str | None:
    """The world has moved on while it waited, so somebody has to read it again."""
    if publication.held_since is None or now - publication.held_since <= HELD_AT_MOST:
        return None
    minutes = int(HELD_AT_MOST.total_seconds() // 60)
    return f"It waited more than {minutes} minutes for publishing to go on. Please read and approve it anew."


def intent_of(rows: CardRows, publication: Publication) -> Intent:
    """What a publisher is told of an approved text.

    Raises:
        LookupError: there is no approval.
    """
    approval = rows.approval
    if approval is None:
        raise LookupError(f"publication {publication.id} has no approval")
    return Intent(
        id=publication.id,
        mention=rows.mention,
        text=publication.text,
        sha256=publication.sha256,
        revision=approval.revision,
        approved_by=_approved_by(approval),
        approved_at=approval.approved_at,
        prepared=publication.prepared,
    )


def _without_right(rows: CardRows, approval: Approval, people: People) -> list[str]:
    """Who approved it and could not do so now."""
    sensitive, group = rows.is_sensitive, rows.draft.approver_group
    may = rights.approvers(people, sensitive=sensitive, group=group)
    if approval.alone_because is None:
        return [one for one in _approved_by(approval) if one not in may]
    alone = rights.alone(people, sensitive=sensitive, group=group)
    first = approval.first_approver
    gone = [] if first is None or first in may else [first]
    return gone if approval.approver in alone else [*gone, approval.approver]


def _approved_by(approval: Approval) -> tuple[str, ...]:
    """One person, or two under four eyes, in the order of their approvals."""
    return (
        (approval.approver,)
        if approval.first_approver is None
        else (approval.first_approver, approval.approver)
    )

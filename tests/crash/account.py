"""The final account: what became of every mention that a sender was told is safe."""

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.models import (
    Approval,
    Draft,
    DraftRevision,
    DraftState,
    Mention,
    MentionState,
    Publication,
    PublicationState,
    SlackMessage,
)
from bot.sandbox import Sandbox
from bot.sandbox.inputs import elements
from bot.store.database import Database
from bot.testing.fake_receiver import FakeReceiver
from bot.text import mention_id, sha256
from tests.builders import CHANNEL

_RESTING = {DraftState.UNKNOWN, *(state for state in DraftState if state.is_final)}


@dataclass
class Account:
    """Faults by kind; all lists are empty when all is well. `unknown` is honest, not a fault."""

    mentions: int = 0
    published: int = 0
    unknown: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    """Said to be public, but never received."""
    unseen: list[str] = field(default_factory=list)
    """No message in Slack shows where it stands."""
    stuck: list[str] = field(default_factory=list)
    record: list[str] = field(default_factory=list)
    """Faults in the audit chain."""

    @property
    def is_clean(self) -> bool:
        """Nothing lost, doubled, altered, invented, hidden, stuck or forged."""
        faults = (self.lost, self.doubled, self.altered, self.invented, self.unseen, self.stuck, self.record)
        return not any(faults)

    @property
    def counts(self) -> dict[str, int]:
        """For a report."""
        return {name: len(told) if isinstance(told, list) else told for name, told in vars(self).items()}


async def what_moves(database: Database, accepted: Collection[str]) -> list[str]:
    """What is not at rest yet, in words."""
    async with database.reading() as session:
        rows = await _Rows.read(session)
    known = {mention.external_id for mention in rows.mentions.values()}
    return [
        *(f"{one} is missing" for one in accepted if one not in known),
        *(f"mention {one.external_id}: {one.state}" for one in rows.mentions.values() if _moves(one, rows)),
        *(f"message {one.id}" for one in rows.messages.values() if one.stale),
    ]


def _moves(mention: Mention, rows: "_Rows") -> bool:
    draft = rows.drafts.get(mention.id)
    if mention.state in {MentionState.CLOSED, MentionState.SET_ASIDE}:
        return False
    return draft is None or draft.state not in _RESTING


async def account(
    database: Database, sandbox: Sandbox, receiver: FakeReceiver, accepted: Collection[str]
) -> Account:
    """Hold the rows, Slack and the receiver against each other."""
    async with database.writing() as session:
        rows = await _Rows.read(session)
        report = await audit.verify(session)
    result = Account(mentions=len(rows.mentions), record=report.faults)
    result.lost = [one for one in accepted if mention_id("generic", one) not in rows.mentions]
    _hold_publications(rows, receiver, result)
    _hold_slack(rows, sandbox, result)
    result.stuck = await what_moves(database, accepted)
    return result


def _hold_publications(rows: "_Rows", receiver: FakeReceiver, result: Account) -> None:
    bodies = [json.loads(one.body) for one in receiver.received]
    acts = Counter(one.headers["webhook-id"] for one in receiver.received)
    posts = Counter(body["data"]["mention"]["id"] for body in bodies)
    result.doubled = [name for count in (acts, posts) for name, times in count.items() if times > 1]
    for request, body in zip(receiver.received, bodies, strict=True):
        approved = rows.approved(request.headers["webhook-id"])
        text = body["data"]["reply"]["text"]
        if approved is None or approved.text != text or approved.sha256 != sha256(text):
            result.altered.append(request.headers["webhook-id"])
    done = [one for one in rows.publications.values() if one.state is PublicationState.DONE]
    result.published = len(done)
    result.invented = [one.id for one in done if not acts[one.id]]


def _hold_slack(rows: "_Rows", sandbox: Sandbox, result: Account) -> None:
    listed = {one for row in rows.messages.values() for one in row.args.get("mention_ids", [])}
    for mention in rows.mentions.values():
        draft = rows.drafts.get(mention.id)
        if draft is None:
            closed = mention.state is MentionState.CLOSED
            result.unseen += [] if closed or mention.id in listed else [mention.external_id]
            continue
        result.unknown += draft.state is DraftState.UNKNOWN
        place = rows.messages.get(f"card:{draft.id}") or rows.messages.get(draft.listed_in or "")
        if not _is_shown(place, draft, sandbox):
            result.unseen.append(mention.external_id)


def _is_shown(row: SlackMessage | None, draft: Draft, sandbox: Sandbox) -> bool:
    """Whether the card stands in Slack, in its newest version, and asks a person where it must."""
    if row is None or row.stale or row.ts is None:
        return False
    try:
        message = sandbox.message(CHANNEL, row.ts)
    except LookupError:
        return False
    there = {element["action_id"] for _, element in elements(message["blocks"])}
    return draft.state is not DraftState.UNKNOWN or "draft.settle" in there


@dataclass(frozen=True)
class _Rows:
    """The tables that the account is drawn from, by id."""

    mentions: dict[str, Mention]
    drafts: dict[str, Draft]
    revisions: dict[tuple[str, int], DraftRevision]
    approvals: dict[str, Approval]
    publications: dict[str, Publication]
    messages: dict[str, SlackMessage]

    @classmethod
    async def read(cls, session: AsyncSession) -> "_Rows":
        async def by_id(table: type[SQLModel]) -> dict[str, Any]:
            return {str(vars(row)["id"]): row for row in (await session.exec(select(table))).all()}

        revisions = (await session.exec(select(DraftRevision))).all()
        return cls(
            await by_id(Mention),
            await by_id(Draft),
            {(one.draft_id, one.revision): one for one in revisions},
            await by_id(Approval),
            await by_id(Publication),
            await by_id(SlackMessage),
        )

    def approved(self, approval_id: str) -> DraftRevision | None:
        """The wording that the approval binds to."""
        approval = self.approvals.get(approval_id)
        if approval is None:
            return None
        found = self.revisions.get((approval.draft_id, approval.revision))
        return found if found is not None and found.sha256 == approval.sha256 else None

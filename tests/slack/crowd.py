"""Several people who press at random, all at once, on the real handlers; and what must hold then."""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from slack_bolt.request.async_request import AsyncBoltRequest
from sqlmodel import col, select

from bot.models import (
    Approval,
    AuditEntry,
    Draft,
    DraftRevision,
    DraftState,
    Publication,
    PublicationState,
    Severity,
    SlackMessage,
)
from bot.ports import People, Published, Rejected, RetryLater, Unknown
from bot.publishing import Publishing
from bot.sandbox import Sandbox
from bot.slack import edit_form
from bot.slack.cards import render_card
from bot.slack.desk import Desk
from bot.slack.ids import ANSWER, Action, Callback, Field, button_value, parse_value
from bot.slack.origin import Origin
from bot.slack.queue_modal import Round
from bot.slack.receiving import Receiving
from bot.store import drafts as stored_drafts
from bot.store.database import Database
from bot.text import sha256
from tests.builders import ANN, CHANNEL, COLE, MAYA, OLIVE, REPLY, SAM, a_mention, put_draft
from tests.publishing.test_publishing import Network
from tests.slack.strange import form, press
from tests.slack.views import elements, shown
from tests.slack.watch import Watch

GUEST = "U0GUEST"
CROWD = (ANN, SAM, MAYA, COLE, OLIVE, GUEST)
WEIGHTS = (3, 4, 4, 1, 1, 1)
APPROVERS = frozenset({ANN, SAM, MAYA})
MANAGERS = frozenset({SAM, MAYA})
OUTSIDERS = (OLIVE, GUEST)
ALL_RIGHTS = MAYA
ROUNDS = 5
LIVE = {
    PublicationState.SCHEDULED,
    PublicationState.SENDING,
    PublicationState.DONE,
    PublicationState.UNKNOWN,
    PublicationState.HANDED_OFF,
}
WORDINGS = (REPLY, REPLY + " Ann", REPLY + " Please write to us.", "We guarantee it.", "")
"""What people type: as it was, changed, forbidden, nothing."""
THENS = (edit_form.APPROVE, edit_form.SAVE, edit_form.OFFER)
BUTTONS = (
    *[Action.APPROVE] * 6,
    *[Action.UNDO] * 3,
    *[Action.TAKE, Action.RELEASE, Action.REDRAFT, Action.REOPEN] * 2,
    Action.RETRY,
    Action.WAKE,
    Action.LOOK_AGAIN,
    Action.SETTLE_NOT_THERE,
    Action.SHOW_AI,
    Action.EDIT,
)
FORMS = (
    *[Callback.EDIT, Callback.QUEUE] * 3,
    Callback.DECLINE,
    Callback.SNOOZE,
    Callback.SEND_BACK,
    Callback.ALONE,
    Callback.ESCALATE,
    Callback.REWORD,
)
APPROVING = {Callback.QUEUE, Callback.ALONE}
DEAD = (
    "already",
    "does not exist",
    "cannot read",
    "went wrong",
    "being written",
    "There is no",
    "nothing to ",
)
"""How a press is refused that the card should not have offered."""


class Staff:
    """Three approvers, two of them managers, one responder, one colleague without rights, one guest."""

    async def people(self) -> People:
        """Who may what."""
        return People(APPROVERS, MANAGERS, frozenset({COLE}), frozenset())

    async def is_staff(self, user: str) -> bool:
        """All but the guest."""
        return user != GUEST


@dataclass(frozen=True)
class Move:
    """What one person sends: the body, and what they saw when they sent it."""

    user: str
    draft_id: str
    revision: int
    body: dict[str, Any]
    approves: bool = False
    text: str | None = None
    """What they typed, `None` if they approve what they see."""
    undoes: bool = False


@dataclass
class Crowd:
    """One desk; drafts come and go, the people stay."""

    sandbox: Sandbox
    database: Database
    desk: Desk
    watch: Watch
    receiving: Receiving
    network: Network
    publishing: Publishing
    numbers: int = 0
    presses: int = 0
    triggers: dict[str, str] = field(default_factory=dict)

    async def sequence(self, seed: int) -> None:
        """One random sequence of concurrent presses on two drafts, checked after each round."""
        rng = random.Random(seed)
        ids = [await self._put(rng) for _ in range(2)]
        known = {draft_id: await self._facts(draft_id) for draft_id in ids}
        for _ in range(ROUNDS):
            known = await self._round(rng, known)
            self.watch.turn(rng.choice((5, 5, 5, 31, 660)))
        for draft_id in ids:
            await self._every_button_lives(rng, draft_id)
            await self._clear(draft_id)

    async def told(self) -> dict[str, int]:
        """What has happened: that the proof is about something."""
        async with self.database.reading() as session:
            kinds = (await session.exec(select(AuditEntry.kind))).all()
            publications = (await session.exec(select(Publication.state))).all()
        told = {kind: kinds.count(kind) for kind in ("approved", "first_approved", "refused", "undone")}
        return {**told, "public": publications.count(PublicationState.DONE), "presses": self.presses}

    async def _put(self, rng: random.Random) -> str:
        self.numbers += 1
        states = (*[DraftState.WAITING] * 6, DraftState.DECLINED, DraftState.FAILED)
        async with self.database.writing() as session:
            draft = await put_draft(
                session,
                mention=a_mention(f"c{self.numbers}", received_at=self.watch()),
                state=rng.choice(states),
                severity=rng.choice((Severity.NORMAL, Severity.NORMAL, Severity.CRITICAL)),
                due_at=self.watch() + timedelta(days=1),
            )
            row = await session.get_one(SlackMessage, f"card:{draft.id}")
            row.channel, row.ts, row.stale, row.rendered_version = CHANNEL, f"{self.numbers}.0", False, 1
            session.add(row)
        return draft.id

    async def _round(self, rng: random.Random, before: "dict[str, Facts]") -> "dict[str, Facts]":
        users = sorted(set(rng.choices(CROWD, WEIGHTS, k=rng.randint(2, 5))))
        drafts = list(before.items())
        moves = [self._move(rng, user, *rng.choice((drafts[0], *drafts))) for user in users]
        last = await self._last_entry()
        self.sandbox.calls.clear()
        acks = await asyncio.gather(*(self._send(move) for move in moves), *self._sending(rng, before))
        self.presses += len(moves)
        entries = await self._entries(last)
        for move, ack in zip(moves, acks, strict=False):
            assert self._is_answered(move, ack, entries), f"nobody answered {move}"
        assert not self._was_broken(), f"something broke at {moves}"
        after = {draft_id: await self._facts(draft_id) for draft_id in before}
        for draft_id, facts in after.items():
            mine = [move for move in moves if move.draft_id == draft_id]
            self._holds(draft_id, mine, before[draft_id], facts, entries)
        return after

    def _move(self, rng: random.Random, user: str, draft_id: str, known: "Facts") -> Move:
        revision = known.revision if rng.random() < 0.7 else max(1, known.revision - 1)
        if rng.random() < 0.6:
            action = rng.choice(BUTTONS)
            body = press(user, action.value, button_value(draft_id, revision))
            approves = action in {Action.APPROVE, Action.RETRY}
            sent = self._signed(user, body)
            return Move(user, draft_id, revision, sent, approves, undoes=action is Action.UNDO)
        return self._form(rng, user, draft_id, revision)

    def _form(self, rng: random.Random, user: str, draft_id: str, revision: int) -> Move:
        kind = rng.choice(FORMS)
        text, then = rng.choice(WORDINGS), rng.choice(THENS)
        turn = Round(draft_id, revision) if kind is Callback.QUEUE else Origin(draft_id, revision, CHANNEL)
        body = form(user, kind.value, turn.dump(), filled=False)
        body["view"]["state"]["values"] = {
            f"{Field.REPLY}:{draft_id}:{revision}": _typed(text),
            Field.THEN: _chosen(then),
            Field.REASON: _chosen("1"),
            Field.WHEN: _chosen("1"),
            Field.WISH: _chosen("shorter"),
            Field.WORDS: _typed("Because."),
        }
        approves = kind in {Callback.QUEUE, Callback.ALONE} or (
            kind is Callback.EDIT and then == edit_form.APPROVE
        )
        typed = text or None if kind in {Callback.EDIT, Callback.QUEUE} else None
        return Move(user, draft_id, revision, self._signed(user, body), approves, typed)

    def _signed(self, user: str, body: dict[str, Any]) -> dict[str, Any]:
        trigger = self.sandbox.workspace.permits.trigger(user, None, self.watch.seconds())
        self.triggers[trigger] = user
        return {**body, "trigger_id": trigger}

    async def _send(self, move: Move) -> str:
        answer = await self.receiving.answer(
            move.body, lambda: AsyncBoltRequest(mode="socket_mode", body=move.body)
        )
        assert answer.status == 200, f"{answer.status} for {move}"
        return str(answer.body)

    def _sending(self, rng: random.Random, before: "dict[str, Facts]") -> list[Any]:
        """What is on its way out is attended to meanwhile."""
        results: list[Published | Rejected | RetryLater | Unknown]
        results = [Published("9", None), Rejected("No."), Unknown("Lost.")]
        self.network.results = [rng.choice(results)] * 4
        due = [one.id for facts in before.values() for one in facts.publications if one.state in LIVE]
        return [self.publishing.attend(one) for one in due if rng.random() < 0.7]

    def _is_answered(self, move: Move, ack: str, entries: Sequence[AuditEntry]) -> bool:
        changed = any(entry.actor == move.user and entry.kind != "refused" for entry in entries)
        told = any(self._reader(call.method, call.args) == move.user for call in self.sandbox.calls)
        return changed or told or "response_action" in ack or self._nothing_to_do(move)

    def _nothing_to_do(self, move: Move) -> bool:
        """Saving what was not changed closes the form: there is nothing to say."""
        return move.body["type"] == "view_submission" and not move.approves and move.text == REPLY

    def _reader(self, method: str, args: dict[str, Any]) -> str | None:
        if method == "chat.postEphemeral":
            return str(args.get("user"))
        if method == "chat.postMessage":
            return str(args.get("channel"))
        return self.triggers.get(str(args.get("trigger_id")))

    def _was_broken(self) -> bool:
        return any("went wrong inside Amends" in str(call.args) for call in self.sandbox.calls)

    def _holds(
        self,
        draft_id: str,
        moves: Sequence[Move],
        before: "Facts",
        after: "Facts",
        entries: Sequence[AuditEntry],
    ) -> None:
        fresh = after.approvals[len(before.approvals) :]
        for approval in fresh:
            self._is_bound(approval, moves, before, after)
        undone = sum(move.undoes for move in moves) + sum(
            entry.chain == draft_id and entry.actor == "amends" for entry in entries
        )
        assert len(fresh) <= 1 + undone, f"{len(fresh)} approvals at once by {moves}"
        assert sum(one.state in LIVE for one in after.publications) <= 1
        for publication in after.publications:
            assert sha256(publication.text) == publication.sha256
        sent = [intent for intent in self.network.calls if intent.mention.id == draft_id]
        assert len(sent) == len({intent.id for intent in sent}), "one approval was sent twice"
        for entry in entries:
            if entry.chain == draft_id and entry.actor in OUTSIDERS:
                assert entry.kind == "refused", f"{entry.actor} {entry.kind}"

    def _is_bound(self, approval: Approval, moves: Sequence[Move], before: "Facts", after: "Facts") -> None:
        """Who approved may, and the bytes are those that they saw or typed."""
        may = MANAGERS if before.severity >= Severity.CRITICAL else APPROVERS
        assert approval.approver in may, f"{approval.approver} may not approve"
        move = next(one for one in moves if one.user == approval.approver)
        assert move.approves, f"{approval} without a yes: {move}"
        bytes_seen = before.texts[move.revision] if move.text is None else move.text
        assert approval.sha256 == sha256(bytes_seen), f"{approval} is not what {move} saw"
        assert approval.sha256 == sha256(after.texts[approval.revision])
        if before.severity >= Severity.CRITICAL and approval.alone_because is None:
            assert approval.first_approver in may - {approval.approver}
        elif approval.alone_because is not None:
            assert approval.approver in MANAGERS

    async def _every_button_lives(self, rng: random.Random, draft_id: str) -> None:
        """Press one button of the card as it stands, as somebody with all rights."""
        view = await self.desk.card(draft_id)
        assert view is not None
        offered = [
            one
            for one in elements(render_card(view, self.watch()).blocks)
            if one["type"] == "button" and "url" not in one
        ]
        if not offered:
            return
        chosen = rng.choice(offered)
        target = parse_value(chosen["value"])
        assert target is not None
        body = press(ALL_RIGHTS, chosen["action_id"], chosen["value"])
        move = Move(ALL_RIGHTS, draft_id, target.revision, self._signed(ALL_RIGHTS, body))
        last = await self._last_entry()
        self.sandbox.calls.clear()
        ack = await self._send(move)
        self.presses += 1
        entries = await self._entries(last)
        assert self._is_answered(move, ack, entries), f"{chosen['action_id']} is dead"
        notes = [shown(call.args) for call in self.sandbox.calls if call.method == "chat.postEphemeral"]
        dead = [note for note in notes if any(word in note for word in DEAD)]
        assert dead == [], f"{chosen['action_id']} in {view.draft.state}"
        self.watch.turn(5)

    async def _clear(self, draft_id: str) -> None:
        """Out of everybody's queue."""
        async with self.database.writing() as session:
            draft = await session.get_one(Draft, draft_id)
            draft.state = DraftState.EXPIRED
            session.add(draft)
        for user in CROWD:
            self.sandbox.workspace.views.clear(user)

    async def _facts(self, draft_id: str) -> "Facts":
        async with self.database.reading() as session:
            rows = await stored_drafts.card_rows(session, draft_id)
            assert rows is not None
            approvals = select(Approval).where(Approval.draft_id == draft_id)
            publications = select(Publication).where(Publication.draft_id == draft_id)
            wordings = select(DraftRevision).where(DraftRevision.draft_id == draft_id)
            found = (await session.exec(approvals.order_by(Approval.id))).all()
            return Facts(
                revision=rows.draft.revision,
                severity=max(rows.draft.severity, rows.verdict.severity),
                approvals=sorted(found, key=lambda one: int(one.id[1:])),
                publications=(await session.exec(publications)).all(),
                texts={one.revision: one.text for one in (await session.exec(wordings)).all()},
            )

    async def _last_entry(self) -> int:
        async with self.database.reading() as session:
            newest = select(AuditEntry).order_by(col(AuditEntry.id).desc()).limit(1)
            found = (await session.exec(newest)).first()
            return int(found.id or 0) if found else 0

    async def _entries(self, after: int) -> Sequence[AuditEntry]:
        async with self.database.reading() as session:
            return (await session.exec(select(AuditEntry).where(col(AuditEntry.id) > after))).all()


@dataclass(frozen=True)
class Facts:
    """What the database knows about one draft."""

    revision: int
    severity: int
    approvals: Sequence[Approval]
    publications: Sequence[Publication]
    texts: dict[int, str]


def _typed(text: str) -> dict[str, Any]:
    return {ANSWER: {"type": "plain_text_input", "value": text}}


def _chosen(value: str) -> dict[str, Any]:
    words = {"type": "plain_text", "text": value}
    return {ANSWER: {"type": "radio_buttons", "selected_option": {"text": words, "value": value}}}

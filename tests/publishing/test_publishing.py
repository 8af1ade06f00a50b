"""From a committed intent to the public: at most once, byte for byte, and never a silent end."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.approval import Approvals
from bot.models import (
    Approval,
    Clock,
    ClockKind,
    Draft,
    DraftState,
    Mention,
    MentionState,
    Outcome,
    Publication,
    PublicationState,
    Severity,
)
from bot.ports import (
    CannotTell,
    Deleted,
    Eligibility,
    Intent,
    Length,
    NotFound,
    Published,
    Publisher,
    Rejected,
    RetryLater,
    Seen,
    Sent,
    Unknown,
)
from bot.publishing import Publishing
from bot.store.database import Database
from tests.builders import (
    ANN,
    BY_API,
    CHANNEL,
    MAYA,
    NOON,
    REPLY,
    SAM,
    Team,
    a_mention,
    click,
    fits,
    plain_check,
    put_draft,
)


@dataclass
class Network:
    """A pretend network that does as it is told and remembers every call. Also `ports.Publishers`."""

    results: list[Sent] = field(default_factory=list)
    sees: Seen = field(default_factory=lambda: CannotTell("It has no look-up."))
    calls: list[Intent] = field(default_factory=list)
    looks: int = 0
    deletes: Deleted | Rejected | RetryLater | Unknown = field(default_factory=Deleted)
    deleted: list[str] = field(default_factory=list)
    is_set_up: bool = True
    name: str = "webhook"

    def can_reply(self, _mention: Mention) -> Eligibility:
        return BY_API

    def measure(self, text: str, _mention: Mention) -> Length:
        return fits(text)

    def prepare(self, intent: Intent) -> dict[str, Any]:
        return {"key": f"key-{intent.id}"}

    async def publish(self, intent: Intent) -> Sent:
        self.calls.append(intent)
        return self.results.pop(0) if self.results else Published("9", "https://acme.example/9")

    async def find_existing(self, _intent: Intent) -> Seen:
        self.looks += 1
        return self.sees

    async def delete(self, _intent: Intent, external_id: str) -> Deleted | Rejected | RetryLater | Unknown:
        self.deleted.append(external_id)
        return self.deletes

    def hand_off_link(self, _mention: Mention, _text: str) -> str | None:
        return None

    def choose(self, _mention: Mention) -> Publisher:
        return self

    def named(self, name: str) -> Publisher:
        if not self.is_set_up:
            raise KeyError(name)
        return self


@dataclass
class Scene:
    """An approved draft, a network, and a clock that the test sets."""

    database: Database
    network: Network
    team: Team
    publishing: Publishing
    now: datetime = NOON

    async def attend(self, after: timedelta = timedelta(0)) -> None:
        self.now += after
        await self.publishing.attend("approval-1")

    async def one(self, table: type[Any]) -> Any:
        async with self.database.reading() as session:
            return (await session.exec(select(table))).one()

    async def waiting_clocks(self) -> list[ClockKind]:
        async with self.database.reading() as session:
            clocks = (await session.exec(select(Clock))).all()
        return [clock.kind for clock in clocks if clock.done_at is None]


@pytest.fixture
async def scene(database: Database) -> Scene:
    network, team = Network(), Team()
    publishing = Publishing(database, network, team, CHANNEL, now=lambda: made.now)
    made = Scene(database, network, team, publishing)
    approvals = Approvals(
        database, team, plain_check, CHANNEL, undo_window=timedelta(seconds=30), new_id=lambda: "approval-1"
    )
    async with database.writing() as session:
        draft = await put_draft(session)
    await approvals.approve(click(draft.id))
    return made


UNDO_OVER = timedelta(seconds=30)


async def test_nothing_is_sent_inside_the_undo_window(scene: Scene) -> None:
    await scene.attend(timedelta(seconds=29))

    assert scene.network.calls == []


async def test_the_approved_bytes_go_out_once(scene: Scene) -> None:
    await scene.attend(UNDO_OVER)
    await scene.attend(timedelta(seconds=1))

    assert [call.text for call in scene.network.calls] == [REPLY]
    assert scene.network.calls[0].approved_by == (ANN,)
    assert scene.network.calls[0].prepared == {"key": "key-approval-1"}
    publication = await scene.one(Publication)
    assert (publication.state, publication.url) == (PublicationState.DONE, "https://acme.example/9")
    mention = await scene.one(Mention)
    assert (mention.state, mention.outcome) == (MentionState.CLOSED, Outcome.PUBLISHED)
    assert (await scene.one(Draft)).state == DraftState.SENT
    assert await scene.waiting_clocks() == []


async def test_an_approver_who_lost_the_right_stops_the_send(scene: Scene) -> None:
    scene.team.approvers = set()

    await scene.attend(UNDO_OVER)

    assert scene.network.calls == []
    draft = await scene.one(Draft)
    assert draft.state == DraftState.WAITING
    assert "not an approver any more" in draft.problem
    assert ClockKind.OVERDUE in await scene.waiting_clocks()


async def set_approval(scene: Scene, **changes: str) -> None:
    """As another way of approving would have left it."""
    async with scene.database.writing() as session:
        approval = (await session.exec(select(Approval))).one()
        session.add(approval.sqlmodel_update(changes))


async def test_a_manager_who_went_alone_needs_no_other_right_when_it_is_sent(scene: Scene) -> None:
    await set_approval(scene, approver=MAYA, first_approver=ANN, alone_because="Nobody is here.")

    await scene.attend(UNDO_OVER)

    assert scene.network.calls[0].approved_by == (ANN, MAYA)


async def test_who_went_alone_and_is_no_manager_any_more_stops_the_send(scene: Scene) -> None:
    await set_approval(scene, approver=MAYA, first_approver=ANN, alone_because="Nobody is here.")
    scene.team.managing = {SAM}

    await scene.attend(UNDO_OVER)

    assert scene.network.calls == []
    assert f"<@{MAYA}> is not an approver any more" in (await scene.one(Draft)).problem


async def test_a_draft_that_is_routed_is_sent_only_for_its_approvers(scene: Scene) -> None:
    async with scene.database.writing() as session:
        draft = (await session.exec(select(Draft))).one()
        draft.approver_group = "S0BAGS"

    await scene.attend(UNDO_OVER)

    assert scene.network.calls == []
    assert f"<@{ANN}> is not an approver any more" in (await scene.one(Draft)).problem


async def test_a_draft_that_became_critical_waits_for_those_who_may_approve_it(scene: Scene) -> None:
    async with scene.database.writing() as session:
        draft = (await session.exec(select(Draft))).one()
        draft.severity = Severity.CRITICAL

    await scene.attend(UNDO_OVER)

    assert scene.network.calls == []
    assert (await scene.one(Draft)).state == DraftState.WAITING


@pytest.mark.parametrize("change", [{"revision": 2}, {"state": MentionState.CLOSED}])
async def test_a_changed_mention_stops_the_send(scene: Scene, change: dict[str, Any]) -> None:
    async with scene.database.writing() as session:
        mention = (await session.exec(select(Mention))).one()
        session.add(mention.sqlmodel_update(change))

    await scene.attend(UNDO_OVER)

    assert scene.network.calls == []
    assert (await scene.one(Publication)).state == PublicationState.CANCELLED


async def test_a_tampered_text_is_never_sent(scene: Scene) -> None:
    async with scene.database.writing() as session:
        publication = (await session.exec(select(Publication))).one()
        publication.text += " "
        session.add(publication)

    await scene.attend(UNDO_OVER)

    assert scene.network.calls == []


async def test_an_author_who_posts_again_before_it_goes_out_stops_it(scene: Scene) -> None:
    said = {"author_id": "77", "thread": "t1"}
    async with scene.database.writing() as session:
        mention = (await session.exec(select(Mention))).one()
        mention.author_id, mention.thread = "77", "t1"
        session.add(mention)
        session.add(
            a_mention("2", text="Found it!", received_at=NOON + timedelta(seconds=9), posted_at=None, **said)
        )

    await scene.attend(UNDO_OVER)

    assert scene.network.calls == []
    draft = await scene.one(Draft)
    assert (draft.state, draft.approval_id) == (DraftState.WAITING, None)
    assert "posted again after the approval" in str(draft.problem)


async def test_a_rejection_says_why_and_can_be_tried_again(scene: Scene) -> None:
    scene.network.results = [Rejected("the receiver said 400")]

    await scene.attend(UNDO_OVER)

    draft = await scene.one(Draft)
    assert (draft.state, draft.problem) == (DraftState.FAILED, "the receiver said 400")


async def test_a_busy_network_is_tried_again_when_it_said(scene: Scene) -> None:
    scene.network.results = [RetryLater("busy", 40)]

    await scene.attend(UNDO_OVER)
    await scene.attend(timedelta(seconds=39))
    assert len(scene.network.calls) == 1
    await scene.attend(timedelta(seconds=1))

    assert len(scene.network.calls) == 2
    assert (await scene.one(Publication)).state == PublicationState.DONE


async def test_a_network_that_stays_busy_fails_in_the_end(scene: Scene) -> None:
    scene.network.results = [RetryLater("busy", 1) for _ in range(9)]

    for _ in range(9):
        await scene.attend(UNDO_OVER)

    assert len(scene.network.calls) == 5
    assert (await scene.one(Draft)).state == DraftState.FAILED


async def test_a_lost_answer_is_never_sent_again(scene: Scene) -> None:
    scene.network.results = [Unknown("no answer within 10 s")]

    for _ in range(5):
        await scene.attend(UNDO_OVER)

    assert len(scene.network.calls) == 1
    draft = await scene.one(Draft)
    assert draft.state == DraftState.UNKNOWN
    assert "Please look at the post yourself" in draft.problem


async def test_a_lost_answer_found_on_the_network_is_done(scene: Scene) -> None:
    scene.network.results = [Unknown("reset")]
    await scene.attend(UNDO_OVER)

    scene.network.sees = Published("9", "https://acme.example/9")
    await scene.attend(timedelta(seconds=5))

    assert len(scene.network.calls) == 1
    assert (await scene.one(Draft)).state == DraftState.SENT


async def test_after_three_looks_a_person_is_asked(scene: Scene) -> None:
    scene.network.results, scene.network.sees = [Unknown("reset")], NotFound()
    await scene.attend(UNDO_OVER)

    for _ in range(4):
        await scene.attend(timedelta(seconds=120))

    assert len(scene.network.calls) == 1
    assert "Please look yourself" in (await scene.one(Draft)).problem


async def begin_and_die(scene: Scene) -> None:
    """As a process leaves it that is killed between its intent and the answer."""
    await scene.attend(UNDO_OVER - UNDO_OVER)
    async with scene.database.writing() as session:
        publication = (await session.exec(select(Publication))).one()
        publication.state, publication.attempts = PublicationState.SENDING, 1
        publication.sending_since = scene.now
        draft = (await session.exec(select(Draft))).one()
        draft.state = DraftState.SENDING
        session.add_all([publication, draft])


async def test_a_send_that_was_cut_is_looked_after_but_not_repeated(scene: Scene) -> None:
    await begin_and_die(scene)

    await scene.attend(timedelta(seconds=1))
    assert ClockKind.READ_BACK in await scene.waiting_clocks()
    await scene.attend(timedelta(seconds=30))

    assert scene.network.calls == []
    assert (await scene.one(Draft)).state == DraftState.UNKNOWN


async def test_a_cut_send_that_got_through_is_done(scene: Scene) -> None:
    await begin_and_die(scene)
    scene.network.sees = Published("9", None)

    await scene.attend(timedelta(seconds=31))

    assert scene.network.calls == []
    assert (await scene.one(Publication)).state == PublicationState.DONE

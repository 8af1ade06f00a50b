"""Invariant 3: only a person approves, one who may, and exactly the text and the post that they saw.

A machine of random acts by several people, the author and the managers; whenever an approval comes to stand,
it must be one that its approver was allowed to give, of the very text on the card at that moment.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import col, select

from bot.drafting.composing import seeds
from bot.drafting.library import Library
from bot.models import Approval, Draft
from bot.ports import Answer, Clicked, Done, Refused
from bot.store.database import Database
from bot.store.drafts import CardRows
from bot.text import sha256
from tests.builders import ANN, OLIVE, SAM
from tests.invariants.line import Line

GUEST = "U0GUEST"
PEOPLE = (ANN, SAM, OLIVE, GUEST)
TEXTS = ("I'm sorry, Jo. I am looking into it now.", "Jo, I'm sorry. Write to us here.", "A guarantee.")
POSTS = ("My bag is gone and nobody helps.", "My bag is gone. Edit: still nobody helps.", "Found it.")

MANY = settings(
    max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)

person = st.sampled_from((ANN, SAM, *PEOPLE))
"""Those who may do something come more often."""


class Desk(RuleBasedStateMachine):
    """People around one draft. `seen` is the revision on each person's screen, maybe long ago."""

    def __init__(self, line: Line, runner: asyncio.Runner) -> None:
        super().__init__()
        self.line, self.run = line, runner.run
        self.line.team.approvers = {ANN}
        self.line.team.members = {ANN, SAM, OLIVE}
        self.seen: dict[str, tuple[int, str, int]] = {}
        self.known: set[str] = set()

    @initialize()
    def a_card_appears(self) -> None:
        self.draft_id = self.run(self.line.hear(self.line.new_id(), POSTS[0]))
        self._work()
        self.everybody_looks()

    @rule()
    def everybody_looks(self) -> None:
        for one in PEOPLE:
            self.somebody_looks(one)

    @rule(user=person)
    def somebody_looks(self, user: str) -> None:
        card = self._card()
        self.seen[user] = (card.revision.revision, card.revision.text, card.mention.revision)

    @rule(user=person)
    def approve(self, user: str) -> None:
        self._approve(user, None)

    @rule(user=person, text=st.sampled_from(TEXTS))
    def edit_and_approve(self, user: str, text: str) -> None:
        self._approve(user, text)

    @rule(user=person, text=st.sampled_from(TEXTS))
    def save(self, user: str, text: str) -> None:
        self.run(self.line.approvals.save(self._click(user), text))

    @rule(user=person, act=st.sampled_from(("undo", "take", "release", "retry", "reopen")))
    def act(self, user: str, act: str) -> None:
        before = self._card()
        answer = self.run(getattr(self.line.approvals, act)(self._click(user)))
        if act == "retry":
            self._hold(answer, user, before, None)

    @rule(user=person)
    def another_draft(self, user: str) -> None:
        self.run(self.line.approvals.redraft(self._click(user), None))

    @rule(post=st.sampled_from(POSTS), event=st.sampled_from(("edited", "deleted")))
    def the_author_changes_the_post(self, post: str, event: str) -> None:
        external = self._card().mention.external_id
        self.run(self.line.hear(external, post, event))

    @rule()
    def work_is_done(self) -> None:
        self._work()

    @rule(user=person)
    def a_right_is_given_or_taken(self, user: str) -> None:
        self.line.team.approvers ^= {user}

    @precondition(lambda self: bool(self.line.team.approvers))
    @rule()
    def nobody_may_approve(self) -> None:
        self.line.team.approvers = set()

    @rule()
    def time_passes(self) -> None:
        self.run(self.line.publish())

    def teardown(self) -> None:
        for call in self.line.public.calls:
            assert call.mention.id != self.draft_id or call.id in self.known, (
                "something went out that nobody was seen to approve"
            )

    def _approve(self, user: str, text: str | None) -> None:
        before = self._card()
        answer = self.run(self.line.approvals.approve(self._click(user), text=text))
        self._hold(answer, user, before, text)

    def _hold(self, answer: Answer, user: str, before: CardRows, text: str | None) -> None:
        fresh = [one for one in self._approvals() if one.id not in self.known]
        self.known |= {one.id for one in fresh}
        assert len(fresh) == isinstance(answer, Done)
        for one in fresh:
            revision, words, post = self.seen[user]
            assert user in self.line.team.approvers & self.line.team.members
            assert (one.approver, one.sha256) == (user, sha256(words if text is None else text))
            assert (revision, post) == (before.revision.revision, before.mention.revision)
            assert one.mention_revision == post

    def _click(self, user: str) -> Clicked:
        return self.line.click(user, self.draft_id, self.seen[user][0])

    def _card(self) -> CardRows:
        found = self.run(self.line.card(self.draft_id))
        assert found is not None
        return found

    def _approvals(self) -> list[Approval]:
        return self.run(_approvals_of(self.line, self.draft_id))

    def _work(self) -> None:
        self.run(self.line.judge())
        self.run(self.line.write())


async def _approvals_of(line: Line, draft_id: str) -> list[Approval]:
    async with line.database.reading() as session:
        return list((await session.exec(select(Approval).where(col(Approval.draft_id) == draft_id))).all())


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as runner:
        yield runner


def test_no_order_of_acts_makes_an_approval_of_what_was_not_seen(
    runner: asyncio.Runner, migrated_url: str
) -> None:
    database, library, numbers = Database(migrated_url), Library.load(seeds()), count(1)

    def made() -> Desk:
        return Desk(Line(database, library, numbers), runner)

    try:
        run_state_machine_as_test(made, settings=MANY)  # type: ignore[arg-type]
    finally:
        runner.run(database.close())


async def _colleague_edits(line: Line, draft_id: str) -> None:
    await line.approvals.save(line.click(SAM, draft_id, 1), TEXTS[0])


async def _another_draft_comes(line: Line, draft_id: str) -> None:
    await line.approvals.redraft(line.click(SAM, draft_id, 1), None)
    await line.write()


async def _author_edits(line: Line, draft_id: str) -> None:
    await line.hear("changing", POSTS[1], "edited")


async def _author_deletes(line: Line, draft_id: str) -> None:
    await line.hear("changing", POSTS[0], "deleted")


async def _right_is_lost(line: Line, draft_id: str) -> None:
    line.team.approvers = {SAM}


async def _nobody_is_an_approver(line: Line, draft_id: str) -> None:
    line.team.approvers = set()


@pytest.mark.parametrize(
    "change",
    [
        _colleague_edits,
        _another_draft_comes,
        _author_edits,
        _author_deletes,
        _right_is_lost,
        _nobody_is_an_approver,
    ],
)
@pytest.mark.parametrize("text", [None, "My own words, Jo. I'm sorry."])
async def test_a_click_on_what_has_changed_since_approves_nothing(
    database: Database, change: Callable[[Line, str], Awaitable[None]], text: str | None
) -> None:
    line = Line(database)
    draft_id = await line.hear("changing", POSTS[0])
    await line.judge()
    await line.write()
    await change(line, draft_id)

    answer = await line.approvals.approve(line.click(ANN, draft_id, 1), text=text)

    assert isinstance(answer, Refused)
    assert answer.kept == text
    assert await _approvals_of(line, draft_id) == []


async def test_two_approvers_at_once_make_one_approval_and_the_other_is_told_who(database: Database) -> None:
    line = Line(database)
    line.team.approvers = {ANN, SAM}
    draft_id = await line.hear("twice", POSTS[0])
    await line.judge()
    await line.write()

    answers = await asyncio.gather(
        *(line.approvals.approve(line.click(user, draft_id, 1)) for user in (ANN, SAM) * 10)
    )

    assert sum(isinstance(one, Done) for one in answers) == 1
    (approval,) = await _approvals_of(line, draft_id)
    told = [one.why for one in answers if not isinstance(one, Done)]
    assert all(f"<@{approval.approver}>" in why and "already approved it" in why for why in told)


async def test_a_draft_moves_to_the_public_by_an_approval_only(database: Database) -> None:
    line = Line(database)
    draft_id = await line.hear("alone", POSTS[0])

    for _ in range(3):
        await line.judge()
        await line.write()
        await line.publish()

    assert line.public.calls == []
    async with database.reading() as session:
        assert (await session.get_one(Draft, draft_id)).approval_id is None

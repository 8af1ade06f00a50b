"""What every publisher must do, whatever network it posts on. Subclass it in a test module and give `stage`.

A stage is a network that counts what is public, and a publisher that posts on it. Each test makes its own.
"""

from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Protocol

from bot.models import Reach
from bot.ports import (
    CannotTell,
    Deleted,
    Deletes,
    Intent,
    NotFound,
    Pending,
    Published,
    Publisher,
    Rejected,
    RetryLater,
    Unknown,
)
from bot.testing.fake_network import RETRY_AFTER, Fault
from bot.text import sha256

EDGES = (
    "Two spaces  and a trailing one ",
    "e\u0301 is not \u00e9, and ﬁ is not fi",
    "line\nline\n\nline",
    "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
    "\U0001f469\U0001f3fd\u200d\U0001f680 \U0001f1f5\U0001f1f9 \u2764\ufe0f",
    "“Smart” ‘quotes’ – dashes — and … & < > \" ' \\",
    'It\'s 5 < 6 & "so on" &amp; &lt;b&gt;',
)
NEVER_ARRIVED = (Fault.BUSY, Fault.REFUSED, Fault.MOVED)
"""The network certainly did nothing."""
UNCLEAR = (Fault.LOST, Fault.ERRED, Fault.DROPPED, Fault.BROKEN, Fault.GARBAGE)
"""Nobody can know what it did: of the first two it did it, of the others not."""


class Stage(Protocol):
    """A network with one account of ours on it."""

    @property
    def publisher(self) -> Publisher:
        """Posts as that account."""
        ...

    def intent(self, text: str, id: str = "approval-1") -> Intent:
        """An approved reply to a post that stands there, nothing prepared yet."""
        ...

    def public(self) -> list[str]:
        """The texts of all replies that anybody can read there, as the network gives them back."""
        ...

    def kept(self, text: str) -> str:
        """What the network makes of a text: some trim it."""
        ...

    def others(self) -> list[str]:
        """The texts of replies there that are not ours."""
        ...

    def fail(self, *faults: Fault) -> None:
        """Let the next calls that post fail so; without any, none fails."""
        ...

    def hide(self, *faults: Fault) -> None:
        """Let the next looks fail so."""
        ...

    def somebody_answers(self, text: str) -> None:
        """A colleague by hand, or a stranger, answers the post of the first intent."""
        ...

    def lose_post(self) -> None:
        """The author takes back the post of the first intent."""
        ...

    def outlive_token(self) -> None:
        """The access that we hold is over; where it can be renewed, the network still knows us."""
        ...

    def longest(self) -> str:
        """A text at the network's limit; one more letter is too many."""
        ...


class ModeratedStage(Stage, Protocol):
    """A network on which people may look at what we post before anybody can read it."""

    def moderate(self) -> None:
        """From now on they do."""
        ...

    def let_through(self) -> None:
        """They have looked, and all is well."""
        ...


class PublisherContract:
    """Tests that hold for every publisher that can look at what it did."""

    REPLY = "Jo, I'm sorry: the desk should have known. I have asked for your bag."
    repeats_are_harmless = False
    """Whether the network itself drops a repeated call."""
    renews_access = True
    """Whether access ends by itself and can be had anew; otherwise it ends when somebody takes it away."""
    holds_one_answer = False
    """Whether a post has one answer of ours at most, and a new one replaces it."""
    looks_at_the_post = True
    """Whether the network refuses an answer to a post that is gone."""

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        """A network with nothing of ours on it."""
        raise NotImplementedError

    async def test_a_reply_is_public_as_it_was_approved_and_its_place_is_told(self) -> None:
        async with self.stage() as stage:
            done = await stage.publisher.publish(ready(stage, self.REPLY))

            assert isinstance(done, Published)
            assert done.url is not None
            assert done.url.startswith(("https://", "http://localhost", "http://127.0.0.1"))
            assert done.external_id
            assert stage.public() == [self.REPLY]

    async def test_a_post_that_can_be_answered_is_answered_by_the_network_itself(self) -> None:
        async with self.stage() as stage:
            chance = stage.publisher.can_reply(stage.intent(self.REPLY).mention)
            assert (chance.reach, chance.reason != "") == (Reach.API, True)

    async def test_every_sign_arrives_as_it_was_approved(self) -> None:
        async with self.stage() as stage:
            for number, text in enumerate(EDGES):
                done = await stage.publisher.publish(ready(stage, text, f"edge-{number}"))
                assert isinstance(done, Published), (text, done)
            assert sorted(stage.public()) == sorted(map(stage.kept, EDGES))

    async def test_what_is_prepared_for_one_approval_is_the_same_every_time(self) -> None:
        async with self.stage() as stage:
            intent = stage.intent(self.REPLY)
            assert stage.publisher.prepare(intent) == stage.publisher.prepare(intent)

    async def test_after_a_certain_no_nothing_is_public_and_it_is_said_what_to_do(self) -> None:
        for fault in NEVER_ARRIVED:
            async with self.stage() as stage:
                stage.fail(fault, fault)
                done = await stage.publisher.publish(ready(stage, self.REPLY))
                assert isinstance(done, Rejected | RetryLater), (fault, done)
                assert done.reason.endswith(".")
                assert stage.public() == []

    async def test_a_busy_network_is_left_alone_for_as_long_as_it_says(self) -> None:
        async with self.stage() as stage:
            stage.fail(Fault.BUSY)
            done = await stage.publisher.publish(ready(stage, self.REPLY))
            assert isinstance(done, RetryLater)
            assert done.seconds == RETRY_AFTER

    async def test_a_lost_answer_is_unknown_and_a_look_finds_what_stands(self) -> None:
        for fault in UNCLEAR:
            async with self.stage() as stage:
                intent = ready(stage, self.REPLY)
                stage.fail(fault)
                done = await stage.publisher.publish(intent)
                stage.fail()
                assert isinstance(done, Unknown), (fault, done)
                seen = await stage.publisher.find_existing(intent)
                assert isinstance(seen, Published) == bool(stage.public()), (fault, seen)
                assert len(stage.public()) <= 1

    async def test_a_look_at_what_was_never_sent_finds_nothing(self) -> None:
        async with self.stage() as stage:
            assert isinstance(await stage.publisher.find_existing(ready(stage, self.REPLY)), NotFound)

    async def test_a_look_that_fails_tells_nothing(self) -> None:
        for fault in (Fault.BROKEN, Fault.DROPPED, Fault.GARBAGE, Fault.BUSY):
            async with self.stage() as stage:
                intent = ready(stage, self.REPLY)
                await stage.publisher.publish(intent)
                stage.hide(fault)
                assert isinstance(await stage.publisher.find_existing(intent), CannotTell), fault

    async def test_another_reply_of_ours_is_not_taken_for_this_one(self) -> None:
        async with self.stage() as stage:
            await stage.publisher.publish(ready(stage, "Another answer to the same post.", "approval-0"))
            assert isinstance(await stage.publisher.find_existing(ready(stage, self.REPLY)), NotFound)

    async def test_somebody_elses_answer_is_neither_taken_for_ours_nor_touched(self) -> None:
        async with self.stage() as stage:
            theirs = "A colleague was here." if self.holds_one_answer else self.REPLY
            intent = ready(stage, self.REPLY)
            stage.somebody_answers(theirs)

            assert not isinstance(await stage.publisher.find_existing(intent), Published)
            done = await stage.publisher.publish(intent)
            assert isinstance(done, Rejected if self.holds_one_answer else Published), done
            assert stage.others() == [theirs]

    async def test_a_post_that_is_gone_is_not_answered_where_the_network_looks(self) -> None:
        async with self.stage() as stage:
            intent = ready(stage, self.REPLY)
            stage.lose_post()

            done = await stage.publisher.publish(intent)
            assert isinstance(done, Rejected if self.looks_at_the_post else Published), done
            assert stage.public() == ([] if self.looks_at_the_post else [self.REPLY])

    async def test_access_that_is_over_is_renewed_by_itself_or_said(self) -> None:
        async with self.stage() as stage:
            await stage.publisher.publish(ready(stage, "First.", "approval-0"))
            stage.outlive_token()
            done = await stage.publisher.publish(ready(stage, self.REPLY))
            assert isinstance(done, Published if self.renews_access else Rejected), done
            assert stage.public().count(self.REPLY) == self.renews_access

    async def test_a_text_at_the_limit_goes_out_and_one_sign_more_does_not(self) -> None:
        async with self.stage() as stage:
            full = stage.longest()
            mention = stage.intent(full).mention
            assert stage.publisher.measure(full, mention).fits
            assert not stage.publisher.measure(f"{full}x", mention).fits
            assert isinstance(await stage.publisher.publish(ready(stage, full)), Published)
            over = await stage.publisher.publish(ready(stage, f"{full}x", "approval-2"))
            assert isinstance(over, Rejected), over
            assert stage.public() == [full]

    async def test_a_repeated_call_makes_no_second_post_where_the_network_can_tell(self) -> None:
        async with self.stage() as stage:
            intent = ready(stage, self.REPLY)
            for _ in range(3):
                await stage.publisher.publish(intent)
            assert len(stage.public()) == (1 if self.repeats_are_harmless else 3)


class ModeratedContract:
    """Tests for publishers whose network may hold a reply back; subclass it beside `PublisherContract`."""

    HELD = "Jo, I'm sorry. This one is looked at first."

    def moderated(self) -> AbstractAsyncContextManager[ModeratedStage]:
        """A network with nothing of ours on it."""
        raise NotImplementedError

    async def test_what_is_held_back_is_pending_and_found_once_it_is_let_through(self) -> None:
        async with self.moderated() as stage:
            intent = ready(stage, self.HELD)
            stage.moderate()
            done = await stage.publisher.publish(intent)
            assert isinstance(done, Pending), done
            assert done.reason.endswith(".")
            assert stage.public() == []
            assert not isinstance(await stage.publisher.find_existing(intent), Published)

            stage.let_through()
            assert isinstance(await stage.publisher.find_existing(intent), Published)
            assert stage.public() == [self.HELD]


class DeleterContract:
    """Tests that hold beside those for every publisher that can take a reply down again."""

    REPLY = PublisherContract.REPLY
    renews_access = True
    """As in `PublisherContract`."""

    def stage(self) -> AbstractAsyncContextManager[Stage]:
        """A network with nothing of ours on it."""
        raise NotImplementedError

    async def test_a_reply_is_taken_down_and_no_other(self) -> None:
        async with self.stage() as stage:
            publisher, intent = _deleting(stage), ready(stage, self.REPLY)
            other = ready(stage, "Another answer.", "approval-2")
            done = await stage.publisher.publish(intent)
            await stage.publisher.publish(other)
            assert isinstance(done, Published)
            assert isinstance(await publisher.delete(intent, str(done.external_id)), Deleted)
            assert stage.public() == ["Another answer."]
            assert isinstance(await stage.publisher.find_existing(intent), NotFound)

    async def test_what_is_gone_may_be_taken_down_once_more(self) -> None:
        async with self.stage() as stage:
            intent = ready(stage, self.REPLY)
            done = await stage.publisher.publish(intent)
            assert isinstance(done, Published)
            for _ in range(2):
                assert isinstance(await _deleting(stage).delete(intent, str(done.external_id)), Deleted)

    async def test_a_failed_removal_never_says_that_it_is_gone(self) -> None:
        for fault in (*NEVER_ARRIVED, *UNCLEAR):
            async with self.stage() as stage:
                intent = ready(stage, self.REPLY)
                done = await stage.publisher.publish(intent)
                assert isinstance(done, Published)
                stage.fail(fault, fault)
                told = await _deleting(stage).delete(intent, str(done.external_id))
                assert not isinstance(told, Deleted), fault

    async def test_access_that_is_over_is_renewed_for_a_removal_too_or_said(self) -> None:
        async with self.stage() as stage:
            intent = ready(stage, self.REPLY)
            done = await stage.publisher.publish(intent)
            assert isinstance(done, Published)
            stage.outlive_token()
            told = await _deleting(stage).delete(intent, str(done.external_id))
            assert isinstance(told, Deleted if self.renews_access else Rejected), told


def _deleting(stage: Stage) -> Deletes:
    assert isinstance(stage.publisher, Deletes)
    return stage.publisher


def ready(stage: Stage, text: str, id: str = "approval-1") -> Intent:
    """An intent with everything prepared, as it stands in the database before the first call."""
    intent = stage.intent(text, id)
    assert intent.sha256 == sha256(text)
    return replace(intent, prepared=stage.publisher.prepare(intent))

"""Workflows that are wrong on purpose, each in one place where others once were: the matrix catches them."""

from dataclasses import replace
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import DraftState, Publication, PublicationState
from bot.ports import Intent, NotFound, Published, Rejected, RetryLater, Seen, Sent, Unknown
from bot.publishing import Publishing
from bot.store import drafts, publications
from bot.store.drafts import CardRows


class RetriesWhatWasLost(Publishing):
    """Takes a lost answer for a certain no."""

    async def _conclude(self, publication_id: str, result: Sent) -> None:
        again = RetryLater(result.reason, 5) if isinstance(result, Unknown) else result
        await super()._conclude(publication_id, again)


class CallsBeforeItsIntent(Publishing):
    """Writes down that it sends only after it has sent."""

    async def _send(self, publication: Publication) -> None:
        async with self.database.reading() as session:
            rows = await drafts.card_rows(session, publication.draft_id)
        publisher = self._publisher(publication)
        if rows is None or rows.approval is None or publisher is None:
            return
        bare = Intent(
            publication.id,
            rows.mention,
            publication.text,
            publication.sha256,
            rows.approval.revision,
            (rows.approval.approver,),
            rows.approval.approved_at,
        )
        result = await publisher.publish(replace(bare, prepared=publisher.prepare(bare)))
        if await self._commit_intent(publication.id) is not None:
            await self._conclude(publication.id, result)


class SendsAgainWhatItDoesNotSee(Publishing):
    """Takes "not there yet" for "not there"."""

    async def _not_yet(
        self, session: AsyncSession, publication: Publication, rows: CardRows, seen: Seen
    ) -> None:
        if not isinstance(seen, NotFound):
            await super()._not_yet(session, publication, rows, seen)
            return
        await _schedule(session, publication, rows, send_after=self.now())


class SendsAgainAfterARestart(Publishing):
    """Goes on with what an earlier process began."""

    async def _adopt(self, publication: Publication) -> None:
        async with self.database.writing() as session:
            rows = await drafts.card_rows(session, publication.draft_id, lock=True)
            if rows is not None and rows.publication is not None:
                await _schedule(session, rows.publication, rows, send_after=self.now())


class TakesErrorsForANo(Publishing):
    """Says "not sent" of what may be public."""

    async def _conclude(self, publication_id: str, result: Sent) -> None:
        no = Rejected(result.reason) if isinstance(result, Unknown) else result
        await super()._conclude(publication_id, no)


class SaysDoneBeforeItsCall(Publishing):
    """Writes down its hope."""

    async def _commit_intent(self, publication_id: str) -> Intent | None:
        intent = await super()._commit_intent(publication_id)
        if intent is not None:
            await self._conclude(publication_id, Published("hoped", None))
        return intent


class TidiesTheText(Publishing):
    """Sends other bytes than those that were approved."""

    async def _commit_intent(self, publication_id: str) -> Intent | None:
        intent = await super()._commit_intent(publication_id)
        if intent is None:
            return None
        async with self.database.reading() as session:
            publication = await publications.get(session, publication_id)
        publisher = self._publisher(publication) if publication else None
        tidy = replace(intent, text=" ".join(intent.text.split()))
        return tidy if publisher is None else replace(tidy, prepared=publisher.prepare(tidy))


class ForgetsWhatWasLost(Publishing):
    """Leaves it lying: no look, and nobody is asked."""

    async def _adopt(self, publication: Publication) -> None:
        pass


BROKEN: dict[type[Publishing], str] = {
    RetriesWhatWasLost: "doubled",
    CallsBeforeItsIntent: "doubled",
    SendsAgainWhatItDoesNotSee: "doubled",
    SendsAgainAfterARestart: "doubled",
    TakesErrorsForANo: "hidden",
    SaysDoneBeforeItsCall: "lost",
    TidiesTheText: "altered",
    ForgetsWhatWasLost: "stuck",
}
"""Each with the word that the matrix has for it."""


async def _schedule(session: AsyncSession, publication: Publication, rows: CardRows, **changes: Any) -> None:
    to = PublicationState.SCHEDULED
    await publications.move(session, publication, publication.state, to=to, next_at=None, **changes)
    state = rows.draft.state
    await drafts.move(session, rows.draft, state, to=DraftState.SCHEDULED)

"""Rows -> what cards, messages and modals show, read in one go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeGuard

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import (
    DraftRevision,
    DraftState,
    MessageKind,
    Opinion,
    Publication,
    PublicationState,
    SavedReason,
    SlackMessage,
)
from bot.ports import CardView, Commitment, Deletes, Finding, Length, Publishers, Sequel, Written
from bot.slack.changes import Since
from bot.slack.messages import MAX_LISTED, Subject
from bot.store import (
    crisis_board,
    drafts,
    facts,
    incident_cards,
    low,
    mentions,
    older,
    opinions,
    reasons,
    revisions,
    sequels,
    stances,
    worklist,
)
from bot.store.database import Database
from bot.store.drafts import CardRows

BrandName = Callable[[str | None], str]
_OF_CRISES = {MessageKind.CRISIS_BOARD, MessageKind.CRISIS_STATEMENT, MessageKind.CRISIS_DM}


@dataclass(frozen=True)
class Ways:
    """What the installation offers. `careful` are the ids of those who alone approve sensitive replies."""

    careful: Sequence[str] = ()
    has_ai: bool = False


@dataclass(frozen=True)
class Past:
    """The wordings of a draft, the newest first. `facts` holds the statements of fact cards by id."""

    wordings: Sequence[DraftRevision] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    opinions: Sequence[Opinion] = ()
    """Everybody's thumbs."""


@dataclass(frozen=True)
class Reader:
    """Reads for rendering; never writes and never asks Slack."""

    database: Database
    publishers: Publishers
    brand_name: BrandName
    ways: Ways = field(default_factory=Ways)

    async def card(self, draft_id: str) -> CardView | None:
        """Everything that the card of a draft shows; `None` if there is no such draft."""
        async with self.database.reading() as session:
            rows = await drafts.card_rows(session, draft_id)
            around = {} if rows is None else await _around(session, rows)
        return None if rows is None else replace(self._view(rows), **around)

    async def past(self, draft_id: str) -> Past:
        """The wordings of a draft, and what the facts that they state say."""
        async with self.database.reading() as session:
            wordings = await revisions.newest(session, draft_id)
            used = {one for wording in wordings for one in wording.uses}
            cards = [await facts.get(session, one) for one in sorted(used)]
            said = [one for id in sorted(used) if (one := await stances.get(session, id)) is not None]
            thumbs = await opinions.of_draft(session, draft_id)
        stated = {card.id: card.statement for card in cards if card is not None}
        return Past(wordings, stated | {one.id: f"what we say about {one.title}" for one in said}, thumbs)

    async def reasons(self) -> Sequence[SavedReason]:
        """The reasons for no reply that the team has saved."""
        async with self.database.reading() as session:
            return await reasons.offered(session)

    async def card_with(self, draft_id: str, written: Written) -> CardView | None:
        """The card of a draft as if these words stood on it."""
        async with self.database.reading() as session:
            rows = await drafts.card_rows(session, draft_id)
        if rows is None:
            return None
        tried = drafts.as_revision(draft_id, rows.draft.revision, written, rows.revision.created_at)
        return self._view(replace(rows, revision=tried))

    async def since(self, draft_id: str, revision: int) -> Since | None:
        """What changed since somebody saw this wording; `None` if nothing did, or it never was."""
        async with self.database.reading() as session:
            rows, seen = (
                await drafts.card_rows(session, draft_id),
                await drafts.get_revision(session, draft_id, revision),
            )
            if rows is None or seen is None:
                return None
            post = await mentions.text_at(session, draft_id, seen.created_at)
        return _since(rows, seen, post)

    async def subject(self, row: SlackMessage, card_link: str | None) -> Subject:
        """What a message speaks of."""
        async with self.database.reading() as session:
            if row.kind == MessageKind.SET_ASIDE:
                return Subject(mentions=await worklist.mentions(session, row.args.get("mention_ids", [])))
            if row.kind == MessageKind.LOW_LIST:
                return Subject(low=await low.read(session, row.id, MAX_LISTED))
            if row.kind == MessageKind.OLDER:
                return Subject(older=await older.count(session, str(row.args.get("source"))))
            if row.kind == MessageKind.INCIDENT:
                return Subject(incident=await incident_cards.read(session, row.subject_id or ""))
            if row.kind in _OF_CRISES:
                return Subject(
                    crisis=await crisis_board.read(session, row.subject_id or ""), card_link=card_link
                )
            rows = await self._rows(session, row.subject_id)
        return Subject(self._view(rows) if rows else None, card_link)

    async def _rows(self, session: AsyncSession, draft_id: str | None) -> CardRows | None:
        return None if draft_id is None else await drafts.card_rows(session, draft_id)

    def _view(self, rows: CardRows) -> CardView:
        revision, publication = rows.revision, rows.publication
        return CardView(
            mention=rows.mention,
            verdict=rows.verdict,
            draft=rows.draft,
            text=revision.text,
            revision_by=revision.made_by,
            sha256=revision.sha256,
            tone=revision.tone,
            template=revision.template,
            findings=[Finding(**found) for found in revision.findings],
            commitments=[Commitment(**promise) for promise in revision.commitments],
            brand=self.brand_name(rows.mention.brand),
            published_url=publication.url if publication else None,
            send_after=publication.send_after if publication else None,
            out_by=publication.out_by if publication else None,
            removal_by=publication.removal_by if _is_being_removed(publication) else None,
            held_since=publication.held_since if publication else None,
            approver=rows.approval.approver if rows.approval else None,
            sensitive_for=self.ways.careful if rows.is_sensitive else None,
            has_ai=self.ways.has_ai,
            back_translation=revision.back_translation,
            overrides=revision.overrides,
            **self._of_publisher(rows),
        )

    def _of_publisher(self, rows: CardRows) -> dict[str, Any]:
        text, mention = rows.revision.text, rows.mention
        try:
            publisher = self.publishers.named(rows.draft.publisher)
        except KeyError:
            # taken out of the configuration since: the card still has to be shown
            return {"length": Length(len(text), None), "hand_off_link": None}
        return {
            "length": publisher.measure(text, mention),
            "hand_off_link": publisher.hand_off_link(mention, text),
            "can_remove": isinstance(publisher, Deletes) and _stands(rows.publication),
        }


def _stands(publication: Publication | None) -> bool:
    """It is public, and the network told its id."""
    is_done = publication is not None and publication.state is PublicationState.DONE
    return is_done and publication is not None and publication.external_id is not None


def _is_being_removed(publication: Publication | None) -> TypeGuard[Publication]:
    return publication is not None and publication.state is PublicationState.REMOVING


async def _around(session: AsyncSession, rows: CardRows) -> dict[str, Any]:
    """What the author wrote before and after, as far as it matters for what is still to be decided."""
    draft, mention = rows.draft, rows.mention
    if draft.state == DraftState.SUPERSEDED:
        after = await sequels.newer(session, mention, until=draft.decided_at)
    elif draft.state.is_final:
        return {}
    else:
        after = await sequels.newer(session, mention)
    before = () if draft.state.is_final else await sequels.gave_way_to(session, mention)
    waiting = await sequels.open_draft(session, after) if after else None
    newer = Sequel(after, waiting.revision if waiting else None) if after else None
    return {"newer": newer, "before": before}


def _since(rows: CardRows, seen: DraftRevision, post: str | None) -> Since | None:
    reply = (seen.text, rows.revision.text)
    written_on = (post or rows.mention.text, rows.mention.text)
    changed = [pair if pair[0] != pair[1] else None for pair in (reply, written_on)]
    return Since(*changed) if any(changed) else None

"""A person sees what it is about, or how bad it is, otherwise than triage: what they say counts."""

from collections.abc import Awaitable, Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit, rights
from bot.approval import judge, labelling
from bot.approval.judge import Act
from bot.approval.labelling import CATEGORY, FLAGS, SEVERITY, Change
from bot.approval.removal import Removal
from bot.models import ClockKind, Draft, RiskFlag, Severity
from bot.ports import Answer, Clicked, Correction, Done, People, Refused
from bot.store import clocks, drafts, labels, slack_messages
from bot.store.drafts import CardRows

OpenClocks = Callable[[AsyncSession, Draft, datetime], Awaitable[None]]
"""Starts what runs from the moment a draft has its severity."""
DueAt = Callable[[datetime, Severity, str], datetime]
"""(when it came, severity, network) -> by when it is to be decided on."""
SAME = "That is what it says already. Nothing was changed."
REMARK = "A colleague corrected this"
AT_IT = timedelta(minutes=5)
"""Who corrects it is looking at it: nobody is called over its new time before that."""
URGENT = Severity.HIGH
"""From here on people are pinged."""


async def no_clocks(_session: AsyncSession, _draft: Draft, _now: datetime) -> None:
    """Nobody is pinged."""


@dataclass(frozen=True)
class Correcting(Removal):
    """The act that changes the verdict. `due_at`: by when a post of each severity is to be answered."""

    open_clocks: OpenClocks = no_clocks
    due_at: DueAt | None = None

    async def correct(self, click: Clicked, said: Correction) -> Answer:
        """Take over what a person says it is about and how bad it is. The draft's words stay.

        `said.category` is a `Category`.
        """
        people = await self.directory.people()

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            meant = _with_unknown_flags(rows, said)
            changes = list(_changes(rows, meant))
            why = judge.is_judged_anew(rows, said.seen) or _may_not_lower(rows, meant, click, people)
            if why or not changes:
                return Refused(why or SAME, kept=said.note)
            for change in changes:
                await labelling.keep(session, rows.verdict, change, click, self.new_id, said.note)
            await self._take_over(session, rows, meant, click)
            told = {one.field: [one.was, one.became] for one in changes}
            await audit.record(session, rows.draft.id, "verdict_corrected", click.user, click.at, **told)
            await self._tell_correction(session, rows, click, changes, said.note)
            return Done()

        return await self._act(click, Act.CORRECT, body, kept=said.note)

    async def _take_over(
        self, session: AsyncSession, rows: CardRows, said: Correction, click: Clicked
    ) -> None:
        verdict, before = rows.verdict, rows.draft.severity
        if verdict.category != said.category:
            verdict.category, verdict.second_category = said.category, None
        verdict.severity, verdict.flags = said.severity, list(said.flags)
        verdict.reasons = [REMARK, *(one for one in verdict.reasons if one != REMARK)]
        verdict.judged_by, verdict.judged_at = click.user, click.at
        session.add(verdict)
        await session.flush()
        if said.severity != before:
            await self._follow(session, rows, said.severity, click)

    async def _follow(
        self, session: AsyncSession, rows: CardRows, severity: Severity, click: Clicked
    ) -> None:
        """Clocks and pings of the new severity; whoever holds the draft goes on holding it."""
        draft = rows.draft
        came, on = rows.mention.received_at, rows.mention.platform
        due_at = draft.due_at if self.due_at is None else self.due_at(came, severity, on)
        rings_at = max(due_at, click.at + AT_IT)
        # More time than it had heals a breach; less makes one at its own clock.
        anew = {"severity": severity, "due_at": due_at}
        anew |= {} if due_at <= click.at else {"breached_at": None}
        await drafts.move(session, draft, draft.state, to=draft.state, **anew)
        await clocks.stop(session, draft.id, click.at, ClockKind.OVERDUE)
        if severity < URGENT:
            await clocks.stop(session, draft.id, click.at, ClockKind.PING)
        else:
            await slack_messages.give_card(session, draft.id, self.channel, click.at)
        await self.open_clocks(session, draft, click.at)
        step = f"corrected{click.at.timestamp():.6f}"
        await clocks.start(session, subject_id=draft.id, kind=ClockKind.OVERDUE, due_at=rings_at, step=step)

    async def _tell_correction(
        self, session: AsyncSession, rows: CardRows, click: Clicked, changes: list[Change], note: str | None
    ) -> None:
        told = "; ".join(f"{one.field}: {_word(one, one.was)} → {_word(one, one.became)}" for one in changes)
        await self._decision(session, rows, click, "corrected", reason=f"{told}. {note or ''}".strip())

    async def _before_own_lowering(
        self, session: AsyncSession, rows: CardRows, user: str
    ) -> tuple[int, set[str]]:
        """How bad it stood before this person made it milder: who lifts four eyes is not both of them."""
        severity = int(max(rows.draft.severity, rows.verdict.severity))
        flags = set(rows.verdict.flags)
        for one in await labels.of_mention(session, rows.draft.id):
            if one.by == user and one.field == SEVERITY:
                severity = max(severity, int(one.was))
            elif one.by == user and one.field == FLAGS:
                flags |= set(filter(None, one.was.split(",")))
        return severity, flags


def _changes(rows: CardRows, said: Correction) -> Iterator[Change]:
    verdict = rows.verdict
    severity = max(verdict.severity, rows.draft.severity)
    if said.category != verdict.category:
        yield Change(CATEGORY, verdict.category, said.category)
    if said.severity != severity:
        yield Change(SEVERITY, str(int(severity)), str(int(said.severity)))
    if set(said.flags) != set(verdict.flags):
        yield Change(FLAGS, _flags(verdict.flags), _flags(said.flags))


def _with_unknown_flags(rows: CardRows, said: Correction) -> Correction:
    """Signs of risk that no form shows stay; made-up ones do not come in."""
    shown = set(RiskFlag)
    flags = [one for one in rows.verdict.flags if one not in shown]
    return replace(said, flags=(*(one for one in said.flags if one in shown), *flags))


def _may_not_lower(rows: CardRows, said: Correction, click: Clicked, people: People) -> str | None:
    """Taking away what asks for special people, or for two, needs the right to approve it as it stands."""
    severity = max(rows.draft.severity, rows.verdict.severity)
    is_milder = severity == Severity.CRITICAL > said.severity or not set(rows.verdict.flags) <= set(
        said.flags
    )
    may = rights.approvers(people, sensitive=rows.is_sensitive, group=rows.draft.approver_group)
    if not is_milder or click.user in may:
        return None
    return judge.may_not_lower(may)


def _flags(flags: Collection[str]) -> str:
    return ",".join(sorted(flags))


def _word(change: Change, value: str) -> str:
    if change.field == SEVERITY:
        return Severity(int(value)).name.lower()
    return value.replace(",", ", ").replace("_", " ") or "none"

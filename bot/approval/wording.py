"""New wordings of a draft: what is shown is what is hashed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit, commitments
from bot.approval import judge
from bot.approval.acting import Acting
from bot.approval.judge import Act
from bot.models import DraftRevision, DraftState
from bot.ports import Answer, Clicked, Commitment, Done, Finding, Refused, Written
from bot.rules import OVERRIDABLE
from bot.rules.vouching import CHECKED, tick_of, to_check
from bot.store import drafts
from bot.store.drafts import CardRows, as_revision
from bot.text import sha256

MACHINES = frozenset({"template", "llm"})
"""Makers of a wording that nobody has touched."""


@dataclass(frozen=True)
class Meant:
    """A text that a person wants on the card. `aside` are the rules that they set aside, and why."""

    written: Written
    aside: tuple[str, ...]
    because: str
    changes: bool
    """False when it is the very text that stands there."""
    vouched: tuple[str, ...] = ()
    """Words that the person ticks as checked, with this very act."""
    to_check: tuple[str, ...] = ()
    """Words that somebody still has to vouch for before it may go out."""
    kept: tuple[Mapping[str, Any], ...] = ()
    """What was set aside or vouched for in the text as it stands, and still holds."""


@dataclass(frozen=True)
class Wording(Acting):
    """The acts that change which text stands on the card."""

    async def save(
        self, click: Clicked, text: str, *, because: str | None = None, checked: str | None = None
    ) -> Answer:
        """Keep an edited text as the new revision; it takes the mention too."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            if why := judge.is_stale(rows, click):
                return Refused(why, kept=text)
            meant = await self._meant(session, rows, click, text, because, checked)
            rows = await self._put(session, rows, click, meant)
            await self._end_edit(session, rows, click)
            await self._take(session, rows, click)
            await audit.record(
                session, rows.draft.id, "edited", click.user, click.at, revision=rows.draft.revision
            )
            return Done()

        return await self._act(click, Act.EDIT, body, kept=text, also=needs(because))

    async def redraft(self, click: Clicked, instruction: str | None) -> Answer:
        """Ask for another draft."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            if why := judge.is_stale(rows, click):
                return Refused(why, kept=instruction)
            draft = rows.draft
            await drafts.move(
                session,
                draft,
                draft.state,
                to=DraftState.REDRAFTING,
                asked=draft.asked + 1,
                instruction=instruction,
                problem=None,
            )
            await audit.record(session, draft.id, "redraft_asked", click.user, click.at, asked=draft.asked)
            return Done(start="draft", work_id=draft.id)

        return await self._act(click, Act.REDRAFT, body, kept=instruction)

    async def show_ai(self, click: Clicked) -> Answer:
        """Put the AI draft that came late onto the card, signed for whoever has taken the mention."""
        holder = await self._holder(click.draft_id)
        initials = await self.initials(holder) if holder else None

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            if rows.late is None:
                return Refused("There is no other draft to show. Nothing was changed.")
            shown = {"revision": rows.late.revision, "late_revision": None, "note": None}
            await drafts.move(session, rows.draft, rows.draft.state, to=DraftState.WAITING, **shown)
            await audit.record(session, rows.draft.id, "ai_draft_shown", click.user, click.at, **shown)
            if rows.draft.assignee == holder:
                await self._sign(session, replace(rows, revision=rows.late, late=None), click, initials)
            return Done()

        return await self._act(click, Act.SHOW, body)

    async def restore(self, click: Clicked, revision: int) -> Answer:
        """Bring an earlier wording back, as a new revision: approvals bind to the new number."""

        async def body(session: AsyncSession, rows: CardRows) -> Answer:
            if why := judge.is_stale(rows, click):
                return Refused(why)
            old = await drafts.get_revision(session, rows.draft.id, revision)
            if old is None:
                return Refused("This version does not exist any more. Nothing was changed.")
            if old.text == rows.revision.text:
                return Refused("This is the text on the card already. Nothing was changed.")
            written = await self._again(session, rows, old, click)
            rows = await add_revision(session, rows, written, click, overrides=old.overrides)
            number = rows.revision.revision
            await audit.record(
                session, rows.draft.id, "restored", click.user, click.at, revision=number, of=revision
            )
            return Done()

        return await self._act(click, Act.RESTORE, body)

    async def _holder(self, draft_id: str) -> str | None:
        """Who has taken the draft. Read before the act, since Slack may have to be asked how they sign."""
        async with self.database.reading() as session:
            rows = await drafts.card_rows(session, draft_id)
        return rows.draft.assignee if rows else None

    async def _meant(
        self,
        session: AsyncSession,
        rows: CardRows,
        click: Clicked,
        text: str,
        because: str | None,
        checked: str | None = None,
    ) -> Meant:
        """What the card's text is to become: the person's words, without the rules they set aside.

        `checked` is the tick that they vouch for words which nobody can verify.
        """
        shown = rows.revision
        is_new = text != shown.text
        found = stored(shown, shown.made_by)
        if is_new:
            found = await self.check(session, rows, text, click.user, click.at)
        written, aside = _set_aside(found) if because else (found, ())
        if aside:
            written = replace(written, made_by=click.user)
        kept = () if is_new else tuple(shown.overrides)
        settled = [*kept, *({"rule": rule} for rule in aside)]
        open_words = to_check(text, written.findings, settled, written.commitments)
        vouched = open_words if checked is not None and checked == tick_of(open_words) else ()
        return Meant(
            written,
            aside,
            because or "",
            changes=is_new or bool(aside or vouched),
            vouched=vouched,
            to_check=() if vouched else open_words,
            kept=kept,
        )

    async def _put(self, session: AsyncSession, rows: CardRows, click: Clicked, meant: Meant) -> CardRows:
        """Make it the text on the card, if it is not."""
        if not meant.changes:
            return rows
        overrides = [*meant.kept, *_overrides(meant, click)]
        rows = await add_revision(session, rows, meant.written, click, overrides=overrides)
        if meant.aside:
            told = {"revision": rows.revision.revision, "rules": list(meant.aside)}
            reason = sha256(meant.because)
            await audit.record(
                session, rows.draft.id, "overridden", click.user, click.at, **told, reason=reason
            )
        if meant.vouched:
            ticked = {"revision": rows.revision.revision, "count": len(meant.vouched)}
            digest = sha256("\n".join(meant.vouched))
            await audit.record(
                session, rows.draft.id, "vouched", click.user, click.at, **ticked, words=digest
            )
        return rows

    async def _sign(
        self, session: AsyncSession, rows: CardRows, click: Clicked, initials: str | None
    ) -> None:
        """Sign the machine's wording for the person who answers for it, or for the team again."""
        shown = rows.revision
        if rows.draft.editor(click.at) is not None:
            return  # The text that they have in their form would be an old one.
        text = self.sign(rows, initials)
        if shown.made_by not in MACHINES or text == shown.text or rows.draft.state != DraftState.WAITING:
            return
        unsigned = await self._hard_rules(session, rows, shown.text, click)
        if await self._hard_rules(session, rows, text, click) - unsigned:
            return  # such as a text that the initials would make too long
        signed = replace(stored(shown, shown.made_by), text=text)
        rows = await add_revision(
            session, rows, signed, click, note=rows.draft.note, overrides=shown.overrides
        )
        number = rows.revision.revision
        await audit.record(session, rows.draft.id, "signed", click.user, click.at, revision=number)

    async def _hard_rules(self, session: AsyncSession, rows: CardRows, text: str, click: Clicked) -> set[str]:
        checked = await self.check(session, rows, text, rows.revision.made_by, click.at)
        return {found.rule for found in hard(checked)}

    async def _again(
        self, session: AsyncSession, rows: CardRows, old: DraftRevision, click: Clicked
    ) -> Written:
        """An earlier wording as its restorer answers for it; what was found stands while the post does."""
        kept = stored(old, click.user)
        if rows.mention.revision == 1:
            return kept
        checked = await self.check(session, rows, old.text, old.made_by, click.at)
        return replace(kept, findings=checked.findings, commitments=checked.commitments)


def hard(written: Written) -> list[Finding]:
    """What forbids sending it."""
    return [found for found in written.findings if found.level == "hard"]


def may_not_go_out(written: Written) -> str | None:
    """Why the text itself may not be published; `None` if it may."""
    if not written.text.strip():
        return "There is no reply yet. Nothing was sent; press Edit and write one."
    found = hard(written)
    return _hard_words(found) if found else commitments.refusal(written.commitments)


def please_check(meant: Meant, text: str | None) -> Refused:
    """Nobody can verify some of the words: somebody has to tick that they checked them."""
    said = "”, “".join(meant.to_check)
    return Refused(
        f"Only a person can know whether this is right: “{said}”. "
        "Check it, tick “I checked” in the form, and press the button again. Nothing was sent.",
        kept=text,
        to_check=meant.to_check,
    )


async def add_revision(
    session: AsyncSession,
    rows: CardRows,
    written: Written,
    click: Clicked,
    *,
    note: str | None = None,
    overrides: Sequence[Mapping[str, Any]] = (),
) -> CardRows:
    """Store a text as the newest revision and make it the one on the card."""
    number = await drafts.next_revision(session, rows.draft.id)
    revision = as_revision(rows.draft.id, number, written, click.at)
    revision.overrides = [dict(one) for one in overrides]
    session.add(revision)
    await session.flush()
    await drafts.move(session, rows.draft, rows.draft.state, to=rows.draft.state, revision=number, note=note)
    return replace(rows, revision=revision)


def _hard_words(findings: Sequence[Finding]) -> str:
    problems = "; ".join(f"{found.why} ({found.fix.rstrip('.')})" for found in findings)
    may_override = all(found.rule in OVERRIDABLE for found in findings)
    manager = " A manager may send it anyway, with a reason." if may_override else ""
    return f"This text cannot go out yet: {problems}. Your text is kept; edit it and approve again.{manager}"


def _overrides(meant: Meant, click: Clicked) -> list[dict[str, Any]]:
    """What this act sets aside and vouches for, as it is kept with the wording."""
    aside = [{"rule": rule, "reason": meant.because, "by": click.user} for rule in meant.aside]
    words = ", ".join(meant.vouched)
    return [*aside, *([{"rule": CHECKED, "reason": words, "by": click.user}] if words else [])]


def needs(because: str | None) -> Act | None:
    """The right that a reason to set rules aside asks for."""
    return Act.OVERRIDE if because else None


def stored(revision: DraftRevision, made_by: str) -> Written:
    """A wording as it was checked, by another maker; the model is not paid for it twice."""
    return Written(
        text=revision.text,
        made_by=made_by,
        tone=revision.tone or "",
        template=revision.template or "",
        findings=tuple(Finding(**found) for found in revision.findings),
        commitments=tuple(Commitment(**promise) for promise in revision.commitments),
        uses=tuple(revision.uses),
        back_translation=revision.back_translation,
        known_at=revision.known_at or revision.created_at,
    )


def _set_aside(written: Written) -> tuple[Written, tuple[str, ...]]:
    """Findings that a manager may answer for become soft; which rules they were."""
    aside = [found for found in hard(written) if found.rule in OVERRIDABLE]
    findings = tuple(replace(one, level="soft") if one in aside else one for one in written.findings)
    return replace(written, findings=findings), tuple(dict.fromkeys(found.rule for found in aside))

"""Questions to colleagues about a draft."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Question


async def get(session: AsyncSession, question_id: str) -> Question | None:
    """One question, locked until this transaction ends."""
    found = select(Question).where(col(Question.id) == question_id).with_for_update()
    return (await session.exec(found)).first()


async def open_one(session: AsyncSession, draft_id: str, asked_of: str) -> Question | None:
    """What this person has been asked about a draft and has not answered yet."""
    found = select(Question).where(
        col(Question.draft_id) == draft_id,
        col(Question.asked_of) == asked_of,
        col(Question.answered_at).is_(None),
    )
    return (await session.exec(found)).first()


async def answer(session: AsyncSession, question: Question, text: str, at: datetime) -> None:
    """Keep what they said."""
    question.answer, question.answered_at = text, at
    session.add(question)
    await session.flush()

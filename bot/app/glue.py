"""Small pieces that fit one step to another."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from pydantic import SecretStr
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.approval.acting import Check
from bot.drafting.brands import initials_of, signed
from bot.drafting.composing import check_text
from bot.drafting.writing import Drafting
from bot.llm import OpenAiWriter
from bot.llm.breaker import State
from bot.loops import Bell
from bot.ports import Writer, Written
from bot.slack.directory import SlackDirectory
from bot.slack.health import Model
from bot.store.drafts import CardRows


def plain(secret: SecretStr | None) -> str | None:
    """The words of a secret; `None` if it is not set."""
    return None if secret is None else secret.get_secret_value()


def checker(drafting: Drafting) -> Check:
    """Drafting's checks for what people write, by the facts that hold now and what is public already."""

    async def check(
        session: AsyncSession, rows: CardRows, text: str, made_by: str, _now: datetime
    ) -> Written:
        known = await drafting.known(session, rows.mention, rows.verdict)
        request = drafting.request(rows.mention, rows.verdict, rows.draft, known)
        return check_text(drafting.library, request, text, made_by=made_by)

    return check


def initials(directory: SlackDirectory) -> Callable[[str], Awaitable[str | None]]:
    """How a person signs, from their name in Slack."""

    async def initials(user: str) -> str | None:
        return initials_of(await directory.name(user)) or None

    return initials


def signer(drafting: Drafting) -> Callable[[CardRows, str | None], str]:
    """A draft's text with another sign-off."""

    def sign(rows: CardRows, initials: str | None) -> str:
        brand = drafting.request(rows.mention, rows.verdict, rows.draft).brand
        return signed(rows.revision.text, brand, initials or "")

    return sign


def model_state(writer: Writer | None) -> Callable[[], Model]:
    """Whether the language model writes at the moment."""

    def state() -> Model:
        if not isinstance(writer, OpenAiWriter):
            return "off"
        return "on" if writer.state is State.CLOSED else "resting"

    return state


def then_ring(tick: Callable[[], Awaitable[int]], *bells: Bell) -> Callable[[], Awaitable[int]]:
    """A turn that wakes the loops which have work after it."""

    async def ticking() -> int:
        done = await tick()
        if done:
            for bell in bells:
                bell.ring()
        return done

    return ticking

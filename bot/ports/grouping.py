"""What triage asks of incidents: where new mentions stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.models import Mention
from bot.ports.judging import Judgement


@dataclass(frozen=True)
class Standing:
    """A mention stands on an incident. `has_own_card`: it is answered by itself all the same."""

    incident_id: str
    has_own_card: bool


class Grouping(Protocol):
    """Looks at every mention, complaint or not."""

    async def ready(self, mentions: Sequence[Mention]) -> None:
        """Read what is needed for them, outside of any transaction."""
        ...

    async def place(
        self, session: AsyncSession, judged: Sequence[tuple[Mention, Judgement]], now: datetime
    ) -> Mapping[str, Standing]:
        """Place mentions in the caller's transaction; those that stand on an incident, by their ids."""
        ...


class NoGrouping:
    """Every mention stands alone."""

    async def ready(self, mentions: Sequence[Mention]) -> None:
        """Nothing is needed."""

    async def place(
        self, session: AsyncSession, judged: Sequence[tuple[Mention, Judgement]], now: datetime
    ) -> Mapping[str, Standing]:
        """None stands on an incident."""
        return {}

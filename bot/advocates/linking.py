"""What people posted after they had been asked is put beside the incident when it arrives."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import audit
from bot.advocates.entries import bare_handle, handles_of
from bot.advocates.forbidding import Limits
from bot.models import Advocate, AdvocatePost, Mention, Outreach
from bot.models.incidents import MACHINE
from bot.rules.outreach import tells_connection
from bot.store import incident_cards, incidents, outreach
from bot.store.database import Database
from bot.store.inserts import insert_missing


@dataclass(frozen=True)
class Linking:
    """Looks through what has arrived since, a stretch at a time: it costs the same whatever is stored."""

    database: Database
    limits: Limits

    async def look(self, now: datetime) -> int:
        """Link what has come; how many posts there were."""
        async with self.database.reading() as session:
            live = await outreach.sent_since(session, now - self.limits.watch)
            newest = await outreach.newest_sighting(session) if live else 0
        found = 0
        for letter, advocate in live:
            if letter.looked_up_to >= newest:
                continue
            async with self.database.writing() as session:
                found += await _look(session, letter, advocate, now)
        return found


async def _look(session: AsyncSession, letter: Outreach, advocate: Advocate, now: datetime) -> int:
    accounts = handles_of(advocate)
    last, came = await outreach.arrived(session, letter.looked_up_to, {handle for _, handle in accounts})
    theirs = [
        mention
        for mention, _verdict in came
        if (mention.platform.lower(), bare_handle(mention.author_handle)) in accounts
        and (mention.posted_at or mention.received_at) >= (letter.sent_at or now)
    ]
    if last != letter.looked_up_to:
        await outreach.looked(session, letter.id, last)
    return sum([await _link(session, letter, mention, now) for mention in theirs])


async def _link(session: AsyncSession, letter: Outreach, mention: Mention, now: datetime) -> bool:
    discloses = tells_connection(mention.text)
    post = AdvocatePost(
        mention_id=mention.id,
        outreach_id=letter.id,
        incident_id=letter.incident_id,
        discloses=discloses,
        linked_at=now,
    )
    if not await insert_missing(session, post):
        return False
    told = {"outreach": letter.id, "mention": mention.id, "discloses": discloses}
    await audit.record(session, letter.incident_id, "advocate_posted", audit.SYSTEM, now, **told)
    await incidents.change(session, letter.incident_id)
    kind = "advocate_posted" if discloses else "advocate_posted_untold"
    await incident_cards.tell(session, letter.incident_id, kind, MACHINE, now)
    return True

"""Many people who complain of the same boat, for tests that start when they have been grouped."""

from datetime import timedelta
from typing import Any

from bot.models import Delivery, Incident, Mention, MentionState, MessageKind, Outcome
from bot.slack.ids import Field
from bot.store import incident_cards, incidents, slack_messages
from bot.store.database import Database
from bot.store.inserts import insert_missing
from tests.builders import CHANNEL, NOON, a_mention
from tests.incidents.standing import an_incident, put_member

NAMES = ("Jo", "Kim", "Lee", "Ada", "Ben", "Cleo", "Dana", "Eli", "Fay", "Gus", "Hana", "Ivo")
TROUBLES = (
    "The 7:40 boat never came and I missed my shift",
    "Waited two hours for the 7:40 boat and nobody told us anything",
    "7:40 boat cancelled again, my kids are freezing on the pier",
    "No 7:40 boat, no announcement, and the app still says on time",
    "Stuck at Ryde because the 7:40 boat did not sail",
    "My train is gone because the 7:40 boat is so late",
    "The 7:40 boat is late and your staff just shrugged",
    "Why is there no 7:40 boat? I have a doctor's appointment",
)
HAPPENED = "The 7:40 boat broke down.\nThe boat of 7:40 could not sail.\nThe engine of the 7:40 boat failed."
DOING = "Two extra boats sail this morning.\nWe have put on two more sailings."
STEPS = (
    "Send me your booking code in {{ channel }}, and I'll see to {{ matter }} {{ due }}.\n"
    "If you write to me in {{ channel }} with your booking code, I'll answer you {{ due }}.\n"
    "Please send your booking code in {{ channel }}. I'll look into {{ matter }} and reply {{ due }}.\n"
    "I'll take care of {{ matter }} {{ due }}; all I need is your booking code in {{ channel }}."
)
TYPED: dict[str, Any] = {
    Field.TITLE: "The 7:40 boat",
    Field.HAPPENED: HAPPENED,
    Field.DOING: DOING,
    Field.STEPS: STEPS,
    Field.OWNER: "the Delay Desk",
    Field.DEED: "look into each case and answer by DM",
    Field.DUE: "today",
}
"""A stance that obeys every rule."""


def name_of(number: int) -> str:
    """Somebody's name; the same name comes back after some."""
    return f"{NAMES[number % len(NAMES)]} Park"


def trouble(number: int) -> str:
    """What one of them writes."""
    return f"{TROUBLES[number % len(TROUBLES)]}."


async def put_many(database: Database, count: int, id: str = "i1", **changes: Any) -> Incident:
    """An incident with so many grouped posts, each by another person, and its card."""
    delivery = Delivery(id="delivery-1", source="generic", key="k", body=b"{}", received_at=NOON)
    async with database.writing() as session:
        await insert_missing(session, delivery)
        session.add(an_incident(id, title="7:40 boat", **changes))
        await session.flush()
        for number in range(count):
            await put_member(session, post(number, id), id, reach=number)
        await incidents.recount(session, id)
        incident = await session.get_one(Incident, id, populate_existing=True)
        await incident_cards.put(session, incident, CHANNEL, NOON)
    return incident


def post(number: int, id: str = "i1", **changes: Any) -> Mention:
    """One grouped post."""
    values: dict[str, Any] = {
        "text": trouble(number),
        "author_id": f"{id}-{number}",
        "author_handle": f"p{id}{number}",
        "author_name": name_of(number),
        "posted_at": NOON - timedelta(minutes=number % 50),
        "state": MentionState.CLOSED,
        "outcome": Outcome.GROUPED,
    }
    return a_mention(f"{id}:{number:03}", **(values | changes))


async def card_of(database: Database, id: str = "i1") -> str:
    """Where its card stands in Slack."""
    async with database.reading() as session:
        row = await slack_messages.get(session, incident_cards.row_id(id))
    assert row is not None
    assert row.kind == MessageKind.INCIDENT
    return str(row.ts)

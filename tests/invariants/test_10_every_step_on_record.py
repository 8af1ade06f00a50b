"""Invariant 10: every step leaves a record that nobody changes unseen, without anybody's words or secrets."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot import audit
from bot.models import AuditEntry
from tests.audit.record_rows import faults_after
from tests.builders import ANN, CHANNEL, OLIVE
from tests.house import PUBLISH_SECRET, House, says
from tests.intake.bodies import SECRET

pytestmark = pytest.mark.asyncio(loop_scope="module")

AUTHOR = {"id": "author-7731", "handle": "josephine.quill", "name": "Josephine Quill", "followers": 12}
POST = "My violin case xylophonic was crushed and nobody at the desk would even look at it."
REASON = "Zanzibar reason in a person's own words"
STEPS = {"received", "judged", "drafted", "taken", "refused", "redraft_asked", "approved", "sending", "sent"}
CHANGES = (
    "UPDATE audit_entry SET actor = 'U0EVIL' WHERE id = {id}",
    "UPDATE audit_entry SET kind = 'other' WHERE id = {id}",
    "UPDATE audit_entry SET data = '{{\"forged\": 1}}' WHERE id = {id}",
    "UPDATE audit_entry SET chain = 'elsewhere' WHERE id = {id}",
    "DELETE FROM audit_entry WHERE id = {id}",
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def recorded(house: House) -> AsyncIterator[list[AuditEntry]]:
    """A mention has gone the whole way, with detours, and the record is sealed."""
    draft_id = await house.say("1", POST, author=AUTHOR)
    await house.press(OLIVE, draft_id, "draft.approve")
    await house.sandbox.wait_for(lambda: house.sandbox.ephemerals(OLIVE), 20)
    await house.press(ANN, draft_id, "draft.take")
    await house.card(draft_id, says(ANN))
    await house.press(ANN, draft_id, "draft.redraft")
    second = f"'{draft_id}:2'"
    await house.card(draft_id, lambda card: second in str(card["blocks"]) and says("Another draft")(card))
    await house.press(ANN, draft_id, "draft.approve")
    await house.card(draft_id, says("see it live"))
    await _decline(house, await house.say("2", POST, author=AUTHOR))
    async with house.database.writing() as session:
        await audit.seal(session, house.clock())
    yield await house.rows(AuditEntry)


async def _decline(house: House, draft_id: str) -> None:
    card = await house.card(draft_id)
    await house.sandbox.click(ANN, CHANNEL, card["ts"], "draft.more", f"{draft_id}:1:decline")
    (form,) = await house.sandbox.wait_for(lambda: house.sandbox.views(ANN), 20)
    assert not await house.sandbox.submit(ANN, form["id"], {"words": REASON})
    await house.card(draft_id, says("Reopen"))


async def test_every_step_is_there_with_its_actor(recorded: list[AuditEntry]) -> None:
    found = {entry.kind: entry.actor for entry in recorded}

    assert set(found) >= STEPS | {"declined"}
    assert (found["approved"], found["refused"], found["declined"]) == (ANN, OLIVE, ANN)


async def test_the_record_holds_no_words_names_or_secrets(recorded: list[AuditEntry]) -> None:
    everything = " ".join(f"{entry.chain} {entry.actor} {entry.kind} {entry.data}" for entry in recorded)

    secrets = [SECRET, PUBLISH_SECRET, "xoxb-", "xapp-"]
    personal = ["Josephine", "Quill", "josephine.quill", "author-7731", "xylophonic", "violin", "Zanzibar"]
    assert [word for word in secrets + personal if word in everything] == []


async def test_the_record_is_whole(house: House, recorded: list[AuditEntry]) -> None:
    async with house.database.reading() as session:
        report = await audit.verify(session)

    assert (report.faults, report.entries >= len(recorded), report.seals >= 1) == ([], True, True)


@pytest.mark.parametrize("change", CHANGES)
async def test_tampering_with_any_entry_is_found(
    house: House, recorded: list[AuditEntry], change: str
) -> None:
    unseen = [
        entry.id for entry in recorded if not await faults_after(house.database, change.format(id=entry.id))
    ]

    assert unseen == []

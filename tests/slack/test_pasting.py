"""A complaint comes in from Slack itself: from a message, or pasted."""

import pytest
from sqlmodel import select

from bot.intake.pasted import COMES, KNOWN, NOT_KEPT, Pasted, Pastes
from bot.models import AuditEntry, Mention
from bot.slack.ids import Callback, Field, Shortcut
from bot.slack.paste_form import ELSEWHERE, NO_LINK, NO_WORDS, Told, paste_modal, told_in
from bot.slack.presses import MAY_NOT_LOOK
from bot.store.database import Database
from tests.builders import ANN, CHANNEL, NOON
from tests.slack.fakes import AtOnce
from tests.slack.stage import Stage
from tests.slack.views import shown

GUEST = "U0GUEST"
POST = "https://x.com/jo/status/12"


@pytest.fixture
def kind() -> str:
    """The handlers hold no SQL of their own; one kind of database is enough."""
    return "sqlite"


async def stored(database: Database) -> list[Mention]:
    """All mentions."""
    async with database.reading() as session:
        return list((await session.exec(select(Mention))).all())


async def from_message(stage: Stage, ts: str, user: str = ANN) -> None:
    """Choose "Draft a reply" in the menu of a message."""
    act = {"kind": "shortcut", "as": user, "callback_id": Shortcut.FROM_MESSAGE.value}
    answer = await stage.sandbox.act(act | {"channel": CHANNEL, "ts": ts})
    assert answer["ok"], answer


async def form(stage: Stage) -> str:
    """The id of the open form."""
    return str((await stage.sandbox.wait_for(lambda: stage.sandbox.views(ANN)))[-1]["id"])


async def test_a_message_becomes_a_mention_with_its_post_and_place(stage: Stage) -> None:
    told = f"New mention <{POST}|on X>: my bag is &lt;gone&gt; & nobody cares"
    ts = await stage.sandbox.say(ANN, CHANNEL, told)
    await from_message(stage, ts)
    assert await stage.sandbox.submit(ANN, await form(stage), {Field.AUTHOR: "Jo"}) == {}
    assert COMES in await stage.note_to(ANN)
    (mention,) = await stored(stage.database)
    assert mention.text == "New mention on X: my bag is <gone> & nobody cares"
    assert (mention.platform, mention.url, mention.author_name) == ("x", POST, "Jo")
    async with stage.database.reading() as session:
        found = (await session.exec(select(AuditEntry.kind, AuditEntry.actor))).all()
    assert ("brought_in", ANN) in found


async def test_the_same_message_twice_leads_to_the_card_that_is_there(stage: Stage) -> None:
    ts = await stage.sandbox.say(ANN, CHANNEL, "The boat never came.")
    await from_message(stage, ts)
    await stage.sandbox.submit(ANN, await form(stage))
    (mention,) = await stored(stage.database)
    await stage.stand_for_card(mention.id)
    await from_message(stage, ts)
    await stage.sandbox.submit(ANN, await form(stage))
    await stage.sandbox.wait_for(lambda: len(stage.sandbox.ephemerals(ANN)) > 1)
    note = await stage.note_to(ANN)
    assert KNOWN in note
    assert len(await stored(stage.database)) == 1


async def test_what_people_bring_in_is_no_sign_of_life_from_a_source(stage: Stage) -> None:
    ts = await stage.sandbox.say(ANN, CHANNEL, "The boat never came.")
    await from_message(stage, ts)
    await stage.sandbox.submit(ANN, await form(stage))
    assert await stored(stage.database)
    await stage.sandbox.open_home(ANN)
    home = await stage.sandbox.wait_for(lambda: stage.sandbox.home(ANN))
    assert home is not None
    assert "No webhook has come in yet." in shown(home["blocks"])


async def test_what_is_wrong_with_the_form_is_told_where_it_is(stage: Stage) -> None:
    await stage.sandbox.slash(ANN, CHANNEL, "paste")
    view = await form(stage)
    wrong = await stage.sandbox.submit(ANN, view, {Field.WORDS: "   ", Field.LINK: "x.com/jo"})
    assert wrong == {Field.WORDS: NO_WORDS, Field.LINK: NO_LINK}
    wrong = await stage.sandbox.submit(
        ANN, view, {Field.WORDS: "Never again.", Field.PLATFORM: "bluesky", Field.LINK: POST}
    )
    assert "not one of Bluesky" in wrong[Field.LINK]
    assert await stored(stage.database) == []


async def test_only_full_members_bring_complaints_in(stage: Stage) -> None:
    ts = await stage.sandbox.say(ANN, CHANNEL, "The boat never came.")
    await from_message(stage, ts, GUEST)
    notes = await stage.sandbox.wait_for(lambda: stage.sandbox.ephemerals(GUEST))
    assert MAY_NOT_LOOK in shown(notes[-1]["blocks"])
    assert stage.sandbox.views(GUEST) == []


async def test_the_shortcut_of_the_message_box_opens_the_empty_form(stage: Stage) -> None:
    await stage.sandbox.act({"kind": "shortcut", "as": ANN, "callback_id": Shortcut.PASTE.value})
    await stage.sandbox.submit(ANN, await form(stage), {Field.WORDS: "Closed at noon, again."})
    await stage.note_to(ANN)
    (mention,) = await stored(stage.database)
    assert (mention.text, mention.platform, mention.url) == ("Closed at noon, again.", ELSEWHERE, None)


async def test_a_store_that_is_down_keeps_the_form_open(database: Database) -> None:
    await database.migrate()
    await database.close()
    pastes = Pastes(AtOnce(Database("sqlite:////nowhere/at/all.db")), database)
    answer = await pastes.take(ANN, Pasted("Late.", "x"), NOON)
    assert getattr(answer, "why", None) == NOT_KEPT


def test_a_listening_tools_message_gives_its_words_and_link() -> None:
    attached = {"title": "Mention", "text": "They lost <@U1|jo>'s bag", "title_link": POST}
    told = told_in({"ts": "1.2", "text": "", "attachments": [attached, "odd"]}, CHANNEL)
    assert told.text == f"Mention\nThey lost jo's bag\n{POST}"
    assert (told.platform, told.link, told.message) == ("x", POST, f"{CHANNEL}:1.2")


def test_a_strangers_link_is_no_post() -> None:
    told = told_in({"ts": "1.2", "text": "see <https://evil.example/x.com/status>"}, CHANNEL)
    assert (told.platform, told.link) == (ELSEWHERE, None)


def test_the_form_offers_every_place_and_no_longer_text_than_slack_takes() -> None:
    view = paste_modal(Told("y" * 5_000, "reddit"))
    assert view["callback_id"] == Callback.PASTE
    text, place = view["blocks"][0]["element"], view["blocks"][1]["element"]
    assert len(text["initial_value"]) == text["max_length"] == 3_000
    assert place["initial_option"]["value"] == "reddit"
    assert len(place["options"]) <= 100

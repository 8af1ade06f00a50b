"""What becomes of a saved wording: its history, its reviews, a second manager's yes, newer shipped words."""

import pytest
from sqlmodel import select

from bot.drafting.sentence_groups import groups_of
from bot.drafting.versions import shipped_set
from bot.models import SentenceReview, TemplateVersion
from bot.sandbox.shapes import Json
from bot.slack.ids import Action
from bot.text import sha256
from tests.builders import CHANNEL, COLE, MAYA, NOON
from tests.slack.shop import CALM, FRESH, Shop, message, said
from tests.slack.views import labels, shown


@pytest.fixture
def kind() -> str:
    """The handlers hold no SQL of their own; one kind of database is enough."""
    return "sqlite"


async def test_history_tells_who_changed_what_and_leads_back(shop: Shop) -> None:
    await shop.save(await shop.editor(), FRESH, "warmer")
    await shop.top(MAYA, "Saved as version 1")
    view = await shop.file()
    await shop.press(MAYA, view, Action.TEMPLATE_HISTORY)
    past = await shop.top(MAYA, "in force now")
    assert "*Version 1* · <@U0MANA>" in said(past)
    assert "warmer" in said(past)
    assert "so" in [
        one["text"] for one in rich_words(past) if one.get("style") == {"bold": True}
    ] or FRESH in said(past)

    await shop.press(MAYA, past, Action.TEMPLATE_RESTORE, "0")
    await shop.top(MAYA, "Saved as version 2")
    assert await shop.calm() == shipped_set()[CALM]
    past = await shop.top(MAYA, "Back to the shipped wording")
    await shop.press(MAYA, past, Action.TEMPLATE_RESTORE, "1")
    await shop.top(MAYA, "Saved as version 3")
    assert shop.templates.shelf.library.tone("calm").apology == (FRESH,)
    assert [kind for kind, _actor in await shop.record()].count("template_rolled_back") == 2


def rich_words(view: Json) -> list[Json]:
    """The elements of all lines of rich text."""
    blocks = [one for one in view["blocks"] if one["type"] == "rich_text"]
    return [word for block in blocks for part in block["elements"] for word in part["elements"]]


async def test_sentences_are_reviewed_one_by_one_and_all_together(shop: Shop) -> None:
    view = await shop.file()
    await shop.press(MAYA, view, Action.TEMPLATE_REVIEW)
    reviews = await shop.top(MAYA, "I stand behind all of them")
    count = len({line for one in groups_of(await shop.calm()) for line in one.lines if line})
    await shop.press(MAYA, reviews, Action.TEMPLATE_REVIEWED)
    reviews = await shop.top(MAYA, f"1 of {count} sentences")
    assert "<@U0MANA> stands behind it" in said(reviews)
    await shop.press(MAYA, reviews, Action.TEMPLATE_REVIEWED)
    reviews = await shop.top(MAYA, f"0 of {count} sentences")
    await shop.press(MAYA, reviews, Action.TEMPLATE_ALL_REVIEWED)
    await shop.top(MAYA, f"{count} of {count} sentences")
    assert f"*Tone “calm”* · {count} of {count} sentences reviewed" in said(await shop.files())
    async with shop.database.reading() as session:
        assert len((await session.exec(select(SentenceReview))).all()) == count
    assert ("sentences_reviewed", MAYA) in await shop.record()


async def test_a_changed_sentence_is_not_reviewed_any_more(shop: Shop) -> None:
    file = await shop.templates.file(CALM)
    assert file is not None
    await shop.templates.review(MAYA, CALM, [sha256(one) for one in file.sentences], NOON)
    await shop.put((await shop.calm()).replace("I'm glad you told us.", "I'm glad that you told us."))
    changed = await shop.templates.file(CALM)
    assert changed is not None
    assert changed.reviewed == len(changed.sentences) - 1


async def test_a_second_manager_agrees_before_it_is_in_force(strict: Shop) -> None:
    shop = strict
    await shop.save(await shop.editor(), FRESH, "warmer")
    await shop.top(MAYA, "waits for another manager")
    assert await shop.calm() == shipped_set()[CALM]

    note = await message(shop, "once another manager agrees")
    await shop.sandbox.click(MAYA, CHANNEL, note["ts"], Action.TEMPLATE_LOOK)
    own = await shop.top(MAYA, "Take it back")
    assert "Agree" not in labels(own["blocks"])

    await shop.sandbox.click(COLE, CHANNEL, note["ts"], Action.TEMPLATE_LOOK)
    await shop.press(COLE, await shop.top(COLE, "Do not agree"), Action.TEMPLATE_AGREE)
    await shop.top(COLE, "is in force in this wording")
    assert shop.templates.shelf.library.tone("calm").apology == (FRESH,)
    assert "agreed by <@U0CALL>" in shown((await message(shop, "It is in force."))["blocks"])
    assert ("template_agreed", COLE) in await shop.record()


async def test_the_author_never_agrees_to_their_own(strict: Shop) -> None:
    await strict.put(shipped_set()[CALM] + "# mine\n", by=MAYA, needs="second")
    (_policy, version) = await strict.versions()
    answer = await strict.templates.agree(MAYA, version.id or 0, NOON)
    assert "another manager has to agree" in getattr(answer, "why", "")
    assert await strict.calm() == shipped_set()[CALM]


async def test_newer_shipped_wording_is_offered_and_may_be_kept_away_or_taken(shop: Shop) -> None:
    own = shipped_set()[CALM].replace("I'm glad you told us.", "I'm glad that you told us.")
    await shop.put(own)
    async with shop.database.writing() as session:
        version = (await session.exec(select(TemplateVersion))).one()
        version.shipped_sha256 = "an older one"
    view = await shop.file()
    assert ":new: newer shipped wording" in said(await shop.files())
    view = await shop.file()
    await shop.press(MAYA, view, Action.TEMPLATE_NEWER)
    newer = await shop.top(MAYA, "Taking it would mean")
    await shop.press(MAYA, newer, Action.TEMPLATE_KEEP)
    await shop.top(MAYA, "Yours stays")
    assert ":new:" not in said(await shop.files())
    assert await shop.calm() == own
    assert ("template_own_kept", MAYA) in await shop.record()

    async with shop.database.writing() as session:
        version = (await session.exec(select(TemplateVersion))).one()
        version.shipped_sha256 = "an older one"
    await shop.press(MAYA, await shop.file(), Action.TEMPLATE_NEWER)
    await shop.press(MAYA, await shop.top(MAYA, "Taking it would mean"), Action.TEMPLATE_TAKE)
    await shop.top(MAYA, "Saved as version 2")
    assert await shop.calm() == shipped_set()[CALM]

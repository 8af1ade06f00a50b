"""Tone templates over real Socket Mode: open, edit, preview, mend, save; and what drafts make of it."""

import pytest
from sqlmodel import select

from bot.drafting.sentence_groups import groups_of
from bot.drafting.versions import put, shipped_set
from bot.models import DraftRevision, Publication
from bot.slack.ids import Action
from tests.builders import ANN, CHANNEL, COLE, MAYA, NOON, put_draft
from tests.house import House, a_house, says
from tests.slack.shop import CALM, FRESH, SLOWLY, Forms, Shop, said, text_block
from tests.slack.views import HOSTILE, elements, shown

WITHOUT_VALUE = (Action.TEMPLATE_PART, Action.TEMPLATE_TAKE, Action.TEMPLATE_ALL_REVIEWED)
"""What they do does not depend on their value."""
SORRY_IF = "I'm sorry if you were upset."


@pytest.fixture
def kind() -> str:
    """The handlers hold no SQL of their own; one kind of database is enough."""
    return "sqlite"


async def test_the_list_tells_each_file_with_its_reviews(shop: Shop) -> None:
    view = await shop.files()
    assert "*Tone “calm”* · 0 of " in said(view)
    assert "*Playbook “delay”* · 0 of " in said(view)
    assert "policy" not in said(view)


async def test_a_saved_sentence_is_in_force_and_on_record(shop: Shop) -> None:
    view = await shop.editor()
    assert await shop.save(view, FRESH, "warmer") == {}
    done = await shop.top(MAYA, "Saved as version 1")
    assert "The next draft uses it" in said(done)

    (version,) = await shop.versions()
    assert (version.path, version.saved_by, version.note) == (CALM, MAYA, "warmer")
    assert shop.templates.shelf.library.tone("calm").apology == (FRESH,)
    assert ("template_saved", MAYA) in await shop.record()
    await shop.sandbox.wait_for(lambda: "Version 1, by <@U0MANA>" in said(shop.sandbox.views(MAYA)[0]))


async def test_every_page_and_every_way_back_is_pressed(shop: Shop) -> None:
    problems = "".join(f'[[problem]]\nwhen = ["w{number}"]\nsay = ["no {number}"]\n' for number in range(120))
    await shop.put(f'strategy = "x"\n{problems}', path="playbooks/queue.toml")
    view = await shop.file("playbooks/queue.toml")
    await shop.press(MAYA, view, Action.TEMPLATE_PARTS)
    view = await shop.top(MAYA, "“no 119”")
    await shop.sandbox.click_in_view(MAYA, view["id"], Action.TEMPLATE_PART, "119")
    await shop.sandbox.click_in_view(MAYA, view["id"], Action.TEMPLATE_EDIT)
    assert "no 119" in said(await shop.top(MAYA, "Amends fills in the blanks"))

    view = await shop.file("playbooks/queue.toml")
    await shop.press(MAYA, view, Action.TEMPLATE_REVIEW)
    view = await shop.top(MAYA, "I stand behind all of them")
    await shop.press(MAYA, view, Action.TEMPLATE_REVIEW)
    view = await shop.top(MAYA, "no 30")
    await shop.press(MAYA, view, Action.TEMPLATE_REVIEWED)
    assert "no 30" in said(await shop.top(MAYA, "1 of 120 sentences"))
    assert len(shop.sandbox.views(MAYA)) == 2

    for number in range(7):
        await shop.put(f"{shipped_set()[CALM]}# {number}\n")
    await shop.press(MAYA, await shop.file(), Action.TEMPLATE_HISTORY)
    view = await shop.top(MAYA, "in force now")
    await shop.press(MAYA, view, Action.TEMPLATE_HISTORY)
    await shop.top(MAYA, "*Version 2*")
    view = await shop.file()
    await shop.press(MAYA, view, Action.TEMPLATE_LIST)
    await shop.top(MAYA, "How it is said")


@pytest.mark.parametrize("value", ["", "-1", "999999999999999999999", "../policy.toml", "add:x", HOSTILE])
async def test_a_press_that_makes_no_sense_changes_nothing_and_is_answered(shop: Shop, value: str) -> None:
    await shop.put(shipped_set()[CALM] + "# theirs\n")
    before = await shop.calm()
    for action in [one for one in Action if one.value.startswith("templates.") and one not in WITHOUT_VALUE]:
        view = await shop.file()
        element = {"type": "button", "action_id": action.value, "value": value}
        await shop.act(MAYA, {"container": "view", "view_id": view["id"]}, "b", element)
        await shop.sandbox.wait_for(lambda: is_answered(shop, view["hash"]), SLOWLY)  # noqa: B023 - at once
    assert await shop.calm() == before
    assert [call.error for call in shop.sandbox.calls if call.error] == []


def is_answered(shop: Shop, before: str) -> bool:
    """Whether Maya sees another form than the one she pressed in, and nothing is under way any more."""
    top = shop.sandbox.views(MAYA)[-1]
    return bool(top["hash"] != before and "Trying it" not in said(top))


async def test_who_closes_the_form_while_it_is_checked_is_told_all_the_same(shop: Shop) -> None:
    view = await shop.editor()
    await shop.save(view, f"{SORRY_IF}")
    await shop.sandbox.close_view(MAYA, view["id"])
    notes = await shop.sandbox.wait_for(lambda: shop.sandbox.ephemerals(MAYA), SLOWLY)
    assert "Not saved." in shown(notes[-1]["blocks"])
    assert SORRY_IF in shown(notes[-1]["blocks"])


async def test_a_draft_on_a_card_stays_as_it_is(shop: Shop) -> None:
    async with shop.database.writing() as session:
        draft = await put_draft(session)

    async def wording() -> list[tuple[int, str]]:
        async with shop.database.reading() as session:
            found = (await session.exec(select(DraftRevision))).all()
        return [(one.revision, one.text) for one in found if one.draft_id == draft.id]

    before = await wording()
    await shop.save(await shop.editor(), FRESH)
    await shop.top(MAYA, "Saved as version 1")
    assert await wording() == before


async def test_what_is_wrong_is_told_by_line_and_the_text_is_kept(shop: Shop) -> None:
    typed = f"{FRESH}\n{SORRY_IF}\nI'm sorry {{{{ problm }}}}."
    await shop.save(await shop.editor(), typed, "why")
    view = await shop.top(MAYA, "has to be mended")
    assert "Line 3: " in said(view)
    assert "did you mean “problem”" in said(view)
    assert typed in said(view)
    assert await shop.versions() == []

    await shop.save(view, f"{FRESH}\n{SORRY_IF}", "why")
    again = await shop.top(MAYA, "Line 2: ")
    assert SORRY_IF in said(again)
    await shop.save(again, FRESH, "why")
    assert await shop.top(MAYA, "Saved as version 1")


@pytest.mark.parametrize(("typed", "told"), [("\n \n", "at least one"), ("same", "Nothing had to be saved")])
async def test_what_changes_nothing_is_told_at_the_text(shop: Shop, typed: str, told: str) -> None:
    view = await shop.editor()
    (apology,) = [one for one in groups_of(await shop.calm()) if one.id == "apology"]
    errors = await shop.save(view, "\n".join(apology.lines) if typed == "same" else typed)
    assert [told in one for one in errors.values()] == [True]
    assert await shop.versions() == []


async def test_a_preview_shows_drafts_with_the_unsaved_words(shop: Shop) -> None:
    async with shop.database.writing() as session:
        await put_draft(session)
    view = await shop.editor()
    block = text_block(view)
    fresh = "I'm deeply sorry {{ problem }}."
    state = {block: {"answer": {"type": "plain_text_input", "value": fresh}}}
    where = {"container": "view", "view_id": view["id"], "state": state}
    button = next(one for one in elements(view["blocks"]) if one["action_id"] == Action.TEMPLATE_PREVIEW)
    await shop.act(MAYA, where, "try", button)

    looked = await shop.top(MAYA, "A hostile post")
    assert "A real post: My bag missed the 7:40" in said(looked).replace("\n", "")
    assert "I'm deeply sorry" in said(looked)
    assert "Nothing is wrong with these words" in said(looked)
    assert fresh in said(looked)
    assert await shop.versions() == []


async def test_who_saves_second_is_told_and_keeps_the_text(shop: Shop) -> None:
    view = await shop.editor()
    theirs = (await shop.calm()).replace(
        "I'm very sorry {{ problem }}.", "I'm sorry indeed that {{ problem }}."
    )
    await shop.put(theirs)
    await shop.save(view, FRESH)
    told = await shop.top(MAYA, "changed while you wrote")
    assert FRESH in said(told)
    assert "From what stands there now to your text" in said(told)
    assert await shop.calm() == theirs

    await shop.save(told, FRESH)
    await shop.top(MAYA, "Saved as version 2")
    assert shop.templates.shelf.library.tone("calm").apology == (FRESH,)


async def test_a_part_that_is_gone_gives_the_text_back_to_copy(shop: Shop) -> None:
    path = "playbooks/delay.toml"
    view = await shop.editor(3, path)
    async with shop.database.writing() as session:
        body = shipped_set()[path].split("[[problem]]", 1)[0]
        body += '[[problem]]\nwhen = ["new"]\nsay = ["it was new"]\n'
        await put(session, path, body, by=COLE, now=NOON, note=None)
    await shop.save(view, "you were stuck")
    assert "you were stuck" in said(await shop.top(MAYA, "Its place in the file is gone"))


async def test_what_is_saved_in_slack_is_in_the_next_draft_of_a_running_service(migrated_url: str) -> None:
    async with a_house(migrated_url) as house:
        first = await house.say("1", "My train was late again and nobody told us anything.")
        before = await house.card(first)
        sandbox = house.sandbox
        await sandbox.slash(MAYA, CHANNEL, "template")
        forms = Forms(sandbox)
        await forms.top(MAYA, "How it is said")
        await forms.save(await forms.open(CALM, 1), "I'm deeply sorry {{ problem }}.")
        await forms.top(MAYA, "Saved as version 1")

        second = await house.say("2", "My train was late again and nobody told us anything.")
        after = await house.card(second)
        assert "I'm deeply sorry" in shown(after["blocks"])
        assert "I'm deeply sorry" not in shown(before["blocks"])
        assert (await house.card(first))["blocks"] == before["blocks"]

        seen = await texts_of(house, first)
        await house.press(ANN, first, Action.APPROVE)
        await house.card(first, says("Sent"))
        assert [[one.text] for one in await house.rows(Publication)] == [seen]


async def texts_of(house: House, draft_id: str) -> list[str]:
    """Every wording that a draft has had."""
    return [one.text for one in await house.rows(DraftRevision) if one.draft_id == draft_id]

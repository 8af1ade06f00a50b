"""Tone templates are for managers: everybody else is told why not, at every step."""

import pytest

from bot.drafting.versions import shipped_set
from bot.sandbox.shapes import Json
from bot.slack.ids import Action
from tests.builders import ANN, CHANNEL, COLE, MAYA, OLIVE, SAM
from tests.slack.shop import CALM, FRESH, Shop
from tests.slack.views import labels, shown


@pytest.fixture
def kind() -> str:
    """The handlers hold no SQL of their own; one kind of database is enough."""
    return "sqlite"


async def test_home_has_a_button_for_managers_only(shop: Shop) -> None:
    await shop.sandbox.open_home(MAYA)
    home = await shop.sandbox.wait_for(lambda: shop.sandbox.home(MAYA) or {})
    assert "Tone templates…" in labels(home["blocks"])
    await shop.sandbox.click_in_home(MAYA, Action.TEMPLATES)
    assert await shop.top(MAYA, "How it is said")

    await shop.sandbox.open_home(ANN)
    other = await shop.sandbox.wait_for(lambda: shop.sandbox.home(ANN) or {})
    assert "Tone templates…" not in labels(other["blocks"])


@pytest.mark.parametrize("user", [ANN, SAM])
async def test_who_is_no_manager_is_told_why_not(shop: Shop, user: str) -> None:
    await shop.sandbox.slash(user, CHANNEL, "template")
    notes = await shop.sandbox.wait_for(lambda: shop.sandbox.ephemerals(user))
    assert "Only managers can change templates" in shown(notes[-1]["blocks"])
    assert shop.sandbox.views(user) == []


async def test_who_loses_the_right_is_refused_at_every_step(shop: Shop) -> None:
    await shop.put(shipped_set()[CALM] + "# theirs\n", needs="second")
    looks = [
        (Action.TEMPLATE_FILE, "list"),
        (Action.TEMPLATE_EDIT, "file"),
        (Action.TEMPLATE_REVIEW, "file"),
        (Action.TEMPLATE_HISTORY, "file"),
        (Action.TEMPLATE_LOOK, "file"),
        (Action.TEMPLATE_LIST, "file"),
    ]
    for action, where in looks:
        view = await shop.files() if where == "list" else await shop.file()
        shop.team.managers = {COLE}
        await shop.press(MAYA, view, action)
        assert len(await refused(shop)) == 1
        shop.team.managers = {MAYA, COLE}
    acts = [
        (Action.TEMPLATE_HISTORY, Action.TEMPLATE_RESTORE, "Bring it back"),
        (Action.TEMPLATE_LOOK, Action.TEMPLATE_AGREE, "Do not agree"),
        (Action.TEMPLATE_LOOK, Action.TEMPLATE_REFUSE, "Do not agree"),
        (Action.TEMPLATE_REVIEW, Action.TEMPLATE_REVIEWED, "I stand behind it"),
        (Action.TEMPLATE_REVIEW, Action.TEMPLATE_ALL_REVIEWED, "I stand behind all"),
    ]
    await shop.put(shipped_set()[CALM] + "# one\n")
    await shop.put(shipped_set()[CALM] + "# two\n")
    await shop.put(shipped_set()[CALM] + "# three\n", needs="second")
    before = [(one.id, one.needs) for one in await shop.versions()]
    for opened_by, action, words in acts:
        await shop.press(MAYA, await shop.file(), opened_by)
        view = await shop.top(MAYA, words)
        shop.team.managers = {COLE}
        await shop.press(MAYA, view, action)
        await refused(shop)
        shop.team.managers = {MAYA, COLE}
    for act in ("preview", "save"):
        view = await shop.editor()
        shop.team.managers = {COLE}
        if act == "save":
            await shop.save(view, FRESH)
        else:
            await shop.press(MAYA, view, Action.TEMPLATE_PREVIEW)
        await refused(shop)
        shop.team.managers = {MAYA, COLE}
    assert [(one.id, one.needs) for one in await shop.versions()] == before
    assert await shop.record() == []


async def refused(shop: Shop) -> list[Json]:
    """Maya's forms, once the one on top tells her why not."""
    await shop.top(MAYA, "Only managers can change templates")
    return shop.sandbox.views(MAYA)


async def test_a_guest_among_the_managers_is_refused(shop: Shop) -> None:
    shop.team.managers = {OLIVE, COLE}
    assert "Only managers" in str(await shop.templates.lacks_right(OLIVE))

"""Tone templates over real Socket Mode: open, edit, preview, mend, save, go back, agree; nobody else may."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlmodel import col, select

from bot.drafting.library import Library
from bot.drafting.sentence_groups import groups_of
from bot.drafting.template_desk import TemplateDesk
from bot.drafting.versions import effective_set, put, shipped_set
from bot.models import AuditEntry, DraftRevision, Publication, SentenceReview, TemplateVersion
from bot.ports import People
from bot.sandbox import Sandbox
from bot.sandbox.shapes import Json
from bot.slack.desk import Desk
from bot.slack.handlers import register
from bot.slack.ids import Action
from bot.store.database import Database
from bot.text import sha256
from tests.builders import ANN, CHANNEL, COLE, MAYA, NOON, OLIVE, SAM, Team, put_draft
from tests.house import House, a_house, says
from tests.slack.conftest import Watch, slack_deps
from tests.slack.fakes import Noted, NotedFlow
from tests.slack.views import HOSTILE, elements, labels, shown

CALM, POLICY = "tones/calm.toml", "policy.toml"
SLOWLY = 60.0
"""Seconds that trying whole replies may take on a busy machine."""
OUTSIDERS = [ANN, SAM, OLIVE]
FRESH = "I'm so sorry {{ problem }}."
WITHOUT_VALUE = (Action.TEMPLATE_PART, Action.TEMPLATE_TAKE, Action.TEMPLATE_ALL_REVIEWED)
"""What they do does not depend on their value."""
SORRY_IF = "I'm sorry if you were upset."


@pytest.fixture
def kind() -> str:
    """The handlers hold no SQL of their own; one kind of database is enough."""
    return "sqlite"


@dataclass
class TwoManagers(Team):
    """Maya and Cole may change templates."""

    managers: set[str] = field(default_factory=lambda: {MAYA, COLE})

    def __post_init__(self) -> None:
        super().__init__()
        self.members -= {OLIVE}

    async def people(self) -> People:
        """Who may what."""
        everybody = await super().people()
        return replace(everybody, managers=frozenset(self.managers), names_managers=True)


@dataclass
class Forms:
    """People's forms in a pretend Slack."""

    sandbox: Sandbox

    async def save(self, view: Json, text: str, note: str = "", user: str = MAYA) -> dict[str, str]:
        """Submit the editor; what is told at its inputs."""
        return await self.sandbox.submit(user, view["id"], {text_block(view): text, "note": note})

    async def press(self, user: str, view: Json, action: Action, value: str | None = None) -> None:
        """Press the button that stands for `value`."""
        place = next(
            (block, element)
            for block in view["blocks"]
            for element in [*block.get("elements", []), block.get("accessory") or {}]
            if element.get("action_id") == action and value in (None, element.get("value"))
        )
        await self.act(user, {"container": "view", "view_id": view["id"]}, place[0]["block_id"], place[1])

    async def act(self, user: str, where: Json, block_id: str, element: Json) -> None:
        """The press as Slack sends it."""
        pressed: Json = {"action_id": element["action_id"], "block_id": block_id, "element": element}
        pressed["value"] = element.get("value")
        answer = await self.sandbox.act({"as": user, "kind": "block_action", **where, **pressed})
        assert answer["ok"], answer

    async def top(self, user: str, words: str) -> Json:
        """The modal on top, once it says this."""

        def found() -> Json:
            views = self.sandbox.views(user)
            return views[-1] if views and words in said(views[-1]) else {}

        return await self.sandbox.wait_for(found, SLOWLY)

    async def open(self, path: str, number: int, user: str = MAYA) -> Json:
        """From the list that is open to a part of a file, to be changed."""
        await self.press(user, self.sandbox.views(user)[-1], Action.TEMPLATE_FILE, path)
        view = await self.top(user, "Choose a part")
        await self.sandbox.click_in_view(user, view["id"], Action.TEMPLATE_PART, str(number))
        await self.sandbox.click_in_view(user, view["id"], Action.TEMPLATE_EDIT)
        return await self.top(user, "Amends fills in the blanks")


@dataclass
class Shop(Forms):
    """The handlers in a pretend Slack, with templates for real behind them."""

    database: Database
    team: TwoManagers
    templates: TemplateDesk
    desk: Desk
    watch: Watch

    async def files(self, user: str = MAYA) -> Json:
        """The list of files, open."""
        self.watch.turn(60)  # so that Slack has room for more forms
        for view in reversed(self.sandbox.views(user)):
            await self.sandbox.close_view(user, view["id"])
        await self.sandbox.slash(user, CHANNEL, "template")
        return await self.top(user, "How it is said")

    async def file(self, path: str = CALM, user: str = MAYA) -> Json:
        """One file, open."""
        await self.press(user, await self.files(user), Action.TEMPLATE_FILE, path)
        return await self.top(user, "Choose a part")

    async def editor(self, number: int = 1, path: str = CALM, user: str = MAYA) -> Json:
        """A part of it, open to be changed; 1 is the apology of a tone."""
        await self.files(user)
        return await self.open(path, number, user)

    async def calm(self) -> str:
        """The calm tone in force."""
        return (await effective_set(self.database))[CALM]

    async def versions(self) -> Sequence[TemplateVersion]:
        """All saved ones, the oldest first."""
        async with self.database.reading() as session:
            return (await session.exec(select(TemplateVersion).order_by(col(TemplateVersion.id)))).all()

    async def record(self) -> list[tuple[str, str]]:
        """What stands on record: act and actor."""
        async with self.database.reading() as session:
            found = (await session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))).all()
        return [(one.kind, one.actor) for one in found]

    async def put(self, body: str, by: str = COLE, path: str = CALM, **more: Any) -> None:
        """A version that somebody else saved."""
        async with self.database.writing() as session:
            await put(session, path, body, by=by, now=NOON, note=None, **more)


def text_block(view: Json) -> str:
    """Where an editor's sentences are typed."""
    return str(next(one["block_id"] for one in view["blocks"] if one["block_id"].startswith("sentences")))


def said(view: Json) -> str:
    """All words of a view, its buttons included."""
    return shown(view["blocks"]) + "\n".join(labels(view["blocks"]))


@pytest.fixture
async def shop(
    sandbox: Sandbox, client: AsyncWebClient, desk: Desk, database: Database, watch: Watch, library: Library
) -> AsyncIterator[Shop]:
    """With two managers."""
    team = TwoManagers()
    deps = slack_deps(Noted(), desk, NotedFlow(), database, watch, library)
    templates = replace(deps.templates, directory=team)
    app = AsyncApp(client=client)
    register(app, replace(deps, templates=templates, directory=team))
    socket = AsyncSocketModeHandler(app, sandbox.app_token)
    await socket.connect_async()  # type: ignore[no-untyped-call]
    await sandbox.wait_for(lambda: sandbox.connected)
    yield Shop(sandbox, database, team, templates, desk, watch)
    await socket.close_async()  # type: ignore[no-untyped-call]


@pytest.fixture
async def strict(shop: Shop) -> Shop:
    """What one manager saves waits for the other."""
    body = shipped_set()[POLICY].replace("second_manager = false", "second_manager = true")
    async with shop.database.writing() as session:
        await put(session, POLICY, body, by="shell:op", now=NOON, note=None)
    await shop.templates.shelf.refresh()
    return shop


async def test_the_list_tells_each_file_with_its_reviews(shop: Shop) -> None:
    view = await shop.files()
    assert "*Tone “calm”* · 0 of " in said(view)
    assert "*Playbook “delay”* · 0 of " in said(view)
    assert "policy" not in said(view)


async def test_home_has_a_button_for_managers_only(shop: Shop) -> None:
    await shop.sandbox.open_home(MAYA)
    home = await shop.sandbox.wait_for(lambda: shop.sandbox.home(MAYA) or {})
    assert "Tone templates…" in labels(home["blocks"])
    await shop.sandbox.click_in_home(MAYA, Action.TEMPLATES)
    assert await shop.top(MAYA, "How it is said")

    await shop.sandbox.open_home(ANN)
    other = await shop.sandbox.wait_for(lambda: shop.sandbox.home(ANN) or {})
    assert "Tone templates…" not in labels(other["blocks"])


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

    await shop.desk.render_due()
    note = await message(shop, "once another manager agrees")
    await shop.sandbox.click(MAYA, CHANNEL, note["ts"], Action.TEMPLATE_LOOK)
    own = await shop.top(MAYA, "Take it back")
    assert "Agree" not in labels(own["blocks"])

    await shop.sandbox.click(COLE, CHANNEL, note["ts"], Action.TEMPLATE_LOOK)
    await shop.press(COLE, await shop.top(COLE, "Do not agree"), Action.TEMPLATE_AGREE)
    await shop.top(COLE, "is in force in this wording")
    assert shop.templates.shelf.library.tone("calm").apology == (FRESH,)
    await shop.desk.render_due()
    assert "agreed by <@U0CALL>" in shown((await message(shop, "It is in force."))["blocks"])
    assert ("template_agreed", COLE) in await shop.record()


async def message(shop: Shop, words: str) -> Json:
    """The message in the channel that says this."""

    def found() -> Json:
        return next((one for one in shop.sandbox.messages(CHANNEL) if words in shown(one["blocks"])), {})

    return await shop.sandbox.wait_for(found)


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

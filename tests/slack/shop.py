"""Tone templates in a pretend Slack: people's forms, and the desk behind them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import col, select

from bot.drafting.template_desk import TemplateDesk
from bot.drafting.versions import effective_set, put
from bot.models import AuditEntry, TemplateVersion
from bot.ports import People
from bot.sandbox import Sandbox
from bot.sandbox.shapes import Json
from bot.slack.desk import Desk
from bot.slack.ids import Action
from bot.store.database import Database
from tests.builders import CHANNEL, COLE, MAYA, NOON, OLIVE, Team
from tests.slack.views import labels, shown
from tests.slack.watch import Watch

CALM, POLICY = "tones/calm.toml", "policy.toml"
SLOWLY = 60.0
"""Seconds that trying whole replies may take on a busy machine."""
ROUNDS = 5
FRESH = "I'm so sorry {{ problem }}."


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


async def message(shop: Shop, words: str) -> Json:
    """The message in the channel that says this, once the desk has brought it there.

    A call may be lost on the way, on a busy machine too; the desk repeats it a minute later.
    """
    for _ in range(ROUNDS):
        await shop.desk.render_due()
        for one in shop.sandbox.messages(CHANNEL):
            if words in shown(one["blocks"]):
                return one
        shop.watch.turn(61)
    raise AssertionError(f"{words!r} did not come: {shop.sandbox.messages(CHANNEL)}")

"""The demo's "Your brand" box: saved as managers save; what waits is written anew because a person asks."""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot import audit
from bot.cli.demo_feed import Feed
from bot.cli.demo_story import PRETEND
from bot.drafting.brands import Brand
from bot.drafting.library import Library
from bot.drafting.template_desk import Change, Faulty
from bot.drafting.toml_values import Value, with_values
from bot.drafting.tuning import POLICY
from bot.drafting.versions import CHAIN, effective_set, shipped_set
from bot.models import DraftState
from bot.ports import Clicked, Done, Refused
from bot.slack.deps import SlackDeps
from bot.slack.presses import start_work
from bot.store import drafts, facts, templates, worklist
from bot.store.drafts import CardRows
from bot.store.facts import Use
from bot.text import clean

MANAGER: Final = "U0MANA"
"""Maya, as whom the box acts."""
BRAND: Final = "harbourline"
"""The brand that the demo's mentions are about, whatever it is called."""
PATH: Final = f"brands/{BRAND}.toml"
NEUTRAL: Final = "brands/default.toml"
"""What another company starts from: Harbourline's piers and ferries are not theirs."""
MAX_NAME, MAX_PLACE, MAX_LINK = 60, 80, 200
PLACES: Final = ("a DM", "a private message", "an e-mail")
PAGES: Final = ("a message on our website", "a note in our help form")
"""Places that a link belongs to; beside any other it would be a second place, which rule R7 forbids. All of
them are things that one sends: "send us a note in our help form"."""
MOST_WAITING: Final = 200
NEEDS_NAME: Final = "Please say what your brand is called."
NEEDS_PLACE: Final = "Please say where a reply sends people, such as “a DM”."
NO_LINK: Final = "A link starts with https:// and has no spaces in it."
NO_TONE: Final = "There is no such voice (any more). Please choose another."
NEEDS_SECOND: Final = (
    "Saved, but your policy wants a second manager to agree first. Maya can change that in Policy…"
)
TOO_LONG: Final = "This is too long for a reply. Please shorten it."


@dataclass(frozen=True)
class Wanted:
    """What somebody put into the box. `place` is where a reply sends people; `link` may be empty."""

    name: str
    tone: str
    place: str
    link: str = ""

    @classmethod
    def from_json(cls, said: Any) -> "Wanted":
        """From the page; whatever is missing is empty."""
        given = said if isinstance(said, dict) else {}
        name, tone, place, link = (
            clean(str(given.get(key) or "")).strip() for key in ("name", "tone", "place", "link")
        )
        return cls(" ".join(name.split()), tone, " ".join(place.split()), link)

    @property
    def problem(self) -> str | None:
        """Why it cannot be tried at all, in words for the person; `None` if it can."""
        if not any(sign.isalnum() for sign in self.name):
            return NEEDS_NAME
        if not self.place:
            return NEEDS_PLACE
        if len(self.name) > MAX_NAME or len(self.place) > MAX_PLACE or len(self.link) > MAX_LINK:
            return TOO_LONG
        return NO_LINK if self.link and not re.fullmatch(r"https://[^\s()<>\"]+", self.link) else None

    @property
    def channel(self) -> str:
        """The place as a reply names it."""
        return f"{self.place} ({self.link})" if self.link else self.place

    def values(self) -> dict[str, Value]:
        """What a brand's file says of it."""
        said: dict[str, Value] = {"name": self.name, "channel": self.channel}
        if self.link or self.name != PRETEND:
            said["links"] = [self.link] if self.link else []
        if self.name != PRETEND:
            own = "".join(self.name.split())
            said |= {"id": BRAND, "sign_off": f"– {self.name}", "handles": [PRETEND, own]}
        return said


@dataclass(frozen=True)
class Outcome:
    """What came of a save: how many drafts are written anew, and how many a person has touched."""

    renewed: int = 0
    kept: int = 0
    refused: str | None = None
    """Why it is not in force."""
    changed: bool = True
    """False where everything is so already."""

    def as_json(self) -> dict[str, Any]:
        """For the page."""
        counts = {"changed": self.changed, "renewed": self.renewed, "kept": self.kept}
        return {"ok": self.refused is None, "error": self.refused, **counts}


def told(refused: Refused) -> str:
    """Why nothing was saved, without the many files and sample posts that only a manager wants to know."""
    problem = refused.faults[0].problem if isinstance(refused, Faulty) else ""
    broken = re.search(r"“[^“”]*” breaks rule .*$", problem)
    return f"Not saved: in a reply {broken[0]}" if broken else refused.why


@dataclass(frozen=True)
class BrandBox:
    """Reads and saves the demo's brand."""

    clicks: SlackDeps
    feed: Feed
    _lock: asyncio.Lock

    @property
    def library(self) -> Library:
        """What drafts are made from."""
        return self.clicks.templates.shelf.library

    @property
    def brand(self) -> Brand:
        """As it speaks now."""
        return self.library.brand(BRAND)

    @property
    def tone(self) -> str:
        """The voice of new drafts."""
        return self.library.policy.default_tone

    def as_json(self) -> dict[str, Any]:
        """What the box shows."""
        brand = self.brand
        link = brand.links[0] if brand.links and f"({brand.links[0]})" in brand.channel else ""
        tones = [{"name": name, "guide": self.library.tone(name).guide} for name in self.library.tones]
        place = brand.channel.removesuffix(f" ({link})") if link else brand.channel
        return {
            "name": brand.name,
            "tone": self.tone,
            "place": place,
            "link": link,
            "tones": tones,
            "places": [*PLACES, *PAGES],
        }

    async def save(self, wanted: Wanted) -> Outcome:
        """Put it in force as the manager, and have what waits untouched written anew."""
        if problem := wanted.problem:
            return Outcome(refused=problem)
        if wanted.tone not in self.library.tones:
            return Outcome(refused=NO_TONE)
        async with self._lock:
            try:
                changes = await self._changes(wanted)
            except ValueError as fault:
                return Outcome(refused=str(fault))
            return await self._saved(wanted, changes) if changes else Outcome(changed=False)

    async def _saved(self, wanted: Wanted, changes: Sequence[Change]) -> Outcome:
        was_pretend = self.brand.name == PRETEND
        for change in changes:
            answer = await self.clicks.templates.save(MANAGER, change, self.clicks.now())
            if isinstance(answer, Refused):
                return Outcome(refused=told(answer))
        if self.library.policy.second_manager:
            return Outcome(refused=NEEDS_SECOND)
        if was_pretend and wanted.name != PRETEND:
            await self._take_back_facts()
        self.feed.brand = wanted.name
        return await self._write_anew()

    async def _changes(self, wanted: Wanted) -> Sequence[Change]:
        """New texts of the two files, of those that say something new."""
        await self.clicks.templates.shelf.refresh()
        texts = await effective_set(self.clicks.database)
        stays = (self.brand.name == PRETEND) == (wanted.name == PRETEND)
        start = texts[PATH] if stays else shipped_set()[PATH if wanted.name == PRETEND else NEUTRAL]
        bodies = {
            PATH: with_values(start, wanted.values()),
            POLICY: with_values(texts[POLICY], {"default_tone": wanted.tone}),
        }
        async with self.clicks.database.reading() as session:
            heads = await templates.heads(session)
        note = "From the demo's “Your brand” box"
        return [
            Change(path, body, heads.get(path, 0), note)
            for path, body in bodies.items()
            if body != texts[path]
        ]

    async def _take_back_facts(self) -> None:
        """What is true of Harbourline is not of another company. The channel is spared a line for each."""
        now = self.clicks.now()
        async with self.clicks.database.writing() as session:
            for card in await facts.standing(session, BRAND, now):
                await facts.retire(session, card.id, card.version, now)
                await audit.record(session, CHAIN, "fact_taken_back", MANAGER, now, fact=card.id)

    async def _write_anew(self) -> Outcome:
        """Ask for another draft of each that waits and that no person has touched, as on its card."""
        renewed = kept = 0
        for rows in await self._waiting():
            if not Use(rows.draft, rows.revision).is_untouched(self.clicks.now()):
                kept += 1
                continue
            click = Clicked(MANAGER, rows.draft.id, rows.draft.revision, self.clicks.now())
            answer = await self.clicks.approvals.redraft(click, None)
            if isinstance(answer, Done):
                await start_work(self.clicks, answer)
                renewed += 1
        self.clicks.desk.bell.ring()
        return Outcome(renewed, kept)

    async def _waiting(self) -> list[CardRows]:
        """The newest first: they stand where somebody looks, and Slack takes its time with many."""
        async with self.clicks.database.reading() as session:
            queue = await worklist.queue(session, None, self.clicks.now(), limit=MOST_WAITING)
            waiting = [entry.draft for entry in queue if entry.draft.state == DraftState.WAITING]
            waiting.sort(key=lambda draft: draft.created_at, reverse=True)
            found = [await drafts.card_rows(session, draft.id) for draft in waiting]
        return [rows for rows in found if rows is not None]

"""What managers set with plain choices: the policy, and the steps that a brand can promise.

Each change is a new version of a template file, saved in the same way as its sentences: checked, kept in the
history, and in force for the next draft.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.drafting.brands import Action, load_brand
from bot.drafting.library import Policy
from bot.drafting.shelf import Shelf
from bot.drafting.template_desk import Change, TemplateDesk
from bot.drafting.toml_values import Value, with_entry, with_values
from bot.drafting.versions import effective_set
from bot.models import Severity
from bot.ports import Answer, Refused
from bot.store import templates
from bot.store.database import Database

POLICY = "policy.toml"
NOTHING_NEW = "Nothing was changed: it is as you want it already."
GONE = "This step is not there any more. Nothing was changed; please look at the list again."
OUT_OF_ORDER = "A graver post cannot have more time than a lighter one. Nothing was changed."
NEEDS_OWNER = "A step needs somebody who keeps it. Nothing was changed."
NEEDS_SENTENCE = "A step needs at least one sentence. Nothing was changed."


@dataclass(frozen=True)
class Tuned:
    """What the policy is to say. `minutes`: from a post's arrival to a decision, by severity."""

    default_tone: str
    first: str
    four_eyes: str
    second_manager: bool
    minutes: Mapping[Severity, int]


@dataclass(frozen=True)
class PolicyNow:
    """The policy in force. `head` is the last saved version of its file, which a save is compared with."""

    tuned: Tuned
    policy: Policy
    tones: Sequence[str]
    head: int
    brands: Sequence[str] = ()
    """Ids of the brands there are."""


@dataclass(frozen=True)
class Step:
    """One declared action of a brand. `place` is its place in the file `path`."""

    brand: str
    path: str
    place: int
    action: Action
    head: int


@dataclass(frozen=True)
class StepWords:
    """What a step is to say: one sentence a way to say it."""

    wordings: Sequence[str]
    owner: str
    what: str
    due: str


@dataclass(frozen=True)
class Tuning:
    """Reads policy and steps, and plans their changes; `desk` saves what was planned, which takes seconds."""

    database: Database
    shelf: Shelf
    desk: TemplateDesk

    async def policy(self) -> PolicyNow:
        """As it is in force."""
        await self.shelf.refresh()
        library = self.shelf.library
        head, brands = await self._head(POLICY), sorted(library.brands)
        return PolicyNow(_tuned(library.policy), library.policy, library.tones, head, brands)

    async def save(self, user: str, change: Change, at: datetime) -> Answer:
        """Check it and put it in force, unless somebody saved the file first."""
        return await self.desk.save(user, change, at)

    async def plan_policy(self, wanted: Tuned, head: int) -> Change | Refused:
        """The policy with these choices, and nothing else in it changed; `head` is the version seen."""
        minutes = [wanted.minutes[severity] for severity in sorted(Severity)]
        if minutes != sorted(minutes, reverse=True):
            return Refused(OUT_OF_ORDER)
        await self.shelf.refresh()
        before, body = _tuned(self.shelf.library.policy), await self._body(POLICY)
        top: dict[str, Value] = {
            key: getattr(wanted, key) for key in _TOP if getattr(wanted, key) != getattr(before, key)
        }
        below: dict[str, Value] = {
            severity.name.lower(): each
            for severity, each in wanted.minutes.items()
            if each != before.minutes[severity]
        }
        if body is None or not (top or below):
            return Refused(NOTHING_NEW)
        try:
            changed = (
                with_values(with_values(body, top), below, "minutes") if below else with_values(body, top)
            )
        except ValueError as fault:
            return Refused(str(fault))
        note = f"Policy: {', '.join([*top, *below])}"
        return Change(POLICY, changed, head, note)

    async def plan_routes(self, changed: Callable[[str], str], note: str, head: int) -> Change | Refused:
        """The policy with other routes: `changed` takes its text and gives the new one."""
        body = await self._body(POLICY)
        if body is None:
            return Refused(GONE)
        try:
            after = changed(body)
        except ValueError as fault:
            return Refused(str(fault))
        return Refused(NOTHING_NEW) if after == body else Change(POLICY, after, head, note)

    async def steps(self) -> list[Step]:
        """Every declared action, brand by brand."""
        texts = await effective_set(self.database)
        async with self.database.reading() as session:
            heads = await templates.heads(session)
        return [
            Step(brand.name, path, place, action, heads.get(path, 0))
            for path, body in texts.items()
            if path.startswith("brands/")
            for brand in [load_brand(body)]
            for place, action in enumerate(brand.actions)
        ]

    async def step(self, path: str, place: int) -> Step | None:
        """One of them; `None` if it is not there (any more)."""
        return next((one for one in await self.steps() if (one.path, one.place) == (path, place)), None)

    async def plan_step(self, seen: Step, wanted: StepWords) -> Change | Refused:
        """A step's file with these words in it, on top of the version that was `seen`."""
        if not wanted.wordings:
            return Refused(NEEDS_SENTENCE)
        if not wanted.owner.strip():
            return Refused(NEEDS_OWNER)
        body = await self._body(seen.path)
        values = _different(seen.action, wanted)
        if body is None or _id_at(body, seen.place) != seen.action.id:
            return Refused(GONE)
        if not values:
            return Refused(NOTHING_NEW)
        try:
            changed = with_entry(body, "actions", seen.place, values)
        except ValueError as fault:
            return Refused(str(fault))
        note = f"Step “{seen.action.id}”: {', '.join(values)}"
        return Change(seen.path, changed, seen.head, note)

    async def _head(self, path: str) -> int:
        async with self.database.reading() as session:
            return (await templates.heads(session)).get(path, 0)

    async def _body(self, path: str) -> str | None:
        return (await effective_set(self.database)).get(path)


_TOP = ("default_tone", "first", "four_eyes", "second_manager")


def _tuned(policy: Policy) -> Tuned:
    return Tuned(
        default_tone=policy.default_tone,
        first="private" if policy.private_first else "public",
        four_eyes=policy.four_eyes,
        second_manager=policy.second_manager,
        minutes={severity: int(each.total_seconds() // 60) for severity, each in policy.targets.items()},
    )


def _different(action: Action, wanted: StepWords) -> dict[str, Value]:
    said: dict[str, Value] = {
        "say": list(wanted.wordings),
        "owner": wanted.owner.strip(),
        "what": wanted.what.strip(),
        "due": wanted.due.strip(),
    }
    now = {"say": list(action.wordings), "owner": action.owner, "what": action.what, "due": action.due}
    return {key: value for key, value in said.items() if value != now[key]}


def _id_at(body: str, place: int) -> str | None:
    listed = tomllib.loads(body).get("actions", [])
    return str(listed[place].get("id")) if place < len(listed) else None

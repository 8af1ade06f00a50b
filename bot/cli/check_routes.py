"""Checks of routes and of rights for a time: every channel takes cards, every approver can be told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.cli.ask_slack import PersonFacts, Reply, SlackFacts
from bot.cli.check_people import behind
from bot.cli.lines import Line, fault, ok, warning
from bot.drafting.composing import seeds
from bot.drafting.library import Library
from bot.drafting.versions import effective_library
from bot.errors import TemplateFault
from bot.models import Grant
from bot.rota import Rules
from bot.routing import Route
from bot.store import grants
from bot.store.database import Database
from bot.store.health import look

POLICY = "Routes… on Amends' Home tab, or templates/policy.toml"
MOST_NAMED = 5


@dataclass(frozen=True)
class DeskFacts:
    """What managers have set up: the routes in force, and the rights that hold for a time.

    `problem` says why the templates in force cannot be used; `routes` is empty then.
    """

    routes: Sequence[Route] = ()
    granted: Sequence[Grant] = ()
    problem: str | None = None
    rules: Rules = field(default_factory=Rules)
    """Of calling people."""


async def desk_facts(url: str, now: datetime) -> DeskFacts:
    """Read it without changing anything; before the first start it is what is shipped."""
    database = Database(url)
    try:
        if not (await look(database)).is_usable:
            shipped = Library.load(seeds()).policy
            return DeskFacts(shipped.routes, rules=shipped.oncall)
        async with database.reading() as session:
            granted = await grants.in_force(session, now)
        library = await effective_library(database)
        return DeskFacts(library.policy.routes, granted, rules=library.policy.oncall)
    except TemplateFault as broken:
        return DeskFacts(problem=str(broken))
    finally:
        await database.close()


def desk_lines(facts: DeskFacts, slack: SlackFacts | None) -> list[Line]:
    """`slack` is `None` when Slack was not asked."""
    told = None if slack is None or slack.auth.error else slack
    broken = [fault(f"Template {facts.problem}", "Save a version that can be used.")] if facts.problem else []
    return [*broken, *_route_lines(facts.routes, told), *_grant_lines(facts.granted)]


def _route_lines(routes: Sequence[Route], slack: SlackFacts | None) -> list[Line]:
    if not routes:
        return [ok("Routes: none, so every card goes to one channel and every approver may approve it.")]
    wrong = [] if slack is None else [*_channels(routes, slack), *_approvers(routes, slack)]
    count = "1 route" if len(routes) == 1 else f"{len(routes)} routes"
    return wrong or [ok(f"Routes: {count}. What none of them takes goes to SLACK_CHANNEL.")]


def _channels(routes: Iterable[Route], slack: SlackFacts) -> list[Line]:
    wanted = dict.fromkeys(route.channel for route in routes if route.channel)
    return [line for one in wanted if (line := _channel(one, slack.channels.get(one, Reply("not asked"))))]


def _channel(id: str, reply: Reply) -> Line | None:
    channel = reply.body.get("channel", {})
    name = f"#{channel.get('name', id)}"
    if reply.error:
        return fault(f"Routes: Slack does not show the channel {id} ({reply.error}).", _invite(id))
    if channel.get("is_archived"):
        return fault(f"Routes: {name} is archived.", f"Unarchive it, or change the route: {POLICY}.")
    if channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"):
        return fault(f"Routes: {name} is shared with another company.", "Choose a channel of your own.")
    if not channel.get("is_member"):
        return fault(f"Routes: the app is not in {name}; its cards come to SLACK_CHANNEL.", _invite(name))
    return None


def _invite(name: str) -> str:
    return f"In {name}, write: /invite @Amends. Or change the route: {POLICY}."


def _approvers(routes: Iterable[Route], slack: SlackFacts) -> list[Line]:
    return [
        line
        for number, route in enumerate(routes, start=1)
        for line in _of_route(number, route, slack.people)
    ]


def _of_route(number: int, route: Route, people: dict[str, PersonFacts]) -> list[Line]:
    """Ids that lead to nobody; and whether anybody is left."""
    found, lines = set[str](), []
    for one in route.approvers:
        known, problem = behind(people.get(one, PersonFacts(one, Reply("not asked"))))
        found |= known
        if problem:
            lines.append(warning(f"Routes: {one} in route {number} {problem}.", f"Mend it: {POLICY}."))
    if route.approvers and not found:
        left = f"Routes: only managers may approve what route {number} takes."
        lines.append(warning(left, "None of its approvers is a person that Slack knows."))
    return lines


def _grant_lines(granted: Sequence[Grant]) -> list[Line]:
    if not granted:
        return []
    for_good = [one for one in granted if one.until is None]
    count = "1 right is" if len(granted) == 1 else f"{len(granted)} rights are"
    told = ok(f"People: {count} given for a time. /amends people lists them.")
    if not for_good:
        return [told]
    named = ", ".join(f"{one.user} ({one.role})" for one in for_good[:MOST_NAMED])
    endless = warning(
        f"People: without an end: {named}.", "Put them into .env for good, or take it back: /amends people"
    )
    return [told, endless]

"""`amends init`: who may approve and tune, without anybody typing an id."""

import asyncio
from dataclasses import dataclass

from bot.cli.init_asking import ask_yes, choose, say, step, tell
from bot.cli.init_channel import Person, Room, Slack, invited
from bot.cli.init_tokens import Workspace
from bot.cli.lines import fault, ok, warning
from bot.settings import Settings

NOBODY = "Nobody yet"


@dataclass(frozen=True)
class Rights:
    """Who may approve and who manages; `zone` is where the day of the first of them begins, if Slack says."""

    approvers: tuple[str, ...]
    managers: tuple[str, ...]
    zone: str | None = None


def people(settings: Settings, workspace: Workspace, room: Room) -> Rights:
    """Those of the settings if there are any; else whoever brought the app here, or a colleague."""
    step(3, "Who may approve")
    if settings.slack_approvers:
        tell(ok(f"{_count(len(settings.slack_approvers))} may approve, as before."))
        return Rights(settings.slack_approvers, settings.slack_managers)
    slack = Slack(workspace)
    person = _inviter(slack, room) or _chosen(slack, workspace, room)
    if person is None:
        tell(warning("Nobody may approve yet.", "Run amends init again, or set SLACK_APPROVERS."))
        return Rights((), settings.slack_managers)
    tell(ok(f"{person.name} may approve replies, and tune templates, facts and people."))
    say("More people, and who is on call: in Slack, /amends people")
    return Rights((person.id,), settings.slack_managers or (person.id,), person.zone)


def _inviter(slack: Slack, room: Room) -> Person | None:
    if room.inviter is None:
        return None
    person = asyncio.run(slack.person(room.inviter))
    say(f"{person.name} brought me into #{room.name}.")
    if person.problem is not None:
        tell(fault(f"{person.name} {person.problem}, so they may not approve.", "Choose a colleague."))
        return None
    return person if ask_yes(f"Make {person.name} approver and manager?") else None


def _chosen(slack: Slack, workspace: Workspace, room: Room) -> Person | None:
    """One of the people in the channel, by number; in a large channel whoever brings the app there anew."""
    there = asyncio.run(slack.people(room.id))
    if not there:
        say(f"Many people are in #{room.name}. So that I know who you are, write there first:")
        say(f"/remove @{workspace.bot_name}")
        return _inviter(slack, invited(workspace))
    place = choose("Who shall be approver and manager?", [*(one.name for one in there), NOBODY])
    return there[place] if place < len(there) else None


def _count(number: int) -> str:
    return "1 person or group" if number == 1 else f"{number} people or groups"

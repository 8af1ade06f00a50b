"""Who and what is in a workspace, and the default cast of the demo and the tests."""

from dataclasses import dataclass, field

from bot.sandbox.shapes import Json

TEAM_ID = "T0SAND"
TEAM_NAME = "Sandbox"
TEAM_DOMAIN = "sandbox"
APP_ID = "A0SAND"
BOT_ID = "B0BOT"
BOT_USER = "U0BOT"
COLORS = ("2f6f62", "8a4b2d", "4a5a9c", "8c3a5b", "6b6b2f", "35708f", "704a8a", "5f6b73")


@dataclass
class Person:
    """Somebody in the workspace's channels. `title` is what the page says about their work; `team` is another
    workspace for people who are here over Slack Connect."""

    id: str
    name: str
    title: str = ""
    is_bot: bool = False
    is_guest: bool = False
    deleted: bool = False
    team: str = TEAM_ID
    tz: str = "Europe/London"
    tz_offset: int = 0
    """Seconds ahead of UTC."""

    @property
    def is_stranger(self) -> bool:
        """A member of another workspace, here through a shared channel."""
        return self.team != TEAM_ID

    @property
    def handle(self) -> str:
        """The user name, as Slack derives it."""
        return self.name.lower().replace(" ", ".")

    @property
    def initials(self) -> str:
        """For the picture."""
        return "".join(word[0] for word in self.name.split()[:2]).upper()

    @property
    def color(self) -> str:
        """The same for the same person in every run."""
        return COLORS[sum(self.id.encode()) % len(COLORS)]


@dataclass
class Channel:
    """A conversation. `peer` is the person in a direct message with the app, else `None`."""

    id: str
    name: str
    members: set[str] = field(default_factory=set)
    is_private: bool = False
    is_archived: bool = False
    is_ext_shared: bool = False
    peer: str | None = None


@dataclass
class UserGroup:
    """A user group with a handle that can be mentioned."""

    id: str
    handle: str
    name: str
    users: list[str] = field(default_factory=list)


def default_people() -> list[Person]:
    """Staff, an approver, a manager, a responder, somebody with no rights, and a guest."""
    return [
        Person("U0STAFF", "Sam Ortiz", "Support"),
        Person("U0ANN", "Ann Keller", "Support, approver"),
        Person("U0MANA", "Maya Lind", "Manager"),
        Person("U0CALL", "Cole Adeyemi", "On-call responder"),
        Person("U0OUT", "Olive Ray", "Sales, no rights here"),
        Person("U0GUEST", "Gus Tan", "Guest", is_guest=True),
    ]


def default_channels() -> list[Channel]:
    """One channel with everybody in it, and one that the bot has not been invited to."""
    people = {person.id for person in default_people()}
    return [
        Channel("C0CARE", "care", people | {BOT_USER}),
        Channel("C0OTHER", "other", people - {"U0GUEST"}),
    ]


def default_groups() -> list[UserGroup]:
    """Who is on call."""
    return [UserGroup("S0CALL", "oncall", "On call", ["U0CALL"])]


def default_commands() -> list[Json]:
    """The slash commands that the app has registered."""
    return [{"command": "/amends", "description": "Queue, on-call and settings", "usage_hint": "next"}]

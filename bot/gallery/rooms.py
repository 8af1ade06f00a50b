"""What hangs where: a room for each kind of thing that people see, in the order in which they meet it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.gallery.cards import SHAPES, STATES
from bot.gallery.crises import FORMS as CRISIS_FORMS
from bot.gallery.homes import HOMES
from bot.gallery.incidents import FORMS as INCIDENT_FORMS
from bot.gallery.messages import MESSAGES
from bot.gallery.modals import FORMS
from bot.gallery.oncall import FORMS as ONCALL_FORMS
from bot.gallery.rows import NOON
from bot.gallery.tuning import TUNING
from bot.models import MessageKind
from bot.ports import CardView
from bot.slack.blocks import Block, Rendered
from bot.slack.cards import render_card

Surface = Literal["message", "modal", "home"]
BOARDS = {MessageKind.INCIDENT, MessageKind.CRISIS_BOARD, MessageKind.CRISIS_STATEMENT}
DIRECT = {MessageKind.PING_DM, MessageKind.HAND_OFF_DM, MessageKind.QUESTION_DM}


@dataclass(frozen=True)
class Piece:
    """One thing that is drawn: the blocks of a message, or a view; `text` is what a notification says."""

    name: str
    view: Block
    text: str = ""


@dataclass(frozen=True)
class Room:
    """Things of one kind. `about` says in a sentence where people meet them."""

    title: str
    about: str
    surface: Surface
    pieces: tuple[Piece, ...]


def rooms() -> tuple[Room, ...]:
    """The whole gallery."""
    return (
        Room("Cards", "A reply in every state that it can be in.", "message", _cards(STATES)),
        Room(
            "Waiting cards", "What a card can say while it waits for a decision.", "message", _cards(SHAPES)
        ),
        Room(
            "Messages",
            "What else the channel reads.",
            "message",
            _messages(set(MessageKind) - BOARDS - DIRECT),
        ),
        Room("Direct messages", "What one person is told.", "message", _messages(DIRECT)),
        Room(
            "Incidents and crises",
            "What many people complain of, and who leads.",
            "message",
            _messages(BOARDS),
        ),
        Room("Home", "The app's Home tab, for everybody who may open it.", "home", _homes()),
        Room("Forms", "What opens from a card, a command or a shortcut.", "modal", _forms(FORMS)),
        Room("Forms of being on call", "Shifts, stand-ins and calls.", "modal", _forms(ONCALL_FORMS)),
        Room(
            "Forms of an incident", "Its mentions, its stance, its letters.", "modal", _forms(INCIDENT_FORMS)
        ),
        Room("Forms of a crisis", "Statements, actions, updates, the end.", "modal", _forms(CRISIS_FORMS)),
        Room("Forms of a manager", "Tone templates, policy, routes and facts.", "modal", _forms(TUNING)),
    )


def _cards(views: Mapping[str, CardView]) -> tuple[Piece, ...]:
    return tuple(_message(name, render_card(view, NOON)) for name, view in views.items())


def _messages(kinds: set[MessageKind]) -> tuple[Piece, ...]:
    return tuple(_message(name, one) for name, (kind, one) in MESSAGES.items() if kind in kinds)


def _message(name: str, one: Rendered) -> Piece:
    return Piece(name, {"blocks": one.blocks}, one.text)


def _homes() -> tuple[Piece, ...]:
    return tuple(Piece(name, view) for name, (_user, view) in HOMES.items())


def _forms(views: Mapping[str, Block]) -> tuple[Piece, ...]:
    return tuple(Piece(name, view) for name, view in views.items())

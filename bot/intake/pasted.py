"""A complaint that a person brings in by hand: stored first and then answered, as every delivery is."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from bot import audit
from bot.errors import NotDurable
from bot.intake.arrival import TakesIn
from bot.intake.parse import parse
from bot.ports import Answer, Done, Refused
from bot.rehearsals import TRIAL, TRIAL_TEXT
from bot.store.database import Database
from bot.text import mention_id, sha256

SOURCE = "slack"
"""What the record names as the source of what people bring in."""

NOT_KEPT = "It could not be stored just now. Nothing was kept; please send it again in a minute."
UNUSABLE = "There are no words in it that Amends can read. Nothing was kept."
COMES = "Thank you. A card with a draft comes in a moment."
KNOWN = "This one is on the desk already."


@dataclass(frozen=True)
class Pasted:
    """What somebody wrote in public, as a colleague tells it.

    `link` leads to the post, `author` is a name; `message` names the Slack message that told of it. `None`:
    not known, or there is none. `trial` names a test of ours that nobody wrote in public.
    """

    text: str
    platform: str
    link: str | None = None
    author: str | None = None
    message: str | None = None
    trial: str | None = None

    @property
    def external_id(self) -> str:
        """The same words, or the same message, are the same mention."""
        if self.trial is not None:
            return TRIAL + self.trial
        if self.message is not None:
            return f"message:{self.message}"
        return "pasted:" + sha256("\n".join((self.platform, self.link or "", self.text)))[:32]

    @property
    def mention_id(self) -> str:
        """The id of the mention, and of its draft."""
        return mention_id(SOURCE, self.external_id)


def trial(name: str) -> Pasted:
    """A complaint that nobody wrote, to see what a card is like; the same `name` is the same one."""
    return Pasted(TRIAL_TEXT, "test", author="Test by Amends", trial=name)


@dataclass(frozen=True)
class Pastes:
    """Takes in what people bring."""

    journal: TakesIn
    database: Database

    async def take(self, user: str, pasted: Pasted, at: datetime) -> Answer:
        """Store it and say what comes of it."""
        body = _body(pasted)
        key = "sha256:" + hashlib.sha256(body).hexdigest()
        try:
            receipt = await self.journal.submit(SOURCE, key, body, parse(body), at)
            if receipt.quarantined:
                return Refused(UNUSABLE)
            if not receipt.accepted:
                return Done(KNOWN)
            async with self.database.writing() as session:
                await audit.record(session, pasted.mention_id, "brought_in", user, at)
        except NotDurable:
            return Refused(NOT_KEPT)
        return Done(COMES)


def _body(pasted: Pasted) -> bytes:
    author = {"author": {"name": pasted.author}} if pasted.author else {}
    told = {"id": pasted.external_id, "platform": pasted.platform, "text": pasted.text, "url": pasted.link}
    return json.dumps(told | author, ensure_ascii=False).encode()

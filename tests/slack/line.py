"""A queue of drafts in a pretend Slack, with the real handlers and the real decisions behind it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.approval import Approvals
from bot.models import (
    Approval,
    Delivery,
    Draft,
    DraftState,
    Mention,
    MentionState,
    Outcome,
    Publication,
    PublicationState,
    SlackMessage,
)
from bot.sandbox import Sandbox
from bot.sandbox.shapes import Json
from bot.slack.deps import SlackDeps
from bot.slack.desk import Desk
from bot.store.database import Database
from bot.text import sha256
from tests.builders import ANN, CHANNEL, NOON, REPLY, a_mention, put_draft
from tests.slack.fakes import NotedFlow
from tests.slack.views import shown


@dataclass
class Line:
    """A queue of drafts, and people in front of it."""

    sandbox: Sandbox
    database: Database
    approvals: Approvals
    desk: Desk
    flow: NotedFlow
    deps: SlackDeps

    async def put(
        self, name: str, *, mention: dict[str, Any] | None = None, text: str = REPLY, **changes: Any
    ) -> str:
        """A waiting draft; its id. `mention` are changes to the post."""
        post = a_mention(name, **({"text": f"Trouble {name}."} | (mention or {})))
        async with self.database.writing() as session:
            return (await put_draft(session, mention=post, text=text, **changes)).id

    async def put_aside(self, name: str, text: str) -> str:
        """A mention that triage has set aside; its id."""
        mention = a_mention(name, text=text, state=MentionState.SET_ASIDE)
        async with self.database.writing() as session:
            if await session.get(Delivery, mention.delivery_id) is None:
                sent = Delivery(
                    id=mention.delivery_id, source="generic", key="k", body=b"{}", received_at=NOON
                )
                session.add(sent)
                await session.flush()
            session.add(mention)
        return mention.id

    async def answered(self, name: str, reply: str, **mention: Any) -> None:
        """A mention whose reply is public."""
        closed = {"state": MentionState.CLOSED, "outcome": Outcome.PUBLISHED, "closed_at": NOON}
        id = await self.put(
            name, mention=mention | closed, text=reply, state=DraftState.SENT, approval_id=name
        )
        async with self.database.writing() as session:
            session.add(
                Approval(
                    id=name,
                    draft_id=id,
                    revision=1,
                    sha256=sha256(reply),
                    mention_revision=1,
                    approver=ANN,
                    approved_at=NOON - timedelta(hours=1),
                )
            )
            await session.flush()
            session.add(
                Publication(
                    id=name,
                    draft_id=id,
                    publisher="webhook",
                    text=reply,
                    sha256=sha256(reply),
                    state=PublicationState.DONE,
                    send_after=NOON - timedelta(hours=1),
                )
            )

    async def start(self, user: str = ANN) -> Json:
        """`/amends next`; the form."""
        for old in self.sandbox.views(user):
            await self.sandbox.close_view(user, old["id"])
        await self.sandbox.slash(user, CHANNEL, "next")
        return (await self.sandbox.wait_for(lambda: self.sandbox.views(user)))[-1]

    def view(self, user: str = ANN) -> Json:
        """The form on top."""
        return self.sandbox.views(user)[-1]

    async def shows(self, words: str, user: str = ANN) -> Json:
        """The form on top, once it shows these words."""
        await self.sandbox.wait_for(lambda: words in shown(self.view(user)["blocks"]))
        return self.view(user)

    async def told(self, words: str, user: str = ANN) -> Json:
        """What only this person was told, once it holds these words."""
        notes = self.sandbox.ephemerals
        await self.sandbox.wait_for(lambda: any(words in shown(one["blocks"]) for one in notes(user)))
        return next(one for one in reversed(notes(user)) if words in shown(one["blocks"]))

    async def draft(self, id: str) -> Draft:
        """A draft as it stands."""
        async with self.database.reading() as session:
            return await session.get_one(Draft, id)

    async def mention(self, id: str) -> Mention:
        """A post as it stands."""
        async with self.database.reading() as session:
            return await session.get_one(Mention, id)

    async def row(self, id: str) -> SlackMessage | None:
        """What Slack should show under this id."""
        async with self.database.reading() as session:
            return await session.get(SlackMessage, id)

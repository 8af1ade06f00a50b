"""A person at the prompt of `amends init`, with a real sandbox behind it."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field

from click.testing import CliRunner, Result

from bot.cli.main import amends
from bot.sandbox.cast import BOT_USER, Channel, default_people
from bot.sandbox.server import APP_TOKEN, BOT_TOKEN, Sandbox
from tests.builders import SAM

HOME = "C0HOME"
SAYS_YES = "y"
WEBHOOK, NO_SOURCE = "1", "2"
NO_KEY = ""
TOKENS = (BOT_TOKEN, APP_TOKEN)
BRAND = ("Café Olé", "Warm and short.", "an e-mail to help@ole.example")
EVERYTHING = (*TOKENS, SAYS_YES, *BRAND, NO_KEY, WEBHOOK)
"""All answers of somebody who is brought in by Sam."""


def rooms(*members: str) -> list[Channel]:
    """A channel of the team's own, where the bot is not unless it is named."""
    people = {person.id for person in default_people()}
    return [Channel(HOME, "apologies", {*people, *members})]


@dataclass
class Newcomer:
    """Types `answers` one after the other; `environ` are variables on top of the sandbox's address."""

    sandbox: Sandbox
    environ: dict[str, str] = field(default_factory=dict)

    async def run(self, *answers: str, arguments: tuple[str, ...] = ()) -> Result:
        """The whole command."""
        environ = {"SLACK_API_URL": self.sandbox.api_url, "PORT": "0", "OPS_PORT": "0", **self.environ}
        typed = "".join(f"{one}\n" for one in answers)
        runner = CliRunner()
        return await asyncio.to_thread(
            runner.invoke, amends, ["init", "--no-browser", *arguments], input=typed, env=environ
        )

    async def run_and_invite(
        self, *answers: str, inviter: str | None = SAM, channels: Sequence[str] = (HOME,)
    ) -> Result:
        """The same; as soon as it listens, somebody brings it into these channels."""
        running = asyncio.create_task(self.run(*answers))
        await self.sandbox.wait_for(lambda: self.sandbox.connected or running.done(), 60)
        for channel in channels:
            self.sandbox.join(BOT_USER, channel, inviter)
        return await running

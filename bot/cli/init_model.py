"""`amends init`: a key for a language model, if the team wants one."""

import asyncio

from pydantic import SecretStr

from bot.cli.check_model import model_facts, model_lines
from bot.cli.init_asking import ask_secret, say, step, tell
from bot.cli.lines import Status
from bot.settings import Settings


def model_key(settings: Settings) -> str:
    """A key that its server takes, or nothing; that of the settings if it is taken."""
    step(5, "A language model (optional)")
    say(f"With a key, {settings.openai_model} at {settings.openai_base_url} writes the drafts; it sees the")
    say("complaint, never its author's name or handle. Without one, templates write them.")
    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else ""
    while True:
        if key and _is_taken(settings, key):
            return key
        key = ask_secret("Key (it does not stand on the screen; Enter: none)")
        if not key:
            return ""


def _is_taken(settings: Settings, key: str) -> bool:
    """Whether it may be kept, and what its server says of it; one that does not answer refuses nothing."""
    tried = settings.model_copy(update={"openai_api_key": SecretStr(key)})
    lines = model_lines(tried, asyncio.run(model_facts(tried)))
    for line in lines:
        tell(line)
    return all(line.status is not Status.FAULT for line in lines)

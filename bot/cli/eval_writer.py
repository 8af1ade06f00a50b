"""The model that writes in `amends eval drafts --llm`: asked as the service asks it, draft by draft."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bot.drafting.asking import suggest
from bot.drafting.library import Library
from bot.drafting.request import DraftRequest
from bot.errors import SettingsFault
from bot.evals.drafting import Ask
from bot.llm import OpenAiWriter, Prompts
from bot.llm.prompts import seeds
from bot.ports import Written
from bot.settings import load

DEADLINE_SECONDS = 20.0
"""For one draft, as in the service."""
NO_KEY = "OPENAI_API_KEY is missing: --llm asks OPENAI_MODEL at OPENAI_BASE_URL."


@contextmanager
def writing_model() -> Iterator[Ask]:
    """Asks the model of the settings; the template draft stands where its words may not be used.

    Raises:
        SettingsFault: there is no key.
    """
    settings = load()
    if settings.openai_api_key is None:
        raise SettingsFault([NO_KEY])
    key = settings.openai_api_key.get_secret_value()
    writer = OpenAiWriter(key, settings.openai_base_url, settings.openai_model, Prompts.load(seeds()))
    with asyncio.Runner() as runner:

        def ask(library: Library, request: DraftRequest, base: Written) -> Written:
            asking = suggest(writer, library, request, base, (), deadline=DEADLINE_SECONDS)
            suggestion = runner.run(asking)
            return replace(suggestion.words or base, usage=suggestion.usage or None)

        try:
            yield ask
        finally:
            runner.run(writer.close())

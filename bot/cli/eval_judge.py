"""The blind judge of `amends eval drafts`: the model that is asked, and what it is asked about."""

from collections.abc import Callable
from dataclasses import replace

from bot.errors import SettingsFault
from bot.evals.judging import judge_pairs
from bot.evals.pairs import pairs_of
from bot.evals.report import Report
from bot.evals.rows import UnusableInput
from bot.llm.chat import Chat
from bot.settings import load

NO_KEY = "OPENAI_API_KEY is missing: --judge asks a model at OPENAI_BASE_URL."


async def judged(report: Report, model: str, say: Callable[[str], None]) -> Report:
    """The report with the judge's verdicts.

    Raises:
        UnusableInput: no row tells what the brand answered.
        SettingsFault: there is no key.
        LlmUnavailable: the model could not be asked.
    """
    pairs = pairs_of(report.drafts)
    if not pairs:
        raise UnusableInput(None, "--judge needs rows with “brand_reply”, and there is none")
    settings = load()
    if settings.openai_api_key is None:
        raise SettingsFault([NO_KEY])
    key = settings.openai_api_key.get_secret_value()
    async with Chat(key, settings.openai_base_url, model) as chat:
        verdicts = await judge_pairs(chat, pairs, lambda done: say(f"{done} of {len(pairs)} pairs judged"))
    return replace(report, verdicts=verdicts)

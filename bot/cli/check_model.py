"""Check of the language model: whether its server answers and takes the key."""

from dataclasses import dataclass

import httpx2

from bot.cli.lines import Line, fault, ok, warning
from bot.outgoing import http_client
from bot.settings import Settings

DEADLINE_SECONDS = 5.0
TEMPLATES_ONLY = "Drafts come from templates only."


@dataclass(frozen=True)
class ModelFacts:
    """`status` is the HTTP status of asking for the model, `None` when there was no answer."""

    status: int | None
    problem: str | None = None


async def model_facts(settings: Settings) -> ModelFacts:
    """Ask for the model's description: costs no tokens."""
    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else ""
    address = f"{settings.openai_base_url.rstrip('/')}/models/{settings.openai_model}"
    try:
        async with http_client(timeout=DEADLINE_SECONDS) as client:
            answer = await client.get(address, headers={"Authorization": f"Bearer {key}"})
    except (httpx2.HTTPError, httpx2.InvalidURL) as problem:
        return ModelFacts(None, problem.__class__.__name__)
    return ModelFacts(answer.status_code)


def model_lines(settings: Settings, facts: ModelFacts | None) -> list[Line]:
    """`facts` is `None` when there is no key, so that nobody was asked."""
    if facts is None:
        return [
            warning(f"LLM: no OPENAI_API_KEY. {TEMPLATES_ONLY}", "Set it to have drafts written by a model.")
        ]
    if facts.status is None:
        return [warning(f"LLM: no answer ({facts.problem}). {TEMPLATES_ONLY}", "Look at OPENAI_BASE_URL.")]
    if facts.status in {401, 403}:
        return [fault(f"LLM: the key is refused. {TEMPLATES_ONLY}", "Look at OPENAI_API_KEY.")]
    if facts.status == 200:
        return [ok(f"LLM: {settings.openai_model} answers.")]
    return [
        warning(
            f"LLM: the server answers {facts.status} when asked for {settings.openai_model}.",
            "If drafts come from templates only, look at OPENAI_MODEL and OPENAI_BASE_URL.",
        )
    ]

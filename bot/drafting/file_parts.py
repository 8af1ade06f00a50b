"""What every template file is made of: sentences and cues, each checked while it is read."""

import re
from collections.abc import Mapping
from typing import Any

from bot import templates_engine
from bot.drafting.cues import compile_cues
from bot.errors import TemplateFault


def sentences_in(name: str, raw: Mapping[str, Any], key: str, allowed: frozenset[str]) -> tuple[str, ...]:
    """The sentences under a key of the file `name`, none if it is left out; each may use only `allowed`.

    Raises:
        TemplateFault: for the first thing that is wrong.
    """
    value = raw.get(key, [])
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise TemplateFault(name, None, f"“{key}” must be a text or a list of texts")
    for text in texts:
        templates_engine.lint(f"{name}, {key}", text, allowed)
    return tuple(texts)


def cues_in(name: str, cues: list[str]) -> re.Pattern[str] | None:
    """Cues of the file `name` made ready; `None` without any.

    Raises:
        TemplateFault: a cue cannot be used.
    """
    try:
        return compile_cues(cues)
    except ValueError as fault:
        raise TemplateFault(name, None, str(fault)) from fault

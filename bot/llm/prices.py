"""Tokens -> money, by the list in `prompts/prices.toml`. Pure."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.llm.answers import Usage

MILLION: Final = 1_000_000


@dataclass(frozen=True)
class Price:
    """US dollars for a million tokens of each kind."""

    input: float
    cached: float
    output: float


Prices = Mapping[str, Price]
"""Model -> price."""


def read_prices(toml: str) -> Prices:
    """The list. Raises `ValueError` if it cannot be read."""
    try:
        models = tomllib.loads(toml)["models"]
        return {
            name: Price(**{kind: float(value) for kind, value in each.items()})
            for name, each in models.items()
        }
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError(f"the price list cannot be read: {fault}") from fault


def cost_usd(prices: Prices, model: str, usage: Usage) -> float | None:
    """What a call cost; `None` when the model is not on the list. A cached token is part of the input."""
    price = prices.get(model) or prices.get(_DATED.sub("", model))
    if price is None:
        return None
    cached = min(usage.cached_tokens, usage.input_tokens)
    dollars = (usage.input_tokens - cached) * price.input + cached * price.cached
    return (dollars + usage.output_tokens * price.output) / MILLION


_DATED: Final = re.compile(r"-\d{4}-\d{2}-\d{2}$")
"""The snapshot's date at the end of a model's name."""

"""What a call cost, by a list that is dated and names its source."""

import re

import pytest

from bot.llm import Prompts, seeds
from bot.llm.answers import Usage
from bot.llm.prices import Price, cost_usd, read_prices

PRICES = {"m": Price(input=2.0, cached=0.5, output=8.0)}
LIST = (seeds() / "prices.toml").read_text(encoding="utf-8")


def test_cached_tokens_are_cheaper_and_not_paid_twice() -> None:
    used = Usage(input_tokens=1_000_000, cached_tokens=400_000, output_tokens=100_000)
    assert cost_usd(PRICES, "m", used) == pytest.approx(0.6 * 2 + 0.4 * 0.5 + 0.1 * 8)


def test_a_server_that_counts_more_cached_than_sent_does_not_earn_us_money() -> None:
    assert cost_usd(PRICES, "m", Usage(10, 0, 1_000)) == pytest.approx(10 * 0.5 / 1e6)


@pytest.mark.parametrize(("model", "known"), [("m-2025-08-07", True), ("m-mini", False), ("my-model", False)])
def test_only_a_listed_model_has_a_price(model: str, known: bool) -> None:
    assert (cost_usd(PRICES, model, Usage(1, 1)) is not None) == known


def test_the_shipped_list_prices_the_default_model_and_says_where_it_is_from() -> None:
    prices = Prompts.load(seeds()).prices
    assert prices["gpt-5-mini"].cached < prices["gpt-5-mini"].input < prices["gpt-5-mini"].output
    assert re.search(r"Source: https://\S+, .* in 20\d\d", LIST)


@pytest.mark.parametrize("broken", ["", "models = 3", "[models]\nm = 3", "[models]\nm = {input = 1}", "["])
def test_a_list_that_cannot_be_read_is_an_error(broken: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_prices(broken)

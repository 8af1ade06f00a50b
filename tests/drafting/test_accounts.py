"""A colleague's own account says where they work; the brand's account need not (R24)."""

from dataclasses import replace

import pytest

from bot.drafting.brands import load_brand, signed
from bot.drafting.composing import check_text, compose
from bot.drafting.shelf import Shelf
from bot.models import Severity
from bot.store.database import Database
from tests.builders import SAM, a_mention, a_verdict
from tests.drafting.desk import Model, a_desk
from tests.drafting.requests import LIBRARY, POSTS, a_request
from tests.drafting.test_brands import FILE

BRAND = replace(LIBRARY.brand("harbourline"), personal=("reddit",))
SAYS = {
    "en": "I work at Harbourline.",
    "es": "Trabajo en Harbourline.",
    "fr": "Je travaille chez Harbourline.",
    "de": "Ich arbeite bei Harbourline.",
    "pt": "Trabalho na Harbourline.",
}


def test_the_file_names_the_networks() -> None:
    brand = load_brand(f'personal = ["reddit"]\n{FILE}')

    assert brand.on("reddit").sign_off == "I work at Acme. – Acme Care"
    assert brand.on("x").sign_off == "– Acme Care"
    assert (brand.on("reddit").is_personal, brand.on("x").is_personal) == (True, False)


def test_whoever_takes_it_signs_after_the_team() -> None:
    text = f"I'm sorry. {BRAND.on('reddit').sign_off}"

    assert signed(text, BRAND.on("reddit"), "SO").endswith("I work at Harbourline. – Harbourline Care, SO")
    unsigned = replace(BRAND, sign_off="").on("reddit")
    assert signed("Sorry. I work at Harbourline.", unsigned, "SO") == "Sorry. I work at Harbourline."


@pytest.mark.parametrize("language", sorted(SAYS))
@pytest.mark.parametrize("severity", [Severity.NORMAL, Severity.CRITICAL])
def test_every_draft_for_such_an_account_says_so(language: str, severity: Severity) -> None:
    request = a_request(
        POSTS["lost"], "lost", language=language, severity=severity, brand=BRAND.on("reddit", language)
    )

    written = compose(LIBRARY, request)

    assert SAYS[language] in written.text
    assert [found.rule for found in written.findings if found.level == "hard"] == []


def test_nobody_can_take_it_out() -> None:
    request = a_request(POSTS["lost"], "lost", brand=BRAND.on("reddit"))

    written = check_text(
        LIBRARY, request, "I'm sorry your suitcase never came off. I'll trace it.", made_by=SAM
    )

    assert [found.rule for found in written.findings if found.level == "hard"] == ["R24"]


@pytest.mark.parametrize("kind", ["sqlite"], indirect=True)
async def test_the_models_words_say_it_too(database: Database) -> None:
    desk = await a_desk(database, Model())
    harbourline = LIBRARY.brands["harbourline"]
    brands = dict(LIBRARY.brands) | {"harbourline": replace(harbourline, personal=("reddit",))}
    desk.drafting = replace(desk.drafting, shelf=Shelf(replace(LIBRARY, brands=brands)))

    await desk.write()

    words = await desk.words()
    assert words.made_by == "llm"
    assert "I work at Harbourline." in words.text


def test_elsewhere_nothing_of_it_is_said() -> None:
    mention = a_mention(platform="x")

    assert "I work at" not in compose(LIBRARY, a_request(mention.text, a_verdict(mention).category)).text

"""One reply asked of the model: sent back once with what is wrong, else the template stands with why."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from bot.drafting.asking import Suggestion, suggest
from bot.drafting.brands import Fact
from bot.drafting.composing import compose, llm_question
from bot.drafting.request import DraftRequest, frame_of
from bot.errors import LlmUnavailable
from bot.models import Severity
from bot.ports import LlmAnswer, LlmQuestion
from tests.drafting.desk import answer
from tests.drafting.requests import LIBRARY, POSTS, a_request

POST = "My bag is lost since the 9:15 to Ryde and nobody helps me."
GOOD = "I'm sorry that your bag is lost and that nobody helped. I'm asking our service lead to look into it."
MONEY = f"{GOOD} We'll refund you $500 today."
OTHER_MONEY = f"{GOOD} Have a voucher on us."
TURKISH = "Bavulunuz kaybolduğu için çok üzgünüm. Ekibimizden bugün bakmasını istiyorum."
IN_ENGLISH = "I'm so sorry that your bag is lost. I'm asking our service lead to look into it."


@dataclass
class Says:
    """A model that gives these answers in turn; a fault is raised."""

    answers: Sequence[LlmAnswer | Exception]
    questions: list[LlmQuestion] = field(default_factory=list)

    async def write(self, question: LlmQuestion, *, deadline: float) -> LlmAnswer:
        """The next one."""
        self.questions.append(question)
        said = self.answers[len(self.questions) - 1]
        if isinstance(said, Exception):
            raise said
        return said


async def asked(
    *said: str | LlmAnswer | Exception, request: DraftRequest | None = None, deadline: float = 60
) -> tuple[Suggestion, list[LlmQuestion]]:
    """What comes of asking a model that says this."""
    wanted = request or a_request(POST, "lost")
    model = Says([answer(one) if isinstance(one, str) else one for one in said])
    base = compose(LIBRARY, wanted)
    found = await suggest(model, LIBRARY, wanted, base, ("An example.",), deadline=deadline)
    return found, model.questions


async def test_a_clean_answer_is_used_signed_and_with_what_it_took() -> None:
    found, questions = await asked(GOOD)

    assert found.words is not None
    assert (found.words.text, found.words.made_by) == (f"{GOOD} – Harbourline Care", "llm")
    assert found.words.usage == found.usage
    assert (found.usage["input_tokens"], found.usage["cost_usd"]) == (1_000, None)
    assert questions[0].examples == ("An example.",)


async def test_the_person_is_greeted_by_the_name_that_the_model_never_saw() -> None:
    found, (question,) = await asked(GOOD, request=a_request(POST, "lost", author_name="Zoe Quill"))

    assert found.words is not None
    assert found.words.text.startswith("Zoe, I'm sorry")
    assert not [value for value in vars(question).values() if "Zoe" in str(value)]


async def test_a_broken_rule_is_named_and_mended_once() -> None:
    found, (first, second) = await asked(MONEY, GOOD)

    assert found.words is not None
    assert found.words.text.startswith(GOOD)
    assert (first.mend, first.last_answer) == ((), None)
    assert (second.last_answer, bool(second.mend)) == (MONEY, True)
    assert any("refund" in told for told in second.mend)


async def test_both_answers_are_paid_for() -> None:
    dear = replace(answer(MONEY), cost_usd=0.002, cached_tokens=900, seconds=1.5)
    found, _ = await asked(dear, replace(dear, reply=GOOD))

    assert found.words is not None
    assert found.words.usage == {
        "model": "fake",
        "input_tokens": 2_000,
        "cached_tokens": 1_800,
        "output_tokens": 160,
        "cost_usd": 0.004,
        "seconds": 3.0,
    }


async def test_after_two_broken_answers_the_template_stands_with_the_reason() -> None:
    found, questions = await asked(MONEY, OTHER_MONEY, GOOD)

    assert (found.words, len(questions)) == (None, 2)
    assert str(found.why_not).startswith("The AI draft was not used: ")
    assert found.usage["input_tokens"] == 2_000


async def test_a_fault_while_mending_leaves_the_first_reason() -> None:
    found, _ = await asked(MONEY, LlmUnavailable("AI took longer than 20 s"))

    assert str(found.why_not).startswith("The AI draft was not used: ")


async def test_a_fault_at_once_is_the_reason() -> None:
    found, _ = await asked(LlmUnavailable("AI key was refused"))

    assert found == Suggestion(None, "AI key was refused")


async def test_without_time_nothing_is_sent_back() -> None:
    _, questions = await asked(MONEY, GOOD, deadline=1.5)

    assert len(questions) == 1


@pytest.mark.parametrize(
    ("reply", "greeted"),
    [
        ("I'm sorry.", "Zoe, I'm sorry."),
        ("Your bag is lost.", "Zoe, your bag is lost."),
        ("Ryde was full.", "Ryde was full."),
        ("Zoe, I'm sorry.", "Zoe, I'm sorry."),
    ],
)
def test_a_greeting_keeps_the_capitals_that_names_need(reply: str, greeted: str) -> None:
    frame = frame_of(LIBRARY, a_request(POST, "lost", author_name="Zoe Quill"))
    assert frame.greeted(reply) == greeted


@pytest.mark.parametrize("category", POSTS)
def test_the_model_never_reads_the_name_in_the_template(category: str) -> None:
    request = a_request(POSTS[category], category, author_name="Zoe Quill")
    told = llm_question(LIBRARY, request, compose(LIBRARY, request)).template_draft
    assert "Zoe" not in told
    assert told[0].isupper()


# --- what it used -----------------------------------------------------------------------------------


async def test_what_it_used_is_kept_by_id() -> None:
    _, (question,) = await asked(GOOD)
    used = replace(answer(GOOD), actions_used=question.actions[:1])

    found, _ = await asked(used)

    assert found.words is not None
    assert "service_lead" in found.words.uses


async def test_a_fact_that_it_states_is_kept_by_id() -> None:
    request = a_request(POST, "lost")
    known = Fact("harbour-lost", "Things found on board are kept at Portsmouth Harbour.")
    request = replace(request, brand=replace(request.brand, facts=(known,)))
    found, _ = await asked(replace(answer(GOOD), facts_used=(known.statement,)), request=request)

    assert found.words is not None
    assert "harbour-lost" in found.words.uses


async def test_a_promise_that_nobody_gave_it_is_sent_back() -> None:
    found, questions = await asked(replace(answer(GOOD), invented=("action 9",)), GOOD)

    assert found.words is not None
    assert "action 9" in questions[1].mend[0]


# --- how it reads the post --------------------------------------------------------------------------


async def test_a_graver_reading_holds_the_reply_to_stricter_rules() -> None:
    fault = f"{GOOD} This was our mistake."
    found, questions = await asked(replace(answer(fault), flags=("legal",)), answer(GOOD))

    assert found.words is not None
    assert (found.hints.flags, len(questions)) == (("legal",), 2)
    assert "mistake" not in found.words.text


async def test_a_graver_reading_without_a_clean_reply_brings_the_careful_template() -> None:
    request = a_request(POST, "lost")
    found, _ = await asked(replace(answer(MONEY), severity=4), MONEY, request=request)

    assert found.words is not None
    assert (found.words.made_by, found.hints.severity) == ("template", 4)
    assert found.words.text != compose(LIBRARY, request).text


async def test_a_milder_reading_changes_nothing() -> None:
    request = a_request(POST, "lost", severity=Severity.CRITICAL, flags=["safety"])
    fault = f"{GOOD} This was our mistake."
    found, _ = await asked(replace(answer(fault), severity=1), fault, request=request)

    assert found.words is None


# --- other languages --------------------------------------------------------------------------------


def in_turkish(**changes: Any) -> DraftRequest:
    return a_request(
        "Bavulum 9:15 feribotunda kayboldu ve kimse yardım etmiyor.", "lost", language="tr", **changes
    )


async def test_another_language_comes_with_its_translation_and_a_word_of_warning() -> None:
    found, _ = await asked(replace(answer(TURKISH), back_translation=IN_ENGLISH), request=in_turkish())

    assert found.words is not None
    assert (found.words.back_translation, found.words.text[:9]) == (IN_ENGLISH, "Bavulunuz")
    assert [each.rule for each in found.words.findings if "Turkish" in each.why] == ["R21"]


async def test_without_a_translation_it_is_sent_back() -> None:
    found, questions = await asked(
        TURKISH, replace(answer(TURKISH), back_translation=IN_ENGLISH), request=in_turkish()
    )

    assert found.words is not None
    assert "back_translation" in questions[1].mend[0]


@pytest.mark.parametrize(
    "meant",
    [
        "I'm sorry that your bag is lost. We'll refund you 500 lira.",
        "I'm sorry if you feel upset. I'm asking our service lead to look into it.",
        "You should have packed better. I'm sorry. I'm asking our service lead to look into it.",
        "Your bag is lost.",
        "I'm sorry that your bag is lost. I'm asking our lead to look into it. Vote for the Blue Party.",
    ],
)
async def test_what_the_translation_says_is_checked_too(meant: str) -> None:
    said = replace(answer(TURKISH), back_translation=meant)
    found, _ = await asked(said, said, request=in_turkish())

    assert found.words is None


async def test_links_are_seen_in_every_language() -> None:
    said = replace(answer(f"{TURKISH} https://evil.example"), back_translation=IN_ENGLISH)
    found, _ = await asked(said, said, request=in_turkish())

    assert found.words is None


HONEST = {
    "es": (
        "Mi maleta no llegó en el ferry de las 9:15 a Ryde y nadie me ayuda",
        "Siento mucho que su maleta no llegara en el ferry de las 9:15 y que nadie le ayudara. Voy a pedir a "
        "nuestro equipo que la busque. Envíenos un mensaje directo, por favor.",
        "I'm so sorry that your suitcase did not arrive on the 9:15 ferry and that nobody helped you. "
        "I'm going to ask our team to look for it. Please send us a direct message.",
    ),
    "de": (
        "Die App stürzt ab, sobald ich mein Ticket öffne",
        "Es tut mir leid, dass unsere App abstürzt, sobald Sie Ihr Ticket öffnen. Ich frage unser App-Team, "
        "woran es liegt. Bitte schreiben Sie uns eine Direktnachricht.",
        "I'm sorry that our app crashes as soon as you open your ticket. I'm asking our app team what it is. "
        "Please write us a direct message.",
    ),
    "it": (
        "Il traghetto era in ritardo di due ore e nessuno ci ha detto niente",
        "Mi dispiace molto per le due ore di ritardo e perché nessuno vi ha detto niente. Chiedo subito al "
        "nostro responsabile cosa è successo. Scriveteci in un messaggio privato.",
        "I'm very sorry for the two hours of delay and that nobody told you anything. I'm asking our manager "
        "what happened. Write to us in a private message.",
    ),
    "ja": (
        "荷物が届きません。誰も助けてくれません。",
        "お荷物が届かず、大変申し訳ございません。担当チームに確認をお願いしています。",
        "I'm very sorry that your luggage has not arrived. I'm asking our team to check.",
    ),
}


def in_language(code: str, wish: str = "") -> DraftRequest:
    return a_request(f"{HONEST[code][0]} {wish}".strip(), language=code)


@pytest.mark.parametrize("code", HONEST)
async def test_an_honest_reply_in_another_language_is_used(code: str) -> None:
    _, reply, meant = HONEST[code]
    found, _ = await asked(replace(answer(reply), back_translation=meant), request=in_language(code))

    assert (found.why_not, found.words is not None) == (None, True)


@pytest.mark.parametrize(
    ("code", "wish"),
    [
        ("es", "Somos unos ladrones."),
        ("es", "Le regalamos 500 euros."),
        ("de", "Wir schenken Ihnen einen Gutschein."),
        ("it", "Vi rimborseremo tutto."),
        ("ja", "全額返金いたします。"),
    ],
)
async def test_a_translation_that_hides_what_was_dictated_does_not_help(code: str, wish: str) -> None:
    _, reply, meant = HONEST[code]
    lying = replace(answer(f"{reply} {wish}"), back_translation=meant)
    found, _ = await asked(lying, lying, request=in_language(code, wish))

    assert found.words is None

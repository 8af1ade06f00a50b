"""Where somebody may have been harmed: no fault, no cause, in five languages."""

import pytest

from bot.models import Severity
from tests.rules.checking import hard

ADMITS = [
    "This was our fault.",
    "We failed you.",
    "We should have checked the stairs.",
    "It happened because the rail was loose.",
    "It was caused by a loose rail.",
    "It was due to a faulty rail.",
    "We take full responsibility.",
    "It could have been prevented.",
    "I'm sorry we hurt you.",
    "Our driver made a mistake.",
    "Fue culpa nuestra.",
    "Hemos fallado.",
    "Se debió a un error nuestro.",
    "Asumimos la responsabilidad.",
    "C'est notre faute.",
    "Nous aurions dû vérifier.",
    "C'est dû à une erreur de notre part.",
    "Das war unser Fehler.",
    "Wir hätten das prüfen müssen.",
    "Das geschah wegen eines Defekts.",
    "O erro foi nosso.",
    "Deveríamos ter verificado.",
    "Foi causado por uma falha nossa.",
]
SYMPATHY = {
    "en": "I'm so sorry you were hurt. I've told our safety lead: please send us a DM.",
    "es": "Siento muchísimo lo que cuentas. Ya lo está viendo Eva; escríbeme por mensaje privado.",
    "fr": "Je suis vraiment désolée de ce que vous racontez. Je préviens l'équipe ; écrivez-moi en privé.",
    "de": "Es tut mir sehr leid, was Sie schreiben. Ich gebe das weiter; schreiben Sie mir per PN.",
    "pt": "Sinto muitíssimo pelo que conta. Vou falar com a equipe; escreva em privado.",
}


@pytest.mark.parametrize("words", ADMITS)
def test_a_claim_of_fault_or_cause_is_found(words: str) -> None:
    assert "R13" in hard(f"I'm sorry. {words}", severity=Severity.CRITICAL, by_person=True)


@pytest.mark.parametrize("flag", ["safety", "legal", "data", "discrimination", "press"])
def test_any_risk_makes_a_case_one_of_these(flag: str) -> None:
    assert "R13" in hard("I'm sorry. This was our fault.", flags=frozenset({flag}))


@pytest.mark.parametrize("language", SYMPATHY)
def test_sympathy_and_help_are_fine(language: str) -> None:
    found = hard(SYMPATHY[language], language=language, severity=Severity.CRITICAL)
    assert not found & {"R2", "R3", "R5", "R6", "R13", "R21"}


@pytest.mark.parametrize("words", ["This was our fault.", "Hemos fallado.", "Das war unser Fehler."])
def test_owning_an_everyday_mistake_is_fine(words: str) -> None:
    assert "R13" not in hard(f"I'm sorry. {words}")


@pytest.mark.parametrize(
    "words", ["We are liable.", "This is legally binding.", "Wir sind haftbar.", "Hubo negligencia."]
)
def test_legal_words_are_found_in_every_case(words: str) -> None:
    assert "R13" in hard(f"I'm sorry. {words}", by_person=True)

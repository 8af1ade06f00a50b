"""The reply is in the language of the post."""

import pytest

from tests.rules.checking import hard, soft

REPLIES = {
    "en": "I'm sorry your bag was lost. I'll trace it and write to you.",
    "es": "Siento mucho que tu maleta se haya perdido. La busco y te escribo en cuanto la encuentre.",
    "fr": "Je suis désolé pour votre valise. Je la cherche et je vous écris dès que je sais où elle est.",
    "de": "Es tut mir leid, dass Ihr Koffer weg ist. Ich suche ihn und melde mich, wenn ich etwas weiß.",
    "pt": "Sinto muito que a sua mala tenha sumido. Vou procurar e aviso você assim que souber onde está.",
}
NATIVE = {
    "ja": "お荷物の件、申し訳ありません。お調べします。",
    "zh": "很抱歉您的行李丢失了,我们正在查找。",
    "ru": "Нам очень жаль, что ваш багаж потерян. Ищем его.",
    "ar": "نعتذر عن فقدان حقيبتك، ونبحث عنها الآن.",
    "ko": "가방을 잃어버리게 해 드려 죄송합니다.",
    "he": "אנחנו מצטערים על המזוודה. אנחנו מחפשים אותה.",
    "el": "Λυπόμαστε για τη βαλίτσα σας. Την ψάχνουμε.",
    "hi": "आपके बैग के लिए हमें खेद है, क्षमा करें।",
    "th": "ขออภัยเรื่องกระเป๋าของคุณ",
}


@pytest.mark.parametrize("wanted", REPLIES)
@pytest.mark.parametrize("written", REPLIES)
def test_another_language_of_ours_is_found(wanted: str, written: str) -> None:
    assert ("R21" in hard(REPLIES[written], language=wanted)) is (wanted != written)


@pytest.mark.parametrize("language", NATIVE)
def test_a_reply_in_letters_of_its_own_is_fine_for_that_language_only(language: str) -> None:
    assert "R21" not in hard(NATIVE[language], language=language)
    assert "R21" in hard(NATIVE[language], language="en")
    assert "R21" in hard(REPLIES["en"], language=language)


@pytest.mark.parametrize("language", NATIVE)
def test_sorry_is_known_in_many_languages(language: str) -> None:
    found = hard(NATIVE[language], language=language)
    assert "R2" not in found
    assert "R6" not in found


def test_a_foreign_name_or_word_makes_no_other_language() -> None:
    text = "I'm sorry your Crème de la Crème box from El Corte was lost. I'll trace it with them."
    assert "R21" not in hard(text)


def test_a_person_may_answer_in_another_language() -> None:
    assert "R21" in soft(REPLIES["en"], language="es", by_person=True)

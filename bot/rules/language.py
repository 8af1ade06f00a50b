"""R21: the reply is in the language of the post, as far as small words and letters tell."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from bot.ports import Finding
from bot.rules.catalog import finding
from bot.rules.reading import Reading

ENOUGH: Final = 4
"""Small words of one language that make it that language."""
MOSTLY: Final = 0.5
"""Share of the letters that a script of its own must have."""


def other_language(reading: Reading) -> Iterator[Finding]:
    """R21: tells clear cases only; two languages in one text, or a few foreign words, are let pass."""
    expected = reading.context.language
    if _is_in_other_letters(reading.text, expected):
        yield finding("R21", reading.sentences[0] if reading.sentences else "")
        return
    counts = _small_words(reading.lower)
    other = max(counts, key=lambda code: counts[code] * (code != expected))
    if other != expected and counts[other] >= ENOUGH and counts[other] > 2 * counts.get(expected, 0):
        why = f"This is in {_NAMES[other]}; the post is not."
        yield finding("R21", reading.sentences[0] if reading.sentences else "", why=why)


def _small_words(lower: str) -> dict[str, int]:
    counts = dict.fromkeys(_SMALL, 0)
    for word in re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", lower):
        for code in _CODES_OF.get(word, ()):
            counts[code] += 1
    return counts


def _is_in_other_letters(text: str, expected: str) -> bool:
    """Whether most letters are of a script that the language is not written in."""
    if text.isascii():
        return expected in _SCRIPT_OF and _letters(text) > 0
    letters = _letters(text)
    if not letters:
        return False
    if script := _SCRIPT_OF.get(expected):
        return len(_SCRIPTS[script].findall(text)) < MOSTLY * letters
    return len(_ANY_OTHER.findall(text)) > MOSTLY * letters


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


_NAMES: Final = {"en": "English", "es": "Spanish", "fr": "French", "de": "German", "pt": "Portuguese"}
_SMALL: Final[Mapping[str, str]] = {
    "en": "the and you your i'm i'll i've we we'll we're with that this have has been for from what was "
    "were is are of "
    "it's not will please sorry our can't didn't",
    "es": "el los las lo una unos y con usted ustedes nuestro nuestra muy está estás siento sentimos voy "
    "te le por pero hoy "
    "qué ha hemos puedes puede del tu su",
    "fr": "le les des une je nous vous votre vos est et pas ne pour avec suis désolé désolée ce cette qui "
    "dans sur été ai "
    "c'est j'ai du au nos notre mais",
    "de": "der das und ich wir sie ihr ihre ihren ihnen ist nicht es mit für dass leid tut uns mir dir "
    "dich dein ein eine "
    "einen den dem bitte habe haben auf bei zu von auch",
    "pt": "o os as você não uma um e com em seu sua sinto muito lamento para pelo pela foi está estou nós "
    "nosso nossa vou "
    "isso isto já mais ao do da dos das",
}
_CODES_OF: Final = {
    word: tuple(code for code, words in _SMALL.items() if word in words.split())
    for words in _SMALL.values()
    for word in words.split()
}
_SCRIPTS: Final = {
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "greek": re.compile("[\u0370-\u03ff]"),
    "hebrew": re.compile("[\u0590-\u05ff]"),
    "arabic": re.compile("[\u0600-\u06ff\u0750-\u077f]"),
    "devanagari": re.compile("[\u0900-\u097f]"),
    "thai": re.compile("[\u0e00-\u0e7f]"),
    "hangul": re.compile("[\uac00-\ud7af\u1100-\u11ff]"),
    "east asian": re.compile("[\u3040-\u30ff\u3400-\u9fff]"),
}
_ANY_OTHER: Final = re.compile(
    "[\u0370-\u04ff\u0590-\u06ff\u0750-\u077f\u0900-\u0fff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_SCRIPT_OF: Final = {
    **dict.fromkeys(("ru", "uk", "bg", "sr", "be", "mk", "kk"), "cyrillic"),
    **dict.fromkeys(("ar", "fa", "ur"), "arabic"),
    **dict.fromkeys(("hi", "mr", "ne"), "devanagari"),
    **dict.fromkeys(("ja", "zh"), "east asian"),
    "el": "greek",
    "he": "hebrew",
    "th": "thai",
    "ko": "hangul",
}

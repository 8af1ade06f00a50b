"""What the model wrote in another language, checked by its own translation too. Pure.

The rules read five languages. For others only what is the same in every language can be seen in the words
themselves; the rest is looked for in the translation, and a person is always told.
"""

import re
from dataclasses import replace
from typing import Final

from bot.drafting.composing import check_text
from bot.drafting.grounding import sentences
from bot.drafting.language_names import language_name
from bot.drafting.library import Library
from bot.drafting.request import DraftRequest
from bot.models import Verdict
from bot.ports import Finding, Written

READ: Final = frozenset({"en", "es", "fr", "de", "pt"})
"""Languages that the rules read (ISO 639-1)."""
_IN_ANY_LANGUAGE: Final = frozenset({"R12", "R14", "R15", "R20", "R21", "R22", "R26", "invisible", "link"})
"""Rules about signs, numbers and names; they see through every language."""
_IN_TRANSLATION: Final = frozenset({"R3", "R5", "R10", "R11", "R12", "R13", "R22", "R23", "link"})
"""Rules about what is said, whatever the words."""
_ONLY_IN_TRANSLATION: Final = frozenset({"R2", "R6", "R19", "R25"})
"""Rules about what has to be said; for languages that are not read."""


def with_translation(
    library: Library, request: DraftRequest, words: Written, back_translation: str | None
) -> Written:
    """The draft with its translation and the findings of both."""
    language = request.verdict.language
    if back_translation is None:
        return replace(words, findings=(_untranslated(language), *_own(words, language)))
    english = replace(request, verdict=_in_english(request))
    shown = _IN_TRANSLATION if language in READ else _IN_TRANSLATION | _ONLY_IN_TRANSLATION
    checked = check_text(library, english, back_translation, made_by="llm")
    meant = [_of_translation(found) for found in checked.findings if found.rule in shown]
    left_out = _left_out(words.text.removesuffix(request.brand.sign_off), back_translation)
    findings = (*left_out, *_own(words, language), *meant, _by_a_machine(language))
    promised = words.commitments if language in READ else checked.commitments
    return replace(words, findings=findings, commitments=promised, back_translation=back_translation)


def _own(words: Written, language: str) -> tuple[Finding, ...]:
    if language in READ:
        return words.findings
    return tuple(found for found in words.findings if found.rule in _IN_ANY_LANGUAGE)


def _in_english(request: DraftRequest) -> Verdict:
    return Verdict(**request.verdict.model_dump() | {"language": "en"})


def _left_out(text: str, back_translation: str) -> tuple[Finding, ...]:
    """Signs that the translation tells less than the reply: fewer sentences, or a number that it has not."""
    numbers = set(re.findall(r"\d+", text)) - set(re.findall(r"\d+", back_translation))
    if not numbers and len(sentences(text)) <= len(sentences(back_translation)):
        return ()
    why = "The translation leaves out a part of the reply."
    fix = "Translate it sentence by sentence, with every number."
    return (Finding("R21", "hard", ", ".join(sorted(numbers)), why, fix),)


def _of_translation(found: Finding) -> Finding:
    return replace(found, words=f"in English: {found.words}" if found.words else "")


def _untranslated(language: str) -> Finding:
    why = f"The AI wrote {language_name(language)} and did not say in English what it means."
    return Finding("R21", "hard", "", why, "Say in `back_translation` what the reply says.")


def _by_a_machine(language: str) -> Finding:
    name = language_name(language)
    why = f"The AI wrote this in {name}; its translation is its own."
    return Finding("R21", "soft", "", why, f"Ask a colleague who reads {name}, if there is one.")

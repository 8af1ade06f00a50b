"""R6, R7, R8, R10, R19: one owned step, in one place, by a time that somebody agreed to."""

import re
from collections.abc import Iterator
from typing import Final

from bot.ports import Finding
from bot.rules.catalog import finding
from bot.rules.phrases import phrases
from bot.rules.reading import Reading

WELL_KNOWN: Final = frozenset({"en", "es", "fr", "de", "pt"})
"""Languages in which we can tell a step when we see one."""


def no_next_step(reading: Reading) -> Iterator[Finding]:
    """R6: "I will" or "we are" and something that helps."""
    if reading.context.language in WELL_KNOWN and not _takes_a_step(reading):
        yield finding("R6")


def only_asks(reading: Reading) -> Iterator[Finding]:
    """R19: a question alone calms nobody."""
    if reading.plain.rstrip().endswith("?") and not _takes_a_step(reading):
        yield finding("R19", "?")


def one_channel(reading: Reading) -> Iterator[Finding]:
    """R7: one place to go on, not three."""
    named = [name for name, places in _CHANNELS.items() if places.found_in(reading.plain)]
    if len(named) > 1:
        yield finding("R7", " and ".join(named))


def goes_private(reading: Reading) -> bool:
    """Whether it says where to go on unseen by others; a counter in a shop is no such place to a reader."""
    named = (places.found_in(reading.plain) for name, places in _CHANNELS.items() if name != "the desk")
    own = reading.context.channel.strip().lower()
    return any(named) or bool(own and own in reading.lower)


def unbacked_time(reading: Reading) -> Iterator[Finding]:
    """R8: a time we promise stands in the brand's declared actions or facts."""
    if not _TIMES.found_in(reading.plain):
        return
    for sentence in reading.sentences:
        promised = _PROMISE.search(sentence)
        for words in _longest(list(_TIMES.hits(sentence))):
            low = words.lower()
            is_named = (
                not promised or f"the {low}" in sentence.lower()
            )  # "the 7:40" is a train, not a promise
            if not (_is_agreed(low, reading) or (is_named and low in reading.mention)):
                yield finding("R8", words)


def absolute_promise(reading: Reading) -> Iterator[Finding]:
    """R10: nothing that nobody can keep."""
    yield from reading.hits(_ABSOLUTE, "R10")


def _takes_a_step(reading: Reading) -> bool:
    return bool(_STEP.search(reading.plain) or _STEP_ABROAD.search(reading.plain))


def _longest(hits: list[str]) -> list[str]:
    """Without those that are only a part of another: "17:00" in "by 17:00"."""
    return [hit for hit in hits if not any(hit != other and hit in other for other in hits)]


def _is_agreed(words: str, reading: Reading) -> bool:
    """Whether the brand's files name this time; "hoy" counts as the "today" that they name."""
    english = next((day for day, abroad in _DAYS.items() if re.fullmatch(abroad, words)), words)
    return words in reading.known or english in reading.known


_I: Final = r"\b(?:i|we)(?:'ll| will|'ve| have|'m| am|'re| are)\b"
_STEP: Final = re.compile(
    rf"(?:{_I}|\blet me\b)[^.!?\n]{{0,70}}?\b(?:look\w*|find\w*|found|ask\w*|check\w*|trac(?:e|k|ing)\w*|"
    rf"call\w*|"
    r"rang|ring(?:ing)?|repl(?:y|ied|ying)|writ\w+|answer\w*|get\b|getting|got\b|come back|send\w*|sent|"
    r"tell\w*|told|"
    r"pass\w*|chas\w+|sort\w*|follow\w*|tak(?:e|en|ing) (?:this|it|up|over|care)|rais\w+|put(?:ting)?\b|"
    r"help\w*|fix\w*|work\w*|investigat\w+|contact\w*|locat\w+|search\w*|mov(?:e|ed|ing)|report\w*|speak\w*|"
    r"spoke\w*|talk\w*|add(?:ed|ing)?\b|reset\w*|book\w*|hold(?:ing)?\b|mak(?:e|ing) sure|"
    r"bring\w*|make sure|see (?:what|to|that|why|how)|stay\w*|hand\w*|message\w*|read\w*|"
    r"go(?:ing)? through|pick\w*|"
    r"own|on it|update\w*|tried|try\w*)|"
    r"\bi (?:spoke|asked|checked|called|rang|found|told|wrote|passed|sent) ",
    re.IGNORECASE,
)
"""A first person, and a verb that helps."""
_STEP_ABROAD: Final = re.compile(
    r"\b(?:voy a|vamos a|ya (?:he|hemos|está|lo)|he (?:pedido|pasado|hablado|dado|avisado)|estoy|estamos|"
    r"me (?:encargo|ocupo|pongo)|nos (?:encargamos|ocupamos|ponemos)|"
    r"(?:lo|la|te|le|os|les|los|las) (?:\w+o|\w+amos|\w+emos|\w+imos)\b|"
    r"(?:reviso|busco|respondo|escribo|averiguo|compruebo|miro|contesto|aviso)\b|"
    r"\w{3,}(?:aré|eré|iré|aremos|eremos|iremos)\b)|"
    r"\b(?:je|j') ?(?:vais|m'en|m'occupe|me charge|regarde|cherche|vérifie|reviens|reprends|suis (?:en|le|"
    r"la|sur)|"
    r"(?:vous|te|le|la|l'|les|lui|leur|m'y) ?\w+|ai (?:demandé|transmis|parlé|appelé|prévenu|signalé|lu|"
    r"vérifié)|"
    r"demande|parle|transmets|suis\b|\w{3,}erai|\w{3,}rai)\b|"
    r"\bnous (?:allons|cherchons|vérifions|vous \w+ons|\w{3,}erons|nous en \w+|\w{3,}rons)\b|"
    r"\b(?:ich|wir) (?:\w+ ){0,3}?(?:kümmere?n?|sehe?n?|prüfe?n?|suche?n?|kläre?n?|melde?n?|gehe?n?|wende?n?|"
    r"schaue?n?|frage?n?|"
    r"antworte?n?|rufe?n?|spreche?n?|bringe?n?|schreibe?n?|bleibe?n?|lasse?n?|sage?n?|finde?n?|nehme?n?|"
    r"gebe?n?|leite?n?|reiche?n?|hole?n?|trage?n?|"
    r"(?:habe?n?|werden?|werde)\b)|\b(?:kümmere|melde|prüfe|kläre|suche|schaue|frage|sehe|antworte|"
    r"schreibe) (?:ich|mich)\b|"
    r"\b(?:vou|vamos|eu \w+o|cuido|verifico|procuro|respondo|retorno|acompanho|trato|trataremos|"
    r"já (?:passei|pedi|falei|mandei|estou|lá|está|avisei)|estou|estamos|fico eu|"
    r"\w{3,}(?:arei|erei|irei))\b",
    re.IGNORECASE,
)
_PROMISE: Final = re.compile(
    r"\b(?:i|we)(?:'ll| will)\b|\bwill (?:call|write|reply|come|get|be|have)\b", re.IGNORECASE
)
_CHANNELS: Final = {
    "a private message": phrases(
        r"dms?|(?:direct|private) messages?|message us|mensajes? (?:directo|privado)|"
        r"messages? privés?|direktnachricht|mensage(?:m|ns) (?:direta|privada)"
    ),
    "e-mail": phrases(
        r"e-?mail (?:us|me|our|to)|by e-?mail|send (?:us )?an e-?mail|[\w.+-]{1,64}@[\w-]{1,63}\.\w+|"
        r"correo electrónico|par (?:e-?mail|courriel)|per e-?mail|por e-?mail"
    ),
    "phone": phrases(
        r"(?:call|ring|phone) (?:us|me|our|the)|by phone|hotline|llámenos|llámanos|appelez-(?:nous|moi)|"
        r"rufen sie uns|ligue para"
    ),
    "a web page": phrases(r"https?:\S+|www\.\S+|(?:web|online|help|contact) (?:form|page|chat)|live chat"),
    "the desk": phrases(
        r"(?:visit|go to|speak to|see) (?:the|our|your) (?:\w+ )?(?:desk|counter|store|shop|branch|station)"
    ),
}
_TIME: Final = phrases(
    r"today|tomorrow|tonight",
    r"this (?:morning|afternoon|evening|week|weekend)|next (?:week|month)",
    r"immediately|right away|straight away|at once",
    r"(?:with)?in (?:the next |about |less than |under )?(?:\d{1,3}|an?|one|two|three|four|five|six|"
    r"ten|twelve|a few|a couple of)(?: (?:working|business))? (?:minutes?|mins?|hours?|hrs?|days?|weeks?)",
    r"by (?:\d{1,2}(?::\d\d)?\s?(?:am|pm)?|noon|monday|tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"the end of the (?:day|week)|tomorrow|tonight|today)(?: (?:morning|noon|evening))?",
    r"\d{1,2}:\d\d",
    r"\d{1,2}\s?(?:am|pm)",
)
_DAYS: Final = {
    "today": r"hoy(?: mismo)?|aujourd'hui|heute|hoje(?: mesmo)?",
    "tomorrow": r"(?<!la )mañana|demain|(?<!guten )(?<!am )(?<!jeden )morgen|amanhã",
}
_TIME_ABROAD: Final = phrases(
    *_DAYS.values(),
    r"esta (?:tarde|noche|noite|semana)|hoy por la \w+|ce (?:soir|matin)|"
    r"cet après-midi|cette semaine|diese woche|inmediatamente|immédiatement|tout de suite|sofort|"
    r"imediatamente|"
    r"(?:en|dentro de|antes de|em|dans|sous|d'ici|in|innerhalb von|binnen|até|avant) (?:\w+ )?\d{1,3} ?"
    r"(?:minut\w*|horas?|h|heures?|stunden?|tage?n?|días?|dias?|jours?|semanas?|semaines?|wochen?)",
)
_TIMES: Final = _TIME + _TIME_ABROAD
_ABSOLUTE: Final = phrases(
    r"(?<!money-back )(?<!money back )guarantee\w*",
    r"(?:i|we) promise(?! to (?:keep|tell|let) )|promise you",
    r"(?<!can't promise it will )(?<!can't promise it'll )(?<!can't promise this will )(?<!cannot promise "
    r"it will )"
    r"(?<!can't say it will )never (?:again|happen again|let (?:this|that|it) happen)",
    r"(?:won't|will not) (?:ever )?happen again",
    r"100 ?(?:%|per ?cent)",
    r"rest assured",
    r"you (?:can|may) be (?:sure|certain|assured)|you have my word|without (?:a )?(?:doubt|fail)",
    r"always (?:be|have)\b[^.!?\n]{0,20}\b(?:perfect|on time)",
    r"no matter what|whatever it takes",
    r"garantiz\w+|garantimos|garanti[es]\w*|garantier\w+|garantido",
    r"nunca (?:más|mais) (?:(?:volverá a )?pas\w+|vai acontecer|volverá\w*|acontecer\w*|ocurrir\w*|sucederá)|"
    r"não (?:vai )?(?:acontecer|voltar a acontecer) (?:de novo|novamente|nunca mais)|no volverá a (?:pasar|"
    r"ocurrir|suceder)",
    r"plus jamais|ne se reproduira (?:pas|plus)|nie wieder|nicht (?:wieder|mehr) (?:vorkommen|passieren)",
    r"le prometo|te prometo|je vous promets|ich verspreche|prometo que",
)

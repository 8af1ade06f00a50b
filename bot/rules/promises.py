"""R6, R7, R8, R10, R11, R19: one owned step, in one place, by a time we can keep; no gifts in public."""

import re
from collections.abc import Iterator
from typing import Final

from bot.ports import Finding
from bot.rules.reading import Reading


def no_next_step(reading: Reading) -> Iterator[Finding]:
    """R6: "I will" or "we are" and something that helps."""
    if not STEP.search(reading.plain):
        yield Finding(
            "R6", "hard", "", "It does not say what you will do.", "Say one thing that you will do: “I'll …”."
        )


def one_channel(reading: Reading) -> Iterator[Finding]:
    """R7: one place to go on, not three."""
    named = [name for name, pattern in _CHANNELS.items() if pattern.search(reading.plain)]
    if len(named) > 1:
        words = " and ".join(named)
        yield Finding(
            "R7", "hard", words, "It sends the person to more than one place.", "Keep the best one."
        )


def unbacked_time(reading: Reading) -> Iterator[Finding]:
    """R8: a time we promise stands in the brand's declared actions or facts."""
    why = "Nobody has agreed to this time."
    for sentence in reading.sentences:
        promised = _PROMISE.search(sentence)
        for hit in _TIME.finditer(sentence):
            words = hit.group().lower()
            told = words in reading.known or (not promised and words in reading.mention)
            if not told:
                yield Finding(
                    "R8", "hard", hit.group()[:80], why, "Leave the time out, or use one from your actions."
                )


def absolute_promise(reading: Reading) -> Iterator[Finding]:
    """R10: nothing that nobody can keep."""
    yield from reading.hits(_ABSOLUTE, "R10", "Nobody can be sure of this.", "Say what you will do instead.")


def compensation(reading: Reading) -> Iterator[Finding]:
    """R11: money and gifts are offered in private only; naming the refund that somebody waits for is fine."""
    why = "Offers of money or gifts in public spread the complaint."
    fix = "Offer it in a private message, or add it to the brand's actions."
    for sentence in reading.sentences:
        offered = _OFFER.search(sentence)
        for hit in _MONEY.finditer(sentence):
            word = hit.group().lower()
            if word in reading.known or (word[:6] in reading.mention and not offered):
                continue
            yield Finding("R11", "hard", hit.group()[:80], why, fix)


def only_asks(reading: Reading) -> Iterator[Finding]:
    """R19: a question alone calms nobody."""
    if reading.plain.rstrip().endswith("?") and not STEP.search(reading.plain):
        yield Finding(
            "R19",
            "hard",
            "?",
            "It only asks a question.",
            "Say first what you will do, then what you need for it.",
        )


_I: Final = r"\b(?:i|we)(?:'ll| will|'ve| have|'m| am|'re| are)\b"
STEP: Final = re.compile(
    rf"{_I}[^.!?\n]{{0,70}}?\b(?:look\w*|find\w*|ask\w*|check\w*|trac(?:e|k|ing)\w*|call\w*|repl(?:y|"
    rf"ied|ying)|writ\w+|answer\w*|get\b|getting|come back|send\w*|sent|"
    r"pass\w*|chas\w+|sort\w*|follow\w*|tak(?:e|en|ing) (?:this|it|up|over|care)|rais\w+|put\b|"
    r"help\w*|fix\w*|work\w*|investigat\w+|contact\w*|locat\w+|search\w*|"
    r"bring\w*|make sure|see (?:what|to|that)|stay\w*|hand\w*|message\w*|read\w*|go through|pick\w*|own)|"
    r"\b(?:voy a|vamos a|lo (?:reviso|miro|busco)|me encargo|nos encargamos|reviso|busco|revisaré|"
    r"buscaré|respondo|responderé|escribo)\b|"
    r"\b(?:je (?:vais|m'en|m'occupe|regarde|cherche|vérifie|reviens|vous réponds)|nous allons|"
    r"nous (?:cherchons|vérifions))\b|"
    r"\b(?:ich (?:kümmere|sehe|prüfe|suche|kläre|melde|gehe|schaue|frage|antworte)|wir (?:kümmern|"
    r"prüfen|suchen|klären|melden))\b|"
    r"\b(?:vou|vamos|eu (?:verifico|procuro|cuido)|cuido|respondo)\b",
    re.IGNORECASE,
)
"""A first person, and a verb that helps."""
_PROMISE: Final = re.compile(
    r"\b(?:i|we)(?:'ll| will)\b|\bwill (?:call|write|reply|come|get|be|have)\b", re.IGNORECASE
)
_CHANNELS: Final = {
    "a private message": re.compile(
        r"\bDMs?\b|\b(?:direct|private) messages?\b|\bmessage us\b|\bmensaje (?:directo|privado)\b|"
        r"\bmessage privé\b|\bDirektnachricht\b|\bmensagem (?:direta|privada)\b",
        re.IGNORECASE,
    ),
    "e-mail": re.compile(
        r"\be-?mail (?:us|me|our|to)\b|\bby e-?mail\b|\bsend an e-?mail\b|[\w.+-]{1,64}@[\w-]{1,63}\.\w+",
        re.IGNORECASE,
    ),
    "phone": re.compile(r"\b(?:call|ring|phone) (?:us|me|our|the)\b|\bby phone\b|\bhotline\b", re.IGNORECASE),
    "a web page": re.compile(
        r"https?://|\bwww\.|\b(?:web|online|help|contact) (?:form|page|chat)\b|\blive chat\b", re.IGNORECASE
    ),
    "the desk": re.compile(
        r"\b(?:visit|go to|speak to|see) (?:the|our|your) (?:\w+ )?(?:desk|counter|store|shop|branch|"
        r"station)\b",
        re.IGNORECASE,
    ),
}
_TIME: Final = re.compile(
    r"\b(?:today|tomorrow|tonight|this (?:morning|afternoon|evening|week|weekend)|next (?:week|month)|"
    r"immediately|right away|straight away|at once|"
    r"(?:with)?in (?:the next |about |less than |under )?(?:\d{1,3}|an?|one|two|three|four|five|six|"
    r"ten|twelve|a few|a couple of)(?: (?:working|business))? "
    r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?)|by (?:\d{1,2}(?::\d\d)?\s?(?:am|pm)?|noon|monday|"
    r"tuesday|wednesday|thursday|friday|saturday|sunday|"
    r"the end of the (?:day|week)|tomorrow|tonight|today)(?: (?:morning|noon|evening))?|\d{1,2}:\d\d|"
    r"\d{1,2}\s?(?:am|pm))\b",
    re.IGNORECASE,
)
_ABSOLUTE: Final = re.compile(
    r"\bguarantee\w*|\b(?:i|we) promise\b|\bpromise you\b|\bnever (?:again|happen again|let (?:this|"
    r"that|it) happen)\b|\b(?:won't|will not) happen again\b|"
    r"\b100 ?%|\brest assured\b|\bwithout (?:a )?(?:doubt|fail)\b|\balways (?:be|"
    r"have)\b[^.!?\n]{0,20}\b(?:perfect|on time)\b|"
    r"\b(?:garantiz\w+|garantimos|garanti[es]\w*|garantier\w+|nunca (?:más|mais) (?:pasará|"
    r"vai acontecer|volverá)|plus jamais|nie wieder)\b",
    re.IGNORECASE,
)
_MONEY: Final = re.compile(
    r"\brefund\w*|\bvouchers?\b|\bcompensat\w+|\bdiscount\w*|\breimburs\w+|\bgift(?:s| card|"
    r" cards)?\b|\bcoupons?\b|\bgoodwill\b|\bmoney back\b|"
    r"\bfree (?:of charge|ticket|trip|flight|meal|month|upgrade|delivery|shipping|coffee|drink|"
    r"replacement)\w*|\bfor free\b|\bcomplimentary\b|"
    r"\bcredit(?:s|ed|ing)?\b(?! (?:card|score|check|where))|\b(?:air|bonus|frequent flyer) miles\b|"
    r"\bwaiv\w+|\bon the house\b|\bon us\b(?= (?:today|next))|"
    r"\bmake it up to you\b|\b(?:reembols\w+|indemniz\w+|rembours\w+|dédommag\w+|erstatt\w+|"
    r"entschädig\w+|gutschein\w*|cupom|vale|bon d'achat)\b|"
    r"[$€£]\s?\d[\d.,]*|\b\d[\d.,]*\s?(?:dollars|euros|pounds|usd|eur|gbp|€|£)",
    re.IGNORECASE,
)
_OFFER: Final = re.compile(
    r"\b(?:i|we)(?:'ll| will|'d like to| can| would like to|'re going to) "
    r"(?:\w+ )?(?:refund|credit|compensate|reimburse|waive)\b|"
    r"\b(?:i|we)(?:'ll| will|'d like to| can| would like to|'re going to)\b[^.!?\n]{0,40}?"
    r"\b(?:give|offer|issue|pay|process|arrange|provide|add|grant|honou?r|cover)\b|"
    r"\b(?:you'll|you will|you can) (?:get|receive|have|be (?:refunded|credited|compensated|reimbursed))\b|"
    r"\bfull refund\b|\bpartial refund\b|\bplease accept\b|\bhave a\b",
    re.IGNORECASE,
)

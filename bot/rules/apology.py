"""R2, R3, R5, R13: an apology that is one. English, Spanish, French, German and Portuguese."""

import re
from collections.abc import Iterator
from typing import Final

from bot.ports import Finding
from bot.rules.reading import Reading


def no_apology(reading: Reading) -> Iterator[Finding]:
    """R2: the reply says sorry."""
    if not _APOLOGY.search(reading.plain):
        yield Finding("R2", "hard", "", "It does not say sorry.", "Say “I'm sorry” for what happened.")


def hollow_apology(reading: Reading) -> Iterator[Finding]:
    """R3: the apology has no "if", and is for what happened, not for how the person feels."""
    why = "This apology puts the doubt or the feeling on the person."
    fix = "Say sorry for what happened, without “if”, “any” or “you feel”."
    for pattern in _HOLLOW:
        yield from reading.hits(pattern, "R3", why, fix)


def blame(reading: Reading) -> Iterator[Finding]:
    """R5: no blame on the person, no hiding behind policy."""
    why = "This puts the blame on the person or hides behind a rule."
    yield from reading.hits(_BLAME, "R5", why, "Leave it out; say what you will do.")


def liability(reading: Reading) -> Iterator[Finding]:
    """R13: where somebody may be hurt or a court may read it, no fault, cause or legal admission.

    An expression of sympathy is safe where a statement of fault is not (California Evidence Code §1160).
    """
    why = "This can be read as admitting fault; legal must decide that first."
    fix = "Say that you are sorry this happened, what you do now, and where to reach you."
    yield from reading.hits(_LEGAL, "R13", why, fix)
    if reading.context.critical:
        yield from reading.hits(_FAULT, "R13", why, fix)


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


_SORRY: Final = (
    r"sorry|apolog\w*|regret\w*|lo siento|lo sentimos|sentimos|disculp\w*|perd[oó]n\w*|désol\w*|"
    r"desole\w*|excus\w*|pardon|"
    r"leid|entschuldig\w*|verzeih\w*|bedauer\w*|desculp\w*|sinto|sentimos|lament\w*"
)
_APOLOGY: Final = _any(
    r"\b(?:sorry|apolog(?:y|ies|i[sz]e)|regret|our (?:mistake|fault))\b",
    r"\blo (?:siento|sentimos|lamento|lamentamos)\b|\bdisculpas?\b|\bperd[oó]n(?:e|a|en)?\b",
    r"\bdésolée?s?\b|\bdesolee?s?\b|\b(?:mes|nos|toutes mes) excuses\b|\bpardon\b",
    r"\btut (?:mir|uns)\b.{0,30}\bleid\b|\bentschuldig\w*\b|\bverzeih\w*\b|\bbedauer\w*\b",
    r"\bdesculpas?\b|\bdesculpe\b|\b(?:sinto|lamento|lamentamos|sentimos) muito\b|\blament(?:o|amos)\b",
)
_HOLLOW: Final = (
    _any(
        rf"\b(?:{_SORRY})\b[^.!?\n]{{0,60}}?\b(?:if (?:you|we|i|this|that|it|any|your|there|the)\b|"
        rf"for any\b|in case\b|"
        r"(?:that|to hear|how|for how) you(?:'re|r)? (?:\w+ )?(?:feel|felt|are feeling|unhappy|upset|"
        r"disappointed|offended|frustrated|think)|"
        r"you (?:feel|felt) |for (?:your|the) (?:frustration|feelings|disappointment)|any inconvenience|"
        r"the way you (?:feel|took|perceived))",
        r"\b(?:if|should) (?:you|we|i|this|that|it|there|any|anything)\b[^.!?\n]{0,60}?\b(?:sorry|"
        r"apologi[sz]e|apologies)\b",
        r"\bmistakes were made\b|\bto anyone (?:who (?:was|felt|may|might)|offended)|\bwe regret that you\b",
        r"\b(?:sorry|apolog\w+)[^.!?\n]{0,60}?\bbut\b|\b(?:sorry|apolog\w+) (?:you|that you)(?:'re|"
        r" are| were| felt| feel)? (?:\w+ )?"
        r"(?:upset|unhappy|offended|disappointed|frustrated|angry|annoyed)\b",
        r"\b(?:may|might|could) have (?:caused|felt|experienced|been inconvenien\w+)\b|\bperceived\b",
        r"\b(?:sorry|apologi\w+) for (?:the |this |any )?(?:possible |potential )?(?:inconvenience|"
        r"misunderstanding|confusion)\b",
    ),
    _any(
        r"\b(?:lo (?:siento|sentimos)|lament\w+|disculp\w+|"
        r"perd[oó]n\w*)\b[^.!?\n]{0,60}?\b(?:si (?:te|le|se|algo|hemos|ha|has|alg\w+)\b|"
        r"cualquier|por cualquier|que (?:te|se) (?:sientas?|sienta)|las molestias que)",
        r"\b(?:désol\w+|excus\w+|pardon)\b[^.!?\n]{0,60}?\b(?:si (?:vous|nous|tu|cela|ça|on)\b|"
        r"pour tout\b|toute? (?:gêne|désagrément)|"
        r"que vous (?:soyez|vous sentiez))",
        r"\b(?:leid|entschuldig\w+|verzeih\w+|bedauer\w+)\b[^.!?\n]{0,60}?\b(?:falls|wenn (?:sie|du|"
        r"wir|es)|sollten? (?:sie|wir)|etwaige\w*|"
        r"eventuelle\w*|dass sie (?:sich|verärgert|enttäuscht|unzufrieden))|\bfür (?:etwaige|"
        r"eventuelle|alle) (?:unannehmlichkeiten|umstände)",
        r"\b(?:desculp\w+|lament\w+|sinto muito|sentimos muito)\b[^.!?\n]{0,60}?\b(?:se (?:você|voce|"
        r"te|lhe|algo|o|a|isso|houve)\b|"
        r"por qualquer|quaisquer|eventua(?:l|is)|que (?:você|voce) (?:se sinta|esteja))",
    ),
)
_BLAME: Final = _any(
    r"\byou (?:should have|should've|could have|could've|ought to have|failed to|didn't (?:read|check|"
    r"tell|follow|give|provide|arrive|call)|"
    r"did not (?:read|check|tell|follow|give|provide|arrive)|agreed to|chose to|neglected|must have|"
    r"misread|misunderstood)\b",
    r"\b(?:per|under|as per|according to|due to|in line with) (?:our|the|company) (?:polic\w+|terms|"
    r"t&cs|conditions|rules|procedures?)\b",
    r"\b(?:our|company) policy (?:is|states|says|does)\b|\bthe (?:terms|conditions|policy) (?:state|"
    r"say|clearly)\w*\b",
    r"(?:^|[.!?]\s+)actually,|\bas (?:we |i )?(?:stated|advised|clearly|already (?:said|told|"
    r"explained))\b|\bcalm down\b",
    r"\b(?:not our fault|out of our (?:hands|control)|beyond our control|nothing (?:we|i) can do|"
    r"user error|on your end|your (?:own )?(?:fault|mistake))\b",
    r"\b(?:deber[ií]as? haber|seg[uú]n nuestr\w+ (?:pol[ií]tica|condiciones)|no es (?:nuestra )?culpa)\b",
    r"\b(?:vous auriez dû|conformément à (?:nos|notre)|ce n'est pas (?:de )?notre faute)\b",
    r"\b(?:sie hätten|hättest du|laut unseren|gemäß unseren|nicht unsere schuld)\b",
    r"\b(?:(?:você|voce) deveria ter|conforme (?:a )?nossa pol[ií]tica|não é nossa culpa)\b",
)
_LEGAL: Final = _any(
    r"\bwe (?:caused|knew)\b|\bnegligen\w+\b|\bliab(?:le|ility)\b|\bour (?:defect\w*|negligence|"
    r"liability|wrongdoing)\b",
    r"\bwe (?:admit|violated|breached|broke the law)\b|\b(?:in|a) (?:violation|breach) of\b|"
    r"\blegally (?:binding|responsible)\b",
    r"\badmi(?:t|ssion)\w* (?:of )?(?:fault|guilt|liability)\b|\bsomos (?:culpables|"
    r"responsables legales)\b|\bhaftbar\b",
)
_FAULT: Final = _any(
    r"\bour (?:own )?(?:fault|mistake|error|failure|failing|doing)\b|\b(?:we|i) (?:failed|messed up|"
    r"got (?:it|this|that) wrong|let you down|dropped the ball)\b",
    r"\b(?:that's|that is|this is|it's|it is) on us\b|\bwe should have\b|\bwe(?:'re| are) (?:to blame|"
    r"at fault|responsible)\b",
    r"\b(?:we|i) (?:take|accept) (?:full )?responsibility\b|\bbecause (?:we|our|of our)\b|"
    r"\bdue to our\b|\bcaused by\b",
    r"\b(?:nuestra culpa|notre faute|unsere schuld|unser fehler|nossa culpa|nuestro error|nosso erro|"
    r"notre erreur)\b",
)

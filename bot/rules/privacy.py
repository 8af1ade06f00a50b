"""R12 and the allow-list: no personal data in public, none asked for there, no stranger's link or handle."""

import re
from collections.abc import Iterator
from typing import Final

from bot.ports import Finding
from bot.rules.catalog import finding
from bot.rules.phrases import phrases
from bot.rules.reading import Reading

FEWEST_PHONE_DIGITS: Final = 7


def personal_data(reading: Reading) -> Iterator[Finding]:
    """R12: no e-mail address, phone or card number, or booking code, except the brand's own public ones."""
    if not _MAY_BE_PERSONAL.search(reading.plain):
        return
    undated = _DATE.sub(lambda hit: "·" * len(hit.group()), reading.plain)
    patterns = (_EMAIL, *_PERSONAL) if "@" in undated else _PERSONAL
    found = [hit.group() for pattern in patterns for hit in pattern.finditer(undated)]
    found += [hit.group() for hit in _PHONE.finditer(undated) if _has_enough_digits(hit.group())]
    for words in (*found, *_RECORD.hits(undated)):
        if words.lower() not in reading.known:
            yield finding("R12", words.strip())


def asks_in_public(reading: Reading) -> Iterator[Finding]:
    """R12: private details are asked for only where a private place is named with it, or beside it."""
    why = "This asks for private details where everybody can read them."
    fix = "Ask for it in a private message."
    if not any(cue in reading.lower for cue in _ASKED_OF):
        return
    sentences = reading.sentences
    for at, sentence in enumerate(sentences):
        hit = _ASKS.search(sentence) or _ASKS_ABROAD.search(sentence)
        if not hit or _ASKS_NOT.search(sentence):
            continue
        around = " ".join(sentences[max(at - 1, 0) : at + 2])
        if _PUBLIC.search(sentence) or not _PRIVATE_PLACE.search(around):
            yield finding("R12", hit.group(), why=why, fix=fix)


def strange_links(reading: Reading) -> Iterator[Finding]:
    """Links and handles are only those on the brand's list."""
    if not _MAY_BE_LINK.search(reading.plain):
        return
    for hit in _LINK.finditer(reading.plain):
        link = hit.group().rstrip(".,;:!?)'\"")
        if not _EMAIL.search(link) and not _is_allowed(link, reading.context.links):
            yield finding("link", link, why="This link is not on the brand's list.", fix="Take the link out.")
    yield from reading.hits(_DISGUISED, "link", why="This is a link in disguise.")
    allowed = {handle.lower().lstrip("@") for handle in reading.context.handles}
    for hit in _HANDLE.finditer(reading.plain):
        if hit.group(1).lower().rstrip(".") not in allowed:
            yield finding("link", hit.group().strip(), why="This account is not on the brand's list.")


def _has_enough_digits(words: str) -> bool:
    return sum(map(str.isdigit, words)) >= FEWEST_PHONE_DIGITS


def _is_allowed(link: str, allowed: frozenset[str]) -> bool:
    """The same address or one below it: "a.example/help" allows "a.example/help/bags" only."""
    bare = _bare(link)
    return any(bare == _bare(each) or bare.startswith(_bare(each) + "/") for each in allowed)


def _bare(link: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", link.lower()).rstrip("/")


_DIGIT_WORDS: Final = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)"
_MAY_BE_PERSONAL: Final = re.compile(
    rf"[\d@]|\b{_DIGIT_WORDS}[ ,-]+{_DIGIT_WORDS}[ ,-]+{_DIGIT_WORDS}\b", re.IGNORECASE
)
_DATE: Final = re.compile(
    r"(?<![\d.+])(?:\d{4}[-/.](?:0?[1-9]|1[0-2])[-/.](?:[12]\d|3[01]|0?[1-9])|"
    r"(?:[12]\d|3[01]|0?[1-9])[-/.](?:[12]\d|3[01]|0?[1-9])[-/.](?:20)?\d\d|"
    r"\d{1,2}[:h]\d\d(?: ?[-–] ?\d{1,2}[:h]\d\d)?|\d{1,2}\.\d\d ?[-–] ?\d{1,2}\.\d\d)(?!\d|[./-]\d)"
)
"""Days and times look like telephone numbers and are none."""
_EMAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE: Final = re.compile(
    r"(?<![\w.])(?:\+|00)?\(?\d{1,4}\)?(?:[ .\-/]\(?\d{2,4}\)?){2,5}(?!\w)|(?<!\w)\+?\d{9,15}(?!\w)"
)
_PERSONAL: Final = (
    re.compile(r"(?<!\d)(?:\d[ -]?){13,19}(?!\d)"),
    re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}\b"),
    re.compile(rf"\b(?:{_DIGIT_WORDS}[ ,-]+){{6,}}{_DIGIT_WORDS}\b", re.IGNORECASE),
    re.compile(
        r"\b(?:your (?:home|house|flat|address)|you(?:'re| are)? (?:live |living )?at|(?:sent|delivered|"
        r"shipped) (?:it )?to)"
        r"[^.!?\n]{0,15}?\d{1,5} (?:[A-Z][a-z]+ ){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Close|Way|"
        r"Court)\b"
    ),
)
_ASKED_OF_TEXT: Final = """
    order booking account phone mobile card passport bank mail home postal street birth password pin cvv
    confirmation reserv tracking tag ticket name address postcode zip
    número pedido correo direcci tarjeta dni localizador contras
    numéro commande téléphone adresse carte courriel compte
    nummer telefon code konto passwort geburt
    endereço morada cartão cpf nif conta senha
"""
_ASKED_OF: Final = tuple(_ASKED_OF_TEXT.split())
_RECORDS: Final = (
    "order|booking|reservation|confirmation|reference|ref|case|ticket|account|claim|record locator|pnr|"
    "tracking|pedido|reserva|commande|réservation|bestellung|buchung"
)
_RECORD: Final = phrases(
    *(
        rf"{kind}(?: (?:number|no\.?|code|id|número|numéro|nummer))?(?: "
        rf"is)?\s?[:#]?\s?(?=[a-z0-9-]*\d)[a-z0-9][a-z0-9-]{{4,20}}"
        r"(?!-(?:hour|day|minute|week|month|year|seat))"
        for kind in _RECORDS.split("|")
    )
)
_DETAILS: Final = (
    r"(?:order|booking|account|phone|telephone|mobile|card|passport|bank|e-?mail|home|postal|street|"
    r"date of birth|birth ?date|password|pin|cvv|"
    r"confirmation|reservation|tracking|bag tag|ticket|full name|address|postcode|"
    r"zip code)(?:\s(?:number|no|code|reference|details|address|date|ref|tag))?s?"
)
_ASKS: Final = re.compile(
    rf"\b(?:send|give|share|tell|post|provide|reply with|answer with|comment with|confirm|drop|leave|type|"
    rf"need|"
    rf"(?:may|can|could) (?:i|we) (?:have|get)|what(?:'s| is| was)|let \w+ know|have)\b"
    rf"(?: (?:us|me|out|over|here|just|please|with|know))*[^.!?\n]{{0,20}}?\byour\b[^.!?\n]{{0,25}}?"
    rf"\b{_DETAILS}\b|"
    rf"\b(?:send|give|dm) (?:us|me) (?:the|an?) {_DETAILS}\b|\bwhat(?:'s| is) the {_DETAILS}\b",
    re.IGNORECASE,
)
_ASKS_NOT: Final = re.compile(
    r"\b(?:don't|do not|never|no need to|please not|needn't|without)\b[^.!?\n]{0,15}?\b(?:send|give|share|"
    r"tell|post|provide|"
    r"confirm|drop|leave|type|need|have)|\b(?:i|we)(?: (?:do|already|now|can))? (?:have|see|got|sent|gave)\b|"
    r"\b(?:i've|we've|i'm|we're|i'll|we'll|i will|we will|i can|we can) (?:\w+ )?"
    r"(?:sent|send|sending|give|giving|given|share|shared|tell|told|confirm\w*|post\w*|have|got)\b",
    re.IGNORECASE,
)
_ASKS_ABROAD: Final = re.compile(
    r"\b(?:env[íi]\w+|mánd\w+|mand[ae]\w*|dinos|díganos|dime|indíqu\w+|indic\w+|facilít\w+|necesit\w+|"
    r"¿cuál es|me pasa\w*)\b"
    r"[^.!?\n]{0,30}?\b(?:tu|su|el|los|la|sus|tus)\b[^.!?\n]{0,15}?\b(?:número de (?:pedido|reserva|cuenta|"
    r"teléfono|tarjeta)|"
    r"pedido|teléfono|correo|dirección|tarjeta|dni|localizador|contraseña)\b|"
    r"\b(?:envoyez|donnez|indiquez|communiquez|précisez|transmettez|besoin de|quel est)\b[^.!?\n]{0,30}?"
    r"\b(?:votre|vos|ton|le|les)\b[^.!?\n]{0,15}?\b(?:numéro|commande|réservation|téléphone|adresse|carte|"
    r"e-?mail|courriel|compte)\b|"
    r"\b(?:schicken|schick|senden|sende|nennen|nenne|geben|gib|teilen|brauche\w*|benötig\w+|"
    r"wie lautet)\b[^.!?\n]{0,30}?"
    r"\b(?:ihre?n?|deine?n?|die|den)\b[^.!?\n]{0,15}?\b(?:\w*nummer|telefon\w*|adresse|e-?mail\w*|"
    r"buchungscode|kontodaten|"
    r"passwort|geburtsdatum)\b|"
    r"\b(?:envie|mande|informe|passe|diga|forneça|precis\w+|indique|qual é)\b[^.!?\n]{0,30}?\b(?:o|a|seu|"
    r"sua|teu|os|seus)\b"
    r"[^.!?\n]{0,15}?\b(?:número|pedido|reserva|telefone|e-?mail|endereço|morada|cartão|cpf|nif|conta|"
    r"senha)\b",
    re.IGNORECASE,
)
_PUBLIC: Final = re.compile(
    r"\b(?:reply|comment|answer|post)\b[^.!?\n]{0,15}\b(?:here|below|publicly)\b|\bbelow\b|"
    r"\bin (?:the|a|your) (?:comments?|reply|answer)\b|\breply with\b|\bcomment with\b|"
    r"\b(?:aquí|abajo|en los comentarios|ci-dessous|en commentaire|hier unten|in den kommentaren|"
    r"aqui (?:mesmo|embaixo)|"
    r"nos comentários)\b",
    re.IGNORECASE,
)
_PRIVATE_PLACE: Final = re.compile(
    r"\bDMs?\b|\b(?:direct|private|personal) messages?\b|\bprivately\b|\bprivate\b|\be-?mail us\b|"
    r"\b(?:an|by|via) e-?mail\b(?! address)|"
    r"\bcall us\b|\bchat\b|\bhelp form\b|\bmessage (?:us|me)\b|\bPMs?\b|\binbox\b|"
    r"\bmensajes? (?:directo|privado)s?\b|\b(?:por|en) privado\b|\bmessages? (?:privés?|directs?)\b|"
    r"\ben privé\b|\bMP\b|"
    r"\bDirektnachricht\b|\bPN\b|\bprivate[nr]? nachricht\b|\bDM\b|"
    r"\bmensage(?:m|ns) (?:direta|privada|particular)\b|\bem privado\b|\bno privado\b|\binbox\b",
    re.IGNORECASE,
)
"""A place that only the person and the brand can read."""
_MAY_BE_LINK: Final = re.compile(
    r"[^\W\d]\.[^\W\d]|\d\.\d+\.\d|@|[a-z]:\S|\[|xn--|[({]\.|[({]dot|\bdot\b", re.IGNORECASE
)
_LINK: Final = re.compile(
    r"(?:https?|hxxps?|ftp|mailto|tel|javascript|data):[^\s<>|]{1,300}|\bwww\.[^\s<>|]{1,300}|"
    r"(?<![@\w.])(?:[\w-]{1,63}\.){1,4}"
    r"(?:com|net|org|io|co|ly|gg|me|info|biz|app|dev|xyz|ru|cn|uk|de|fr|es|eu|us|link|site|online|ai|to|tk|"
    r"top|click|"
    r"live|shop|store|example|test|tld|br|pt|it|nl|in|tv|cc|su|club|vip|page|cloud|support|help|"
    r"xn--[a-z0-9-]+)\b(?:/[^\s<>|]{0,200})?",
    re.IGNORECASE,
)
_DISGUISED: Final = re.compile(
    r"\w{2,63} ?(?:\[\.\]|\(\.\)|\[dot\]|\(dot\)|\{dot\}) ?[a-z]{2,10}\b|\b\w{2,63} dot (?:com|net|org|io|"
    r"co|example|info)\b|"
    r"\[[^\]\n]{1,80}\]\([^)\n]{1,200}\)|\bxn--[a-z0-9-]+|\b\d{1,3}(?:\.\d{1,3}){3}(?:[:/]\S*)?",
    re.IGNORECASE,
)
_HANDLE: Final = re.compile(r"(?<![\w.])@(?!\d{1,2}(?::\d\d)? ?(?:am|pm|h)?\b)([\w.\-]{1,60})")

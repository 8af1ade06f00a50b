"""R12 and the allow-list: no personal data in public, none asked for there, no stranger's link or handle."""

import re
from collections.abc import Iterator
from typing import Final

from bot.ports import Finding
from bot.rules.reading import Reading


def personal_data(reading: Reading) -> Iterator[Finding]:
    """R12: no e-mail address, phone or card number, or booking code, except the brand's own public ones."""
    why = "This looks like somebody's personal data."
    fix = "Leave it out; take it to a private message."
    for pattern in (_EMAIL, _PHONE, _CARD, _RECORD, _IBAN):
        for hit in pattern.finditer(reading.plain):
            if hit.group().lower() not in reading.known:
                yield Finding("R12", "hard", hit.group().strip()[:80], why, fix)


def asks_in_public(reading: Reading) -> Iterator[Finding]:
    """R12: private details are asked for only in a private place."""
    why = "This asks for private details where everybody can read them."
    for sentence in reading.sentences:
        hit = _ASKS.search(sentence)
        if hit and (_PUBLIC.search(sentence) or not PRIVATE_PLACE.search(sentence)):
            yield Finding("R12", "hard", hit.group()[:80], why, "Ask for it in a private message.")


def strange_links(reading: Reading) -> Iterator[Finding]:
    """Links and handles are only those on the brand's list."""
    for hit in _LINK.finditer(reading.plain):
        link = hit.group().rstrip(".,;:!?)'\"")
        if not _EMAIL.search(link) and not _is_allowed(link, reading.context.links):
            yield Finding(
                "link", "hard", link[:80], "This link is not on the brand's list.", "Take the link out."
            )
    allowed = {handle.lower().lstrip("@") for handle in reading.context.handles}
    for hit in _HANDLE.finditer(reading.plain):
        if hit.group(1).lower().rstrip(".") not in allowed:
            yield Finding(
                "link",
                "hard",
                hit.group().strip()[:80],
                "This account is not on the brand's list.",
                "Take it out.",
            )


def _is_allowed(link: str, allowed: frozenset[str]) -> bool:
    """The same address or one below it: "a.example/help" allows "a.example/help/bags" only."""
    bare = _bare(link)
    return any(bare == _bare(each) or bare.startswith(_bare(each) + "/") for each in allowed)


def _bare(link: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", link.lower()).rstrip("/")


_EMAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE: Final = re.compile(
    r"(?<![\w.])(?:\+|00)?\(?\d{1,4}\)?(?:[ .\-/]\(?\d{2,4}\)?){2,5}(?!\w)|(?<!\w)\+?\d{9,15}(?!\w)"
)
_CARD: Final = re.compile(r"(?<!\d)(?:\d[ -]?){13,19}(?!\d)")
_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}\b")
_RECORD: Final = re.compile(
    r"\b(?:order|booking|reservation|confirmation|reference|ref|case|ticket|account|claim|"
    r"record locator|pnr|tracking)"
    r"(?: (?:number|no\.?|code|id))?(?: is)?\s?[:#]?\s?(?=[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{4,20}\b",
    re.IGNORECASE,
)
_DETAILS: Final = (
    r"(?:order|booking|account|phone|telephone|card|passport|bank|e-?mail|home|postal|street|"
    r"date of birth|birth ?date|password|pin|"
    r"confirmation|reservation|tracking|bag tag|ticket|full name|address|postcode|"
    r"zip code)(?:\s(?:number|code|reference|details|address|date))?s?"
)
_ASKS: Final = re.compile(
    rf"\b(?:send|give|share|tell|post|provide|reply with|confirm|need|have|what(?:'s| is)|"
    rf"let \w+ know)\b[^.!?\n]{{0,40}}?\b(?:your|the)\b[^.!?\n]{{0,20}}?\b{_DETAILS}\b",
    re.IGNORECASE,
)
_PUBLIC: Final = re.compile(
    r"\b(?:reply|comment|answer|post)\b[^.!?\n]{0,15}\b(?:here|below|publicly)\b|\bbelow\b|"
    r"\bin (?:the|a|your) (?:comments?|reply|answer)\b|\breply with\b",
    re.IGNORECASE,
)
PRIVATE_PLACE: Final = re.compile(
    r"\bDMs?\b|\b(?:direct|private|personal) messages?\b|\bprivately\b|\bprivate\b|\be-?mail us\b|"
    r"\bcall us\b|\bchat\b|\bhelp form\b|\bmessage (?:us|me)\b|"
    r"\bmensaje (?:directo|privado)\b|\bmessage privé\b|\bMP\b|\bDirektnachricht\b|\bPN\b|"
    r"\bmensagem (?:direta|privada)\b",
    re.IGNORECASE,
)
"""Words for a place that only the person and the brand can read."""
_LINK: Final = re.compile(
    r"https?://[^\s<>|]{1,300}|\bwww\.[^\s<>|]{1,300}|(?<![@\w.])(?:[a-z0-9-]{1,63}\.){1,4}"
    r"(?:com|net|org|io|co|ly|gg|me|info|biz|app|dev|xyz|ru|cn|uk|de|fr|es|eu|us|link|site|online|"
    r"shop|example|test)\b(?:/[^\s<>|]{0,200})?",
    re.IGNORECASE,
)
_HANDLE: Final = re.compile(r"(?<![\w.])@([\w.\-]{1,60})")

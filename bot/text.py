"""Strangers' text made safe to handle: cleaned for work, revealed for people, digested for records.

Normalising comes before any escaping: NFKC turns a full-width "＜" into "<", so escaping first would let a
channel ping through (https://unicode.org/reports/tr15/).
"""

import hashlib
import re
import unicodedata

BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
ZERO_WIDTH = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b\u2060-\u2065\u2800\u3164\ufeff\uffa0\ufff0-\ufff8"
)
TAGS = "\U000e0000-\U000e0fff"
CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"
SURROGATES = "\ud800-\udfff"
JOINERS = "\u200c\u200d"
VARIATION = "\ufe00-\ufe0f"

_INVISIBLE = re.compile(f"[{BIDI}{ZERO_WIDTH}{TAGS}{CONTROL}{SURROGATES}]")
_LOOSE_JOINER = re.compile(f"(?<![\u0600-\u0dff\u2190-\u2bff\U0001f000-\U0001faff\ufe0f])[{JOINERS}]")
_LOOSE_VARIATION = re.compile(
    f"(?<![\u2190-\u2bff\u3000-\u33ff\U0001f000-\U0001faff0-9#*\u00a9\u00ae])[{VARIATION}]"
)
SOMEBODY = "[somebody]"
LEAST_NAME = 3
"""Characters of a name; a shorter one is a word like any other."""
_HANDLE = re.compile(r"(?<![\w/])@[\w.-]*\w(?:@[\w.-]*\w)?")
_MANY_BREAKS = re.compile(r"\n{3,}")
_MANY_SPACES = re.compile(r"[^\S\n]{2,}")


def clean(raw: str) -> str:
    """The working text: NFC, Unix line ends, nothing invisible, at most one blank line in a row.

    Joiners stay only where scripts and emoji need them. Idempotent.
    """
    text = _INVISIBLE.sub("", raw.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    text = _LOOSE_VARIATION.sub("", _LOOSE_JOINER.sub("", text))
    text = _MANY_SPACES.sub(" ", _MANY_BREAKS.sub("\n\n", unicodedata.normalize("NFC", text)))
    return text.strip()


def invisible_in(text: str) -> list[str]:
    """The invisible characters of a text, as `U+202E`, each once, in order of appearance."""
    found = _INVISIBLE.findall(text) + _LOOSE_JOINER.findall(text) + _LOOSE_VARIATION.findall(text)
    return list(dict.fromkeys(f"U+{ord(character):04X}" for character in found))


def reveal(raw: str) -> str:
    """The text with each invisible character as a visible mark such as `⟦U+202E⟧`, for people to see."""
    shown = _INVISIBLE.sub(
        lambda hit: f"⟦U+{ord(hit.group()):04X}⟧", raw.replace("\r\n", "\n").replace("\t", " ")
    )
    return unicodedata.normalize("NFC", shown)


def excerpt(text: str, limit: int) -> str:
    """One line of at most `limit` characters, cut at a word with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut) + "…"


def nameless(text: str, *names: str | None) -> str:
    """The text without handles, and without these names of people."""
    known = [re.escape(name.strip()) for name in names if name and len(name.strip()) >= LEAST_NAME]
    if known:
        text = re.sub(rf"(?<!\w)(?:{'|'.join(known)})(?!\w)", SOMEBODY, text, flags=re.IGNORECASE)
    return _HANDLE.sub(SOMEBODY, text)


def sha256(text: str) -> str:
    """Hex digest of the exact UTF-8 bytes; what an approval binds to."""
    return hashlib.sha256(text.encode()).hexdigest()


def mention_id(source: str, external_id: str) -> str:
    """The id of a post from one source: the same post always gets the same id."""
    return hashlib.sha256(f"{source}\0{external_id}".encode()).hexdigest()[:20]

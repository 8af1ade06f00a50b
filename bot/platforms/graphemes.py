"""How many characters a reader would count: a close stand-in for Unicode's grapheme clusters.

Follows https://www.unicode.org/reports/tr29/ for combining marks, joiners, emoji with skin tones and tags,
flags, Hangul and line ends. Where it differs (prepended marks, Indic conjuncts, rare vowel signs) it counts
more, never less: a text is then refused here rather than by the network.
"""

import re
import unicodedata

_JOINER = "\u200d"
_JOINED_EMOJI = re.compile("[\u00a9\u00ae\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]")
_EXTENDING = re.compile("[\u200c\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_MARK_ALONE = re.compile("[\u1000-\u109f\u1980-\u19df\u1a20-\u1aaf\uaa60-\uaa7f\U00011700-\U0001174f]")
"""Scripts in which some spacing marks count as characters of their own."""
_FLAG_LETTER = re.compile("[\U0001f1e6-\U0001f1ff]")

_HANGUL_LEAD = re.compile("[\u1100-\u115f\ua960-\ua97c]")
_HANGUL_VOWEL = re.compile("[\u1160-\u11a7\ud7b0-\ud7c6]")
_HANGUL_TAIL = re.compile("[\u11a8-\u11ff\ud7cb-\ud7fb]")
_HANGUL_SYLLABLE = re.compile("[\uac00-\ud7a3]")
_HANGUL_TAILS = 28
"""Every 28th syllable is one without a tail, to which a vowel may still be added."""


def count_graphemes(text: str) -> int:
    """The number of user-perceived characters."""
    if text.isascii():
        return len(text) - text.count("\r\n")
    count, before, flag_letters = 0, "", 0
    for character in text:
        is_flag_letter = _FLAG_LETTER.match(character) is not None
        flag_letters = flag_letters + 1 if is_flag_letter else 0
        if not _continues(before, character) and (not is_flag_letter or flag_letters % 2):
            count += 1
        before = (before + character)[-2:]
    return count


def _continues(before: str, character: str) -> bool:
    """Whether a character belongs to the same cluster as what stands before it."""
    last = before[-1:]
    if not last or unicodedata.category(last) in {"Cc", "Zl", "Zp"}:
        return last == "\r" and character == "\n"
    if last == _JOINER and _JOINED_EMOJI.match(character):
        return _continues_emoji(before)
    return _is_mark(character) or _continues_hangul(last, character)


def _continues_emoji(before: str) -> bool:
    """A joiner binds two emoji only; one after a letter does not."""
    start = before[0]
    return _JOINED_EMOJI.match(start) is not None or _is_mark(start)


def _is_mark(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Mc":
        return _MARK_ALONE.match(character) is None
    return category in {"Mn", "Me"} or _EXTENDING.match(character) is not None


def _continues_hangul(last: str, character: str) -> bool:
    if _HANGUL_LEAD.match(last):
        return any(one.match(character) for one in (_HANGUL_LEAD, _HANGUL_VOWEL, _HANGUL_SYLLABLE))
    is_open = bool(_HANGUL_SYLLABLE.match(last)) and (ord(last) - 0xAC00) % _HANGUL_TAILS == 0
    if _HANGUL_VOWEL.match(last) or is_open:
        return bool(_HANGUL_VOWEL.match(character) or _HANGUL_TAIL.match(character))
    closes = _HANGUL_TAIL.match(last) or _HANGUL_SYLLABLE.match(last)
    return bool(closes and _HANGUL_TAIL.match(character))

"""What a model wrote, clause by clause: each must be something that a reply is made of. English; pure.

A list of bad words can be got round; a model that obeys a stranger will find the gap. So this asks the other
way round: is it an apology, an owned step, a private place to go on, a thank-you, a fact that was given, or a
plain restating of the post in everyday words? What is none of these is not for the public.
"""

import base64
import binascii
import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bot.drafting.brands import Brand, stated
from bot.drafting.everyday import EVERYDAY
from bot.ports import Finding
from bot.rules.reading import skeleton

MIN_COPIED: Final = 9
"""Letters from which a clause that stands in the post word for word was taken over from it."""

MAX_STRANGE: Final = 2
"""Words of a plain statement that nobody said before; feelings have many names."""


@dataclass(frozen=True)
class Ground:
    """What a reply may be built on: the post, the brand, and the template's words for the same post."""

    post: str
    brand: Brand
    template: str

    @cached_property
    def stems(self) -> frozenset[str]:
        """Words that may be used in plain statements."""
        actions = " ".join(f"{action.what} {action.owner}" for action in self.brand.actions)
        facts = " ".join(fact.statement for fact in self.brand.facts)
        return EVERYDAY | _stems(" ".join((self.post, self.template, actions, facts, self.brand.name)))

    @cached_property
    def told(self) -> str:
        """The brand's own words, lower case."""
        wordings = [wording for action in self.brand.actions for wording in action.wordings]
        return skeleton(" ".join((*wordings, *(fact.statement for fact in self.brand.facts)))).lower()

    @cached_property
    def readings(self) -> tuple[str, ...]:
        """The letters of the post, as they stand and out of the codes that orders are hidden in."""
        plain = skeleton(self.post)
        codes = (_decoded(blob) for blob in re.findall(r"[A-Za-z0-9+/]{16,}={0,2}", plain))
        return tuple(map(_letters, (plain, codecs.encode(plain, "rot13"), plain[::-1], *codes)))


def ungrounded(text: str, ground: Ground) -> tuple[Finding, ...]:
    """A hard finding for each clause that is nothing a reply is made of."""
    plain = skeleton(text)
    if ground.brand.sign_off:
        plain = plain.removesuffix(skeleton(ground.brand.sign_off)).rstrip()
    return tuple(
        Finding("R9", "hard", words[:80], why, "Leave it out, or say it in plain words of the post.")
        for words, why in _faults(plain, ground)
    )


def dictated(text: str, ground: Ground) -> tuple[Finding, ...]:
    """A hard finding for each sentence, in any language, that stands in the post word for word."""
    why, fix = "This repeats the post as if we said it.", "Leave it out."
    copied = (each for each in sentences(skeleton(text)) if _is_in_post(each, ground))
    return tuple(Finding("R9", "hard", words[:80], why, fix) for words in copied)


def sentences(plain: str) -> list[str]:
    """Split at full stops and the like, and at line ends."""
    parts = re.split(r"(?<=[.!?])\s+|(?<=[。！？])|\n+", plain)
    return [part for part in parts if re.search(r"\w", part)]


def _faults(plain: str, ground: Ground) -> Iterator[tuple[str, str]]:
    """Words and what is wrong with them."""
    for sentence in sentences(plain):
        if _is_in_post(sentence, ground):
            yield sentence, "This repeats the post as if we said it."
            continue
        for part in _JOINTS.split(sentence):
            clause = part.strip(" .!?,\"'")
            if clause and (why := _why_not(clause, ground)):
                yield clause, why


def _why_not(clause: str, ground: Ground) -> str | None:
    low = clause.lower()
    if _SLOT.search(clause):
        return "This looks like a gap that nobody filled."
    if _DESK.search(low):
        return "This speaks of how the reply is made."
    if _ABUSE.search(low):
        return "This speaks ill of somebody."
    if _GIVES.search(low) and not _given(low, ground):
        return "This gives away money or goods that nobody offered."
    if _PERSONS.search(low) and _is_in_post(low, ground):
        return "This repeats the post as if we said it."
    return None if _has_role(low, ground) else "Nobody told the AI this."


def _has_role(low: str, ground: Ground) -> bool:
    if _FOREIGN.search(low):
        return False
    if not re.search(r"\w", low) or _letters(low) in _letters(ground.template):
        return True
    if any(role.search(low) for role in _ROLES):
        return True
    if _PRIVATE.search(low) or ground.brand.channel.lower() in low:
        return not _ORDERS.match(low)
    return bool(stated(low, ground.brand.facts)) or _is_plain(low, ground)


def _is_plain(low: str, ground: Ground) -> bool:
    """A statement in words of the post, the template and every day, and few others; no order, no verdict."""
    stems = _stems(low)
    strange = len(stems - ground.stems)
    is_everyday = not stems or (not stems.isdisjoint(EVERYDAY) and strange <= MAX_STRANGE)
    begins_well = _stems(low.split()[0]) <= EVERYDAY  # what begins with a rare verb is an order
    is_said = not _ORDERS.match(low) and not _VERDICTS.match(low)
    return is_everyday and 2 * strange <= len(stems) and begins_well and is_said


def _is_in_post(words: str, ground: Ground) -> bool:
    """Word for word. In an honest echo what speaks of "us" and "you" is turned round."""
    letters = _letters(words)
    return len(letters) >= MIN_COPIED and any(letters in reading for reading in ground.readings)


def _given(low: str, ground: Ground) -> bool:
    """Whether every word for money or goods is the brand's own."""
    return all(word in ground.told for word in _GOODS.findall(low))


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:5] for word in re.findall(r"[a-z]{3,}", skeleton(text).lower().replace("'", "")))


def _letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]", text.lower()))


def _decoded(blob: str) -> str:
    try:
        return base64.b64decode(blob + "=" * (-len(blob) % 4)).decode(errors="ignore")
    except (ValueError, binascii.Error):
        return ""


_JOINTS: Final = re.compile(
    r",\s+(?:and|but|so|because|while|or)\s+|[;:]\s+|\s[–—-]\s|,\s+(?=(?:I|we|you)\b)|"
    r"\s+(?=(?:I|We|we)(?:'ll|'m|'ve|'re| will| am| are| have)\b)"
)
_FOREIGN: Final = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")
"""Letters of another script than Latin."""
_PERSONS: Final = re.compile(r"\b(?:i|we|us|our|my|me|you|your|i'm|we'll|i'll|we're|you'll)\b")
_HELPS: Final = (
    r"look\w*|find\w*|ask\w*|check\w*|trac(?:e|k|ing)\w*|call\w*|repl(?:y|ied|ying)|writ\w+|answer\w*|"
    r"c[oa]m(?:e|ing) back|get(?:ting)? (?:back|someone|somebody|our|this|it|hold|in touch|to)|sen[dt]\w*|"
    r"pass\w*|chas\w+|sort\w*|follow\w*|tak(?:e|en|ing) (?:this|it|your|care|up|over)|rais\w+|help\w*|"
    r"put\w* \w+ right|fix\w*|work\w*|investigat\w+|contact\w*|locat\w+|search\w*|bring\w*|make sure|"
    r"see\w* (?:what|to|that|how)|"
    r"stay\w*|hand\w*|messag\w*|read\w*|go(?:ing)? through|pick\w*|speak\w*|talk\w*|tell\w*|let \w+ know|"
    r"updat\w*|report\w*|forward\w*|shar(?:e|ed|ing)|open\w* a"
)
_ROLES: Final = (
    re.compile(r"\b(?:sorry|apologi[sz]e|apolog(?:y|ies))\b"),
    re.compile(r"^(?:thank you|thanks)\b.{0,40}\b(?:tell|let|writ|flag|rais|bring|say|said|messag)\w*"),
    re.compile(
        r"^(?:and |then )?(?:you'll|you will) (?:hear|have|get)\b.{0,40}\b(?:answer|reply|hear|word|us|me)\b"
    ),
    re.compile(
        rf"\b(?:i|we)(?:'ll| will|'ve| have|'m| am|'re| are|'d like to| want to)\b[^,]{{0,70}}?\b(?:{_HELPS})"
    ),
    re.compile(rf"^(?:one of |some|a |our |the ).{{0,50}}\b(?:is|are|will|can)\b[^,]{{0,20}}?\b(?:{_HELPS})"),
)
"""An apology, thanks for telling, the answer that will come, what is done, and who is on it."""
_PRIVATE: Final = re.compile(
    r"\bdms?\b|\b(?:direct|private) messages?\b|\bprivately\b|\bin private\b|\bmessage (?:us|me)\b"
)
_ORDERS: Final = re.compile(
    r"(?:please )?(?:call|ring|phone|visit|open|go|sign|log|click|buy|book|vote|reply|post|give|pay|find|"
    r"whatsapp|text|contact|have|try|join|follow|see|add|download|repeat|approve|publish|transfer|scan|use|"
    r"claim)\b"
)
"""What a reply does not tell people to do."""
_VERDICTS: Final = re.compile(
    r"(?:we|they|he|she|this customer) (?:are|is|always|never|knew|have|had|did|do|say|said)\b|"
    r"you (?:are|always|never|people)\b|"
    r"(?:no|the|this|our|your)\b.{0,30}\b(?:cause|reason|found|proves?|approved|human|reply|password|token)\b"
)
"""Statements about people, causes and ourselves, which need somebody who knows."""
_ABUSE: Final = re.compile(
    r"\b(?:liars?|lying|l(?:ie|ies) (?:to|about)|always lie|frauds?|scam\w*|thie(?:f|ves)|stole|steal\w*|"
    r"crooks?|criminals?|idiots?|stupid|drunk\w*|corrupt|incompetent|guilty|pathetic|moron\w*|fool(?:s|ish)?|"
    r"fired|sacked|dismissed|suspended|arrested|disciplin\w+|joke)\b"
)
_DESK: Final = re.compile(
    r"\b(?:pre-?approved|auto_?approve\w*|approved by|approval step|without (?:a )?review|system prompt|"
    r"prompts?:|post this|this (?:mention|draft)|do not notify|severity low|large language model)\b"
)
_SLOT: Final = re.compile(
    r"[{}<>\[\]`=\\^]|\$[A-Za-z_{]|%[sd(]|_{2,}|\w_\w|&\w+;|\bX{3,}\b|\bTB[AD]\b|\(at\)|\(dot\)|"
    r"\b(?:at|dot) \w+ dot \w+"
)
"""Marks that programs write and people do not, and addresses in disguise."""
_GOODS: Final = re.compile(
    r"\b(?:refund\w*|vouchers?|gift\w*|credit\w*|compensat\w*|cash|money|costs?|reimburs\w*|free|discount\w*|"
    r"miles|points|nothing|replacement|upgrade|ticket|paid)\b"
)
_GIVING: Final = (
    r"send (?:you|everyone|out)|give|giving|offer\w*|issu\w+|pay\w*|process\w*|arrang\w+|provid\w+|add\w*|"
    r"grant\w*|hono\w+|cover\w*|credit\w*|refund\w*|compensat\w*|reimburs\w*|waiv\w*|doubl\w*|"
    r"return (?:all )?your money|mak(?:e|ing) (?:this|it) right with|(?:\w-){3,}\w"
)
_GIVES: Final = re.compile(
    rf"\b(?:we|i)(?:'ll| will|'re| are|'m| am|'ve| have|'d| can)\b[^.]{{0,30}}?\b(?:{_GIVING})\b[^.]{{0,40}}|"
    r"\b(?:you'll|you will|you can) (?:get|receive|have|be) (?:\w+ ){0,3}"
    r"(?:refund\w*|credit\w*|paid|compensat\w*|money)|"
    r"\b(?:costs? nothing|for free|free of charge|money back|paid back)\b"
)

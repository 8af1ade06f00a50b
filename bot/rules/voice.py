"""R17, R18, R24: one person speaks to another, and says who they are."""

import re
from collections.abc import Iterator
from typing import Final

from bot.ports import Finding
from bot.rules.catalog import finding
from bot.rules.phrases import phrases
from bot.rules.reading import Reading


def personal(reading: Reading) -> Iterator[Finding]:
    """R17: the person's name once, not more; signed as the brand signs (people sign as they like)."""
    name, sign_off = reading.context.name, reading.context.sign_off.strip()
    if name and len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", reading.plain, re.IGNORECASE)) > 1:
        yield finding("R17", name, why="The name is said more than once.", fix="Say it once.")
    if sign_off and not reading.context.by_person and sign_off not in reading.text:
        yield finding("R17", why="It is not signed.", fix=f"End with “{sign_off}”.")


def stock_phrases(reading: Reading) -> Iterator[Finding]:
    """R18: "I" for what one does, few stock phrases."""
    yield from reading.hits(_STOCK, "R18")
    if len(re.findall(r"\bunfortunately\b", reading.plain, re.IGNORECASE)) > 1:
        yield finding("R18", "unfortunately", why="Said twice.", fix="Once is enough.")
    act = _WE_ACT.search(reading.plain)
    if act and not _SAYS_I.search(reading.plain):
        yield finding("R18", act.group(), why="“We” is nobody in particular.", fix="Say “I” for what you do.")


def disclosure(reading: Reading) -> Iterator[Finding]:
    """R24: a colleague's own account says where they work; the brand's account plays no customer."""
    if reading.context.account == "personal" and not _I_WORK_THERE.found_in(reading.plain):
        yield finding("R24")
    yield from reading.hits(
        _PLAYS_CUSTOMER, "R24", why="The brand must not pass for a customer.", fix="Take it out."
    )


_STOCK: Final = phrases(
    r"valued (?:customer|guest|passenger|member)s?",
    r"we (?:take|value) (?:your|this|all|such)\b[^.!?\n]{0,30}?\b(?:feedback|seriously)",
    r"please be (?:advised|assured|informed)",
    r"kindly",
    r"(?:do not|don't) hesitate",
    r"reach(?:ing)? out",
    r"at your earliest convenience",
    r"appreciate your patience",
    r"(?:thank you|thanks) for (?:your (?:patience|understanding|feedback)|reaching out|"
    r"bringing this to our attention|"
    r"letting us know)",
    r"we strive",
    r"escalated (?:your|this)",
    r"your (?:feedback|satisfaction|call) is (?:very |extremely )?important",
    r"we (?:pride ourselves|are committed to|apologi[sz]e sincerely)|high standards",
)
_WE_ACT: Final = re.compile(
    r"\bwe(?:'ll| will|'re| are) (?:look|find|ask|check|trac|call|repl|writ|answer|chas|sort|follow)\w*",
    re.IGNORECASE,
)
_SAYS_I: Final = re.compile(r"\bI(?:'\w+)?\b")
_I_WORK_THERE: Final = phrases(
    r"(?:i|i'm one of those who|we) (?:work|am employed|am with|run|help run) (?:at|for|with|in|on)?|"
    r"i'm (?:with|an? employee|"
    r"on the team|part of the team|staff)|(?:as )?an employee|i'm \w+ (?:from|at|with)|my employer",
    r"trabajo (?:en|para)|soy emplead[oa]|je travaille (?:chez|pour|à)|ich arbeite (?:bei|für)|"
    r"trabalho (?:na|no|para|em)",
)
_PLAYS_CUSTOMER: Final = phrases(
    r"(?:as|i'm|i am) an? (?:\w+ )?(?:customer|guest|passenger|user|fan|member|regular) (?:myself|too|here|"
    r"of theirs|for years)",
    r"i'?(?:ve| have)? (?:been|used|bought|flown|shopped|stayed)\b[^.!?\n]{0,30}?\b(?:with|from|at) them",
    r"(?:they've|they have) always (?:been|treated) (?:great|good|me)",
    r"speaking as a (?:happy |loyal |regular )?(?:customer|guest|passenger|user)",
)

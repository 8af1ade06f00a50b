"""What a letter to somebody who may speak up for the brand must say, and must never ask.

These are hard whoever typed the words: they protect the people who will read the posts, and the one who is
asked. Sources: FTC 16 CFR 255.5 (whoever endorses and has a tie to the seller tells it in the post), 16 CFR
465.2-465.7 (no bought, faked, insider or suppressed reviews), UK CAP Code 2 (marketing shows as such).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from bot.models import Relation
from bot.ports import Finding, Length
from bot.rules import leakage, money, outreach_phrases, privacy
from bot.rules.catalog import Rule
from bot.rules.phrases import Phrases
from bot.rules.reading import Reading, RuleContext, read

MAX_LETTER: Final = 2_800
"""Characters; what a form holds and a private message takes."""

RULES: Final = (
    Rule(
        "A1",
        "hard",
        "Asks them to tell their relation",
        "It does not ask them to say in the post what ties them to you.",
        "FTC 16 CFR 255.5, https://www.ecfr.gov/current/title-16/part-255; UK CAP Code section 2",
        "Ask them to say in the post itself that they {tie}.",
        protects=True,
    ),
    Rule(
        "A2",
        "hard",
        "Leaves them free to decline",
        "It does not say that they may decline.",
        "ICC Advertising and Marketing Communications Code 2024, article 18: endorsements are genuine",
        "Say that no is a good answer, or that they need not answer.",
        protects=True,
    ),
    Rule(
        "A3",
        "hard",
        "Offers nothing in return",
        "This offers something in return.",
        "FTC 16 CFR 465.4: nothing may be given for a review that has to be good or bad",
        "Take it out; nobody is paid or rewarded for speaking up.",
        protects=True,
    ),
    Rule(
        "A4",
        "hard",
        "Puts no words into their mouth",
        "This tells them what to write.",
        "FTC 16 CFR 255.1: an endorsement is the honest opinion of whoever gives it",
        "Give facts only, and leave the words to them.",
        protects=True,
    ),
    Rule(
        "A5",
        "hard",
        "Asks for no reviews, votes, likes or shares",
        "This asks for reviews, votes, likes or shares.",
        "FTC 16 CFR 465.2 and 465.5, https://www.ecfr.gov/current/title-16/part-465",
        "Take it out; say only what happened.",
        protects=True,
    ),
    Rule(
        "A6",
        "hard",
        "Sends nobody against anybody",
        "This sends them against people who complain.",
        "The networks' rules against brigading, such as https://help.x.com/en/rules-and-policies/authenticity",
        "Take it out; whoever complains is a customer too.",
        protects=True,
    ),
    Rule(
        "A7",
        "hard",
        "Hides nothing",
        "This asks them to hide who they are, or that you wrote.",
        "FTC 16 CFR 465.5: insiders who hide that they are; 16 CFR 255.5",
        "Take it out; everything about this letter may be told.",
        protects=True,
    ),
    Rule(
        "A8",
        "hard",
        "Is short enough",
        "It is longer than a private message takes.",
        f"A Slack form holds {MAX_LETTER} characters with room for the rest",
        "Shorten it.",
        protects=True,
    ),
)
_BY_ID: Final = {rule.id: rule for rule in RULES}
_TIES: Final = {
    Relation.EMPLOYEE: "work for you",
    Relation.PARTNER: "work together with you",
    Relation.PAID: "are paid by you",
    Relation.CUSTOMER: "heard from you",
    Relation.NONE: "heard from you",
}


def check_outreach(
    text: str, relation: Relation, *, brand: str = "", facts: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Everything that forbids this letter; nothing if it may be approved.

    `facts` are what it may state: money that they speak of is no offer.
    """
    context = RuleContext(mention="", length=Length(len(text), MAX_LETTER), brand=brand, sources=tuple(facts))
    reading = read(text, context)
    return tuple(dict.fromkeys([*_missing(reading, relation), *_asked(reading), *_harmful(reading)]))


def asks_to_disclose(text: str, relation: Relation) -> bool:
    """Whether a letter asks for the relation to be told in the post."""
    plain = read(text, RuleContext(mention="", length=Length(len(text), None))).plain
    return any(True for _hit in _free_hits(plain, outreach_phrases.DISCLOSE[relation]))


def tells_connection(text: str) -> bool:
    """Whether a post tells its readers that its author has a tie to the brand."""
    plain = read(text, RuleContext(mention="", length=Length(len(text), None))).plain
    return outreach_phrases.CONNECTED.found_in(plain)


def _missing(reading: Reading, relation: Relation) -> Iterator[Finding]:
    if not asks_to_disclose(reading.text, relation):
        fix = _BY_ID["A1"].fix.format(tie=_TIES[relation])
        yield Finding("A1", "hard", "", _BY_ID["A1"].why, fix)
    if not outreach_phrases.DECLINE.found_in(reading.plain):
        yield _finding("A2")
    if not reading.context.length.fits:
        yield _finding("A8")


def _asked(reading: Reading) -> Iterator[Finding]:
    for rule, phrases in outreach_phrases.FORBIDDEN.items():
        for words in _free_hits(reading.plain, phrases):
            # What everybody gets is a fact; what this person would get for speaking up is not.
            if rule != "A3" or words.lower() not in reading.known:
                yield _finding(rule, words)
    for each in money.compensation(reading):
        yield _finding("A3", each.words)


def _harmful(reading: Reading) -> Iterator[Finding]:
    """What no text of ours may hold, wherever it goes."""
    for look in (
        leakage.invisible_characters,
        leakage.leaks,
        privacy.personal_data,
        privacy.strange_links,
    ):
        yield from look(reading)


def _free_hits(plain: str, phrases: Phrases) -> Iterator[str]:
    """Hits that at one place at least the words before them do not turn into their opposite."""
    lower = plain.lower()
    for words in dict.fromkeys(phrases.hits(plain)):
        places = re.finditer(re.escape(words.lower()), lower)
        if not all(outreach_phrases.NEGATED.search(lower[: place.start()]) for place in places):
            yield words


def _finding(rule: str, words: str = "") -> Finding:
    told = _BY_ID[rule]
    return Finding(rule, told.level, words[:80], told.why, told.fix)

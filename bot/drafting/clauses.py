"""The trouble as the person told it, turned round: "my bag is still missing" -> "your bag is still missing".

Clauses are found as patterns over the tags of `vocabulary`. Only words of our own lists, short numbers and
weekdays can come out, so a stranger's text can steer nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Final

from bot.drafting.vocabulary import STOPS, Line, Words, read

MAX_WORDS: Final = 14
"""Words of a clause; a longer one is told better by a person."""
ENOUGH: Final = 2
"""Words with a meaning that a clause must hold."""
LOOK_BACK: Final = 6
"""Words before a clause that may make it an "if"."""


@dataclass(frozen=True)
class Clause:
    """What went wrong, told to the person: a clause, or (`is_noun`) a noun phrase such as "the broken link".

    `weight` counts the words with a meaning.
    """

    text: str
    weight: int
    start: int
    end: int
    matter: str
    """The thing it is about, such as "your bag"; empty if it names none."""
    is_noun: bool = False


def clauses_in(text: str, words: Words) -> tuple[Clause, ...]:
    """The clauses of trouble in a post, the most telling first; they do not overlap."""
    line = read(text, words)
    found = sorted(chain(_clauses(line), _nouns(line)), key=lambda clause: (-clause.weight, clause.start))
    chosen: list[Clause] = []
    for clause in found:
        if all(clause.end <= other.start or clause.start >= other.end for other in chosen):
            chosen.append(clause)
    return tuple(chosen)


def things_in(text: str, words: Words) -> tuple[str, ...]:
    """What a post speaks of, as "your seat", "our site" or "the crew": what is owned first, then in order."""
    line = read(text, words)
    found = [
        line.thing(*hit.span())
        for hit in _MENTIONED.finditer(line.tags)
        if not _is_liked(line, hit.start(), hit.end()) and _is_spoken_of(line, *hit.span())
    ]
    heads: dict[str, str] = {}
    for thing in sorted(filter(None, found), key=lambda thing: thing.startswith("the ")):
        heads.setdefault(thing.split()[-1].removesuffix("s"), thing)
    return tuple(heads.values())


def _clauses(line: Line) -> Iterator[Clause]:
    for pattern, lead in _PATTERNS:
        for hit in pattern.finditer(line.tags):
            start, end = hit.span()
            is_sound = _is_told_as_fact(line, start) and _is_whole(line, start, end)
            if is_sound and _is_trouble(line, start, end) and not _is_active(line, hit):
                clause = _clause(line, hit, lead)
                if clause.weight >= ENOUGH and len(clause.text.split()) <= MAX_WORDS:
                    yield clause


def _nouns(line: Line) -> Iterator[Clause]:
    """Noun phrases that are trouble in themselves: "the broken link", "the 2 hour delay"."""
    for hit in _NOUNS.finditer(line.tags):
        start, end = hit.span("noun")
        tokens = line.tokens[start:end]
        is_bad = _BAD_NOUN.search(line.tags, start, end) or line.words.troubles.intersection(tokens)
        is_sound = tokens[-1] not in line.words.around and line.weight(start, end) >= ENOUGH
        if is_bad and is_sound and _is_told_as_fact(line, start) and _is_whole(line, start, end):
            article = "" if line.tags[start] in "MY" else "the "
            text = f"{article}{line.told(start, end)}".replace(" a ", " the ").replace(" an ", " the ")
            yield Clause(text, line.weight(start, end) - 1, start, end, "", is_noun=True)


def _clause(line: Line, hit: re.Match[str], lead: str) -> Clause:
    start, end = hit.span()
    named = hit.groupdict()
    is_many = "noun" in named and _is_plural(line.tokens[hit.end("noun") - 1])
    if "np" in named and line.tags[hit.end("np")] in _STATES:
        verb = "were" if is_many else "was"
        text = f"{line.told(start, hit.end('np'), subject=True)} {verb} {line.told(hit.end('np'), end)}"
    else:
        lead = "there were " if lead == _NONE and is_many else lead
        text = lead + line.told(start, end, subject=not lead)
    own = _OWN.search(line.tags, start, end)
    return Clause(text, line.weight(start, end), start, end, line.told(*own.span()) if own else "")


def _is_active(line: Line, hit: re.Match[str]) -> bool:
    """Whether it is the thing that did it, as in "your crew ruined it": "was" would turn that round."""
    if "np" not in hit.groupdict() or line.tags[hit.end("np")] not in _STATES:
        return False
    after = hit.end("np") + 1
    return after < len(line.tags) and line.tags[after] in "mMYTJUNWo"


def _is_told_as_fact(line: Line, start: int) -> bool:
    """Not "if my bag is lost", "hope my bag …" or "is my bag lost?"."""
    before = line.tokens[max(0, start - LOOK_BACK) : start]
    if before and before[-1] in _ASKED | _LEADS_IN:
        return False
    for token in reversed(before):
        if token in STOPS:
            return True
        if token in _MAYBE:
            return False
    return True


def _is_liked(line: Line, start: int, end: int) -> bool:
    """Whether a thing is thanked for or praised."""
    if line.tokens[max(0, start - 2) : start] in (["i", "like"], ["we", "like"], ["really", "like"]):
        return True
    is_praised = line.tags[end : end + 1] == "b" and not _PRAISED.isdisjoint(line.tokens[end + 1 : end + 3])
    return is_praised or not _LIKED.isdisjoint(line.tokens[max(0, start - 3) : start + 1])


def _is_spoken_of(line: Line, start: int, end: int) -> bool:
    """Whether it is a thing, and one of theirs or ours: not "don't quote", "without a ride"."""
    if start and line.tags[start - 1] in "IUdcCtn" and line.tags[start] not in "MYT":
        return False
    if line.tags[start] in "MY" or line.tokens[end - 1] in line.words.yours | line.words.weighty:
        return True
    is_exact = line.weight(start, end) >= ENOUGH
    return is_exact or (line.tags[start] == "T" and line.tokens[start] not in _ANY)


def _is_trouble(line: Line, start: int, end: int) -> bool:
    """Says what went wrong: a bad word, or a good one denied; never a bad one denied."""
    tags, tokens = line.tags[start:end], line.tokens[start:end]
    if tokens[1:3] == ["are", "trying"]:
        return False
    if ("wait" in tokens and "c" in tags) or _is_no_more_than_life(tokens, tags, line.words):
        return False
    if tags[0] == "I" and ("m" in tags or not _THEIR_OWN.isdisjoint(tokens)):
        return False
    if _DENIED_BAD.search(tags) or (re.search(r"(?<![bhC])n", tags) and "never" not in tokens):
        return False
    if _DENIAL.search(tags) or any(pair in _HARD for pair in pairwise(tokens)):
        return True
    if tags[0] == "I" and not _SUFFERING.search(tags):
        return any(token in _BORNE for token in tokens)
    return bool(_BAD.search(tags))


def _is_no_more_than_life(tokens: Sequence[str], tags: str, words: Words) -> bool:
    """What people only do: "I am trying to …", "waiting for a flight", "I didn't get the name"."""
    if tokens[0] != "i":
        return False
    if {"enough", "guess"} & set(tokens):
        return True
    only_waits = not _PATIENCE.isdisjoint(tokens) and "F" not in tags and _TESTS_IT.isdisjoint(tokens)
    return only_waits or tokens[1:3] == ["am", "trying"] or tokens[-1] in words.around


def _is_whole(line: Line, start: int, end: int) -> bool:
    """Whether the clause ends where the sentence might: not before the object of its verb."""
    after = line.tags[end : end + 1]
    if line.tokens[end : end + 1] == ["right"] or (line.tags[start] == "o" and after == "V"):
        return False
    if after == "." and line.tokens[end] not in _MAY_FOLLOW:
        return False
    if line.tokens[end - 1] in line.words.around and after and line.tokens[end] not in _ENDS:
        return False
    if "let" in line.tokens[end - 2 : end] or _is_texted(line, start, end):
        return False
    if line.tags[end - 1] in "VS" or (line.tags[end - 1] == "W" and line.tags[end - 2] not in "MYTANW#Qo"):
        return line.tokens[end - 1] in line.words.ending and (not after or line.tokens[end] in _ENDS)
    if line.tags[end - 1] == "L" and line.tokens[end - 1] not in line.words.ending:
        return any(tag in "br" for tag in line.tags[start:end])
    return after not in ("N", "W")


def _is_texted(line: Line, start: int, end: int) -> bool:
    """A "2" or "4" that stands for a word: "we have 2 book 4 2 nights", but not "gate 4"."""
    for at in range(start + 1, end):
        after = line.tokens[at + 1 : at + 2]
        if line.tokens[at] in ("2", "4") and (
            (after and after[0].isdigit()) or (at == end - 1 and line.tags[at - 1] not in "NW")
        ):
            return True
    return False


def _is_plural(noun: str) -> bool:
    return noun in ("people", "children") or (noun.endswith("s") and not noun.endswith(("ss", "us")))


_BARE: Final = r"(?:#F)?[AQ#]{0,2}[NW]{1,3}(?:#(?!F))?"
_NP: Final = rf"[MYT]?{_BARE}"
_TIME: Final = r"[T#]?[AQ#]?F"
_PP: Final = rf"[pt]D?(?:{_NP}|{_TIME}|[mU])"
_HELP: Final = r"[bBhKdcCrnkDz]"
_VERB: Final = r"[LXVWPSQZz]"
_TAIL: Final = (
    rf"(?:m|U)?(?:{_NP}|{_TIME}|o{_BARE})?"
    rf"(?:[DZz]|{_PP}|t[VW](?:{_NP}|m|U)?|[PQX]|[T#][AQ]?F){{0,3}}"
)
_THING: Final = rf"(?P<np>(?P<noun>[MY]{_BARE})(?:p{_NP})?)"
_OWN: Final = re.compile(rf"[MY]{_BARE}")
_MENTIONED: Final = re.compile(r"[MYT](?:#F)?[AQ#]?[NW]{1,3}|(?:#F)?[AQ]?N[NW]{0,2}")
_NONE: Final = "there was "
_PATTERNS: Final = tuple(
    (re.compile(pattern), lead)
    for pattern, lead in (
        (rf"{_THING}{_HELP}{{0,4}}{_VERB}{_TAIL}", ""),
        (rf"T{_BARE}(?:{_PP})?{_HELP}{{1,4}}{_VERB}{_TAIL}", ""),
        (rf"T{_BARE}L(?:m|[MY]{_BARE}){_TAIL}", ""),
        (rf"J{_HELP}{{1,4}}{_VERB}{_TAIL}", ""),
        (rf"I{_HELP}{{0,4}}t?{_VERB}{_TAIL}", ""),
        (rf"I{_HELP}{{1,4}}{_PP}(?:{_PP})?", ""),
        (rf"U{_HELP}{{0,4}}{_VERB}{_TAIL}", ""),
        (rf"E{_HELP}{{0,4}}[VWL]{_TAIL}", ""),
        (rf"(?:^|(?<=[|]))[AQ]?[NW]{{1,3}}b{_HELP}{{0,3}}{_VERB}{_TAIL}", "the "),
        (rf"o(?P<noun>{_BARE})(?:{_PP}){{0,2}}", _NONE),
    )
)
_NOUNS: Final = re.compile(
    rf"(?<![ncdtCIUk])T?(?P<noun>[MY]?(?:#F)?[AQPX#]{{0,2}}[NW]{{1,3}}(?:p[MYT]{_BARE})?)"
)
_BAD_NOUN: Final = re.compile(r"[PXQ][AQ]?[NW]")
_STATES: Final = "XPQZ"
"""Tags of words that can follow "was"."""
_DENIAL: Final = re.compile(r"[BKdcnoE]")
_DENIED_BAD: Final = re.compile(r"[BKdcn][Dr]?[PQX](?![NW])")
_BAD: Final = re.compile(r"[PXL]|Q(?![AQ#NW])|b[D]?Z")
_ENDS: Final = STOPS | {",", "and", "but", "because", "so", "when", "or", "-", "("}
_MAY_FOLLOW_TEXT: Final = """
    again anymore anyway as because but due ever everyone finally for from go he her here him his how if in
    instead its lol my now of off omg on please pls plz right she since smh so thank thanks that their them
    then there they this though tho thx today tomorrow tonight ugh until what when where which while who why
    with without wow wtf yesterday yet you your
"""
_MAY_FOLLOW: Final = _ENDS | frozenset(_MAY_FOLLOW_TEXT.split())
"""Words that may come after the end of a clause; one that we do not know would show that it goes on."""
_PATIENCE: Final = frozenset({"waiting", "waited"})
_TESTS_IT: Final = frozenset({"still", "kept", "keep", "been", "had", "have", "left"})
"""Words that make trouble of waiting."""
_SUFFERING: Final = re.compile(r"[br]D?[LXPQZ]|L?[PX]$")
_HARD: Final = frozenset(
    {("had", "to"), ("have", "to"), ("still", "waiting"), ("on", "hold"), ("tried", "to"), ("been", "trying")}
)
"""Words that tell of trouble only together."""
_BORNE: Final = frozenset(
    {"waited", "waiting", "stood", "standing", "sat", "sitting",  "struggled",
     "struggling", "spent", "wasted", "missed", "stuck", "stranded", "paid"}
)  # fmt: skip
"""What people do because of us; what else they did themselves is nothing to be sorry for."""
_THEIR_OWN: Final = frozenset({"will", "wont", "use", "leave", "recommend", "understand"})
"""Words of what people themselves mean to do."""
_MAYBE: Final = frozenset(
    {
        "if",
        "hope",
        "hoping",
        "unless",
        "would",
        "wish",
        "imagine",
        "should",
        "might",
        "maybe",
        "wonder",
        "once",
    }
)
_LIKED: Final = frozenset(
    {"thanks", "thank", "appreciate", "love", "loved", "great", "enjoy", "enjoyed", "glad"}
)
_LEADS_IN: Final = frozenset({"for", "of", "in", "on", "at", "from"})
"""Before a thing that something else happened to: "the flight for our honeymoon is delayed"."""
_ANY: Final = frozenset({"a", "an", "any", "another"})
_PRAISED: Final = frozenset(
    {
        "amazing",
        "awesome",
        "great",
        "fantastic",
        "excellent",
        "lovely",
        "wonderful",
        "fine",
        "good",
        "brilliant",
    }
)
_ASKED: Final = frozenset(
    {
        "do",
        "did",
        "does",
        "can",
        "could",
        "will",
        "would",
        "is",
        "are",
        "was",
        "were",
        "am",
        "have",
        "has",
        "had",
    }
)

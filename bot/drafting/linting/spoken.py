"""Each sentence by itself, filled in and held to the rules: what may not be said is told where it stands."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any, Final

from bot import templates_engine
from bot.drafting.brands import Brand
from bot.drafting.library import DEFAULT_BRAND, HOLDING, Library
from bot.drafting.linting.faults import Fault
from bot.drafting.linting.sentences import PLAIN, Sentence
from bot.drafting.samples import LIMIT, in_280
from bot.errors import TemplateFault
from bot.models import Severity
from bot.ports import Finding
from bot.rules import RuleContext, check

MAX_SENTENCE: Final = 200
"""Characters filled in: the apology and the next step have to fit `LIMIT` together."""
VALUES: Final[Mapping[str, str]] = {
    "problem": "your parcel came late",
    "topic": "the wait",
    "ask": "your order number",
    "due": "today",
    "channel": "a DM",
    "name": "Jo",
    "trip": "flight 672",
    "thing": "parcel",
    "things": "the crew and your seat",
    "was": "was",
    "has_not": "hasn't",
    "duration": "three hours",
    "matter": "your late parcel",
    "fact": "the desk is open until ten.",
}
"""What stands for a mention's details."""
MENTION: Final = "Jo here. Flight 672, parcel and order three hours late, crew rude, seat broken, no refund, "
"""What the person is taken to have written."""
CRITICAL: Final = frozenset({"sympathy"})
"""Keys that are said when somebody may have been harmed."""
_ABOUT_WORDS: Final = frozenset({"R22", "invisible"})
"""What can be wrong with words that are put into sentences."""


def spoken_faults(
    sentences: Iterable[Sentence], raw: Mapping[str, Mapping[str, Any]], library: Library
) -> Iterator[Fault]:
    """What breaks a rule wherever it is said, and what is too long to be said. `raw`: the files as parsed."""
    for sentence in sentences:
        brand = _brand(raw, library, sentence)
        for text in dict.fromkeys(_filled(sentence, brand)):
            yield from _faults(sentence, text, _context(sentence, brand, text, library))


def _faults(sentence: Sentence, text: str, context: RuleContext) -> Iterator[Fault]:
    if len(text) > MAX_SENTENCE and not PLAIN.intersection(sentence.keys):
        problem = (
            f"filled in it has {len(text)} characters; more than {MAX_SENTENCE} leave no room in {LIMIT}"
        )
        yield Fault(sentence.path, sentence.line, problem)
    for found in check(text, context):
        if found.words and found.level == "hard" and _counts(found, sentence):
            problem = f"“{found.words}” breaks rule {found.rule}. {found.why} {found.fix}"
            yield Fault(sentence.path, sentence.line, problem)


def _counts(found: Finding, sentence: Sentence) -> bool:
    return found.rule in _ABOUT_WORDS or PLAIN.isdisjoint(sentence.keys)


def _filled(sentence: Sentence, brand: Brand) -> Iterator[str]:
    """With every detail, and with those missing that a mention may not tell."""
    values = {name: VALUES.get(name, "it") for name in sentence.variables} | {"brand": brand.name}
    for duration, trip in product((True, False), repeat=2):
        told = values | {
            name: "" for name, is_told in (("duration", duration), ("trip", trip)) if not is_told
        }
        try:
            yield " ".join(templates_engine.render(sentence.path, sentence.text, told).split())
        except TemplateFault:
            continue  # told already, with its line, when the file was read


def _context(sentence: Sentence, brand: Brand, text: str, library: Library) -> RuleContext:
    """A clause names what the person wrote, so the post may be taken to say it; numbers it must bring.

    What a brand declares as its action is its own to promise.
    """
    is_critical = not CRITICAL.isdisjoint(sentence.keys) or sentence.path == f"playbooks/{HOLDING}.toml"
    language = _language(sentence)
    told = "".join(sign for sign in text if not sign.isdigit()) if sentence.is_clause else ""
    declared = (text,) if sentence.folder == "brands" else ()
    return RuleContext(
        mention=MENTION + told,
        length=in_280(text),
        brand=brand.name,
        name=VALUES["name"],
        sources=(*VALUES.values(), *library.told_in(language), *declared),
        links=frozenset(brand.links),
        never=brand.never,
        severity=Severity.CRITICAL if is_critical else Severity.NORMAL,
        language=language,
    )


def _language(sentence: Sentence) -> str:
    if sentence.folder == "languages":
        return sentence.path.split("/")[1][:2]
    if "say_in" in sentence.keys:
        return sentence.keys[sentence.keys.index("say_in") + 1][:2]
    return "en"


def _brand(raw: Mapping[str, Mapping[str, Any]], library: Library, sentence: Sentence) -> Brand:
    if sentence.folder != "brands":
        return library.brands[DEFAULT_BRAND]
    return library.brands[str(raw[sentence.path]["id"])]

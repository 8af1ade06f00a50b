"""Every rule in one place: what it is called, why it holds and on whose word, and how a text is mended."""

from dataclasses import dataclass
from typing import Final, Literal

from bot.ports import Finding

Level = Literal["hard", "soft"]


@dataclass(frozen=True)
class Rule:
    """One thing that a public reply must (`hard`) or should (`soft`) keep.

    `why` and `fix` are said to the person with the draft; `source` is the study, law or page behind it.
    `protects` marks what harms somebody if it goes out: hard for people too, and nobody may override it.
    """

    id: str
    level: Level
    title: str
    why: str
    source: str
    fix: str
    protects: bool = False


def catalog() -> tuple[Rule, ...]:
    """All rules, in the order in which they are best read."""
    return _RULES


def finding(
    rule_id: str,
    words: str = "",
    *,
    why: str | None = None,
    fix: str | None = None,
    level: Level | None = None,
) -> Finding:
    """A finding of a rule at some words, in the rule's own terms where nothing closer is said."""
    rule = _BY_ID[rule_id]
    return Finding(rule_id, level or rule.level, words[:80], why or rule.why, fix or rule.fix)


_OWASP: Final = "OWASP LLM01:2026, https://genai.owasp.org/llmrisk/llm01-prompt-injection/"
_HERHAUSEN: Final = "Herhausen et al. 2019, Journal of Marketing: 472,995 complaints on 89 brand pages"
_EINWILLER: Final = "Einwiller & Steilen 2015, Public Relations Review: 5,023 threads of 34 companies"
_GOLMOHAMMADI: Final = "Golmohammadi, Havakhor, Gauri & Comprix 2021, Journal of Marketing"
_KAMPF: Final = "Kampf 2009, Journal of Pragmatics: 354 public apologies and how they dodge responsibility"
_BOUND: Final = "Moffatt v. Air Canada, 2024 BCCRT 149: a company is bound by what its bot said"

_RULES: Final = (
    Rule(
        "R1",
        "hard",
        "Names the problem",
        "It could answer any complaint: it does not name the problem.",
        "Packard & Berger 2021, Journal of Consumer Research: concrete words show that somebody listened",
        "Name what happened to this person.",
    ),
    Rule(
        "R2",
        "hard",
        "Says sorry",
        "It does not say sorry.",
        "Roschk & Kaiser 2013, Marketing Letters; " + _HERHAUSEN,
        "Say “I'm sorry” for what happened.",
    ),
    Rule(
        "R3",
        "hard",
        "Apologises without conditions",
        "This apology puts the doubt or the feeling on the person.",
        _KAMPF,
        "Say sorry for what happened, without “if”, “any” or “you feel”.",
    ),
    Rule(
        "R4",
        "soft",
        "Is sorry for the event",
        "This is sorry for an experience, not for what happened.",
        "Lewicki, Polin & Lount 2016, Negotiation and Conflict Management Research (n = 755)",
        "Say what went wrong: “sorry your bag didn't arrive”.",
    ),
    Rule(
        "R5",
        "hard",
        "Blames nobody else, hides behind no policy",
        "This puts the blame on somebody else or hides behind a rule.",
        "Youk & Park 2022: a scapegoat ruins an apology; " + _KAMPF,
        "Leave it out; say what you will do.",
    ),
    Rule(
        "R6",
        "hard",
        "Takes one next step",
        "It does not say what you will do.",
        _EINWILLER,
        "Say one thing that you will do: “I'll …”.",
    ),
    Rule(
        "R7",
        "hard",
        "Sends to one place",
        "It sends the person to more than one place.",
        _GOLMOHAMMADI,
        "Keep the best one.",
    ),
    Rule(
        "R8",
        "hard",
        "Promises only agreed times",
        "Nobody has agreed to this time.",
        _BOUND,
        "Leave the time out, or use one from your actions.",
    ),
    Rule(
        "R9",
        "hard",
        "Says only what is known",
        "This is neither in the post nor in the brand's facts.",
        _BOUND,
        "Check it, or leave it out.",
    ),
    Rule(
        "R10",
        "hard",
        "Promises nothing absolute",
        "Nobody can be sure of this.",
        _BOUND,
        "Say what you will do instead.",
    ),
    Rule(
        "R11",
        "hard",
        "Offers no money or gifts in public",
        "Offers of money or gifts in public spread the complaint.",
        _HERHAUSEN,
        "Offer it in a private message, or add it to the brand's actions.",
        protects=True,
    ),
    Rule(
        "R12",
        "hard",
        "Keeps personal data private",
        "This looks like somebody's personal data.",
        "GDPR Article 5(1)(f), https://eur-lex.europa.eu/eli/reg/2016/679/oj",
        "Leave it out; take it to a private message.",
        protects=True,
    ),
    Rule(
        "R13",
        "hard",
        "Admits no fault where somebody was harmed",
        "This can be read as admitting fault; legal must decide that first.",
        "California Evidence Code §1160: sympathy is protected, a statement of fault is not",
        "Say that you are sorry this happened, what you do now, and where to reach you.",
        protects=True,
    ),
    Rule(
        "R14",
        "hard",
        "Is no copy",
        "It is almost the same as a reply that is already public.",
        "Wang & Chaudhry 2018, Journal of Marketing Research: tailored answers lift later ratings",
        "Ask for another draft, or say it in other words.",
    ),
    Rule(
        "R15",
        "hard",
        "Fits the network",
        "It is too long for the network.",
        "The network's own limit, such as https://docs.x.com/fundamentals/counting-characters",
        "Shorten it.",
        protects=True,
    ),
    Rule(
        "R16",
        "soft",
        "Reads easily and calmly",
        "It is harder to read than it need be.",
        "Kincaid et al. 1975 (school grade); Barcelos, Dantas & Sénécal 2018 on chatty tone in serious cases",
        "Use shorter sentences and words.",
    ),
    Rule(
        "R17",
        "soft",
        "Speaks to a person, as a person",
        "It reads as if written to nobody in particular.",
        "Kelleher 2009, Journal of Communication; Liebrecht, Tsaousi & van Hooijdonk 2021",
        "Use the person's name once, and sign it.",
    ),
    Rule(
        "R18",
        "soft",
        "Says “I”, and no stock phrases",
        "This is a stock phrase.",
        "Packard, Moore & McFerran 2018, Journal of Marketing Research: “I” satisfies more than “we”",
        "Say it as you would to a neighbour.",
    ),
    Rule(
        "R19",
        "hard",
        "Does more than ask",
        "It only asks a question.",
        _EINWILLER,
        "Say first what you will do, then what you need for it.",
    ),
    Rule(
        "R20",
        "hard",
        "Sells nothing",
        "An apology is no place to sell.",
        "UK CAP Code section 2, https://www.asa.org.uk/codes-and-rulings/advertising-codes.html",
        "Take it out.",
    ),
    Rule(
        "R21",
        "hard",
        "Answers in the person's language",
        "This is not in the language of the post.",
        "Everyday sense: an answer that cannot be read is none",
        "Write it in the language of the post, or ask a person who writes it.",
    ),
    Rule(
        "R22",
        "hard",
        "Shows nothing of the machine",
        "This is not meant for people to read.",
        _OWASP,
        "Take it out.",
        protects=True,
    ),
    Rule(
        "R23",
        "hard",
        "Agrees with approved statements and facts",
        "The approved statement on this incident says something else.",
        "Coombs 2007, Corporate Reputation Review: speak with one voice in a crisis",
        "Use the statement's words, or have the statement changed first.",
    ),
    Rule(
        "R24",
        "hard",
        "Says who is speaking",
        "Somebody who works for the brand has to say so.",
        "FTC 16 CFR 255 and 465, https://www.ecfr.gov/current/title-16/part-255",
        "Say “I work at …”, and speak as that.",
        protects=True,
    ),
    Rule(
        "R25",
        "hard",
        "Takes it private after two public replies",
        "This person already has two public replies from you.",
        _GOLMOHAMMADI,
        "Go on in a private message, or hand it over.",
    ),
    Rule(
        "R26",
        "hard",
        "Uses the brand's own words",
        "The brand never says this.",
        "The brand's own list, [words] in its file",
        "Say it in other words.",
    ),
    Rule(
        "link",
        "hard",
        "Carries only the brand's links and accounts",
        "This is not on the brand's list.",
        _OWASP,
        "Take it out.",
        protects=True,
    ),
    Rule(
        "invisible",
        "hard",
        "Has no invisible characters",
        "There is an invisible character in it.",
        "https://www.unicode.org/reports/tr36/ and " + _OWASP,
        "Type these words anew.",
        protects=True,
    ),
)
_BY_ID: Final = {rule.id: rule for rule in _RULES}

HARD_FOR_PEOPLE: Final = frozenset(rule.id for rule in _RULES if rule.protects)
"""Rules that stay hard when a person typed the words."""
OVERRIDABLE: Final = frozenset(rule.id for rule in _RULES if rule.level == "hard" and not rule.protects)
"""Hard rules that a manager may override, with a written reason."""

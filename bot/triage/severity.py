"""How bad it is: a base by category, raised by hardship, reach and risk, lowered for mild words."""

from collections.abc import Collection, Sequence

from bot.models import Category, Complaint, RiskFlag, Severity
from bot.triage.phrases import Hit, PhraseIndex

GRAVE = {Category.CANCELLATION, Category.LOST, Category.OUTAGE, Category.SAFETY}
"""The person is left without what they paid for, now; other categories start at normal."""

CRITICAL_FLAGS = frozenset(RiskFlag) - {RiskFlag.PRESS}

MILD_BELOW = 0.6
"""Complaints that score less than this are grumbles."""

LARGE_AUDIENCE = 50_000
"""Followers."""

_MANY = (
    "3|4|5|6|7|8|9|10|11|12|13|14|15|16|18|20|24|30|36|48|72|three|four|five|six|seven|eight|nine|ten|twelve"
    "|several|many"
)
_WEAK_ONES = (
    "kids|children|baby|babies|infant|toddler|newborn|elderly|grandmother|grandma|grandpa|grandfather|pregnant"
    "|disabled|autistic|wheelchair"
)
_STUCK = (
    "stuck|stranded|waiting|sitting|traveling|travelling|alone|hungry|crying|cold|overnight|without|separated"
)

_HARDSHIP = {
    "hardship": f"""
        stranded, funeral, wedding, honeymoon ~2 ruined, surgery, operation tomorrow, hospital, chemo, cancer,
        passed away, medication, medicine, insulin, {_WEAK_ONES} ~6 {_STUCK}|floor|hours,
        {_STUCK} ~5 {_WEAK_ONES}, stuck|stranded|here|wait|waiting|airport overnight,
        overnight in|at ~2 airport|terminal|station, slept|sleep|sleeping ~3 floor|airport|car|terminal,
        family emergency, no heat, no heating, no hot water, no water, no power, no food or water, evicted,
        homeless, payroll, cant work, cannot work, cant do my job,
        losing ~3 customers|clients|sales|money|business|revenue, lost ~2 clients|sales|revenue|income|wages,
        production ~2 down, whole|entire company|team|business|office ~3 down|blocked|stopped,
        lost|deleted|wiped|gone|erased all ~1 data|files|work|photos|documents|orders,
        all my|our data|files|photos|work|documents, pay|make|paying ~2 rent, overdraft, overdrawn,
        life savings, cant afford, missed ~3 funeral|wedding|interview|exam|surgery|cruise|graduation,
        last hope, birthday ~1 ruined, ruined ~3 wedding|christmas|holiday|vacation|honeymoon|birthday
    """,
    "a long wait": f"""
        {_MANY} ~1 hours|hour|hrs|hr|days|weeks|months, hours|days|weeks|months and hours|days|weeks|months,
        3hrs|4hrs|5hrs|6hrs|7hrs|8hrs|9hrs|10hrs|12hrs|3hr|4hr|5hr|6hr|7hr|8hr|3h|4h|5h|6h,
        for|over|almost|nearly ~2 week|weeks|month|months|year|days, all day, all night
    """,
}


class Hardships:
    """Finds what the trouble cost a person."""

    def __init__(self) -> None:
        self._index = PhraseIndex(_HARDSHIP)

    def first(self, words: Sequence[str]) -> Hit[str] | None:
        """The first phrase; its label is a word for the card. `None` if there is none."""
        return next(iter(self._index.find(words)), None)


def severity_of(
    complaint: Complaint,
    score: float,
    category: Category,
    *,
    hardship: bool,
    followers: int | None,
    flags: Collection[RiskFlag],
    is_kind: bool,
    is_unread: bool,
) -> Severity:
    """The severity of one mention. Audience alone never makes it critical.

    `is_kind`: it is praise, or nobody's own speech, so that danger in it is told rather than suffered.
    `is_unread`: nobody here reads its language, so that it may be worse than it looks.
    """
    level = max(_base(complaint, score, category), Severity.NORMAL if is_unread else Severity.LOW)
    if complaint is not Complaint.NO:
        level = min(Severity.HIGH, level + hardship + large_audience(followers))
    return Severity(max(level, _floor(complaint, flags, is_kind=is_kind)))


def large_audience(followers: int | None) -> bool:
    """Whether many will see it."""
    return followers is not None and followers >= LARGE_AUDIENCE


def _base(complaint: Complaint, score: float, category: Category) -> int:
    if complaint is Complaint.NO:
        return Severity.LOW
    mild = complaint is Complaint.UNSURE or score < MILD_BELOW
    return (Severity.HIGH if category in GRAVE else Severity.NORMAL) - mild


def _floor(complaint: Complaint, flags: Collection[RiskFlag], *, is_kind: bool) -> int:
    if RiskFlag.SELF_HARM in flags:
        return Severity.CRITICAL
    if not flags:
        return Severity.LOW
    if complaint is Complaint.NO:
        # People who were hurt often tell it without an angry word.
        return Severity.HIGH if RiskFlag.SAFETY in flags and not is_kind else Severity.NORMAL
    return Severity.CRITICAL if CRITICAL_FLAGS.intersection(flags) else Severity.HIGH

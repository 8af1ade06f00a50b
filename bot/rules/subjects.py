"""What complaints are about, as groups of words for one subject: enough to see if a reply speaks to it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from bot.rules.phrases import phrases

SUBJECTS: Final[Mapping[str, str]] = {
    "wait": r"delay\w*|late(?! (?:jan(?:uary)?|feb(?:ruary)?|march|april|may|june|july|aug(?:ust)?|"
    r"sept(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|nights?|fees?)\b)|later|wait\w*|stuck|hours?|"
    r"hrs?|minutes?|mins|tarmac|runway|slow\w*|forever|overdue|on time|long|held up|sitting|standing|behind",
    "cancel": r"cancel\w*|rebook\w*|called off|scrapped",
    "bag": r"bags?|baggage|luggage|suitcases?|carry-?on|strollers?|pushchair|backpack",
    "parcel": r"parcels?|packages?|order(?:s|ed)?|deliver\w*|shipment|shipped|shipping|courier|"
    r"arriv\w+|dispatch\w*",
    "lost": r"los(?:t|e|ing)(?! (?:(?:my|our|your|all|a|another) )?(?:\w+ )?(?:job|mind|patience|business|"
    r"customers?|trust|faith|temper|loyalty|respect|time)\b)|missing|misplaced|stolen|vanished|disappeared|"
    r"never (?:arrived|came)|where(?:'s| is| are) my|wheres my|find my|can(?:'t|not) find",
    "damage": r"damage\w*|broken?|smashed|crushed|torn|ripped|shattered|cracked|destroyed|scratched|"
    r"dented|ruined|pieces|leak\w*",
    "trip": r"flights?|flew|fly|flying|plane|aircraft|trains?|bus|ferry|ferries|boat|crossing|trips?|"
    r"travel\w*|journey|airport|gate|sailing|connection|boarding|tarmac|runway|land(?:ed|ing)?",
    "seat": r"seats?|legroom|leg room|cabin|cramped",
    "queue": r"queue\w*|lines?|crowd\w*|packed",
    "staff": r"staff|crew|agents?|attendants?|employees?|drivers?|manager\w*|waiter|waitress|cashier|"
    r"rude\w*|attitude|disrespect\w*|steward\w*|treat\w*|pilot|captain|rep|reps",
    "support": r"customer (?:service|support|care)|support|answer\w*|respon\w+|repl(?:y|ies|ied)|"
    r"on hold|hold|hung up|call(?:s|ed|ing)?|phone|e?mails?|emailed|dms?|contact\w*|"
    r"help\w*|chat|ticket|ignor\w+|touch|heard|hear",
    "told": r"told|inform\w*|info|information|communicat\w+|update[sd]?|notif\w+|announc\w+|"
    r"no word|(?:nobody|no one|noone|don't|dont|doesn't|doesnt) knows?|explain\w*|no answers?|notice|"
    r"(?:not|n't|nobody|no one|didnt|wont) tell\w*|tell (?:us|me)",
    "money": r"refund\w*|charg\w+|bill(?:s|ed|ing)?|invoice|fees?|money|paid|pay(?:ing|ment|ments)?|"
    r"pric\w+|expensive|credit|vouchers?|cost\w*|overcharg\w*|deposit|subscription",
    "site": r"web ?sites?|site|app|apps|online|page|log ?in|login|sign in|password|account|checkout|"
    r"error|bug|glitch\w*",
    "booking": r"book\w*|reserv\w+|check-?in|checkin|tickets?|itinerary|seat assignment|confirmation|"
    r"miles|points|upgrade",
    "net": r"internet|wi-?fi|signal|network|connection|broadband|speeds?|router|data|dsl|mbps|"
    r"satellite|towers?|service down",
    "down": r"(?:is|are|was|were|be|been|went|goes|go|gone|still|again|currently|site|app|system|service|"
    r"internet|wifi|network) down|down(?:time| again)|outage\w*|offline|crash\w*|(?:not|isn't|doesn't|don't|"
    r"won't|dont|doesnt|isnt|wont|never|stopped|stops) work\w*|won't load|ma(?:k|d)\w+ (?:\w+ ){1,3}work|"
    r"to work (?:again|or|properly)|frozen|unavailable|loading",
    "food": r"food|meals?|coffee|drinks?|breakfast|lunch|dinner|burger|pizza|chicken|sandwich|snacks?|"
    r"water|salad|doughnuts?|donuts?|steak|soup|cake|tea|beverage\w*|custard|cold",
    "room": r"rooms?|hotel|bed|bathroom|shower|toilets?|lavatory",
    "clean": r"dirty|filthy|smell\w*|unclean|gross|stink\w*|cockroach\w*|clean\w*|garbage|mou?ld\w*",
    "screen": r"tvs?|screens?|entertainment|movies?|audio|video|headphones|stream\w*|directv|channel|"
    r"game|games",
    "heat": r"heat\w*|air con\w*|freezing|hot|cold|warm|ac",
    "safety": r"unsafe|dangerous|danger|injur\w*|hurt|hospital|ill|sick(?! of)|poison\w*|fire|smoke|"
    r"assault\w*|harass\w*|racis\w+|discriminat\w*|allerg\w+|burn\w*|safety|safe",
    "privacy": r"hacked|breach|leaked|personal data|privacy|fraud\w*|scam\w*",
    "quality": r"faulty|defect\w*|poor quality|quality|cheap\w*|fell apart|wrong (?:item|order|size|"
    r"colou?r)|fake|product|broke|tough|stale",
}
_PATTERNS: Final = {name: phrases(words) for name, words in SUBJECTS.items()}


@lru_cache(maxsize=1_024)
def subjects_of(text: str) -> frozenset[str]:
    """The subjects that a text touches. Posts are asked about once for every wording that is tried."""
    return frozenset(name for name, pattern in _PATTERNS.items() if pattern.found_in(text))

"""The words by which a letter to an advocate asks for what is right, and for what is forbidden."""

import re
from typing import Final

from bot.models import Relation
from bot.rules.phrases import Phrases, phrases

NEGATED: Final = re.compile(
    r"\b(?:don't|(?<!why )not|never|no need|nobody|without|rather not|"
    r"isn't|won't|will not|cannot|can't|nicht|kein\w*|ne|nunca|não)\b[^.!?;:,\n]{0,25}$",
    re.IGNORECASE,
)
"""What stands right before a phrase and turns it into its opposite; not over a comma or a "but"."""

_TELL: Final = (
    r"(?:say|tell|mention|state|disclose|make (?:it )?(?:clear|plain)|write|note|add|be open|"
    r"let (?:people|readers|everybody|everyone) know)\b[^.!?\n]{0,70}?"
)
_ABROAD: Final = (
    r"(?:sag|schreib|erwähn|nenn|kennzeichn|offenleg)\w*[^.!?\n]{0,60}?",
    r"(?:di|diga|menciona|mencione|indica|indique|aclara|aclare|dis|dites|précise[rz]?|mentionne[rz]?|"
    r"diz|diga|mencione|informe)\b[^.!?\n]{0,60}?",
)


def _telling(*ties: str) -> Phrases:
    """Any way to ask that one of these ties is told."""
    tie = "|".join(ties)
    return phrases(*(rf"{tell}(?:{tie})" for tell in (_TELL, *_ABROAD)))


_RELATION: Final = r"(?:your|the|our) (?:relation|relationship|connection|tie|ties)\w*"
DISCLOSE: Final = {
    Relation.EMPLOYEE: _telling(
        r"you(?:'re| are)? (?:work|employed|an? employee|on (?:our|the) team|with us)",
        _RELATION,
        r"arbeite\w*|angestellt\w*|trabaj\w+|emplead\w+|travaill\w+|employé\w*|trabalh\w+|funcionári\w+",
    ),
    Relation.PARTNER: _telling(
        r"(?:we|you)(?:'re| are)? (?:and \w+ )?(?:work|working|partner\w*|a partner) ?(?:together|with us)?",
        r"you(?:'re| are) (?:our|a|one of our) partners?",
        _RELATION,
        r"zusammenarbeit\w*|partner\w*|colabor\w+|soci[oa]s?|partenaire\w*|parceir\w+",
    ),
    Relation.PAID: _telling(
        r"\w+ pays? you|you(?:'re| are) paid|paid partnership|#ad|advert\w*",
        r"bezahl\w*|werbung|anzeige|pag\w+|publicidad|payé\w*|rémunér\w+|publicité|pago|publicidade",
    ),
    Relation.CUSTOMER: _telling(
        r"(?:that |we |\w+ )?(?:we |has |have )?(?:wrote to|asked|contacted|got in touch with) you",
        r"you(?:'ve| have)? (?:heard|had (?:this|a letter)|were (?:asked|told)) (?:this )?(?:from|by) us",
        _RELATION,
        r"(?:dir|ihnen|dich|sie) (?:geschrieben|gefragt)\w*|(?:te|le) (?:escribimos|hemos escrito)|"
        r"vous (?:avons )?(?:écrit|contacté)\w*|(?:te|lhe) (?:escrevemos|contat\w+)",
    ),
}
"""How a letter asks that the tie is told, by what the tie is."""
DISCLOSE[Relation.NONE] = DISCLOSE[Relation.CUSTOMER]

DECLINE: Final = phrases(
    r"no is (?:a |an )?(?:\w+ )?(?:good|fine|fair|full|perfectly good)? ?(?:answer|fine|ok|okay|enough)",
    r"(?:you(?:'re| are) )?(?:entirely |completely |quite )?free to (?:say no|decline|ignore|say nothing)",
    r"(?:there(?:'s| is) )?no need to (?:answer|reply|respond|do anything)",
    r"(?:you )?(?:don't|do not|need not) (?:have to|need to)? ?(?:answer|reply|respond|do anything)",
    r"(?:it(?:'s| is) )?(?:entirely|completely|wholly|all) up to you",
    r"feel free to (?:say no|decline|ignore)",
    r"if you(?:'d| would)? rather not",
    r"(?:sie|du) (?:müssen|musst|brauchen|brauchst) nicht|nein ist|freiwillig",
    r"puede[s]? decir que no|sin compromiso|no hace falta",
    r"(?:vous pouvez|tu peux) (?:refuser|dire non)|libre de refuser|sans obligation",
    r"pode dizer (?:que )?não|sem compromisso|não precisa",
)

_PAY: Final = phrases(
    r"(?:we|i|\w+)(?:'ll| will| can| could|'d| would|'re happy to| are happy to) (?:\w+ )?(?:pay|reward|"
    r"thank you with|"
    r"make it worth|send you (?:a|an|some))\w*",
    r"in (?:return|exchange)\b(?! address)",
    r"worth your while",
    r"as (?:a|our) (?:thank[- ]you|thanks|reward|little something)",
    r"(?:a|your|extra|special) (?:reward|bonus|commission|fee|perk|freebie|treat)s?",
    r"(?:you'll|you will|you can) (?:get|receive|earn|win)",
    r"(?:prize|raffle|sweepstake|giveaway)s?",
    r"belohn\w+|prämie\w*|recompens\w+|récompens\w+|honorar\w*",
)
_SCRIPT: Final = phrases(
    r"(?:copy|cut)[ -](?:and|&)[ -]paste",
    r"(?:post|tweet|write|say|use|share|send) (?:this|these|the following|exactly|word for word)(?: "
    r"\w+){0,4}?"
    r"(?=[.:\"]| text| words?| message| sentences?| post| exactly|$)",
    r"(?:post|tweet|write|say) (?:something )?(?:like|along the lines of)",
    r"(?:please )?(?:post|tweet|write|say):? ?(?=\")",
    r"(?:here(?:'s| is)|below is|find below) (?:a |the |your |some )?(?:\w+ )?(?:script|wording|text|"
    r"template|draft|"
    r"suggested \w+|sample \w+)",
    r"(?:use|with|add|under) (?:the |our )?hashtags?",
    r"(?:key|talking) (?:points|messages)",
    r"in these words",
    r"(?:say|write|post|tweet) (?:only )?(?:good|nice|positive|kind) (?:things|words|stuff)|"
    r"(?:leave|post|write|share|say) (?:a |an |some |something )?(?:positive|good|nice|glowing|favou?rable)",
    r"wortwörtlich|folgenden text|copia y pega|copie[rz]?[ -]coll\w+|copie e cole",
)
_RATED: Final = (
    r"reviews?|ratings?|stars?|votes?|upvotes?|likes?|retweets?|reposts?|shares?|thumbs[- ]up|"
    r"recommendations?|testimonials?"
)
_PROMOTE: Final = phrases(
    rf"(?:leave|write|post|give|add|submit|drop|ask\w* (?:you )?for|need|want|get|send|spread) (?:us |you |"
    rf"\w+ )?"
    rf"(?:a |an |some |your |more |good |positive |honest |five[- ]|5[- ]|great ){{0,3}}(?:{_RATED})",
    r"(?:rate|review|upvote|downvote|like|retweet|repost|boost|recommend) "
    r"(?:us|our|it|this|that|the|them|my|those|these)\b(?! (?:know|to you))",
    r"vote (?:for|on|against|us|it|them|up|down|in)",
    r"share (?:our|this|the|it|that)(?: \w+)? ?(?:post|tweet|link|video|thread|statement|widely|with)?",
    r"(?:take down|remove|delete|withdraw|change|edit|update) (?:your|the|their|that|this|any|a) "
    r"(?:\w+ )?(?:review|post|tweet|comment|rating|complaint)s?",
    r"(?:tell|ask|invite|tag|bring) (?:all )?your (?:friends|followers|family|colleagues)",
    r"spread the word",
    r"(?:bewert\w+|stimm\w* (?:für|ab)|teil\w+ (?:unseren|den|diesen))",
    r"(?:reseña|valoraci[oó]n|avis (?:positif|sur)|avalia[çc]\w+|comparte|partage[rz]?|compartilh\w+)\w*",
)
_ATTACK: Final = phrases(
    r"(?:go after|attack|shame|mock|expose|troll|harass|shout down|drown out|silence|gang up on|pile on)\w*",
    r"(?:call|shout)(?:ing)? (?:\w+ )?out",
    r"(?:report|block|flag|mass[- ]report|downvote|mute) (?:\w+ ){0,3}(?:accounts?|posts?|tweets?|comments?|"
    r"users?|them|"
    r"him|her|people|reviews?|complain\w*)",
    r"(?:defend|stand up for|protect|back) (?:us|our (?:name|brand|reputation))",
    r"(?:set|put) (?:\w+ ){1,3}straight|(?:prove|show) (?:\w+ ){1,4}wrong",
    r"(?:reply|respond|answer|write|talk|push back|hit back|fight back|comment)(?: back)? ?(?:to|at|on|under|"
    r"against) "
    r"(?:\w+ ){0,3}(?:critics?|complain\w*|haters?|trolls?|them|him|her|these people|those people|posts?|"
    r"tweets?|"
    r"threads?|customers?|@\w+)",
    r"(?:answer|confront|correct|contradict|face) (?:\w+ ){0,2}(?:critics?|complain\w*|haters?|trolls?)",
    r"(?:these|those|the) (?:liars?|trolls?|haters?|idiots?|whiners?)",
    r"(?:counter|push back on|debunk|refute) (?:\w+ ){0,3}(?:critics?|complain\w*|claims?|posts?|lies)",
    r"verteidig\w+ (?:uns|unser\w*)|defiend\w+ (?:nos|a nuestr\w+)|défend\w+ (?:nous|notre)|defend\w+ (?:nos|"
    r"a nossa)",
)
_HIDE: Final = phrases(
    r"(?:don't|do not|never|please don't|no need to|without) (?:\w+ )?(?:mention|mentioning|say|saying|tell|"
    r"telling|"
    r"disclos\w+|reveal\w*|add)\b[^.!?\n]{0,60}?"
    r"(?:you work|we|us|this (?:letter|message)|asked|paid|pay|relation\w*|connection|employ\w*|partner\w*|"
    r"#ad)",
    r"(?:keep|stay|remain) (?:this|it|that)? ?(?:between us|quiet|secret|private|anonymous|confidential|"
    r"under (?:wraps|the radar))",
    r"(?:as if|like) (?:you were |it came from )?(?:an? )?(?:ordinary|normal|regular|happy|random|"
    r"independent) "
    r"(?:customer|user|person|guest|passenger)s?",
    r"(?:pretend|pose|act) (?:to be|as|like)",
    r"(?:another|a second|a different|an anonymous|a new|your (?:private|second|other)) (?:\w+ )?(?:account|"
    r"profile|"
    r"handle|name)s?",
    r"off the record|anonymously|spontaneous(?:ly)? looking|look(?:s)? (?:spontaneous|organic|natural)",
    r"nicht (?:erwähnen|sagen|verraten)|unter uns|no (?:digas|menciones)|ne (?:dites|mentionnez) pas|entre "
    r"nous|"
    r"não (?:diga|mencione)|entre nós",
)
FORBIDDEN: Final = {"A3": _PAY, "A4": _SCRIPT, "A5": _PROMOTE, "A6": _ATTACK, "A7": _HIDE}
"""What no letter asks for, by the rule that forbids it."""

CONNECTED: Final = phrases(
    r"(?:i|we) (?:work|am employed|partner) (?:at|for|with|in|on)",
    r"i(?:'m| am) (?:an? )?(?:\w+ )?(?:employee|partner|ambassador|staff|on the team|paid by|sponsored by|"
    r"working (?:at|for|with))",
    r"(?:as|being) an? (?:\w+ )?(?:employee|partner|ambassador)|my employer|full disclosure|disclosure:",
    r"(?!(?:nobody|somebody|someone|who|people|friends?|mother|father|wife|husband|boss|he|she|you|it) )\w+ "
    r"(?:asked|wrote to|contacted|pays?|paid|sponsors?) me|paid (?:partnership|by|partner)|"
    r"sponsored",
    r"(?:ich arbeite|bezahlte partnerschaft|werbung|anzeige|trabajo (?:en|para)|publicidad|je travaille|"
    r"partenariat rémunéré|publicité|trabalho (?:na|no|para|em)|publicidade)",
) + phrases(r"#(?:ad|sponsored|paid\w*|werbung|anzeige|publi\w*|advert\w*|partner\w*|employee)")
"""How a post tells that its author has a tie to the brand."""

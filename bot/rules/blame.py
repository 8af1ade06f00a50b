"""R5, R13: nobody else is blamed, no policy hidden behind; no fault admitted where somebody was harmed."""

from collections.abc import Iterator
from typing import Final

from bot.ports import Finding
from bot.rules.apology_shapes_abroad import EXCUSES as EXCUSES_ABROAD
from bot.rules.excuses import EXCUSES
from bot.rules.phrases import phrases
from bot.rules.reading import Reading


def blame(reading: Reading) -> Iterator[Finding]:
    """R5: no blame on the person or a third party, no excuse, no hiding behind policy."""
    yield from reading.hits(_BLAME, "R5")
    yield from reading.hits(_EXCUSES, "R5")
    yield from reading.hits(EXCUSES, "R5")
    yield from reading.hits(_BLAME_ABROAD, "R5")
    yield from reading.hits(EXCUSES_ABROAD, "R5")


def liability(reading: Reading) -> Iterator[Finding]:
    """R13: where somebody may be hurt or a court may read it, no fault, cause or legal admission."""
    yield from reading.hits(_LEGAL, "R13")
    if reading.context.critical:
        yield from reading.hits(_FAULT, "R13")
        yield from reading.hits(_FAULT_ABROAD, "R13")


_OTHERS: Final = (
    r"(?:the |our |a |your )?(?:couriers?|airport|airline|suppliers?|partners?|vendors?|contractors?|agency|"
    r"weather|manufacturer|bank|provider|carrier|landlord|council|hotel|restaurant|seller|warehouse|customs|"
    r"police|third[ -]part(?:y|ies)|subcontractors?|temp|trainee|post office|passengers?|customers?|users?)"
)
_BLAME: Final = phrases(
    r"you(?: really| simply| clearly| just)? (?:should|could|ought to)(?: have|'ve)(?: (?:just|simply|"
    r"at least|also))?"
    r"(?! (?:been|had|heard|received|got|gotten|seen us|found us|missed|lost|waited|never))(?: \w+)?",
    r"you failed to|you neglected|you misread|you misunderstood|you forgot|you ignored|you left it too late|"
    r"you waited too long",
    r"you(?: clearly| obviously| simply| just)? (?:didn't|did not) (?:read|check|tell|follow|give|provide|"
    r"call|scan|"
    r"sign|ask|notice|bother|book|pay|complete|arrive (?:on time|early|in time))(?: \w+)?",
    r"you (?:agreed to|accepted (?:the|our|these)|chose (?:to|not|the)(?! fly with| come| stay with| trust|"
    r" travel with))",
    r"you must have (?:missed|misread|forgotten|entered|selected|dropped|pressed|clicked|chosen|"
    r"misunderstood|"
    r"deleted|damaged|spilt|spilled|lost|broken|overlooked|typed|been mistaken|left)",
    r"you (?:seem|appear) to have (?:missed|misread|forgotten|entered|selected|dropped|misunderstood|"
    r"overlooked|"
    r"chosen|typed|used|booked|confused|lost|given)",
    r"you(?:'d| had) only (?:read|checked|told|asked|called)|you were (?:told|warned|informed|advised|"
    r"notified|"
    r"reminded|made aware)(?: about| of| that| when| before| in)",
    r"you (?:have to|need to|must|should|'ll have to) (?:understand|appreciate|realise|realize|accept|"
    r"remember|"
    r"bear in mind)",
    r"(?:please )(?:understand|appreciate|note|remember|bear in mind|be aware|keep in mind) that (?:we|our|"
    r"the|this|it)",
    r"had you (?:read|checked|arrived|told|called|booked|asked|contacted|followed|been|let|given)",
    r"if you(?:'d| had) (?:read|checked|arrived|told|called|booked|asked|contacted|followed|listened)",
    r"next time,? (?:please )?(?:read|check|arrive|make sure|be|try|allow|leave|call|book|remember)",
    r"(?:in|for) (?:the )?future,? (?:please )?(?:read|check|arrive|make sure|allow|ensure|remember)",
    r"for future reference",
    r"(?:per|under|as per|according to|due to|in line with|by|against) (?:our|the|company|store|airline) "
    r"(?:polic\w+|terms|t&cs|conditions|rules|procedures?|regulations?)",
    r"(?:under|against) (?:company|store|airline) policy",
    r"(?:our|company|store) (?:policy|rules?) (?:is|are|states?|says?|does|do|clearly)(?! to (?:call|ring|"
    r"reply|answer|write))",
    r"(?:the|our) (?:terms|conditions|policy|small print|fine print|label|website|sign|notice|ticket) "
    r"(?:does |do )?(?:clearly |plainly |also )?(?:states?|says?|say|explains?|specif\w+)",
    r"(?:it(?:'s| is| was)|as) (?:very |quite )?(?:clearly|plainly) (?:stated|said|marked|written|shown|"
    r"displayed|explained)",
    r"(?:in|read) (?:our|the) (?:terms(?: and conditions)?|t&cs|small print|fine print)",
    r"actually,? (?:you|it (?:was|is)|it's|that(?:'s| is| was)|this|the|our (?:records?|logs?|system)|"
    r"we (?:did|have|do)|no\b)",
    r"our (?:records|logs|system|files|notes) (?:show|say|indicate|suggest|confirm) (?:that )?(?:you|"
    r"we did|no|nothing|the "
    r"(?:driver|agent|order|item) (?:was|did))",
    r"as (?:we |i |we've |i've |we have )?(?:already |previously |clearly )?(?:stated|advised|explained|"
    r"mentioned|told you|"
    r"said (?:before|already|earlier)|pointed out)",
    r"calm down",
    r"(?:not|isn't|wasn't|never) (?:our|my) (?:fault|mistake|problem|responsibility|doing|job)",
    r"(?:not|isn't|wasn't) (?:down to|because of|caused by|up to) us",
    r"(?:out of|outside|outwith|beyond|not (?:in|under|within)) (?:of )?our (?:hands|control|power|"
    r"influence|remit)",
    r"(?:no control|can't control|cannot control|don't control|do not control)",
    r"(?:nothing (?:we|i)(?:'re| are)? (?:can|could) (?:really )?do)(?! to (?:give|bring|undo|change|take)|"
    r" to make up)",
    r"nothing (?:to be done|can be done|could be done|to do with us)",
    r"user error",
    r"(?:issue|problem|error|fault|mistake|trouble)s? (?:is|was|are|were|lies|lay|must be|"
    r"seems to be) (?:on|at|with) "
    r"(?:your|the (?:customer|user|passenger)'s) (?:end|side|device|phone|connection|settings|address|bank)",
    r"(?<!not )(?<!n't )(?<!never )(?<!none of this is )(?<!none of that is )(?<!none of it is )"
    r"(?<!none of this was )your (?:own )?(?:fault|mistake|error|doing|responsibility to)",
    r"(?:passenger|customer|user|guest|buyer|tenant|parent)s?'?s? (?:own )?(?:fault|mistake|responsibility|"
    r"duty)",
    rf"{_OTHERS}(?:'s|s')? (?:fault|mistake|error|doing|responsibility|to blame|problem)",
    rf"{_OTHERS} (?:is|are|was|were) (?:solely |entirely |fully )?(?:responsible|to blame|at fault)",
    rf"(?:blame|fault of|take (?:it|that|this) up with|complain to) {_OTHERS}",
    r"(?:not|aren't|isn't|can't be|cannot be|can not be) (?:be )?(?:held )?(?:responsible|liable|"
    r"accountable) for",
    r"(?:take|accept|bear|have) no (?:responsibility|liability|blame)",
    r"(?:nobody's|no one's|no-one's|no one is|nobody is|we're not|we are not|we're only|"
    r"we are only) (?:perfect|human)",
    r"(?:these|such) things (?:do |can |just |sometimes )?happen",
    r"mistakes (?:do |can |just |sometimes )?happen|accidents (?:do )?happen|everyone makes mistakes|"
    r"we all make mistakes",
    r"(?:that's|this is|it's) (?:just )?(?:how|the way) (?:it|the|things|our) (?:\w+ )?works?",
    r"(?:most|many|thousands|millions|all|none) of our (?:other )?(?:happy )?(?:customers|guests|"
    r"passengers|users|riders|members)",
    r"(?:our )?other (?:customers|guests|passengers|users|people) (?:\w+ )?(?:had|have|has|did|do|don't|"
    r"didn't|manage|love|like|found|find)",
    r"(?:most|other|many) (?:people|customers|guests|passengers|users) (?:love|like|enjoy|are happy|don't|"
    r"manage|have no)",
    r"(?:first|only) (?:person|one|customer|guest|passenger)(?: ever)? (?:to|who has|who's|"
    r"that has) (?:complain|mention|report|raise|say)\w*",
    r"(?:no one|nobody|no-one) else (?:has |had )?(?:complain|mention|report|notic|had (?:this|a|any))\w*",
    r"(?:never|not) had (?:a|any|one|this) (?:single )?(?:complaints?|problem|issue) (?:like|about|before|"
    r"with)",
    r"in (?:our|my|his|her|their) (?:own )?defen[cs]e|to be fair|in (?:all )?fairness|in (?:our|"
    r"my) view,? we did",
    r"with (?:all )?(?:due )?respect|respectfully",
    r"one bad apple|a few bad apples|rogue (?:employee|agent|member)|bad apple",
    r"did nothing wrong|done nothing wrong|(?<!you )did everything (?:we|they|he|she|right)|(?:was|were) "
    r"(?:only|"
    r"just|simply) "
    r"(?:doing|following) (?:his|her|their|our|the|its)?",
    r"(?:was|were|is|are|it's|we're|we are) (?:a )?(?:just |so |very |extremely |really )*(?:busy|"
    r"short[ -]staffed|short of staff|understaffed)"
    r"(?: day| time)? (?:for everyone|at the moment|right now|these days)",
    r"how busy we (?:are|were|get)",
    r"(?:you were|you've been|you are being|you're being) (?:\w+ )?(?:rude|aggressive|abusive|unreasonable|"
    r"dramatic|difficult)",
    r"technically(?: speaking)?,",
    r"if you (?:don't|do not) like it|you (?:can|could) always (?:go|use|take|try)|we (?:did|do) (?:warn|"
    r"tell|inform|notify|e-?mail) you",
    r"what did you expect|you (?:get|got) what you (?:pay|paid) for",
)
_EXCUSES: Final = phrases(
    rf"{_OTHERS} (?:has |have |had )?(?:let (?:us|me) down|failed us|messed up|dropped the ball|"
    rf"got it wrong)",
    rf"{_OTHERS}(?:'s|s') (?:decision|call|rules?|policy|system)|(?:, |and |is |was |were )not (?:ours|"
    rf"us)(?=[.!,]|$)",
    r"(?:couriers?|airports?|suppliers?|drivers?|carriers?|lines|queues|kids|trains|buses) (?:can|will|"
    r"do) (?:sometimes |"
    r"often |always )?be (?:rough|slow|busy|late|long|difficult|careless|noisy)",
    r"(?<!why )(?<!when )(?<!how )(?<!before )(?<!sure )(?:it|this|that|stuff) (?:just |sometimes |"
    r"always )?happens(?=[.!]|$)",
    r"we (?:get|receive|have|handle|deal with|serve|carry) (?:hundreds|thousands|millions|so many|a lot|"
    r"lots|countless)",
    r"(?:that's|it's|this is|that is|it is) (?:just |simply |only )?(?:our|the|company|store|"
    r"airline) (?:policy|rules?)",
    r"(?:terms and conditions|terms of service|t&cs|contract|agreement) (?:clearly |plainly |"
    r"also )?(?:states?|say|says|explains?)",
    r"(?:had|if) you(?:'d| had)? (?:informed|let us know|notified|warned|mentioned)",
    r"you were (?:told|informed|notified|advised|warned) (?:at (?:the time|booking|check-in|sign-?up)|"
    r"by e-?mail|clearly|on)",
    r"(?:can't|cannot|shouldn't|don't) (?:be blamed|blame us)|first (?:we've|i've|we have) heard of",
    r"(?:perhaps|maybe|possibly) you (?:misread|missed|forgot|misheard|misunderstood|didn't|weren't|should|"
    r"could|were|used|entered)",
    r"your (?:phone|device|browser|computer|laptop|connection|router|tablet|card|bank|network|settings|"
    r"account|headset|tv) "
    r"(?:is|was|are|must|may|might|could|probably|seems?)(?: be| have been)? (?:\w+ )?(?:too old|outdated|"
    r"out of date|not supported|"
    r"unsupported|incompatible|not compatible|the (?:problem|cause|issue|culprit)|to blame|faulty|at fault|"
    r"misconfigured)",
    r"what (?:can|could|do) (?:we|you|i) (?:do|say)(?=$|[?.!,])|that's life|c'est la vie|it is what it is|"
    r"it can't be helped|can't be helped|"
    r"one of those (?:things|days)|comes with the territory|part and parcel|happens to (?:everyone|"
    r"everybody|anyone|the best of us|us all)|"
    r"happened to anyone|happens (?:all the time|a lot|sometimes|from time to time|now and then)|(?:un|"
    r"in)?(?:avoidable|evitable)|"
    r"teething (?:problems|troubles|issues)",
    r"unforeseen (?:circumstances|events)|circumstances (?:beyond|outside|out of)|operational reasons|"
    r"(?:due to|because of|owing to|given) (?:the |an? )?(?:unforeseen|unprecedented|exceptional|"
    r"operational|increased|unusually|"
    r"extremely|very)? ?(?:high |heavy )?(?:demand|(?:call )?volumes?|circumstances|workload)",
    r"(?:let's|let us|time to) (?:move on|put this behind us|draw a line)|we never (?:said|claimed|"
    r"promised|guaranteed|told you)|"
    r"we make no (?:promises?|claims?|guarantees?)|consider this (?:our|an) apology",
    r"(?:those|these) are (?:just |simply )?(?:the|our) rules|(?:company|house|store|airline) rules|"
    r"rules are rules|no exceptions",
    r"polic(?:y|ies) (?:\w+ )?(?:doesn't|does not|don't|do not|won't|prevents?|forbids?|prohibits?|"
    r"requires?|is clear|is policy|"
    r"can't|cannot)",
    r"because of (?:our |the |company |store )?polic\w+|in accordance with (?:our|the)|as (?:outlined|"
    r"set out|laid out) in",
    r"(?:standard|common|normal|usual) (?:practice|procedure|in (?:the|our|this) (?:industry|business|"
    r"trade))|industry standard",
    r"honest mistake|genuine mistake|(?:make|making|made) (?:such )?a (?:big )?(?:fuss|scene|drama)|"
    r"overreact\w*|no big deal|"
    r"not (?:a|such a) big deal|no harm done|(?:could|might) have been (?:much |far |a lot )?worse|"
    r"don't take it personally|"
    r"nothing personal",
    r"(?:it was|it's|that was|were|was) only (?:a|an|\d+|one|two|three|five|ten|"
    r"twenty) (?:\w+ )?(?:minutes?|mins?|minor|small|"
    r"little|short|delay|hours?)",
    r"not (?:something|anything) (?:that )?(?:we|i)(?: can| could)? (?:control|influence|cause|caused|did|"
    r"do|foresee|change)",
    r"(?:driver|agent|staff|crew|team|manager|colleague|employee|engineer|technician)s? (?:denies|deny|"
    r"insists?|disagrees?|assures? us|"
    r"remembers? it|tells? (?:us )?(?:a|it)|says? otherwise|says? (?:he|she|they) (?:did|didn't|never|was|"
    r"wasn't))",
    r"(?:our|the) (?:staff|crew|team|agents|drivers|people) (?:are|is) (?:all |highly |fully |"
    r"well )?(?:trained|professional|instructed)",
    r"highest (?:possible )?standards?",
    r"we(?:'ve)? (?:sent|gave|given|issued) you (?:a|an|several|two|three|\d+|plenty of|"
    r"enough)? ?(?:\w+ )?(?:reminder|notice|warning)s?",
    r"(?<!sorry )(?<!sorry that )you (?:signed (?:the|up|a|for)|ticked|clicked|opted|picked|"
    r"selected the wrong|used the wrong|gave (?:us )?the "
    r"wrong|booked the (?:wrong|cheapest)|came (?:too )?late|turned up late|missed (?:the|"
    r"your) (?:deadline|check-in|window|slot)|"
    r"entered the wrong|put in the wrong|typed)",
    r"(?:can't|cannot|never) please (?:everyone|everybody)|nobody forced you|no one forced you|"
    r"your (?:own )?choice",
    r"we(?:'re| are)? (?:did|do|tried|try|doing|always do) (?:our best|everything (?:we|possible)|"
    r"all (?:we|that))(?! to )",
    r"we(?:'re| are) (?:well )?within our rights|entirely within|you(?:'re| are) (?:simply |"
    r"just )?(?:wrong|mistaken)|"
    r"you must be (?:mistaken|confused|wrong)|(?:that's|that is|this is) (?:simply |just )?(?:not|"
    r"un)(?: )?true|not what happened",
    r"(?:instead of|rather than) (?:calling|posting|coming|call|telling|contacting|tell|contact|"
    r"complaining|complain)\w*",
    r"complaints like (?:this|yours)|(?:you )?(?:may|might) want to (?:read|check|look at|be more)|"
    r"(?:was|is|were|'s) (?:the|a) (?:storm|weather|traffic|strike|snow|rain|supplier|"
    r"courier)(?:'s)? (?:doing|fault)",
    r"(?:previous|last|other) (?:guests?|customers?|passengers?|tenants?) (?:left|made|broke|caused|did|"
    r"took)",
    r"(?:just|only|simply) (?:doing|following) (?:his|her|their|our|my|the|its|orders|procedure|policy|"
    r"protocol)(?: \w+)?",
    r"(?:fault|blame|problem) (?:is|lies|was|rests) (?:\w+ )?(?:with|on) (?:your|the (?:courier|airport|"
    r"supplier|carrier|bank|seller|"
    r"manufacturer|contractor|driver))",
)
_BLAME_ABROAD: Final = phrases(
    r"(?:debe|debes|tiene que|tienes que) (?:entender|comprender)|(?:entienda|entiende|comprenda|"
    r"comprende) que|no era para tanto|"
    r"(?:como )?ya (?:le|te|se lo) (?:dijimos|avisamos|indicamos|comentamos|explicamos|informamos)",
    r"vous devez comprendre|(?:veuillez )?(?:comprenez|comprendre) que|nous vous avions (?:prévenu|averti|"
    r"informé)\w*|"
    r"comme (?:déjà )?(?:indiqué|précisé|dit|expliqué)",
    r"(?:sie müssen|du musst) (?:verstehen|bedenken)|(?:verstehen sie|haben sie verständnis|"
    r"beachten sie),? dass|"
    r"wie (?:bereits|schon) (?:erwähnt|gesagt|mitgeteilt|erklärt)|so ist das (?:nun mal|eben)",
    r"(?:tem de|tem que|precisa|deve) (?:entender|compreender)|(?:entenda|compreenda|entende) que|"
    r"como já (?:dissemos|informad\w+|"
    r"explicad\w+|avisámos|avisamos)",
    r"deber[ií]as?(?: usted)? haber (?!recibid|tenid|sido|llegado antes el)\w+|"
    r"tendr[ií]as? que haber (?!recibid|tenid)\w+",
    r"según nuestr\w+ (?:polític\w+|condiciones|normas|términos)|son las (?:normas|reglas|condiciones)|"
    r"es (?:la|nuestra) (?:norma|política)|política de (?:la )?empresa",
    r"no es (?:culpa nuestra|nuestra culpa|responsabilidad nuestra|nuestra responsabilidad)|"
    r"ajen\w+ a (?:nuestra voluntad|nosotros)|(?<!no es )(?<!no fue )(?<!no ha sido )es culpa (?:suya|tuya)|"
    r"no (?:podemos|se puede) hacer nada",
    r"vous auriez (?:dû|pu) (?!recevoir|avoir|être|entendre)\w+|il fallait (?:lire|arriver|vérifier|"
    r"appeler|prévenir|réserver)\w*",
    r"conformément à (?:nos|notre)|selon (?:nos|notre) (?:conditions|politique|règlement)|c'est (?:la|notre) "
    r"(?:règle|politique|règlement)|ce sont (?:les|nos) (?:règles|conditions)",
    r"(?:n'est|n'était) pas (?:de )?(?:notre|la) faute|pas notre responsabilité|"
    r"indépendant\w* de notre volonté|"
    r"on n'y peut rien|nous n'y pouvons rien|(?<!n'est pas )(?<!n'est pas de )(?:c'est|de) votre faute",
    r"(?:sie hätten|hätten sie|du hättest|hättest du) (?!(?:eine|einen|von|das|die|den|nie|nicht|"
    r"es)\b[^.!?\n]{0,40}?"
    r"(?:bekommen|erhalten|hören|erfahren|wissen))\w+",
    r"(?:laut|gemäß|nach) unseren? (?:agb|bedingungen|regeln|richtlinien|vorgaben)|so sind (?:die|"
    r"unsere) regeln",
    r"nicht unsere (?:schuld|verantwortung|sache)|(?<!nicht )(?<!keineswegs )(?:ihre|"
    r"deine) (?:eigene )?schuld|"
    r"höhere[rn]? gewalt|außerhalb unser\w+|können wir nichts (?:machen|tun|dafür)|dafür können wir nichts",
    r"(?:deveria|devia|poderia|podia)s? ter (?!recebid|tid[oa]|sido|chegad|ouvid|avisad[oa] você)\w+",
    r"(?:conforme|segundo) (?:a |as )?noss\w+ (?:polític\w+|condições|regras|normas)|são as (?:regras|"
    r"normas|condições)|"
    r"é (?:a )?(?:nossa )?(?:política|norma|regra) da (?:empresa|casa)",
    r"não é (?:a )?(?:nossa culpa|culpa nossa|nossa responsabilidade)|alhei\w+ à nossa vontade|"
    r"(?<!não é )(?<!não foi )culpa (?:sua|tua)|não (?:podemos|há nada a) fazer nada",
)
_LEGAL: Final = phrases(
    r"we knew (?:about|of|that|it|this)",
    r"negligen\w+|gross(?:ly)? negligen\w+",
    r"liab(?:le|ility)",
    r"our (?:own )?(?:defect\w*|wrongdoing)",
    r"we (?:admit|violated|breached|broke the law|confess)",
    r"(?:in|a) (?:violation|breach) of",
    r"legally (?:binding|responsible|bound|obliged)",
    r"admi(?:t|ssion)\w* (?:of )?(?:fault|guilt|liability)",
    r"unlawful\w*|illegal\w* (?:on our part|of us)",
    r"(?:somos|fuimos) (?:culpables|responsables legales)|negligencia|admitimos (?:la )?(?:culpa|"
    r"responsabilidad)",
    r"négligence|juridiquement (?:responsable|engag)\w*|nous (?:admettons|reconnaissons) (?:notre|"
    r"la) (?:faute|responsabilité)",
    r"haftbar|fahrlässig\w*|rechtlich (?:verantwortlich|bindend)|schuldhaft",
    r"negligência|legalmente responsáve(?:l|is)|admitimos (?:a )?(?:culpa|responsabilidade)",
)
_FAULT: Final = phrases(
    r"our (?:own )?(?:fault|mistake|error|failure|failing|doing|negligence|blame)",
    r"(?:we|i|our \w+)(?: have| had|'ve)? (?:failed|messed up|screwed up|slipped up|caused|injured|hurt|"
    r"harmed|leaked|exposed|"
    r"got (?:it|this|that) wrong|let you down|let her down|let him down|dropped the ball|made (?:a|this|"
    r"the) (?:mistake|error)|fell short)",
    r"(?:that's|that is|this is|it's|it is|this one is|that was|this was) on us",
    r"(?:we|i|our \w+) should(?:n't| not)? (?:have|'ve)",
    r"(?:we|our \w+)(?:'re| are| is| was| were) (?:fully |solely |clearly )?(?:to blame|at fault|"
    r"responsible|in the wrong|guilty)",
    r"(?:we|i)(?:'ll)? (?:take|accept|bear|own) (?:full |all |complete )?(?:responsibility|the blame|"
    r"this mistake|that mistake)",
    r"(?:because|as a result) (?:we|our|of our|of us|of (?:a|the|an|faulty|poor))(?: \w+)?",
    r"(?:due to|thanks to|owing to|down to) (?:our|us|a|an|the|faulty|poor|human)(?: \w+)?",
    r"caused by",
    r"(?:it|this|that) (?:happened|occurred|started|broke out|came about) (?:because|when|after|since)",
    r"(?:the )?(?:cause|reason) (?:was|is|of this was|for this was)",
    r"(?:could|should|would) have been (?:prevented|avoided)",
    r"preventable|avoidable",
    r"we (?:apologi[sz]e|are sorry|'re sorry) for (?:causing|injuring|hurting|harming|discriminating|"
    r"leaking|poisoning|burning|"
    r"our (?:actions|conduct|part|role|failure))",
    r"(?:sorry|apologi[sz]e) (?:that )?(?:we|our \w+) (?:hurt|injured|harmed|burn\w*|poison\w*|leaked|"
    r"assault\w*|discriminat\w*|"
    r"caused|failed|put|made you (?:ill|sick))",
)
_FAULT_ABROAD: Final = phrases(
    r"(?:nuestra culpa|culpa nuestra|nuestro error|error nuestro|nuestra responsabilidad|nuestro fallo|"
    r"fallo nuestro)",
    r"(?:fallamos|hemos fallado|nos equivocamos|nos hemos equivocado|cometimos un error|provocamos|causamos|"
    r"asumimos (?:toda )?la (?:culpa|responsabilidad)|fue (?:culpa|un error)|deberíamos haber|"
    r"tendríamos que haber|"
    r"somos responsables|debid[oa] a (?:un|una|nuestr\w+)|causad[oa]s? por|porque (?:nosotros|nuestr\w+|"
    r"no ))",
    r"(?:notre faute|notre erreur|notre responsabilité|par notre faute|erreur de notre part)",
    r"(?:nous avons (?:échoué|commis|causé|provoqué|failli|fait une erreur)|nous (?:aurions dû|assumons|"
    r"sommes responsables)|"
    r"nous sommes (?:en tort|fautifs)|causée?s? par|(?:en raison|à cause) (?:d'un|d'une|de notre|de nos)|"
    r"dû à (?:un|une|notre)|"
    r"parce que nous)",
    r"(?:unsere schuld|unser fehler|unser versagen|unser verschulden|unsere verantwortung|"
    r"fehler unsererseits)",
    r"(?:wir (?:haben versagt|haben (?:einen |diesen )?fehler|sind schuld|sind verantwortlich|tragen die|"
    r"übernehmen die|hätten)|"
    r"haben wir (?:verursacht|versagt|verschuldet)|von uns verursacht|verursacht durch|wegen (?:eines|"
    r"einer|unser\w+)|"
    r"aufgrund (?:eines|einer|unser\w+)|weil (?:wir|unser\w+))",
    r"(?:nossa culpa|culpa nossa|nosso erro|erro nosso|nossa falha|falha nossa|nossa responsabilidade|"
    r"erro foi nosso|culpa foi nossa)",
    r"(?:falhamos|erramos|cometemos um erro|causamos|provocamos|assumimos (?:toda )?a (?:culpa|"
    r"responsabilidade)|"
    r"somos responsáveis|deveríamos ter|devíamos ter|devido a (?:um|uma|noss\w+)|causad[oa]s? por|"
    r"porque (?:nós|noss\w+|não ))",
)

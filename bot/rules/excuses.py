"""R5 by the shape of a sentence: what is said to explain a failure away, whoever it is laid on."""

from typing import Final

from bot.rules.phrases import phrases

_OUTSIDERS: Final = (
    r"(?:third[ -]part(?:y|ies)|couriers?|airports?|airlines?|suppliers?|partners?|vendors?|contractors?|"
    r"subcontractors?|agenc(?:y|ies)|weather|storms?|snow|traffic|strikes?|manufacturers?|banks?|providers?|"
    r"carriers?|landlord|council|hotels?|sellers?|warehouse|customs|police|air traffic control|atc|security|"
    r"government|authorities|post office|algorithm|computer|software|previous (?:guests?|owner|flight)|"
    r"other (?:customers?|guests?|passengers?|people))"
)
_LAID_ON: Final = rf"(?:a |an |the |our |your |one of our )?(?:\w+ )?{_OUTSIDERS}"
_OURS: Final = (
    r"(?:agent|agents|driver|drivers|staff|crew|team|manager|colleague|colleagues|employee|employees|"
    r"engineer|technician|steward|waiter|cashier|operator|captain|pilot)"
)
_RULES: Final = (
    r"(?:rules?|polic(?:y|ies)|procedures?|regulations?|terms|guidelines|protocols?|process(?:es)?|t&cs|"
    r"conditions|legislation|requirements)"
)
EXCUSES: Final = phrases(
    r"(?:caused|created|triggered|brought on|brought about|handled|made|delayed|held up|run|managed|"
    r"operated|provided|"
    r"owned|sold|supplied|carried out|organised|set) (?:entirely |only |"
    rf"solely )?by {_LAID_ON}(?! (?:of|at) ours\b)",
    rf"(?:due to|because of|owing to|thanks to|down to|result of|blame) {_LAID_ON}",
    r"(?:the )?(?:blame|fault|responsibility|onus|cause|duty) (?:\w+ )?(?:lies|lay|rests|sits|falls|is) "
    r"(?:\w+ )?"
    r"(?:with|at|on|upon) (?!us\b|our\b|me\b|my\b|ours\b|you to\b)\w+(?: \w+)?",
    r"not (?:us|ours|our side)(?=[.!,;)]|$| who| that| but| handles?| runs?)",
    rf"{_LAID_ON},? (?:not us|and not us|rather than us),?",
    rf"(?:have|has|need|needs|are obliged|are required|are bound|am required|obliged|required|bound|forced|"
    rf"only) to "
    rf"(?:follow|stick to|comply with|abide by|enforce|apply|respect|adhere to|obey) (?:the |our |all |"
    rf"these |"
    rf"strict |company |airline |certain )*{_RULES}",
    rf"(?:don't|do not|didn't|did not|can't|cannot) (?:make|write|set|bend|change|break) (?:the |our |these "
    rf"|any )?"
    rf"{_RULES}",
    rf"(?:our|the|company|strict|internal|standard) {_RULES} (?:\w+ )?(?:has|have|had|must|is|are|was|were) "
    r"(?:to be )?(?:\w+ )?(?:followed|clear|quite clear|strict|there for|in place|applied|respected|"
    r"observed)",
    r"(?:according to|in line with|following|as per|per|under|in keeping with) (?:the |our |all )?(?:\w+ )?"
    rf"{_RULES}(?! (?:change|i )\b)",
    r"hands are (?:\w+ )?tied|hands tied",
    r"(?:experiencing|receiving|getting|seeing|dealing with|facing|handling|having) (?:a |an )?(?:very |"
    r"unusually |"
    r"extremely |exceptionally |much |far |particularly )?(?:high|large|huge|heavy|increased|unprecedented|"
    r"greater|"
    r"higher|more|lot|record)\b[^.!?\n]{0,30}?\b(?:volumes?|numbers?|messages|calls|contacts|enquiries|"
    r"inquiries|"
    r"requests|demand|orders|emails|e-mails|traffic|(?:than|as) (?:usual|normal|expected))",
    r"peak (?:season|time|times|period|hours?|day|days)|(?:busy|busiest|high) (?:season|period|time of "
    r"(?:the )?"
    r"(?:year|day))|rush hour|holiday rush",
    r"(?:everyone|everybody|all (?:our )?(?:\w+)|we all)(?: else)? (?:is|are|was|were|has|have|had)(?: "
    r"to)?(?: \w+)? "
    r"(?:wait|waiting|in the same (?:boat|position|situation)|affected|late)(?! (?:because of us|for us)\b)",
    r"(?:same for|happens to|same with) (?:everyone|everybody|all|any airline|all airlines|other \w+|every "
    r"\w+)",
    r"everyone else (?:managed|was|had|got|has|is|seems?|did)",
    r"(?:not|hardly|never) the only (?:one|ones|person|customer|passenger)(?: \w+)?(?: waiting| affected)?",
    r"please (?:be (?:aware|advised|mindful|assured|understanding|reasonable)|understand|note|bear in mind|"
    r"remember|appreciate) that",
    r"as you can (?:imagine|appreciate|understand|see)|as i'm sure you(?:'ll| will| can)? (?:understand|"
    r"appreciate)",
    rf"(?:our|the) {_OURS} (?:\w+ )?(?:recalls?|remembers?|reports?|describes?|denies|maintains?|states?|"
    rf"insists?|"
    r"assures? (?:us|me)|disputes?|sees?) (?:it|this|that|the|a|things|otherwise|differently|he|she|they|no|"
    r"having)",
    r"(?:no|without) (?:evidence|record|proof|trace|indication|sign|report)s? (?:of (?:a|any|your|this|the|"
    r"such) "
    r"(?:complaint|call|booking|incident|payment|contact|problem|issue|fault)|that|to (?:support|suggest|"
    r"show)|"
    r"for (?:this|that|your))",
    r"according to (?:the|our|my) (?:tracking|records?|system|logs?|files?|notes|data|scan|photo|camera|"
    r"driver|"
    r"agent|crew|team|staff|courier|information|report)",
    r"(?:we|i)(?:'ve| have| had| did)?(?: already)? (?:tried|try|attempted|attempt) to (?:reach|call|"
    r"contact|ring|"
    r"e-?mail|tell|warn|notify|inform|deliver|help) you(?: but| and you)",
    r"(?:consider|regard|treat|deem)s? (?:the|this|that) (?:matter|case|issue|complaint|incident)(?: as| to "
    r"be)? "
    r"(?:closed|settled|resolved|finished|dealt with|over)",
    r"(?:apologi[sz]ed|said sorry|said i'm sorry|said we're sorry|expressed (?:our|my) regret) (?:already|"
    r"before|"
    r"enough|several times|once|twice|many times)|i've said (?:i'm|i am) sorry,",
    r"stand(?:s|ing)? by (?:our|the|my|his|her|their) (?:decision|policy|answer|team|staff|crew|driver|"
    r"agent|price|"
    r"prices|products?|process|approach|statement)",
    r"tastes? (?:do |can )?(?:differ|vary)|matter of (?:taste|opinion|perspective)|(?:a )?question of taste",
    r"(?:we )?(?:always|do|constantly|continually)? ?(?:aim|strive|endeavou?r|pride ourselves|work hard|do "
    r"our best|"
    r"try hard|seek)(?: \w+)? (?:to|on|in) (?:provide|provid|deliver|offer|give|giv|ensure|maintain|the "
    r"(?:best|"
    r"highest))\w*",
    r"(?:best|highest|excellent|outstanding|exceptional|first[ -]class|world[ -]class) (?:possible "
    r")?(?:service|"
    r"customer service|level of service|experience|standards?|quality)(?: possible)?",
    r"(?:delays|cancellations|queues|bumps|problems|glitches|hiccups|outages|mistakes|breakages|lost bags) "
    r"(?:are|"
    r"do|can|will|is) (?:\w+ )?(?:part of|happen|occur|to be expected|normal|common|inevitable|unavoidable|"
    r"a fact)",
    r"(?:is|are|was|that's|it's|quite|perfectly|entirely|completely|totally|very|pretty) (?:quite |"
    r"perfectly |very |"
    r"entirely |all |completely |rather )*(?:normal|usual|standard|common|to be expected|reasonable|"
    r"acceptable|"
    r"typical)(?= for| at| in| on| these| this|[.!,]|$)(?! again)",
    r"no (?:airline|company|one|shop|hotel|system|app|service|bank|person|human|team) (?:can|could|is able "
    r"to|"
    r"is ever|is) (?:control|foresee|prevent|predict|guarantee|stop|avoid|perfect|immune)",
    r"(?:it|that|this) (?:is|was)(?: \w+)? (?:up to|down to|on) (?:the |each |every |all )?(?:you|customers?|"
    r"passengers?|guests?|users?|buyers?|travell?ers?|parents?) to",
    r"(?:(?<=[.,;:!?] )|(?<=but )|(?<=and )|(?<=as )|(?<=because )|(?<=though )|(?<=since )|(?<=however ))"
    r"(?:you|your party|your group) (?:did(?:n't| not)|do(?:n't| not)|had(?:n't| not)|have(?:n't| not)) "
    r"(?:\w+ )?"
    r"(?:allow|leave|plan|bring|show up|turn up|pick up|respond|reply|meet|qualify|select|tick|opt|confirm|"
    r"update|"
    r"keep|reach|present|declare|label|pack|print|register|cancel in)\b",
    r"you (?:did|do)? ?(?:choose|chose|pick|picked|go for|went for|opt|opted|book|booked) (?:for )?(?:the |"
    r"a |our )?"
    r"(?:cheapest|lowest|basic|economy|budget|free|slow|standard|wrong|non-?refundable|last|latest)\b",
    r"you(?:'d| would) have (?:seen|known|noticed|read|found|been fine|been on time|been able)",
    r"(?:stated|written|printed|shown|mentioned|marked|listed|explained|specified|clear|visible) (?:clearly "
    r"|plainly |"
    r"quite clearly )?(?:on|in|at) (?:your|the|our) (?:ticket|booking|confirmation|website|site|page|receipt|"
    r"label|box|contract|app|invoice|e-?mail|form|faq|menu|sign|door)",
    r"nothing (?:more|else|further) (?:that )?(?:we|i) can (?:do|offer|add|say)(?! to (?:give|bring|undo|"
    r"change|"
    r"take|make))",
    r"(?:our|my) (?:prices|fees|fares|charges|rules) (?:are|is) (?:\w+ )?(?:fair|competitive|reasonable|in "
    r"line)",
    r"(?:this|that|it)(?:'s| is) (?:just |simply |only |really )?(?:how|the way|what) (?:the (?:system|app|"
    r"site|fares?|"
    r"process|airline|business|industry|world|computer)|our \w+|things|we|fares|tickets|pricing|flying|"
    r"life)\b"
    r"(?! (?:should|want|would|could|like|hope|can (?:fix|help))\b)",
    r"(?:our|the) (?:\w+ )?(?:chef|kitchen|cook|clerk|guard|conductor|doctor|seller|host|hotel|restaurant|"
    + _OURS[3:]
    + r" (?:says?|said|tells us|told us|told me|confirms?|confirmed|thinks?|believes?) (?:that )?(?:the \w+ "
    r"(?:was|were"
    r"|is|are)|it (?:was|is)|this (?:was|is)|you (?:were|did|had|didn't|refused|asked|never)|everything|"
    r"nothing|"
    r"(?:he|she|they) (?:did|was|were|didn't|never|only|had))\b",
    r"only (?:have )?(?:so many|so much|a limited|so few)|limited (?:number|amount) of|resources are limited|"
    r"can only do so much|we're only human",
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days? (?:is|are) (?:always |often |usually |our |the )?(?:\w+ "
    r")?(?:hectic|"
    r"busy|busiest|slow|difficult|mad|crazy|chaotic|full)|(?:weekends|mornings|evenings|holidays|nights|"
    r"lunchtimes|"
    r"summers?|school breaks) (?:is|are) (?:always |often |usually |very )?(?:hectic|busy|slow|difficult|"
    r"mad|crazy|"
    r"chaotic)|it's (?:been )?(?:a |such a )?(?:very |really )?(?:busy|hectic|crazy|manic) (?:day|time|week|"
    r"month|"
    r"morning|evening|weekend|period)",
    r"(?:has|have|had) (?:a |an |their |his |her |our )?(?:tight |strict )?(?:schedule|timetable|rules|"
    r"targets|orders|"
    r"quota|instructions|deadlines?|procedures?) to (?:keep|follow|meet|stick)",
    r"(?:fine|hot|warm|ok|okay|clean|working|intact|perfect|fresh|sealed|undamaged|in (?:good|perfect|full) "
    r"(?:order|"
    r"condition|working order)) (?:\w+ )?(?:when|before) (?:it|they|we|you) (?:left|leaves?|sent|shipped|"
    r"delivered|"
    r"collected|checked|packed|handed|arrived|set off)",
    r"(?:don't|do not|never|rarely|seldom|hardly ever) (?:usually |normally |often |generally )?(?:get|have|"
    r"receive|"
    r"hear) (?:such |any |these |this |many )?(?:complaints?|negative feedback|problems? (?:like|with))",
    r"at least (?:you (?:got|had|have|arrived|were|are)|it (?:was|is|wasn't|did|didn't)|nobody|no one|we "
    r"(?:got|did|"
    r"told|tried))",
    r"(?:slight|minor|tiny|brief|momentary) (?:delays?|issues?|glitch\w*|hiccups?|mix-ups?|problems?|"
    r"setbacks?|"
    r"inconveniences?|oversights?|error)",
    r"(?:hope|trust|sure|confident)(?: that)? you(?:'ll| will| can|'d| would)? (?:understand|appreciate|see "
    r"(?:that|our)|"
    r"agree|realise|realize)",
    r"as far as we(?:'re| are) (?:aware|concerned)|(?:not aware|unaware) of any|to the best of our knowledge",
    r"(?:did|doing|done|do) (?:their|his|her|our|my) (?:very |level )?(?:best|job|utmost|duty)(?! to "
    r"(?:help|find|get) "
    r"you)",
    r"you (?:have|had|always have|always had) the (?:option|choice|chance|opportunity|right) (?:to|of)|"
    r"you(?:'re| are) (?:free|welcome) to (?:go|shop|fly|book|try|look|take your)(?: \w+)? (?:elsewhere|"
    r"another|with "
    r"another|somewhere else)",
    r"(?:not|never|isn't|wasn't) what (?:we|i|our \w+|the \w+) (?:said|meant|heard|promised|see|told you|"
    r"recall)",
    r"(?:meant|intended|supposed) (?:as|to be) (?:a |some )?(?:harmless |light-hearted |good-natured "
    r")?(?:joke|funny|"
    r"fun|humour|humor|banter|irony|light-hearted|compliment)|(?:just|only) (?:a joke|joking|kidding|"
    r"teasing|banter|"
    r"a bit of (?:fun|banter))|tongue[ -]in[ -]cheek",
    r"(?:so|too|overly|rather) sensitive|easily (?:offended|upset)",
    r"(?:need to|have to|should|must|please|can) (?:take (?:it|that|this) up|raise (?:it|that|this)|speak|"
    r"talk) (?:up )?"
    rf"(?:with|to) {_LAID_ON}",
    r"(?:was|were) (?:cooked|served|delivered|charged|packed|cleaned|handled|done|made|processed) "
    r"(?:exactly |just )?as "
    r"(?:ordered|requested|described|agreed|instructed|advertised|usual|it should)",
    r"(?:not|isn't|wasn't|aren't|is not|was not) (?:really )?(?:our|my) (?:department|decision|call|area|"
    r"rule|rules|choice|"
    r"product|policy|team|business|remit|concern|end|side|doing|idea)",
    r"(?:not|isn't|wasn't|aren't|weren't) (?:been )?(?:made|done|taken|run|owned|operated|sold|set|sent|"
    r"caused|handled|decided|issued|written|"
    r"managed) by (?:us|our|me)\b",
    r"(?:is|are|was|were) an? (?:independent|separate|different|outside|external) (?:business|company|firm|"
    r"team|entity|"
    r"contractor|organisation|organization|department|operator|provider)",
    r"(?:was|were|is|are|been) (?:only |just |simply |merely )?(?:following|obeying|carrying out|acting on|"
    r"sticking to) "
    r"(?:instructions|orders|procedures?|rules|protocol|guidelines|company|the|our|their)\b",
    r"it(?:'s| is| was) (?:a |the |still |our )?(?:public|bank|national|school|summer|winter)? "
    r"?(?:holidays?|christmas|"
    r"easter|weekend|black friday|half[ -]term|high season|new year)(?=[.,!]| here| today| period| season| "
    r"after|$)",
    r"both (?:sides|parties)|two sides to|meet (?:us|me) half ?way|takes two|your side of the story",
    r"how (?:were|was|are|could|should|can) (?:we|i|anyone|our \w+) (?:supposed|meant|expected|to know|have "
    r"known|to "
    r"tell)\b|can't be everywhere|(?:need|have) to prove (?:that|it|this)",
    r"(?:an? |just |only )?(?:one-off|isolated (?:incident|case|event|occurrence)|rare (?:case|exception|"
    r"occurrence|event)|"
    r"exception to the rule)|(?:not|isn't|wasn't|hardly) (?:at all )?(?:typical|representative|the norm|a "
    r"reflection|"
    r"how we (?:usually|normally))|out of character",
    r"no (?:other|one else|body else)(?: \w+)? (?:complain|mention|report|notic|object|mind|seem)\w*",
    r"under (?:a lot of|lots of|great|heavy|much|huge|enormous|so much|immense|extreme) (?:pressure|stress|"
    r"strain)",
    rf"(?:the|our|a|an|your) (?:\w+ )?{_OUTSIDERS} (?:have |has |had )?(?:sent (?:us|the wrong|it|out)|gave "
    rf"us|given us|"
    r"failed|forgot\w*|messed|mislabel\w*|made (?:a|an|the|this) (?:mistake|error|mess)|let|lost|damaged|"
    r"broke|closed the|"
    r"changed the|was late|were late|was slow|didn't|did not|hasn't|haven't|mixed up|got it wrong|held "
    r"(?:us|it|the))\b",
    r"works? (?:fine|well|perfectly|just fine) (?:for|on) (?:most|many|everyone|everybody|other|others|all|"
    r"our end)",
    r"rules (?:are|is|exist|apply) (?:there |here |in place )?(?:for|to)\b",
)

"""The words of R2, R3 and R4 in English: how sorry is said, and the many ways to say it and not mean it."""

import re
from typing import Final

from bot.rules.phrases import phrases

APOLOGY: Final = re.compile(
    r"\b(?:sorry|apolog(?:y|ies|i[sz]e|i[sz]ing)|regret|our (?:mistake|fault))\b", re.IGNORECASE
)
SORRY: Final = re.compile(r"\b(?:sorry|apolog\w+|regret\w*|pardon)\b", re.IGNORECASE)

_S: Final = r"(?:sorry|apolog\w+|regret\w*|pardon(?: us| me)?)"
_ASKS_FOR_WORD: Final = (
    r"(?:let (?:me|us)|tell (?:me|us)|\bdms?\b|message|send|reply|write|call|ring|ask|shout|check|come|"
    r"please|"
    r"i'll|we'll|i will|we will|happy to|find out)"
)
_UP_TO: Final = rf"(?:(?!\b{_ASKS_FOR_WORD}\b)[^.!?\n]){{0,90}}?"
"""Words between "sorry" and its condition, without a request: "sorry, let me know if …" is an offer."""
_IS_OFFER: Final = (
    r"(?! (?:i|it|that|this) (?:were|was me|had been me|happened to me|'d)\b)(?! i'd\b)"
    r"(?! you(?:'d| would| could| can| still| ever| do)* "
    r"(?:need|want|like|prefer|wish|dm|message|send|give|tell|write|drop|let|reply|call|have|help|fancy|see|"
    r"show|bring|ask|come|spare)\b)(?! (?:needed|possible|you like|so|it helps|not)\b)"
)
_GOOD_NEWS: Final = (
    r"(?! (?:the |here's |there is |there's )?(?:some )?good news)"
    r"(?! (?:i|we)(?:'ve| have|'ll| will|'m|'re| am| are| can| found| got)(?: now| just| already| also)? "
    r"(?!not\b|never|unable|only|sure|afraid|no\b|bound|told|you|to\b|do\b|assure|limited|obliged|required))"
    r"(?! (?:it|he|she|they|that|help|(?:your|the|our) \w+(?: \w+)?)(?:'s|'re| is| are| has| have| was|"
    r" went)?"
    r"(?: all)? (?:now|just|back|fixed|on (?:its|the|their|his|her) way|here|ready|sorted|unblocked|found|"
    r"coming|"
    r"safe|out (?:now|today|this)|been (?:found|fixed|sorted|sent)))"
)
_DOUBTS: Final = (
    r"(?:possible|potential|perceived|alleged|supposed|so-called|apparent|any and all|all and any|"
    r"any|whatever|whichever|anything)"
)
_TURNED: Final = (
    r"(?:upset|unhappy|offended|disappointed|frustrated|angry|annoyed|dissatisfied|unsatisfied|displeased|"
    r"cross|mad|bothered|aggrieved|irritated|insulted|uncomfortable|let down|inconvenienced|"
    r"(?:not|less than|far from|anything but)(?: \w+)? (?:pleased|happy|satisfied|content|impressed|"
    r"thrilled))"
)
_FELT: Final = (
    r"(?:feel\w*|felt|think|thought|believ\w+|consider\w*|perceiv\w+|interpret\w*|misread|misunderst\w+|"
    r"(?:see|saw|view|viewed|regard|took|take|taken|read) (?:it|this|that|our|us|things|"
    r"the (?:matter|situation))\b|"
    r"(?:didn't|did not|don't) (?:enjoy|like|appreciate|feel|find|care for|approve)|(?:weren't|aren't|"
    r"were not|"
    r"are not)(?: \w+)? (?:happy|satisfied|pleased|content|impressed|thrilled)|got the wrong impression|"
    r"(?:heard|saw|felt|sensed|read) in (?:our|the|my)|"
    r"found (?:the|it|this|that|our|us)\b[^.!?\n]{0,40}? "
    r"(?:too|so|un\w+|rude|hard|difficult|long|slow|confusing|disappointing|lacking|poor)|"
    r"had what you|(?:'re| are| were|'ve been| have been) (?:\w+ )?" + _TURNED + ")"
)
_IF: Final = phrases(rf"{_S}{_UP_TO}\bif\b{_IS_OFFER}(?: \w+){{0,3}}") + phrases(
    rf"if\b{_IS_OFFER} \w+[^.!?\n]{{0,90}}?\b{_S}"
)
_DOUBTED: Final = phrases(
    rf"{_S}{_UP_TO}\b(?:in case|in the event|insofar|in so far|to the extent|assuming|supposing|"
    rf"provided that|"
    r"unless|in which case|where we (?:may|might|could))\b",
    r"(?:should|were|had) (?:you|we|i|our|this|that|it|there|any\w*|some\w*|the|your)\b[^.!?\n]{0,90}?\b"
    r"(?:would |please |do |of course )*(?:accept our )?apolog\w+|sorry (?:that )?should\b|"
    r"apologies should\b",
    rf"(?:in case|in the event|insofar|in so far|to the extent|assuming|supposing|perhaps|maybe|possibly|"
    rf"whether or not)\b[^.!?\n]{{0,90}}?\b{_S}",
    r"(?:would|we'd|i'd)(?: of course| naturally| certainly)? (?:be sorry|regret|apologi[sz]e)",
    rf"{_S}[^.!?\n]{{0,30}}? (?:for|about|over|of) (?:the |our |your |this |an? )?{_DOUBTS}\b(?: \w+)?",
    rf"(?:regret|deplore) (?:if|{_DOUBTS})\b",
    rf"{_S}[^.!?\n]{{0,40}}?\b(?:become|became|been) (?:an issue|a problem|an inconvenience) for you",
    rf"{_S}[^.!?\n]{{0,60}}?\bto (?:anyone|anybody|any \w+|those|all those|whoever) "
    r"(?:who|that|of you|affected|offended)",
    rf"{_S}[^.!?\n]{{0,20}}?\b(?:some|a few|certain) (?:of )?(?:\w+ )?(?:people|guests|customers|users|you|"
    r"passengers|readers|followers|members|fans|travell?ers)\b",
    rf"{_S}[^.!?\n]{{0,40}}?(?<!made) you(?:r team)?(?:'ve had to| have had to)? ?(?:\w+ )?{_FELT}",
    rf"{_S}[^.!?\n]{{0,40}}?(?<!made) you {_FELT}",
    rf"{_S}[^.!?\n]{{0,30}}? you(?:'re| are| were|'ve been| have been) (?:\w+ )?{_TURNED}",
    rf"{_S}[^.!?\n]{{0,30}}?\b(?:it|this|that|things|what (?:we|i) said)(?: has| have)? "
    r"(?:feels?|felt|seems?|seemed|came across|comes across|sounded|appeared|looked)",
    rf"{_S}[^.!?\n]{{0,30}}?\b(?:that|this|it|which)(?: has| have)? (?:made|makes|left|got) you "
    r"(?:feel|unhappy|upset)",
    rf"{_S}[^.!?\n]{{0,30}}?\b(?:that )?(?:this|it|our|my)(?: \w+)?(?: has| have)? "
    r"(?:upset|offended|hurt|bothered) (?:you|some|any|people)",
    rf"{_S}[^.!?\n]{{0,30}}?\b(?:for|about) (?:how you|the way you|your (?:feelings?|frustration|"
    r"dissatisfaction|disappointment|anger|annoyance|displeasure|unhappiness|upset|perception))\b",
    rf"{_S}[^.!?\n]{{0,40}}?\b(?:your )?expectations?\b",
    rf"{_S}[^.!?\n]{{0,50}}?\b(?:less than (?:perfect|ideal|satisfactory|stellar)|"
    r"(?:wasn't|was not|isn't|is not|weren't) (?:quite |exactly )?what you(?:'d| had)? (?:\w+ )?"
    r"(?:expected|hoped|wanted|wished)|(?:didn't|did not) (?:quite )?(?:meet|match|live up to) "
    r"(?:your|what you))",
    rf"{_S}[^.!?\n]{{0,60}}?\b(?:what|as) you(?:'ve| have)? (?:describe\w*|claim\w*|allege\w*|say|said|"
    r"perceive\w*)\b",
    rf"{_S}[^.!?\n]{{0,60}}?\b(?:any|possible|potential|the|this|that|your|an?) (?:\w+ )?inconveniences?\b",
    rf"{_S}[^.!?\n]{{0,40}}?\b(?:the |this |that |any )?misunderstandings?\b",
    rf"{_S}[^.!?\n]{{0,60}}?\b(?:may|might|could)(?: well)? have (?:caused|led|felt|experienced|upset|"
    rf"offended|"
    r"given|seemed|happened|occurred|gone|made|had|behaved|appeared|come|let|been (?:affected|upset|offended|"
    r"inconvenienced|overlooked|caused|made|hurt))\b",
    rf"(?:may|might)(?: well)? have (?:occurred|happened|been made)\b[^.!?\n]{{0,40}}?\b{_S}",
    rf"{_S}[^.!?\n]{{0,90}}?\b(?:but|however|though|although|"
    r"yet(?= (?:we|it|you|the|this|that|our|your|i|they|he|she)\b)|nevertheless|nonetheless|even so|except)\b"
    rf",?{_GOOD_NEWS} ?\w*",
)
_DISTANCED: Final = phrases(
    rf"(?:whatever|whichever|wherever|whoever|anything)\b[^.!?\n]{{0,60}}?\b{_S}",
    rf"{_S}[^.!?\n]{{0,40}}? to (?:those|all|everyone|everybody|people|the \w+|our \w+|\w+s) (?:who|that) "
    r"(?:may|might|could|felt|feel|found|were (?:offended|upset|hurt|affected|inconvenienced|disappointed|"
    r"bothered))",
    rf"{_S}[^.!?\n]{{0,20}}?\b(?:people|others|anyone|anybody|someone|somebody|some) "
    r"(?:(?:were|was|are|is|felt|feel|have been|has been|got) (?:\w+ )?(?:upset|offended|disappointed|"
    r"unhappy|angry|"
    r"annoyed|bothered|uncomfortable|hurt by|put out)|took (?:it|this|that|offen[cs]e)|found (?:it|this|"
    r"that|the|our))",
    rf"{_S}[^.!?\n]{{0,60}}?\b(?:wasn't|was not|weren't|isn't|not) (?:quite |exactly |"
    rf"entirely )?to your (?:taste|liking|"
    r"satisfaction|standards?)",
    rf"{_S}[^.!?\n]{{0,60}}?\b(?:to your (?:taste|liking)|wrong impression)",
    rf"{_S}[^.!?\n]{{0,40}}? you(?:'re|'ve been| are| were|'ve had| had| have)? (?:having |had )?(?:a|an|"
    rf"such a) "
    r"(?:bad|off|rotten) day",
    rf"{_S}[^.!?\n]{{0,60}}?\b(?:errors?|mistakes?|mix-ups?|lapses?|slips?|problems?|faults?|anything|"
    rf"things|something|"
    r"some\w+) (?:\w+ )?(?:may|might|could) (?:well )?have",
    rf"{_S}[^.!?\n]{{0,40}}?\b(?:how|the way) (?:it|this|that|things|we|our \w+) (?:may|might|could|seem|"
    rf"look|came|"
    r"sound|appear|felt|(?:was|were) (?:received|perceived|taken))\w*",
    rf"{_S}[^.!?\n]{{0,60}}?\b(?:service|standards?|experience|quality|level|treatment|answer|outcome|"
    rf"reply|what)(?: that)? "
    r"you(?:'d| had| were| may have| might have)? (?:expect|hop|want|wish)\w*",
    rf"(?:while|whilst|although|though|even though|as much as|much as) (?:we|i)(?:'re|'m| are| am| do|"
    rf" can)? (?:\w+ )?{_S}",
    rf"{_S},? (?:even though|even if|albeit)",
    rf"to (?:anyone|anybody|any \w+|whoever|those) who\b[^.!?\n]{{0,60}}?\b{_S}",
)
_ABOUT_THE_PERSON: Final = phrases(
    rf"{_S}[^.!?\n]{{0,40}}? you(?:'ve| have)? (?:find|found) (?:our|the|it|this|that|us|"
    rf"my)\b[^.!?\n]{{0,30}}? (?:un\w+|dis\w+|"
    r"in\w+able|offensive|excessive|expensive|rude|wanting)",
    rf"{_S}[^.!?\n]{{0,40}}? you(?:'ve| have|'re| are)? (?:taken|taking|took|take) (?:it|this|that|things|"
    rf"offen[cs]e|umbrage|exception)",
    rf"{_S}[^.!?\n]{{0,60}}?\b(?:took|taken|take|takes) (?:offen[cs]e|umbrage|exception|it (?:badly|"
    rf"personally|wrong))",
    rf"{_S}[^.!?\n]{{0,60}}?\b(?:isn't|wasn't|aren't|is not|was not|not) (?:for everyone|for everybody|"
    rf"everyone's|your thing|"
    r"your cup of tea|good enough for you|to everyone's)",
    rf"{_S}[^.!?\n]{{0,40}}? you(?:'ve| have)? (?:had|felt) (?:any |the )?(?:cause|reason|occasion|need) to",
    rf"{_S}[^.!?\n]{{0,40}}? you(?:'ve| have)? (?:chosen|decided|opted|chose|felt compelled) to",
    rf"{_S}[^.!?\n]{{0,40}}? you (?:don't|do not|can't|cannot|couldn't|won't) (?:agree|understand|see|"
    rf"accept|appreciate|get it)",
    rf"{_S}[^.!?\n]{{0,40}}? we (?:can't|couldn't|cannot|could not|don't|didn't) (?:agree|see eye|"
    rf"make you happy|please you|satisfy)",
    rf"{_S}[^.!?\n]{{0,40}}?\b(?:your |such )?(?:bad luck|unlucky|misfortune)",
    rf"(?:guess|suppose) (?:we|i)(?:'re|'m| are| am| should| must| owe)?\b[^.!?\n]{{0,20}}?{_S}",
    rf"{_S}[^.!?\n]{{0,40}}?\b(?:drama|fuss)",
    rf"{_S}[^.!?\n]{{0,40}}? you[^.!?\n]{{0,20}}? (?:made to feel|left feeling)",
    rf"{_S}[^.!?\n]{{0,60}}?\b(?:fell flat|missed the mark|(?:didn't|did not) (?:land|sit|go down|resonate)|"
    r"rubbed (?:you|anyone|people))",
    rf"{_S}[^.!?\n]{{0,60}}?\b(?:don't|doesn't|didn't|do not|does not) (?:suit|please|satisfy|agree with|"
    r"appeal to) (?:you|everyone|everybody)",
    rf"{_S}[^.!?\n]{{0,20}}? (?:hear|learn|read|see) (?:of|about) your (?:dissatisfaction|concerns?|"
    rf"frustrations?|"
    r"disappointment|complaint|feelings|unhappiness|displeasure)",
    rf"{_S}[^.!?\n]{{0,40}}? (?:those|anyone|all|people|customers)(?: that| whom| who)? (?:we|i) (?:may|"
    rf"might)",
    rf"{_S}[^.!?\n]{{0,30}}? (?:what|anything|something) (?:we|i) (?:may|might|could) (?:well )?have",
    rf"(?:for what it's worth|fwiw)\b[^.!?\n]{{0,30}}?{_S}",
)
HOLLOW: Final = _IF + _DOUBTED + _DISTANCED + _ABOUT_THE_PERSON
"""Looked for in the clause that says sorry."""
HOLLOW_ANYWHERE: Final = phrases(
    r"(?:shame|pity|unfortunate|regrettable|too bad|sad|disappointed|disappointing)(?: to (?:hear|see|"
    r"learn|read))? (?:that )?"
    rf"you {_FELT}",
    r"(?:understand|appreciate|hear|realise|realize)(?: that| why| how)? (?:you|your|this|"
    r"it)\b[^.!?\n]{0,60}?"
    rf"\b(?:but|however)\b,?{_GOOD_NEWS} ?\w*",
    r"mistakes (?:were|may have been|might have been|have been) made",
    r"errors (?:were|may|might|could|have) (?:\w+ )*(?:made|occurred|happened)",
    r"perceived",
    r"inconvenience (?:caused|this|you|to)",
    r"(?:inconvenience|trouble|upset|distress|offen[cs]e) (?:this|that|it|we) (?:may|might|could)",
    r"(?:taken|took|quoted) out of context",
    r"misconstrued|misinterpreted|(?:was|were|been|got) (?:misread|misunderstood|misheard)",
    r"(?:(?:wasn't|isn't|weren't|not|never) (?:in any way )?(?:our|my|anyone's|the) (?:intent|intention))",
    r"(?:never|not|didn't) (?:meant|mean|intended?) to (?:offend|upset|hurt|cause|imply|suggest)",
    r"no (?:offen[cs]e|harm|disrespect) (?:was )?(?:meant|intended)",
    r"already (?:said sorry|apologi[sz]ed)",
    r"what (?:more|else) (?:do )?you (?:want|expect)",
    r"sorry(?:,)? not sorry",
    r"(?:sorry|apolog\w+|regret\w*)[^.!?\n]{0,90}[.!] (?:that said|having said that|however|nevertheless|"
    r"then again)\b"
    rf",?{_GOOD_NEWS}(?: \w+)?",
)
VAGUE: Final = phrases(
    rf"{_S}(?: \w+){{0,4}} (?:for|about|to hear about|to hear of|to learn of|to learn about|over) "
    r"(?:your|the|this|that) (?:recent )?(?:bad |poor |negative |unpleasant |disappointing |frustrating )?"
    r"experience",
    rf"{_S}(?: that)? you(?:'ve| have)? had (?:a|an|such an?|this) (?:\w+ )?(?:experience|time with us)",
    rf"{_S} (?:to hear|to read|for|about) (?:this|that|it|what you say)(?=[.,!])",
)

"""R3 by the shape of a sentence: an apology for how somebody sees it, or to whoever took it ill.

`apology_words` knows the turns of phrase; this knows what an apology may not be about, whatever the words.
"""

from typing import Final

from bot.rules.phrases import phrases

_S: Final = r"(?:sorry|apolog\w+|regret\w*|pardon(?: us| me)?)"
_NEAR: Final = r"[^.!?\n]{0,50}?"
_THEIR_VIEW: Final = (
    r"(?:recollection|memory|memories|view|views|version|opinion|impression|reading|interpretation|"
    r"perspective|"
    r"perception|approval|liking|taste|tastes|preferences?|reservations|displeasure|dissatisfaction)"
)
_MIND: Final = (
    r"(?:remember|recall|see|saw|feel|felt|took|take|heard|hear|read|think|thought|believe|perceive|"
    r"experienced|view|understood)"
)
_TAKEN_ILL: Final = (
    r"(?:inconvenienced|affected|offended|upset|hurt|impacted|disappointed|annoyed|bothered|troubled|"
    r"put out|let down|left out)"
)
_PEOPLE: Final = (
    r"(?:those|anyone|anybody|everyone|everybody|all|people|some|customers|guests|passengers|users|fans|"
    r"followers|members|readers|viewers|travell?ers|any \w+)"
)
SHAPES: Final = phrases(
    rf"{_S}{_NEAR}\b(?:that's|that is|this is|it's|it is) (?:how|what|the way|your \w+) (?:you(?:'ve| "
    rf"have)? )?"
    rf"{_MIND}",
    rf"{_S}{_NEAR}\byour (?:own )?{_THEIR_VIEW}\b",
    rf"{_S}{_NEAR}\byou(?: do|'d| would|'re| are| have to)?(?: \w+)? (?:disagree\w*|object\w*|differ|take "
    rf"issue|"
    r"feel differently|see things differently|think otherwise)\b",
    rf"{_S}{_NEAR}\byou(?:'re| are| were)? ?(?:weren't|aren't|(?:\w+ )?(?:not|less than|far from))(?: \w+)? "
    r"(?:loving|liking|enjoying|"
    r"keen|aware|informed of|told of|prepared for|ready for|a fan|on board|convinced|comfortable|in "
    r"agreement|overjoyed|delighted|amused|won over)\b",
    rf"{_S}{_NEAR}\byou (?:didn't|did not|haven't|have not|don't|never)(?: \w+)? (?:have|had|get|find|see) "
    rf"(?:a|an|"
    r"the|it|us|our)\b[^.!?\n]{0,20}?\b(?:great|good|nice|pleasant|better|best|enjoyable|perfect|time you|"
    r"helpful|satisfying|satisfactory|appealing|funny|useful)\b",
    rf"{_S}{_NEAR}\byou (?:were unable|weren't able|failed|struggled) to (?:follow|understand|comply|read|"
    rf"grasp|"
    r"see our|appreciate|accept)\b",
    rf"{_S}{_NEAR}\b(?:for|about|over|at) (?:the|all the|some of the|such) (?:frustrations?|"
    rf"disappointments?|upset|"
    r"annoyance|anger|displeasure|dissatisfaction|unhappiness|hurt feelings|bad feelings|ill feeling|"
    r"offen[cs]e)\b"
    r"(?! (?:we|our|i)\b)",
    rf"{_S}{_NEAR}\byou(?:'re| are|'ve been| have been|'ve| have)? (?:finding|found|struggling with|having "
    rf"a hard time "
    r"with|having second thoughts)\b[^.!?\n]{0,30}?\b(?:tricky|hard|difficult|confusing|slow|expensive|"
    r"pricey|long|"
    r"frustrating|cold|rude|complicated|unclear|poor|lacking|strict|unfair|harsh|loud|busy|app|site|website)",
    rf"{_S}{_NEAR}\byou (?:didn't|did not|don't|haven't|hadn't) (?:see|notice|realise|realize|spot|read|"
    rf"catch|"
    r"understand|know about|know that|come prepared|find out) (?:the|our|that|this|it|about|a)\b",
    rf"{_S}{_NEAR}\b(?:the way|how|what|as) you(?:'d| had| would have| have| were)? (?:\w+ )?(?:wanted|hoped|"
    r"hoping|expected|expecting|planned|imagined|liked|wished|envisaged|pictured)",
    rf"{_S}{_NEAR}\bwhat you(?:'d| would| might| may)? (?:see|saw|regard|view|call|consider|perceive|"
    rf"describe|deem|"
    r"felt|feel|took|take|think of)(?: \w+)? (?:as|to be|was|is)\b",
    rf"{_S}{_NEAR}\b(?:was|were|is|are|been|being|got) (?:\w+ )?(?:read|seen|taken|received|understood|"
    rf"perceived|"
    r"viewed|interpreted|construed|felt) (?:as|that way|this way|like that|badly|wrongly|differently|in "
    r"(?:the|a) \w+ "
    r"way|to be|by (?:some|you|people|anyone))",
    rf"{_S}{_NEAR}\bshould (?:you|we|our|your|any|there|this|it|anyone|the)\b",
    rf"{_S}{_NEAR}\bto {_PEOPLE} (?:\w+ )?{_TAKEN_ILL}\b",
    rf"{_PEOPLE} (?:of (?:you|our \w+) )?(?:who|that) (?:felt|feel|were|was|are|may|might|found|took|got)\b"
    rf"[^.!?\n]{{0,50}}?\b{_S}",
    rf"{_S}{_NEAR}\b(?:people|others|some|many|certain \w+|a few)(?: of \w+)? (?:feel|felt|took|read|saw|see|"
    r"misread|reacted|responded)\b",
    rf"{_S}{_NEAR}\b(?:didn't|did not|doesn't|does not|don't|do not|won't|isn't|wasn't|is not|was not) "
    r"(?:quite )?(?:meet with|find favou?r|live up to|measure up|appeal|convince|agree with you|work for you|"
    r"what you wanted|the answer you|what you were (?:after|hoping|looking))",
    rf"{_S}{_NEAR}\b(?:should|could|may|might|if) (?:perhaps )?(?:have )?(?:caused|given|created|left|led "
    rf"to) "
    r"(?:any|some|you|offen[cs]e|upset|confusion)",
    rf"{_S}{_NEAR}\byou(?:'ve| have)?(?: all| both)? (?:got|gotten|become|became|grew|grown) (?:so |rather |"
    rf"a bit |"
    r"very )?(?:upset|offended|angry|annoyed|frustrated|emotional|worked up|confused|disappointed|cross)",
    rf"{_S}{_NEAR}\b(?:hard time|trouble|difficulty|difficulties|problem|problems) (?:accepting|"
    rf"understanding|following|"
    r"grasping|agreeing|coming to terms)",
    rf"{_S}{_NEAR}\b(?:matter|issue|situation|incident|episode|this|it|that|which)(?: has| had| may have)? "
    rf"(?:caused|"
    r"given|brought|led to|been a source of|become a source of) (?:you |your \w+ )?(?:any |some |such "
    r")?(?:concern|"
    r"distress|upset|worry|discomfort|annoyance|frustration|grief|offen[cs]e|disappointment|stress)",
    rf"{_S}{_NEAR}\b(?:is|was|seems|remains|poses|presents|become|became|been)(?: such)? an? (?:\w+ "
    rf")?(?:problem|issue|"
    r"concern|inconvenience|disappointment) (?:for|to) you\b",
    rf"{_S}{_NEAR}\byou (?:weren't|aren't|were not|are not|'re not) able to (?:enjoy|appreciate|accept|"
    rf"agree|see|"
    r"understand)",
    r"(?:will|would|can|could|shall|happy to|glad to|prepared to|ready to)(?: \w+)? apologi[sz]e (?:once|"
    r"when|after|as "
    r"soon|only|provided|for that if)",
    rf"(?:once|as soon as|when|until) (?:we|you|it's|it is|the \w+)\b[^.!?\n]{{0,60}}?\b(?:will|we'll|can|"
    rf"then|would) "
    rf"(?:\w+ )?{_S}",
    r"without (?:admitting|accepting|prejudice|conceding)|no admission of",
    rf"(?:regardless of|no matter|irrespective of) (?:who|whose|what|how|fault|blame|"
    rf"the)\b[^.!?\n]{{0,40}}?\b{_S}",
    rf"{_S}{_NEAR}\b(?:not|didn't|doesn't|don't|hasn't|haven't|won't|couldn't|can't)(?: \w+)? (?:pleased?|"
    rf"satisf\w+|"
    r"convinced?|impress\w*|delight\w*|content\w*|suit\w*|win over) (?:you|everyone|everybody|everyone's|"
    r"all)\b",
    rf"{_S}{_NEAR}\b(?:everything|all|what|quite what|exactly what|how) you(?:'d| had| have)?(?: \w+)? "
    rf"(?:in mind|hoped|"
    r"pictured|imagined|dreamed|wanted|looking for|after)\b",
    rf"{_S}{_NEAR}\b(?:to|for) (?:who(?:m|so)?ever|whichever|wherever|however)\b",
    rf"{_S}{_NEAR}\b(?:allegedly|supposedly|reportedly|apparently|seemingly|ostensibly|purportedly|possibly|"
    rf"potentially)\b",
    rf"{_S}{_NEAR}\ban? (?:negative|bad|poor|wrong|low|different|mixed) (?:perception|impression|opinion|"
    rf"image|view) "
    r"of\b",
    rf"{_S}{_NEAR}\byou(?:'re| are) having (?:a|such a) (?:tough|rough|hard|stressful|difficult) (?:day|"
    rf"time|week)\b"
    r"(?! (?:with|because of|at|getting|on) )",
    rf"{_S}{_NEAR}\b(?:regardless of|no matter|irrespective of|miscommunication|crossed wires|lost in "
    rf"translation|"
    r"both sides|either side)\b",
    rf"(?:sincerely |truly |deeply )?{_S} (?:if|for if|in case|where)(?: at all| ever| indeed| in any way)\b",
    rf"{_S}{_NEAR}\b(?:on this occasion|in this instance|this time)(?: only)?(?=[.!]|$)",
)
"""Looked for in the clause that says sorry."""

"""What a text commits somebody to: the declared actions it uses, and every "I'll … by …" beside them."""

import re
from typing import Final

from bot.drafting.request import DraftRequest
from bot.ports import Commitment
from bot.rules.reading import skeleton

MAX_PROMISES: Final = 3
_PROMISE: Final = re.compile(r"\b(?:I|We|we)(?:'ll| will) (?:also |then |now )?([a-z][^.!?;\n]{3,120})")
_DUE: Final = re.compile(
    r"\b(?:today|tomorrow|tonight|this (?:morning|afternoon|evening|week)|"
    r"(?:with)?in (?:the next )?(?:\d{1,3}|an?|one|two|three|four|five|six|ten|twelve|"
    r"a few) (?:working |business )?(?:minutes?|hours?|days?|weeks?)|"
    r"by (?:\d{1,2}(?::\d\d)?\s?(?:am|pm)?|noon|tomorrow|tonight|monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday|the end of the (?:day|week)))\b",
    re.IGNORECASE,
)


def commitments_in(text: str, request: DraftRequest) -> tuple[Commitment, ...]:
    """Promises in the text, in order; each with the owner of the declared action that it comes closest to."""
    brand = request.brand
    action = brand.action_for(request.verdict.category)
    found = []
    for hit in _PROMISE.finditer(skeleton(text)):
        what = hit.group(1).strip()
        due = _DUE.search(what)
        when = due.group() if due else "no time given"
        found.append(Commitment(action.owner, _DUE.sub("", what).strip(" ,"), when))
    return tuple(dict.fromkeys(found))[:MAX_PROMISES]

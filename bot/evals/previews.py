"""What the templates make of one post: the draft in every tone, as a card would show it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.drafting.brands import Brand
from bot.drafting.composing import compose
from bot.drafting.library import Library
from bot.drafting.samples import in_280
from bot.evals.drafting import request_for
from bot.evals.rows import Row
from bot.ports import Length, Written
from bot.triage import Judge


@dataclass(frozen=True)
class Preview:
    """One tone's draft with its length."""

    written: Written
    size: Length


def previews(
    library: Library, text: str, brand: Brand, tones: Sequence[str], attempt: int = 1
) -> list[Preview]:
    """A draft in each tone for a post, judged by triage as it would be on arrival."""
    request = replace(
        request_for(Row(id=text, text=text), library, Judge()), brand=brand, measure=in_280, attempt=attempt
    )
    drafts = [compose(library, replace(request, tone=tone)) for tone in tones]
    return [Preview(draft, in_280(draft.text)) for draft in drafts]

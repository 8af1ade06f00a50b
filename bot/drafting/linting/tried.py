"""Whole replies to sample posts: whether in every tone, for every brand, there is one that may be sent."""

from collections.abc import Collection, Iterator
from itertools import chain

from bot.drafting.brands import Brand
from bot.drafting.composing import DraftRequest, compose
from bot.drafting.languages import foreign_texts
from bot.drafting.library import DEFAULT_BRAND, Library
from bot.drafting.linting.faults import Fault
from bot.drafting.parts import candidates
from bot.drafting.request import context_for
from bot.drafting.samples import LIMIT, Sample, request_for, samples
from bot.rules import check

LAST_RESORT = "last_resort"
NEEDS_PERSON = "needs_language"
"""How the names of templates begin that stand for "none of yours would do"."""
MAX_QUOTE = 60
EVERY = 3
"""One sample in so many tries a tone or brand that is not the usual one: sentences are checked one by one."""


def tried_faults(library: Library, changed: Collection[str] = ()) -> Iterator[Fault]:
    """One fault for each playbook, tone and brand that leaves a sample without a reply of its own.

    Where only the files `changed` differ from a set that was tried before, what cannot sound different is not
    tried again; without any, everything is.
    """
    seen = set()
    for brand, tone, sample in _combinations(library):
        if changed and not any(_may_matter(path, library, brand, tone, sample) for path in changed):
            continue
        request = request_for(sample, brand, tone)
        if not _is_served(library, request):
            fault = _fault(library, request, sample)
            key = (fault.path, tone, brand.id)
            if key not in seen:
                seen.add(key)
                yield fault


def _combinations(library: Library) -> Iterator[tuple[Brand, str, Sample]]:
    """The neutral brand in the usual tone answers all samples; other brands and tones some of them."""
    neutral, usual = library.brands[DEFAULT_BRAND], library.policy.default_tone
    for sample in samples():
        yield neutral, usual, sample
    tones = ((neutral, tone) for tone in library.tones if tone != usual)
    brands = ((brand, usual) for brand in library.brands.values() if brand is not neutral)
    for start, (brand, tone) in enumerate(chain(tones, brands)):
        for sample in samples()[start % EVERY :: EVERY]:
            yield brand, tone, sample


def _may_matter(path: str, library: Library, brand: Brand, tone: str, sample: Sample) -> bool:
    """Whether a reply may use this file; what replies to all share always matters."""
    folder, _, name = path.removesuffix(".toml").rpartition("/")
    if folder == "tones":
        return name in (tone, library.policy.default_tone)
    if folder == "brands":
        return name == DEFAULT_BRAND or brand.id != DEFAULT_BRAND
    return folder != "languages" or sample.language != "en"


def _is_served(library: Library, request: DraftRequest) -> bool:
    written = compose(library, request)
    return not written.template.startswith((LAST_RESORT, NEEDS_PERSON)) and not any(
        found.level == "hard" for found in written.findings
    )


def _fault(library: Library, request: DraftRequest, sample: Sample) -> Fault:
    """Why none of the replies would do: all too long, or the rule that the last of them broke."""
    language = sample.language
    tried = candidates(library, request) if language == "en" else foreign_texts(library, request)
    found = list(tried)
    path = _path(library, sample)
    where = f"in the tone {request.tone}, for {request.brand.id}, to “{sample.text[:MAX_QUOTE]}…”"
    if not found:
        return Fault(path, None, f"there is no reply {where}")
    shortest = min(found, key=lambda candidate: len(candidate.text)).text
    if len(shortest) > LIMIT:
        return Fault(path, None, f"every reply is too long {where}: {len(shortest)} of {LIMIT} characters")
    context = context_for(request, shortest, language=language, told=library.told_in(language))
    broken = next((each for each in check(shortest, context) if each.level == "hard"), None)
    why = (
        f"“{broken.words or shortest}” breaks rule {broken.rule}. {broken.why}" if broken else "none is sound"
    )
    return Fault(path, None, f"no reply may be sent {where}: {why}")


def _path(library: Library, sample: Sample) -> str:
    if sample.language != "en":
        return f"languages/{sample.language}.toml"
    return f"playbooks/{library.playbook(sample.category).name}.toml"

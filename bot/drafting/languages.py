"""General replies in languages other than English: short, so that everybody can check them."""

from collections.abc import Iterator

from bot.drafting.library import Language, Library
from bot.drafting.request import Candidate, DraftRequest, Frame, frame_of
from bot.ports import Commitment


def foreign_texts(library: Library, request: DraftRequest) -> Iterator[Candidate]:
    """Possible replies in the mention's language, best first; none for one without a file."""
    language = library.languages.get(request.verdict.language)
    if language is None:
        return
    frame = frame_of(library, request)
    for with_owning in (True, False):
        for shift in range(3):
            yield _text(language, frame.shifted(shift), with_owning=with_owning)


def _text(language: Language, frame: Frame, *, with_owning: bool) -> Candidate:
    brand = frame.request.brand
    topic = language.topics.get(frame.request.verdict.category, language.topics["other"])
    due = brand.due(frame.action, frame.request.now)
    words = {
        "topic": topic,
        "due": language.dues.get(due, ""),
        "channel": language.channels.get(brand.channel, ""),
    }
    complete = bool(words["due"] and words["channel"] and language.step)
    steps = language.step if complete else language.step_plain
    sorry = language.sympathy if frame.critical else language.apology
    parts = [frame.fill(frame.pick("apology", sorry), **words)]
    if with_owning and language.owning and not frame.critical:
        parts.append(frame.fill(frame.pick("owning", language.owning), **words))
    parts += [frame.fill(frame.pick("step", steps), **words), brand.sign_off]
    owed = Commitment(frame.action.owner, frame.action.what, due if complete else "no time given")
    text = " ".join(part for part in parts if part)
    name = f"general.{language.code}/{frame.turn('step', len(steps)) + 1}"
    return Candidate(text, frame.tone.name, name, (owed,), language.code)

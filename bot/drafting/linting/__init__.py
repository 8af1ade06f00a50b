"""Everything that is wrong with a set of templates, by file and line, before a reply is made from it."""

import re
from collections.abc import Mapping

from bot.drafting.linting.faults import Fault
from bot.drafting.linting.files import Files, read_files
from bot.drafting.linting.sentences import Lines
from bot.drafting.linting.spoken import spoken_faults
from bot.drafting.linting.tried import tried_faults
from bot.drafting.versions import library_of
from bot.errors import TemplateFault

__all__ = ["Fault", "lint"]


def lint(texts: Mapping[str, str], base: Mapping[str, str], *, everything: bool = False) -> list[Fault]:
    """All faults and warnings of `texts`, a whole set of template files, sorted by file and line.

    `base` is a set that can be loaded. Files that are the same in it are taken as they are, unless
    `everything` is to be looked at.
    """
    files = read_files(texts)
    found = [*files.faults, *_of_the_whole(files, base, everything=everything)]
    return sorted(dict.fromkeys(found), key=lambda fault: (fault.path, fault.line or 0, fault.problem))


def _of_the_whole(files: Files, base: Mapping[str, str], *, everything: bool) -> list[Fault]:
    """What only shows when the files are put together; in place of a faulty one stands that of `base`.

    Whole replies are tried once every sentence is sound.
    """
    faulty = {fault.path for fault in files.faults if fault.level == "fault"}
    sound = {path: body for path, body in files.texts.items() if path not in faulty}
    try:
        library = library_of({**base, **sound})
    except TemplateFault as fault:
        return _by_file(sound, base) or [Fault(fault.name, fault.line, fault.problem)]
    looked_at = {path for path, body in sound.items() if everything or base.get(path) != body}
    sentences = [sentence for sentence in files.sentences if sentence.path in looked_at]
    spoken = list(spoken_faults(sentences, files.raw, library))
    return spoken or list(tried_faults(library, looked_at))


def _by_file(texts: Mapping[str, str], base: Mapping[str, str]) -> list[Fault]:
    """Which of the changed files the library refuses, each tried among sound ones."""
    found = []
    for path, body in texts.items():
        if base.get(path) == body:
            continue
        try:
            library_of({**base, path: body})
        except TemplateFault as fault:
            found.append(Fault(path, _line(fault.problem, body), fault.problem))
    return found


def _line(problem: str, body: str) -> int | None:
    """Where the key stands that the problem quotes, if it quotes one that is there."""
    quoted = re.findall(r"“([\w.-]+)”", problem)
    lines = (Lines(body).of_key(key) for key in quoted if re.search(rf"\b{re.escape(key)}\b", body))
    return next(lines, None)

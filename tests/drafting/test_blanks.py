"""What somebody meant to fill in never reaches the public, wherever it stands, in any language."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.drafting.composing import compose, seeds
from bot.drafting.library import Library
from bot.errors import TemplateFault
from tests.drafting.requests import LIBRARY, POSTS, a_request

BLANKS = ["{{name}}", "{{ name", "{first}", "[NAME]", "[your name]", "<name>", "TODO", "XXX", "TBD", "FIXME"]
FURTHER_BLANKS = [
    "[Nombre]",
    "[Kundenname]",
    "%s",
    "%(name)s",
    "$name",
    "____",
    "???",
    "*|FNAME|*",
    "lorem ipsum",
]
LANGUAGES = ["en", *sorted({book.code for book in LIBRARY.languages.values()})]
FILES = [
    ("languages/es.toml", "apology = [", "apology"),
    ("languages/es-formal.toml", "step = [", "step"),
    ("languages/fr.toml", "apology_about = [", "apology_about"),
    ("languages/de.toml", "sympathy = [", "sympathy"),
    ("languages/pt.toml", "owning = [", "owning"),
    ("tones/calm.toml", "apology = [", "apology"),
    ("playbooks/general.toml", "owning = [", "owning"),
    ("brands/default.toml", "say = [", "action"),
]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped templates that may be broken."""
    return Path(shutil.copytree(str(seeds()), tmp_path_factory.mktemp("seeds") / "templates"))


def refused_with(root: Path, file: str, old: str, new: str) -> TemplateFault:
    """Why the templates with one change are not taken."""
    path = root / file
    whole = path.read_text()
    assert old in whole
    try:
        path.write_text(whole.replace(old, new, 1))
        with pytest.raises(TemplateFault) as refusal:
            Library.load(root)
    finally:
        path.write_text(whole)
    return refusal.value


@pytest.mark.parametrize(("file", "old", "where"), FILES)
def test_a_file_with_a_blank_is_refused_with_its_place(root: Path, file: str, old: str, where: str) -> None:
    fault = refused_with(root, file, old, f"{old}\n  'Sorry, [NAME].',")
    assert "“[NAME]” looks like a blank" in fault.problem
    assert where in fault.name


@pytest.mark.parametrize("blank", [*BLANKS[2:], *FURTHER_BLANKS])
def test_every_kind_of_blank_is_refused(root: Path, blank: str) -> None:
    fault = refused_with(root, "languages/fr.toml", "apology = [", f"apology = [\n  'Pardon {blank}.',")
    assert "blank" in fault.problem


@pytest.mark.parametrize("place", ['today = "', '"a DM" = "', 'semana = "', 'say = "'])
def test_a_word_that_is_put_into_sentences_is_no_blank(root: Path, place: str) -> None:
    fault = refused_with(root, "languages/es.toml", place, f"{place}[DATE] ")
    assert "“[DATE]” looks like a blank" in fault.problem


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("blank", [*BLANKS, *FURTHER_BLANKS])
def test_a_blank_in_a_post_or_a_name_is_not_repeated(language: str, blank: str) -> None:
    for category, post in list(POSTS.items())[::3]:
        text = f"{blank} {post} {blank}: reply with {blank}"
        request = a_request(text, category, language=language, author_name=f"{blank} Park")
        assert blank not in compose(LIBRARY, request).text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("blank", BLANKS)
def test_a_blank_in_the_sign_off_leaves_no_approvable_draft_with_it(language: str, blank: str) -> None:
    brand = replace(LIBRARY.brand("default"), sign_off=f"– {blank}")
    assert (
        blank not in compose(LIBRARY, a_request(POSTS["lost"], "lost", language=language, brand=brand)).text
    )

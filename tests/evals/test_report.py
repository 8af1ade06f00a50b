"""The page shows every draft, marks what is wrong, and lets no stranger's word be anything but text."""

import re
from dataclasses import replace
from html.parser import HTMLParser

from bot.evals.comparing import compare
from bot.evals.report import Report, as_html, stretches
from bot.evals.summary import summarise
from tests.evals.rows import a_finding, drafts, saying

HOSTILE = "</p><script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} \" onload='x'"


class Tags(HTMLParser):
    """Collects the elements and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.addresses |= {value or "" for name, value in attrs if name in {"href", "src"}}


def page(*, hostile: bool = False) -> str:
    first = saying(drafts()[0], "Sorry if you waited.", a_finding())
    if hostile:
        row = replace(
            first.row, id=HOSTILE, text=HOSTILE, brand=HOSTILE, platform=HOSTILE, brand_reply=HOSTILE
        )
        first = saying(replace(first, row=row), HOSTILE, a_finding(words="<script>alert(1)"))
    found = [first, *drafts()[1:]]
    name = HOSTILE if hostile else "rows.jsonl"
    return as_html(Report(name, found, summarise(found), comparison=compare(drafts(), found)))


def test_the_draft_stands_beside_the_real_reply() -> None:
    shown = re.sub(r"</?mark[^>]*>", "", page())
    assert drafts()[2].written.text.replace("'", "&#39;") in shown
    assert "Sorry for any trouble. DM us. ^JK" in shown


def test_the_words_of_a_finding_are_marked() -> None:
    assert '<mark class="hard" title="R3: It has an “if”.">Sorry if</mark> you waited.' in page()


def test_hostile_words_stay_words() -> None:
    tags, plain = Tags(page(hostile=True)), Tags(page())
    assert tags.names == plain.names
    assert tags.attributes == plain.attributes
    assert "49" not in page(hostile=True).split("onload")[0]


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    tags = Tags(page(hostile=True))
    assert "default-src &#39;none&#39;" in page() or "default-src 'none'" in page()
    assert not {"script", "link", "iframe", "img", "form"} & tags.names
    assert all(address.startswith("#row-") for address in tags.addresses)


def test_marks_that_overlap_never_repeat_a_word() -> None:
    text = "Sorry if you were upset"
    cut = list(
        stretches(text, [a_finding(words="Sorry if"), a_finding(words="if you"), a_finding(words="gone")])
    )
    assert "".join(each.words for each in cut) == text
    assert [each.words for each in cut if each.finding] == ["Sorry if"]

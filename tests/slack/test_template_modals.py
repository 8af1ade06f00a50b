"""Template forms are within Slack's limits whatever stands in them, and nothing in them comes alive."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.models.views import View

from bot.drafting.linting import Fault
from bot.drafting.sentence_groups import Group, Part, groups_of, parts_of
from bot.drafting.template_desk import COMMON, TemplateFile
from bot.drafting.template_trial import Tried
from bot.drafting.versions import shipped_set
from bot.models import MessageKind, SentenceReview, SlackMessage, TemplateVersion
from bot.ports import Finding, Written
from bot.sandbox.limits.blocks import block_faults
from bot.sandbox.limits.view import refuse_bad_view, view_faults
from bot.slack.blocks import Block
from bot.slack.ids import Action, Callback
from bot.slack.template_editor import Editing, Outcome, checking_modal, editor_modal, said_modal
from bot.slack.template_history import MOST_CHANGES, history_modal, newer_modal, waiting_modal
from bot.slack.template_list import FILES_SHOWN, all_parts, file_modal, list_modal
from bot.slack.template_notice import template_waits
from bot.slack.template_places import MAX_OPTION, Place, file_title, part_title
from bot.slack.template_review import SENTENCES_SHOWN, pressed, review_modal
from bot.text import sha256
from tests.builders import COLE, MAYA, NOON
from tests.slack.test_hostile_text import strangers_alive
from tests.slack.views import HOSTILE, elements, labels, shown

CALM = "tones/calm.toml"
PATHS = [path for path in shipped_set() if "/" in path or path == COMMON]
WILD = HOSTILE.replace('"', "'").replace("\\", "")


def a_version(body: str = "", **changes: Any) -> TemplateVersion:
    values: dict[str, Any] = {
        "id": 7,
        "path": CALM,
        "body": body or shipped_set()[CALM],
        "saved_by": MAYA,
        "saved_at": NOON,
        "note": "warmer",
    }
    return TemplateVersion(**(values | changes))


def a_file(path: str = CALM, body: str | None = None, **changes: Any) -> TemplateFile:
    words = shipped_set()[path] if body is None else body
    return replace(TemplateFile(path, words, None, None, 0, frozenset(), shipped_set().get(path)), **changes)


def hostile_body(sentences: int) -> str:
    lines = "".join(f'  "{number} {WILD * 4}",\n' for number in range(sentences))
    return f"apology = [\n{lines}]\n"


def is_fine(view: Block) -> bool:
    assert view_faults(view, "modal") == []
    refuse_bad_view(view, "modal")
    View(**view).validate_json()
    assert strangers_alive(view) == []
    return True


def editors(path: str) -> list[Block]:
    return [editor_modal(Editing(path, 3, part)) for part in all_parts(a_file(path))]


@pytest.mark.parametrize("path", PATHS)
def test_slack_takes_every_form_of_every_shipped_file(path: str) -> None:
    file = a_file(path)
    forms = [file_modal(file), review_modal(file, {}), history_modal(file, []), *editors(path)]
    assert all(map(is_fine, forms))


def turns(page: Block) -> list[str]:
    """Values of the buttons that turn the page."""
    return [str(one["value"]) for one in elements(page["blocks"]) if str(one["value"]).isdigit()]


def test_the_list_is_paged_where_there_are_many_brands() -> None:
    files = [a_file(CALM), *(replace(a_file(CALM), path=f"brands/b{number}.toml") for number in range(120))]
    pages = [list_modal(files, page) for page in range(4)]
    assert all(map(is_fine, pages))
    opened = [one for page in pages for one in page["blocks"] if one.get("accessory")]
    assert len(opened) == len(files)
    assert turns(pages[0]) == ["1"]
    assert turns(pages[3]) == ["0"]
    assert len([one for one in pages[0]["blocks"] if one.get("accessory")]) == FILES_SHOWN


def test_more_parts_than_a_menu_holds_are_paged() -> None:
    body = "".join(f'[[problem]]\nwhen = ["w{number}"]\nsay = ["it was {number}"]\n' for number in range(230))
    file = a_file("playbooks/delay.toml", body)
    pages = [file_modal(file, page) for page in range(3)]
    assert all(map(is_fine, pages))
    offered = [
        option["value"]
        for page in pages
        for one in elements(page["blocks"])
        if one["type"] == "static_select"
        for option in one["options"]
    ]
    assert offered == [str(number) for number in range(230)]
    assert all("Other parts" in labels(page["blocks"]) for page in pages)


def test_reviews_are_paged_and_each_sentence_has_its_button() -> None:
    file = a_file(body=hostile_body(70))
    stands = SentenceReview(path=CALM, sha256=sha256("x"), reviewed_by=COLE, reviewed_at=NOON)
    by_digest = {sha256(one): stands for one in file.sentences}
    pages = [review_modal(file, by_digest, page) for page in range(3)]
    assert all(map(is_fine, pages))
    values = [
        pressed(one["accessory"]["value"]) for page in pages for one in page["blocks"] if one.get("accessory")
    ]
    assert values == [("back", sha256(one)) for one in file.sentences]
    assert len([one for one in pages[0]["blocks"] if one.get("accessory")]) == SENTENCES_SHOWN


def test_hostile_words_are_shown_and_do_nothing() -> None:
    file = a_file(body=hostile_body(70), shipped=hostile_body(3))
    version = a_version(hostile_body(60), note=WILD * 40, saved_by=WILD, needs="second", agreed_by=WILD)
    part = all_parts(file)[0]
    fault = Fault(CALM, 3, WILD * 50)
    bad = Finding(WILD, "hard", WILD, WILD * 50, WILD)
    tried = Tried(WILD * 50, "past", Written(WILD * 80, "template", "calm", "x", (bad,) * 40, ()))
    outcome = Outcome([fault] * 40, [tried] * 6, file.body, looked=True, theirs=WILD * 20)
    forms = [
        file_modal(replace(file, version=version, waiting=version), notice=WILD * 20),
        history_modal(file, [version] * 30, 1, WILD),
        newer_modal(replace(file, version=version), WILD),
        waiting_modal(file, version, COLE, WILD),
        editor_modal(Editing(CALM, 3, part, WILD * 20, WILD), outcome, WILD),
        checking_modal(Editing(CALM, 3, part, WILD * 20)),
        said_modal("Tone templates", WILD * 10, WILD * 50),
        list_modal([replace(file, path=f"brands/{WILD}.toml")]),
    ]
    assert all(map(is_fine, forms))
    # What somebody types stands in the input as they typed it; checking finds what is invisible in it.
    assert all("\u202e" not in shown(one) for one in forms if one["callback_id"] != Callback.TEMPLATE)


def test_a_hostile_note_in_the_channel_does_nothing() -> None:
    for needs in ("second", None, "refused", WILD):
        args = {"version": 7, "path": WILD, "by": WILD, "note": WILD * 50, "needs": needs, "agreed_by": WILD}
        row = SlackMessage(
            id="m", kind=MessageKind.TEMPLATE_WAITS, audience="C0CARE", changed_at=NOON, args=args
        )
        told = template_waits(row)
        assert block_faults(told.blocks, "message") == []
        assert strangers_alive([{"text": told.text}, told.blocks]) == []
        assert ("Look" in labels(told.blocks)) is (needs == "second")


@pytest.mark.parametrize("path", PATHS)
def test_the_name_of_a_part_fits_a_menu_and_says_what_it_is(path: str) -> None:
    titles = [part_title(part) for part in all_parts(a_file(path))]
    assert all(len(title) <= MAX_OPTION for title in titles)
    assert all(title.endswith(")") for title in titles)


def test_files_are_called_as_people_would() -> None:
    assert [file_title(path) for path in (CALM, "playbooks/delay.toml", COMMON)] == [
        "Tone “calm”",
        "Playbook “delay”",
        "Shared by all playbooks",
    ]


def test_a_diff_shows_the_words_that_changed_and_counts_the_rest() -> None:
    before, after = shipped_set()[CALM], shipped_set()[CALM].replace("I'm very sorry", "I'm terribly sorry")
    past = [a_version(after, id=8), a_version(before, id=7)]
    view = history_modal(a_file(body=after, version=past[0]), past)
    rows = [one for one in view["blocks"] if one["type"] == "rich_text"]
    words = [word for row in rows for part in row["elements"] for word in part["elements"]]
    assert {"bold"} == {key for word in words if word["text"] == "terribly" for key in word.get("style", {})}
    assert {"strike"} == {key for word in words if word["text"] == "very" for key in word.get("style", {})}

    many = history_modal(a_file(body=hostile_body(40)), [a_version(hostile_body(40)), a_version("x = 1\n")])
    assert "more changed lines" in shown(many)
    assert len([one for one in many["blocks"] if one["type"] == "rich_text"]) <= 2 * MOST_CHANGES + 2


def test_versions_that_differ_in_every_other_word_still_fit_a_form() -> None:
    def body(word: str) -> str:
        return "".join(f'k{number} = "{(word + " und ") * 150}"\n' for number in range(40))

    past = [a_version(body(f"ä{number}"), id=number, note=WILD * 50) for number in range(30, 0, -1)]
    assert is_fine(history_modal(a_file(body=past[0].body, version=past[0]), past, notice=WILD))
    assert is_fine(newer_modal(a_file(body=past[0].body, shipped=past[1].body, version=past[0])))


def test_only_what_is_not_in_force_can_be_brought_back() -> None:
    past = [a_version(id=9), a_version(id=8, needs="refused"), a_version(id=7)]
    view = history_modal(a_file(version=past[0]), past)
    back = [one["value"] for one in elements(view["blocks"]) if one["action_id"] == Action.TEMPLATE_RESTORE]
    assert back == ["8", "7"]
    assert "never in force: not agreed to" in shown(view)


def test_an_author_can_only_take_back_what_waits() -> None:
    version = a_version(needs="second")
    assert labels(waiting_modal(a_file(), version, MAYA)["blocks"]) == ["Take it back"]
    assert labels(waiting_modal(a_file(), version, COLE)["blocks"]) == ["Agree", "Do not agree"]
    settled = a_version(agreed_by=COLE, agreed_at=NOON + timedelta(hours=1))
    assert labels(waiting_modal(a_file(), settled, COLE)["blocks"]) == []


def part_of(lines: Sequence[str]) -> Part:
    body = "apology = [\n" + "".join(f'  "{line}",\n' for line in lines) + "]\n"
    (part,) = parts_of(groups_of(body)[0])
    return part


def test_faults_stand_at_the_line_of_the_form() -> None:
    body = 'apology = [\n  "a",\n  "b",\n  "c",\n]\nx = 1\n'
    second = Part(group_in(body), 1, ("b", "c"), 2, 2)
    faults = [
        Fault(CALM, 3, "of b"),
        Fault(CALM, 4, "of c"),
        Fault(CALM, 2, "of a"),
        Fault("words.toml", None, "of another"),
    ]
    told = shown(editor_modal(Editing(CALM, 1, second), Outcome(faults, body=body, looked=True)))
    assert "Line 1: \nof b" in told
    assert "Line 2: \nof c" in told
    assert "Tone “calm”, elsewhere: \nof a" in told


def group_in(body: str) -> Group:
    return groups_of(body)[0]


def test_a_new_version_or_place_has_a_new_input_so_that_slack_forgets_the_old_text() -> None:
    part = part_of(["a", "b"])
    ids = {
        next(one["block_id"] for one in editor_modal(editing)["blocks"] if one["type"] == "input")
        for editing in (
            Editing(CALM, 1, part),
            Editing(CALM, 2, part),
            Editing(CALM, 1, replace(part, first=1, lines=("b",))),
        )
    }
    assert len(ids) == 3


@pytest.mark.parametrize(
    "metadata", ["", "{", "[]", "{}", '{"path": 3}', Place().dump().replace("0", "true", 1), "null"]
)
def test_a_place_that_is_not_ours_is_none(metadata: str) -> None:
    assert Place.load(metadata) is None


def test_a_place_comes_back_as_it_was_put() -> None:
    place = Editing(CALM, 3, part_of(["a"])).place
    assert Place.load(place.dump()) == place
    assert len(place.dump()) < 3_000


@pytest.mark.parametrize("value", ["", "add", "add:", "gone:abc", "add:<!here>"])
def test_a_sentences_button_that_is_not_ours_is_none(value: str) -> None:
    assert pressed(value) is None

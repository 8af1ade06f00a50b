"""What is wrong with templates is told by file and line, in words for the person who wrote them."""

from collections import Counter

import pytest

from bot.drafting.composing import seeds
from bot.drafting.linting import Fault, lint
from bot.drafting.linting.files import is_template, read_files
from bot.drafting.linting.sentences import Lines
from bot.drafting.samples import samples
from bot.drafting.versions import read_set
from bot.models import Category, Severity

SHIPPED = read_set(seeds())


def changed(path: str, old: str, new: str) -> list[Fault]:
    """What is wrong after one change to the shipped templates."""
    assert old in SHIPPED[path]
    body = SHIPPED[path].replace(old, new, 1)
    return [fault for fault in lint({**SHIPPED, path: body}, SHIPPED) if fault.path == path]


def looked_at(path: str, body: str) -> list[Fault]:
    """What is wrong with one file by itself."""
    return read_files({path: body}).faults


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("tones/calm.toml", "closing = [", "closing = ['I guarantee you that.',", "breaks rule R10"),
        ("tones/warm.toml", "sympathy = [", "sympathy = ['Sorry, this was our fault.',", "breaks rule R13"),
        ("brands/default.toml", 'sign_off = ""', 'sign_off = "– [TEAM NAME]"', "[TEAM NAME]"),
        ("languages/es.toml", "apology = [", "apology = ['Perdón si te hemos molestado.',", "breaks rule R3"),
        ("playbooks/lost.toml", "[[problem]]", "[[problem]]\nwhen = ['x']\n[[problem]]", "“say” or “about”"),
        ("tones/calm.toml", "closing =", "closing_words =", "need a sentence each"),
    ],
)
def test_what_may_not_be_said_is_found_where_it_is_written(path: str, old: str, new: str, said: str) -> None:
    assert [fault for fault in changed(path, old, new) if said in fault.problem and fault.level == "fault"]


def test_every_fault_of_every_file_is_told_at_once() -> None:
    texts = {
        **SHIPPED,
        "tones/calm.toml": SHIPPED["tones/calm.toml"].replace("{{ problem }}", "{{ problm }}", 2),
        "tones/warm.toml": SHIPPED["tones/warm.toml"].replace(
            "closing = [", 'closing = ["Rest assured.",', 1
        ),
        "policy.toml": SHIPPED["policy.toml"].replace("[minutes]", "[minutes", 1),
    }
    count = Counter(fault.path for fault in lint(texts, SHIPPED))
    assert (count["tones/calm.toml"], count["policy.toml"]) == (2, 1)
    assert count["tones/warm.toml"] >= 1


def test_a_sentence_that_leaves_no_room_is_a_fault() -> None:
    found = changed("tones/calm.toml", "closing = [", f"closing = ['{'Thank you for writing. ' * 10}',")
    assert [fault for fault in found if "leave no room" in fault.problem]


def test_a_post_that_is_left_without_a_reply_is_a_fault() -> None:
    long = (
        "I'm sorry {{ problem }}, and I thought about it for a good while before I wrote this answer to you."
    )
    tone = SHIPPED["tones/calm.toml"].replace("apology = [", f'apology = ["{long} {long[30:]}"]\nold = [', 1)
    said = [fault.problem for fault in lint({**SHIPPED, "tones/calm.toml": tone}, SHIPPED)]
    assert any("is too long in the tone calm" in problem for problem in said), said


def test_a_variable_that_was_mistyped_is_guessed() -> None:
    (fault,) = looked_at("tones/x.toml", 'guide = "x"\n\nclosing = ["Bye {{ nmae }}."]\n')
    assert (fault.line, fault.problem.endswith("(did you mean “name”?)")) == (3, True)


def test_a_fault_inside_a_long_text_is_told_at_its_own_line() -> None:
    (fault,) = looked_at("tones/x.toml", 'closing = ["""\nThank you.\nBye {{ 7 * 7 }}."""]\n')
    assert fault.line in (2, 3)


def test_a_mistyped_key_is_a_warning_with_a_guess() -> None:
    (fault,) = looked_at("tones/x.toml", 'guide = "x"\napolgy = ["I\'m sorry {{ problem }}."]\n')
    assert (fault.line, fault.level, "“apology”" in fault.problem) == (2, "warning", True)


def test_a_private_channel_that_nobody_can_send_is_a_warning() -> None:
    (fault,) = looked_at("brands/x.toml", 'id = "x"\nchannel = "our help desk"\n')
    assert (fault.line, fault.level, "“send me our help desk”" in fault.problem) == (2, "warning", True)
    assert looked_at("brands/x.toml", 'id = "x"\nchannel = "help@acme.example"\n') == []


@pytest.mark.parametrize(
    ("body", "line"), [('guide = "x"\nclosing = [\n "a"\n "b"\n]', 4), ('guide = "x', 1)]
)
def test_a_file_that_cannot_be_read_is_told_by_line(body: str, line: int) -> None:
    (fault,) = looked_at("tones/x.toml", body)
    assert (fault.line, "missing here or on the line before" in fault.problem) == (line, True)


def test_a_monstrous_file_is_refused_unread() -> None:
    (fault,) = looked_at("tones/x.toml", "a" * 300_000)
    assert "longer than" in fault.problem


@pytest.mark.parametrize(
    "path",
    ["../x.toml", "tones/../../x.toml", "tones/X Y.toml", "/etc/x.toml", "tones/a/b.toml", "notes.toml"],
)
def test_only_known_places_hold_templates(path: str) -> None:
    assert not is_template(path)


def test_a_line_is_found_for_a_text_a_key_and_a_table() -> None:
    lines = Lines('# x\n[due]\ntoday = "heute"\nsay = ["A \\"b\\""]\n')
    found = [lines.of_text("heute", ("today",)), lines.of_text('A "b"', ("say",)), lines.of_key("due")]
    assert found == [3, 4, 2]


def test_the_samples_cover_every_kind_of_complaint_and_five_languages() -> None:
    assert len(samples()) >= 40
    assert {sample.category for sample in samples()} == {category.value for category in Category}
    assert {sample.language for sample in samples()} == {"en", "es", "fr", "de", "pt"}
    assert {Severity.NORMAL, Severity.HIGH, Severity.CRITICAL} <= {sample.severity for sample in samples()}

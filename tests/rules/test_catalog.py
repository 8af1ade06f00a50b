"""Every rule is written down once, can be broken, and says why and how to mend it."""

from typing import Any

import pytest

from bot.models import Severity
from bot.ports import Length
from bot.rules import HARD_FOR_PEOPLE, OVERRIDABLE, Rule, catalog, check
from tests.rules.checking import GOOD, context

SORRY = "I'm sorry your bag was lost."
LONG = "This is a sentence that " + "goes on and " * 20 + "on."
BROKEN_BY: dict[str, tuple[str, dict[str, Any]]] = {
    "R1": ("I'm sorry about this. I'll follow it up.", {}),
    "R2": ("I'll trace your bag.", {}),
    "R3": ("I'm sorry if your bag was lost. I'll trace it.", {}),
    "R4": ("I'm sorry about your bad experience. I'll trace your bag.", {}),
    "R5": (f"{SORRY} You should have labelled it. I'll trace it.", {}),
    "R6": (f"{SORRY} Bags matter.", {}),
    "R7": (f"{SORRY} I'll help: send us a DM or e-mail us.", {}),
    "R8": (f"{SORRY} I'll trace it by noon.", {}),
    "R9": (f"{SORRY} I'll ask Nadia about it.", {}),
    "R10": (f"{GOOD} I guarantee it.", {}),
    "R11": (f"{GOOD} We'll give you a voucher.", {}),
    "R12": (f"{GOOD} Call +44 20 7946 0999.", {}),
    "R13": (f"{GOOD} That's on us.", {"severity": Severity.CRITICAL}),
    "R14": (GOOD, {"recent": (GOOD,)}),
    "R15": (GOOD, {"length": Length(300, 280)}),
    "R16": (f"{GOOD} {LONG}", {}),
    "R17": (f"Jo, {GOOD} Thanks, Jo.", {"name": "Jo"}),
    "R18": (f"{GOOD} Kindly wait.", {}),
    "R19": (f"{SORRY} What did it look like?", {}),
    "R20": (f"{GOOD} Check out our new app.", {}),
    "R21": (GOOD, {"language": "es"}),
    "R22": (f"{GOOD} <!channel>", {}),
    "R23": (f"{GOOD} Trains run again at 18:00.", {"holding": "Trains run again at 20:00."}),
    "R24": (GOOD, {"account": "personal"}),
    "R25": (f"{SORRY} I'll trace it.", {"public_turns": 2}),
    "R26": (f"{GOOD} Bear with us.", {"never": ("bear with us",)}),
    "link": (f"{GOOD} See evil.example now.", {}),
    "invisible": (f"{GOOD}\u202e", {}),
}


def rules_broken(text: str, changes: dict[str, Any]) -> set[str]:
    return {each.rule for each in check(text, context(text, **changes))}


@pytest.mark.parametrize("rule", catalog(), ids=lambda rule: str(rule.id))
def test_each_rule_can_be_broken(rule: Rule) -> None:
    text, changes = BROKEN_BY[rule.id]
    assert rule.id in rules_broken(text, changes)


@pytest.mark.parametrize("rule", catalog(), ids=lambda rule: str(rule.id))
def test_each_rule_says_why_on_whose_word_and_how_to_mend_it(rule: Rule) -> None:
    assert all([rule.title, rule.why, rule.source, rule.fix])


def test_the_25_rules_the_brands_words_and_the_two_of_safety_are_all_there() -> None:
    ids = [rule.id for rule in catalog()]
    assert ids == [*(f"R{number}" for number in range(1, 27)), "link", "invisible"]


def test_a_finding_is_as_hard_as_its_rule() -> None:
    levels = {rule.id: rule.level for rule in catalog()}
    for rule, (text, changes) in BROKEN_BY.items():
        found = [each for each in check(text, context(text, **changes)) if each.rule == rule]
        assert {each.level for each in found} == {levels[rule]}


@pytest.mark.parametrize("rule", sorted(OVERRIDABLE))
def test_a_manager_may_override(rule: str) -> None:
    text, changes = BROKEN_BY[rule]
    found = check(text, context(text, **changes), frozenset({rule}))
    assert {each.level for each in found if each.rule == rule} == {"soft"}


@pytest.mark.parametrize("rule", sorted(HARD_FOR_PEOPLE))
def test_nobody_overrides_what_protects_people(rule: str) -> None:
    text, changes = BROKEN_BY[rule]
    found = check(text, context(text, by_person=True, **changes), frozenset({rule}))
    assert {each.level for each in found if each.rule == rule} == {"hard"}


def test_safety_is_never_up_for_overriding() -> None:
    assert {"R11", "R12", "R13", "R15", "R22", "link", "invisible"} <= HARD_FOR_PEOPLE
    assert not HARD_FOR_PEOPLE & OVERRIDABLE


def test_overriding_one_rule_leaves_the_others() -> None:
    text = f"{SORRY} You should have labelled it."
    found = check(text, context(text), frozenset({"R5"}))
    assert {each.rule for each in found if each.level == "hard"} == {"R6"}

"""What is grouped, what opens as an incident, and what stays ordinary: made-up days on their own clock."""

import random
from collections.abc import Iterator
from itertools import count

import pytest

from bot.incidents.engine import SILENCE, Engine
from bot.incidents.groups import Group, Post
from bot.incidents.remembering import MOST_POSTS
from bot.incidents.signs import signs_of
from bot.models import IncidentLevel, JoinedBy, Severity

HOUR, DAY = 3_600.0, 86_400.0
SUBJECTS = ("parcel", "kettle", "invoice", "voucher", "cushion", "lamp", "sofa", "carpet", "shelf", "mirror")
TROUBLES = ("leaks", "wobbles", "squeaks", "smells", "stains", "rattles", "cracked", "faded", "shrank")
PLACES = ["garage", "attic", "hallway", "balcony", "cellar", "porch", "kitchen", "bathroom"]
BESIDES = (
    "and nobody answers my mails",
    "which spoiled our whole weekend",
    "so please send somebody round",
    "just like the last one I bought from you",
    "although it was quite expensive",
    "my neighbours laugh at me already",
)


class Day:
    """One brand under way, with its incidents as they open."""

    def __init__(self) -> None:
        ids = count(1)
        self.engine = Engine(lambda: f"i{next(ids)}")
        self.opened: list[Group] = []
        self.told: list[Group] = []
        self.merged: list[tuple[Group, Group]] = []
        self.posts: list[Post] = []
        self.now = 20_000 * DAY

    def say(self, text: str, author: str | None = None, after: float = 60.0, **more: object) -> Post:
        """One post, so many seconds after the last thing that happened."""
        self.now += after
        number = len(self.posts) + 1
        post = Post(f"m{number}", self.now, author or f"a{number}", signs_of(text, "Harbourline"), number)
        for name, value in more.items():
            setattr(post, name, value)
        self.engine.take(post, self.now)
        self.posts.append(post)
        self._note()
        return post

    def look(self, after: float = 300.0) -> None:
        """Some minutes pass."""
        self.now += after
        self.engine.look(self.now)
        self._note()

    def pass_days(self, days: float, per_day: int = 48, seed: int = 1) -> None:
        """Ordinary complaints, each about something else."""
        for text in ordinary(int(days * per_day), seed):
            self.say(text, after=DAY / per_day)

    def _note(self) -> None:
        changes = self.engine.taken()
        self.opened += [group for group, _posts in changes.opened]
        self.told += changes.told
        self.merged += changes.merged


def ordinary(many: int, seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    for number in range(many):
        what, trouble, where = chance.choice(SUBJECTS), chance.choice(TROUBLES), chance.choice(PLACES)
        name = "".join(chance.choice("aeioubdgklmnprst") for _letter in range(7))
        yield f"The {what} {name} in my {where} {trouble}, {BESIDES[number % len(BESIDES)]}"


@pytest.fixture(scope="module")
def usual_week() -> int:
    """How many incidents an ordinary week opens."""
    day = Day()
    day.pass_days(7)
    return len(day.opened)


def test_an_ordinary_week_opens_nothing(usual_week: int) -> None:
    assert usual_week == 0


def test_copies_are_one_incident_from_the_third_person_on() -> None:
    day = Day()
    day.pass_days(2)
    text = "Harbourline left my grandmother on the pier without a word of warning"
    posts = [day.say(f"{start}{text}{end}") for start, end in (("", ""), ("RT @jo: ", ""), ("", "!!"))]

    (group,) = day.opened
    assert [post.group for post in posts] == [group] * 3
    assert [post.original for post in posts] == [None, posts[0].id, posts[0].id]
    assert posts[1].joined_by == JoinedBy.DUPLICATE


def test_one_person_who_repeats_it_opens_nothing() -> None:
    day = Day()
    day.pass_days(2)
    for _time in range(6):
        day.say("Ferry 1180 is stuck and the crew says nothing about it", author="jo")

    assert day.opened == []


def test_a_code_brings_people_together_whatever_else_they_say() -> None:
    day = Day()
    day.pass_days(2)
    texts = ["Ferry 1180 is stuck", "no news about ferry no. 1180??", "#stuck on ferry 1180 with two kids"]
    posts = [day.say(text, after=HOUR) for text in texts]

    (group,) = day.opened
    assert "ferry:1180" in group.keys
    assert all(post.group is group for post in posts)
    assert day.say("Ferry 1180 again").group is group
    assert day.say("Ferry 2270 is fine").group is not group


def test_a_sudden_word_brings_people_together() -> None:
    day = Day()
    day.pass_days(3)
    texts = [
        "Is Larvik closed? Nobody told me",
        "standing in the rain at Larvik pier",
        "what is going on in larvik",
        "Larvik is chaos today",
        "my mother waits in Larvik since noon",
    ]
    posts = [day.say(text) for text in texts]

    (group,) = day.opened
    assert group.terms[0] == "larvik"
    assert all(post.group is group for post in posts)
    assert posts[4].joined_by == JoinedBy.TERM
    assert group.title.startswith("Larvik")


def test_everyday_words_in_an_ordinary_number_open_nothing() -> None:
    day = Day()
    day.pass_days(3)
    for text in ("waited an hour", "one hour on the phone", "an hour late", "half an hour of music"):
        day.say(text, after=20 * 60)

    assert day.opened == []


def test_adverts_and_headlines_alarm_nobody() -> None:
    day = Day()
    day.pass_days(2)
    for number in range(8):
        day.say(f"Win a free cruise with promo code PIER77 today! {number}", is_noise=True)

    assert day.told == []
    assert [group for group in day.opened if group.level] == []


def test_a_flood_rises_to_a_crisis_and_is_told_at_each_step() -> None:
    day = Day()
    day.pass_days(4)
    for number in range(30):
        day.say(f"Kraken mascot on the ferry, seriously? {number} times no", after=20)

    (group,) = day.opened
    assert group.level == IncidentLevel.CRISIS
    assert group.mentions == 30
    assert 3 <= len([told for told in day.told if told is group]) <= 6


def test_where_few_write_a_mere_watch_alarms_nobody() -> None:
    day = Day()
    day.pass_days(4, per_day=24)
    for number in range(5):
        day.say(f"error 503 at the till, try {number}", after=600)

    (group,) = day.opened
    assert group.level == IncidentLevel.WATCH
    assert day.told == []


def test_the_first_day_of_a_brand_opens_only_what_is_plain() -> None:
    day = Day()
    for text in ordinary(40, seed=5):
        day.say(text, after=600)
    before = list(day.opened)
    for number in range(6):
        day.say(f"Error 503 when I pay, try {number}", after=60)

    assert before == []
    (group,) = day.opened
    assert group.level == IncidentLevel.WATCH


def test_a_brand_that_begins_in_mid_crisis_has_one_incident_and_no_wall() -> None:
    day = Day()
    for number in range(60):
        day.say(f"My ferry is late, nobody answers, attempt {number}", after=30)

    assert len(day.opened) <= 1


def test_danger_told_by_three_people_is_a_crisis() -> None:
    day = Day()
    day.pass_days(2)
    for text in ("burned by kettle model 8801", "kettle model 8801 burned my son", "model 8801 burned me"):
        day.say(text, severity=Severity.CRITICAL)

    (group,) = day.opened
    assert group.level == IncidentLevel.CRISIS


def test_silence_ends_it_and_the_next_one_is_new() -> None:
    day = Day()
    day.pass_days(2)
    for _person in range(3):
        day.say("Ferry 1180 is stuck", after=60)
    day.look(after=SILENCE + 1)
    assert day.engine.open == {}

    for _person in range(3):
        day.say("Ferry 1180 is stuck again", after=DAY / 3)
    assert len({group.incident for group in day.opened}) == len(day.opened)


def test_two_incidents_with_one_sudden_word_become_one() -> None:
    day = Day()
    day.pass_days(3)
    for wording in (
        "The zeppelin banner is awful and wrong today",
        "Take that zeppelin picture off your pier now",
    ):
        for _person in range(3):
            day.say(wording)

    day.say("who thought of a zeppelin")
    assert len(day.engine.open) == 1
    (group,) = day.engine.open.values()
    assert group.mentions == 7
    assert sum(len(group.reach_by_author) for group in day.engine.open.values()) == 7


def test_many_more_people_without_one_subject_are_an_incident_of_their_own() -> None:
    day = Day()
    day.pass_days(5, per_day=24)
    for text in ordinary(60, seed=9):
        day.say(text, after=30)

    (group,) = [group for group in day.opened if group.is_volume]
    assert group.level >= IncidentLevel.SPIKE
    assert group.title.startswith("Many more posts than usual")


def test_memory_of_a_day_is_bounded() -> None:
    day = Day()
    for number in range(MOST_POSTS + 200):
        day.say(f"number{number} thing{number % 50}", after=1)

    assert len(day.engine.memory.day) <= MOST_POSTS + 1


def test_after_a_day_the_engine_has_let_go_of_everything() -> None:
    day = Day()
    day.pass_days(1)
    day.look(after=3 * DAY)

    memory = day.engine.memory
    assert not memory.day
    assert not memory.recent
    assert not memory.users
    assert not memory.day_authors
    assert memory.history.docs == pytest.approx(48, rel=0.2)

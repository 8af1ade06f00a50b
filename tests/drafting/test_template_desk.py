"""What managers do to templates, on each kind of database: who may, who was first, what counts when."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot import audit
from bot.drafting.shelf import Shelf
from bot.drafting.template_desk import Change, Faulty, Meanwhile, TemplateDesk, TemplateFile
from bot.drafting.template_trial import HOSTILE, Wanted, tried
from bot.drafting.versions import effective_set, library_of, put, shipped_set
from bot.errors import TemplateFault
from bot.models import MessageKind, SlackMessage, TemplateVersion
from bot.ports import Done, People, Refused
from bot.store import past, reviews, slack_messages, templates
from bot.store.audit import entries
from bot.store.database import Database
from bot.text import sha256
from tests.builders import ANN, CHANNEL, COLE, MAYA, NOON, SAM, Team, a_mention, a_verdict, put_draft

CALM, POLICY = "tones/calm.toml", "policy.toml"
BODY = shipped_set()[CALM]
OURS = BODY.replace("I'm glad you told us.", "I'm glad that you told us.")
THEIRS = BODY.replace("I'm glad you told us.", "We're glad that you told us.")
STRICT = shipped_set()[POLICY].replace("second_manager = false", "second_manager = true")


class Managers(Team):
    """Maya and Cole, or whoever is set."""

    named = True

    def __init__(self) -> None:
        super().__init__()
        self.managing = {MAYA, COLE}

    async def people(self) -> People:
        """Who may what."""
        return replace(await super().people(), names_managers=self.named)


@pytest.fixture
async def desk(database: Database) -> TemplateDesk:
    return TemplateDesk(database, Managers(), await Shelf.open(database), CHANNEL, "default")


@pytest.fixture
async def strict(desk: TemplateDesk) -> TemplateDesk:
    """Where a second manager has to agree."""
    await put_version(desk.database, STRICT, path=POLICY, by="shell:op")
    await desk.shelf.refresh()
    return desk


async def put_version(
    database: Database, body: str, path: str = CALM, by: str = MAYA, needs: str | None = None
) -> int:
    async with database.writing() as session:
        version = await put(session, path, body, by=by, now=NOON, note=None, needs=needs)
        assert version.id is not None
        return version.id


async def in_force(desk: TemplateDesk) -> str:
    return (await effective_set(desk.database))[CALM]


async def versions(desk: TemplateDesk) -> Sequence[TemplateVersion]:
    return await desk.history(CALM)


async def test_of_two_who_save_at_once_one_wins_and_the_other_is_told_who(desk: TemplateDesk) -> None:
    answers = await asyncio.gather(
        desk.save(MAYA, Change(CALM, OURS, 0), NOON), desk.save(COLE, Change(CALM, THEIRS, 0), NOON)
    )
    lost = [one for one in answers if isinstance(one, Meanwhile)]
    assert [isinstance(one, Done) for one in answers].count(True) == 1
    assert len(lost) == 1
    (version,) = await versions(desk)
    assert f"<@{version.saved_by}> saved this file while you wrote" in lost[0].why
    assert (await in_force(desk)) == version.body


async def test_what_is_wrong_is_never_saved(desk: TemplateDesk) -> None:
    bad = BODY.replace("I'm glad you told us.", "Sorry if you were upset.")
    answer = await desk.save(MAYA, Change(CALM, bad, 0), NOON)
    assert isinstance(answer, Faulty)
    assert [fault.path for fault in answer.faults] == [CALM]
    assert await versions(desk) == []


async def test_a_file_that_is_not_there_is_refused(desk: TemplateDesk) -> None:
    answer = await desk.save(MAYA, Change("tones/../x.toml", BODY, 0), NOON)
    assert isinstance(answer, Refused)
    assert isinstance(await desk.roll_back(MAYA, CALM, 99, 0, NOON), Refused)


@pytest.mark.parametrize("user", [ANN, SAM])
async def test_only_managers_change_anything(desk: TemplateDesk, user: str) -> None:
    waiting = await put_version(desk.database, OURS, needs="second")
    digest = sha256("I'm glad you told us.")
    for answer in [
        await desk.save(user, Change(CALM, THEIRS, waiting), NOON),
        await desk.roll_back(user, CALM, 0, waiting, NOON),
        await desk.take_shipped(user, CALM, waiting, NOON),
        await desk.keep_own(user, CALM, waiting, NOON),
        await desk.agree(user, waiting, NOON),
        await desk.refuse(user, waiting, NOON),
        await desk.review(user, CALM, [digest], NOON),
        await desk.take_back_review(user, CALM, digest, NOON),
    ]:
        assert isinstance(answer, Refused)
        assert "Only managers" in answer.why
    assert [one.needs for one in await versions(desk)] == ["second"]
    async with desk.database.reading() as session:
        assert [entry async for entry in entries(session)] == []


async def test_a_team_without_managers_lets_its_approvers(desk: TemplateDesk) -> None:
    team = Managers()
    team.managing, team.named = set(), False
    small = replace(desk, directory=team)
    assert await small.lacks_right(ANN) is None
    assert "Only managers" in str(await small.lacks_right(SAM))


async def test_managers_whom_slack_does_not_tell_are_nobody(desk: TemplateDesk) -> None:
    team = Managers()
    team.managing = set()
    assert "Only managers" in str(await replace(desk, directory=team).lacks_right(ANN))


async def test_what_waits_is_in_force_once_another_manager_agrees(strict: TemplateDesk) -> None:
    said = await strict.save(MAYA, Change(CALM, OURS, 0), NOON)
    assert isinstance(said, Done)
    assert "waits for another manager" in str(said.say)
    (version,) = await versions(strict)
    assert await in_force(strict) == BODY
    assert isinstance(await strict.agree(MAYA, version.id or 0, NOON), Refused)
    assert await in_force(strict) == BODY

    assert isinstance(await strict.agree(COLE, version.id or 0, NOON), Done)
    assert await in_force(strict) == OURS
    assert "I'm glad that you told us." in strict.shelf.library.tone("calm").closing
    assert isinstance(await strict.agree(COLE, version.id or 0, NOON), Refused)
    (row,) = await messages(strict)
    assert (row.audience, row.args["needs"], row.args["agreed_by"]) == (CHANNEL, None, COLE)


async def messages(desk: TemplateDesk) -> list[SlackMessage]:
    async with desk.database.reading() as session:
        found = [await slack_messages.get(session, f"template:{one.id}") for one in await versions(desk)]
    return [one for one in found if one is not None and one.kind == MessageKind.TEMPLATE_WAITS]


async def test_a_newer_version_takes_the_place_of_one_that_waits(strict: TemplateDesk) -> None:
    await strict.save(MAYA, Change(CALM, OURS, 0), NOON)
    (first,) = await versions(strict)
    await strict.save(COLE, Change(CALM, THEIRS, first.id or 0), NOON + timedelta(minutes=1))
    assert isinstance(await strict.agree(COLE, first.id or 0, NOON), Refused)
    assert [one.needs for one in await versions(strict)] == ["second", "replaced"]
    assert [row.args["needs"] for row in await messages(strict)] == ["second", "replaced"]
    assert await in_force(strict) == BODY


async def test_a_version_that_was_refused_never_counts(strict: TemplateDesk) -> None:
    await strict.save(MAYA, Change(CALM, OURS, 0), NOON)
    (version,) = await versions(strict)
    assert isinstance(await strict.refuse(COLE, version.id or 0, NOON), Done)
    assert isinstance(await strict.agree(COLE, version.id or 0, NOON), Refused)
    assert await in_force(strict) == BODY


async def test_where_nobody_else_could_agree_it_is_said(strict: TemplateDesk) -> None:
    team = Managers()
    team.managing = {MAYA}
    said = await replace(strict, directory=team).save(MAYA, Change(CALM, OURS, 0), NOON)
    assert "there is none yet" in str(getattr(said, "say", ""))


async def test_a_newer_default_is_told_until_somebody_keeps_their_own(desk: TemplateDesk) -> None:
    id = await put_version(desk.database, OURS)
    assert not (await file(desk)).has_newer_default
    async with desk.database.writing() as session:
        version = await templates.get(session, id)
        assert version is not None
        version.shipped_sha256 = sha256("what was shipped before")
    assert (await file(desk)).has_newer_default
    assert isinstance(await desk.keep_own(MAYA, CALM, id, NOON), Done)
    assert not (await file(desk)).has_newer_default
    assert await in_force(desk) == OURS


async def file(desk: TemplateDesk) -> TemplateFile:
    found = await desk.file(CALM)
    assert found is not None
    return found


async def test_every_act_is_on_record_and_the_record_is_whole(strict: TemplateDesk) -> None:
    await strict.save(MAYA, Change(CALM, OURS, 0, "because"), NOON)
    (version,) = await versions(strict)
    await strict.agree(COLE, version.id or 0, NOON)
    await strict.review(MAYA, CALM, [sha256("I'm glad that you told us.")], NOON)
    await strict.take_back_review(MAYA, CALM, sha256("I'm glad that you told us."), NOON)
    async with strict.database.reading() as session:
        found = [entry async for entry in entries(session)]
        assert (await audit.verify(session)).faults == []
    assert [(entry.kind, entry.actor) for entry in found] == [
        ("template_saved", MAYA),
        ("template_agreed", COLE),
        ("sentences_reviewed", MAYA),
        ("review_taken_back", MAYA),
    ]
    assert all("because" not in str(entry.data) and "glad" not in str(entry.data) for entry in found)


async def test_reviews_are_kept_once_and_taken_back(database: Database) -> None:
    async with database.writing() as session:
        assert await reviews.add(session, CALM, ["a", "b", "a"], by=MAYA, now=NOON) == 2
    async with database.writing() as session:
        assert await reviews.add(session, CALM, ["b"], by=COLE, now=NOON) == 0
        assert await reviews.take_back(session, CALM, "a")
        assert not await reviews.take_back(session, CALM, "a")
    async with database.reading() as session:
        assert await reviews.reviewed(session) == {CALM: {"b"}}
        assert {one.reviewed_by for one in (await reviews.of_file(session, CALM)).values()} == {MAYA}


async def test_what_nobody_wrote_cannot_be_reviewed(desk: TemplateDesk) -> None:
    answer = await desk.review(MAYA, CALM, [sha256("Not in the file.")], NOON)
    assert isinstance(answer, Refused)


async def test_past_complaints_come_newest_first(database: Database) -> None:
    async with database.writing() as session:
        for place in range(3):
            mention = a_mention(str(place), received_at=NOON + timedelta(minutes=place))
            await put_draft(session, mention=mention)
    async with database.reading() as session:
        found = await past.complaints(session, 2)
    assert [mention.external_id for mention, _verdict in found] == ["2", "1"]


def test_a_trial_answers_real_posts_and_hostile_ones_with_the_new_words() -> None:
    mention = a_mention()
    body = BODY.replace('"I\'m sorry {{ problem }}."', '"I\'m deeply sorry {{ problem }}."')
    only = 'apology = ["I\'m deeply sorry {{ problem }}."]'
    shown = BODY[: BODY.index("apology = [")] + only + BODY[BODY.index("\napology_about") :]
    trial = tried(shipped_set(), Wanted(CALM, body, shown), [(mention, a_verdict(mention))], NOON)
    assert not trial.is_faulty
    assert [one.kind for one in trial.drafts] == ["past", *["hostile"] * len(HOSTILE)]
    assert "I'm deeply sorry" in trial.drafts[0].written.text
    for one in trial.drafts[1:]:
        assert "pay-me" not in one.written.text
        assert "{" not in one.written.text
        assert not any(found.level == "hard" for found in one.written.findings)


def test_without_posts_that_fit_samples_are_answered() -> None:
    path = "playbooks/lost.toml"
    body = shipped_set()[path]
    trial = tried(shipped_set(), Wanted(path, body, body), [], NOON)
    assert {one.kind for one in trial.drafts} == {"sample", "hostile"}


def test_a_file_that_cannot_be_used_makes_no_drafts_and_says_why() -> None:
    trial = tried(shipped_set(), Wanted(CALM, "guide = ", "guide = "), [], NOON)
    assert trial.is_faulty
    assert trial.drafts == ()


def test_a_second_manager_is_asked_for_by_a_plain_yes_or_no() -> None:
    assert library_of({**shipped_set(), POLICY: STRICT}).policy.second_manager
    assert not library_of(shipped_set()).policy.second_manager
    with pytest.raises(TemplateFault, match="true or false"):
        library_of({**shipped_set(), POLICY: STRICT.replace("= true", '= "yes"')})

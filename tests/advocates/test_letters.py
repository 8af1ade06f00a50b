"""Letters on both databases: begun with facts, approved by whoever may, refused where the list forbids it."""

from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from sqlmodel import col, select

from bot.advocates import Linking, Outreaches, Roster, Shown
from bot.advocates.entries import Entry
from bot.advocates.forbidding import Block
from bot.advocates.outreach import CHANGED, NOT_AN_APPROVER, NOT_OURS, NOTHING_KNOWN
from bot.advocates.roster import CHANGED_MEANWHILE, MANAGERS_ONLY
from bot.models import (
    Advocate,
    AdvocatePost,
    AuditEntry,
    Complaint,
    FactCard,
    Incident,
    IncidentLevel,
    Mention,
    MentionState,
    Outcome,
    OutreachState,
    Relation,
    Severity,
    Sighting,
    Verdict,
)
from bot.ports import Answer, Done, Refused
from bot.rules.outreach import asks_to_disclose
from bot.store import incident_cards, incidents
from bot.store.database import Database
from tests.advocates.people import an_advocate, shipped_file
from tests.builders import ANN, CHANNEL, COLE, MAYA, NOON, OLIVE, SAM, Team, a_mention, a_verdict
from tests.incidents.standing import a_stance, put_incident

LATER = NOON + timedelta(hours=1)
FACT = "The checkout was down from 9:10 to 10:40."
KIND = {"complaint": Complaint.NO, "score": -1.4}


@dataclass
class Club:
    """The list, the letters, and an incident of three people."""

    database: Database
    team: Team
    roster: Roster
    letters: Outreaches
    linking: Linking

    async def put(self, *rows: Any) -> None:
        async with self.database.writing() as session:
            for row in rows:
                session.add(row)
                await session.flush()

    async def said(self, name: str, verdict: dict[str, Any] | None = None, **mention: Any) -> Mention:
        """A post that grouping has looked at."""
        post = a_mention(name, state=MentionState.SET_ASIDE, **mention)
        at = post.posted_at or NOON
        await self.put(
            post,
            a_verdict(post, **(verdict or KIND)),
            Sighting(brand="harbourline", mention_id=post.id, at=at, author=name),
        )
        return post

    async def begun(self, who: str = "kim", by: str = ANN) -> Shown:
        answer = await self.letters.write(by, "i1", who, NOON)
        assert isinstance(answer, Done), answer
        return await self.shown(answer.work_id or "")

    async def shown(self, id: str, at: Any = NOON) -> Shown:
        found = await self.letters.shown(id, at)
        assert found is not None
        return found

    async def sent(self, who: str = "kim") -> str:
        id = (await self.begun(who)).outreach.id
        done(await self.letters.approve(ANN, id, 1, NOON))
        done(await self.letters.sent(COLE, id, 1, NOON))
        return id

    async def recorded(self) -> list[AuditEntry]:
        async with self.database.reading() as session:
            return list((await session.exec(select(AuditEntry).order_by(col(AuditEntry.id)))).all())


@pytest.fixture
async def club(database: Database) -> Club:
    team, numbers, file = Team(), count(1), shipped_file()
    letters = Outreaches(database, team, lambda: str(next(numbers)), file, lambda id: (id, "Harbourline"))
    roster = Roster(database, team, lambda: f"person{next(numbers)}")
    club = Club(database, team, roster, letters, Linking(database, file.limits))
    async with database.writing() as session:
        await put_incident(session, "jo", "pat", "lee", title="checkout error 503")
        session.add(FactCard(id="f1", brand="harbourline", statement=FACT, added_by=MAYA, added_at=NOON))
        session.add(an_advocate())
        await incident_cards.put(session, await session.get_one(Incident, "i1"), CHANNEL, NOON)
    return club


def refused(answer: Answer, words: str) -> None:
    assert isinstance(answer, Refused), answer
    assert words in answer.why


def done(answer: Answer) -> None:
    assert isinstance(answer, Done), answer


async def test_a_letter_states_the_facts_asks_for_disclosure_and_is_sent_by_hand_once_approved(
    club: Club,
) -> None:
    shown = await club.begun(by=COLE)
    letter = shown.outreach
    assert FACT in letter.text
    assert asks_to_disclose(letter.text, Relation.CUSTOMER)
    assert (letter.state, shown.findings, shown.blocks) == (OutreachState.WAITING, (), ())
    assert "knows about checkout" in letter.reasons

    refused(await club.letters.approve(COLE, letter.id, 1, NOON), NOT_AN_APPROVER)
    refused(await club.letters.sent(COLE, letter.id, 1, NOON), CHANGED)
    done(await club.letters.approve(ANN, letter.id, 1, NOON))
    done(await club.letters.sent(COLE, letter.id, 1, LATER))

    after = await club.shown(letter.id)
    assert (after.outreach.state, after.outreach.approved_by) == (OutreachState.SENT, ANN)
    assert (after.outreach.sent_by, after.advocate.last_contacted_at) == (COLE, LATER)
    kinds = [one.kind for one in await club.recorded() if one.chain == "i1"]
    assert kinds == ["outreach_written", "outreach_approved", "outreach_sent"]
    assert "Kim" not in str([one.data for one in await club.recorded()])


async def test_what_we_say_goes_before_what_the_brand_knows(club: Club) -> None:
    await club.put(a_stance(approved_by=ANN, approved_at=NOON))

    letter = (await club.begun()).outreach

    assert letter.facts == ["The 7:40 boat broke down.", "Two extra boats sail today."]


async def test_nobody_writes_without_facts(club: Club) -> None:
    async with club.database.writing() as session:
        await session.delete(await session.get_one(FactCard, "f1"))

    refused(await club.letters.write(ANN, "i1", "kim", NOON), NOTHING_KNOWN)


async def test_changed_words_void_the_approval_and_a_forbidden_one_is_refused(club: Club) -> None:
    id = (await club.begun()).outreach.id
    done(await club.letters.approve(ANN, id, 1, NOON))

    done(await club.letters.reword(COLE, id, 1, "Please leave us a review.", NOON))

    shown = await club.shown(id)
    assert (shown.outreach.state, shown.outreach.approved_by) == (OutreachState.WAITING, None)
    assert {one.rule for one in shown.findings} == {"A1", "A2", "A5"}
    refused(await club.letters.approve(ANN, id, 1, NOON), CHANGED)
    refused(await club.letters.approve(ANN, id, 2, NOON), "Nothing was approved")
    refused(await club.letters.sent(ANN, id, 1, NOON), CHANGED)


async def test_the_list_is_looked_at_anew_at_the_approval(club: Club) -> None:
    id = (await club.begun()).outreach.id
    entry = Entry.made("Kim", ["x:kim"], Relation.CUSTOMER, consent=NOON.date(), do_not_contact=True)
    done(await club.roster.save(MAYA, entry, ("kim", 1), NOON))

    refused(await club.letters.approve(ANN, id, 1, NOON), "do not want to be contacted")
    assert (await club.shown(id)).blocks == (Block.DO_NOT_CONTACT,)


async def test_one_person_is_asked_once_and_no_more_people_than_agreed(club: Club) -> None:
    await club.put(*[an_advocate(f"a{number}") for number in range(5)])
    for number in range(5):
        await club.begun(f"a{number}")

    refused(await club.letters.write(ANN, "i1", "a0", NOON), "asked about this already")
    refused(await club.letters.write(ANN, "i1", "kim", NOON), "enough people are asked")


async def test_a_dropped_letter_leaves_room_for_another(club: Club) -> None:
    id = (await club.begun()).outreach.id

    done(await club.letters.drop(COLE, id, 1, NOON))

    refused(await club.letters.drop(COLE, id, 1, NOON), CHANGED)
    assert (await club.begun()).outreach.id != id


async def test_a_crisis_asks_for_a_second_approver(club: Club) -> None:
    club.team.approvers = {ANN, SAM, MAYA}
    async with club.database.writing() as session:
        await incidents.change(session, "i1", level=IncidentLevel.CRISIS)
    id = (await club.begun()).outreach.id

    done(await club.letters.approve(ANN, id, 1, NOON))
    assert (await club.shown(id)).outreach.state is OutreachState.SECOND
    refused(await club.letters.approve(ANN, id, 1, NOON), "a second person")
    done(await club.letters.approve(SAM, id, 1, NOON))

    after = (await club.shown(id)).outreach
    assert (after.state, after.first_approver, after.approved_by) == (OutreachState.APPROVED, ANN, SAM)


async def test_strangers_change_nothing(club: Club) -> None:
    id, entry = (await club.begun()).outreach.id, Entry.made("Bo", ["x:bo"], Relation.CUSTOMER)
    before = len(await club.recorded())

    for answer, words in (
        (await club.letters.write(OLIVE, "i1", "kim", NOON), NOT_OURS),
        (await club.letters.reword(OLIVE, id, 1, "Mine", NOON), NOT_OURS),
        (await club.letters.approve(OLIVE, id, 1, NOON), NOT_AN_APPROVER),
        (await club.letters.sent(OLIVE, id, 1, NOON), NOT_OURS),
        (await club.letters.drop(OLIVE, id, 1, NOON), NOT_OURS),
        (await club.roster.save(ANN, entry, None, NOON), MANAGERS_ONLY),
        (await club.roster.remove(ANN, "kim", 1, NOON), MANAGERS_ONLY),
    ):
        refused(answer, words)
    assert len(await club.recorded()) == before


async def test_kind_words_lately_and_unasked_count_for_somebody(club: Club) -> None:
    await club.said("k1", author_handle="@Kim", author_followers=4_000)
    await club.said("k2", author_handle="kim", text="Full disclosure: they asked me. Great boats.")
    await club.said("k3", author_handle="kim", platform="mastodon")
    await club.said("k4", author_handle="kim", posted_at=NOON - timedelta(days=31))

    found = await club.letters.suggested("i1", NOON)

    assert found is not None
    (kim,) = found[1]
    assert "spoke well of you once in 30 days, unasked" in kim.reasons
    assert "4,000 followers" in kim.reasons
    assert "writes “en”, as all of these posts" in kim.reasons


async def test_who_waits_for_an_answer_of_their_own_is_not_asked(club: Club) -> None:
    post = await club.said("k1", {"complaint": Complaint.YES}, author_handle="kim")
    refused(await club.letters.write(ANN, "i1", "kim", NOON), "a complaint of their own")

    async with club.database.writing() as session:
        mention = await session.get_one(Mention, post.id)
        mention.outcome = Outcome.PUBLISHED
        session.add(mention)

    await club.begun()


async def test_nobody_is_asked_where_people_may_be_hurt(club: Club) -> None:
    async with club.database.writing() as session:
        for verdict in (await session.exec(select(Verdict))).all():
            verdict.severity = Severity.CRITICAL
            session.add(verdict)

    refused(await club.letters.write(ANN, "i1", "kim", NOON), "may have been hurt")


async def test_what_they_post_afterwards_stands_on_the_incident_once(club: Club) -> None:
    await club.said("before", author_handle="kim")
    id = await club.sent()
    came: dict[str, dict[str, Any]] = {
        "told": {"text": "Harbourline wrote to me. They mended it, and quickly."},
        "untold": {"text": "They mended it, and quickly."},
        "other": {"author_handle": "pat"},
        "elsewhere": {"platform": "mastodon"},
        "late to arrive": {"posted_at": NOON - timedelta(hours=2)},
    }
    for name, changes in came.items():
        values: dict[str, Any] = {"author_handle": "kim", "posted_at": LATER, "received_at": LATER} | changes
        await club.said(name, **values)

    assert [await club.linking.look(LATER), await club.linking.look(LATER)] == [2, 0]

    async with club.database.reading() as session:
        posts = (await session.exec(select(AdvocatePost))).all()
        rows = await incident_cards.read(session, "i1")
    assert sorted(one.discloses for one in posts) == [False, True]
    assert {one.outreach_id for one in posts} == {id}
    assert rows is not None
    assert (rows.asked.sent, rows.asked.posts, rows.asked.undisclosed) == (1, 2, 1)
    assert [one.kind for one in await club.recorded()].count("advocate_posted") == 2


async def test_after_the_time_of_watching_nothing_is_linked(club: Club) -> None:
    await club.sent()
    late = NOON + club.linking.limits.watch + timedelta(days=1)
    await club.said("late", author_handle="kim", posted_at=late, received_at=late)

    assert await club.linking.look(late) == 0


async def test_a_manager_adds_changes_and_forgets_somebody(club: Club) -> None:
    entry = Entry.made("Bo", ["x:bo"], Relation.PAID, consent=NOON.date())
    done(await club.roster.save(MAYA, entry, None, NOON))
    bo = next(one for one in await club.roster.standing() if one.name == "Bo")
    done(await club.roster.save(MAYA, Entry.made("Bo K", ["x:bo"], Relation.PAID), (bo.id, 1), NOON))
    refused(await club.roster.save(MAYA, entry, (bo.id, 1), NOON), CHANGED_MEANWHILE)

    done(await club.roster.remove(MAYA, bo.id, 2, NOON))

    assert await club.roster.get(bo.id) is None
    async with club.database.reading() as session:
        left = await session.get_one(Advocate, bo.id)
    assert (left.name, left.accounts, left.removed_at) == ("", [], NOON)
    kinds = [one.kind for one in await club.recorded()]
    assert kinds == ["advocate_added", "advocate_changed", "advocate_removed"]


async def test_who_is_taken_off_leaves_no_words_and_no_open_letter(club: Club) -> None:
    sent = await club.sent()
    await club.put(an_advocate("bo"))
    begun = (await club.begun("bo")).outreach.id

    for id in ("kim", "bo"):
        done(await club.roster.remove(MAYA, id, 1, NOON))

    found = [(await club.shown(id)).outreach for id in (sent, begun)]
    assert [one.text for one in found] == ["", ""]
    assert [one.state for one in found] == [OutreachState.SENT, OutreachState.DROPPED]
    refused(await club.letters.approve(ANN, begun, 1, NOON), CHANGED)


async def test_the_file_takes_people_in_once(club: Club) -> None:
    file = replace(shipped_file(), entries=(Entry.made("Bo", ["x:bo"], Relation.CUSTOMER),))
    assert [await club.roster.seed(file, NOON), await club.roster.seed(file, LATER)] == [1, 0]
    bo = next(one for one in await club.roster.standing() if one.name == "Bo")
    done(await club.roster.remove(MAYA, bo.id, 1, NOON))

    assert await club.roster.seed(file, LATER) == 0
    assert [one.name for one in await club.roster.standing()] == ["Kim"]

"""What is special about Mastodon: limits of each server, a key that is a courtesy, and what others lack."""

import json

import pytest

from bot.models import Reach
from bot.platforms.mastodon_server import Server, may_write, server_of
from bot.ports import Deleted, Published, Rejected, Unknown
from bot.testing.fake_network import Fault
from bot.testing.publisher_contract import ready
from tests.platforms.published_on import on_mastodon

LINK = "https://acme.example/" + "a" * 60


async def test_a_servers_own_limit_holds_once_it_has_told() -> None:
    async with on_mastodon() as stage:
        stage.network.limit = 5_000
        mention = stage.intent("").mention
        assert stage.publisher.measure("", mention).limit == 500
        await stage.publisher.learn()
        assert stage.publisher.measure("", mention).limit == 5_000


@pytest.mark.parametrize(
    ("source", "used"),
    [
        ("https://github.com/mastodon/mastodon", 23),
        ("https://github.com/glitch-soc/mastodon", 23),
        ("https://codeberg.org/superseriousbusiness/gotosocial", len(LINK)),
        (None, len(LINK)),
    ],
)
def test_only_mastodon_and_its_forks_count_a_long_link_as_a_short_one(source: str | None, used: int) -> None:
    told = {"source_url": source, "configuration": {"statuses": {"characters_reserved_per_url": 23}}}
    assert server_of(told).measure(LINK).used == used


@pytest.mark.parametrize("told", [None, [], {}, {"configuration": {"statuses": {"max_characters": "500"}}}])
def test_what_a_server_does_not_tell_is_as_mastodon_has_it(told: object) -> None:
    assert server_of(told) == Server(500, 23, shortens=False)


@pytest.mark.parametrize(
    ("scopes", "may"),
    [(["read"], False), (["read", "write"], True), (["write:statuses"], True), (None, True)],
)
def test_a_token_that_only_reads_is_known_where_the_server_tells(scopes: list[str] | None, may: bool) -> None:
    assert may_write({"scopes": scopes}) is may


async def test_a_token_that_only_reads_leaves_it_to_a_person() -> None:
    async with on_mastodon() as stage:
        stage.network.scopes = ["read"]
        await stage.publisher.learn()
        told = stage.publisher.can_reply(stage.intent("").mention)
    assert told.reach == Reach.HAND_OFF
    assert "write:statuses" in told.reason


async def test_before_the_server_has_told_it_can_be_answered_all_the_same() -> None:
    async with on_mastodon(learned=False) as stage:
        told = stage.publisher.can_reply(stage.intent("").mention)
    assert told.reach == Reach.API
    assert "as your account on 127.0.0.1:" in told.reason


@pytest.mark.parametrize(
    ("seen", "posted"),
    [
        ("public", "public"),
        ("unlisted", "unlisted"),
        ("private", "private"),
        (None, "public"),
        ("x", "public"),
    ],
)
async def test_an_answer_is_seen_by_those_who_see_the_post(seen: str | None, posted: str) -> None:
    async with on_mastodon() as stage:
        intent = stage.intent("Sorry.")
        intent.mention.target = intent.mention.target | {"visibility": seen}
        assert stage.publisher.prepare(intent)["post"]["visibility"] == posted


async def test_a_call_carries_the_approval_as_its_key_and_the_posts_language() -> None:
    async with on_mastodon() as stage:
        intent = stage.intent("Desculpe, Jo.", "approval-7")
        intent.mention.language = "pt"
        intent = ready(stage, "Desculpe, Jo.", "approval-7")
        await stage.publisher.publish(intent)
        asked = stage.network.asked[-1]
    assert asked.headers["idempotency-key"] == "approval-7"
    assert json.loads(asked.body)["in_reply_to_id"] == stage.post


async def test_a_server_without_keys_posts_twice_so_nothing_is_sent_twice_on_a_guess() -> None:
    async with on_mastodon() as stage:
        stage.network.keeps_keys = False
        intent = ready(stage, "Sorry, Jo.")
        stage.fail(Fault.LOST)
        assert isinstance(await stage.publisher.publish(intent), Unknown)
        assert isinstance(await stage.publisher.find_existing(intent), Published)
        assert len(stage.public()) == 1


async def test_a_server_that_cannot_delete_is_not_believed_to_have_done_so() -> None:
    async with on_mastodon() as stage:
        intent = ready(stage, "Sorry, Jo.")
        done = await stage.publisher.publish(intent)
        assert isinstance(done, Published)
        stage.network.deletes = False
        told = await stage.publisher.delete(intent, str(done.external_id))
        assert isinstance(told, Rejected), told
        assert "delete it there yourself" in told.reason
        stage.network.deletes = True
        assert isinstance(await stage.publisher.delete(intent, str(done.external_id)), Deleted)


async def test_where_a_server_tells_no_source_its_page_is_read() -> None:
    async with on_mastodon() as stage:
        stage.network.tells_source = False
        intent = ready(stage, "@acme Sorry, Jo: 5 < 6 & 7.")
        await stage.publisher.publish(intent)
        assert isinstance(await stage.publisher.find_existing(intent), Published)

"""What is particular to Mastodon: HTML, ids, late notifications, private messages, foreign links."""

from datetime import timedelta

import pytest

from bot.errors import PollFault
from bot.models import Reach
from bot.platforms.handoff import HandOff
from bot.platforms.html_text import plain_text
from bot.platforms.mastodon_posts import post_of
from bot.platforms.unanswerable import unanswerable
from bot.platforms.webhook_out import WebhookPublisher
from bot.testing.fake_network import Fault
from bot.testing.poller_contract import read
from tests.builders import NOON, a_mention
from tests.platforms.polled import on_mastodon

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Two lines<br>of it</p><p>and more</p>", "Two lines\nof it\n\nand more"),
        ("<p>&lt;b&gt; &amp; co</p>", "<b> & co"),
        (
            '<p>see <a href="https://evil.example/x"><span class="invisible">https://</span>'
            '<span class="ellipsis">example.org/a/lo</span><span class="invisible">ng/path</span></a></p>',
            "see https://example.org/a/long/path",
        ),
        ('<span class="h-card"><a class="u-url mention">@<span>acme</span></a></span> hi', "@acme hi"),
        ("<script>alert(1)</script><style>p{}</style>x", "x"),
        ("<p>never closed <b>bold", "never closed bold"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<" * 50 + "p>x", "<" * 49 + "x"),
        ("plain & simple", "plain & simple"),
    ],
)
def test_html_becomes_the_words_that_readers_see(html: str, text: str) -> None:
    assert plain_text(html) == text


def test_a_post_says_what_a_reply_needs() -> None:
    told = {
        "id": "1",
        "type": "mention",
        "created_at": "2026-11-22T11:59:59.000Z",
        "status": {
            "id": "114",
            "created_at": "2026-11-22T11:59:58.000Z",
            "in_reply_to_id": "113",
            "visibility": "unlisted",
            "spoiler_text": "rant",
            "language": "de",
            "content": "<p>Nie wieder</p>",
            "url": "https://mastodon.social/@jo/114",
            "account": {"id": "77", "acct": "jo@hachyderm.io", "display_name": "Jo", "followers_count": 9},
        },
    }
    post = post_of(told, "mastodon.social")

    said = post.fields
    assert (said["id"], said["text"]) == ("114@mastodon.social", "rant\n\nNie wieder")
    assert said["author"] == {"id": "77", "handle": "jo@hachyderm.io", "name": "Jo", "followers": 9}
    assert said["target"] == {"status_id": "114", "visibility": "unlisted", "acct": "jo@hachyderm.io"}
    assert (said["in_reply_to"], said["thread"], said["language"]) == ("113", "113", "de")
    assert post.told == told


@pytest.mark.parametrize("status", [None, 7, [], {"id": 7}, {"account": "x", "media_attachments": 3}])
def test_an_odd_post_is_told_rather_than_dropped(status: object) -> None:
    post = post_of({"id": "1", "type": "mention", "status": status}, "mastodon.social")

    assert post.fields["id"] is None


def test_pictures_count_by_their_descriptions() -> None:
    pictures = [{"description": "A crowded pier"}, {"description": None}, "?"]
    status = {"id": "1", "content": "", "media_attachments": pictures}

    assert post_of({"id": "1", "status": status}, "h").fields["text"].strip() == "A crowded pier"


async def test_a_private_message_says_so_and_is_never_answered_in_public() -> None:
    async with on_mastodon() as stage:
        stage.network.mention("My card number leaked", NOON - HOUR, visibility="direct")
        (post,) = (await read(stage.poller())).posts

        mention = a_mention(platform="mastodon", target=post.fields["target"])
        webhook = WebhookPublisher("https://example.org", "whsec_" + "QUJD" * 8, stage.client, lambda: NOON)
        for publisher in (HandOff(), webhook):
            assert publisher.can_reply(mention).reach is Reach.NEVER
        assert unanswerable(a_mention(target={"visibility": "public"})) is None


async def test_a_notification_that_shows_late_is_not_left_out() -> None:
    async with on_mastodon() as stage:
        stage.write("Before", 2 * HOUR)
        late = stage.write("Numbered first, shown last", HOUR)
        stage.network.hidden = {max(stage.network.notifications)}
        stage.write("Numbered later", HOUR / 2)
        start = await read(stage.poller())
        stage.network.hidden = set()

        then = await read(stage.poller(), start.cursor)

        assert then.ids == [late]
        assert (await read(stage.poller(), then.cursor)).posts == []


async def test_a_dismissed_notification_is_not_taken_for_a_deleted_post() -> None:
    async with on_mastodon() as stage:
        stage.write("Trouble", HOUR)
        start = await read(stage.poller())
        stage.network.notifications.clear()

        assert (await read(stage.poller(), start.cursor)).posts == []


async def test_only_so_much_of_the_past_is_read() -> None:
    async with on_mastodon() as stage:
        for number in range(100):
            stage.write(f"Long ago {number}", timedelta(days=60))
        recent = [stage.write(f"Lately {number}", timedelta(days=1)) for number in range(100)]

        first = await read(stage.poller())

        assert sorted(first.ids) == sorted(recent)
        pages = [one for one in stage.network.asked if one.path == "/api/v1/notifications"]
        assert len(pages) == 2


async def test_links_of_the_server_never_carry_the_token_elsewhere() -> None:
    async with on_mastodon() as stage, on_mastodon() as other:
        for number in range(100):
            stage.write(f"Trouble {number}", HOUR)
        address, stage.network.url = stage.network.url, other.network.url
        poller = stage.poller()
        poller._url = address

        await read(poller)

        assert other.network.asked == []


async def test_another_server_is_another_account() -> None:
    async with on_mastodon() as one, on_mastodon() as two:
        one.write("On the first", HOUR)
        id = two.write("On the second", HOUR)
        start = await read(one.poller())

        then = await read(two.poller(), start.cursor)

        assert then.ids == [id]


async def test_a_wrong_token_is_refused_for_good_and_not_repeated_in_words() -> None:
    async with on_mastodon() as stage:
        with pytest.raises(PollFault) as refused:
            await stage.poller("canary-7f3d").poll(None)

        assert refused.value.permanent
        assert "canary" not in str(refused.value)
        assert "canary" not in repr(refused.value)


async def test_a_limit_that_is_told_as_a_date_is_kept() -> None:
    async with on_mastodon() as stage:
        stage.network.reset_at = NOON + timedelta(minutes=4)
        with pytest.raises(PollFault) as busy:
            await stage.poller().who()

        assert busy.value.retry_after == 240


async def test_the_account_is_asked_for_once() -> None:
    async with on_mastodon() as stage:
        poller = stage.poller()
        await read(poller)
        await read(poller)
        stage.fail(Fault.BUSY)

        asked = [one.path for one in stage.network.asked if "verify" in one.path]
        assert len(asked) == 1

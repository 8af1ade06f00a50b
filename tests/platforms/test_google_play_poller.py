"""What is particular to Google Play: a signed assertion, stars, our own answers."""

import base64
import json
from datetime import timedelta

import pytest

from bot.errors import PollFault
from bot.platforms.google_play_reviews import changed_at, post_of
from bot.platforms.google_token import SCOPE, ServiceAccount, assertion
from bot.testing.fake_google_play import PACKAGE
from bot.testing.poller_contract import read
from tests.builders import NOON
from tests.platforms.polled import a_private_key, on_google_play

HOUR = timedelta(hours=1)


def decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


def test_the_assertion_is_signed_with_the_key_and_says_for_whom_and_how_long() -> None:
    account = ServiceAccount("a@example.org", a_private_key(), "k1", "https://oauth2.googleapis.com/token")

    header, claims, signature = assertion(account, NOON).split(".")

    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    key = serialization.load_pem_private_key(a_private_key().encode(), password=None)
    assert isinstance(key, rsa.RSAPrivateKey)
    said = f"{header}.{claims}".encode()
    key.public_key().verify(decoded(signature), said, padding.PKCS1v15(), hashes.SHA256())
    assert json.loads(decoded(header)) == {"alg": "RS256", "typ": "JWT", "kid": "k1"}
    began = int(NOON.timestamp())
    assert json.loads(decoded(claims)) == {
        "iss": "a@example.org",
        "scope": SCOPE,
        "aud": "https://oauth2.googleapis.com/token",
        "iat": began,
        "exp": began + 3_600,
    }


@pytest.mark.parametrize(
    "key", ["", "nonsense", "-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----"]
)
async def test_a_key_that_is_none_is_told_without_its_words(key: str) -> None:
    pytest.importorskip("cryptography")
    async with on_google_play() as stage:
        with pytest.raises(PollFault) as refused:
            await stage.poller(key or "empty").poll(None)

        assert (refused.value.permanent, "private key cannot be used" in refused.value.problem) == (
            True,
            True,
        )


async def test_one_token_serves_many_questions_and_a_spent_one_is_replaced() -> None:
    async with on_google_play() as stage:
        poller = stage.poller()
        place = await read(poller)
        await read(poller, place.cursor)
        assert len(stage.network.assertions) == 1
        stage.network.expire()

        await read(poller, place.cursor)

        assert len(stage.network.assertions) == 2


async def test_a_refused_account_and_an_unknown_app_are_told_apart() -> None:
    async with on_google_play() as stage:
        with pytest.raises(PollFault, match="does not understand us"):
            await stage.poller(package="com.example.other").poll(None)
        stage.network.refuses_key = True
        with pytest.raises(PollFault, match="does not take the service account's key"):
            await stage.poller().poll(None)


async def test_reviews_of_one_instant_come_once_each() -> None:
    async with on_google_play() as stage:
        first = stage.write("One", HOUR)
        start = await read(stage.poller())
        second = stage.write("Two at the same instant", HOUR)

        then = await read(stage.poller(), start.cursor)

        assert (start.ids, then.ids) == ([first], [second])
        assert (await read(stage.poller(), then.cursor)).posts == []


async def test_a_review_says_its_stars_and_whether_we_have_answered() -> None:
    async with on_google_play() as stage:
        stage.network.review("Title\tIt crashes", NOON - HOUR, stars=2, reviewerLanguage="pt")
        stage.network.review("Fine now", NOON, answer=NOON)

        fresh, answered = (post.fields for post in (await read(stage.poller())).posts)

    assert (fresh["stars"], fresh["text"], fresh["language"]) == (2, "Title\nIt crashes", "pt")
    assert fresh["target"] == {"package": PACKAGE, "review_id": fresh["id"], "answered": False}
    assert answered["target"]["answered"] is True
    assert answered["target"]["answered_at"] == NOON.isoformat()


@pytest.mark.parametrize("review", [{}, {"comments": 7}, {"comments": [None, {"userComment": 7}]}])
def test_an_odd_review_is_told_without_words(review: dict[str, object]) -> None:
    assert post_of(review, PACKAGE).fields["text"] == "(no words)"
    assert changed_at(review) == 0


@pytest.mark.parametrize("seconds", ["x", None, [], "9" * 40, -5])
def test_an_odd_time_is_no_time(seconds: object) -> None:
    review = {"comments": [{"userComment": {"text": "x", "lastModified": {"seconds": seconds}}}]}
    assert post_of(review, PACKAGE).fields["posted_at"] is None

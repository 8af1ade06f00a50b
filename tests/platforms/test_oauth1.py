"""Calls in one user's name are signed as X's own documentation signs its example."""

from datetime import UTC, datetime

import pytest

from bot.platforms.oauth1 import OAuth1

KEYS = OAuth1(
    "xvz1evFS4wEEPTGEFPHBog",
    "kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
    "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
    "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE",
)
SAID = {
    "status": "Hello Ladies + Gentlemen, a signed OAuth request!",
    "include_entities": "true",
    "oauth_consumer_key": KEYS.key,
    "oauth_nonce": "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg",
    "oauth_signature_method": "HMAC-SHA1",
    "oauth_timestamp": "1318622958",
    "oauth_token": KEYS.token,
    "oauth_version": "1.0",
}


@pytest.mark.parametrize(
    ("url", "signature"),
    [
        ("https://api.twitter.com/1/statuses/update.json", "tnnArxj06cWHq44gCs1OSKk/jLY="),
        ("https://api.twitter.com/1.1/statuses/update.json", "hCtSmYh+iHYCEqBWrE7C7hYmtUk="),
    ],
)
def test_the_documented_example_has_the_documented_signature(url: str, signature: str) -> None:
    assert KEYS.signature("post", url, SAID) == signature


def test_the_header_holds_what_was_signed_and_no_secret() -> None:
    now = datetime.fromtimestamp(1318622958, UTC)
    told = KEYS.header("GET", "https://api.x.com/2/users/me", {"a b": "c&d"}, now, "once")["Authorization"]

    assert told.startswith('OAuth oauth_consumer_key="xvz1evFS4wEEPTGEFPHBog", oauth_nonce="once", ')
    assert 'oauth_timestamp="1318622958"' in told
    assert KEYS.secret not in told
    assert KEYS.token_secret not in told


def test_keys_are_not_shown() -> None:
    assert KEYS.secret not in repr(KEYS)

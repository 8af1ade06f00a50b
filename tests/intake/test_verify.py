"""Only who holds the secret is believed, and nothing that a stranger sends makes the check crash."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadSignature
from bot.intake.verify import keyring, verify
from tests.intake.bodies import NOON, SECRET, raw, signed
from tests.intake.forgeries import BODY, FORGERIES, PLAIN_FORGERIES, Pairs

RING = keyring([SECRET])
PLAIN = keyring(["a plain secret of ours"])
OTHER = "whsec_" + base64.b64encode(b"another key of thirty-two bytes!").decode()


def test_the_specifications_known_vector_is_accepted() -> None:
    headers = {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }
    then = datetime.fromtimestamp(1614265330, UTC)

    assert verify(raw(headers), b'{"test": 2432232314}', RING, then) == "msg_p5jXN8AQM9LWM0D4loKWxJek"


def test_the_independent_librarys_signature_is_accepted() -> None:
    assert verify(raw(signed(BODY, "msg_7")), BODY, RING, NOON) == "msg_7"


@pytest.mark.parametrize("headers", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forged_request_is_refused(headers: Pairs) -> None:
    with pytest.raises(BadSignature):
        verify(headers, BODY, RING, NOON)


def test_at_least_sixty_forgeries_are_tried() -> None:
    assert len(FORGERIES) + len(PLAIN_FORGERIES) >= 60


@pytest.mark.parametrize("changed", [BODY + b" ", BODY[:-1], BODY.replace(b"a", b"b", 1), b""])
def test_a_changed_body_is_refused(changed: bytes) -> None:
    with pytest.raises(BadSignature):
        verify(raw(signed(BODY)), changed, RING, NOON)


@pytest.mark.parametrize(("seconds", "good"), [(-301, False), (-300, True), (300, True), (301, False)])
def test_a_timestamp_may_be_five_minutes_off(seconds: int, good: bool) -> None:
    headers = raw(signed(BODY, at=NOON + timedelta(seconds=seconds)))

    assert _is_accepted(headers, BODY) is good


@pytest.mark.parametrize("secret", [SECRET, OTHER])
def test_both_secrets_hold_while_rotating(secret: str) -> None:
    ring = keyring([SECRET, OTHER])

    assert verify(raw(signed(BODY, secret=secret)), BODY, ring, NOON) == "msg_1"


def test_any_of_several_signatures_may_fit() -> None:
    headers = signed(BODY)
    headers["webhook-signature"] = f"v1a,AAAA v1,BBBB {headers['webhook-signature']}"

    assert verify(raw(headers), BODY, RING, NOON) == "msg_1"


@pytest.mark.parametrize(
    "authorization",
    [
        b"Bearer a plain secret of ours",
        b"bearer a plain secret of ours",
        b"Basic " + base64.b64encode(b"anyone:a plain secret of ours"),
        b"Basic " + base64.b64encode(b":a plain secret of ours"),
    ],
)
def test_a_plain_secret_is_accepted_and_the_key_is_the_bodys_digest(authorization: bytes) -> None:
    key = verify([(b"authorization", authorization)], b"{}", PLAIN, NOON)

    assert key == "sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"


@pytest.mark.parametrize("headers", PLAIN_FORGERIES.values(), ids=PLAIN_FORGERIES.keys())
def test_a_wrong_plain_secret_is_refused(headers: Pairs) -> None:
    with pytest.raises(BadSignature):
        verify(headers, BODY, PLAIN, NOON)


def test_a_signing_key_is_no_password() -> None:
    with pytest.raises(BadSignature):
        verify([(b"authorization", b"Bearer " + SECRET.encode())], BODY, RING, NOON)


@pytest.mark.parametrize("secret", ["whsec_", "whsec_not/base64!", "whsec_c2hvcnQ="])
def test_a_secret_that_cannot_be_safe_is_refused_without_telling_it(secret: str) -> None:
    with pytest.raises(ValueError, match=r"base64|bytes") as refusal:
        keyring([secret])

    assert secret not in str(refusal.value)


NAMES = st.sampled_from([b"webhook-id", b"webhook-timestamp", b"webhook-signature", b"authorization"])


@given(st.lists(st.tuples(NAMES, st.binary(max_size=60)), max_size=6), st.binary(max_size=60))
def test_random_headers_are_refused_and_nothing_else_happens(headers: Pairs, body: bytes) -> None:
    for ring in (RING, PLAIN):
        with pytest.raises(BadSignature):
            verify(headers, body, ring, NOON)


def _is_accepted(headers: Pairs, body: bytes) -> bool:
    try:
        return bool(verify(headers, body, RING, NOON))
    except BadSignature:
        return False

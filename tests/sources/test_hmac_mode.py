"""A signature in a header, in every way that vendors make one."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import BadSignature
from bot.ports import Call
from bot.sources.hmac_mode import Hmac, HmacRule

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
STAMP = b"1795348800"
BODY = b'{"id": "1"}'
SECRET = "a secret of sixteen"


def digest(signed: bytes, hash_: str = "sha256") -> bytes:
    return hmac.new(SECRET.encode(), signed, hash_).digest()


RULES = {
    "Meltwater, Intercom": (
        HmacRule("X-Hub-Signature", "sha1=", "sha1"),
        [(b"x-hub-signature", b"sha1=" + digest(BODY, "sha1").hex().encode())],
    ),
    "upper-case hex": (
        HmacRule("X-Signature"),
        [(b"x-signature", digest(BODY).hex().upper().encode())],
    ),
    "Zendesk": (
        HmacRule("X-Sig", encoding="base64", signs="{timestamp}{body}", timestamp_header="X-Time"),
        [(b"x-sig", base64.b64encode(digest(STAMP + BODY))), (b"x-time", STAMP)],
    ),
    "the body first": (
        HmacRule("X-Sig", signs="{body}{timestamp}", timestamp_header="X-Time"),
        [(b"x-sig", digest(BODY + STAMP).hex().encode()), (b"x-time", STAMP)],
    ),
    "Slack": (
        HmacRule("X-Sig", "v0=", signs="v0:{timestamp}:{body}", timestamp_header="X-Time"),
        [(b"x-sig", b"v0=" + digest(b"v0:" + STAMP + b":" + BODY).hex().encode()), (b"x-time", STAMP)],
    ),
    "milliseconds": (
        HmacRule("X-Sig", signs="{timestamp}.{body}", timestamp_header="X-Time"),
        [(b"x-sig", digest(STAMP + b"000." + BODY).hex().encode()), (b"x-time", STAMP + b"000")],
    ),
    "ISO 8601": (
        HmacRule("X-Sig", signs="{timestamp}.{body}", timestamp_header="X-Time"),
        [
            (b"x-sig", digest(b"2026-11-22T13:00:00+01:00." + BODY).hex().encode()),
            (b"x-time", b"2026-11-22T13:00:00+01:00"),
        ],
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_each_vendors_way_is_understood(name: str) -> None:
    rule, headers = RULES[name]

    assert Hmac(rule, (SECRET,)).verify(Call(headers, BODY), NOON).startswith("sha256:")


@pytest.mark.parametrize("name", RULES)
def test_what_we_sign_ourselves_we_believe(name: str) -> None:
    one = Hmac(RULES[name][0], (SECRET,))

    assert one.verify(one.sign(BODY, NOON), NOON)


@pytest.mark.parametrize(("seconds", "is_fresh"), [(0, True), (299, True), (301, False), (-301, False)])
def test_a_timestamp_counts_for_five_minutes(seconds: int, is_fresh: bool) -> None:
    rule, headers = RULES["Zendesk"]
    call, then = Call(headers, BODY), NOON + timedelta(seconds=seconds)
    if is_fresh:
        assert Hmac(rule, (SECRET,)).verify(call, then)
    else:
        with pytest.raises(BadSignature):
            Hmac(rule, (SECRET,)).verify(call, then)


@pytest.mark.parametrize(
    "stamp",
    [
        b"",
        b"nan",
        b"inf",
        b"1e9",
        b"-1795348800",
        b"1" * 5_000,
        b"2026-13-45T99:99:99Z",
        "١٧٩٥٣٤٨٨٠٠".encode(),
    ],
)
def test_an_odd_timestamp_is_refused_though_it_is_signed(stamp: bytes) -> None:
    rule = RULES["Zendesk"][0]
    call = Call([(b"x-sig", base64.b64encode(digest(stamp + BODY))), (b"x-time", stamp)], BODY)

    with pytest.raises(BadSignature):
        Hmac(rule, (SECRET,)).verify(call, NOON)


def test_a_digest_without_its_prefix_is_refused() -> None:
    rule = RULES["Meltwater, Intercom"][0]
    call = Call([(b"x-hub-signature", digest(BODY, "sha1").hex().encode())], BODY)

    with pytest.raises(BadSignature):
        Hmac(rule, (SECRET,)).verify(call, NOON)


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        (HmacRule("X", signs="{timestamp}"), "signs must hold {body} once"),
        (HmacRule("X", signs="{body}{body}"), "signs must hold {body} once"),
        (HmacRule("X", signs="{timestamp}{body}"), "exactly if there is a timestamp_header"),
        (HmacRule("X", timestamp_header="X-Time"), "exactly if there is a timestamp_header"),
    ],
)
def test_a_rule_that_cannot_work_says_why(rule: HmacRule, fault: str) -> None:
    assert fault in (rule.fault() or "")


def test_the_body_is_known_by_its_digest() -> None:
    rule, headers = RULES["upper-case hex"]

    key = Hmac(rule, (SECRET,)).verify(Call(headers, BODY), NOON)

    assert key == "sha256:" + hashlib.sha256(BODY).hexdigest()

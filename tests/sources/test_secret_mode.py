"""A secret sent along: as Bearer token, Basic password, header of its own, or end of the address."""

import base64
from datetime import UTC, datetime

import pytest

from bot.errors import BadSignature
from bot.ports import Call
from bot.sources.secret_mode import Secret

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SECRET = "a secret of sixteen"
BASIC = b"Basic " + base64.b64encode(f"anyone:{SECRET}".encode())


@pytest.mark.parametrize(
    ("mode", "call"),
    [
        (Secret((SECRET,)), Call([(b"authorization", b"Bearer " + SECRET.encode())])),
        (Secret((SECRET,)), Call([(b"authorization", BASIC)])),
        (Secret((SECRET,), header="X-Api-Key"), Call([(b"x-api-key", SECRET.encode())])),
        (Secret((SECRET,), in_path=True), Call(path_secret=SECRET.encode())),
        (Secret((SECRET,), in_path=True), Call([(b"authorization", BASIC)])),
        (Secret(("the newer secret", SECRET)), Call([(b"authorization", BASIC)])),
    ],
)
def test_each_way_opens(mode: Secret, call: Call) -> None:
    assert mode.verify(call, NOON).startswith("sha256:")


@pytest.mark.parametrize(
    ("mode", "call"),
    [
        (Secret((SECRET,)), Call(path_secret=SECRET.encode())),
        (Secret((SECRET,)), Call([(b"x-api-key", SECRET.encode())])),
        (Secret((SECRET,)), Call([(b"authorization", SECRET.encode())])),
        (Secret((SECRET,)), Call([(b"authorization", b"Bearer")])),
        (Secret((SECRET,)), Call(query=b"secret=" + SECRET.encode())),
        (Secret((SECRET,), header="X-Api-Key"), Call([(b"x-api-key", b"")])),
        (Secret((SECRET,), in_path=True), Call(path_secret=b"")),
    ],
)
def test_no_other_way_does(mode: Secret, call: Call) -> None:
    with pytest.raises(BadSignature):
        mode.verify(call, NOON)


@pytest.mark.parametrize(
    "mode", [Secret((SECRET,)), Secret((SECRET,), header="X-Api-Key"), Secret((SECRET,), in_path=True)]
)
def test_what_we_send_ourselves_we_believe(mode: Secret) -> None:
    assert mode.verify(mode.sign(b"{}", NOON), NOON)
    assert mode.words.startswith("secret")

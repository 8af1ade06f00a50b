"""Shapes of requests that a stranger may send. The body is honest; the proof never is."""

import base64
from collections.abc import Callable

from tests.intake.bodies import COMPLAINT, NOON, a_post, body_of, raw, signed

BODY = body_of(a_post())
OTHER_SECRET = "whsec_" + base64.b64encode(b"a key that is not the right one!").decode()

Pairs = list[tuple[bytes, bytes]]


def _with(name: str, value: bytes) -> Pairs:
    return [(key, value if key == name.encode() else given) for key, given in raw(signed(BODY))]


def _without(name: str) -> Pairs:
    return [(key, given) for key, given in raw(signed(BODY)) if key != name.encode()]


def _twice(name: str) -> Pairs:
    honest = raw(signed(BODY))
    return honest + [pair for pair in honest if pair[0] == name.encode()]


def _signature() -> bytes:
    return signed(BODY)["webhook-signature"].encode()


def _resigned(**changes: str) -> Pairs:
    """A true signature over the honest id and time, sent with others."""
    return raw(signed(BODY) | {name.replace("_", "-"): value for name, value in changes.items()})


_NOW = str(int(NOON.timestamp())).encode()
_FLIPPED = base64.b64encode(bytes(byte ^ 1 for byte in base64.b64decode(_signature()[3:])))

_IDS = {
    "empty": b"",
    "with a dot": b"msg.1",
    "with a space": b"msg 1",
    "with a trailing space": b"msg_1 ",
    "with a line end": b"msg_1\n",
    "with NUL": b"msg_1\x00",
    "not ASCII": "msg_é".encode(),
    "not UTF-8": b"msg_\xff",
    "of another delivery": b"msg_2",
    "too long": b"m" * 129,
    "huge": b"m" * 100_000,
    "in a quote": b"'msg_1'",
    "as a path": b"../msg_1",
    "a format": b"%s{0}",
}
_TIMES = {
    "empty": b"",
    "nan": b"nan",
    "inf": b"inf",
    "huge exponent": b"1e9999",
    "negative": b"-" + _NOW,
    "plus": b"+" + _NOW,
    "fraction": _NOW + b".9",
    "underscore": _NOW[:4] + b"_" + _NOW[4:],
    "leading space": b" " + _NOW,
    "trailing line end": _NOW + b"\n",
    "Arabic digits": "١٧٦٣٨١٢٨٠٠".encode(),
    "5,000 digits": b"1" * 5_000,
    "eleven digits": b"0" + _NOW,
    "nine digits": _NOW[:-1],
    "hexadecimal": b"0x69218b40",
    "milliseconds": _NOW + b"000",
    "zero": b"0000000000",
    "far future": b"9999999999",
    "one second off": str(int(_NOW) + 1).encode(),
    "a date": b"2026-11-22T12:00:00Z",
}
_SIGNATURES = {
    "empty": b"",
    "spaces": b"   ",
    "v1": b"v1",
    "v1 and a comma": b"v1,",
    "two commas": b"v1,a,b",
    "not ASCII": "v1,é".encode(),
    "not UTF-8": b"v1,\xff\xfe",
    "bad base64": b"v1,!!!!",
    "no version": _signature()[3:],
    "another version": b"v2," + _signature()[3:],
    "upper-case version": b"V1," + _signature()[3:],
    "ed25519": b"v1a," + _signature()[3:],
    "first bit flipped": b"v1," + _FLIPPED,
    "cut": _signature()[:-1],
    "padded": _signature() + b"=",
    "lower case": _signature().lower(),
    "a comma for a space": b"v1,AAAA," + _signature(),
    "a tab for a space": b"v1,AAAA\t" + _signature(),
    "twenty-one": b" ".join([b"v1,AAAA"] * 20 + [_signature()]),
    "ten thousand": b" ".join([b"v1,AAAA"] * 10_000),
    "NUL at the end": _signature() + b"\x00",
    "line end": _signature() + b"\r\n",
    "in quotes": b'"' + _signature() + b'"',
    "of another key": signed(BODY, secret=OTHER_SECRET)["webhook-signature"].encode(),
    "of another body": signed(body_of(a_post(text=COMPLAINT[:-1])))["webhook-signature"].encode(),
    "of an empty body": signed(b"")["webhook-signature"].encode(),
    "hexadecimal": base64.b64decode(_signature()[3:]).hex().encode(),
}


def _all(name: str, values: dict[str, bytes], make: Callable[[str, bytes], Pairs]) -> dict[str, Pairs]:
    return {f"{name}: {label}": make(name, value) for label, value in values.items()}


FORGERIES: dict[str, Pairs] = {
    "no headers": [],
    **_all("webhook-id", _IDS, _with),
    **_all("webhook-timestamp", _TIMES, _with),
    **_all("webhook-signature", _SIGNATURES, _with),
    **{f"without {name}": _without(name) for name in signed(BODY)},
    **{f"{name} twice": _twice(name) for name in signed(BODY)},
    "another id under a true signature": _resigned(webhook_id="msg_other"),
    "bearer instead": [(b"authorization", b"Bearer x")],
    "Svix's header names": [(key.replace(b"webhook", b"svix"), value) for key, value in raw(signed(BODY))],
}

_PLAIN = {
    "empty": b"",
    "scheme only": b"Bearer",
    "empty bearer": b"Bearer ",
    "wrong": b"Bearer another plain secret",
    "cut": b"Bearer a plain secret of our",
    "longer": b"Bearer a plain secret of ours!",
    "trailing space": b"Bearer a plain secret of ours ",
    "two spaces": b"Bearer  a plain secret of ours",
    "no scheme": b"a plain secret of ours",
    "another scheme": b"Digest a plain secret of ours",
    "basic, not base64": b"Basic !!!!",
    "basic, not ASCII": b"Basic \xff\xff",
    "basic, no colon": b"Basic " + base64.b64encode(b"a plain secret of ours"),
    "basic, as the name": b"Basic " + base64.b64encode(b"a plain secret of ours:"),
    "not ASCII": "Bearer é".encode(),
    "100,000 characters": b"Bearer " + b"a" * 100_000,
}

PLAIN_FORGERIES: dict[str, Pairs] = {
    "no headers": [],
    "a signature instead": raw(signed(BODY)),
    "twice": [(b"authorization", b"Bearer a plain secret of ours")] * 2,
    **{label: [(b"authorization", value)] for label, value in _PLAIN.items()},
}

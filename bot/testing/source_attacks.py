"""What strangers and broken tools send, made from an honest call: for contract suites, and for the door."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.ports import Call

DEEP = 40_000
"""Levels of nesting; far beyond what a JSON reader follows."""
MANY = 5_000

_GARBLED: Mapping[str, Callable[[bytes], bytes]] = {
    "empty": lambda value: b"",
    "cut": lambda value: value[:-1],
    "longer": lambda value: value + b"0",
    "first byte changed": lambda value: bytes([value[0] ^ 1]) + value[1:],
    "last byte changed": lambda value: value[:-1] + bytes([value[-1] ^ 1]),
    "middle byte changed": lambda value: _changed(value, len(value) // 2),
    "reversed": lambda value: value[::-1],
    "not ASCII": lambda value: value[:-1] + "é".encode(),
    "not UTF-8": lambda value: value[:-2] + b"\xff\xfe",
    "in quotes": lambda value: b'"' + value + b'"',
    "twice in one": lambda value: value + b"," + value,
    "zeros": lambda value: b"0" * len(value),
    "a format": lambda value: b"%s{0}${jndi:ldap://x}",
    "without its first bytes": lambda value: value[4:],
    "another digest named": lambda value: b"sha1=" + value,
    "NUL at the end": lambda value: value + b"\x00",
    "huge": lambda value: value + b"a" * 20_000,
}


def forgeries(honest: Call, forged: Call, *, signs_body: bool) -> dict[str, Call]:
    """Calls that prove nothing, by what is wrong with them.

    `honest` carries its proof and no other header; `forged` is the same body proved with another secret;
    `signs_body` says that the proof covers the body.
    """
    found = {
        "without any proof": replace(honest, headers=(), path_secret=b""),
        "with another secret": forged,
        **{f"bearer {one!r}": _bearer(honest, one) for one in (b"", b"x", b"Bearer", b"\xff" * 9)},
        "basic, not base64": _authorized(honest, b"Basic !!!"),
        "basic, no colon": _authorized(honest, b"Basic eHg="),
        "digest": _authorized(honest, b"Digest username=x"),
    }
    found |= dict(_of_headers(honest))
    if honest.path_secret:
        found |= dict(_of_path(honest))
    if signs_body:
        bodies = (b"", b"{}", honest.body + b" ", honest.body[:-1], honest.body.swapcase())
        found |= {f"another body, {n}": replace(honest, body=body) for n, body in enumerate(bodies)}
    return found


def broken_bodies() -> dict[str, bytes]:
    """Bodies that no tool should send, but some day one will, by what is wrong with them."""
    nested = b"[" * DEEP + b"]" * DEEP
    objects = b'{"a":' * DEEP + b"1" + b"}" * DEEP
    return {
        "empty": b"",
        "spaces": b" \n\t ",
        "words": b"OK",
        "a page": b"<html><body>502 Bad Gateway</body></html>",
        "a form": b"payload=%7B%7D&token=x",
        "half": b'{"id": "1", "text": "',
        "not UTF-8": b'{"id": "\xff\xfe"}',
        "UTF-16": '{"id": "1"}'.encode("utf-16"),
        "a mark before": b"\xef\xbb\xbf{}",
        "nested lists": nested,
        "nested objects": objects,
        "a huge number": b'{"id": ' + b"9" * MANY + b"}",
        "null": b"null",
        "a number": b"1",
        "a text": b'"mention"',
        "a list of all kinds": b'[null, 1, "a", [], {}, [[]], true]',
        "two documents": b"{}{}",
        "a trailing comma": b'{"id": "1",}',
        "zip": b"PK\x03\x04" + bytes(64),
        "NUL": bytes(32),
    }


def odd_values(sample: bytes) -> Iterator[tuple[str, bytes]]:
    """A documented body with one value after the other replaced by what its field never holds."""
    strange: list[Any] = [
        None,
        "",
        [],
        {},
        -1,
        1e308,
        True,
        "\ud800",
        "\x00",
        "x" * 50_000,
        [[[]]],
        {"a": {"a": {}}},
    ]
    document = json.loads(sample)
    for at, place in enumerate(_places(document)):
        value = strange[at % len(strange)]
        changed = json.loads(sample)
        _put(changed, place, value)
        yield f"{'.'.join(map(str, place))} = {str(value)[:20]!r}", json.dumps(changed).encode()


def _of_headers(honest: Call) -> Iterator[tuple[str, Call]]:
    headers = list(honest.headers)
    for at, (name, value) in enumerate(headers):
        label, others = name.decode("latin-1"), headers[:at] + headers[at + 1 :]
        yield f"without {label}", replace(honest, headers=others)
        yield f"{label} twice", replace(honest, headers=[*headers, (name, value)])
        yield f"{label} twice, first wrong", replace(honest, headers=[(name, b"x"), *headers])
        yield f"{label} under another name", replace(honest, headers=[*others, (b"x-" + name, value)])
        for how, garble in _GARBLED.items():
            yield f"{label}, {how}", replace(honest, headers=[*others, (name, garble(value))])


def _of_path(honest: Call) -> Iterator[tuple[str, Call]]:
    for how, garble in _GARBLED.items():
        yield f"address, {how}", replace(honest, path_secret=garble(honest.path_secret))


def _bearer(honest: Call, token: bytes) -> Call:
    return _authorized(honest, b"Bearer " + token)


def _authorized(honest: Call, value: bytes) -> Call:
    return replace(honest, headers=[(b"authorization", value)], path_secret=b"")


def _changed(value: bytes, at: int) -> bytes:
    return value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]


def _places(document: object, here: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    inner: list[tuple[str | int, object]] = []
    if isinstance(document, dict):
        inner = list(document.items())
    elif isinstance(document, list):
        inner = list(enumerate(document))
    for key, value in inner:
        yield (*here, key)
        yield from _places(value, (*here, key))


def _put(document: object, place: tuple[str | int, ...], value: object) -> None:
    for key in place[:-1]:
        document = document[key]  # type: ignore[index]
    document[place[-1]] = value  # type: ignore[index]

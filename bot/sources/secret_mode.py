"""A secret sent along with each call, for tools that sign nothing.

In the address only for tools that can set no header: addresses end up in logs of proxies. Ours never holds
it.
"""

from collections.abc import Iterator
from datetime import datetime

from bot.errors import BadSignature
from bot.intake.verify import any_equal, digest_key, once, password
from bot.ports import Call

_AUTHORIZATION = b"authorization"


class Secret:
    """Proves a sender by a secret as Bearer token, Basic password, header of its own, or end of the
    address."""

    def __init__(self, secrets: tuple[str, ...], *, header: str | None = None, in_path: bool = False) -> None:
        self._secrets = tuple(one.encode() for one in secrets)
        self._header = header.lower().encode() if header else b""
        self._name = header
        self.in_path = in_path

    @property
    def words(self) -> str:
        """For the operator."""
        if self.in_path:
            return "secret in the address, or as Bearer token"
        return f"secret in {self._name}" if self._name else "secret as Bearer token"

    def verify(self, call: Call, now: datetime) -> str:
        """The body's digest."""
        if not any_equal(self._presented(call), self._secrets):
            raise BadSignature("the secret is missing or wrong")
        return digest_key(call.body)

    def sign(self, body: bytes, now: datetime) -> Call:
        """As the tool would, with the first secret."""
        first = self._secrets[0]
        if self.in_path:
            return Call(body=body, path_secret=first)
        name, value = (self._header, first) if self._header else (_AUTHORIZATION, b"Bearer " + first)
        return Call([(name, value)], body)

    def _presented(self, call: Call) -> Iterator[bytes]:
        ours = once(call.headers, {_AUTHORIZATION, self._header})
        if _AUTHORIZATION in ours:
            yield _password(ours[_AUTHORIZATION])
        if self._header in ours:
            yield ours[self._header]
        if self.in_path and call.path_secret:
            yield call.path_secret


def _password(authorization: bytes) -> bytes:
    """The secret in it; nothing if it holds none, for the address may hold it all the same."""
    try:
        return password(authorization)
    except BadSignature:
        return b""

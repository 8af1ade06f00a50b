"""A way to a real server on which calls get lost, as they do on the way to a stand-in."""

import http.client
import json
from urllib.parse import quote, urlencode, urlsplit

from bot.testing.fake_network import Asked, FakeNetwork, Told

TIMEOUT_S = 30.0
_OURS = {"host", "connection", "content-length", "accept-encoding", "transfer-encoding"}


class FaultyWay(FakeNetwork):
    """Hands every call on to `to`, except that those in `faults` fail before or after."""

    def __init__(self, to: str) -> None:
        super().__init__()
        self._to = urlsplit(to).netloc

    def answer(self, asked: Asked) -> Told:
        """What the real server says; `null` for what is no JSON. It blocks the loop: one call at a time."""
        connection = http.client.HTTPConnection(self._to, timeout=TIMEOUT_S)
        try:
            headers = {name: value for name, value in asked.headers.items() if name not in _OURS}
            query = f"?{urlencode(asked.query)}" if asked.query else ""
            connection.request(asked.method, f"{quote(asked.path)}{query}", asked.body or None, headers)
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        return Told(_json(body), answer.status)


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except ValueError:
        return None

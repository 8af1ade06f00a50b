"""A small server on loopback that answers what a test put there: Slack's methods, or a model's server."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES


class Answers:
    """`by_path` maps the end of a path to a JSON body, or to an HTTP status."""

    def __init__(self) -> None:
        self.by_path: dict[str, Any] = {}
        self.headers: dict[str, str] = {"x-oauth-scopes": ",".join([*SCOPES, *OPTIONAL_SCOPES])}
        self.asked: list[tuple[str, dict[str, str], str]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop and give the port back."""
        self._server.shutdown()
        self._server.server_close()


def healthy(answers: Answers) -> Answers:
    """Slack with the app in #care, Ann and Bob active, and Bob in the group on call."""
    person = {"deleted": False, "is_bot": False, "is_restricted": False}
    answers.by_path |= {
        "auth.test": {"ok": True, "team": "Harbourline"},
        "apps.connections.open": {"ok": True, "url": "wss://example.com"},
        "conversations.info": {"ok": True, "channel": {"id": "C0CARE", "name": "care", "is_member": True}},
        "users.info": {"ok": True, "user": person},
        "usergroups.users.list": {"ok": True, "users": ["U0BOB"]},
    }
    return answers


def _handler(answers: Answers) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers.get("content-length", 0))
            form = {key: values[0] for key, values in parse_qs(self.rfile.read(length).decode()).items()}
            self._answer(form)

        def do_GET(self) -> None:
            self._answer({})

        def _answer(self, form: dict[str, str]) -> None:
            name = self.path.rsplit("/", 1)[-1]
            answers.asked.append((name, form, self.headers.get("authorization", "")))
            found = answers.by_path.get(name, 404)
            status, body = (found, {}) if isinstance(found, int) else (200, found)
            self.send_response(status)
            for key, value in answers.headers.items():
                self.send_header(key, value)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler

"""A real Bluesky server with two accounts on it. `.ci/pds` installs it."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from tests.house import free_port

READY_S = 60.0
SLOW_S = 30.0
PASSWORD = "a-password-of-the-tests"


@dataclass(frozen=True)
class Pds:
    """A running server."""

    url: str

    def join(self, name: str) -> tuple[str, str]:
        """A new account; its id and its access token."""
        told = {"handle": f"{name}.test", "email": f"{name}@example.com", "password": PASSWORD}
        made = self.ask("POST", "com.atproto.server.createAccount", json=told)
        return str(made["did"]), str(made["accessJwt"])

    def ask(self, method: str, name: str, token: str = "", **request: Any) -> Any:
        """One call."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        at = f"{self.url}/xrpc/{name}"
        answer = httpx2.request(method, at, headers=headers, timeout=SLOW_S, **request)
        assert answer.is_success, answer.text
        return answer.json()


@contextmanager
def a_pds(folder: Path) -> Iterator[Pds]:
    """A server of its own, with nobody on it."""
    port = free_port()
    environ = os.environ | {
        "PDS_PORT": str(port),
        "PLC_PORT": str(free_port()),
        "PDS_DATA": str(folder / "data"),
        "LOG_ENABLED": "false",
    }
    start = str(Path(os.environ["PDS"]) / "start.js")
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(["node", start], stdout=log, stderr=log, env=environ) as one,
    ):
        try:
            _wait(folder / "log", one)
            yield Pds(f"http://127.0.0.1:{port}")
        finally:
            one.terminate()


def _wait(log: Path, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + READY_S
    while '"ready":true' not in log.read_text():
        if time.monotonic() > until or server.poll() is not None:
            raise TimeoutError(f"the server did not start: {log.read_text()}")
        time.sleep(0.05)

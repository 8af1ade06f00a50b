"""snac, a small real server that speaks Mastodon's API, with two accounts on it. `.ci/snac` builds it."""

import json
import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2

from bot.outgoing import http_client
from tests.house import free_port

READY_S = 20.0
SLOW_S = 30.0
"""It delivers to itself meanwhile, and has few threads."""
_PASSWORD = re.compile(r"password is (\S+)")


@dataclass(frozen=True)
class Snac:
    """A running server. Each account's password was made by it."""

    url: str
    folder: Path
    passwords: dict[str, str]

    async def token(self, account: str) -> str:
        """A new one for an account."""
        told = {"login": account, "passwd": self.passwords[account]}
        async with http_client() as client:
            answer = await client.post(f"{self.url}/oauth/x-snac-get-token", data=told)
        return answer.text.strip()

    def revoke(self, token: str) -> None:
        """It is not known any more."""
        found = [one for one in (self.folder / "token").glob("*") if token in one.name + one.read_text()]
        for one in found:
            one.unlink()

    def say(self, token: str, method: str, path: str, told: dict[str, Any] | None = None) -> Any:
        """One call in an account's name."""
        headers = {"Authorization": f"Bearer {token}"}
        return httpx2.request(method, f"{self.url}{path}", json=told, headers=headers, timeout=SLOW_S).json()


@contextmanager
def a_snac(folder: Path) -> Iterator[Snac]:
    """A server of its own, with nothing on it."""
    program = str(Path(os.environ["SNAC"]) / "snac")
    port = free_port()
    answers = f"127.0.0.1\n{port}\nlocalhost:{port}\n\n\n"
    subprocess.run([program, "init", str(folder)], input=answers, text=True, check=True, capture_output=True)
    settings = folder / "server.json"
    settings.write_text(json.dumps(json.loads(settings.read_text()) | {"protocol": "http"}))
    passwords = {name: _account(program, folder, name) for name in ("acme", "jo")}
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen([program, "httpd", str(folder)], stderr=log) as one,
    ):
        try:
            _wait(f"http://127.0.0.1:{port}/api/v1/instance")
            yield Snac(f"http://127.0.0.1:{port}", folder, passwords)
        finally:
            one.terminate()


def _account(program: str, folder: Path, name: str) -> str:
    made = subprocess.run([program, "adduser", str(folder), name], text=True, check=True, capture_output=True)
    hit = _PASSWORD.search(made.stdout + made.stderr)
    assert hit is not None, made
    return hit[1]


def _wait(url: str) -> None:
    until = time.monotonic() + READY_S
    while time.monotonic() < until:
        try:
            if httpx2.get(url).is_success:
                return
        except httpx2.TransportError:
            time.sleep(0.05)
    raise TimeoutError("snac did not start")

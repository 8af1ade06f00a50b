"""A client for servers on this machine: reading certificates anew takes longer than most tests."""

from typing import Any

import httpx2

from bot.tls import trusted


def a_client(**options: Any) -> httpx2.AsyncClient:
    """With certificates that are read once."""
    return httpx2.AsyncClient(verify=trusted(), **options)

"""A client for servers on this machine: reading certificates anew takes longer than most tests."""

import ssl
from functools import lru_cache

import httpx2


def a_client() -> httpx2.AsyncClient:
    """With certificates that are read once."""
    return httpx2.AsyncClient(verify=_certificates())


@lru_cache
def _certificates() -> ssl.SSLContext:
    return ssl.create_default_context()

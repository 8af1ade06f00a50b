"""HTTP clients for our calls to others: none follows a redirect; what this machine trusts is read once."""

import ssl
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from httpx2 import AsyncClient


def http_client(**options: Any) -> "AsyncClient":
    """A client with these options of `httpx2.AsyncClient`."""
    from httpx2 import AsyncClient  # a start without a model or a network is spared the import

    return AsyncClient(follow_redirects=False, verify=_trusted(), **options)


@cache
def _trusted() -> ssl.SSLContext:
    """One for all, as nobody changes it: reading the certificates takes 50 ms."""
    from httpx2 import create_ssl_context

    return create_ssl_context()

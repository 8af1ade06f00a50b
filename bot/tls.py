"""What this machine trusts on the network, read once: reading it anew takes 50 ms, and every client would."""

import ssl
from functools import cache


@cache
def trusted() -> ssl.SSLContext:
    """For `httpx2.AsyncClient(verify=…)`; one for all, as none of them changes it."""
    from httpx2 import create_ssl_context  # whoever calls has it; a start without a model is spared it

    return create_ssl_context()

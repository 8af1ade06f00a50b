"""OAuth 1.0a for calls in one user's name (RFC 5849, HMAC-SHA1). Pure.

Its four secrets never end by themselves; tokens of OAuth 2.0 on X are replaced every two hours, and one that
is lost on the way locks the account out.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote


@dataclass(frozen=True, repr=False)
class OAuth1:
    """An app's key with its secret, and a user's token with its own."""

    key: str
    secret: str
    token: str
    token_secret: str

    def header(
        self, method: str, url: str, query: Mapping[str, str], now: datetime, nonce: str
    ) -> dict[str, str]:
        """The proof for one call. `url` has no query; a JSON body is not part of it. `nonce` is used once."""
        said = {
            "oauth_consumer_key": self.key,
            "oauth_nonce": nonce,
            "oauth_signature_method": "HMAC-SHA1",
            "oauth_timestamp": str(int(now.timestamp())),
            "oauth_token": self.token,
            "oauth_version": "1.0",
        }
        said["oauth_signature"] = self.signature(method, url, said | dict(query))
        told = ", ".join(f'{_safe(name)}="{_safe(value)}"' for name, value in said.items())
        return {"Authorization": f"OAuth {told}"}

    def signature(self, method: str, url: str, parameters: Mapping[str, str]) -> str:
        """Of the sorted parameters, in base64."""
        pairs = sorted((_safe(name), _safe(value)) for name, value in parameters.items())
        told = "&".join(f"{name}={value}" for name, value in pairs)
        base = "&".join(_safe(part) for part in (method.upper(), url, told))
        key = f"{_safe(self.secret)}&{_safe(self.token_secret)}"
        return base64.b64encode(hmac.digest(key.encode(), base.encode(), hashlib.sha1)).decode()


def _safe(text: str) -> str:
    return quote(text, safe="-._~")

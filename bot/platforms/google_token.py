"""Access tokens for a Google service account: a JWT that we sign is traded for one (RFC 7523).

Source of the claims: developers.google.com/identity/protocols/oauth2/service-account. RS256 needs RSA, which
Python has not: the package `cryptography` is imported only here and only when used.
"""

import base64
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.platforms.api import Api
from bot.platforms.odd_json import obj, words
from bot.ports import Now

SCOPE = "https://www.googleapis.com/auth/androidpublisher"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LIFE = timedelta(hours=1)
"""The longest that Google allows."""
EARLY = timedelta(minutes=1)
"""A token is replaced so long before it ends."""


@dataclass(frozen=True, repr=False)
class ServiceAccount:
    """What of the key file is used."""

    email: str
    key: str
    key_id: str
    token_url: str

    @classmethod
    def load(cls, document: str) -> "ServiceAccount":
        """From the JSON of a key file, whose fields the settings have looked at."""
        told = json.loads(document)
        return cls(
            told["client_email"], told["private_key"], str(told.get("private_key_id", "")), told["token_uri"]
        )


class GoogleToken:
    """The token of one service account, kept in memory until it ends."""

    def __init__(self, account: ServiceAccount, api: Api, now: Now) -> None:
        self._account = account
        self._api = api
        self._now = now
        self._token = ""
        self._ends: datetime | None = None

    async def bearer(self) -> dict[str, str]:
        """The header to ask with.

        Raises:
            PollFault: Google gives none.
        """
        if self._ends is None or self._now() >= self._ends:
            await self._trade()
        return {"Authorization": f"Bearer {self._token}"}

    def forget(self) -> None:
        """Google did not take it: the next one will be new."""
        self._ends = None

    async def _trade(self) -> None:
        now = self._now()
        form = {"grant_type": GRANT, "assertion": self._signed(now)}
        reply = await self._api.ask("POST", self._account.token_url, data=form)
        if obj(reply.body).get("error") in {"invalid_grant", "invalid_client"}:
            raise self._api.fault("Google does not take the service account's key.", permanent=True)
        said = obj(self._api.good(reply).body)
        token, seconds = words(said.get("access_token")), said.get("expires_in")
        if token is None or not isinstance(seconds, int | float):
            raise self._api.strange()
        self._token, self._ends = token, now + timedelta(seconds=min(float(seconds), 86_400.0)) - EARLY

    def _signed(self, now: datetime) -> str:
        try:
            return assertion(self._account, now)
        except ImportError:
            missing = "It needs one more package: pip install 'amends[google-play]'."
            raise self._api.fault(missing, permanent=True) from None
        except (ValueError, TypeError):
            raise self._api.fault(
                "The service account's private key cannot be used.", permanent=True
            ) from None


def assertion(account: ServiceAccount, now: datetime) -> str:
    """The signed JWT.

    Raises:
        ImportError: `cryptography` is not installed.
        ValueError: the key is no RSA key in PEM.
    """
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import padding, rsa

    key = serialization.load_pem_private_key(account.key.encode(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ValueError("no RSA key")
    said = _unsigned(account, now).encode()
    return f"{said.decode()}.{_encoded(key.sign(said, padding.PKCS1v15(), hashes.SHA256()))}"


def _unsigned(account: ServiceAccount, now: datetime) -> str:
    began = int(now.timestamp())
    header = {"alg": "RS256", "typ": "JWT", "kid": account.key_id}
    claims = {
        "iss": account.email,
        "scope": SCOPE,
        "aud": account.token_url,
        "iat": began,
        "exp": began + int(LIFE.total_seconds()),
    }
    return f"{_json(header)}.{_json(claims)}"


def _json(part: dict[str, Any]) -> str:
    return _encoded(json.dumps(part, separators=(",", ":")).encode())


def _encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()

"""Logs as one JSON object a line. Secrets are taken out; a stranger's words cannot forge a line."""

import json
import logging
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from time import monotonic
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr

from bot.settings import Settings

LONGEST = 4_000
"""Characters of a message or a traceback that are kept."""
SHORTEST_SECRET = 6
_OURS = {"at", "level", "logger", "message", "trace"}
"""Extra fields may not pose as these."""
_USUAL = set(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}


def log_as_json(settings: Settings) -> None:
    """Send everything of level INFO and above to standard error, one object a line."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines(secrets_of(settings)))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for noisy in ("slack_bolt", "slack_sdk", "dbos", "httpx2", "openai", "uvicorn", "alembic"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """Every secret value, longest first, so that none is left in part."""
    values = [value for _name, value in settings if isinstance(value, SecretStr)]
    values += [secret for secrets in settings.webhook_secrets.values() for secret in secrets]
    plain = {value.get_secret_value() for value in values} | _passwords(settings.database_url)
    return tuple(sorted((one for one in plain if len(one) >= SHORTEST_SECRET), key=len, reverse=True))


def _passwords(url: str) -> set[str]:
    """The password of an address, as written and as meant."""
    password = urlsplit(url).password or ""
    return {password, unquote(password)}


ANOTHER_TIME = (
    "sends what was signed {:.0f} s away from this machine's clock, so it is refused. If this goes on, "
    "switch on time synchronisation here; a single one may be an old request sent again."
)
"""For whoever signs, when the signature is right and the time is not."""


class Seldom:
    """Lets one line through now and then, where a stranger could make one with every request."""

    def __init__(self, seconds: float = 60.0) -> None:
        self._seconds = seconds
        self._last: float | None = None

    def now(self) -> bool:
        """Whether this one may be written."""
        at = monotonic()
        if self._last is not None and at - self._last < self._seconds:
            return False
        self._last = at
        return True


class JsonLines(logging.Formatter):
    """`json.dumps` escapes every control character and line break (also U+2028), so a record is a line."""

    def __init__(self, secrets: Iterable[str]) -> None:
        super().__init__()
        self.secrets = tuple(secrets)

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        extra = {key: value for key, value in record.__dict__.items() if key not in _USUAL | _OURS}
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self._safe(_message(record)),
        }
        said |= {key: self._safe(_words(value)) for key, value in extra.items()}
        if record.exc_info:
            said["trace"] = self._safe(self.formatException(record.exc_info))
        return json.dumps(said)

    def _safe(self, text: str) -> str:
        for secret in self.secrets:
            text = text.replace(secret, "[secret]")
        return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001 - logging would print the raw arguments, with their secrets and line breaks
        return f"{_words(record.msg)} {_words(record.args)}"


def _words(value: object) -> str:
    try:
        return str(value)
    except Exception:  # noqa: BLE001 - a value that cannot be shown must not cost the rest of the line
        return f"<{type(value).__name__}>"

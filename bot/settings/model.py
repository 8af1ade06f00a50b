"""All settings by name, and what the service cannot do without."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr

from bot.settings.values import (
    Addressed,
    AppToken,
    BotToken,
    ChannelId,
    Counts,
    DatabaseUrl,
    Ids,
    Mode,
    Names,
    PackageName,
    Port,
    Seconds,
    Secret,
    ServiceAccountKey,
    SignedSecret,
    WebAddress,
    WebhookSecret,
)


class Settings(BaseModel):
    """All settings, frozen. Field names are the variables' names in lower case."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    database_url: DatabaseUrl = Field("sqlite:///amends.db", repr=False)
    host: str = "127.0.0.1"
    port: Port = 8000
    ops_host: str = "127.0.0.1"
    ops_port: Port = 8001

    slack_bot_token: BotToken = None
    slack_app_token: AppToken = None
    slack_signing_secret: Secret = None
    slack_api_url: WebAddress = "https://slack.com/api/"
    slack_channel: ChannelId = ""
    slack_approvers: Ids = ()
    slack_managers: Ids = ()
    slack_oncall: Ids = ()
    slack_legal: Ids = ()

    openai_api_key: Secret = None
    openai_base_url: WebAddress = "https://api.openai.com/v1"
    openai_model: str = "gpt-5-mini"

    publish_webhook_url: WebAddress | None = None
    publish_webhook_secret: SignedSecret = None
    publish_webhook_platforms: Names = ()
    """Networks that the publishing webhook answers; empty means all of them."""
    reply_limits: Counts = Field(default_factory=dict)
    """Network -> how long a reply may be there, where we know it only roughly."""

    pagerduty_routing_key: Secret = None
    pagerduty_url: WebAddress = "https://events.pagerduty.com/v2/enqueue"
    pagerduty_webhook_secret: Secret = None
    oncall_webhook_url: WebAddress | None = None
    oncall_webhook_secret: SignedSecret = None
    heartbeat_url: Secret = None

    undo_seconds: Annotated[int, Field(ge=0, le=3600)] = 30
    brand: str = "default"

    mastodon_url: WebAddress | None = None
    mastodon_access_token: Secret = None
    mastodon_mode: Mode = "judge"
    mastodon_poll_seconds: Seconds = 30
    bluesky_handle: str = ""
    bluesky_app_password: Secret = None
    bluesky_pds_url: WebAddress = "https://bsky.social"
    bluesky_mode: Mode = "judge"
    bluesky_poll_seconds: Seconds = 30
    google_play_package: PackageName = ""
    google_play_service_account: ServiceAccountKey = None
    google_play_url: WebAddress = "https://androidpublisher.googleapis.com"
    google_play_mode: Mode = "judge"
    google_play_poll_seconds: Seconds = 600
    google_play_reply_days: Annotated[int, Field(ge=1, le=3650)] = 7
    x_api_key: Secret = None
    x_api_secret: Secret = None
    x_access_token: Secret = None
    x_access_token_secret: Secret = None
    x_url: WebAddress = "https://api.x.com"
    x_replies: Addressed = "summoned"
    x_ai_approved: bool = False
    discourse_url: WebAddress | None = None
    discourse_api_key: Secret = None
    discourse_api_username: str = ""

    webhook_secrets: dict[str, tuple[WebhookSecret, ...]] = Field(default_factory=dict)
    """Source name in lower case -> one secret, or two while rotating."""
    webhook_modes: dict[str, str] = Field(default_factory=dict)
    """Source name -> `trust` (default) or `judge`."""
    webhook_own_accounts: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Source name -> ids (or `@names`) of the brand's own accounts; only for sources that have some."""
    webhook_verify_tokens: dict[str, SecretStr] = Field(default_factory=dict)
    """Source name -> the second secret that its handshake asks for."""
    webhook_per_minute: dict[str, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    """Source name -> mentions after which it is asked to slow down; without one, never."""
    sources_dir: str = ""
    """Folder with presets of the operator's own; empty for none."""
    public_url: WebAddress | None = None
    """Where the world reaches the webhooks; only for what is shown to people."""

    @property
    def uses_socket_mode(self) -> bool:
        """Socket Mode unless only a signing secret is given."""
        return self.slack_app_token is not None

    @property
    def polled(self) -> list[str]:
        """The networks of ours that are configured to be asked for new posts."""
        complete = {
            "bluesky": self.bluesky_handle and self.bluesky_app_password,
            "google_play": self.google_play_package and self.google_play_service_account,
            "mastodon": self.mastodon_url and self.mastodon_access_token,
        }
        return [name for name, is_complete in complete.items() if is_complete]

    @property
    def answered(self) -> list[str]:
        """The networks of ours that are configured to be posted on."""
        also = {"discourse": _DISCOURSE, "x": _X}
        whole = [name for name, needed in also.items() if all(getattr(self, one) for one in needed)]
        return sorted([*self.polled, *whole])

    @property
    def modes(self) -> dict[str, str]:
        """Source name -> `trust` or `judge`; `trust` for those that are not named."""
        networks = {"bluesky": self.bluesky_mode, "google_play": self.google_play_mode}
        return networks | {"mastodon": self.mastodon_mode} | self.webhook_modes


@dataclass(frozen=True)
class Variable:
    """One line of `.env.example`. A secret may come from a file instead."""

    name: str
    is_secret: bool


_PER_SOURCE = {
    "webhook_secrets",
    "webhook_modes",
    "webhook_own_accounts",
    "webhook_verify_tokens",
    "webhook_per_minute",
}
_SECRET_FIELDS = {
    "database_url",
    "slack_bot_token",
    "slack_app_token",
    "slack_signing_secret",
    "openai_api_key",
    "publish_webhook_secret",
    "pagerduty_routing_key",
    "pagerduty_webhook_secret",
    "oncall_webhook_secret",
    "heartbeat_url",
    "mastodon_access_token",
    "bluesky_app_password",
    "google_play_service_account",
    "x_api_key",
    "x_api_secret",
    "x_access_token",
    "x_access_token_secret",
    "discourse_api_key",
}
_X = ("x_api_key", "x_api_secret", "x_access_token", "x_access_token_secret")
_DISCOURSE = ("discourse_url", "discourse_api_key", "discourse_api_username")
_TOGETHER = (
    ("mastodon_url", "mastodon_access_token"),
    ("bluesky_handle", "bluesky_app_password"),
    ("google_play_package", "google_play_service_account"),
    _X,
    _DISCOURSE,
    ("oncall_webhook_url", "oncall_webhook_secret"),
)
"""Settings that mean something only together."""


_OF_A_SOURCE = [
    ("SECRET", True),
    ("MODE", False),
    ("OWN_ACCOUNTS", False),
    ("PER_MINUTE", False),
    ("VERIFY_TOKEN", True),
]
"""Each source has these; the generic one stands for all."""


def variables() -> list[Variable]:
    """Every variable that is read, in the order of `Settings`."""
    named = [name for name in Settings.model_fields if name not in _PER_SOURCE]
    fixed = [Variable(name.upper(), name in _SECRET_FIELDS) for name in named]
    return [*fixed, *(Variable(f"WEBHOOK_GENERIC_{name}", is_secret) for name, is_secret in _OF_A_SOURCE)]


def serve_faults(settings: Settings) -> list[str]:
    """What `amends serve` cannot do without, one sentence each."""
    faults = []
    if settings.slack_bot_token is None:
        faults.append("SLACK_BOT_TOKEN is missing: the bot token (xoxb-…) of your Slack app.")
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        faults.append(
            "SLACK_APP_TOKEN is missing: the app-level token (xapp-…) for Socket Mode, "
            "or set SLACK_SIGNING_SECRET to receive clicks over HTTP."
        )
    if not settings.slack_channel:
        faults.append("SLACK_CHANNEL is missing: the id of the channel for the cards (C…).")
    faults += _halves(settings)
    if settings.publish_webhook_url and settings.publish_webhook_secret is None:
        faults.append(
            "PUBLISH_WEBHOOK_SECRET is missing: PUBLISH_WEBHOOK_URL is set, so its calls must be signed."
        )
    if settings.port == settings.ops_port != 0 and settings.host == settings.ops_host:
        faults.append("OPS_PORT is the same as PORT: give them different numbers.")
    return faults


def _halves(settings: Settings) -> list[str]:
    """Settings that belong together, of which only some are there."""
    told = []
    for group in _TOGETHER:
        there = [name for name in group if getattr(settings, name)]
        if there and len(there) < len(group):
            missing = [name.upper() for name in group if name not in there]
            are = "is" if len(missing) == 1 else "are"
            told.append(f"{' and '.join(missing)} {are} missing: {there[0].upper()} alone connects nothing.")
    return told

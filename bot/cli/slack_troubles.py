"""What Slack's refusals mean and what to do about each: for `amends init`, `check` and `serve` alike."""

NO_ANSWER = "no answer"
"""How an error of the way to Slack begins (`ask_slack.ask`)."""
LOOK_AT_THE_NETWORK = "Look at the network, the proxy and SLACK_API_URL."
WHERE_BOT_TOKEN = "api.slack.com/apps, your app, OAuth & Permissions: Bot User OAuth Token (xoxb-…)"  # noqa: S105
WHERE_APP_TOKEN = "api.slack.com/apps, your app, Basic Information: App-Level Tokens (xapp-…)"  # noqa: S105
REINSTALL = "Run: amends manifest, put it into the app's settings and install the app again."
INVITE = "/invite @{}"

_GONE = (
    "The app was removed, or its token revoked: install it again (Install App), and copy the new token from "
)
_BOT = {
    "invalid_auth": f"Copy the whole token again from {WHERE_BOT_TOKEN}.",
    "not_allowed_token_type": f"This is a token of another kind. Copy the one from {WHERE_BOT_TOKEN}.",
    "token_revoked": f"{_GONE}{WHERE_BOT_TOKEN}.",
    "account_inactive": f"{_GONE}{WHERE_BOT_TOKEN}.",
    "token_expired": "Make the app anew, without token rotation (amends manifest), and copy its token.",
    "org_login_required": "Slack is moving your organisation. Try again later, or ask your Slack admin.",
    "access_denied": "Your Slack admin does not allow this app, or not from this address. Ask them.",
    "ekm_access_denied": "Your Slack admin has suspended access. Ask them.",
    "ratelimited": "Slack wants a pause. Wait a minute and try again.",
}
_APP = {
    "invalid_auth": f"Copy the whole token again from {WHERE_APP_TOKEN}.",
    "not_allowed_token_type": f"This is a token of another kind. Copy the one from {WHERE_APP_TOKEN}.",
    "token_revoked": f"It was revoked. Make a new one with connections:write at {WHERE_APP_TOKEN}.",
    "missing_scope": f"It lacks connections:write. Make a new one that has it at {WHERE_APP_TOKEN}.",
    "ratelimited": "Slack wants a pause. Wait a minute and try again.",
}


def bot_token_advice(error: str) -> str:
    """What to do when Slack does not take the bot token."""
    if error.startswith(NO_ANSWER):
        return LOOK_AT_THE_NETWORK
    return _BOT.get(error, f"Copy the bot token again from {WHERE_BOT_TOKEN}.")


def app_token_advice(error: str) -> str:
    """What to do when Slack does not take the app-level token."""
    if error.startswith(NO_ANSWER):
        return LOOK_AT_THE_NETWORK
    otherwise = f"Switch Socket Mode on, and make a token with connections:write at {WHERE_APP_TOKEN}."
    return _APP.get(error, otherwise)

"""The end of the demo's tour: the link that makes the real app, what is set up here, the next command."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from bot.cli.lines import Line, ok, warning
from bot.errors import SettingsFault
from bot.hosts import network_name
from bot.settings import Settings, load
from bot.slack.manifest import manifest, new_app_link

ENV_FILE: Final = Path(".env")
NEXT: Final = "amends init"
NO_FILE: Final = "There is no .env file in the folder that the demo was started in."


def now_in_your_slack(env_file: Path = ENV_FILE) -> dict[str, Any]:
    """What the page shows. It names settings and says whether they are there; it never shows a secret."""
    found = [
        {"status": line.status.value, "what": line.what, "advice": line.advice} for line in _look(env_file)
    ]
    return {"link": new_app_link(manifest()), "found": found, "next": NEXT}


def _look(env_file: Path) -> list[Line]:
    there = ok(".env: found.") if env_file.is_file() else warning(NO_FILE, f"{NEXT} writes one.")
    try:
        settings = load(env_file=env_file)
    except SettingsFault as broken:
        return [there, *(warning(one, "Mend it in .env or in the environment.") for one in broken.faults)]
    return [there, *found_lines(settings)]


def found_lines(settings: Settings) -> Sequence[Line]:
    """What the settings hold already, in the order in which one sets it up."""
    return [
        *_slack(settings),
        *_people(settings),
        _model(settings),
        _sources(settings),
        _publishers(settings),
    ]


def _slack(settings: Settings) -> Iterator[Line]:
    way = (
        "SLACK_SIGNING_SECRET"
        if settings.slack_signing_secret and not settings.slack_app_token
        else "SLACK_APP_TOKEN"
    )
    tokens = {
        "SLACK_BOT_TOKEN": settings.slack_bot_token,
        way: settings.slack_app_token or settings.slack_signing_secret,
    }
    if missing := [name for name, value in tokens.items() if value is None]:
        yield warning(f"Slack tokens: {' and '.join(missing)} not set.", f"{NEXT} asks for them.")
    else:
        yield ok(f"Slack tokens: {' and '.join(tokens)} set.")
    if settings.slack_channel:
        yield ok(f"Channel for the cards: {settings.slack_channel}.")
    else:
        yield warning(
            "Channel for the cards: not set.",
            "Invite the app to a channel; the next command takes it from there.",
        )


def _people(settings: Settings) -> Iterator[Line]:
    approvers, managers = len(settings.slack_approvers), len(settings.slack_managers)
    if approvers:
        yield ok(
            f"People: {_count(approvers, 'approver')}, {_count(managers, 'manager')} (or groups of them)."
        )
    else:
        yield warning("People: nobody may approve yet.", "Whoever invites the app is asked for.")


def _model(settings: Settings) -> Line:
    if settings.openai_api_key is None:
        return ok("Language model: none, so templates write, as in this demo. That is enough to start.")
    return ok(f"Language model: {settings.openai_model}; templates write when it does not answer.")


def _sources(settings: Settings) -> Line:
    found = [*sorted(settings.webhook_secrets), *settings.polled]
    if not found:
        return warning("Sources: none yet.", "Until there is one, paste complaints in Slack.")
    return ok(f"Sources: {', '.join(map(network_name, found))}.")


def _publishers(settings: Settings) -> Line:
    named = [network_name(one) for one in settings.answered]
    if settings.publish_webhook_url is not None:
        named.append("your publishing webhook")
    if not named:
        return ok("Publishing: by hand. Amends hands over the approved text; nothing is posted by itself.")
    return ok(f"Publishing: {', '.join(named)}; everywhere else by hand.")


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"

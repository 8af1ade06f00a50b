"""A log line is one JSON object, whatever is in it, and holds no secret."""

import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from pydantic import SecretStr

from bot.logs import LONGEST, JsonLines, log_as_json, secrets_of
from bot.settings import Settings

SECRET = "xoxb-canary-7c1e5d"


class Journal:
    """A logger of its own, and what it wrote."""

    def __init__(self, *secrets: str) -> None:
        self.stream = io.StringIO()
        self.log = logging.Logger("bot.test")
        handler = logging.StreamHandler(self.stream)
        handler.setFormatter(JsonLines(secrets or (SECRET,)))
        self.log.addHandler(handler)

    @property
    def written(self) -> str:
        """All of it."""
        return self.stream.getvalue()

    def line(self) -> dict[str, Any]:
        """The only line, read as a program would."""
        (line,) = self.written.splitlines()
        read: dict[str, Any] = json.loads(line)
        return read


@pytest.fixture
def journal() -> Journal:
    return Journal()


class Unspeakable:
    """A value that cannot be shown."""

    def __str__(self) -> str:
        raise RuntimeError("no words")


HOSTILE = {
    "a line break": 'late\r\n{"level": "critical", "message": "forged"}',
    "a Unicode line break": "late\u2028forged\u2029forged\u0085forged",
    "terminal colours": "late\x1b[2J\x1b[31mforged",
    "nothing": "",
    "a null": "late\x00forged",
    "half a character": "late \ud800",
    "format directives": "late %s %d %(secret)s {0} {settings}",
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_a_strangers_words_stay_inside_their_line(journal: Journal, words: str) -> None:
    journal.log.warning("%s", words)

    assert journal.written.isascii()
    assert journal.line()["message"] == words


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_words_given_as_the_message_itself_stay_inside_it_too(journal: Journal, words: str) -> None:
    journal.log.warning(words)

    assert journal.line()["message"] == words


def test_a_line_says_when_how_bad_where_and_what(journal: Journal) -> None:
    journal.log.error("it broke")

    line = journal.line()
    assert (line["level"], line["logger"], line["message"]) == ("error", "bot.test", "it broke")
    assert datetime.fromisoformat(line["at"]).tzinfo is not None


def test_a_megabyte_is_cut(journal: Journal) -> None:
    journal.log.warning("%s", "x" * 1_000_000)

    assert journal.line()["message"] == "x" * LONGEST + "…"


@pytest.mark.parametrize("arguments", [("one", "too many"), ({"a": 1}, 2), (Unspeakable(),)])
def test_a_message_that_does_not_fit_its_arguments_is_logged_all_the_same(
    journal: Journal, capsys: pytest.CaptureFixture[str], arguments: tuple[object, ...]
) -> None:
    journal.log.warning("late by %d s", *arguments)

    assert journal.line()["message"].startswith("late by %d s")
    assert capsys.readouterr().err == ""


def test_extra_fields_are_fields_of_the_line(journal: Journal) -> None:
    journal.log.info("ready", extra={"port": 8000, "odd": Unspeakable()})

    line = journal.line()
    assert (line["port"], line["odd"]) == ("8000", "<Unspeakable>")


def test_extra_fields_cannot_pose_as_the_lines_own(journal: Journal) -> None:
    journal.log.error("it broke", extra={"level": "debug", "at": "never", "logger": "nobody"})

    line = journal.line()
    assert (line["level"], line["logger"]) == ("error", "bot.test")
    assert line["at"] != "never"


def test_no_secret_is_left_anywhere(journal: Journal) -> None:
    try:
        raise ValueError(f"refused {SECRET}")
    except ValueError:
        journal.log.exception("with %s", SECRET, extra={"url": f"https://hook.example/{SECRET}"})

    line = journal.line()
    assert SECRET not in journal.written
    assert line["message"] == "with [secret]"
    assert "ValueError: refused [secret]" in line["trace"]
    assert line["url"] == "https://hook.example/[secret]"


def test_a_secret_at_the_cut_is_not_left_in_part(journal: Journal) -> None:
    journal.log.warning("%s", "x" * (LONGEST - 4) + SECRET)

    assert SECRET[:4] not in journal.written


def test_a_secret_that_holds_another_is_taken_out_whole() -> None:
    settings = Settings(
        openai_api_key=SecretStr("sk-abcdef"), slack_signing_secret=SecretStr("sk-abcdef-more")
    )
    journal = Journal(*secrets_of(settings))

    journal.log.warning("sk-abcdef-more")

    assert journal.line()["message"] == "[secret]"


def test_every_secret_of_the_settings_is_known() -> None:
    settings = Settings.model_validate(
        {
            "slack_bot_token": "xoxb-1-2-abc",
            "slack_app_token": "xapp-1-2-abc",
            "openai_api_key": "sk-abcdef",
            "webhook_secrets": {"generic": ("a plain secret of ours", "its successor to be")},
        }
    )

    known = secrets_of(settings)

    assert {"xoxb-1-2-abc", "xapp-1-2-abc", "sk-abcdef", "a plain secret of ours"} <= set(known)
    assert "its successor to be" in known


@pytest.mark.parametrize("said", ["amends:hunter%402secret@db/amends", "password=hunter@2secret"])
def test_the_password_of_the_database_is_a_secret(said: str) -> None:
    settings = Settings.model_validate({"database_url": "postgresql://amends:hunter%402secret@db/amends"})
    journal = Journal(*secrets_of(settings))

    journal.log.warning("cannot reach it: %s", said)

    assert "hunter" not in journal.written


@pytest.mark.usefixtures("_logging_as_before")
def test_the_service_logs_to_standard_error_and_keeps_libraries_quiet(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log_as_json(Settings())

    logging.getLogger("bot.anything").info("ready")
    logging.getLogger("httpx2").info("GET /")

    assert [json.loads(line)["message"] for line in capsys.readouterr().err.splitlines()] == ["ready"]


@pytest.fixture
def _logging_as_before() -> Iterator[None]:
    """Logging is one for the process; the next test finds it as this one did."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers, root.level = handlers, level

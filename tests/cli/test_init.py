"""`amends init` against a real sandbox: from two tokens to a desk that works."""

import os
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from dotenv import dotenv_values
from sqlmodel import select

from bot.drafting.brands import load_brand
from bot.drafting.versions import effective_set, save_set
from bot.models import MessageKind, SlackMessage
from bot.sandbox.cast import BOT_USER, Channel
from bot.sandbox.server import BOT_TOKEN, Sandbox
from bot.settings import load, serve_faults
from bot.store.database import Database
from tests.builders import ANN, COLE, NOON, SAM
from tests.cli.answers import Answers
from tests.cli.newcomer import (
    BRAND,
    EVERYTHING,
    HOME,
    NO_KEY,
    NO_SOURCE,
    SAYS_YES,
    TOKENS,
    WEBHOOK,
    Newcomer,
    rooms,
)


@pytest.fixture
async def newcomer(home: Path) -> AsyncIterator[Newcomer]:
    """Nothing set up yet, and a workspace in which the app is nowhere."""
    async with Sandbox(channels=rooms(), rate_limits="off") as sandbox:
        yield Newcomer(sandbox)


def env(home: Path) -> dict[str, str | None]:
    return dotenv_values(home / ".env", interpolate=False)


async def in_force(home: Path) -> dict[str, str]:
    database = Database(f"sqlite:///{home}/amends.db")
    try:
        return await effective_set(database)
    finally:
        await database.close()


async def hellos(home: Path) -> list[SlackMessage]:
    database = Database(f"sqlite:///{home}/amends.db")
    try:
        async with database.reading() as session:
            found = select(SlackMessage).where(SlackMessage.kind == MessageKind.WELCOME)
            return list((await session.exec(found)).all())
    finally:
        await database.close()


async def test_two_tokens_and_an_invitation_make_settings_that_serve(newcomer: Newcomer, home: Path) -> None:
    result = await newcomer.run_and_invite(*EVERYTHING)

    assert result.exit_code == 0, result.output
    assert "Sam Ortiz brought me into #apologies." in result.output
    written = env(home)
    assert (written["SLACK_CHANNEL"], written["SLACK_APPROVERS"], written["SLACK_MANAGERS"]) == (
        HOME,
        SAM,
        SAM,
    )
    assert str(written["WEBHOOK_GENERIC_SECRET"]).startswith("whsec_")
    assert {stat.S_IMODE((home / one).stat().st_mode) for one in (".env", "amends.db")} == {0o600}
    assert serve_faults(load({}, home / ".env")) == []
    brand = load_brand((await in_force(home))["brands/cafe-ole.toml"])
    assert (brand.name, brand.voice, brand.channel) == BRAND
    assert str(brand.zone) == "Europe/London"
    assert written["BRAND"] == "cafe-ole"
    assert [row.audience for row in await hellos(home)] == [HOME]


async def test_no_secret_stands_on_the_screen(newcomer: Newcomer, home: Path) -> None:
    result = await newcomer.run_and_invite(*EVERYTHING)

    secret = str(env(home)["WEBHOOK_GENERIC_SECRET"])
    assert [one for one in (*TOKENS, secret) if one in result.output] == []


async def test_run_again_it_keeps_what_works_and_asks_only_for_the_rest(
    newcomer: Newcomer, home: Path
) -> None:
    await newcomer.run_and_invite(*EVERYTHING)
    before = (home / ".env").read_text()

    result = await newcomer.run(NO_KEY)

    assert result.exit_code == 0, result.output
    assert (home / ".env").read_text() == before
    assert "as before" in result.output
    assert len(await hellos(home)) == 1


async def test_lines_and_comments_that_stand_in_the_file_stay_and_the_old_one_is_kept(
    newcomer: Newcomer, home: Path
) -> None:
    old = "# mine\nUNDO_SECONDS=10\n\n#SLACK_CHANNEL=C0123ABCD\nSLACK_BOT_TOKEN=xoxb-old # from May\n"
    (home / ".env").write_text(old)

    result = await newcomer.run_and_invite(*EVERYTHING)

    assert result.exit_code == 0, result.output
    lines = (home / ".env").read_text().splitlines()
    assert lines[:5] == ["# mine", "UNDO_SECONDS=10", "", "#SLACK_CHANNEL=C0123ABCD", f"SLACK_CHANNEL={HOME}"]
    assert f"SLACK_BOT_TOKEN={BOT_TOKEN}" in lines
    assert (home / ".env.before-init").read_text() == old
    assert stat.S_IMODE((home / ".env.before-init").stat().st_mode) == 0o600


async def test_stopping_in_the_middle_leaves_nothing_behind(newcomer: Newcomer, home: Path) -> None:
    result = await newcomer.run_and_invite(*TOKENS, SAYS_YES, "Café Olé")

    assert result.exit_code == 1
    assert "Nothing was written." in result.output
    assert os.listdir(home) == []


async def test_what_a_manager_saved_wins_over_the_first_answers(newcomer: Newcomer, home: Path) -> None:
    await newcomer.run_and_invite(*EVERYTHING)
    path, body = "brands/cafe-ole.toml", (await in_force(home))["brands/cafe-ole.toml"].replace("Warm", "Dry")
    database = Database(f"sqlite:///{home}/amends.db")
    await save_set(database, {path: body}, by="U0MANA", now=NOON, note=None)
    await database.close()
    (home / ".env").unlink()

    result = await newcomer.run(*TOKENS, SAYS_YES, "2", "Café Olé", NO_KEY, NO_SOURCE)

    assert result.exit_code == 0, result.output
    assert "There is a brand Café Olé already" in result.output
    assert (await in_force(home))[path] == body


async def test_where_the_app_is_already_one_chooses_oneself_by_number(home: Path) -> None:
    async with Sandbox(channels=rooms(BOT_USER), rate_limits="off") as sandbox:
        result = await Newcomer(sandbox).run(*TOKENS, SAYS_YES, "2", *BRAND, NO_KEY, NO_SOURCE)

    assert result.exit_code == 0, result.output
    assert "I am in #apologies already." in result.output
    assert "Gus Tan" not in result.output
    assert env(home)["SLACK_APPROVERS"] == COLE
    assert "WEBHOOK_GENERIC_SECRET" not in env(home)
    assert serve_faults(load({}, home / ".env")) == []


async def test_a_guest_who_brings_it_in_gets_no_right(newcomer: Newcomer, home: Path) -> None:
    result = await newcomer.run_and_invite(*TOKENS, "1", *BRAND, NO_KEY, NO_SOURCE, inviter="U0GUEST")

    assert result.exit_code == 0, result.output
    assert "Gus Tan is a guest, and guests may not, so they may not approve." in result.output
    assert env(home)["SLACK_APPROVERS"] == ANN


async def test_an_invitation_that_another_program_heard_is_seen_all_the_same(home: Path) -> None:
    async with Sandbox(channels=rooms(), rate_limits="off", events=()) as sandbox:
        result = await Newcomer(sandbox).run_and_invite(*TOKENS, "1", *BRAND, NO_KEY, NO_SOURCE)

    assert result.exit_code == 0, result.output
    assert env(home)["SLACK_CHANNEL"] == HOME


async def test_a_channel_shared_with_another_company_is_refused(newcomer: Newcomer, home: Path) -> None:
    shared = Channel("C0SHARED", "partners", {SAM}, is_ext_shared=True)
    newcomer.sandbox.workspace.channels[shared.id] = shared

    result = await newcomer.run_and_invite(*EVERYTHING, channels=[shared.id, HOME])

    assert result.exit_code == 0, result.output
    assert "#partners is shared with another company" in result.output
    assert env(home)["SLACK_CHANNEL"] == HOME


async def test_settings_that_it_does_not_ask_for_are_told_and_left_alone(
    newcomer: Newcomer, home: Path
) -> None:
    (home / ".env").write_text("UNDO_SECONDS=soon\nSLACK_CHANNEL=#care\n")

    result = await newcomer.run_and_invite(*EVERYTHING)

    assert result.exit_code == 0, result.output
    assert "UNDO_SECONDS: must be a whole number." in result.output
    assert "SLACK_CHANNEL:" not in result.output
    assert (env(home)["UNDO_SECONDS"], env(home)["SLACK_CHANNEL"]) == ("soon", HOME)


async def test_a_key_that_is_refused_is_asked_for_again(
    newcomer: Newcomer, home: Path, answers: Answers
) -> None:
    answers.by_path["gpt-5-mini"] = 401
    newcomer.environ["OPENAI_BASE_URL"] = answers.url

    result = await newcomer.run_and_invite(*TOKENS, SAYS_YES, *BRAND, "sk-wrong", NO_KEY, NO_SOURCE)

    assert result.exit_code == 0, result.output
    assert "the key is refused" in result.output
    assert "OPENAI_API_KEY" not in env(home)
    answers.by_path["gpt-5-mini"] = {"id": "gpt-5-mini"}
    result = await newcomer.run("sk-right", WEBHOOK)
    assert "gpt-5-mini answers" in result.output
    assert env(home)["OPENAI_API_KEY"] == "sk-right"

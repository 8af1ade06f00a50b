"""What `amends check` asks, and that it survives whatever comes back."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.ask_slack import SlackFacts, slack_facts
from bot.cli.check_machine import database_facts, env_file_lines, template_faults
from bot.cli.check_model import model_facts
from bot.cli.check_people import people_lines
from bot.cli.check_slack import slack_lines
from bot.cli.lines import Status, exit_code
from bot.settings import Settings
from bot.store.database import Database
from tests.cli.answers import Answers, healthy

NOW = datetime.now(UTC)


def for_slack(answers: Answers) -> Settings:
    return Settings(
        slack_bot_token="xoxb-1",
        slack_app_token="xapp-1",
        slack_api_url=answers.url,
        slack_channel="C0CARE",
        slack_approvers=("U0ANN",),
        slack_managers=("U0ANN",),
        slack_oncall=("S0CALL",),
    )


async def ask(answers: Answers) -> SlackFacts:
    return await slack_facts(for_slack(answers), datetime.now(UTC))


async def test_a_healthy_slack_passes(answers: Answers) -> None:
    facts = await ask(healthy(answers))
    assert {one.status for one in slack_lines(facts)} == {Status.OK}
    assert {one.status for one in people_lines(for_slack(answers), facts)} == {Status.OK}


async def test_each_token_goes_where_it_belongs(answers: Answers) -> None:
    await ask(healthy(answers))
    tokens = {name: token for name, _form, token in answers.asked}
    assert tokens["apps.connections.open"] == "Bearer xapp-1"
    assert {token for name, token in tokens.items() if name != "apps.connections.open"} == {"Bearer xoxb-1"}


async def test_each_id_is_asked_for_by_its_kind(answers: Answers) -> None:
    await ask(healthy(answers))
    asked = {name: form for name, form, _token in answers.asked}
    assert (asked["users.info"], asked["usergroups.users.list"]) == (
        {"user": "U0ANN"},
        {"usergroup": "S0CALL"},
    )


@pytest.mark.parametrize(
    "answer", [500, 404, [], "x", None, {"ok": False}, {"ok": False, "error": "invalid_auth"}]
)
async def test_any_other_answer_is_a_fault_and_no_crash(answers: Answers, answer: object) -> None:
    answers.by_path["auth.test"] = answer
    assert exit_code(slack_lines(await ask(answers))) == 1


async def test_a_slack_that_is_not_there_is_a_fault(answers: Answers) -> None:
    answers.close()
    assert exit_code(slack_lines(await ask(answers))) == 1


@pytest.mark.parametrize("status", [200, 401, 404])
async def test_the_model_is_asked_for_by_name(answers: Answers, status: int) -> None:
    answers.by_path["small"] = {} if status == 200 else status
    settings = Settings(openai_api_key="k", openai_model="small", openai_base_url=f"{answers.url}v1/")
    assert (await model_facts(settings)).status == status


async def test_a_database_is_looked_at_without_being_made(tmp_path: Path) -> None:
    facts = await database_facts(f"sqlite:///{tmp_path}/new.db")
    assert (facts.health.exists, os.listdir(tmp_path)) == (False, [])


async def test_a_migrated_database_is_up_to_date_and_writable(database: Database) -> None:
    facts = await database_facts(database.url.render_as_string(hide_password=False))
    assert facts.health.versions is not None
    assert facts.health.versions.stored == facts.health.versions.shipped
    assert facts.health.writable


async def test_looking_twice_leaves_nothing_behind(database: Database) -> None:
    url = database.url.render_as_string(hide_password=False)
    await database_facts(url)
    assert (await database_facts(url)).health.writable


async def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("not a database, but long enough to be taken for one" * 20)
    facts = await database_facts(f"sqlite:///{tmp_path}/x.db")
    assert (facts.health.exists, facts.health.versions, facts.health.problem) == (True, None, "DatabaseError")


async def test_a_server_that_is_not_there_is_told_without_its_password() -> None:
    facts = await database_facts("postgresql://amends:canary@127.0.0.1:1/x")
    assert facts.health.problem == "OperationalError"
    assert "canary" not in facts.name


@pytest.mark.parametrize(
    ("mode", "status"), [(0o600, Status.OK), (0o640, Status.WARNING), (0o644, Status.WARNING)]
)
def test_a_settings_file_that_others_can_read_is_told(tmp_path: Path, mode: int, status: Status) -> None:
    env_file = tmp_path / ".env"
    env_file.touch(mode)
    env_file.chmod(mode)
    assert [line.status for line in env_file_lines(env_file)] == [status]


def test_the_first_broken_template_is_named_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "brands").mkdir()
    (tmp_path / "brands" / "default.toml").write_text("name = ", encoding="utf-8")
    (found,) = template_faults(tmp_path)
    assert "brand" in found

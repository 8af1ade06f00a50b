"""Which sources there are, how they are found, and what is said of one that cannot be used."""

import json
import tomllib
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from bot.errors import BadSignature, SettingsFault
from bot.intake.source import Adapted, Generic
from bot.ports import Call, Setup, Source
from bot.settings import load
from bot.sources import loading
from bot.sources.discourse import Discourse
from tests.intake.bodies import NOON
from tests.sources.samples import sample

PROJECT = Path(__file__).parents[2] / "pyproject.toml"
SECRET = "a secret of sixteen"

OWN = """
title = "Our own tool"

[auth]
mode = "hmac"
header = "X-Ours"
hash = "sha1"

[map.platform]
value = "web"

[map.fields]
id = "nr"
text = "was"
"""


def gates(folder: Path | None = None, **environ: str) -> Any:
    more = {"SOURCES_DIR": str(folder)} if folder else {}
    return loading.gates(load(environ | more, None))


def faults(folder: Path | None = None, **environ: str) -> list[str]:
    with pytest.raises(SettingsFault) as wrong:
        gates(folder, **environ)
    return wrong.value.faults


def test_our_own_sources_are_registered_as_those_of_plug_ins_are() -> None:
    registered = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["entry-points"][loading.GROUP]

    assert {one.name: one.value for one in entry_points(group=loading.GROUP)} == registered
    assert loading.known() == sorted(registered)


def test_each_preset_is_one_file_with_one_sample() -> None:
    names = [Path(one.name) for one in files("bot.sources.presets").iterdir()]

    presets = {one.stem for one in names if one.suffix == ".toml"}
    assert presets == {one.stem for one in names if one.suffix == ".json"}
    assert len(presets) == 10


def test_only_what_has_a_secret_is_on() -> None:
    found = gates(WEBHOOK_F5BOT_SECRET=SECRET, WEBHOOK_GENERIC_SECRET=SECRET)

    assert {name: type(gate) for name, gate in found.items()} == {"f5bot": Adapted, "generic": Generic}


def test_an_unknown_name_speaks_the_generic_shape() -> None:
    assert isinstance(gates(WEBHOOK_OUR_SHOP_SECRET=SECRET)["our_shop"], Generic)


def test_a_preset_of_ones_own_wins_over_ours(tmp_path: Path) -> None:
    (tmp_path / "f5bot.toml").write_text(OWN, encoding="utf-8")

    gate = gates(tmp_path, WEBHOOK_F5BOT_SECRET=SECRET)["f5bot"]

    assert gate.source.proof == "signed in X-Ours"
    assert [one.id for one in gate.read([], b'{"nr": 7, "was": "kaputt"}').mentions] == ["7"]


def test_the_presets_page_shows_a_preset_that_works(tmp_path: Path) -> None:
    page = (files("bot.sources.presets") / "README.md").read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text(page.split("```toml")[1].split("```")[0], encoding="utf-8")
    gate = gates(tmp_path, WEBHOOK_MINE_SECRET=SECRET)["mine"]

    post = {
        "kind": "comment",
        "action": "new",
        "post": {"id": 5},
        "source": "Twitter",
        "title": "a",
        "body": "<b>b",
    }
    (mention,) = gate.read([], json.dumps({"data": {"posts": [post]}}).encode()).mentions

    assert (mention.id, mention.platform, mention.text) == ("5", "x", "a\n\nb")


def test_the_generic_source_itself_may_be_given_another_shape(tmp_path: Path) -> None:
    (tmp_path / "generic.toml").write_text(OWN, encoding="utf-8")

    assert isinstance(gates(tmp_path, WEBHOOK_GENERIC_SECRET=SECRET)["generic"], Adapted)


def test_a_preset_without_a_sample_can_be_tried_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(OWN, encoding="utf-8")
    gate = gates(tmp_path, WEBHOOK_OURS_SECRET=SECRET)["ours"]

    call = gate.source.rehearse("amends-test-1", NOON)

    assert gate.key_of(call.headers, call.body, NOON, b"")
    assert [one.id for one in gate.read(call.headers, call.body).mentions] == ["amends-test-1"]


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("title = ", "ours.toml: this is not TOML"),
        (OWN.replace('mode = "hmac"', 'mode = "magic"'), "ours.toml: auth.mode"),
        (OWN.replace('header = "X-Ours"', ""), "hmac needs the header"),
        (OWN.replace('hash = "sha1"', 'signs = "{timestamp}"'), "signs must hold {body} once"),
        (OWN.replace('id = "nr"', ""), "a map needs an id or a url"),
        (OWN.replace('id = "nr"', 'id = "a..b"'), "'a..b' is no place"),
        (OWN + 'colour = "red"', "ours.toml: map.fields.colour"),
    ],
)
def test_a_faulty_preset_is_told_by_file_and_place(tmp_path: Path, toml: str, words: str) -> None:
    (tmp_path / "ours.toml").write_text(toml, encoding="utf-8")

    assert words in "\n".join(faults(tmp_path, WEBHOOK_OURS_SECRET=SECRET))


def test_all_faulty_sources_are_told_together() -> None:
    told = faults(WEBHOOK_META_PAGE_SECRET=SECRET, WEBHOOK_INSTAGRAM_SECRET=SECRET)

    assert [one.split(" ")[0] for one in told] == [
        "WEBHOOK_INSTAGRAM_VERIFY_TOKEN",
        "WEBHOOK_META_PAGE_VERIFY_TOKEN",
    ]


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert faults(tmp_path / "no", WEBHOOK_OURS_SECRET=SECRET)[0].startswith("SOURCES_DIR:")


def test_a_standard_preset_wants_a_signing_secret(tmp_path: Path) -> None:
    toml = OWN.replace('mode = "hmac"\nheader = "X-Ours"\nhash = "sha1"', 'mode = "standard"')
    (tmp_path / "ours.toml").write_text(toml, encoding="utf-8")

    assert "needs a whsec_ secret" in faults(tmp_path, WEBHOOK_OURS_SECRET=SECRET)[0]


class Broken(Discourse):
    """A plug-in that fails wherever it is asked."""

    def verify(self, call: Call, now: object) -> str:
        raise KeyError(call.body)

    def parse(self, call: Call) -> list[Any]:
        raise RecursionError(call.body)

    def handshake(self, call: Call) -> None:
        raise ValueError(call.query)


def test_a_plug_in_that_crashes_lets_nobody_in_and_loses_nothing(caplog: pytest.LogCaptureFixture) -> None:
    gate = Adapted(Broken(Setup((SECRET,))))

    assert gate.greet(b"a=b") is None
    assert [one.reason for one in gate.read([], b"canary").unusable] == ["the adapter of this source failed"]
    with pytest.raises(BadSignature, match="the adapter failed"):
        gate.key_of([], b"canary", NOON, b"")
    assert "canary" not in caplog.text


def install(folder: Path, monkeypatch: pytest.MonkeyPatch, package: str, value: str) -> None:
    """A package with a source named `theirs`, as an installer leaves it."""
    told = folder / f"{package}-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text(f"Name: {package}\nVersion: 1.0\n", encoding="utf-8")
    (told / "entry_points.txt").write_text(f"[{loading.GROUP}]\ntheirs = {value}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(folder))


def of_another_version(setup: Setup) -> Source:
    """A plug-in of a later day."""
    return Discourse(setup, api=99)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("tests.sources.test_loading:of_another_version", "written for version 99"),
        ("tests.sources.test_loading:nothing", "cannot be loaded (AttributeError)"),
        ("no_such_package_at_all:x", "cannot be loaded (ModuleNotFoundError)"),
    ],
)
def test_a_plug_in_that_cannot_be_used_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str, words: str
) -> None:
    install(tmp_path, monkeypatch, "theirs", value)

    assert words in faults(WEBHOOK_THEIRS_SECRET=SECRET)[0]


def test_a_plug_in_is_found_by_its_entry_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, "theirs", "bot.sources.discourse:Discourse")

    assert gates(WEBHOOK_THEIRS_SECRET=SECRET)["theirs"].source.proof == "signed by Discourse"


def test_two_plug_ins_of_one_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for package in ("one", "two"):
        install(tmp_path, monkeypatch, package, "bot.sources.discourse:Discourse")

    assert faults(WEBHOOK_THEIRS_SECRET=SECRET) == ["Two plug-ins bring the source theirs: remove one."]


def test_samples_travel_with_the_presets() -> None:
    assert b"F5BOT-alert" in sample("f5bot")

"""The map is true, and imports go only downwards."""

import ast
from functools import cache
from pathlib import Path

import pytest

import bot

ROOT = Path(bot.__file__).parent
FILES = sorted(path for path in ROOT.rglob("*.py") if "versions" not in path.parts)

LAYERS: dict[str, int] = {
    "__main__": 0,
    "cli": 1,
    "bench": 2,
    "gallery": 2,
    "evals": 3,
    "app": 3,
    "flow": 4,
    "rounds": 4,
    "web": 5,
    "slack": 5,
    "sources": 5,
    "intake": 6,
    "triage": 6,
    "incidents": 6,
    "advocates": 6,
    "drafting": 6,
    "approval": 6,
    "publishing": 6,
    "oncall": 6,
    "followup": 6,
    "pausing": 6,
    "crisis": 6,
    "granting": 6,
    "llm": 6,
    "platforms": 6,
    "phones": 6,
    "audit": 7,
    "store": 8,
    "rules": 9,
    "rights": 9,
    "routing": 9,
    "hours": 10,
    "rota": 8,
    "commitments": 9,
    "budgets": 9,
    "templates_engine": 9,
    "hosts": 9,
    "rehearsals": 9,
    "signing": 9,
    "outgoing": 9,
    "loops": 9,
    "logs": 9,
    "landmarks": 9,
    "text": 10,
    "ports": 11,
    "models": 12,
    "settings": 12,
    "errors": 13,
    "migrations": 12,
}
"""The smaller the number, the higher the module stands; it imports only what stands lower."""

DOORS = {"llm", "platforms", "phones"}
"""Constructed in `app`; steps and inbound doors see them as Protocols."""
ASIDE = {"sandbox", "testing"}
"""Stand-ins for the outside: nothing of the product imports them, the demo and the benches may."""
ONLY_IN: dict[str, set[str]] = {
    "openai": {"llm"},
    "slack_sdk": {"slack", "sandbox", "app", "cli"},
    "slack_bolt": {"slack", "sandbox", "app"},
    "dbos": {"flow", "app"},
}
SQL_WORDS = {"select", "insert", "update", "delete", "text", "func"}


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[0]


@cache
def imports(path: Path) -> list[tuple[str, tuple[str, ...]]]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.append((node.module, tuple(name.name for name in node.names)))
        elif isinstance(node, ast.Import):
            found += [(name.name, ()) for name in node.names]
    return found


def inner_targets(path: Path) -> list[str]:
    targets = []
    for module, names in imports(path):
        if module == "bot":
            targets += list(names)
        elif module.startswith("bot."):
            targets.append(module.split(".")[1])
    return targets


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_only_downwards(path: Path) -> None:
    here = module_of(path)
    if here in ASIDE or here == "__init__":
        return
    for target in inner_targets(path):
        if target in ASIDE:
            assert here in {"cli", "bench"}, f"{here} imports {target}, a stand-in"
        elif target != here:
            assert LAYERS[target] > LAYERS[here], f"{here} imports {target}"
            assert target not in DOORS or LAYERS[here] <= LAYERS["app"], f"{here} names the door {target}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_outside_packages_stay_behind_their_doors(path: Path) -> None:
    here = module_of(path)
    for module, _names in imports(path):
        allowed = ONLY_IN.get(module.split(".")[0])
        assert allowed is None or here in allowed, f"{here} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_sql_is_spoken_only_in_the_store(path: Path) -> None:
    if module_of(path) in {"store", "models", "migrations"}:
        return
    for module, names in imports(path):
        spoken = SQL_WORDS & set(names) if module.split(".")[0] in {"sqlalchemy", "sqlmodel"} else set()
        assert not spoken, f"{path.name} imports {spoken}"


def test_the_environment_is_read_only_by_settings() -> None:
    readers = [path for path in FILES if "os.environ" in path.read_text(encoding="utf-8")]

    assert [module_of(path) for path in readers if module_of(path) not in ASIDE] == ["settings"]


def test_the_map_names_every_module_once() -> None:
    lines = (bot.__doc__ or "").splitlines()
    named = [line.split()[0] for line in lines if line.startswith("    ")]
    real = {module_of(path) for path in FILES} - {"__init__"}

    assert sorted(named) == sorted(real)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400

"""The entry points of `pyproject.toml` as an installed Amends has them, whatever is installed here."""

import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2] / "pyproject.toml"
GROUP = "amends.pollers"
PUBLISHERS = "amends.publishers"


@pytest.fixture
def registered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Installed for this test: name -> what it names."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    points: dict[str, dict[str, str]] = project["entry-points"]
    install(tmp_path / "installed", "amends", points[GROUP])
    listed(tmp_path / "installed" / "amends-0.1.0.dist-info", PUBLISHERS, points[PUBLISHERS])
    monkeypatch.syspath_prepend(str(tmp_path / "installed"))
    return points[GROUP]


def install(folder: Path, package: str, points: dict[str, str], group: str = GROUP) -> None:
    """A package with these entry points and nothing else, to be put on the path."""
    info = folder / f"{package.replace('-', '_')}-0.1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 0.1.0\n")
    listed(info, group, points)


def listed(info: Path, group: str, points: dict[str, str]) -> None:
    """One more group of entry points of an installed package."""
    lines = "\n".join(f"{name} = {value}" for name, value in points.items())
    with (info / "entry_points.txt").open("a") as file:
        file.write(f"[{group}]\n{lines}\n")

"""A policy's text with a rotation changed or added, and everything else in it as it was."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.drafting.toml_values import with_values
from bot.rota.rotations import NAME, rotations_of


def put_rotation(name: str, values: Mapping[str, Any]) -> Callable[[str], str]:
    """The change; it raises `ValueError`, in words, for a rotation that makes no sense."""

    def changed(text: str) -> str:
        if not NAME.fullmatch(name):
            raise ValueError("A rotation's name has small letters, digits and dashes. Nothing was changed.")
        try:
            rotations_of({name: dict(values)})
        except ValueError as fault:
            raise ValueError(f"Nothing was changed: {fault}") from fault
        header = f"[rotation.{name}]"
        is_there = any(line.split("#")[0].strip() == header for line in text.splitlines())
        grown = text if is_there else f"{text.rstrip()}\n\n{header}\npeople = []\n"
        return with_values(grown, dict(values), f"rotation.{name}")

    return changed

"""Where in a document something stands: `data.author.id`, `entry[].changes[]`, `^.id` for a list's owner."""

from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import AfterValidator

LIST = "[]"
OWNER = "^"

Owned = tuple[Any, Any]
"""An item, and what holds the list that it stands in (`None` outside of lists)."""


def _checked(place: str) -> str:
    for step in place.split("."):
        if not step.removesuffix(LIST):
            raise ValueError(f"{place!r} is no place: write names with dots between, such as data.author.id")
    return place


Place = Annotated[str, AfterValidator(_checked)]


def value_at(item: Owned, place: str) -> Any:
    """What stands there; `None` where the place does not lead."""
    steps = place.split(".")
    value, owner = item
    if steps[0] == OWNER:
        value, steps = owner, steps[1:]
    for step in steps:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def items_at(document: Any, place: str) -> Iterator[Owned]:
    """Every item of a list (or of lists in lists); the document itself, or each of its own, for no place."""
    found: list[Owned] = [(document, None)]
    for step in place.split(".") if place else []:
        found = [(_step(value, step.removesuffix(LIST)), value) for value, _ in found]
        if step.endswith(LIST):
            found = [(one, owner) for value, owner in found for one in _listed(value)]
    if place:
        yield from found
    else:
        yield from ((one, None) for one in _listed(document))


def put_at(document: Any, place: str, value: Any) -> None:
    """Set what stands at a place in a document; missing objects are made. What has an owner is left alone."""
    *way, last = place.split(".")
    if way[:1] == [OWNER]:
        return
    for step in way:
        document = document.setdefault(step, {})
    document[last] = value


def _step(value: Any, step: str) -> Any:
    return value.get(step) if isinstance(value, dict) else None


def _listed(value: Any) -> list[Any]:
    """The items of a list; anything else is a list of one, so that it is seen to be wrong."""
    return value if isinstance(value, list) else [value]

"""The first wording of a letter: facts, freedom, what has to be told, and that no is a good answer. Pure."""

from collections.abc import Mapping, Sequence
from zlib import crc32

from bot import templates_engine
from bot.models import Advocate, Relation

MOST_FACTS = 5


def letter_to(
    advocate: Advocate, brand: str, facts: Sequence[str], wordings: Mapping[str, Sequence[str]]
) -> str:
    """What a person reads and approves before it is sent; `facts` stand in it as they are.

    Raises:
        TemplateFault: a sentence of the file cannot be filled in.
    """
    values = {"name": advocate.name, "brand": brand}

    def say(part: str) -> str:
        # People who know each other do not get the very same letter.
        choices = wordings[part]
        wording = choices[crc32(f"{advocate.id}/{part}".encode()) % len(choices)]
        return templates_engine.render(f"advocates.toml, {part}", wording, values)

    known = "\n".join(f"- {fact}" for fact in facts[:MOST_FACTS])
    relation = Relation.CUSTOMER if advocate.relation == Relation.NONE else advocate.relation
    return "\n\n".join(
        [
            f"{say('greeting')}\n\n{say('opening')}",
            known,
            say("freedom"),
            say(relation.value),
            say("decline"),
            say("closing"),
        ]
    )

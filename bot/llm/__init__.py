"""The door to the language model: a typed question in, a typed answer or a plain reason out.

`openai` is imported here and nowhere else, and only on first use: it is large, and small teams start without
a key.
"""

from bot.llm.prompts import Prompts, seeds
from bot.llm.writer import OpenAiWriter

__all__ = ["OpenAiWriter", "Prompts", "seeds"]

"""The environment, read once. Nobody else looks at it.

Every fault is told at once, in plain words, and never with the value of a secret in it. A secret `X` may also
come from the file named by `X_FILE`.
"""

from bot.settings.model import Settings, Variable, serve_faults, variables
from bot.settings.reading import load, of_the_environment, usable

__all__ = ["Settings", "Variable", "load", "of_the_environment", "serve_faults", "usable", "variables"]

"""The command line: `amends`, or `python -m bot`.

Whatever stands above the check must be readable by an old Python, so that it can say what is wrong.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - pip refuses an old one, `python -m bot` in a checkout does not
    sys.exit(
        "Amends needs Python 3.11 or newer; this is {}.{}. Make the environment with a newer one, such as: "
        "python3.12 -m venv .venv".format(*sys.version_info[:2])
    )

from bot.cli.main import amends


def main() -> None:
    """Run the command that the arguments name."""
    amends(prog_name="amends")


if __name__ == "__main__":
    main()

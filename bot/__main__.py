"""The command line: `amends`, or `python -m bot`."""

from bot.cli.main import amends


def main() -> None:
    """Run the command that the arguments name."""
    amends(prog_name="amends")


if __name__ == "__main__":
    main()

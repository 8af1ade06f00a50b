"""How `amends init` speaks: a title for each step, what is well, what is not, and questions."""

import click

from bot.cli.lines import Line, Status

STEPS = 6
_MARKS = {Status.OK: ("ok", "green"), Status.WARNING: ("note", "yellow"), Status.FAULT: ("wrong", "red")}


def step(number: int, title: str) -> None:
    """The title of the next step."""
    click.secho(f"\n{number} of {STEPS}  {title}", bold=True)


def say(words: str) -> None:
    """A sentence, with nothing in it that a terminal would obey: names come from Slack."""
    click.echo(f"  {clean(words)}")


def tell(line: Line) -> None:
    """What was looked at, and what to do about it."""
    mark, colour = _MARKS[line.status]
    click.echo(f"  {click.style(mark, fg=colour)}: {clean(line.what)}")
    if line.advice:
        click.echo(f"      {clean(line.advice)}")


def ask(question: str, default: str = "") -> str:
    """A short answer; `default` is what Enter means."""
    answer: str = click.prompt(f"  {question}", default=default, show_default=bool(default))
    return " ".join(clean(answer).split())


def ask_secret(question: str) -> str:
    """An answer that does not stand on the screen; empty if there is none."""
    answer: str = click.prompt(f"  {question}", default="", hide_input=True, show_default=False)
    return answer.strip()


def ask_yes(question: str, *, default: bool = True) -> bool:
    """Yes or no."""
    return click.confirm(f"  {clean(question)}", default=default)


def choose(question: str, choices: list[str]) -> int:
    """One of several by its number; which one, counted from 0."""
    for number, choice in enumerate(choices, 1):
        say(f"{number}) {choice}")
    answer: int = click.prompt(f"  {question}", type=click.IntRange(1, len(choices)), default=1)
    return answer - 1


def clean(words: str) -> str:
    """The same without control characters."""
    return "".join(one if one.isprintable() else " " for one in words)

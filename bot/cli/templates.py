"""`amends templates`: check, preview, write out and save what replies are made of."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from getpass import getuser
from pathlib import Path

import click

from bot.cli.main import FAULTY, UNUSABLE_SETTINGS
from bot.cli.templates_files import in_force, own_set, read_folder, shipped, write_folder
from bot.cli.templates_history import history_command, rollback_command
from bot.drafting.library import DEFAULT_BRAND, Library
from bot.drafting.linting import Fault, lint
from bot.drafting.samples import samples
from bot.drafting.template_trial import new_faults
from bot.drafting.versions import effective_set, library_of, save_set
from bot.errors import NotDurable, TemplateFault
from bot.evals.previews import Preview, previews
from bot.settings import load
from bot.store.database import Database
from bot.store.health import look

SAMPLES_SHOWN = 8
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group("templates")
def command() -> None:
    """Check, preview, save and write out the templates.

    Templates are the sentences that replies are made of. Write them out with export, change them in any
    editor, look at the result with lint and preview, and put them in force with import. What managers change
    in Slack is the same: export holds it, history lists it, rollback takes it back.
    """


command.add_command(history_command)
command.add_command(rollback_command)


@command.command("lint")
@click.argument("folder", type=_FOLDER, required=False)
@click.pass_context
def lint_command(ctx: click.Context, folder: Path | None) -> None:
    """Say what is wrong in FOLDER, or in the templates in force.

    Every sentence is held to the rules, and whole replies are tried on sample posts. Files that FOLDER does
    not have are taken from the templates in force. Exit code 0: they may be used. 1: they may not.
    """
    base = in_force(_say)
    texts = own_set(base, read_folder(folder, _say)) if folder else base
    found = lint(texts, base if folder else shipped(), everything=folder is None)
    _tell(found)
    ctx.exit(FAULTY if _is_faulty(found) else 0)


@command.command("preview")
@click.argument("folder", type=_FOLDER, required=False)
@click.option("--mention", metavar="TEXT", help="The post to answer.")
@click.option("--sample", is_flag=True, help="Answer some sample posts instead.")
@click.option(
    "--brand", default=DEFAULT_BRAND, show_default=True, help="Whose reply it is: a file in brands/."
)
@click.option("--tone", help="Only this tone; default: each.")
@click.option("--attempt", type=click.IntRange(1, 99), default=1, help="2 shows “Another draft”, and so on.")
@click.pass_context
def preview_command(
    ctx: click.Context,
    folder: Path | None,
    mention: str | None,
    sample: bool,
    brand: str,
    tone: str | None,
    attempt: int,
) -> None:
    """Show the drafts that the templates make of a post.

    FOLDER holds templates that are not in force yet; without it, those in force are shown.
    """
    if (mention is None) == (not sample):
        raise click.UsageError("Give the post with --mention, or choose --sample.")
    library = _loaded(own_set(in_force(_say), read_folder(folder, _say) if folder else {}))
    if library is None:
        ctx.exit(FAULTY)
    if brand not in library.brands:
        raise click.BadParameter(f"there is no {brand}; choose from {', '.join(library.brands)}.")
    if tone is not None and tone not in library.tones:
        raise click.BadParameter(f"there is no tone {tone}; choose from {', '.join(library.tones)}.")
    posts = (
        [mention]
        if mention is not None
        else [each.text for each in samples()[:: len(samples()) // SAMPLES_SHOWN]]
    )
    for post in posts:
        shown = previews(library, post, library.brands[brand], [tone] if tone else library.tones, attempt)
        click.echo(_page(post, shown))


@command.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.pass_context
def export_command(ctx: click.Context, folder: Path) -> None:
    """Write the templates in force to FOLDER.

    FOLDER must be new or empty, so that nothing of yours is written over.
    """
    if folder.exists() and any(folder.iterdir()):
        click.echo(f"{folder} is not empty: choose a new folder.", err=True)
        ctx.exit(UNUSABLE_SETTINGS)
    texts = in_force(_say)
    write_folder(folder, texts)
    click.echo(f"{len(texts)} files in {folder}. Change them, then run: amends templates lint {folder}")


@command.command("import")
@click.argument("folder", type=_FOLDER)
@click.option("--note", help="Why, for the list of versions.")
@click.option("--by", help="Who; default: the user of this machine.")
@click.pass_context
def import_command(ctx: click.Context, folder: Path, note: str | None, by: str | None) -> None:
    """Save the templates of FOLDER, in force from now on.

    A running Amends takes them up within seconds; drafts that stand already do not change.

    They are checked first; with one fault nothing is saved. Files that FOLDER does not have stay as they are.
    Exit code 0: saved, or nothing to save. 1: not saved.
    """
    offered = read_folder(folder, _say)
    found, changed = asyncio.run(_import(load().database_url, offered, by or getuser(), note))
    _tell(found, quiet_if_clean=True)
    if _is_faulty(found):
        click.echo("Nothing was saved.", err=True)
        ctx.exit(FAULTY)
    if not changed:
        click.echo("Nothing to save: these templates are in force already.")
        return
    click.echo(
        f"Saved {_count(len(changed), 'file')}: {', '.join(changed)}. In force now: a running Amends uses "
        "them within seconds, and drafts that stand already do not change."
    )


async def _import(
    url: str, offered: Mapping[str, str], by: str, note: str | None
) -> tuple[list[Fault], list[str]]:
    """What is wrong, and the paths that were saved; none are if something is wrong."""
    database = Database(url)
    try:
        if not (await look(database)).is_usable:
            raise NotDurable("not there, or not at this version; run: amends migrate")
        base = await effective_set(database)
        changed = {path: body for path, body in offered.items() if base.get(path) != body}
        found = new_faults(own_set(base, offered), base) if changed else []
        if _is_faulty(found):
            return found, []
        if changed:
            await save_set(database, changed, by=f"shell:{by}", now=datetime.now(UTC), note=note)
        return found, sorted(changed)
    finally:
        await database.close()


def _loaded(texts: Mapping[str, str]) -> Library | None:
    try:
        return library_of(texts)
    except TemplateFault as fault:
        click.echo(f"{fault}\nFor all that is wrong, by file and line, run: amends templates lint", err=True)
        return None


def _page(post: str, shown: Sequence[Preview]) -> str:
    """A post with its drafts."""
    lines = [f"Post: {_line(post)}"]
    for each in shown:
        written = each.written
        strategy = f", {written.strategy}" if written.strategy else ""
        lines.append(
            f"\n  {written.tone} ({written.template}{strategy}, {each.size.used} of {each.size.limit})"
        )
        lines.append(f"    {_line(written.text) or 'no draft: a person has to write it'}")
        lines += [f"    ! {found.rule}: {found.why}" for found in written.findings]
    return "\n".join([*lines, ""])


def _tell(found: Sequence[Fault], *, quiet_if_clean: bool = False) -> None:
    for each in found:
        click.echo(f"{'!' if each.level == 'fault' else '?'} {each}")
    faults = sum(each.level == "fault" for each in found)
    if found or not quiet_if_clean:
        click.echo(f"{_count(faults, 'fault')}, {_count(len(found) - faults, 'warning')}.")


def _is_faulty(found: Sequence[Fault]) -> bool:
    return any(each.level == "fault" for each in found)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _line(words: str) -> str:
    """On one line of the screen, with nothing that a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in words)


def _say(words: str) -> None:
    """What goes on, beside the result."""
    click.echo(f"  {words}", err=True)

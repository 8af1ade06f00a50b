"""`amends manifest`: everything that Slack needs to make the app."""

import click

from bot.slack.manifest import as_yaml, manifest, new_app_link


@click.command("manifest")
@click.option("--name", default="Amends", show_default=True, help="What the app is called in Slack.")
@click.option("--http", "http_base", help="Your public https:// address, for HTTP mode.")
def command(name: str, http_base: str | None) -> None:
    """Print the Slack app's manifest and the link that makes the app.

    The manifest goes to the screen, or into a file with > manifest.yaml; the link is told beside it.
    """
    if http_base is not None and not http_base.startswith("https://"):
        raise click.BadParameter("Slack only calls addresses that start with https://", param_hint="--http")
    content = manifest(name, http_base=http_base)
    click.echo(as_yaml(content), nl=False)
    click.echo(f"\nMake the app with all of this filled in:\n{new_app_link(content)}", err=True)

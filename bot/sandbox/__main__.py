"""`python -m bot.sandbox --port 8765` runs the sandbox alone, without the product."""

import asyncio
import contextlib

import click

from bot.sandbox.server import Sandbox


@click.command()
@click.option("--port", default=8765, show_default=True, help="0 takes a free one.")
def main(port: int) -> None:
    """Run the sandbox until it is interrupted."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(port))


async def _run(port: int) -> None:
    async with Sandbox(port=port) as sandbox:
        click.echo(f"Sandbox: {sandbox.url}")
        click.echo(f"SLACK_API_URL={sandbox.api_url}")
        click.echo(f"SLACK_BOT_TOKEN={sandbox.bot_token} SLACK_APP_TOKEN={sandbox.app_token}")
        await asyncio.Event().wait()


if __name__ == "__main__":
    main()

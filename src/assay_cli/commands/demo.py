"""The platform with the sample project and ready accounts; running it again keeps the data."""

from __future__ import annotations

import click

from assay_cli.platform.folder import data_folder


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on; the first free one from 8000 on.")
@click.option("--workers", type=click.IntRange(0, 64), default=2, show_default=True, help="Background workers.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--reset", is_flag=True, help="Delete the demo's data first.")
def command(port: int | None, workers: int, *, no_browser: bool, reset: bool) -> None:
    """The platform with the sample project, ready accounts and evidence, for this machine only."""
    from assay_cli.platform import demo  # noqa: PLC0415 - 'assay --help' stays quick
    from assay_cli.platform.serve import Content, Serving, serve  # noqa: PLC0415 - as above

    folder = data_folder("demo")
    if reset:
        demo.reset(folder)

    def announce(address: str) -> None:
        click.echo(f"Assay is ready: {address}")
        click.echo("Sign in as:")
        for one in demo.accounts(folder):
            click.echo(f"  {one.role:<10} {one.email:<34} {one.password}")
        click.echo("Ctrl-C stops it; the data is kept.")

    serve(
        folder,
        Serving("127.0.0.1", port, workers, browser=not no_browser),
        Content(demo.environment, demo.seed),
        announce,
    )

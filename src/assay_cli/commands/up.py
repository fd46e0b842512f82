"""The whole platform on this machine: database, web and workers; Ctrl-C stops all of it."""

from __future__ import annotations

import click

from assay_cli.platform.folder import data_folder


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on; the first free one from 8000 on.")
@click.option("--workers", type=click.IntRange(0, 64), default=2, show_default=True, help="Background workers.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def command(host: str, port: int | None, workers: int, *, no_browser: bool) -> None:
    """The whole platform on this machine: embedded PostgreSQL (or DATABASE_URL), migrations, web and workers."""
    from assay_cli.platform.serve import Content, Serving, serve  # noqa: PLC0415 - 'assay --help' stays quick

    def announce(address: str) -> None:
        click.echo(f"Assay is ready: {address}")

    serve(data_folder("main"), Serving(host, port, workers, browser=not no_browser), Content(), announce)

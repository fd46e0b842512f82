"""Django's management commands, against the instance that runs here or DATABASE_URL."""

from __future__ import annotations

import click


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """Django's management commands: 'assay manage help' lists them."""
    from assay_cli.platform.instance import running_instance, start_django  # noqa: PLC0415 - help stays quick

    start_django(running_instance())
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - Django is set up by now

    execute_from_command_line(["assay manage", *arguments])

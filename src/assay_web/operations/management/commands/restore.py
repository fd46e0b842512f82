"""``assay manage restore FILE``: an empty database filled from a backup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assay.errors import AssayError
from assay_web.operations.backup import load


class Command(BaseCommand):
    """Reads what 'backup' wrote."""

    help = (
        "Fill the empty database at DATABASE_URL from FILE, all of it or nothing. Start the instance afterwards with "
        "the same secret key: it brings the database to its own version."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where from."""
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002 - as Django calls it
        """Read it.

        Raises:
            CommandError: it is no backup, the database is not empty, or it cannot be read.
        """
        try:
            load(options["file"])
        except AssayError as error:
            raise CommandError(str(error)) from error
        self.stderr.write("The database is filled.")

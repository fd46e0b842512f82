"""``assay manage backup FILE``: the whole database in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assay.errors import AssayError
from assay_web.operations.backup import dump


class Command(BaseCommand):
    """Writes what 'restore' reads."""

    help = (
        "Write the whole database to FILE, as of one moment, while people go on working. The instance's secret key is "
        "not in it: keep ASSAY_SECRET_KEY, or the file secret-key of the data folder, apart from it."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002 - as Django calls it
        """Write it.

        Raises:
            CommandError: it cannot be written.
        """
        try:
            size = dump(options["file"])
        except AssayError as error:
            raise CommandError(str(error)) from error
        self.stderr.write(f"{options['file']}: {size / 2**20:.1f} MiB")

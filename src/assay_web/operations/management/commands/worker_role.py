"""``assay manage worker_role ROLE``: a database role that can do a worker's jobs and little else."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assay.errors import AssayError
from assay_web.operations.worker_role import grant


class Command(BaseCommand):
    """Grants what workers need."""

    help = (
        "Let ROLE, which exists already, do what a worker's jobs need, and nothing else: no passwords, addresses, "
        "sessions or tokens, no change of projects or payouts. To be run again after each migration."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("role", metavar="ROLE")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002 - as Django calls it
        """Grant it.

        Raises:
            CommandError: there is no such role, or nothing can be kept from it.
        """
        try:
            closed = grant(options["role"])
        except AssayError as error:
            raise CommandError(str(error)) from error
        self.stderr.write(f"{options['role']} may work. Closed to it: {', '.join(closed)}.")

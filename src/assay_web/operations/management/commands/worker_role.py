"""``assay manage worker_role ROLE``: a database role that can run candidates' code and little else."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assay.errors import AssayError
from assay_web.operations.worker_role import QUEUES, grant


class Command(BaseCommand):
    """Grants what workers need."""

    help = (
        "Let ROLE, which exists already, do what the queues interactive and bulk need, which run candidates' code, and "
        "nothing else. To be run again after each upgrade."
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
            grant(options["role"])
        except AssayError as error:
            raise CommandError(str(error)) from error
        queues = " ".join(f"--queue {name}" for name in QUEUES)
        role = options["role"]
        self.stderr.write(f"{role} may work: DATABASE_URL=postgresql://{role}:…@… assay worker {queues}")

"""``assay manage examine_again [--project SLUG]``: once what was missing is there."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assay_web.projects.models import Project
from assay_web.tasks.examining_again import examine_again


class Command(BaseCommand):
    """Queues candidates whose examination failed."""

    help = "Queue the candidates that could not be examined, such as for want of a sandbox, once that is mended."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whose."""
        parser.add_argument("--project", metavar="SLUG", help="Of this project only.")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002 - as Django calls it
        """Queue them.

        Raises:
            CommandError: there is no such project.
        """
        slug = options["project"]
        if slug is not None and not Project.objects.filter(slug=slug).exists():
            raise CommandError(f"there is no project {slug!r}")
        self.stderr.write(f"{examine_again(slug)} candidates are queued")

"""``assay manage seed SLUG --lead EMAIL``: a project full of reviews, to try pages on many rows."""

from __future__ import annotations

import argparse
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assay.errors import AssayError
from assay_web.accounts.models import User
from assay_web.insight.services import Plan, seed


class Command(BaseCommand):
    """Makes a project with tasks, candidates, evidence, reviews and figures, drawn from a known truth."""

    help = (
        "Make a project of that name with reviews that nobody wrote, led by an account that exists already, "
        "to try or measure pages. The same seed makes the same project. Not for an instance that real people use: "
        "reviews are for good."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Sizes, with the plan's own as defaults."""
        plan = Plan("")
        parser.add_argument("slug", help="short name of the new project")
        parser.add_argument("--lead", required=True, metavar="EMAIL", help="who leads it")
        for name, told in (
            ("tasks", "tasks"),
            ("reviews", "reviews of each task"),
            ("candidates", "candidates of each task"),
            ("reviewers", "people who review"),
            ("models", "models that wrote the candidates"),
            ("contested", "tasks whose conflicts are sought; the others wait for one more reviewer"),
            ("seed", "what everything is drawn from"),
        ):
            parser.add_argument(f"--{name}", type=_whole, default=getattr(plan, name), help=f"{told} (%(default)s)")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401, ARG002 - as Django calls it
        """Make it, telling how far it is.

        Raises:
            CommandError: there is no such lead, the project exists, or the sizes do not fit each other.
        """
        lead = User.objects.filter(email=options["lead"].lower()).first()
        if lead is None:
            raise CommandError(f"nobody has the address {options['lead']}; give the address of an account as --lead")
        plan = Plan(**{name: options[name] for name in Plan.__dataclass_fields__})
        begin = time.monotonic()
        try:
            made = seed(lead, plan, self._tell)
        except AssayError as error:
            raise CommandError(str(error)) from error
        self.stderr.write(
            f"{plan.slug}: {made.tasks:,} tasks, {made.reviews:,} reviews, {made.findings:,} findings "
            f"in {time.monotonic() - begin:.0f} s"
        )

    def _tell(self, what: str, done: int, whole: int) -> None:
        self.stderr.write(f"{what}: {done:,} of {whole:,}")


def _whole(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number

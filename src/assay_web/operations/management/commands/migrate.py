"""``assay manage migrate``: Django's own, which fills an empty database at once where it can."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS

from assay_web.operations.schema import load_schema

PART = ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune")
"""Whoever asks for one of these does not ask for the whole schema."""


class Command(migrate.Command):
    """Migrations that the schema's file does not hold are applied after it, as ever."""

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as Django calls it
        """Bring the database to this version."""
        whole = options["database"] == DEFAULT_DB_ALIAS and not any(options[name] for name in PART)
        if whole and load_schema() and options["verbosity"] >= 1:
            self.stdout.write("The database was empty: its schema was made at once.")
        super().handle(*args, **options)

"""Write the schema of a database that went through every migration, so that a new one need not.

PostgreSQL words some conditions anew when it reads what it wrote; so what is written here has been read once.
A test compares the file with what this would write. Usage: ``python tools/make_schema.py [FILE]``; with
``DATABASE_URL``, an empty database of that server is used.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from assay_cli.platform.folder import DataFolder
from assay_cli.platform.instance import Instance, database, start_django


def main(target: Path | None) -> None:
    """Migrate an empty database step by step, and write what came of it."""
    with tempfile.TemporaryDirectory(prefix="assay-schema-") as temporary:
        folder = DataFolder(Path(temporary) / "data")
        with database(folder) as url:
            start_django(Instance(folder, url))
            from django.core.management import call_command  # noqa: PLC0415 - Django is set up by now
            from django.core.management.commands.migrate import Command  # noqa: PLC0415 - as above
            from django.db import connection  # noqa: PLC0415 - as above

            from assay_web.operations.schema import FILE, dump_schema, load_schema  # noqa: PLC0415 - as above

            call_command(Command(), verbosity=0, interactive=False)
            made = Path(temporary) / "schema.sql"
            made.write_text(dump_schema(), encoding="utf-8")
            with connection.cursor() as cursor:
                cursor.execute("DROP SCHEMA public CASCADE")
                cursor.execute("CREATE SCHEMA public")
                cursor.execute("COMMENT ON SCHEMA public IS 'standard public schema'")
            if not load_schema(made):
                sys.exit("PostgreSQL is too old to write the schema")
            (target or FILE).write_text(dump_schema(), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)

"""Where attempts to sign in are counted, over all web processes: the table of Django's cache in the database.

Unlogged: what is lost in a crash of the database is some minutes' counts.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_known_addresses")]

    operations = [
        migrations.RunSQL(
            """
            CREATE UNLOGGED TABLE accounts_attempts (
                cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL
            );
            CREATE INDEX accounts_attempts_expires ON accounts_attempts (expires);
            """,
            "DROP TABLE accounts_attempts",
        )
    ]

"""Adding up every entry again: balances and sums are kept by the database, and this is how one knows."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone

from assay_web.ledger.models import Audit
from assay_web.ledger.services.entering import lock_ledger

_BALANCES = """
    SELECT a.currency, coalesce(sum(abs(a.balance_minor - coalesce(e.total, 0))), 0)::bigint,
        coalesce(sum(e.n), 0)::bigint
    FROM ledger_account a
    LEFT JOIN (SELECT account_id, sum(amount_minor) AS total, count(*) AS n FROM ledger_entry GROUP BY 1) AS e
    ON e.account_id = a.id GROUP BY 1
"""
_DAYS = """
    SELECT a.currency, coalesce(sum(abs(coalesce(kept.total, 0) - coalesce(e.total, 0))), 0)::bigint
    FROM (
        SELECT e.account_id, t.cause, (t.at AT TIME ZONE 'UTC')::date AS day, sum(e.amount_minor) AS total
        FROM ledger_entry e JOIN ledger_transaction t ON t.id = e.transaction_id GROUP BY 1, 2, 3
    ) AS e
    FULL JOIN (SELECT account_id, cause, day, amount_minor AS total FROM ledger_turnover) AS kept
    USING (account_id, cause, day) JOIN ledger_account a ON a.id = account_id GROUP BY 1
"""
_PROJECTS = """
    SELECT p.currency, coalesce(sum(abs(coalesce(kept.total, 0) - coalesce(e.total, 0))), 0)::bigint
    FROM (
        SELECT t.project_id, a.kind, sum(e.amount_minor) AS total FROM ledger_entry e
        JOIN ledger_transaction t ON t.id = e.transaction_id JOIN ledger_account a ON a.id = e.account_id
        WHERE t.project_id IS NOT NULL GROUP BY 1, 2
    ) AS e
    FULL JOIN (SELECT project_id, kind, amount_minor AS total FROM ledger_projectsum) AS kept
    USING (project_id, kind) JOIN projects_project p ON p.id = project_id GROUP BY 1
"""


@transaction.atomic
def audit() -> None:
    """Compare accounts, days and projects with the entries themselves, and store by how much they differ.

    No entry comes in meanwhile; it takes about a second for a million.
    """
    lock_ledger()
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_BALANCES)
        found = {currency: (differs, n) for currency, differs, n in cursor.fetchall()}
        for statement in (_DAYS, _PROJECTS):
            cursor.execute(statement)
            for currency, differs in cursor.fetchall():
                before, n = found.get(currency, (0, 0))
                found[currency] = (before + differs, n)
    for currency, (differs, n) in found.items():
        Audit.objects.update_or_create(currency=currency, defaults={"differs_minor": differs, "entries": n, "at": now})

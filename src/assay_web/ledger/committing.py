"""What is spoken for of a project's budget: every live assignment with its price, and what was granted by hand.

Only a limit needs the sum at every claim, and claims of a project with a limit wait for each other there. Without one
nothing is added up: the sum is worked out when somebody looks, and when a limit is set. Whoever sets the first limit
waits until what was being claimed meanwhile is stored, and claims wait for them: both by an advisory lock, which
claims share. It is taken by functions of the database, which migration 0004 brings: ``ledger_commit`` adds to the sum,
``ledger_committed`` tells it, ``ledger_recommitted`` works it out while nobody adds to it.
"""

from __future__ import annotations

from typing import Final

import pgtrigger
from django.db import connection

from assay_web.projects.models import Project

PRICED: Final = pgtrigger.UpdateOf("state", "price_minor")  # type: ignore[no-untyped-call]  # shipped without types
"""What changes how much an assignment counts."""

COMMITS: Final = pgtrigger.Trigger(
    name="commits_the_budget",
    operation=pgtrigger.Insert | pgtrigger.Delete | PRICED,
    when=pgtrigger.After,
    declare=[("change", "BIGINT DEFAULT 0")],
    func=(
        "IF TG_OP <> 'DELETE' AND NEW.state NOT IN ('released', 'expired') THEN"
        " change := change + NEW.price_minor; END IF;"
        " IF TG_OP <> 'INSERT' AND OLD.state NOT IN ('released', 'expired') THEN"
        " change := change - OLD.price_minor; END IF;"
        " IF change <> 0 THEN PERFORM ledger_commit("
        "CASE TG_OP WHEN 'DELETE' THEN OLD.project_id ELSE NEW.project_id END, change); END IF; RETURN NULL;"
    ),
)
"""Of assignments."""

COUNTS: Final = pgtrigger.Trigger(
    name="counts_what_is_committed",
    operation=pgtrigger.Update,
    when=pgtrigger.Before,
    condition=pgtrigger.Condition("OLD.total_minor IS NULL AND NEW.total_minor IS NOT NULL"),
    func="NEW.committed_minor := ledger_recommitted(NEW.project_id); RETURN NEW;",
)
"""Of budgets: the first limit, or one after there was none."""


def commit_to_budget(project: Project, change_minor: int) -> None:
    """Add to what is spoken for, in minor units of the project's currency; less than nothing takes off.

    Raises:
        IntegrityError: the limit does not cover it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_commit(%s, %s)", [project.pk, change_minor])

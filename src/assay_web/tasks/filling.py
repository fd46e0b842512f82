"""Triggers that know of each task whether all its places are taken; see :attr:`assay_web.tasks.models.Task.filled`.

They count under the lock of the task, in a statement of its own: what others have done until they let go of it is seen.
"""

from __future__ import annotations

import pgtrigger

_TAKEN = "(SELECT count(*) FROM review_assignment WHERE task_id = %s AND state NOT IN ('released', 'expired'))"
# ruff: noqa: S608 - put together from our own text

FILLED_AS_WANTED = pgtrigger.Trigger(
    name="filled_as_wanted",
    operation=pgtrigger.UpdateOf("overlap"),  # type: ignore[no-untyped-call]  # shipped without types
    when=pgtrigger.Before,
    condition=pgtrigger.AnyChange("overlap"),
    func=f"NEW.filled := NEW.overlap <= {_TAKEN % 'NEW.id'}; RETURN NEW;",
)
"""Of tasks: another number of reviews is wanted."""

FILLED_BY_ASSIGNMENTS = pgtrigger.Trigger(
    name="filled",
    operation=pgtrigger.Insert | pgtrigger.Delete | pgtrigger.UpdateOf("state"),  # type: ignore[no-untyped-call]  # as above
    when=pgtrigger.After,
    declare=[("of_task", "BIGINT"), ("wanted", "INT"), ("was", "BOOL"), ("now", "BOOL")],
    func=(
        "IF TG_OP = 'UPDATE' AND (NEW.state IN ('released', 'expired')) = (OLD.state IN ('released', 'expired'))"
        " THEN RETURN NULL; END IF;"
        " of_task := CASE TG_OP WHEN 'DELETE' THEN OLD.task_id ELSE NEW.task_id END;"
        " SELECT overlap, filled INTO wanted, was FROM tasks_task WHERE id = of_task FOR NO KEY UPDATE;"
        f" now := wanted <= {_TAKEN % 'of_task'};"
        " IF now <> was THEN UPDATE tasks_task SET filled = now WHERE id = of_task; END IF;"
        " RETURN NULL;"
    ),
)
"""Of assignments: a place is taken, or given back."""

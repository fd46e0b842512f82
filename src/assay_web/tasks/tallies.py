"""Triggers that keep the counts of a project; see :class:`assay_web.tasks.models.Tally`."""

from __future__ import annotations

import pgtrigger

_ADDED = pgtrigger.Referencing(new="added")  # type: ignore[no-untyped-call]  # shipped without types
_INTO = "INSERT INTO tasks_tally (project_id, name, change)"
# ruff: noqa: S608 - put together from our own text

OF_TASKS = [
    pgtrigger.Trigger(
        name="tally_added",
        level=pgtrigger.Statement,
        operation=pgtrigger.Insert,
        when=pgtrigger.After,
        referencing=_ADDED,
        func=(
            f"{_INTO} SELECT project_id, 'task', count(*) FROM added GROUP BY 1;"
            f" {_INTO} SELECT project_id, 'place', sum(overlap) FROM added GROUP BY 1; RETURN NULL;"
        ),
    ),
    pgtrigger.Trigger(
        name="tally_places",
        operation=pgtrigger.UpdateOf("overlap"),  # type: ignore[no-untyped-call]  # as above
        when=pgtrigger.After,
        condition=pgtrigger.AnyChange("overlap"),
        func=f"{_INTO} VALUES (NEW.project_id, 'place', NEW.overlap - OLD.overlap); RETURN NULL;",
    ),
    pgtrigger.Trigger(
        name="tally_gone",
        operation=pgtrigger.Delete,
        when=pgtrigger.After,
        func=(f"{_INTO} VALUES (OLD.project_id, 'task', -1), (OLD.project_id, 'place', -OLD.overlap); RETURN NULL;"),
    ),
]
"""Tasks, and the reviews that are wanted of them."""

OF_CANDIDATES = [
    pgtrigger.Trigger(
        name="tally_added",
        level=pgtrigger.Statement,
        operation=pgtrigger.Insert,
        when=pgtrigger.After,
        referencing=_ADDED,
        # Not a join: its plan, made for the first rows of a session, would read all tasks for each later lot.
        func=(
            f"{_INTO} SELECT project_id, 'candidate ' || evidence_state, count(*) FROM ("
            "SELECT (SELECT t.project_id FROM tasks_task t WHERE t.id = added.task_id) AS project_id, evidence_state"
            " FROM added) AS rows_added GROUP BY 1, 2; RETURN NULL;"
        ),
    ),
    pgtrigger.Trigger(
        name="tally_examined",
        operation=pgtrigger.UpdateOf("evidence_state"),  # type: ignore[no-untyped-call]  # as above
        when=pgtrigger.After,
        condition=pgtrigger.AnyChange("evidence_state"),
        func=(
            f"{_INTO} SELECT t.project_id, one.name, one.change FROM tasks_task t, (VALUES"
            " ('candidate ' || OLD.evidence_state, -1), ('candidate ' || NEW.evidence_state, 1)) AS one (name, change)"
            " WHERE t.id = NEW.task_id; RETURN NULL;"
        ),
    ),
    pgtrigger.Trigger(
        name="tally_gone",
        operation=pgtrigger.Delete,
        when=pgtrigger.After,
        func=(
            f"{_INTO} SELECT t.project_id, 'candidate ' || OLD.evidence_state, -1 FROM tasks_task t"
            " WHERE t.id = OLD.task_id; RETURN NULL;"
        ),
    ),
]
"""Candidates, by how far machines have examined them."""

OF_ASSIGNMENTS = [
    pgtrigger.Trigger(
        name="tally_state",
        operation=pgtrigger.Insert | pgtrigger.Delete | pgtrigger.UpdateOf("state"),  # type: ignore[no-untyped-call]  # as above
        when=pgtrigger.After,
        func=(
            "IF TG_OP = 'UPDATE' AND NEW.state = OLD.state THEN RETURN NULL; END IF;"
            f" IF TG_OP <> 'DELETE' THEN {_INTO} VALUES (NEW.project_id, 'assignment ' || NEW.state, 1); END IF;"
            f" IF TG_OP <> 'INSERT' THEN {_INTO} VALUES (OLD.project_id, 'assignment ' || OLD.state, -1); END IF;"
            " RETURN NULL;"
        ),
    ),
]
"""Assignments by state."""

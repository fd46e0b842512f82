"""What the database refuses of an assignment, whoever writes it."""

from __future__ import annotations

from typing import Final

import pgtrigger

HELD_FROM_WORK: Final = "is held from work on"
"""What the database says of a claim by somebody whom the project holds."""

_NO_SLOT = "RAISE EXCEPTION 'task % has no slot %', NEW.task_id, NEW.slot USING ERRCODE = 'check_violation';"
_NOT_HELD = (
    "IF EXISTS (SELECT 1 FROM projects_hold"
    " WHERE project_id = NEW.project_id AND user_id = NEW.reviewer_id AND lifted_at IS NULL) THEN"
    f" RAISE EXCEPTION 'person % {HELD_FROM_WORK} task %', NEW.reviewer_id, NEW.task_id"
    " USING ERRCODE = 'check_violation'; END IF;"
)
# ruff: noqa: S608 - put together from our own text

GUARDS = [
    pgtrigger.Trigger(
        name="as_its_task_is",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        declare=[("places", "INT")],
        func=(
            "SELECT project_id, overlap INTO NEW.project_id, places FROM tasks_task WHERE id = NEW.task_id;"
            f" IF NEW.slot > places THEN {_NO_SLOT} END IF;"
            f" IF NEW.state IN ('first_pass', 'second_pass') THEN {_NOT_HELD} END IF; RETURN NEW;"
        ),
    ),
    pgtrigger.Trigger(
        name="slot_within_overlap",
        operation=pgtrigger.UpdateOf("slot"),  # type: ignore[no-untyped-call]  # shipped without types
        when=pgtrigger.Before,
        func=(
            f"IF NEW.slot > (SELECT overlap FROM tasks_task WHERE id = NEW.task_id) THEN {_NO_SLOT} END IF; RETURN NEW;"
        ),
    ),
    pgtrigger.Trigger(
        name="not_while_held",
        operation=pgtrigger.UpdateOf("state"),  # type: ignore[no-untyped-call]  # as above
        when=pgtrigger.Before,
        func=(
            "IF NEW.state IN ('first_pass', 'second_pass') AND OLD.state IN ('released', 'expired') THEN"
            f" {_NOT_HELD} END IF; RETURN NEW;"
        ),
    ),
    pgtrigger.Trigger(
        name="price_never_lowered",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        condition=pgtrigger.Q(new__price_minor__lt=pgtrigger.F("old__price_minor")),
        func="RAISE EXCEPTION 'a frozen price is never lowered' USING ERRCODE = 'check_violation';",
    ),
]
"""It belongs to the project of its task, in a slot that the task has, to nobody whom the project holds, at the price
that was promised or more. Each claim goes through the first, which therefore looks at the task once for three of them.
"""

"""What was changed of a project: who, when, before, after; from the rows that the database's triggers write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from pghistory.models import Context

from assay_web.accounts.models import User
from assay_web.kit.money import written
from assay_web.projects.models import Project

MOST = 500
"""Events of a kind that are looked at: the newest."""

KINDS = {
    "ProjectEvent": "Project",
    "gold.GoldPolicyEvent": "Gold",
    "gold.FlagEvent": "Flag",
    "BudgetEvent": "Budget",
    "PriceTierEvent": "Tier",
    "MembershipEvent": "Member",
    "InvitationEvent": "Invitation",
    "RequirementsEvent": "Requirements",
    "HoldEvent": "Hold",
    "QuizQuestionEvent": "Question",
}
_SILENT = {"id", "project_id", "created_at", "public_id", "invited_by_id", "used_by_id"}


@dataclass(frozen=True, slots=True)
class Change:
    """One value that became another; an empty text stands for none."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Event:
    """One row that was made, changed or removed. ``who`` is empty for the command line and background work."""

    at: datetime
    who: str
    kind: str
    what: str
    changes: tuple[Change, ...]


def history(project: Project) -> list[Event]:
    """What was changed of a project that the caller has been found to lead, the newest first."""
    rows = [row | {"kind": kind} for model, kind in KINDS.items() for row in _rows(model, project)]
    authors = _authors(rows)
    people = {str(row["user_id"]) for row in rows if row.get("user_id")} | set(authors.values())
    names = {str(pk): email for pk, email in User.objects.filter(pk__in=people).values_list("pk", "email")}
    for row in rows:
        row["who"] = names.get(authors.get(row["pgh_context_id"], ""), "")
        row |= {
            name: written(value, project.currency)
            for name, value in row.items()
            if name.endswith("_minor") and value is not None
        }
    events = [event for kind in KINDS.values() for event in _events(rows, kind, names)]
    return sorted(events, key=lambda one: one.at, reverse=True)


def _rows(model: str, project: Project) -> list[dict[str, Any]]:
    events = apps.get_model(model if "." in model else f"projects.{model}").objects
    own = {"pgh_obj_id": project.pk} if model == "ProjectEvent" else {"project_id": project.pk}
    return list(events.filter(**own).order_by("-pgh_id").values()[:MOST])


def _authors(rows: Iterable[Mapping[str, Any]]) -> dict[object, str]:
    """Context to the id of the person in whose request it arose; none for the command line and workers."""
    contexts = Context.objects.filter(pk__in={row["pgh_context_id"] for row in rows}).values_list("pk", "metadata")
    return {pk: str(metadata["user"]) for pk, metadata in contexts if metadata.get("user")}


def _events(rows: Iterable[dict[str, Any]], kind: str, names: Mapping[str, str]) -> list[Event]:
    found: list[Event] = []
    earlier: dict[object, Mapping[str, Any]] = {}
    for row in sorted((one for one in rows if one["kind"] == kind), key=lambda one: one["pgh_id"]):
        before = earlier.get(row["pgh_obj_id"], {})
        removed = row["pgh_label"] == "delete"
        changes = _changes({} if removed else before, row, names)
        earlier[row["pgh_obj_id"]] = row
        if changes or removed:
            what = "removed" if removed else "changed" if before else "made"
            found.append(Event(row["pgh_created_at"], row["who"], kind, what, changes))
    return found


def _changes(before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]) -> tuple[Change, ...]:
    fields = [one for one in after if not one.startswith("pgh_") and one not in _SILENT | {"kind", "who"}]
    pairs = [(one, _shown(one, before.get(one), names), _shown(one, after[one], names)) for one in fields]
    return tuple(
        Change(name.removesuffix("_id").removesuffix("_minor").replace("_", " "), old, new)
        for name, old, new in pairs
        if old != new
    )


def _shown(field: str, value: object, names: Mapping[str, str]) -> str:
    if field == "user_id":
        return names.get(str(value), "")
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M} UTC"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{name} {one}" for name, one in sorted(value.items()))
    return "" if value is None else str(value)

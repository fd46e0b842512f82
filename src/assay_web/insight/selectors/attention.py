"""What a lead should look at now, in one list, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from assay_web.gold.models import FlagState
from assay_web.gold.selectors import doubts, flags
from assay_web.projects.models import Project
from assay_web.projects.policies import Person

FIGURES = ("progress", "people", "rules")
"""The sets of figures that say it."""

_FEWEST_ANSWERS = 8
_REAL_BELOW = 0.5
_RECALL_BELOW = 0.5


@dataclass(frozen=True, slots=True)
class Attention:
    """One line: what, and where to act on it. ``route`` is a URL name, ``arguments`` come after the project's slug."""

    text: str
    action: str
    route: str
    arguments: tuple[str, ...] = ()
    query: str = ""

    def address(self, project: Project) -> str:
        """Of the page on which to act."""
        page = reverse(self.route, args=(project.slug, *self.arguments))
        return f"{page}?{self.query}" if self.query else page


def attention_in(person: Person, project: Project, sets: Mapping[str, dict[str, Any]]) -> list[Attention]:
    """All that a project wants of this reader of it, ``sets`` being its stored figures."""
    muted = frozenset(project.muted_rules.values_list("source", "rule"))
    return [*planted_attention(person, project), *needs_attention(sets, muted)]


def needs_attention(sets: Mapping[str, dict[str, Any]], muted: frozenset[tuple[str, str]]) -> list[Attention]:
    """From stored figures; empty when all is well."""
    return [*_work(sets.get("progress", {})), *_rules(sets.get("rules", {}), muted), *_people(sets.get("people", {}))]


def planted_attention(person: Person, project: Project) -> list[Attention]:
    """What planted tasks want of this person; nothing for those who do not lead the project."""
    flagged = flags(person, project).filter(state=FlagState.OPEN).count()
    waiting = doubts(person, project).count()
    found = []
    if flagged:
        found.append(
            Attention(f"{flagged:,} {_plural(flagged, 'reviewer')} to talk with, by planted tasks", "See why", "gold")
        )
    if waiting:
        found.append(Attention(f"{waiting:,} {_plural(waiting, 'claim')} on planted tasks to settle", "Settle", "gold"))
    return found


def _work(progress: dict[str, Any]) -> Iterator[Attention]:
    if progress.get("conflicts", {}).get("open"):
        open_, tasks = progress["conflicts"]["open"], progress["conflicts"]["tasks"]
        yield Attention(
            f"{open_:,} {_plural(open_, 'conflict')} on {tasks:,} {_plural(tasks, 'task')} for adjudicators to settle",
            "See the tasks",
            "insight_tasks",
            query="need=conflict",
        )
    if waiting := progress.get("submitted"):
        yield Attention(f"{waiting:,} {_plural(waiting, 'review')} waiting for a decision", "Decide", "project")
    if failed := progress.get("evidence_failed"):
        yield Attention(
            f"{failed:,} {_plural(failed, 'candidate')} could not be examined by machines", "See the tasks", "project"
        )


def _rules(rules: dict[str, Any], muted: frozenset[tuple[str, str]]) -> Iterator[Attention]:
    for row in rules.get("rows", []):
        n = row["real"] + row["false"]
        if n < _FEWEST_ANSWERS or (row["source"], row["rule"]) in muted:
            continue
        if row["precision"].get("high", 1.0) < _REAL_BELOW:
            name = f"{row['source']} {row['rule']}".strip()
            yield Attention(f"Reviewers called {row['false']} of {n} findings of {name} false", "Mute", "insight_rules")


def _people(people: dict[str, Any]) -> Iterator[Attention]:
    for row in people.get("rows", []):
        if row["recall"].get("high", 1.0) < _RECALL_BELOW:
            yield Attention(
                f"Reviewer {row['name']} found {row['found']} of {row['chances']} known defects",
                "Open reviewer",
                "insight_reviewer",
                (row["name"],),
            )


def _plural(n: int, word: str) -> str:
    return word if n == 1 else f"{word}s"

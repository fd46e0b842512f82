"""Tables of figures as CSV files: what a page shows, with all digits and intervals."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from django.views.decorators.http import require_safe

from assay.workflows.assess import FindingClass
from assay_web.accounts.pages.signed_in import SignedInRequest, signed_in
from assay_web.insight.selectors.stored import figures
from assay_web.kit.csv_files import csv_response
from assay_web.projects.policies import sees_origins
from assay_web.projects.selectors import get_readable_project

Body = Mapping[str, Any]
_SHARE = ("share", "low", "high", "n")


@dataclass(frozen=True)
class Table:
    """A file: from which set of figures, under which header, and its lines. ``names_models``: as origins are shown."""

    source: str
    header: tuple[str, ...]
    lines: Callable[[Body], Iterator[list[object]]]
    names_models: bool = False


def _figure(figure: Body | None) -> list[object]:
    found = figure or {}
    return [found.get("value", ""), found.get("low", ""), found.get("high", ""), found.get("n", "")]


def _agreement(body: Body) -> Iterator[list[object]]:
    for row in body["rows"]:
        yield [row["name"], row["title"], row["measure"], *_figure(row)]


def _reviewers(body: Body) -> Iterator[list[object]]:
    for row in body["rows"]:
        yield [
            row["name"], row["reviews"], row["findings"], row["median_ms"], row["last"], row["accuracy"],
            *_figure(row["agrees"]), *_figure(row["recall"]),
        ]  # fmt: skip


def _rules(body: Body) -> Iterator[list[object]]:
    for row in body["rows"]:
        yield [
            row["source"],
            row["rule"],
            row["real"],
            row["false"],
            *_figure(row["precision"]),
            row["reason"] or "",
        ]


_RATES = ("recall", "localised_recall", "precision", "nitpick_rate", "false_rate")


def _sources(body: Body) -> Iterator[list[object]]:
    for row in body["rows"]:
        counts = [row["counts"].get(one.value, 0) for one in FindingClass]
        yield [row["kind"], row["name"], row["asked"], *counts, *(cell for one in _RATES for cell in _figure(row[one]))]


def _models(body: Body) -> Iterator[list[object]]:
    for row in body["rows"]:
        yield [row["model"], row["reviewed"], *_figure(row["tests"]), *_figure(row["accepted"])]


def _densities(body: Body) -> Iterator[list[object]]:
    for row in body["rows"]:
        for kind in ("severity", "category", "language"):
            for name, density in sorted(row[kind].items()):
                yield [row["model"], kind, name, density, row["reviewed"]]


def _of(name: str) -> tuple[str, ...]:
    return tuple(f"{name}_{part}" for part in _SHARE)


TABLES: Final[Mapping[str, Table]] = {
    "agreement": Table("agreement", ("name", "title", "measure", "value", "low", "high", "n"), _agreement),
    "reviewers": Table(
        "people",
        ("reviewer", "reviews", "findings", "median_active_ms", "last", "accuracy", *_of("agrees"), *_of("recall")),
        _reviewers,
    ),
    "rules": Table("rules", ("source", "rule", "real", "false", *_of("precision"), "reason"), _rules),
    "sources": Table(
        "sources",
        (
            "kind",
            "source",
            "candidates",
            *(f"n_{one.value}" for one in FindingClass),
            *(column for one in _RATES for column in _of(one)),
        ),
        _sources,
    ),
    "models": Table("models", ("model", "reviewed", *_of("tests"), *_of("accepted")), _models, names_models=True),
    "densities": Table(
        "models", ("model", "by", "name", "findings_per_reviewed", "reviewed"), _densities, names_models=True
    ),
}


@require_safe
@signed_in
def table(request: SignedInRequest, slug: str, name: str) -> HttpResponseBase:
    """Open as the page that shows it; without lines for whoever may not see origins yet."""
    project = get_readable_project(request.user, slug)
    wanted = TABLES.get(name)
    if wanted is None:
        return HttpResponse(status=404)
    body = figures(project, wanted.source)[wanted.source]
    hidden = wanted.names_models and not sees_origins(request.user, project)
    lines = iter(()) if body is None or hidden else wanted.lines(body)
    return csv_response(f"{project.slug}-{name}.csv", wanted.header, lines)


urlpatterns = [path("projects/<slug:slug>/figures/<slug:name>.csv", table, name="insight_table")]

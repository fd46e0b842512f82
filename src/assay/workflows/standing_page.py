"""A standing as one HTML file: intervals as a plot, and tables."""

from __future__ import annotations

from collections.abc import Sequence

from assay.judgement.ranking.standing import Place, Standing
from assay.workflows.interval_page import Bar, page, plot, table
from assay.workflows.standing_report import parameters, summary


def standing_page(standing: Standing, *, elo: bool = False) -> str:
    """The whole file, ending with a line feed."""
    places = standing.places()
    groups = [[place for place in places if place.group == group] for group in range(1, len(standing.scales) + 1)]
    parts = []
    for number, group in enumerate(groups, 1):
        if len(groups) > 1:
            parts.append(f"<h2>Group {number}</h2>")
        parts += [_plot(group, standing.level, elo=elo), _table(group, elo=elo)]
    return page("Standing", summary(standing), [*parts, _parameters(standing), _unplaced(standing)], standing.notes)


def _plot(places: Sequence[Place], level: float, *, elo: bool) -> str:
    values = [place.elo() if elo else (place.theta, place.low, place.high) for place in places]
    unit = "Elo points" if elo else "log-odds against the mean"
    bars = [Bar(place.model, *value) for place, value in zip(places, values, strict=True)]
    return plot(bars, f"{level:.0%} intervals of {len(places)} models in {unit}", unit)


def _table(places: Sequence[Place], *, elo: bool) -> str:
    heads = ["rank", "model", "theta", "interval", "ranks", "P(best)", "n", *(("Elo", "interval") if elo else ())]
    rows = [
        [
            str(place.rank),
            place.model,
            f"{place.theta:+.3f}",
            f"{place.low:+.3f} … {place.high:+.3f}",
            f"{place.rank_low}-{place.rank_high}" if place.rank_low < place.rank_high else f"{place.rank_low}",
            f"{place.p_best:.3f}",
            f"{place.n:,}",
            *(_elo(place) if elo else ()),
        ]
        for place in places
    ]
    return table(heads, rows, "Models, the best first")


def _elo(place: Place) -> tuple[str, str]:
    rating, low, high = place.elo()
    return f"{rating:.0f}", f"{low:.0f} … {high:.0f}"


def _parameters(standing: Standing) -> str:
    rows = [
        [str(group), name, f"{e.value:.3f}", f"{e.low:.3f} … {e.high:.3f}"] for group, name, e in parameters(standing)
    ]
    return table(["group", "parameter", "value", "interval"], rows, "Also estimated")


def _unplaced(standing: Standing) -> str:
    rows = [[f"{one.n:,}", one.model, one.reason] for one in standing.unplaced]
    return table(["n", "model", "why"], rows, "Without a place")

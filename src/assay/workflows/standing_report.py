"""A standing as a document (``assay.standing/v1``), and as a table of cells."""

from __future__ import annotations

import csv
import dataclasses
import io

from pydantic import JsonValue

from assay.judgement.ranking.standing import Estimate, Place, Standing

COLUMNS = ("group", "rank", "model", "theta", "low", "high", "rank_low", "rank_high", "p_best", "n", "unplaced")


def standing_document(standing: Standing, *, elo: bool = False) -> dict[str, JsonValue]:
    """One JSON document; with ``elo`` each place also has ``elo: {rating, low, high}``."""
    return {
        "schema": "assay.standing/v1",
        "model": standing.model,
        "level": standing.level,
        "bootstrap_rounds": standing.rounds,
        "n": standing.n,
        "clusters": dict(standing.clusters),
        "places": [_place(place, elo=elo) for place in standing.places()],
        "unplaced": [dataclasses.asdict(one) for one in standing.unplaced],
        "parameters": [
            {"group": group, "name": name, **dataclasses.asdict(estimate)}
            for group, name, estimate in parameters(standing)
        ],
        "notes": list(standing.notes),
    }


def standing_csv(standing: Standing, *, elo: bool = False) -> str:
    """One line per model, those without a place at the end with the reason in ``unplaced``."""
    names = [*COLUMNS, *(("elo", "elo_low", "elo_high") if elo else ())]
    text = io.StringIO()
    writer = csv.DictWriter(text, names, lineterminator="\n", restval="")
    writer.writeheader()
    for place in standing.places():
        points = dict(zip(("elo", "elo_low", "elo_high"), place.elo(), strict=True)) if elo else {}
        writer.writerow({**dataclasses.asdict(place), **points})
    for one in standing.unplaced:
        writer.writerow({"model": one.model, "n": one.n, "unplaced": one.reason})
    return text.getvalue()


def parameters(standing: Standing) -> list[tuple[int, str, Estimate]]:
    """Group, name and estimate of whatever else was estimated."""
    return [
        (group, name, estimate)
        for group, scale in enumerate(standing.scales, 1)
        for name, estimate in scale.parameters.items()
    ]


def summary(standing: Standing) -> str:
    """One line: the model, the level, what was counted, and what intervals are clustered by."""
    kind = f"bootstrap ({standing.rounds:,} rounds) intervals" if standing.rounds else "intervals"
    counted = f"{standing.n:,} {'rankings' if standing.model == 'plackett-luce' else 'comparisons'}"
    by = " and ".join(f"{count:,} {name}s" for name, count in standing.clusters.items())
    return f"{standing.model}, {counted}, {standing.level:.0%} {kind} " + (
        f"clustered by {by}" if by else "as if every judgement were independent"
    )


def _place(place: Place, *, elo: bool) -> dict[str, JsonValue]:
    document: dict[str, JsonValue] = dataclasses.asdict(place)
    if elo:
        rating, low, high = place.elo()
        document["elo"] = {"rating": rating, "low": low, "high": high}
    return document

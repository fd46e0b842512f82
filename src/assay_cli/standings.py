"""A standing as a table for a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assay.workflows.stand import Place, Standing
from assay.workflows.standing_report import parameters
from assay_cli.screen import printable


def print_standing(standing: Standing, console: Console, *, elo: bool) -> None:
    """Places group by group, then parameters, then who has no place and why."""
    several = len(standing.scales) > 1
    heads = [*(("group",) if several else ()), "rank", "model", "theta", "interval", "ranks", "P(best)", "n"]
    table = Table(*heads, *(("Elo", "interval") if elo else ()), box=None, pad_edge=False)
    for column in table.columns:
        column.justify = "left" if column.header == "model" else "right"
        column.no_wrap = column.header != "model"
    for place in standing.places():
        table.add_row(*([str(place.group)] if several else []), *_cells(place), *(_elo(place) if elo else []))
    if standing.scales:
        console.print(table)
    for group, name, estimate in parameters(standing):
        suffix = f" (group {group})" if several else ""
        console.print(
            Text(printable(f"{name}{suffix}: {estimate.value:.3f}  {estimate.low:.3f} … {estimate.high:.3f}"))
        )
    for one in standing.unplaced:
        console.print(Text(printable(f"no place for {one.model}: {one.reason} (n {one.n:,})")), soft_wrap=True)


def _cells(place: Place) -> list[str | Text]:
    ranks = f"{place.rank_low}" if place.rank_low == place.rank_high else f"{place.rank_low}-{place.rank_high}"
    return [
        str(place.rank),
        Text(printable(place.model)),
        f"{place.theta:+.3f}",
        f"{place.low:+.3f} … {place.high:+.3f}",
        ranks,
        f"{place.p_best:.3f}",
        f"{place.n:,}",
    ]


def _elo(place: Place) -> list[str | Text]:
    rating, low, high = place.elo()
    return [f"{rating:.0f}", f"{low:.0f} … {high:.0f}"]

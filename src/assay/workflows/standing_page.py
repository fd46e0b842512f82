"""A standing as one HTML file: intervals as inline SVG, tables, no script, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assay.judgement.ranking.standing import Place, Standing
from assay.workflows.standing_report import parameters, summary

_ROW, _TOP, _LEFT, _WIDTH, _RIGHT = 26, 30, 220, 900, 20

_STYLE = """
:root { color-scheme: light dark; --ink: #1c1f24; --soft: #667085; --line: #d5d9e0; --paper: #fff; --mark: #0b63b8; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e8ec; --soft: #98a2b3; --line: #3a404a; --paper: #14171c; --mark: #6cb2ff; }
}
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 960px;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
p.soft, li, caption { color: var(--soft); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: right; padding: .3rem .6rem; border-bottom: 1px solid var(--line); }
th:nth-child(2), td:nth-child(2) { text-align: left; overflow-wrap: anywhere; }
svg { width: 100%; height: auto; } svg text { font: 13px system-ui, sans-serif; fill: var(--ink); }
svg .axis text, svg .axis { fill: var(--soft); } svg line.grid { stroke: var(--line); }
svg line.interval { stroke: var(--mark); stroke-width: 2; } svg circle { fill: var(--mark); }
"""


def standing_page(standing: Standing, *, elo: bool = False) -> str:
    """The whole file, ending with a line feed."""
    places = standing.places()
    groups = [[place for place in places if place.group == group] for group in range(1, len(standing.scales) + 1)]
    parts = [f"<h1>Standing</h1>\n<p class='soft'>{escape(summary(standing))}</p>"]
    if standing.notes:
        parts.append("<ul>" + "".join(f"<li>{escape(note)}</li>" for note in standing.notes) + "</ul>")
    for number, group in enumerate(groups, 1):
        if len(groups) > 1:
            parts.append(f"<h2>Group {number}</h2>")
        parts += [_plot(group, standing.level, elo=elo), _table(group, elo=elo)]
    parts += [_parameters(standing), _unplaced(standing)]
    body = "\n".join(part for part in parts if part)
    return (
        "<!DOCTYPE html>\n<html lang='en'>\n<head>\n<meta charset='utf-8'>\n<title>Standing</title>\n"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>\n"
        f"<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _plot(places: Sequence[Place], level: float, *, elo: bool) -> str:
    """One line per model: the interval, and the estimate as a dot."""
    values = [place.elo() if elo else (place.theta, place.low, place.high) for place in places]
    low, high = min(value[1] for value in values), max(value[2] for value in values)
    span = (high - low) or 1.0
    height = _TOP + _ROW * len(places) + 30

    def across(value: float) -> float:
        return round(_LEFT + (value - low) / span * (_WIDTH - _LEFT - _RIGHT), 1)

    unit = "Elo points" if elo else "log-odds against the mean"
    label = f"{level:.0%} intervals of {len(places)} models in {unit}"
    bottom = _TOP + _ROW * len(places)
    lines = [f"<svg role='img' aria-label='{escape(label)}' viewBox='0 0 {_WIDTH} {height}'>"]
    for tick in _ticks(low, high):
        x = across(tick)
        lines.append(f"<line class='grid' x1='{x}' x2='{x}' y1='{_TOP - 8}' y2='{bottom}'/>")
        lines.append(f"<text class='axis' x='{x}' y='{bottom + 18}' text-anchor='middle'>{tick:g}</text>")
    for row, (place, (middle, start, end)) in enumerate(zip(places, values, strict=True)):
        y = _TOP + _ROW * row + _ROW // 2
        name = place.model if len(place.model) <= 28 else place.model[:27] + "…"
        lines.append(f"<text x='{_LEFT - 12}' y='{y + 4}' text-anchor='end'>{escape(name)}</text>")
        lines.append(f"<line class='interval' x1='{across(start)}' x2='{across(end)}' y1='{y}' y2='{y}'/>")
        lines.append(f"<circle cx='{across(middle)}' cy='{y}' r='4'/>")
    lines.append(f"<text class='axis' x='{_WIDTH - _RIGHT}' y='14' text-anchor='end'>{escape(unit)}</text></svg>")
    return "\n".join(lines)


def _ticks(low: float, high: float) -> list[float]:
    """Round values between the ends, about six."""
    raw = ((high - low) or 1.0) / 6
    power = 10.0 ** _exponent(raw)
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw)
    first = int(low // step) + 1
    ticks = [round(step * index, 10) for index in range(first, first + 20)]
    return [tick for tick in ticks if low <= tick <= high]


def _exponent(value: float) -> int:
    return int(f"{value:e}".partition("e")[2])


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
    return _rows(heads, rows)


def _elo(place: Place) -> tuple[str, str]:
    rating, low, high = place.elo()
    return f"{rating:.0f}", f"{low:.0f} … {high:.0f}"


def _parameters(standing: Standing) -> str:
    found = parameters(standing)
    if not found:
        return ""
    rows = [[str(group), name, f"{e.value:.3f}", f"{e.low:.3f} … {e.high:.3f}"] for group, name, e in found]
    return "<h2>Also estimated</h2>\n" + _rows(["group", "parameter", "value", "interval"], rows)


def _unplaced(standing: Standing) -> str:
    if not standing.unplaced:
        return ""
    rows = [[f"{one.n:,}", one.model, one.reason] for one in standing.unplaced]
    return "<h2>Without a place</h2>\n" + _rows(["n", "model", "why"], rows)


def _rows(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in heads)
    lines = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
    body = "\n".join(f"<tr>{line}</tr>" for line in lines)
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"

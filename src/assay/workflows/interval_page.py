"""Pages of figures with intervals: one HTML file, inline SVG, no script, nothing loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_ROW, _TOP, _LEFT, _WIDTH, _RIGHT = 26, 30, 260, 900, 20
_LONGEST_NAME = 34

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


@dataclass(frozen=True)
class Bar:
    """One line of a plot: a figure and the ends of its interval."""

    name: str
    value: float
    low: float
    high: float


def page(title: str, summary: str, parts: Sequence[str], notes: Sequence[str] = (), *, style: str = "") -> str:
    """The whole file, ending with a line feed; ``parts`` are HTML already, everything else is text.
    ``style`` is added to the sheet.
    """
    listed = ["<ul>" + "".join(f"<li>{escape(note)}</li>" for note in notes) + "</ul>"] if notes else []
    head = f"<h1>{escape(title)}</h1>\n<p class='soft'>{escape(summary)}</p>"
    body = "\n".join(part for part in [head, *listed, *parts] if part)
    return (
        f"<!DOCTYPE html>\n<html lang='en'>\n<head>\n<meta charset='utf-8'>\n<title>{escape(title)}</title>\n"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>\n"
        f"<style>{_STYLE}{style}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def plot(bars: Sequence[Bar], label: str, unit: str) -> str:
    """One line per figure: the interval, and the value as a dot; nothing for no figures."""
    if not bars:
        return ""
    low, high = min(bar.low for bar in bars), max(bar.high for bar in bars)
    span = (high - low) or 1.0
    height, bottom = _TOP + _ROW * len(bars) + 30, _TOP + _ROW * len(bars)

    def across(value: float) -> float:
        return round(_LEFT + (value - low) / span * (_WIDTH - _LEFT - _RIGHT), 1)

    lines = [f"<svg role='img' aria-label='{escape(label)}' viewBox='0 0 {_WIDTH} {height}'>"]
    for tick in _ticks(low, high):
        x = across(tick)
        lines.append(f"<line class='grid' x1='{x}' x2='{x}' y1='{_TOP - 8}' y2='{bottom}'/>")
        lines.append(f"<text class='axis' x='{x}' y='{bottom + 18}' text-anchor='middle'>{tick:g}</text>")
    for row, bar in enumerate(bars):
        y = _TOP + _ROW * row + _ROW // 2
        name = bar.name if len(bar.name) <= _LONGEST_NAME else bar.name[: _LONGEST_NAME - 1] + "…"
        lines.append(f"<text x='{_LEFT - 12}' y='{y + 4}' text-anchor='end'>{escape(name)}</text>")
        lines.append(f"<line class='interval' x1='{across(bar.low)}' x2='{across(bar.high)}' y1='{y}' y2='{y}'/>")
        lines.append(f"<circle cx='{across(bar.value)}' cy='{y}' r='4'/>")
    lines.append(f"<text class='axis' x='{_WIDTH - _RIGHT}' y='14' text-anchor='end'>{escape(unit)}</text></svg>")
    return "\n".join(lines)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], caption: str) -> str:
    """Texts as a table; nothing for no rows."""
    if not rows:
        return ""
    head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in heads)
    lines = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
    body = "\n".join(f"<tr>{line}</tr>" for line in lines)
    return (
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>"
    )


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

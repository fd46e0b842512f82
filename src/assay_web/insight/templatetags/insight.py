"""Figures and charts: ``{% load insight %}``. Charts are inline SVG with words for whoever cannot see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from assay_web.kit.labels import label as label_of

register = template.Library()

WIDTH, HEIGHT = 220, 20
NONE = "\N{EN DASH}"


@register.filter
def percent(value: object) -> str:
    """``0.842`` as ``84.2 %``; a dash for what is no number."""
    return f"{100 * value:.1f}\N{NO-BREAK SPACE}%" if isinstance(value, int | float) else NONE


@register.filter
def two(value: object) -> str:
    """Two digits after the point; a dash for what is no number."""
    return f"{value:.2f}".replace("-", "\N{MINUS SIGN}") if isinstance(value, int | float) else NONE


@register.filter
def at(values: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 - whatever stands there
    """What ``values`` holds under ``key``; None for nothing."""
    return values.get(key)


@register.simple_tag
def interval(
    figure: Mapping[str, Any], low: float = 0.0, high: float = 1.0, mark: float | None = None, label: str = ""
) -> SafeString:
    """A figure with its interval on a line from ``low`` to ``high``; ``mark`` draws a dashed line there."""
    if "value" not in figure:
        return format_html('<span class="as-muted as-small">{}</span>', figure.get("reason", "none"))

    def x(value: float) -> str:
        return f"{8 + (WIDTH - 16) * (min(max(value, low), high) - low) / (high - low or 1):.1f}"

    words = (
        f"{label}: {figure['value']:.2f}, interval {figure['low']:.2f} to {figure['high']:.2f}, n {figure.get('n', '')}"
    )
    dashed = (
        ""
        if mark is None
        else format_html('<line class="as-chart-mark" x1="{0}" x2="{0}" y1="1" y2="{1}"></line>', x(mark), HEIGHT - 1)
    )
    return format_html(
        '<svg class="as-interval" viewBox="0 0 {} {}" role="img" aria-label="{}">{}'
        '<line class="as-chart-line" x1="{}" x2="{}" y1="10" y2="10"></line>'
        '<line class="as-chart-line" x1="{}" x2="{}" y1="6" y2="14"></line>'
        '<line class="as-chart-line" x1="{}" x2="{}" y1="6" y2="14"></line>'
        '<circle class="as-chart-dot" cx="{}" cy="10" r="4"></circle></svg>',
        WIDTH, HEIGHT, words, dashed, x(figure["low"]), x(figure["high"]),
        x(figure["low"]), x(figure["low"]), x(figure["high"]), x(figure["high"]), x(figure["value"]),
    )  # fmt: skip


@register.simple_tag
def chances(shares: Sequence[tuple[str, float]], label: object) -> SafeString:
    """Probabilities that add up to one, the first best, as parts of a bar."""
    words = ", ".join(f"{label_of(name).lower()} {share:.2f}" for name, share in shares)
    left = 0.0
    parts = []
    for kind, (_, share) in zip(("good", "middle", "bad"), shares, strict=True):
        parts.append((f"as-chart-{kind}", f"{left:.1f}", f"{WIDTH * share:.1f}"))
        left += WIDTH * share
    return format_html(
        '<svg class="as-interval" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH, HEIGHT, f"Candidate {label}: {words}",
        format_html_join("", '<rect class="{}" x="{}" y="5" width="{}" height="10"></rect>', parts),
    )  # fmt: skip


@register.simple_tag
def day_bars(days: Sequence[Sequence[Any]], label: str) -> SafeString:
    """One bar a day with its count; the words tell first, last and greatest."""
    if not days:
        return format_html('<p class="as-muted">{}</p>', "Nothing yet.")
    width, height, foot = 640, 160, 18
    most = max(count for _, count in days)
    step = (width - 40) / max(len(days), 1)
    bars = format_html_join(
        "",
        '<rect class="as-chart-bar" x="{}" y="{}" width="{}" height="{}"><title>{}: {}</title></rect>',
        (
            (
                f"{36 + at * step:.1f}",
                f"{height - foot - (height - foot - 12) * count / most:.1f}",
                f"{max(min(step, 40) - 2, 1):.1f}",
                f"{(height - foot - 12) * count / most:.1f}",
                day,
                count,
            )
            for at, (day, count) in enumerate(days)
        ),
    )
    words = f"{label}, {len(days)} days from {days[0][0]} to {days[-1][0]}, at most {most} a day"
    last = format_html('<text x="{}" y="{}" text-anchor="end">{}</text>', width, height - 3, days[-1][0])
    return format_html(
        '<svg class="as-chart" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<line class="as-chart-grid" x1="34" x2="{}" y1="12" y2="12"></line>'
        '<line class="as-chart-grid" x1="34" x2="{}" y1="{}" y2="{}"></line>'
        '<text x="28" y="16" text-anchor="end">{}</text><text x="28" y="{}" text-anchor="end">0</text>{}'
        '<text x="36" y="{}">{}</text>{}</svg>',
        width, height, words, width, width, height - foot, height - foot, most, height - foot + 4, bars,
        height - 3, days[0][0], last if len(days) > 4 else "",
    )  # fmt: skip

"""How figures of items are written: ``{% load assessments %}``."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def signed(value: float) -> str:
    """Two digits with a plus or a real minus sign before them: ``+0.31``."""
    return f"{value:+.2f}".replace("-", "\N{MINUS SIGN}")


@register.filter
def share(value: float) -> str:
    """``0.4`` as ``40 %``."""
    return f"{100 * value:.0f}\N{NO-BREAK SPACE}%"

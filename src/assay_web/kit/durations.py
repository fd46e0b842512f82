"""Lengths of time as people say them."""

from __future__ import annotations


def minutes_written(minutes: int) -> str:
    """``50 min``, ``1 h``, ``1 h 30 min``; never negative."""
    hours, rest = divmod(max(minutes, 0), 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def seconds_written(seconds: float) -> str:
    """``45 s`` below a minute, then as :func:`minutes_written`, with days from 48 hours on. Rounds down."""
    whole = max(int(seconds), 0)
    if whole < 60:
        return f"{whole} s"
    if whole >= 48 * 3600:
        days, rest = divmod(whole // 3600, 24)
        return f"{days} days {rest} h" if rest else f"{days} days"
    return minutes_written(whole // 60)

"""Pure decisions about applications."""

from __future__ import annotations

from datetime import date, datetime, timedelta


def may_try_again(refused_at: datetime, retry_days: int) -> date:
    """The first day on which a person may apply again to a project that said no."""
    return (refused_at + timedelta(days=retry_days)).date()

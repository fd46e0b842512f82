"""Rate limits that hold over all web processes: buckets in the database, one statement a request."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from assay_web.accounts.models import Allowance

_SPEND = """
    INSERT INTO accounts_allowance AS kept (subject, most, per_second, "left", granted, at)
    SELECT subject, most, most / 60, most - 1, TRUE, clock_timestamp()
    FROM unnest(%s::text[], %s::float8[]) AS asked (subject, most) ORDER BY subject
    ON CONFLICT (subject) DO UPDATE SET (most, per_second, "left", granted, at) = (
        SELECT excluded.most, excluded.per_second, filled.n - (filled.n >= 1)::int, filled.n >= 1, excluded.at
        FROM (SELECT least(
            excluded.most,
            kept."left" + excluded.per_second * greatest(extract(epoch FROM excluded.at - kept.at), 0)
        ) AS n) AS filled
    )
    RETURNING granted, (1 - "left") / per_second
"""
"""A token bucket for each subject, in the order of their names, so that no two requests wait for each other."""


def spend(per_minute: Mapping[str, int]) -> int:
    """Take one request from each subject's allowance, of so many a minute; 0, or the seconds to wait for the next."""
    with connection.cursor() as cursor:
        cursor.execute(_SPEND, [list(per_minute), [float(most) for most in per_minute.values()]])
        return max((math.ceil(wait) for granted, wait in cursor.fetchall() if not granted), default=0)


def forget_allowances() -> None:
    """Remove buckets that are full again: nothing was taken from them for some minutes."""
    Allowance.objects.filter(at__lt=timezone.now() - timedelta(minutes=10)).delete()

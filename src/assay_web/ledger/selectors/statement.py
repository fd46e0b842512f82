"""A reviewer's statement: every review with its money, for a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date
from itertools import islice
from typing import NamedTuple

from django.db.models.functions import TruncDate

from assay_web.accounts.models import User
from assay_web.kit.labels import label
from assay_web.kit.money import Money
from assay_web.ledger.selectors.earnings import active_times, bonuses_minor, paid_assignments
from assay_web.tasks.models import task_code

CHUNK = 1_000
"""Reviews that are read at a time."""

_READ = ("pk", "day", "task__number", "task__title", "project__name", "state", "price_minor", "currency")


class Line(NamedTuple):
    """One review; the names are those of the file's columns. ``submitted`` is the day in UTC, None before."""

    submitted: date | None
    task: str
    title: str
    project: str
    state: str
    active_minutes: int
    currency: str
    pay: Money
    bonus: Money
    total: Money


def statement(user: User) -> Iterator[Line]:
    """Newest first; memory does not grow with their number. A whole history is read: only what the file shows."""
    days = paid_assignments(user).annotate(day=TruncDate("submitted_at", tzinfo=UTC))
    rows = days.values_list(*_READ).iterator(chunk_size=CHUNK)
    while chunk := list(islice(rows, CHUNK)):
        first, last = chunk[-1][0], chunk[0][0]
        active_ms, bonuses = active_times(user, first, last), bonuses_minor(user, first, last)
        for pk, day, number, title, project, state, pay, currency in chunk:
            minutes, bonus = round(active_ms.get(pk, 0) / 60_000), bonuses.get(pk, 0)
            money = Money(pay, currency), Money(bonus, currency), Money(pay + bonus, currency)
            yield Line(day, task_code(number), title, project, label(state), minutes, currency, *money)

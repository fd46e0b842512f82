"""Rows go in by COPY, with other work in the pauses and with every reference checked."""

from __future__ import annotations

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction
from tests.web.pages.world import World

from assay_web.tasks.copying import checked_at_once, copy_rows
from assay_web.tasks.models import CandidateOrigin, StoredRubric

KEY = "k" * 64


@pytest.mark.django_db(transaction=True)
def test_other_work_is_done_where_the_database_keeps_us_waiting() -> None:
    """Another session holds a key of ours back, and gives it up only in the pause that this makes."""
    known = connection.get_connection_params()
    address = {name: known[name] for name in ("dbname", "user", "host", "port") if name in known}
    with psycopg.connect(**address) as other:
        other.execute("INSERT INTO tasks_storedrubric VALUES (%s, 'theirs')", [KEY])
        left = [0, 1, 2]

        def meanwhile() -> bool:
            if len(left) == 1:
                other.rollback()
            return bool(left and left.pop())

        copy_rows(StoredRubric, ("key", "content"), [(KEY, "ours")], ("varchar", "text"), meanwhile)
    assert left == []
    assert StoredRubric.objects.get(pk=KEY).content == "ours"


def test_more_rows_than_any_buffer_holds(world: World) -> None:
    count = 0

    def meanwhile() -> bool:
        nonlocal count
        count += 1
        return count % 3 != 0

    rows = [(f"{n:064}", f"{n}" * 5_000) for n in range(400)]
    copy_rows(StoredRubric, ("key", "content"), rows, ("varchar", "text"), meanwhile)
    stored = StoredRubric.objects.filter(pk__in=[key for key, _ in rows]).order_by("pk")
    assert list(stored.values_list("key", "content")) == rows


def test_an_error_among_the_rows_leaves_nothing(world: World) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        copy_rows(StoredRubric, ("key", "content"), ((f"{n:064}", str(1 // (2 - n))) for n in range(5)))
    assert not StoredRubric.objects.filter(pk=f"{0:064}").exists()


def test_a_reference_to_nothing_is_refused_by_the_statement_itself(world: World) -> None:
    rows = [(2**40, "{}")]
    with transaction.atomic():
        with checked_at_once(CandidateOrigin), pytest.raises(IntegrityError, match="not present"), transaction.atomic():
            copy_rows(CandidateOrigin, ("candidate_id", "origin"), rows)
        copy_rows(CandidateOrigin, ("candidate_id", "origin"), rows)  # as ever: at the end of the transaction
        transaction.set_rollback(True)

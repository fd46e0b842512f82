"""What is read ahead comes whole and in order, as much as there is, and ends where it ends."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.web.pages.world import task_record

from assay.domain.task import Task
from assay.errors import RecordError
from assay_web.tasks import ahead as ahead_module
from assay_web.tasks.ahead import Ahead
from assay_web.tasks.stored import stored

MANY = [task_record(f"many-{n}", f"Task {n}", prompt=f"Say {n}") for n in range(5)]


def ended_after(count: int, end: BaseException) -> Iterator[Task]:
    yield from MANY[:count]
    raise end


def test_lots_with_contents_whoever_looked_ahead() -> None:
    for looks in range(4):
        ahead = Ahead(iter(MANY), 2, 2)
        lots = []
        for lot in ahead:
            lots.append(lot)
            told = [ahead.read_one() for _ in range(looks)]
            assert sum(told) == min(looks, 2, 5 - sum(map(len, lots)))
        assert [[task.id for task, _ in lot] for lot in lots] == [
            ["many-0", "many-1"],
            ["many-2", "many-3"],
            ["many-4"],
        ]
        assert [one for lot in lots for one in lot] == [(task, stored(task)) for task in MANY]
        assert next(ahead, None) is None


def test_no_more_is_read_than_a_lot() -> None:
    records = iter(MANY)
    ahead = Ahead(records, 2, 2)
    next(ahead)
    while ahead.read_one():
        pass
    assert next(records).id == "many-4"


def test_a_lot_of_much_text_is_full_with_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    large = [one.model_copy(update={"files": {"base.py": "x" * 1000}}) for one in MANY]
    monkeypatch.setattr(ahead_module, "MOST_CHARACTERS", 2 * stored(large[0]).characters)
    assert [len(lot) for lot in Ahead(iter(large), 4, 4)] == [2, 2, 1]
    assert stored(large[0]).characters > 1000


def test_a_lot_is_given_as_soon_as_it_has_the_fewest() -> None:
    ahead = Ahead(iter(MANY), 1, 3)
    assert len(next(ahead)) == 1
    assert [ahead.read_one() for _ in range(2)] == [True, True]
    assert [len(lot) for lot in ahead] == [2, 1, 1]


@pytest.mark.parametrize("looks", range(4))
def test_an_error_comes_after_all_before_it(looks: int) -> None:
    ahead = Ahead(ended_after(3, RecordError("broken")), 2, 2)
    assert [task.id for task, _ in next(ahead)] == ["many-0", "many-1"]
    for _ in range(looks):
        ahead.read_one()
    assert [task.id for task, _ in next(ahead)] == ["many-2"]
    with pytest.raises(RecordError, match="broken"):
        next(ahead)


def test_an_interrupt_waits_for_nothing() -> None:
    ahead = Ahead(ended_after(3, KeyboardInterrupt()), 2, 2)
    next(ahead)
    with pytest.raises(KeyboardInterrupt):
        next(ahead)

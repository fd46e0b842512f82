from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from assay.workflows.ordered import in_order


@pytest.mark.parametrize("jobs", [1, 2, 7])
def test_answers_come_in_the_order_of_the_questions(jobs: int) -> None:
    assert list(in_order(lambda number: number * 2, range(50), jobs)) == list(range(0, 100, 2))


def test_a_slow_first_answer_does_not_stop_the_others_or_change_the_order() -> None:
    last_done = threading.Event()

    def answer(number: int) -> int:
        if number == 0:
            assert last_done.wait(30), "the others are answered meanwhile"
        if number == 3:
            last_done.set()
        return number

    assert list(in_order(answer, range(4), 2)) == [0, 1, 2, 3]


def test_no_more_jobs_than_asked_for_run_at_once() -> None:
    running, most, lock = 0, 0, threading.Lock()
    both = threading.Barrier(2, timeout=30)

    def answer(_: int) -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        both.wait()
        with lock:
            running -= 1

    list(in_order(answer, range(10), 2))
    assert most == 2


def test_questions_are_read_only_a_little_ahead() -> None:
    read = 0

    def questions() -> Iterator[int]:
        nonlocal read
        for number in range(1000):
            read += 1
            yield number

    answers = in_order(lambda number: number, questions(), 2)
    assert next(answers) == 0
    assert read <= 8
    answers.close()  # type: ignore[attr-defined]
    assert read <= 8


def test_an_exception_comes_out_at_its_place() -> None:
    def answer(number: int) -> int:
        if number == 2:
            raise ValueError(number)
        return number

    answers = in_order(answer, range(5), 3)
    assert [next(answers), next(answers)] == [0, 1]
    with pytest.raises(ValueError, match="2"):
        next(answers)


def test_its_threads_end_with_it() -> None:
    def answer(_: int) -> threading.Thread:
        return threading.current_thread()

    threads = set(in_order(answer, range(8), 3))
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()

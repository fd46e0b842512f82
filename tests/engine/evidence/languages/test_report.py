from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.domain.run import Outcome, TestOutcome
from assay.evidence.languages._python.report import CANARY, Judged, judge, read
from assay.evidence.sandbox import Execution

ID = "test_a.py::test_one"


def record(id_: str = ID, **values: object) -> dict[str, object]:
    usual = {"when": "call", "outcome": "passed", "marks": [], "expected_failure": False}
    return {"kind": "test", "id": id_, **usual, "memory": False, "missing": "", "message": "", **values}


EXPECTED = {"kind": "expected", "ids": [ID]}
COLLECTED = {"kind": "collected", "ids": [ID]}
FAILED_CANARY = record(CANARY, outcome="failed")


def end(status: int = 1) -> dict[str, object]:
    return {"kind": "end", "status": status}


def verdict(*records: object, exit_status: int = 1, stop: Outcome | None = None) -> Judged:
    data = b"".join((one if isinstance(one, bytes) else json.dumps(one).encode()) + b"\n" for one in records)
    return judge(Execution(stop=stop, reason="limit", exit_status=exit_status), read(data), {"test_a", "solution"})


def test_a_complete_report_of_passed_tests_passes() -> None:
    judged = verdict(EXPECTED, COLLECTED, record(), FAILED_CANARY, end())
    assert (judged.outcome, judged.reason) == (Outcome.PASSED, "")
    assert [(one.id, one.outcome) for one in judged.tests] == [(ID, TestOutcome.PASSED)]


WHOLE = [EXPECTED, COLLECTED, record(), FAILED_CANARY, end()]


@pytest.mark.parametrize("left_out", range(1, len(WHOLE)))
def test_no_part_of_a_report_may_be_left_out(left_out: int) -> None:
    assert verdict(*WHOLE[:left_out], *WHOLE[left_out + 1 :]).outcome is not Outcome.PASSED


@pytest.mark.parametrize(
    ("records", "outcome", "reason"),
    [
        ([EXPECTED, COLLECTED, record(outcome="failed"), FAILED_CANARY, end()], Outcome.FAILED, ""),
        ([EXPECTED, COLLECTED, record(), record(CANARY), end()], Outcome.FAILED, "canary"),
        ([{"kind": "expected", "ids": [ID, "x"]}, *WHOLE[1:]], Outcome.FAILED, "not collected: x"),
        (
            [EXPECTED, {"kind": "collected", "ids": [ID, "more"]}, *WHOLE[2:]],
            Outcome.CRASHED,
            "broken off: 1 of 2",
        ),
        ([*WHOLE, record()], Outcome.CRASHED, "before its tests did"),
        ([*WHOLE, b"{broken"], Outcome.CRASHED, "before its tests did"),
        ([b"[" * 100_000, *WHOLE], Outcome.CRASHED, "before its tests did"),
        ([*WHOLE[:-1], end(0)], Outcome.CRASHED, "exit status 1"),
        ([EXPECTED, COLLECTED, record(outcome="failed", memory=True), end()], Outcome.OUT_OF_MEMORY, "MemoryError"),
        (
            [EXPECTED, COLLECTED, record(outcome="failed", missing="numpy.linalg"), end()],
            Outcome.COMPILE_ERROR,
            "'numpy'",
        ),
        ([EXPECTED, COLLECTED, record(outcome="failed", missing="solution"), FAILED_CANARY, end()], Outcome.FAILED, ""),
    ],
)
def test_what_a_report_amounts_to(records: list[object], outcome: Outcome, reason: str) -> None:
    judged = verdict(*records)
    assert judged.outcome is outcome
    assert reason in judged.reason


def test_a_second_list_of_tests_does_not_replace_the_first() -> None:
    fewer = {"kind": "expected", "ids": []}, {"kind": "collected", "ids": []}
    judged = verdict(EXPECTED, COLLECTED, *fewer, FAILED_CANARY, end())
    assert judged.outcome is Outcome.CRASHED


def test_the_test_that_was_running_when_the_run_was_stopped_has_failed() -> None:
    both = {"kind": "collected", "ids": [ID, "later"]}
    judged = verdict(EXPECTED, both, {"kind": "start", "id": ID}, exit_status=-9, stop=Outcome.TIMED_OUT)
    assert [one.outcome.value for one in judged.tests] == ["failed", "not_run"]
    assert judged.tests[0].message == "was running when the run ended"


def test_the_worst_phase_of_a_test_counts() -> None:
    for phases in ([record(), record(when="teardown", outcome="failed")], [record(outcome="failed"), record()]):
        assert verdict(EXPECTED, COLLECTED, *phases, FAILED_CANARY, end()).outcome is Outcome.FAILED


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ({"outcome": "skipped", "marks": ["skip"]}, TestOutcome.SKIPPED),
        ({"outcome": "skipped"}, TestOutcome.FAILED),
        ({"outcome": "skipped", "marks": ["xfail"], "expected_failure": True}, TestOutcome.PASSED),
        ({"outcome": "skipped", "expected_failure": True}, TestOutcome.FAILED),
    ],
)
def test_only_marks_of_the_test_file_excuse_a_test(values: dict[str, Any], outcome: TestOutcome) -> None:
    assert verdict(EXPECTED, COLLECTED, record(**values), FAILED_CANARY, end()).tests[0].outcome is outcome


def test_if_every_test_is_skipped_nothing_was_run() -> None:
    skipped = record(outcome="skipped", marks=["skipif"])
    assert verdict(EXPECTED, COLLECTED, skipped, FAILED_CANARY, end()).outcome is Outcome.NOT_RUN


@pytest.mark.parametrize(
    ("exit_status", "stop", "outcome"),
    [
        (-9, Outcome.TIMED_OUT, Outcome.TIMED_OUT),
        (1, Outcome.PROCESS_LIMIT, Outcome.PROCESS_LIMIT),
        (-11, None, Outcome.CRASHED),
    ],
)
def test_limits_and_signals_come_before_any_result(exit_status: int, stop: Outcome | None, outcome: Outcome) -> None:
    assert verdict(*WHOLE, exit_status=exit_status, stop=stop).outcome is outcome


def test_messages_are_bounded_and_made_visible() -> None:
    judged = verdict(EXPECTED, COLLECTED, record(outcome="failed", message="\x1b[2J" + "x" * 100_000), end())
    assert judged.tests[0].message.startswith(r"\x1b[2J")
    assert len(judged.tests[0].message) < 10_000


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail_or_believe(data: bytes) -> None:
    judged = judge(Execution(stop=None, exit_status=0), read(data), set())
    assert judged.outcome is not Outcome.PASSED

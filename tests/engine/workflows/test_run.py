from __future__ import annotations

from pathlib import Path

import pytest

from assay.domain.run import CandidateRun, Outcome
from assay.domain.task import Aspect, Candidate, Language, Task, Tests
from assay.errors import InputError, RecordError
from assay.workflows.run import run_tasks


def task(number: int, language: Language = Language.PYTHON) -> Task:
    return Task(
        id=f"t{number}",
        title="Number",
        prompt="Give the number.",
        language=language,
        aspects=(Aspect.CORRECTNESS,),
        tests=Tests(files={"test_it.py": f"from it import n\ndef test_n(): assert n == {number}"}, timeout_s=60),
        candidates=(
            Candidate(id="right", files={"it.py": f"n = {number}"}),
            Candidate(id="wrong", files={"it.py": "n = -1"}),
        ),
    )


def write(path: Path, *tasks: Task) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(one.model_dump_json(by_alias=True) + "\n" for one in tasks)
    return path


def test_runs_come_in_the_order_of_the_files_however_many_at_once(tmp_path: Path) -> None:
    first = write(tmp_path / "a.jsonl", task(1), task(2, Language.SQL))
    second = write(tmp_path / "b.jsonl", task(3))
    runs = [run for run in run_tasks([first, second], jobs=3) if isinstance(run, CandidateRun)]
    assert [(run.task, run.candidate, run.outcome) for run in runs] == [
        ("t1", "right", Outcome.PASSED),
        ("t1", "wrong", Outcome.FAILED),
        ("t2", "right", Outcome.NOT_RUN),
        ("t2", "wrong", Outcome.NOT_RUN),
        ("t3", "right", Outcome.PASSED),
        ("t3", "wrong", Outcome.FAILED),
    ]


def test_a_wrong_record_comes_out_at_its_place_and_stops_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", task(1, Language.SQL))
    good = path.read_text()
    path.write_text(good + '{"schema": "assay.task/v1"}\n' + good.replace('"t1"', '"t2"'))
    runs = list(run_tasks([path]))
    assert [isinstance(run, RecordError) for run in runs] == [False, False, True, False, False]
    assert "a.jsonl:2" in str(runs[2])


def test_one_candidate_can_be_chosen(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", task(1, Language.SQL), task(2, Language.SQL))
    runs = [run for run in run_tasks([path], candidate="wrong") if isinstance(run, CandidateRun)]
    assert [run.candidate for run in runs] == ["wrong", "wrong"]


def test_an_unknown_candidate_is_refused_with_those_that_exist(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", task(1))
    with pytest.raises(InputError, match="no task has a candidate 'c'; candidates: right, wrong"):
        list(run_tasks([path], candidate="c"))

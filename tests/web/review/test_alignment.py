"""What the workbench is told of lines that belong together."""

from __future__ import annotations

from tests.web.pages.world import World, task_record

from assay.domain.task import Candidate
from assay_web.review import selectors
from assay_web.review.selectors.alignment import alignments, changes
from assay_web.tasks.services import import_tasks


def test_each_file_is_compared_with_that_of_the_first_candidate_that_has_it() -> None:
    found = alignments(
        {"A": {"x.py": "1\n2\n"}, "B": {"x.py": "1\n3\n", "y.py": "5\n"}, "C": {"y.py": "5\n", "z.py": "7\n"}}
    )
    assert [(one.first, one.second, one.second_path, one.hunks) for one in found] == [
        ("A", "B", "x.py", [[1, 2, 1, 2]]),
        ("B", "C", "y.py", []),
    ]


def test_candidates_of_one_file_each_are_compared_whatever_its_name() -> None:
    [one] = alignments({"A": {"cache.py": "1\n"}, "B": {"lru.py": "1\n"}})
    assert (one.first_path, one.second_path, one.hunks) == ("cache.py", "lru.py", [])


def test_changes_are_told_of_base_files_that_the_candidate_has_too() -> None:
    assert changes({"a.py": "1\n", "b.py": "2\n"}, {"a.py": "1\n2\n", "new.py": "3\n"}) == {"a.py": [[1, 1, 1, 2]]}


def test_the_payload_carries_both(world: World) -> None:
    record = task_record("changed", "A change").model_copy(
        update={
            "files": {"app.py": "one\ntwo\n"},
            "candidates": (
                Candidate(id="c", files={"app.py": "one\nzwei\n"}),
                Candidate(id="d", files={"app.py": "one\nzwei\n"}),
            ),
        }
    )
    import_tasks(world.project, [record])
    assignment = world.claim(world.reviewer, world.project.tasks.get(record_id="changed"))
    shown = selectors.workbench(selectors.get_assignment(world.reviewer, assignment.public_id))
    assert [one.changes for one in shown.candidates] == [{"app.py": [[1, 2, 1, 2]]}] * 2
    assert [one.hunks for one in shown.alignments] == [[]]

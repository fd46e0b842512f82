"""Groups of tests: what shares a demo or a wheel stays on one worker."""

from __future__ import annotations

from pathlib import Path

from tests.support.groups import ROOT, ByGroup, group_of


def test_a_group_is_read_where_it_is_written() -> None:
    assert group_of("tests/journeys/test_drafts.py") == "demo"
    assert group_of("tests/packaging/test_wheel.py") == "wheel"
    assert group_of("tests/architecture/test_groups.py") is None


def test_every_module_that_names_a_group_is_understood() -> None:
    naming = [
        file
        for file in Path(ROOT, "tests").rglob("test_*.py")
        if "mark.xdist_group(" in file.read_text(encoding="utf-8") and file.name != Path(__file__).name
    ]
    assert len(naming) > 10
    assert [file for file in naming if group_of(str(file.relative_to(ROOT))) is None] == []


def test_tests_of_a_group_have_one_scope_and_others_their_own() -> None:
    scheduling = ByGroup.__new__(ByGroup)
    drafts, proving = "tests/journeys/test_drafts.py::test_a", "tests/journeys/test_proving.py::test_b[x::y]"
    assert scheduling._split_scope(drafts) == scheduling._split_scope(proving)
    alone = "tests/architecture/test_groups.py::test_c"
    assert scheduling._split_scope(alone) == alone

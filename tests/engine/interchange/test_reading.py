"""Every kind of bad record is one clear line, and never the end of the file."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from assay.domain.task import Task
from assay.errors import RecordError
from assay.interchange import read_reviews, read_tasks
from assay.interchange.lines import MAX_LINE_BYTES

TASK: dict[str, Any] = {
    "schema": "assay.task/v1",
    "id": "one",
    "title": "One",
    "prompt": "Write it.",
    "language": "python",
    "aspects": ["correctness"],
    "candidates": [{"id": "a", "files": {"a.py": "x = 1\n"}}],
}


def task(**changes: object) -> dict[str, Any]:
    return {**TASK, **changes}


def made_by(**origin: object) -> dict[str, Any]:
    return task(candidates=[{**TASK["candidates"][0], "origin": origin}])


def nested(levels: int) -> list[Any]:
    return [nested(levels - 1)] if levels > 1 else []


def without(*keys: str) -> dict[str, Any]:
    return {key: value for key, value in TASK.items() if key not in keys}


def error_of(tmp_path: Path, content: object) -> str:
    """The only answer to a file that holds this record (or these bytes), which must be an error."""
    path = tmp_path / "tasks.jsonl"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode() + b"\n")
    (answer,) = read_tasks(path)
    assert isinstance(answer, RecordError)
    line = str(answer)
    assert "\n" not in line
    assert len(line) < 700
    assert line.startswith(str(path))
    return line.removeprefix(str(path))


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (task(langauge="python"), ":1: $.langauge: unknown key \"langauge\"; did you mean 'language'?"),
        (
            task(candidates=[{"id": "a", "file": {}}]),
            ":1: $.candidates[0].file: unknown key \"file\" (and 1 more problem in this record); did you mean 'files'?",
        ),
        (
            task(tests={"colour": 1}),
            ':1: $.tests.colour: unknown key "colour"; known keys here: command, files, timeout_s, visible',
        ),
        (without("title"), ':1: $: missing key "title"; add it: a string'),
        (task(title=7), ":1: $.title: expected a string, found the number 7"),
        (task(title=None), ":1: $.title: expected a string, found null"),
        (task(title="x" * 301), ":1: $.title: expected at most 300 characters, found 301 characters: "),
        (task(training_allowed="yes"), ':1: $.training_allowed: expected true or false, found the string "yes"'),
        (task(candidates={}), ":1: $.candidates: expected an array, found an empty object"),
        (task(candidates=[]), ":1: $.candidates: expected at least 1 item(s), found an empty array"),
        (task(rubric=5), ":1: $.rubric: expected a string or an object, found the number 5"),
        (task(rubric={"id": "x", "titel": "T"}), ':1: $.rubric.titel: unknown key "titel" (and 2 more problems'),
        (task(schema="assay.task/v2"), ':1: $.schema: expected "assay.task/v1", found the string "assay.task/v2"'),
        (
            task(candidates=[{"id": "a", "files": {"../../etc/passwd": "x"}}]),
            ':1: $.candidates[0].files["../../etc/passwd"]: is not a usable file name (it leaves the task\'s folder)',
        ),
        (
            task(candidates=[{"id": "a", "files": {"a.py": "x" * 30_000_000}}]),
            ':1: $.candidates[0].files["a.py"]: is 30.0 MB; the limit for one file is 4.2 MB',
        ),
        (
            task(candidates=[{"id": "a", "files": {f"{n}.py": "x" * 4_000_000 for n in range(5)}}]),
            ":1: $.candidates[0].files: holds 20.0 MB; the limit is 16.8 MB",
        ),
        (task(candidates=TASK["candidates"] * 2), ":1: $: candidates lists 'a' twice; each may stand once"),
        (task(tests={"visible": ["t.py"]}), ":1: $.tests: visible names 't.py', which is no test file"),
        (task(prompt="a\0b"), ":1: $.prompt: contains a NUL byte; remove it"),
        (task(id="a\u202eb"), ":1: $.id: is not a usable id; use letters"),
        (
            made_by(model="m" * 301),
            ":1: $.candidates[0].origin.model: expected at most 300 characters, found 301 characters: ",
        ),
        (made_by(tool="é" * 5000), ":1: $.candidates[0].origin.tool: expected at most 300 characters, found 5000 "),
        (
            made_by(parameters={"stop": "a\0b"}),
            ":1: $.candidates[0].origin.parameters.stop: contains a NUL byte; remove",
        ),
        (
            made_by(parameters={"calls": [{"stop": ["a", {"a\0b": 1}]}]}),
            ":1: $.candidates[0].origin.parameters.calls: contains a NUL byte; remove",
        ),
        (made_by(parameters={"a\0b": 1}), ":1: $.candidates[0].origin.parameters"),
        (
            made_by(parameters={"deep": nested(101)}),
            ":1: $.candidates[0].origin.parameters.deep: is nested more than 100 levels deep; write it flatter",
        ),
        ([1], ":1: $: expected an object, found an array of 1"),
        ("text", ':1: $: expected an object, found the string "text"'),
        (None, ":1: $: expected an object, found null"),
    ],
)
def test_a_wrong_value_is_named_by_its_json_path(tmp_path: Path, record: object, expected: str) -> None:
    assert error_of(tmp_path, record).startswith(expected)


def test_an_origins_parameters_may_be_any_json_of_some_depth(tmp_path: Path) -> None:
    parameters = {"temperature": 0.2, "stop": ["\n\n", None], "calls": {"deep": nested(99)}, "": True}
    path = tmp_path / "tasks.jsonl"
    path.write_text(json.dumps(made_by(model="m" * 300, tool="", parameters=parameters)))
    (read,) = read_tasks(path)
    assert isinstance(read, Task)
    assert read.candidates[0].origin.parameters == parameters


def test_an_unknown_language_suggests_the_nearest(tmp_path: Path) -> None:
    line = error_of(tmp_path, task(language="pyton"))
    assert "$.language: expected one of python, javascript," in line
    assert line.endswith("found the string \"pyton\"; did you mean 'python'?")


def test_a_missing_language_lists_the_languages(tmp_path: Path) -> None:
    assert 'missing key "language"; add it: a string of python, javascript' in error_of(tmp_path, without("language"))


def test_a_misspelt_key_is_named_rather_than_the_missing_one(tmp_path: Path) -> None:
    line = error_of(tmp_path, {**without("language"), "langauge": "python"})
    assert 'unknown key "langauge" (and 1 more problem in this record)' in line


def test_a_wrong_schema_is_named_before_whatever_follows_from_it(tmp_path: Path) -> None:
    assert "$.schema: expected" in error_of(tmp_path, {"schema": "other/v9", "rows": [], "id": 5})


GOOD = json.dumps(TASK).encode()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (GOOD[:60], ":1: truncated JSON: it ends inside a string at column 60; write each record whole"),
        (GOOD[:60] + b"\n", ":1: truncated JSON: it ends inside a string at column 60; write each record whole"),
        (GOOD[:-1], ":1: truncated JSON: it ends inside an object at column"),
        (GOOD.replace(b"Write", b"Wr\0te"), ":1: NUL byte at byte 70 (column 71); remove it"),
        (GOOD.replace(b"Write", b"Wr\xfcte"), ":1: invalid UTF-8: 0xfc at byte 70 (column 71); save the text as UTF-8"),
        (json.dumps(TASK).encode("utf-16"), ":1: the text is UTF-16; save it as UTF-8"),
        (GOOD + GOOD, f":1: not JSON: trailing characters at column {len(GOOD) + 1}"),
        (b"hello", ":1: not JSON: expected value at column 1; write one JSON object per line"),
        (b"[" * 5000, ":1: not JSON: recursion limit exceeded"),
        (json.dumps(made_by(parameters={"deep": nested(900)})).encode(), ":1: not JSON: recursion limit exceeded"),
        (b"", ": the file is empty; it should hold one JSON object per line"),
        (b"\n  \n\n", ": the file is empty"),
        (GOOD.replace(b'"One"', b"NaN"), ":1: $.title: expected a string, found the number NaN"),
        (GOOD.replace(b'"One"', b"1" * 3000), ":1: $.title: expected a string, found the number a number of about"),
        (b"\x1f\x8b\x08\x00broken", ": damaged gzip data"),
        (gzip.compress(GOOD)[:-12], ": damaged gzip data"),
    ],
)
def test_text_that_is_no_json_is_named_by_line_and_byte(tmp_path: Path, content: bytes, expected: str) -> None:
    assert error_of(tmp_path, content).startswith(expected)


def test_invalid_utf8_is_counted_from_the_start_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "tasks.jsonl"
    path.write_bytes(GOOD + b'\n{"\xff"}\n')
    _, error = read_tasks(path)
    assert f"0xff at byte {len(GOOD) + 3} (column 3)" in str(error)


def test_a_line_beyond_the_limit_is_skipped_and_the_next_is_read(tmp_path: Path) -> None:
    path = tmp_path / "tasks.jsonl"
    with path.open("wb") as stream:
        stream.write(b'"')
        stream.seek(MAX_LINE_BYTES + 5_000_000)
        stream.write(b'"\n' + GOOD + b"\n")
    error, good = read_tasks(path)
    assert "the line is longer than 64 MiB and was skipped; one record per line" in str(error)
    assert isinstance(good, Task)


def test_good_records_around_bad_ones_are_read(tmp_path: Path) -> None:
    path = tmp_path / "tasks.jsonl"
    lines = [json.dumps(task(id=f"t{n}")) for n in range(3)]
    path.write_text(f"{lines[0]}\nnonsense\n\n{lines[1]}\n[]\n{lines[2]}")
    kinds = [one.id if isinstance(one, Task) else str(one).removeprefix(f"{path}:")[:2] for one in read_tasks(path)]
    assert kinds == ["t0", "2:", "t1", "5:", "t2"]


def test_a_duplicate_id_names_the_line_that_used_it_first(tmp_path: Path) -> None:
    path = tmp_path / "tasks.jsonl"
    path.write_bytes(b"\n" + GOOD + b"\n" + GOOD + b"\n")
    first, second = read_tasks(path)
    assert isinstance(first, Task)
    assert str(second) == (f'{path}:3: $.id: duplicate id "one", first used on line 2; give each record its own id')


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_line_ends_and_a_byte_order_mark_do_not_matter(tmp_path: Path, end: str) -> None:
    path = tmp_path / "tasks.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD + end.encode())
    (read,) = read_tasks(path)
    assert isinstance(read, Task)
    assert read.id == "one"


def test_gzip_is_told_by_its_content_not_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "tasks.jsonl"
    path.write_bytes(gzip.compress(GOOD))
    assert [one.id for one in read_tasks(path) if isinstance(one, Task)] == ["one"]


def test_a_missing_file_is_one_error(tmp_path: Path) -> None:
    (error,) = read_tasks(tmp_path / "none.jsonl")
    assert str(error) == f"{tmp_path}/none.jsonl: cannot be read: no such file or directory"


def test_a_hostile_file_name_does_not_steer_the_terminal(tmp_path: Path) -> None:
    (error,) = read_tasks(tmp_path / "a\x1b[31m\nb.jsonl")
    assert "\x1b" not in str(error)
    assert "\n" not in str(error)


def test_reviews_are_read_and_checked_in_the_same_way(tmp_path: Path) -> None:
    path = tmp_path / "reviews.jsonl"
    good = {
        "schema": "assay.review/v1",
        "id": "r1",
        "task": "t",
        "reviewer": "p",
        "times": {"claimed_at": "2025-01-31T12:00:00Z", "submitted_at": "2025-01-31T13:00:00Z"},
    }
    bad = {**good, "id": "r2", "times": {"claimed_at": "yesterday", "submitted_at": "2025-01-31T13:00:00Z"}}
    path.write_text(json.dumps(good) + "\n" + json.dumps(bad))
    review, error = read_reviews(path)
    assert not isinstance(review, RecordError)
    assert review.reviewer == "p"
    assert ":2: $.times.claimed_at: expected a date and time such as 2025-01-31T12:00:00Z, found the string" in str(
        error
    )

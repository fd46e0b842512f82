from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.support.planting import case

from assay.domain.task import Language
from assay_cli.main import main


def run(capsys: pytest.CaptureFixture[str], *arguments: object, status: int) -> tuple[str, str]:
    code = main(["plant", *map(str, arguments)])
    said = capsys.readouterr()
    assert code == status, said.out + said.err
    return said.out, said.err


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    subject = case(Language.PYTHON, "unit").subject
    code, tests = tmp_path / "subject.py", tmp_path / "test_subject.py"
    code.write_text(subject.text)
    tests.write_text(subject.visible.files["test_subject.py"])
    return code, tests


def test_plants_are_records_that_prove_again(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    code, tests = files
    out, err = run(capsys, code, "--tests", tests, "--operator", "unit", "--format", "json", status=0)
    record = json.loads(out)
    assert (record["schema"], record["operator"], record["cwe"]) == ("assay.plant/v1", "unit", 704)
    assert err == "1 proposed, 1 planted and proven, 0 refused\n"

    plants = code.with_name("plants.jsonl")
    plants.write_text(out)
    out, err = run(capsys, "--prove", plants, status=0)
    assert out.startswith(f"{record['id']}  unit: ")
    assert err == "1 proven again, 0 not\n"

    plants.write_text(json.dumps({**record, "tampered": record["twin"]}))
    out, err = run(capsys, "--prove", plants, "--format", "json", status=1)
    assert json.loads(out)["holds"] is False
    assert err == "0 proven again, 1 not\n"


def test_what_is_refused_is_told_with_its_reason(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    code, tests = files
    tests.write_text(tests.read_text() + "\n\ndef test_all():\n    assert deadline(1, 2) == 2001\n")
    out, err = run(capsys, code, "--tests", tests, "--operator", "unit", status=1)
    assert out.startswith("refused  unit, line 3: visible tests see it: failed 1 of 2")
    assert err == "1 proposed, 0 planted and proven, 1 refused\n"


def test_a_call_that_cannot_be_done_says_why(
    files: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, tests = files
    _, err = run(capsys, code, status=2)
    assert err == f"assay: {code}: no visible tests; name them with --tests\n"
    _, err = run(capsys, code, "--tests", tests, "--operator", "bondary", status=2)
    assert err.startswith("assay: no operator 'bondary'; known: allow-list-dropped, ")
    _, err = run(capsys, "--prove", tests, status=2)
    assert "not JSON" in err
    _, err = run(capsys, tmp_path / "none.py", "--tests", tests, status=2)
    assert "cannot be read: no such file" in err
    tests.write_text("def test_it():\n    assert False\n")
    _, err = run(capsys, code, "--tests", tests, status=2)
    assert "does not pass its visible tests" in err

"""``assay check --select CRITIC``: asked only when named, marked as a claim, graded by the yardstick of all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.support.chat_server import Service, chat_service, claim, findings, streamed

from assay.workflows.submissions import read_submissions
from assay_cli.main import main

CODE = "def total(prices):\n    return sum(prices[1:])\n"


@pytest.fixture
def service() -> Iterator[Service]:
    hostile = claim(path="cart.py", title="<img src=x onerror=alert(1)>\x1b[2J", proof="proven", severity="blocker")
    with chat_service(streamed(findings(hostile, claim(path="cart.py", start_line=900)))) as running:
        yield running


@pytest.fixture
def critics(service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "critics.toml"
    path.write_text(
        f'[[critic]]\nname = "house-model"\naddress = "{service.address}"\nmodel = "tiny-1"\n'
        'prices = {read = 1, written = 10, currency = "EUR"}\n'
    )
    monkeypatch.setenv("ASSAY_CRITICS", str(path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return path


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "cart.py"
    path.write_text(CODE)
    return path


def test_a_critic_is_not_asked_unless_it_is_selected(
    critics: Path, code: Path, service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "cart.py", "--no-tests"]) == 0
    assert service.requests == []


def test_a_selected_critic_is_asked_and_its_claims_are_marked(
    critics: Path, code: Path, service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "cart.py", "--select", "house-model", "--no-tests"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "a critic's claim, unproven" in shown
    assert "1 unproven claims, 1 left out, 1,200 tokens read, 340 written, 0.0046 EUR" in shown
    assert "\x1b" not in shown


def test_a_claim_of_a_critic_never_decides_the_exit_code(critics: Path, code: Path) -> None:
    assert main(["check", "cart.py", "--select", "house-model", "--no-tests", "--fail-on", "nit"]) == 0


def test_pages_and_documents_hold_it_as_text(
    critics: Path, code: Path, service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["check", "cart.py", "--select", "house-model", "--no-tests", "--format", "html"])
    page = capsys.readouterr().out
    assert "<img src=x" not in page
    assert "a critic&#x27;s claim" in page
    main(["check", "cart.py", "--select", "house-model", "--no-tests", "--format", "json"])
    document = json.loads(capsys.readouterr().out)
    (finding,) = document["findings"]
    assert (finding["proof"], finding["source"]["kind"]) == ("unproven", "critic")
    assert document["critics"][0]["outcome"] == "answered"
    assert len(service.requests) == 1, "what it said of the same content is kept"


def test_without_a_file_of_critics_the_name_is_unknown(
    code: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ASSAY_CRITICS", raising=False)
    assert main(["check", "cart.py", "--select", "house-model"]) == 2
    assert "house-model" in capsys.readouterr().err


def test_a_wrong_file_of_critics_is_told(critics: Path, code: Path, capsys: pytest.CaptureFixture[str]) -> None:
    critics.write_text("[[critic]]\n")
    assert main(["check", "cart.py", "--select", "house-model"]) == 2
    assert "critic 1: name is missing" in capsys.readouterr().err


def test_what_check_writes_of_a_critic_is_graded_as_a_critic(
    critics: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    task = {
        "schema": "assay.task/v1",
        "id": "cart",
        "title": "Cart",
        "prompt": "Add up.",
        "language": "python",
        "aspects": ["correctness"],
        "candidates": [{"id": "a", "files": {"cart.py": CODE}}],
    }
    tasks, document = tmp_path / "tasks.jsonl", tmp_path / "check.json"
    tasks.write_text(json.dumps(task) + "\n")
    assert main(["check", str(tasks), "--select", "house-model,ruff", "--no-tests", "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    record["runs"] = [{"task": "cart", "candidate": "a"}]
    document.write_text(json.dumps(record))
    graders = {(one.grader.kind.value, one.grader.name): one for one in read_submissions([document])}
    assert set(graders) == {("critic", "house-model"), ("analyzer", "ruff")}
    assert graders["critic", "house-model"].asked == {("cart", "a")}

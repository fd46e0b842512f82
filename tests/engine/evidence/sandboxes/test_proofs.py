from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from assay.domain.run import Outcome
from assay.evidence.sandbox import REQUIRED_LAYERS, Execution, Program
from assay.evidence.sandboxes import _proofs
from assay.testing.sandbox_kit import processes_with

LABELS = {"memory": "memory", "processes": "processes"}


def no_sandbox(program: Program) -> Execution:
    """Runs the program with no layer at all, apart from ending it after two seconds and at 1 MiB of output."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in program.files.items():
            Path(folder, name).write_text(text)
        with subprocess.Popen(
            program.argv, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        ) as process:
            assert process.stdout
            assert process.stderr
            stdout = process.stdout.read(1 << 20) if "while True" in str(program.argv) else b""
            try:
                rest, stderr = (b"", b"") if stdout else process.communicate(timeout=2)
            except subprocess.TimeoutExpired:
                rest, stderr = b"", b""
            process.kill()
        return Execution(stop=None, exit_status=process.returncode, stdout=stdout + rest, stderr=stderr)


def test_without_a_sandbox_no_layer_is_proven() -> None:
    started: list[str] = []

    def remembering(program: Program) -> Execution:
        started.append(program.argv[-1])
        return no_sandbox(program)

    proofs = _proofs.prove(remembering, LABELS)
    for process in processes_with(next(word for word in started if len(word) == 16)):
        os.kill(process, signal.SIGKILL)
    assert {proof.layer for proof in proofs} >= set(REQUIRED_LAYERS)
    assert [proof.layer for proof in proofs if proof.works] == []


def test_whatever_an_attempt_starts_ends_with_it_where_nothing_else_ends_it() -> None:
    token = secrets.token_hex(8)
    source = _proofs._FORK.replace("time.sleep(.2)", f"print('started', flush=True); time.sleep(60) # {token}")
    with subprocess.Popen([sys.executable, "-ISE", "-c", source], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"started\n"
        assert len(processes_with(token)) == 13
        process.kill()
    deadline = time.monotonic() + 30
    while (left := processes_with(token)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == []


def test_a_sandbox_that_fails_proves_nothing_and_says_how_to_mend_it() -> None:
    def broken(program: Program) -> Execution:
        return Execution(stop=Outcome.SANDBOX_ERROR, reason="clone: Operation not permitted")

    proofs = _proofs.prove(broken, LABELS)
    assert not any(proof.works for proof in proofs)
    assert all("user namespaces" in proof.remedy for proof in proofs if proof.layer == "pid-namespace")


def test_elsewhere_than_on_linux_every_layer_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    proofs = _proofs.prove(no_sandbox, LABELS)
    assert [proof.layer for proof in proofs] == list(REQUIRED_LAYERS)
    assert all(not proof.works and "Linux" in proof.remedy for proof in proofs)


def test_process_1_of_a_container_is_not_taken_for_the_first_process_inside() -> None:
    """There the numbers of our own processes are those of the processes inside, which can be reached."""
    container = ["unshare", "--user", "--map-root-user", "--pid", "--mount-proc", "--fork"]
    code = (
        "import os\nfrom assay.evidence.sandbox import SANDBOXES, examine\n"
        "found = {proof.layer: proof for proof in examine(SANDBOXES.get('namespaces'))}['pid-namespace']\n"
        "print(os.getpid(), found.works, found.detail)"
    )
    done = subprocess.run(
        [*container, sys.executable, "-c", code], capture_output=True, text=True, timeout=200, check=False
    )
    assert done.stdout.startswith("1 True"), (done.stdout, done.stderr)

"""The conformance kit of sandboxes: what every one of them, ours and other people's, must withstand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from assay.evidence.interpreter import this_interpreter
from assay.evidence.output import visible
from assay.evidence.sandbox import Execution, Program, Sandbox, missing_layers
from assay.testing.attacks import ATTACKS, Attack
from assay.testing.outside import Outside, control, outside

_AT_ONCE = 3


def check_sandbox(sandbox: Sandbox) -> None:
    """Every attack, and the proofs.

    Raises:
        AssertionError: names each attack that got through, or whose witness or control is missing.
    """
    missing = missing_layers(sandbox.examine())
    problems = [f"{sandbox.name} does not prove {', '.join(missing)}"] if missing else []
    problems += [problem for _, problem in check_attacks(sandbox) if problem]
    if problems:
        raise AssertionError("\n".join(problems))


def check_attacks(sandbox: Sandbox, attacks: Iterable[Attack] = ATTACKS) -> Iterator[tuple[str, str]]:
    """Name of each attack and what is wrong; empty when the sandbox withstood it and the controls show that it was
    really tried. Several run at a time, around the same things to reach."""
    attacks = tuple(attacks)
    with outside() as around, ThreadPoolExecutor(_AT_ONCE) as pool:
        found = list(pool.map(lambda attack: _problem(sandbox, attack, around), attacks))
        left = processes_with(around.secret)
    for attack, problem in zip(attacks, found, strict=True):
        yield attack.name, problem
    yield "all of them together", f"left processes running: {left}" if left else ""


def check_attack(sandbox: Sandbox, attack: Attack) -> None:
    """One attack with its witness, benign control and negative control.

    Raises:
        AssertionError: it got through, was not really tried, or a control shows that the check is empty.
    """
    problems = [problem for _, problem in check_attacks(sandbox, [attack]) if problem]
    if problems:
        raise AssertionError("\n".join(problems))


def _problem(sandbox: Sandbox, attack: Attack, around: Outside) -> str:
    checks: tuple[Callable[[], str], ...] = (
        lambda: _withstood(attack, sandbox.execute(_program(attack.payload, around, attack))),
        lambda: control(attack, around),
        lambda: _harmless(attack, sandbox.execute(_program(attack.benign, around, attack))) if attack.benign else "",
    )
    return next((problem for check in checks if (problem := check())), "")


def _withstood(attack: Attack, execution: Execution) -> str:
    shown = (
        f"{attack.name}: {execution.reason}, status {execution.exit_status}, "
        f"{execution.stdout[-500:]!r}, {execution.stderr[-1000:]!r}"
    )
    text = visible(execution.stdout) + visible(execution.stderr)
    cases = (
        (b"there is none" in execution.stdout and b"tried" not in execution.stdout, ""),
        (b"tried" not in execution.stdout, f"was not tried: {shown}"),
        (b"breached" in execution.stdout, f"got through: {shown}"),
        (execution.stop is not attack.stop, f"ended as {execution.stop}, not {attack.stop}: {shown}"),
        (attack.exit_status not in {None, execution.exit_status}, f"wrong exit status: {shown}"),
        (any(sign in text for sign in "\x1b\x00\u202e\u2066"), f"can be shown as it is: {shown}"),
    )
    return next((problem for applies, problem in cases if applies), "")


def _harmless(attack: Attack, execution: Execution) -> str:
    if execution.stop is not None:
        return f"{attack.name}: its harmless relative was stopped: {execution.reason}"
    if b"fine" not in execution.stdout:
        return f"{attack.name}: its harmless relative failed: {execution.stderr!r}"
    return ""


def _program(payload: str, around: Outside, attack: Attack) -> Program:
    python = this_interpreter()
    return Program(
        (python.executable, "-ISEu", "attack.py", around.secret),
        files={"attack.py": around.program(payload)},
        limits=attack.limits,
        read_only=python.read_only,
        empty=python.empty,
    )


def processes_with(token: str) -> list[int]:
    """Processes of this machine with ``token`` in their command line."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and token.encode() in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
        except OSError:  # it ended meanwhile
            continue
    return found

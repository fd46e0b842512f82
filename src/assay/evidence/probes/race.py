"""Race: lets two calls on one Python object meet wherever threads or tasks may switch, and replays what goes wrong.

**Finds** calls that lead, when they meet, where no order of them leads: exceptions that no order raises, lost or torn
updates, states that should never be seen, deadlocks, work done twice that should be done once, and entries handed out
although their time was over before the call took its lock. Coroutines meet at each ``await``; there it also finds
callers who are left waiting, or are cancelled, because another one was. Each is a schedule that was replayed ten
times with the same end, told line by line.

**Cannot find** what takes more than one preemption or more than two calls; classes whose arguments cannot be guessed
from names and annotations; what happens inside C code; races between processes; threads that the class starts itself.
A clean answer says how many schedules were tried, and never that there is no race.

**How.** :mod:`threading`, :mod:`queue` and :mod:`time` are the library's own code on locks and a clock that the probe
controls. States and calls come from the class's signature. The judge is linearizability (Herlihy and Wing, 1990), the
order of the search the number of preemptions (Musuvathi and Qadeer, PLDI 2007). Grade *gil*: CPython switches there
today. Grade *spec*: a free-threaded build may. The candidate shares the process with the judge: a hostile one can
forge.
"""

from __future__ import annotations

import json
import signal
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import Field, JsonValue, TypeAdapter, ValidationError

from assay.domain.finding import Category, Finding, Proof, Severity, Source, SourceKind
from assay.domain.record import Record
from assay.domain.run import Limits
from assay.domain.task import Language
from assay.errors import InputError
from assay.evidence.claim import Claim, Place, as_finding, one_line
from assay.evidence.interpreter import this_interpreter
from assay.evidence.probe import ProbeReport, ProbeSubject
from assay.evidence.probes._race_subjects import Target, targets
from assay.evidence.rule_table import Meaning
from assay.evidence.sandbox import Program, Sandbox

VERSION = "2"
SCHEDULES = 6000
"""Most schedules of one class; a correct one of a hundred lines takes some 0.8 ms each."""

REPLAYS = 10

_LIMITS = Limits(wall_s=120, cpu_s=60, output_kib=4096)
"""Schedules are counted, so processor time is what bounds a search; a busy machine only takes longer."""
_HERE = Path(__file__).resolve().parent
_START = "import sys; sys.path.insert(0, sys.argv[1]); from _race.main import main; sys.path.pop(0); main()"


_GRADES = {
    "gil": "CPython switches threads at this point today.",
    "spec": "A free-threaded build may switch here; CPython with its lock does not.",
    "await": "The event loop may run another task at this await.",
}


class Witness(Record):
    """What the program in the sandbox says of one schedule; see ``_race/explore.py``."""

    kind: str
    mode: str
    path: str
    line: Annotated[int, Field(ge=1)]
    state: str
    operations: list[str]
    plan: list[tuple[int, int | None]]
    story: list[str]
    telling: str
    happened: str
    allowed: list[str]
    replayed: int
    subject: str
    scenario: dict[str, JsonValue]


class _Report(Record):
    witnesses: list[Witness]
    schedules: int
    passed_over: list[str]
    replayed: list[int]


_ALARM = -signal.SIGALRM
"""Of a program that the kernel ended, as it asked for: see ``_race/actors.py``."""
_REPORT = TypeAdapter(_Report)

_CWE = {"deadlock": 833, "expired": 672, "cancelled": 833}
_SEVERITY = {"deadlock": Severity.BLOCKER, "calls": Severity.MINOR}
_IMPACT = {
    "exception": "A caller that used it correctly gets an exception, now and then, under load.",
    "outcome": "Callers get answers, or leave a state, that no order of their calls explains.",
    "calls": "Work that should be shared is done twice, at the moment when it is dearest.",
    "deadlock": "Both threads hang for ever, and whoever waits for them.",
    "expired": "Callers are handed what should no longer be used.",
    "cancelled": "One caller that times out or goes away takes others with it.",
}


class Race:
    """The probe; see the module's page."""

    name = "race"
    languages = frozenset({Language.PYTHON})

    def version(self) -> str:
        """Of the explorer and the interpreter whose switches it follows."""
        return f"{VERSION}+python{this_interpreter().version}"

    def applies(self, subject: ProbeSubject) -> bool:
        """Whether a class is meant to be shared by threads or tasks."""
        return bool(targets(subject))

    def examine(self, sandbox: Sandbox, subject: ProbeSubject) -> ProbeReport:
        """Explore each class; two witnesses at one line are one finding."""
        findings: list[Finding] = []
        replays: list[Mapping[str, JsonValue]] = []
        missing: list[str] = []
        schedules = 0
        for target in targets(subject):
            report = self._explore(sandbox, subject.files, target)
            if isinstance(report, str):
                missing.append(report)
                continue
            schedules += report.schedules
            missing += [one_line(reason)[:300] for reason in report.passed_over]
            told = [one for one in report.witnesses if one.path in subject.files]
            findings += [_finding(one, subject.files) for one in told]
            replays += [one.model_dump(mode="json") for one in told]
        tried = f"no more than these within 1 preemption of 2 calls, {schedules} schedules" if schedules else ""
        return ProbeReport(tuple(findings), tried, tuple(missing), tuple(replays))

    def replay(self, sandbox: Sandbox, subject: ProbeSubject, record: Mapping[str, JsonValue]) -> tuple[int, int]:
        """Run the witness's schedule ten times on ``subject``."""
        try:
            witness = Witness.model_validate_json(json.dumps(record))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise InputError(f"no schedule of the race probe: {where}: {first['msg']}") from None
        target = next((one for one in targets(subject) if witness.subject in one.classes), None)
        if target is None:
            return 0, REPLAYS
        report = self._explore(sandbox, subject.files, replace(target, classes=(witness.subject,)), [dict(record)])
        return (sum(report.replayed) if isinstance(report, _Report) else 0), REPLAYS

    def _explore(
        self,
        sandbox: Sandbox,
        files: Mapping[str, str],
        target: Target,
        replay: Sequence[Mapping[str, JsonValue]] = (),
    ) -> _Report | str:
        asked = {
            "files": [name for name in files if name.endswith(".py")],
            "module": target.module,
            "classes": list(target.classes),
            "schedules": SCHEDULES // 4 if target.fresh else SCHEDULES,
            "fresh": target.fresh,
            "tasks": target.tasks,
            "replay": list(replay),
        }
        python = this_interpreter()
        execution = sandbox.execute(
            Program(
                (python.executable, "-sPu", "-c", _START, str(_HERE)),
                files=files,
                env={"PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"},
                stdin=json.dumps(asked).encode(),
                limits=_LIMITS,
                read_only=(*python.read_only, str(_HERE)),
                empty=python.empty,
                path=python.path,
            )
        )
        try:
            return _REPORT.validate_json(execution.report)
        except ValidationError:
            ended = "an operation never ends, whatever is done to end it" if execution.exit_status == _ALARM else ""
            reason = ended or execution.reason or f"ended with status {execution.exit_status} before it could report"
            return f"{', '.join(target.classes)}: {one_line(reason)}"


def _finding(witness: Witness, files: Mapping[str, str]) -> Finding:
    severity = _SEVERITY.get(witness.kind, Severity.MAJOR)
    if witness.mode == "spec" and severity is Severity.MAJOR:
        severity = Severity.MINOR
    meaning = Meaning(Category.CONCURRENCY, cwe=_CWE.get(witness.kind, 362))
    source = Source(kind=SourceKind.PROBE, name="race", version=VERSION, rule=witness.kind)
    claim = Claim(
        _title(witness), severity, meaning, source, _explanation(witness), 0.6 if witness.mode == "spec" else 0.95
    )
    place = Place(str(PurePosixPath(witness.path)), witness.line, witness.line)
    return as_finding(claim, place, files).model_copy(
        update={"impact": _IMPACT.get(witness.kind, ""), "proof": Proof.DEMONSTRATED}
    )


def _title(witness: Witness) -> str:
    first, *others = witness.operations
    other = others[0] if others else ""
    if witness.kind == "expired":
        return f"{first} reads the time before it takes the lock, and hands out what has expired meanwhile"
    if witness.kind == "cancelled":
        return f"When a call of {first.partition('(')[0]} is cancelled, {other} {witness.telling}"
    if witness.kind == "deadlock":
        return f"{first} and {other} wait for each other for ever"
    if witness.kind == "calls":
        return f"Two calls of {first.partition('(')[0]} at once do the work twice"
    if witness.kind == "exception":
        return f"{first} and {other} at once: {witness.telling}, which no order of them does"
    told = f": {witness.telling}" if witness.telling else ""
    return f"{first} and {other} at once lead where no order of them leads{told}"


def _explanation(witness: Witness) -> str:
    allowed = "\n".join(f"- {one}" for one in witness.allowed)
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(witness.story, 1))
    return (
        f"Subject: {witness.state}\n\n{steps}\n\nSo: {witness.happened}.\n"
        f"One after the other they lead to:\n{allowed}\n\n"
        f"{_GRADES[witness.mode]} Replayed {witness.replayed} of {witness.replayed} times."
    )


plugin = Race()

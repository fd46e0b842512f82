"""Plant: defects in right code, each with a witness and its proof, or refused with the reason."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assay.domain.plant import Check, Plant
from assay.domain.record import MAX_FILE_BYTES
from assay.domain.task import Language, Task, Tests
from assay.errors import InputError, RecordError
from assay.evidence.language import LANGUAGES, MissingToolchain
from assay.evidence.sandbox import choose_sandbox
from assay.interchange import read_tasks
from assay.interchange.lines import read_lines
from assay.interchange.records import parse_line
from assay.planting.operator import OPERATORS, Operator
from assay.planting.prove import Proposal, Prover, prove_again
from assay.planting.refusal import Refused
from assay.planting.renaming import renamed
from assay.planting.running import Bench
from assay.planting.subject import Subject
from assay.workflows.recognize import language_of

Result = Plant | Refused


@dataclass(frozen=True)
class Asked:
    """What to plant. ``operators``: none means all of the language. ``most`` proposals of each operator are tried."""

    operators: Sequence[str] = ()
    seed: int = 0
    most: int = 3
    rename: bool = False


@dataclass(frozen=True)
class Planting:
    """``proposed`` proposals, whose results come one by one."""

    subject: Subject
    proposed: int
    results: Iterator[Result]


@dataclass(frozen=True)
class ProvenAgain:
    """A record's contract, run anew; the last check does not hold, or all do."""

    plant: Plant
    checks: tuple[Check, ...]

    @property
    def holds(self) -> bool:
        """Whether every clause holds."""
        return all(one.holds for one in self.checks)


def plant_file(
    file: Path, tests: Sequence[Path], *, hidden: Sequence[Path] = (), beside: Sequence[Path] = (), asked: Asked
) -> Planting:
    """Plant in one file. ``tests`` must stay green, ``hidden`` ones may be the witness, ``beside`` is what it needs.

    Raises:
        InputError: a file cannot be read, there are no operators for its language, or its tests fail.
        ToolUnavailable: the language's toolchain is missing.
        SandboxUnavailable: a required layer does not work here.
    """
    language = _language(file)
    visible = Tests(files=_texts(tests), visible=tuple(one.name for one in tests), timeout_s=60)
    unseen = Tests(files=_texts(hidden), timeout_s=60) if hidden else None
    files = {**_texts(beside), **_texts([file])}
    return plant(Subject(language, files, file.name, visible, unseen), asked)


def plant_task(path: Path, asked: Asked) -> Planting:
    """Plant in the reference of a task; its hidden tests may be the witness.

    Raises:
        InputError: it is no task, has no reference or no tests; and as :func:`plant_file`.
    """
    task = next(iter(read_tasks(path)), None)
    if isinstance(task, RecordError):
        raise task
    if task is None or task.reference is None or not task.tests.visible:
        raise InputError(
            "has no reference or no visible tests", where=str(path), remedy="defects are planted in code that is right"
        )
    return plant(subject_of(task), asked)


def subject_of(task: Task) -> Subject:
    """The reference of a task, of which the longest file in its language is changed."""
    assert task.reference is not None  # noqa: S101 - whoever calls has looked
    files = {**task.files, **task.reference.files}
    own = [path for path in task.reference.files if language_of(Path(path)) in {task.language, Language.C}]
    path = max(own or task.reference.files, key=lambda one: len(files[one]))
    hidden = {name: text for name, text in task.tests.files.items() if name not in task.tests.visible}
    visible = task.tests.model_copy(update={"files": task.tests.visible_files})
    unseen = task.tests.model_copy(update={"files": hidden, "visible": ()}) if hidden else None
    return Subject(task.language, files, path, visible, unseen, task.entry_point)


def plant(subject: Subject, asked: Asked) -> Planting:
    """Plant in ``subject``; see :func:`plant_file`."""
    operators = _operators(subject.language, asked.operators)
    toolchain = LANGUAGES.get(subject.language).toolchain()
    if isinstance(toolchain, MissingToolchain):
        raise InputError(f"{toolchain.reason}", where=subject.path, remedy=toolchain.install)
    bench = Bench(subject.language, choose_sandbox())
    prover = Prover(subject, bench, asked.seed)
    prover.begin()
    if asked.rename:
        subject = renamed(subject, bench, asked.seed)
        prover = Prover(subject, bench, asked.seed)
    found = [one for operator in operators for one in _drawn(operator, subject.text, asked)]
    return Planting(subject, len(found), (prover.prove(one) for one in found))


def _drawn(operator: Operator, text: str, asked: Asked) -> list[Proposal]:
    """At most ``asked.most`` of its proposals, drawn by the seed, in source order."""
    changes = list(operator.changes(text))
    dice = random.Random(f"{asked.seed} {operator.name}")  # noqa: S311 - a draw that can be repeated
    taken = dice.sample(changes, min(asked.most, len(changes)))
    lines = [(text.count("\n", 0, min(edit.start for edit in one.edits)) + 1, one) for one in taken]
    return [Proposal(operator, one, line) for line, one in sorted(lines, key=lambda each: each[0])]


def _operators(language: Language, names: Sequence[str]) -> list[Operator]:
    registry = OPERATORS.get(language)
    if registry is None:
        known = ", ".join(sorted(OPERATORS))
        raise InputError(f"there are no operators for {language}", remedy=f"languages with operators: {known}")
    return [registry.get(name) for name in names] if names else list(registry)


def prove_records(path: Path) -> Iterator[ProvenAgain | RecordError]:
    """Every plant of a file (JSON lines), proven from its record alone.

    Raises:
        RecordError: the file cannot be read.
        SandboxUnavailable: a required layer does not work here.
    """
    for line in read_lines(path):
        if line.content is not None and not line.content.strip():
            continue
        try:
            record = parse_line(line, Plant, str(path))
        except RecordError as error:
            yield error
            continue
        yield ProvenAgain(record, prove_again(record, choose_sandbox()))


def _language(file: Path) -> Language:
    language = language_of(file)
    if language is None:
        raise InputError("its language is not known", where=str(file), remedy="name a source file, or a task's folder")
    return language


def _texts(paths: Sequence[Path]) -> dict[str, str]:
    texts = {}
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise InputError(f"cannot be read: {reason}", where=str(path)) from None
        if len(content) > MAX_FILE_BYTES:
            raise InputError(f"is larger than {MAX_FILE_BYTES // 2**20} MiB", where=str(path))
        try:
            texts[path.name] = content.decode()
        except UnicodeDecodeError:
            raise InputError("is no UTF-8 text", where=str(path), remedy="save it as UTF-8") from None
    return texts

"""Check: all evidence for files or tasks without a server: what analyzers find, and how the tests end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from pydantic import JsonValue

from assay.domain.finding import Finding, Severity, SourceKind
from assay.domain.run import CandidateRun, Outcome, Run
from assay.domain.task import Candidate, Language, Task
from assay.errors import InputError, RecordError, SandboxUnavailable
from assay.evidence.probe import PROBES
from assay.interchange import read_tasks
from assay.interchange.folder import TASK_FILE
from assay.interchange.sarif import UNPLACED, read_sarif
from assay.workflows.asked import Asked, Ready, ask_critics
from assay.workflows.collect import Collected, Missing, Watch, collect_findings, gravest_first, unwatched
from assay.workflows.execute import run_candidate, run_tests
from assay.workflows.loose_files import LooseFile, loose_files
from assay.workflows.probe import Probed, probe
from assay.workflows.remembered import FORGETFUL, Memory

_BATCH_FILES, _BATCH_LETTERS = 500, 16_000_000
_NO_ANSWER = frozenset({Outcome.PASSED, Outcome.NOT_RUN, Outcome.SANDBOX_ERROR})

MAX_PROBED_FILES = 300
"""Most loose files that one call runs probes on: each takes a fraction of a second, some take several."""

LOOSE = "files"
"""The candidate's id in a run of a task's tests on loose files."""


@dataclass(frozen=True)
class Placed:
    """A finding, the task it belongs to (None for loose files), and its file as people find it from here."""

    finding: Finding
    file: str
    task: str | None = None


@dataclass(frozen=True)
class Tried:
    """How much a probe examined, of which candidate; both None for loose files."""

    task: str | None
    candidate: str | None
    probe: str
    tried: str


@dataclass(frozen=True)
class _Selected:
    """What was asked for, by kind; None means none of that kind."""

    analyzers: Sequence[str] | None
    probes: Sequence[str] | None
    critics: Sequence[Ready]
    memory: Memory
    watch: Watch

    def of(self, name: str) -> Watch:
        """The same watch, told with each step whose step it is."""
        return lambda step: self.watch(f"{name}: {step}")


@dataclass
class Checked:
    """The evidence. ``findings`` gravest first; ``errors`` are records and files that could not be read.

    ``critics`` says what became of asking critics: what they claim stands among the findings, unproven.
    """

    findings: list[Placed] = field(default_factory=list)
    runs: list[CandidateRun] = field(default_factory=list)
    tried: list[Tried] = field(default_factory=list)
    critics: list[Asked] = field(default_factory=list)
    replays: list[dict[str, JsonValue]] = field(default_factory=list)
    tools: dict[str, str] = field(default_factory=dict)
    missing: list[Missing] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    """How many findings of an analyzer were too many; the lightest."""
    errors: list[RecordError] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    """Texts of the files that findings stand in, by :attr:`Placed.file`."""

    def reaches(self, threshold: Severity) -> bool:
        """Whether a finding is at least this grave, or tests were run and did not pass.

        What only a critic claims decides nothing.
        """
        told = [one.finding for one in self.findings if one.finding.source.kind is not SourceKind.CRITIC]
        grave = any(finding.severity.rank >= threshold.rank for finding in told)
        return grave or any(run.outcome not in _NO_ANSWER for run in self.runs)

    def gaps(self) -> list[Missing]:
        """All that could not be asked or is not shown."""
        remedy = "check single folders to see them"
        return self.missing + [
            Missing(f"some of {name}", f"the lightest {count:,} findings are left out", remedy)
            for name, count in sorted(self.left_out.items())
        ]

    def add(self, collected: Collected) -> None:
        """Take over which tools answered and which did not, each once."""
        self.tools.update(collected.versions)
        self.missing += [one for one in collected.missing if one not in self.missing]
        self.left_out.update(collected.left_out)

    def add_probed(
        self, probed: Probed, task: str | None = None, candidate: str | None = None, file: str | None = None
    ) -> None:
        """Take over which probes ran, how much they tried, what they could not, and how to see it again."""
        place: dict[str, JsonValue] = {"task": task, "candidate": candidate, "file": file}
        self.replays += [{**place, **record} for record in probed.replays]
        self.tools.update(probed.versions or {})
        self.tried += [Tried(task, candidate, name, tried) for name, tried in (probed.tried or {}).items()]
        self.missing += [one for one in probed.missing if one not in self.missing]


def check(
    paths: Sequence[Path],
    *,
    select: Sequence[str] = (),
    task: Path | None = None,
    tests: bool = True,
    critics: Sequence[Ready] = (),
    memory: Memory = FORGETFUL,
    watch: Watch = unwatched,
) -> Checked:
    """Evidence for every path: a task's folder, a folder of such, a ``.jsonl`` of tasks, source files and folders, or
    a ``.sarif`` log of another tool.

    Candidates of tasks are also run against their tests, and all code is probed, if ``tests``. With ``task``, the tests
    of that task are run on the loose files. A tool or sandbox that is missing costs coverage and stands in ``missing``.
    ``critics`` are asked where ``select`` names them, and only then. What ``memory`` holds of the same content is not
    asked for again; tests are always run. ``watch`` is told each step.
    Of more than :data:`MAX_PROBED_FILES` loose files the first are probed and shown to critics; ``missing`` says so.

    Raises:
        InputError: a path does not exist, ``select`` names no analyzer or probe, or ``task`` is not exactly one task.
    """
    checked = Checked()
    given = _one_task(task) if task else None
    selected = _selected(select, critics, memory, watch, run=tests)
    loose = []
    for path in paths:
        if path.suffix == ".sarif":
            _take_log(checked, path)
        elif _holds_tasks(path):
            _check_tasks(checked, path, selected, tests=tests)
        else:
            loose.append(path)
    if loose or given:
        files = _check_loose(checked, loose, selected)
        if given and tests:
            _run_loose(checked, given, files, loose)
    checked.findings.sort(key=lambda placed: (gravest_first(placed.finding), placed.task or "", placed.file))
    return checked


def _selected(select: Sequence[str], critics: Sequence[Ready], memory: Memory, watch: Watch, *, run: bool) -> _Selected:
    """Names of probes and critics apart from those of analyzers; without ``run`` no candidate is executed."""
    asked = {one.settings.name: one for one in critics if one.settings.name in select}
    probes = [name for name in select if name in PROBES.names()]
    analyzers = [name for name in select if name not in probes and name not in asked]
    return _Selected(
        analyzers if analyzers or not select else None,
        probes if run and (probes or not select) else None,
        list(asked.values()),
        memory,
        watch,
    )


def _take_log(checked: Checked, path: Path) -> None:
    """Another tool's results as they are: they are merged with nothing."""
    try:
        log = read_sarif(path)
    except RecordError as error:
        checked.errors.append(error)
        return
    checked.tools.update(log.tools)
    checked.findings += [Placed(one.finding, _file(one.uri), one.task) for one in log.results]


def _file(uri: str) -> str:
    return unquote(uri.removeprefix("file://")) or UNPLACED


def _holds_tasks(path: Path) -> bool:
    if path.is_dir():
        return (path / TASK_FILE).exists() or any(path.glob(f"*/{TASK_FILE}"))
    return path.name.endswith((".jsonl", ".jsonl.gz"))


def _one_task(path: Path) -> Task:
    found = read_tasks(path)
    task = next(found, None)
    if isinstance(task, RecordError):
        raise task
    if task is None or next(found, None) is not None:
        raise InputError("holds more than one task", where=str(path), remedy="name a task's folder")
    return task


def _check_tasks(checked: Checked, path: Path, selected: _Selected, *, tests: bool) -> None:
    for task in read_tasks(path):
        if isinstance(task, RecordError):
            checked.errors.append(task)
            continue
        for candidate in task.candidates:
            root = path / "candidates" if (path / TASK_FILE).exists() else Path(task.id)
            for finding in _findings(checked, task, candidate, selected):
                placed = Placed(finding, str(root / candidate.id / finding.path), task.id)
                checked.findings.append(placed)
                checked.sources[placed.file] = candidate.files[finding.path]
            if tests and (task.tests.files or task.tests.command):
                selected.watch(f"{task.id} {candidate.id}: tests")
                _run_candidate(checked, task, candidate)


def _findings(checked: Checked, task: Task, candidate: Candidate, selected: _Selected) -> list[Finding]:
    found: list[Finding] = []
    if selected.analyzers is not None:
        collected = collect_findings(
            task.language,
            candidate.files,
            candidate=candidate.id,
            select=selected.analyzers,
            memory=selected.memory,
            watch=selected.of(f"{task.id} {candidate.id}"),
        )
        checked.add(collected)
        found += collected.findings
    if selected.probes is not None:
        probed = probe(
            task.language,
            {**task.files, **candidate.files},
            entry_point=task.entry_point,
            prompt=task.prompt,
            reference={**task.files, **task.reference.files} if task.reference else None,
            tests=task.tests,
            select=selected.probes,
            memory=selected.memory,
            watch=selected.of(f"{task.id} {candidate.id}"),
        )
        checked.add_probed(probed, task.id, candidate.id)
        own = [one for one in probed.findings if one.path in candidate.files]
        found += [one.model_copy(update={"candidate": candidate.id}) for one in own]
    said = _ask(checked, selected, task.language, {**task.files, **candidate.files}, task, candidate.id)
    return found + [one for one in said if one.path in candidate.files]


def _ask(
    checked: Checked,
    selected: _Selected,
    language: Language,
    files: Mapping[str, str],
    task: Task | None = None,
    candidate: str | None = None,
) -> list[Finding]:
    answers = ask_critics(
        selected.critics,
        language,
        files,
        prompt=task.prompt if task else "",
        memory=selected.memory,
        watch=selected.of(f"{task.id} {candidate}" if task else ", ".join(files)),
        place=(task.id if task else None, candidate),
    )
    for asked, findings in answers:
        checked.critics.append(asked)
        checked.tools |= {findings[0].source.name: findings[0].source.version or ""} if findings else {}
    return [finding.model_copy(update={"candidate": candidate}) for _, findings in answers for finding in findings]


def _run_candidate(checked: Checked, task: Task, candidate: Candidate) -> None:
    try:
        checked.runs.append(run_candidate(task, candidate))
    except SandboxUnavailable as error:
        _miss_tests(checked, error)


def _miss_tests(checked: Checked, error: SandboxUnavailable) -> None:
    missing = Missing("tests", f"not run: {error.what}", error.remedy)
    if missing not in checked.missing:
        checked.missing.append(missing)


def _check_loose(checked: Checked, paths: Sequence[Path], selected: _Selected) -> list[LooseFile]:
    by_language: dict[Language, list[LooseFile]] = defaultdict(list)
    for file in loose_files(paths):
        if isinstance(file, RecordError):
            checked.errors.append(file)
        else:
            by_language[file.language].append(file)
    for language, files in sorted(by_language.items()):
        for batch in _batches(files):
            shown = {file.name: file.shown for file in batch}
            texts = {file.name: file.text for file in batch}
            if selected.analyzers is not None:
                collected = collect_findings(
                    language, texts, select=selected.analyzers, memory=selected.memory, watch=selected.watch
                )
                checked.add(collected)
                checked.findings += [Placed(finding, shown[finding.path]) for finding in collected.findings]
                checked.sources |= {shown[one.path]: texts[one.path] for one in collected.findings}
    found = [file for files in by_language.values() for file in files]
    if selected.probes is not None:
        for file in _few(checked, found, "probes"):
            _probe_file(checked, file, selected.probes, selected)
    for file in _few(checked, found, "critics") if selected.critics else ():
        said = _ask(checked, selected, file.language, {file.name: file.text})
        checked.findings += [Placed(finding, file.shown) for finding in said]
        checked.sources |= {file.shown: file.text} if said else {}
    return found


def _few(checked: Checked, files: Sequence[LooseFile], who: str) -> Sequence[LooseFile]:
    """The first ones of very many files."""
    if len(files) > MAX_PROBED_FILES:
        reason = f"the first {MAX_PROBED_FILES} of {len(files)} files were examined, as one call does"
        checked.missing.append(Missing(who, reason, "name those that matter, or single folders"))
    return files[:MAX_PROBED_FILES]


def _probe_file(checked: Checked, file: LooseFile, select: Sequence[str], selected: _Selected) -> None:
    """On its own, under its bare name: what it imports from its neighbours is not there, and is then not examined."""
    name = Path(file.name).name
    probed = probe(file.language, {name: file.text}, select=select, memory=selected.memory, watch=selected.watch)
    checked.add_probed(probed, file=file.shown)
    if probed.findings:
        checked.sources[file.shown] = file.text
    checked.findings += [
        Placed(finding.model_copy(update={"path": file.name}), file.shown) for finding in probed.findings
    ]


def _batches(files: Sequence[LooseFile]) -> Iterator[list[LooseFile]]:
    batch: list[LooseFile] = []
    for file in files:
        full = len(batch) == _BATCH_FILES or sum(len(one.text) for one in batch) > _BATCH_LETTERS
        if full:
            yield batch
            batch = []
        batch.append(file)
    if batch:
        yield batch


def _run_loose(checked: Checked, task: Task, files: Sequence[LooseFile], roots: Sequence[Path]) -> None:
    try:
        run = run_tests(task.language, {**task.files, **_below_roots(files, roots)}, task.tests)
    except SandboxUnavailable as error:
        _miss_tests(checked, error)
        return
    checked.runs.append(
        CandidateRun(task=task.id, candidate=LOOSE, **{name: getattr(run, name) for name in Run.model_fields})
    )


def _below_roots(files: Sequence[LooseFile], roots: Sequence[Path]) -> Mapping[str, str]:
    """The files under the names that tests know them by: relative to the folder that was given, or the bare name."""
    named: dict[str, str] = {}
    for file in files:
        path = Path(file.shown).absolute()
        root = next((root for root in roots if root.is_dir() and path.is_relative_to(root.absolute())), None)
        name = path.relative_to(root.absolute()).as_posix() if root else path.name
        if name in named:
            raise InputError(f"two files are called {name!r}", remedy="name the folder that holds them")
        named[name] = file.text
    return named

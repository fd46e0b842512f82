"""Run a candidate's tests, or a finding's reproducer, in the sandbox. Whatever happens there is data in the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from assay.domain.finding import Proof, Reproducer
from assay.domain.run import CandidateRun, Outcome, Run, TestOutcome
from assay.domain.task import Candidate, Language, Task, Tests
from assay.evidence.cases.table_runner import Question, run_tables, together
from assay.evidence.cases.tables import split
from assay.evidence.language import LANGUAGES, Toolchain
from assay.evidence.listening import heard_by
from assay.evidence.output import visible
from assay.evidence.sandbox import choose_sandbox

_ANALYSIS_ONLY = frozenset({Language.DOCKERFILE, Language.GITHUB_ACTIONS, Language.SHELL})
_FAILS = frozenset(
    {
        Outcome.FAILED,
        Outcome.CRASHED,
        Outcome.TIMED_OUT,
        Outcome.OUT_OF_MEMORY,
        Outcome.OUTPUT_LIMIT,
        Outcome.PROCESS_LIMIT,
    }
)


def has_runner(language: Language) -> bool:
    """Whether tests of this language are run by this version."""
    return language not in _ANALYSIS_ONLY and language in LANGUAGES.names()


def is_analysis_only(language: Language) -> bool:
    """Whether files of this language are examined by analyzers and never run."""
    return language in _ANALYSIS_ONLY


def run_tests(
    language: Language,
    files: Mapping[str, str],
    tests: Tests,
    *,
    entry_point: str = "",
    reference: Mapping[str, str] | None = None,
    allow_degraded: bool = False,
) -> Run:
    """Run ``tests`` on ``files``: the base files overlaid with the candidate's. Test files lie on top of both.

    Tables of cases (``*.cases.json``) are judged outside the sandbox; the ``reference`` (with the base files) is asked
    what is right where they do not say it. Where there are other tests besides, the run has the weaker class.

    Raises:
        SandboxUnavailable: a required layer does not work here, and ``allow_degraded`` is not set.
    """
    if language in _ANALYSIS_ONLY:
        return Run(outcome=Outcome.NOT_RUN, reason=f"{language} is for analysis only: there are no tests to run")
    if not has_runner(language):
        return Run(outcome=Outcome.NOT_RUN, reason=f"no runner for {language} is installed in this version")
    if not tests.files and tests.command is None:
        return Run(outcome=Outcome.NOT_RUN, reason="no tests")
    runner, sandbox = LANGUAGES.get(language), choose_sandbox(allow_degraded=allow_degraded)
    tables, others = split(tests.files)
    if not tables:
        return runner.run(sandbox, files, tests)
    found = runner.toolchain()
    versions = found.versions if isinstance(found, Toolchain) else {}
    question = Question(language, tables, tests.timeout_s, entry_point, reference)
    own = {path: text for path, text in files.items() if path not in tests.files}
    runs = [run_tables(sandbox, own, question, versions)]
    if others or tests.command is not None:
        rest = tests.model_copy(
            update={"files": others, "visible": tuple(one for one in tests.visible if one in others)}
        )
        runs.append(runner.run(sandbox, own, rest))
    return together(runs)


def run_candidate(
    task: Task, candidate: Candidate, *, allow_degraded: bool = False, visible_only: bool = False
) -> CandidateRun:
    """Run the task's tests on one candidate; with ``visible_only``, those that reviewers may see.

    Raises:
        SandboxUnavailable: as :func:`run_tests`.
    """
    tests = task.tests
    if visible_only:
        tests = tests.model_copy(update={"files": tests.visible_files})
    run = run_tests(
        task.language,
        {**task.files, **candidate.files},
        tests,
        entry_point=task.entry_point or "",
        reference={**task.files, **task.reference.files} if task.reference else None,
        allow_degraded=allow_degraded,
    )
    return CandidateRun(task=task.id, candidate=candidate.id, **{name: getattr(run, name) for name in Run.model_fields})


def run_reproducer(
    language: Language,
    files: Mapping[str, str],
    reproducer: Reproducer,
    *,
    timeout_s: float = 10,
    allow_degraded: bool = False,
) -> Run:
    """Run a finding's reproducer on ``files``, with the language's own runner.

    Raises:
        SandboxUnavailable: as :func:`run_tests`.
    """
    tests = Tests(files=reproducer.files, timeout_s=timeout_s)
    return run_tests(language, files, tests, allow_degraded=allow_degraded)


@contextmanager
def aloud(told: Callable[[str], None]) -> Iterator[None]:
    """What is run in this block tells ``told`` all it has printed so far, again and again while it runs.

    The text is fit to be shown; what the finished run holds as its output may be longer, and is what counts.
    """
    written = bytearray()

    def hear(piece: bytes) -> None:
        written.extend(piece)
        told(visible(bytes(written)))

    with heard_by(hear):
        yield


def judge_reproducer(on_candidate: Run, on_fixed: Run | None) -> Proof:
    """What a reproducer has shown. ``on_fixed`` ran on the correction or reference, if there is one.

    A test of the reproducer must have begun and not passed: one that cannot be imported, or ends before its tests,
    shows nothing.
    """
    if on_candidate.outcome is Outcome.PASSED:
        return Proof.REFUTED
    failed = any(test.outcome is TestOutcome.FAILED for test in on_candidate.tests)
    if on_candidate.outcome not in _FAILS or not failed:
        return Proof.UNPROVEN
    fixed = on_fixed is not None and on_fixed.outcome is Outcome.PASSED
    return Proof.PROVEN if fixed else Proof.DEMONSTRATED

"""Try out: an input or a snippet on one candidate, in the sandbox. Whatever happens there is data in the answer."""

from __future__ import annotations

from collections.abc import Mapping

from assay.domain.task import Language
from assay.domain.trial import TrialEnd, Tried
from assay.evidence.sandbox import choose_sandbox
from assay.evidence.trial import SECONDS, TRIALS, Subject, Trial


def can_try(language: Language) -> bool:
    """Whether anything can be tried on candidates of this language."""
    return _trial(language) is not None


def try_out(
    language: Language,
    files: Mapping[str, str],
    code: str,
    *,
    visible_tests: Mapping[str, str] | None = None,
    entry_point: str | None = None,
    seconds: float = SECONDS,
) -> Tried:
    """What the candidate's ``files`` (base files overlaid with its own) make of ``code``.

    Raises:
        SandboxUnavailable: a required layer does not work here.
    """
    trial = _trial(language)
    if trial is None:
        return Tried(ended=TrialEnd.NOT_RUN, message=f"Nothing can be tried in {language}: it is for reading only")
    missing = trial.missing()
    if missing is not None:
        return Tried(ended=TrialEnd.NOT_RUN, message=f"{missing.reason}; {missing.install}")
    subject = Subject(language, files, visible_tests or {}, entry_point)
    return trial.run(choose_sandbox(), subject, code, seconds)


def _trial(language: Language) -> Trial | None:
    return next((one for one in TRIALS if language in one.languages), None)

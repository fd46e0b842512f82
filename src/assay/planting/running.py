"""What is asked of a version of the code: its tests, and what linters say of it. Equal questions are asked once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from assay.domain.finding import Finding
from assay.domain.run import Outcome, Run, TestOutcome
from assay.domain.task import Language, Tests
from assay.errors import ToolUnavailable
from assay.evidence.analyzer import ANALYZERS, MissingTool
from assay.evidence.language import LANGUAGES
from assay.evidence.sandbox import Sandbox

REPEATS = 5
"""How often a witness must fail on tampered code: each time, in processes of its own."""

FAILS = frozenset({Outcome.FAILED, Outcome.CRASHED, Outcome.TIMED_OUT, Outcome.OUT_OF_MEMORY, Outcome.PROCESS_LIMIT})


@dataclass
class Bench:
    """Where versions of one subject are tried. ``linters`` names those to ask; None means all of the language."""

    language: Language
    sandbox: Sandbox
    repeats: int = REPEATS
    linters: tuple[str, ...] | None = None
    versions: dict[str, str] = field(default_factory=dict)
    _reported: dict[str, Counter[str]] = field(default_factory=dict)
    _runs: dict[str, Run] = field(default_factory=dict)

    def run(self, files: Mapping[str, str], tests: Tests, *, fresh: bool = False) -> Run:
        """How the tests end; ``fresh``: run them now, whatever is known."""
        asked = json.dumps([sorted(files.items()), tests.model_dump(mode="json")])
        if fresh or asked not in self._runs:
            self._runs[asked] = LANGUAGES.get(self.language).run(self.sandbox, files, tests)
            self.versions.update(self._runs[asked].versions)
        return self._runs[asked]

    def reported(self, path: str, text: str) -> Counter[str]:
        """What each linter says of one file: ``linter rule`` to the number of times."""
        if text not in self._reported:
            found: list[Finding] = []
            for analyzer in ANALYZERS:
                wanted = self.linters is None or analyzer.name in self.linters
                version = analyzer.version() if wanted and self.language in analyzer.languages else None
                if version is None or isinstance(version, MissingTool):
                    continue
                self.versions[analyzer.name] = version
                try:
                    found += analyzer.analyze({path: text})
                except ToolUnavailable:
                    del self.versions[analyzer.name]
            self._reported[text] = Counter(f"{one.source.name} {one.source.rule}" for one in found)
        return self._reported[text]

    def newly_reported(self, path: str, original: str, changed: str) -> list[str]:
        """What linters say of ``changed`` more often than of ``original``, sorted."""
        return sorted((self.reported(path, changed) - self.reported(path, original)).keys())


def failing(run: Run) -> bool:
    """Whether a test began and did not pass; a file that cannot be loaded, or has no tests, shows nothing."""
    began = any(one.outcome in {TestOutcome.FAILED, TestOutcome.PASSED} for one in run.tests)
    return run.outcome in FAILS and (began or run.outcome is Outcome.TIMED_OUT)


def told(run: Run) -> str:
    """How a run ended, in one line."""
    first = next((one for one in run.tests if one.outcome is TestOutcome.FAILED), None)
    message = [line.strip() for line in first.message.splitlines() if line.strip()] if first else []
    errors = [line[1:].strip() for line in message if line.startswith("E ")]
    reason = run.reason or (f"{first.id}: {(errors or message or [''])[0]}" if first else "")
    counted = f" {run.passed} of {run.total}" if run.total else ""
    return f"{run.outcome}{counted}{': ' if reason else ''}{reason}"[:300]

"""imagerules: our own rules for files that build container images.

**Finds** secrets that become part of the image, downloads that are run unseen, services that run as root because
nothing says otherwise.

**Cannot find** what the base image sets, such as its user; secrets that are copied in as files.

**Noise.** An image whose base changes the user is accused all the same, so that finding is marked with less confidence.
Comments do not silence anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Final

from assay.domain.finding import Finding, Source, SourceKind
from assay.domain.task import Language
from assay.evidence.analyzer import MissingTool
from assay.evidence.claim import Claim, Place, as_finding
from assay.evidence.rule_table import RuleTable

_NAMES: Final = frozenset({"Dockerfile", "Containerfile"})
_LONGEST: Final = 4000
"""Letters of an instruction that are read; a longer one is cut."""

_NAMED_SECRET = re.compile(r"(?i)(?:^|_)(password|passwd|secret|token|api_?key|access_?key|private_?key)$")
_ASSIGNED = re.compile(r"([A-Za-z_]\w*)=(\"[^\"]*\"|'[^']*'|\S*)")
_STANDS_FOR = re.compile(r"(?i)^$|\$|^(changeme|example|placeholder|your|xxx|todo|<)")
_PIPED = re.compile(r"\b(?:curl|wget)\b[^|;&]*\|\s*(?:sudo\s+)?(?:\S*/)?(?:ba|da|z|k)?sh\b")


@dataclass(frozen=True)
class _Instruction:
    """``word`` in capitals, what follows it on one line, and the lines that it stands on."""

    word: str
    rest: str
    first: int
    last: int


class ImageRules:
    """See the module."""

    name = "imagerules"
    languages = frozenset({Language.DOCKERFILE})
    _table = RuleTable.read(Path(__file__).with_name("imagerules_rules.toml"))

    def version(self) -> str | MissingTool:
        """Assay's own."""
        return version("assay")

    def analyze(self, files: Mapping[str, str]) -> tuple[Finding, ...]:
        """See :meth:`assay.evidence.analyzer.Analyzer.analyze`."""
        return tuple(
            self._finding(rule, title, place, files)
            for path, text in files.items()
            if _builds_an_image(path)
            for rule, title, place in _found(path, list(_instructions(text)))
        )

    def _finding(self, rule: str, title: str, place: Place, files: Mapping[str, str]) -> Finding:
        meaning = self._table.meanings[rule]
        if meaning.severity is None:
            raise ValueError(f"the rule {rule} has no severity")
        source = Source(kind=SourceKind.ANALYZER, name=self.name, version=str(self.version()), rule=rule)
        confidence = 0.6 if rule == "root-by-default" else None
        return as_finding(Claim(title, meaning.severity, meaning, source, meaning.why, confidence), place, files)


def _builds_an_image(path: str) -> bool:
    name = PurePosixPath(path).name
    return name.partition(".")[0] in _NAMES or name.lower().endswith(".dockerfile")


def _instructions(text: str) -> Iterator[_Instruction]:
    """Instructions with their continuation lines; comments are left out."""
    parts: list[str] = []
    first = 1
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if bare.startswith("#") or (not bare and not parts):
            continue
        first = first if parts else number
        parts.append(bare.removesuffix("\\"))
        if bare.endswith("\\"):
            continue
        word, _, rest = " ".join(parts)[:_LONGEST].strip().partition(" ")
        yield _Instruction(word.upper(), rest.strip(), first, number)
        parts = []


def _found(path: str, instructions: list[_Instruction]) -> Iterator[tuple[str, str, Place]]:
    """Rule, title and place."""
    for one in instructions:
        place = Place(path, one.first, one.last)
        if one.word in {"ENV", "ARG"}:
            for name in _secrets(one):
                yield "secret-in-image", f"{name} becomes part of the image", place
        if one.word == "RUN" and _PIPED.search(one.rest):
            yield "download-run", "What is downloaded is run unseen", place
    starts = [number for number, one in enumerate(instructions) if one.word == "FROM"]
    last = instructions[starts[-1] :] if starts else []
    run = next((one for one in last if one.word in {"CMD", "ENTRYPOINT"}), None)
    if run and not any(one.word == "USER" for one in last):
        yield "root-by-default", "Nothing says as whom it runs, so it runs as root", Place(path, run.first, run.last)


def _secrets(one: _Instruction) -> Iterator[str]:
    assigned = _ASSIGNED.findall(one.rest)
    if not assigned and one.word == "ENV":  # ENV NAME value
        name, _, value = one.rest.partition(" ")
        assigned = [(name, value)]
    for name, value in assigned:
        if _NAMED_SECRET.search(name) and not _STANDS_FOR.search(value.strip("\"'")):
            yield name


plugin = ImageRules()

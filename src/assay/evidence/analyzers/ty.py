"""ty: the types of Python, as far as they are written down or can be told.

**Finds** calls with arguments that are missing, too many, unknown or of the wrong type; attributes that are not there;
operators that do not fit; functions that may return nothing where their signature says otherwise; coroutines that are
used as if they were awaited; indices beyond the end.

**Cannot find** anything about values whose type nobody wrote and nothing tells; other packages are not installed
beside the code, and what comes from them may be anything.

**Noise.** Comments that silence it do not count. It is young: a version is pinned, and rules that guess are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from assay.domain.task import Language
from assay.evidence.linter import Linter, Said
from assay.evidence.tool import Workspace, parse_json, tree

_OPTIONS: Final = ("--output-format", "gitlab", "--exit-zero", "--no-progress", "--color", "never")


class Ty(Linter):
    """See the module."""

    name = "ty"
    languages = frozenset({Language.PYTHON})
    package = "ty"
    install = "pip install ty"
    silencers = ("type: ignore", "ty: ignore", "type:ignore", "ty:ignore")

    def reads(self, path: str) -> bool:
        """Python's endings."""
        return path.endswith((".py", ".pyi"))

    def lay_out(self, root: Path, files: Mapping[str, str]) -> Workspace:
        """In their own folders, so that they find each other; no configuration lies beside them."""
        return tree(root, files)

    def command(self, program: str, names: Sequence[str]) -> Sequence[str]:
        """Everything in the folder."""
        del names
        return (program, "check", *_OPTIONS, ".")

    def said(self, output: bytes) -> Iterator[Said]:
        """Its results, without guesses: about types it does not know, and about files that are no Python."""
        told = parse_json(self.name, output, list)
        broken = {one["location"]["path"] for one in told if one["check_name"] == "invalid-syntax"}
        for one in told:
            if one["location"]["path"] in broken or _is_guess(one["check_name"], one["description"]):
                continue
            begin, end = (one["location"]["positions"][part] for part in ("begin", "end"))
            rule = one["check_name"]
            yield Said(
                path=one["location"]["path"],
                rule=rule,
                message=one["description"].removeprefix(f"{rule}: ").replace("`", ""),
                start_line=begin["line"],
                start_column=begin["column"],
                end_line=end["line"],
                end_column=end["column"],
            )


def _is_guess(rule: str, said: str) -> bool:
    """Of types that are not known, or of a call whose function may be one of several."""
    return "Unknown" in said or (rule.endswith(("argument", "arguments")) and " to " not in said)


plugin = Ty()

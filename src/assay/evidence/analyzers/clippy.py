"""clippy: Rust, with the lints that come with the toolchain, and what the compiler warns of.

**Finds** mistakes that compile: comparisons that cannot hold, casts that cut, results thrown away, locks held while
something is awaited, needless work, values that end the program where the caller could be told.

**Cannot find** what takes other crates: a file that uses one is not examined, since nothing is fetched. It examines
each root (``main.rs``, ``lib.rs``, or a file that no other one names as a module) on its own.

**Noise.** Matters of taste are not asked for. Attributes in the code that allow a lint do not count. It runs in the
sandbox: macros of the code may read files and the environment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from assay.domain.task import Language
from assay.evidence import toolchain
from assay.evidence.analyzer import MissingTool
from assay.evidence.linter import Said
from assay.evidence.sandboxed_linter import SandboxedLinter, batches

_ALLOW = re.compile(r"(#!?\[\s*)allow(?=\s*\()")
_MODULE = re.compile(r"^\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;", re.MULTILINE)
_ABSENT = {"E0432", "E0433", "E0463", "E0583"}
"""Errors that come of crates and files that are not there."""

_SELECTED = (
    *("-W", "clippy::all", "-W", "clippy::pedantic"),
    *(
        "-W",
        "clippy::unwrap_used",
        "-W",
        "clippy::expect_used",
        "-W",
        "clippy::panic",
        "-W",
        "clippy::indexing_slicing",
    ),
    *("-W", "clippy::let_underscore_must_use", "-W", "clippy::todo", "-W", "clippy::unimplemented"),
    *("-W", "clippy::dbg_macro", "-W", "clippy::mem_forget", "-W", "clippy::await_holding_lock"),
)


class Clippy(SandboxedLinter):
    """See the module."""

    name = "clippy"
    languages = frozenset({Language.RUST})
    package = "clippy"
    install = "sudo apt-get install rust-clippy"

    def version(self) -> str | MissingTool:
        """That of the toolchain."""
        return toolchain.version("clippy-driver", "--version") or MissingTool("clippy is not installed", self.install)

    def reads(self, path: str) -> bool:
        """``.rs`` files."""
        return path.endswith(".rs")

    def located(self) -> str:
        """Beside the compiler; not rustup's proxy, which the sandbox could not follow."""
        beside = toolchain.rust_root() / "bin" / "clippy-driver"
        return str(beside if beside.exists() else toolchain.find("clippy-driver"))

    def read_only(self) -> tuple[str, ...]:
        """The toolchain."""
        return toolchain.outside_usr(toolchain.rust_root())

    def asked(self, files: Mapping[str, str]) -> Collection[str]:
        """Roots only; what they name as modules is read with them."""
        named = {
            f"{folder}{name}{end}"
            for path, text in files.items()
            for folder in _folders(path)
            for name in _MODULE.findall(text)
            for end in (".rs", "/mod.rs")
        }
        return [path for path in files if path not in named] or list(files)

    def command(self, program: str, names: Sequence[str]) -> Sequence[str]:
        """Each root in turn; only metadata is made."""
        options = " ".join((*_SELECTED, "--edition=2021", "--crate-type=lib", "--emit=metadata", "--error-format=json"))
        return batches(names, f'{program} {options} -A dead_code --out-dir "$TMPDIR" "$1"')

    def said(self, output: bytes) -> Iterator[Said]:
        """Its diagnostics at their first place; of a root with missing crates nothing, and no lock twice."""
        told = [one for line in output.decode(errors="replace").splitlines() if (one := _diagnostic(line)) is not None]
        if any(_code(one) in _ABSENT for one in told):
            told = [one for one in told if one.get("level") != "error"]
        placed = [said for one in told for said in _placed(one)]
        locks = {(said.path, said.start_line) for said in placed if said.rule == "let_underscore_lock"}
        for said in placed:
            if said.rule != "let_underscore_must_use" or (said.path, said.start_line) not in locks:
                yield said

    def _heard(self, text: str) -> str:
        return _ALLOW.sub(r"\1warn ", text)


def _folders(path: str) -> tuple[str, ...]:
    """Where the modules of a file stand: beside it, or in the folder of its name."""
    parent = PurePosixPath(path).parent.as_posix()
    beside = "" if parent == "." else f"{parent}/"
    return beside, f"{beside}{PurePosixPath(path).stem}/"


def _diagnostic(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) and "spans" in found else None


def _placed(diagnostic: Mapping[str, Any]) -> Iterator[Said]:
    spans = [span for span in diagnostic.get("spans", ()) if span.get("is_primary")]
    code = _code(diagnostic)
    if code and spans:
        yield Said(
            path=spans[0]["file_name"],
            rule="syntax" if code.startswith("E0") else code.removeprefix("clippy::"),
            message=str(diagnostic.get("message", "")).replace("`", ""),
            start_line=spans[0]["line_start"],
            end_line=spans[0]["line_end"],
            start_column=spans[0]["column_start"],
            end_column=spans[0]["column_end"],
        )


def _code(diagnostic: Mapping[str, object]) -> str:
    code = diagnostic.get("code")
    return str(code.get("code", "")) if isinstance(code, dict) else ""


plugin = Clippy()

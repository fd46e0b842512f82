"""go vet: Go, with the analyses that come with the toolchain.

**Finds** formats that do not fit their arguments, locks that are copied, results that are thrown away, contexts that
are never cancelled, code that cannot be reached, comparisons of functions with nil, loops that hand out one variable,
tests that call Fatal from another goroutine, tags that are misspelt; and what the compiler refuses.

**Cannot find** races (that takes a run), leaks, or anything that needs the whole program; packages that are not in the
standard library cannot be loaded, and the package that imports them is then not examined.

**Noise.** Nearly everything it says is a mistake. It loads packages without running them: no cgo, no generators.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from assay.domain.task import Language
from assay.evidence import toolchain
from assay.evidence.analyzer import MissingTool
from assay.evidence.go_cache import MODULE, OFFLINE, go_root, warm_cache
from assay.evidence.linter import Linter, Said
from assay.evidence.tool import Workspace, tree

_PLACE = re.compile(r"^(?:vet: )?(?P<path>[^\s:][^:]*\.go):(?P<line>\d+):(?P<column>\d+)(?:-\d+)?(?:: (?P<said>.*))?$")
_ABSENT = re.compile(r"no required module provides|cannot find module|is not in std|could not import")


class GoVet(Linter):
    """See the module."""

    name = "govet"
    languages = frozenset({Language.GO})
    package = "go"
    install = "sudo apt-get install golang-go"

    def version(self) -> str | MissingTool:
        """That of the toolchain."""
        return toolchain.version("go", "version") or MissingTool("go is not installed", self.install)

    def reads(self, path: str) -> bool:
        """Go files, and the module file beside them."""
        return path.endswith(".go") or path.rpartition("/")[2] == "go.mod"

    def lay_out(self, root: Path, files: Mapping[str, str]) -> Workspace:
        """In their own folders, with a module file where there is none."""
        place = tree(root, files)
        folder = root / "files"
        folder.mkdir(exist_ok=True)
        if not (folder / "go.mod").exists():
            (folder / "go.mod").write_text(MODULE, encoding="utf-8")
        return place

    def command(self, program: str, names: Sequence[str]) -> Sequence[str]:
        """JSON, which it writes to standard error; on the warm standard library."""
        del program, names
        settings = " ".join(f"{name}={value}" for name, value in OFFLINE.items())
        own = f'GOCACHE="$TMPDIR/go" GOPATH="$TMPDIR/path" GOROOT="{go_root()}" {settings}'
        vet = (
            f'cd files && cp -as "{warm_cache()}" "$TMPDIR/go" && {own} exec "{go_root()}/bin/go" vet -json ./... 2>&1'
        )
        return ("/bin/sh", "-c", vet)

    def said(self, output: bytes) -> Iterator[Said]:
        """Its diagnostics, then what kept it from examining a package."""
        text = output.decode("utf-8", "replace")
        for name, posn, message in _diagnostics(text):
            if place := _PLACE.match(posn):
                yield _said(place, name, message)
        for line in text.splitlines():
            place = _PLACE.match(line)
            if place and place["said"] and not _ABSENT.search(line):
                yield _said(place, "compile", place["said"])


def _said(place: re.Match[str], rule: str, message: str) -> Said:
    path = place["path"].removeprefix("./")
    inside = path if path.startswith("/") else f"files/{path}"
    return Said(inside, rule, message, int(place["line"]), start_column=int(place["column"]))


def _diagnostics(text: str) -> Iterator[tuple[str, str, str]]:
    """Analysis, place and message from the JSON documents that stand between lines of comment."""
    documents = "\n".join(line for line in text.splitlines() if not line.startswith(("#", "vet:")))
    decoder, at = json.JSONDecoder(), documents.find("{")
    while at >= 0:
        try:
            document, end = decoder.raw_decode(documents, at)
        except ValueError:
            return
        for analyses in document.values():
            for name, found in analyses.items():
                for one in found if isinstance(found, list) else []:
                    yield name, str(one.get("posn", "")), str(one.get("message", ""))
        at = documents.find("{", end)


plugin = GoVet()

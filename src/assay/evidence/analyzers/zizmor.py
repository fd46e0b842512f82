"""zizmor: workflows of GitHub Actions.

**Finds** text of strangers that becomes a script, code of a pull request run with the repository's rights, tokens that
may do more than the job needs, actions that are not pinned, caches that can be poisoned, secrets handed to everything,
steps that anybody can trigger.

**Cannot find** what an action does inside, nor what it takes the network to ask: it works offline.

**Noise.** An action pinned to a tag instead of a commit is minor. ``# zizmor: ignore`` in the file does not count, and
no configuration that comes with it is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from assay.domain.finding import Severity
from assay.domain.task import Language
from assay.evidence.linter import Linter, Said
from assay.evidence.tool import Workspace, parse_json

_SEVERITY = {
    "High": Severity.MAJOR,
    "Medium": Severity.MINOR,
    "Low": Severity.NIT,
    "Informational": Severity.NIT,
    "Unknown": Severity.NIT,
}
_CONFIDENCE = {"High": 0.9, "Medium": 0.6, "Low": 0.3}


class Zizmor(Linter):
    """See the module."""

    name = "zizmor"
    languages = frozenset({Language.GITHUB_ACTIONS})
    package = "zizmor"
    install = "pip install zizmor"
    silencers = ("zizmor: ignore",)

    def reads(self, path: str) -> bool:
        """Workflows by their folder or, in a task about them, any YAML."""
        return path.endswith((".yml", ".yaml"))

    def lay_out(self, root: Path, files: Mapping[str, str]) -> Workspace:
        """As ``0/.github/workflows/name.yml``: the program knows workflows by their folder."""
        paths = {}
        for number, (path, text) in enumerate(files.items()):
            action = PurePosixPath(path).stem == "action"
            name = f"{number}/action.yml" if action else f"{number}/.github/workflows/workflow.yml"
            (root / name).parent.mkdir(parents=True)
            (root / name).write_bytes(text.encode(errors="replace"))
            paths[name] = path
        return Workspace(root.resolve(), paths)

    def command(self, program: str, names: Sequence[str]) -> Sequence[str]:
        """JSON, without the network or a configuration."""
        return (program, "--offline", "--no-config", "--no-progress", "--no-exit-codes", "--format=json", *names)

    def said(self, output: bytes) -> Iterator[Said]:
        """Its results, at their primary place."""
        for one in parse_json(self.name, output, list):
            place = _primary(one["locations"])
            start, end = (place["concrete"]["location"][key] for key in ("start_point", "end_point"))
            determined, note = one["determinations"], place["symbolic"]["annotation"]
            yield Said(
                path=place["symbolic"]["key"]["Local"]["verbatim_path"],
                rule=one["ident"],
                message=f"{one['desc'][:1].upper()}{one['desc'][1:]}: {note}",
                start_line=start["row"] + 1,
                end_line=max(end["row"], start["row"]) + 1,
                severity=_SEVERITY[determined["severity"]],
                confidence=_CONFIDENCE.get(determined["confidence"]),
            )


def _primary(places: list[dict[str, Any]]) -> dict[str, Any]:
    return next((one for one in places if one["symbolic"]["kind"] == "Primary"), places[0])


plugin = Zizmor()

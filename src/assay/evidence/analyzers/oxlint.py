"""oxlint: JavaScript and TypeScript.

**Finds** comparisons and conditions with one answer, promises that are built or ended wrongly, code that cannot be
reached, names that are not there or never used, loops that cannot end, calls of ``eval`` and its like, regular
expressions that say something else.

**Cannot find** what needs types: promises that nobody waits for, or arguments of the wrong kind. It knows no data flow:
not where a value comes from, and no injection.

**Noise.** Names of a browser or of Node.js are all taken as known. Comments in the code that switch rules off do not
count, and no configuration that comes with it is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from assay.domain.finding import Severity
from assay.domain.task import Language
from assay.evidence.linter import Linter, Said
from assay.evidence.tool import Workspace, parse_json, workspace

_ENDINGS: Final = (".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx")
_CONFIGURATION: Final = "rules.json"


class Oxlint(Linter):
    """See the module."""

    name = "oxlint"
    languages = frozenset({Language.JAVASCRIPT, Language.TYPESCRIPT})
    package = "oxlint"
    install = "pip install oxlint"
    silencers = ("eslint-disable", "oxlint-disable")

    def reads(self, path: str) -> bool:
        """By their ending."""
        return path.endswith(_ENDINGS)

    def lay_out(self, root: Path, files: Mapping[str, str]) -> Workspace:
        """Beside the files stands our configuration: exactly the rules of the table."""
        rules = {rule: "warn" for rule in self.table.meanings if rule != "syntax"}
        configuration = {
            "plugins": ["eslint", "typescript", "unicorn", "oxc", "promise", "import"],
            "categories": {"correctness": "off"},
            "env": {"browser": True, "node": True, "es2026": True},
            "rules": rules,
        }
        (root / _CONFIGURATION).write_text(json.dumps(configuration), encoding="utf-8")
        return workspace(root, files)

    def command(self, program: str, names: Sequence[str]) -> Sequence[str]:
        """JSON; ``--no-ignore`` and a configuration of our own leave the code no say."""
        return (program, "--config", _CONFIGURATION, "--disable-nested-config", "--no-ignore", "--format=json", *names)

    def said(self, output: bytes) -> Iterator[Said]:
        """Its diagnostics; one without a rule is an error of syntax."""
        for one in parse_json(self.name, output, dict)["diagnostics"]:
            spans = [label["span"] for label in one["labels"]] or [{"line": 1, "column": 1}]
            code = one.get("code")
            help_ = one.get("help") or ""
            yield Said(
                path=one["filename"],
                rule=_rule(code) if code else "syntax",
                message=one["message"] if code else f"Cannot be parsed: {one['message']}",
                start_line=spans[0].get("line", 1),
                start_column=spans[0].get("column"),
                severity=None if code or not help_ else Severity.BLOCKER,
            )


def _rule(code: str) -> str:
    """``eslint(no-eval)`` as ``no-eval``, ``promise(param-names)`` as ``promise/param-names``."""
    plugin, _, rule = code.rstrip(")").partition("(")
    plugin = plugin.removeprefix("eslint-plugin-").removesuffix("-eslint")
    return rule if plugin == "eslint" else f"{plugin}/{rule}"


plugin = Oxlint()

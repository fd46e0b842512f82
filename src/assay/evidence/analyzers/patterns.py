"""Patterns: our own rules for what assistants write and other tools pass over, in eight languages and in shell scripts.

**Finds** secrets with a default in the code, secrets compared letter by letter, secrets in logs, passwords under a fast
hash, random numbers for tokens, errors told to strangers, addresses and files taken from a request as they are, cookies
without protection, queries built from text, queries in a loop, lists that change while they are read, promises that
nobody waits for, checks that are outdated when they are acted on, servers without a time limit, and more. Each rule is
a file with a fault and its clean twin.

**Cannot find** what takes data flow or types: it looks at the shape of the code in one place. A value that was made
safe elsewhere looks the same to it.

**Noise.** Rules that go by names (``password``, ``token``) are marked with less confidence.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from assay.domain.task import Language
from assay.evidence.analyzer import MissingTool
from assay.evidence.analyzers._patterns.rules import Rule, fingerprint, rules
from assay.evidence.linter import Linter, Said
from assay.evidence.rule_table import RuleTable
from assay.evidence.tool import Workspace, parse_json, workspace

_SCRIPT: Final = Path(__file__).resolve().parent / "_patterns" / "scan.py"
_RULES: Final = "rules.json"
_GRAMMARS: Final[Mapping[Language, tuple[str, ...]]] = {
    Language.PYTHON: ("python",),
    Language.JAVASCRIPT: ("tsx",),
    Language.TYPESCRIPT: ("typescript", "tsx"),
    Language.GO: ("go",),
    Language.RUST: ("rust",),
    Language.JAVA: ("java",),
    Language.C: ("c", "cpp"),
    Language.CPP: ("cpp",),
    Language.SHELL: ("bash",),
}
_ENDINGS: Final = tuple(
    ".py .pyi .js .mjs .cjs .jsx .ts .mts .cts .tsx .go .rs .java .c .h .cpp .cc .cxx .hpp .hh .sh .bash".split()  # noqa: SIM905
)


class Patterns(Linter):
    """See the module."""

    name = "patterns"
    languages = frozenset(_GRAMMARS)
    package = "ast-grep-py"
    install = "pip install ast-grep-py"

    def reads(self, path: str) -> bool:
        """By their ending."""
        return path.lower().endswith(_ENDINGS)

    def version(self) -> str | MissingTool:
        """That of the matcher and of the rules."""
        found = super().version()
        return f"{found}+{fingerprint()}" if isinstance(found, str) else found

    @property
    def program(self) -> str:
        """Our interpreter: the matcher is a library, kept in a process of its own."""
        return Path(sys.executable).name

    def lay_out(self, root: Path, files: Mapping[str, str]) -> Workspace:
        """Beside the files stand the rules, by grammar. TypeScript is held to JavaScript's rules as well."""
        (root / _RULES).write_text(json.dumps(_by_grammar()), encoding="utf-8")
        return workspace(root, files)

    def command(self, program: str, names: Sequence[str]) -> Sequence[str]:
        """The script, isolated from what lies beside the code."""
        return (program, "-I", str(_SCRIPT), _RULES, *names)

    def said(self, output: bytes) -> Iterator[Said]:
        """Its results, in our words."""
        for one in parse_json(self.name, output, list):
            rule = self._rules[one["rule"]]
            yield Said(
                path=one["path"],
                rule=rule.id,
                message=_filled(rule.title, one["variables"]),
                start_line=one["start"][0],
                start_column=one["start"][1],
                end_line=one["end"][0],
                end_column=one["end"][1],
                confidence=rule.confidence,
            )

    @cached_property
    def table(self) -> RuleTable:
        """From the rules themselves."""
        return RuleTable({one.id: one.meaning for one in rules()})

    @cached_property
    def _rules(self) -> Mapping[str, Rule]:
        return {f"{one.language}/{one.id}": one for one in rules()}


def _by_grammar() -> Mapping[str, Mapping[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for one in rules():
        grammars = {*_GRAMMARS[one.language], *(("typescript",) if one.language is Language.JAVASCRIPT else ())}
        for grammar in grammars:
            found.setdefault(grammar, {})[f"{one.language}/{one.id}"] = one.pattern
    return found


def _filled(title: str, variables: Mapping[str, str]) -> str:
    for name, text in variables.items():
        title = title.replace(f"{{{name}}}", " ".join(text.split()))
    return title


plugin = Patterns()

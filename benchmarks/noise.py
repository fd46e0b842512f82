"""Noise: what analyzers say of code that has been read and used for years, the standard libraries of Python and Go.

Nearly all of it is false alarm or taste. Usage: ``noise.py [TARGET.toml]``; pages of docs/ quote the target.
"""

from __future__ import annotations

import random
import sys
import sysconfig
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from assay.domain.task import Language
from assay.evidence import toolchain
from assay.evidence.analyzer import ANALYZERS, MissingTool
from assay.workflows.collect import collect_findings

SEED, FILES, LONGEST = 2026, 200, 1500
BATCH = 50


def main() -> None:
    """Print a table, and write it as TOML where asked."""
    lines = []
    for title, language, root, pattern in _libraries():
        chosen = _chosen(root, pattern)
        count = sum(text.count("\n") for text in chosen.values())
        print(f"== {title}: {len(chosen)} files, {count:,} lines, drawn with seed {SEED}")
        for name, rules in sorted(_found(language, chosen).items()):
            total = sum(rules.values())
            print(f"  {name}: {1000 * total / count:.2f} per 1,000 lines; {dict(rules.most_common(6))}")
            lines += [f"[[measured]]\nanalyzer = {name!r}\non = {title!r}\nfiles = {len(chosen)}\nlines = {count}"]
            lines += [f"findings = {total}\nmost = {[f'{rule} {n}' for rule, n in rules.most_common(5)]}\n"]
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text("\n".join(lines), encoding="utf-8")


def _libraries() -> Iterator[tuple[str, Language, Path, str]]:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    yield f"the standard library of Python {version}", Language.PYTHON, Path(sysconfig.get_path("stdlib")), "*.py"
    go = toolchain.find("go")
    if go is not None:
        number = toolchain.version("go", "version")
        yield f"the standard library of Go {number}", Language.GO, go.resolve().parents[1] / "src", "*.go"


def _chosen(root: Path, pattern: str) -> dict[str, str]:
    """Files of a usual size that are no tests, drawn at random."""
    skipped = {"test", "tests", "idlelib", "lib2to3", "site-packages", "testdata", "vendor", "cmd", "turtledemo"}
    every = [
        path
        for path in sorted(root.rglob(pattern))
        if not skipped & set(path.relative_to(root).parts) and not path.name.endswith("_test.go")
    ]
    random.Random(SEED).shuffle(every)  # noqa: S311 - reproducible, no secret
    texts = {path.relative_to(root).as_posix(): path.read_text("utf-8", "replace") for path in every[: 2 * FILES]}
    return dict([(name, text) for name, text in texts.items() if 20 <= text.count("\n") <= LONGEST][:FILES])


def _found(language: Language, files: dict[str, str]) -> dict[str, Counter[str]]:
    names = [one.name for one in ANALYZERS if language in one.languages and not isinstance(one.version(), MissingTool)]
    found: dict[str, Counter[str]] = {name: Counter() for name in names}
    every = sorted(files.items())
    for name in names:
        for at in range(0, len(every), BATCH):
            collected = collect_findings(language, dict(every[at : at + BATCH]), select=[name])
            found[name].update(str(one.source.rule) for one in collected.findings)
    return found


if __name__ == "__main__":
    main()

"""The page on planting: its contract, every operator in its own words, and what became of proposals, as measured."""

from __future__ import annotations

import inspect
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assay.planting.operator import OPERATORS

MEASURED = Path(__file__).parents[1] / "docs" / "measured" / "planting.toml"
_CONTRACT = """\
# Planting defects

`assay plant` plants one defect at a time in code that is right, to measure who finds it. It reads a source file with
its tests, or a task's folder with a reference:

```sh
assay plant booking_calendar.py --tests tests/test_calendar.py --witness hidden/test_calendar_edges.py --format json
assay plant samples/ts-retry --format json > plants.jsonl
assay plant --prove plants.jsonl
```

An *operator* proposes an edit that makes code wrong in one known way. It is only believed if the whole contract holds,
each clause of which is run:

1. the edit changes the text, is at most 12 lines long, adds no word that tells, and is written as the formatter writes;
2. the tampered code compiles and passes every visible test;
3. no linter that is installed says anything of it that it does not say of the original, unless the operator is meant
   for linters;
4. a hidden *witness* passes on the original and fails on the tampered code five times of five, each in new processes:
   a test that is given, a visible test with other values or steps, a call whose arguments were searched for, or a
   schedule of calls that meet;
5. there is a *clean twin*: an edit of the same code that is about as large, passes all visible tests and the witness,
   and is as silent under linters.

What does not hold is refused with the first clause that fails. A plant is one record (`assay.plant/v1`,
`assay schema plant`) with the original, the tampered code, the twin, the tests, the witness, seed and tool versions:
`--prove` runs the same clauses on the record alone. `assay.planting.items` makes of it two tasks with gold, of which
nothing but the code says which one has the defect.

What it does not show: that the defect is one that people make; that no other reading of the task makes it right; nor,
where `no witness` is the reason, that the edit changes nothing: only that nothing was found that tells."""


def pages() -> dict[str, str]:
    """File name below docs/ to text."""
    return {"planting.md": "\n\n".join([_CONTRACT, *_measured(), *_operators()])}


def _operators() -> Iterator[str]:
    count = sum(len(list(registry)) for registry in OPERATORS.values())
    proven = "each has a case that it is proven on (`benchmarks/planting.py --cases`)"
    yield f"## Operators\n\n{count} in {len(OPERATORS)} languages; {proven}."
    for language, registry in OPERATORS.items():
        rows = ["| operator | what it changes | CWE | severity |", "|---|---|---|---|"]
        for one in registry:
            words = " ".join((inspect.getdoc(type(one)) or "").split()).replace("``", "`").replace("|", "\\|")
            linters = "; for linters" if one.for_linters else ""
            rows.append(f"| `{one.name}` | {words}{linters} | {one.meaning.cwe} | {one.meaning.severity} |")
        yield f"### {language.value}\n\n" + "\n".join(rows)


def _measured() -> Iterator[str]:
    subjects: list[dict[str, Any]] = tomllib.loads(MEASURED.read_text(encoding="utf-8"))["subject"]
    told, modules = Counter[str](), sum(one["of"] == "examples/planting" for one in subjects)
    rows = ["| on | language | proposed | tried | proven | proven again | refused |", "|---|---|---|---|---|---|---|"]
    for one in subjects:
        counts = [one[name] for name in ("proposed", "tried", "proven", "proven_again")]
        told.update(dict(zip(("proposed", "tried", "proven", "again"), counts, strict=True)))
        cells = [f"{one['of']}/{one['name']}", one["language"], *map(str, counts), ", ".join(one["refused"])]
        rows.append(f"| {' | '.join(cells)} |")
    yield "\n".join(
        [
            "## What becomes of proposals",
            "",
            f"On {len(subjects) - modules} references of the samples and on {modules} modules with tests of their own",
            f"([examples/planting](../examples/planting)): {told['proposed']} proposals, {told['tried']} tried within",
            f"the time given, {told['proven']} proven with every linter and five runs of the witness,",
            f"{told['again']} of them proven again from their records alone. Measured by `benchmarks/planting.py`:",
            "[measured/planting.toml](measured/planting.toml).",
        ]
    )
    yield "\n".join(rows)

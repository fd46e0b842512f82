"""Does the matcher tell two defects apart that are claimed of the same line? Its table of confusion, by similarity.

``data/same_line.toml`` holds lines of code with two different defects each: as recorded, and as a reviewer claims them,
in words chosen to have little in common with the record. Every claim meets the recorded defect that it means, and the
other one. The line is the same, so only kind and words can tell them apart.

    python benchmarks/matching_confusion.py [--hit S] [--doubt S]

AUC is the chance that a claim is more similar to a defect that it means than to one that it does not, ties counting
half; its standard error is that of Hanley & McNeil, Radiology 143 (1982), equation 2. It ends with 1 if ``semantic``,
which decides, is further from the design's .94 than twice that, or if ``lexical``, which only orders, calls a hit what
is none.
"""

from __future__ import annotations

import argparse
import math
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from _report import figure

from assay.domain.finding import Category, Finding, Severity, Source, SourceKind
from assay.domain.gold import Anchor, Defect
from assay.domain.task import Aspect
from assay.judgement.matching import SIMILARITIES, Parameters, Similarity, Zone, match_findings

DATA = Path(__file__).parent / "data" / "same_line.toml"
DESIGN = 0.94


@dataclass(frozen=True)
class Pair:
    """A reviewer's claim and a recorded defect; ``same`` if it means that one."""

    finding: Finding
    defect: Defect
    same: bool


def main() -> int:
    """Print a table per similarity that is installed; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    defaults = Parameters()
    parser.add_argument("--hit", type=float, default=defaults.hit)
    parser.add_argument("--doubt", type=float, default=defaults.doubt)
    options = parser.parse_args()
    parameters = Parameters(hit=options.hit, doubt=options.doubt)
    pairs = list(read_pairs())
    wrong = False
    for name in ("semantic", "lexical"):
        similarity = SIMILARITIES.get(name)
        if not similarity.available():
            print(f"{name}: not installed, left out")
            continue
        found, error = discrimination(pairs, similarity)
        figure(f"{name}_auc_percent", 100 * found)
        print(f"{name}: AUC {found:.3f} ± {error:.3f}, {len(pairs)} pairs")
        false_hits = print_confusion(pairs, similarity, parameters)
        wrong |= abs(found - DESIGN) > 2 * error if similarity.decisive else false_hits > 0
    return int(wrong)


def read_pairs() -> Iterator[Pair]:
    """Every claim with both defects of its line."""
    for site in tomllib.loads(DATA.read_text(encoding="utf-8"))["site"]:
        claims = [site["first"], site["second"]]
        for at, claim in enumerate(claims):
            title, explanation = claim["said"]
            finding = Finding(
                candidate="a",
                path="x",
                start_line=10,
                end_line=10,
                aspect=Aspect.CORRECTNESS,
                category=Category(claim["category"]),
                severity=Severity.MINOR,
                title=title,
                explanation=explanation,
                source=Source(kind=SourceKind.REVIEWER, name="r"),
            )
            for other, meant in enumerate(claims):
                yield Pair(finding, _defect(meant), at == other)


def _defect(claim: dict[str, str]) -> Defect:
    return Defect(
        id="d",
        path="x",
        anchors=(Anchor(start_line=10, end_line=10),),
        category=Category(claim["category"]),
        severity=Severity.MINOR,
        title=claim["gold"],
    )


def _said(finding: Finding) -> str:
    return f"{finding.title}. {finding.explanation}"


def discrimination(pairs: list[Pair], similarity: Similarity) -> tuple[float, float]:
    """AUC of the similarity of words alone, and its standard error."""
    values = [(similarity.compare([_said(one.finding)], [one.defect.title])[0, 0], one.same) for one in pairs]
    same = [value for value, meant in values if meant]
    other = [value for value, meant in values if not meant]
    auc = sum((a > b) + (a == b) / 2 for a in same for b in other) / (len(same) * len(other))
    first, second = auc / (2 - auc), 2 * auc**2 / (1 + auc)
    spread = auc * (1 - auc) + (len(same) - 1) * (first - auc**2) + (len(other) - 1) * (second - auc**2)
    return auc, math.sqrt(spread / (len(same) * len(other)))


def print_confusion(pairs: list[Pair], similarity: Similarity, parameters: Parameters) -> int:
    """Rows: the same defect or another; columns: what the matcher says. Returns how many hits are none."""
    counted: Counter[tuple[bool, Zone]] = Counter()
    for one in pairs:
        (match,) = match_findings("t", [one.finding], [one.defect], similarity, parameters).matches
        counted[one.same, match.zone] += 1
    columns = {"hit": Zone.HIT, "a person decides": Zone.DOUBTFUL, "no match": Zone.NONE}
    print("  " + " " * 16 + "".join(f"{name:>18}" for name in columns))
    for same, name in ((True, "the same defect"), (False, "another one")):
        whole = sum(counted[same, zone] for zone in columns.values())
        cells = [f"{counted[same, zone]:>5} ({counted[same, zone] / whole:5.1%})" for zone in columns.values()]
        print(f"  {name:<16}" + "".join(f"{cell:>18}" for cell in cells))
    return counted[False, Zone.HIT]


if __name__ == "__main__":
    sys.exit(main())

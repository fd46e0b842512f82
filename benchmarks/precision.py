"""Precision: every analyzer and probe on real candidates, a table of findings per rule, and a sample to be read.

Usage: ``precision.py run CANDIDATES.jsonl.gz FINDINGS.json`` · ``precision.py draw FINDINGS.json SAMPLE.toml`` ·
``precision.py table FINDINGS.json SAMPLE.toml``. The candidates are rows of ``id, language, prompt, candidates`` with
``code``, ``completion`` or ``files``. Who reads the sample writes ``right = true`` or ``false`` and why under each one.
"""

from __future__ import annotations

import gzip
import json
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

from assay.domain.task import Language
from assay.judgement.grading.intervals import wilson
from assay.workflows.collect import collect_findings
from assay.workflows.probe import probe

SEED, SIZE = 2026, 50
READING = ("right", "why")
ENDINGS = {
    "python": "candidate.py",
    "javascript": "candidate.js",
    "typescript": "candidate.ts",
    "go": "candidate.go",
    "rust": "candidate.rs",
    "java": "Candidate.java",
    "c": "candidate.c",
    "cpp": "candidate.cpp",
    "sql": "candidate.sql",
}


def subjects(path: Path) -> Iterator[tuple[str, Language, dict[str, str], str]]:
    """Name, language, files and prompt of every candidate whose code can be read."""
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        row = json.loads(line)
        if row["language"] not in ENDINGS or row["id"].startswith("svelte/"):
            continue
        for number, candidate in enumerate(row["candidates"]):
            text = candidate.get("code")
            if not text and candidate.get("completion"):
                text = f"{row['prompt']}{candidate['completion']}"
            files = candidate.get("files") or ({ENDINGS[row["language"]]: text} if text else None)
            if isinstance(files, dict) and files:
                yield f"{row['id']}/{number}", Language(row["language"]), files, row["prompt"] or ""


def examined(subject: tuple[str, Language, dict[str, str], str]) -> dict[str, Any]:
    """What the analyzers and probes say of one candidate; each call stands or falls alone."""
    name, language, files, prompt = subject
    begun = time.monotonic()
    collected = collect_findings(language, files)
    probed = probe(language, files, prompt=prompt)
    return {
        "candidate": name,
        "files": files,
        "seconds": round(time.monotonic() - begun, 2),
        "missing": [f"{one.name}: {one.reason}" for one in (*collected.missing, *probed.missing)],
        "findings": [one.model_dump(mode="json") for one in (*collected.findings, *probed.findings)],
    }


def run(source: Path, target: Path) -> None:
    """Examine all, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(examined, subjects(source)))
    target.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    seconds = sorted(one["seconds"] for one in told)
    count = sum(len(one["findings"]) for one in told)
    print(f"{len(told)} candidates, {count} findings, median {seconds[len(seconds) // 2]} s, longest {seconds[-1]} s")


def draw(found: Path, target: Path) -> None:
    """A sample, each finding with the same chance; nits are left out: nobody argues about them.

    A finding's place in the draw depends on itself and the seed alone, so that one more or fewer changes one of the
    sample. What was read before and is drawn again keeps its reading.
    """
    every = sorted(_findings(found), key=_drawn)
    before = tomllib.loads(target.read_text(encoding="utf-8"))["read"] if target.exists() else []
    readings = {_named(one): one for one in before}
    lines = [f"# {min(SIZE, len(every))} of {len(every)} findings above nit, drawn with seed {SEED}.\n"]
    for candidate, one, files in every[:SIZE]:
        shown = {"candidate": candidate, "rule": _rule(one), "line": one["start_line"], "title": one["title"]}
        lines += ["[[read]]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in shown.items())]
        reading = readings.get(_named(shown), {})
        lines += [f"{key} = {json.dumps(reading[key], ensure_ascii=False)}" for key in READING if key in reading]
        if not reading:
            code = files.get(one["path"], "").split("\n")
            lines += [f"# {line[:150]}" for line in code[max(one["start_line"] - 4, 0) : one["end_line"] + 3]]
        lines.append("")
    target.write_text("\n".join(lines), encoding="utf-8")


def _named(reading: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(reading[key] for key in ("candidate", "rule", "line", "title"))


def _drawn(each: tuple[str, dict[str, Any], dict[str, str]]) -> str:
    candidate, one, _ = each
    return sha256(f"{SEED} {candidate} {_rule(one)} {one['start_line']} {one['title']}".encode()).hexdigest()


def table(found: Path, sample: Path) -> None:
    """Findings per rule, and what the sample says of precision (Wilson's interval), as docs/precision.md has them."""
    counts = Counter(_rule(one) for entry in json.loads(found.read_text("utf-8")) for one in entry["findings"])
    read = tomllib.loads(sample.read_text(encoding="utf-8"))["read"]
    right = sum(one["right"] for one in read)
    interval = wilson(right, len(read))
    ends = f"{interval.low:.0%} to {interval.high:.0%}"
    print(f"**{right}/{len(read)} = {right / len(read):.0%}, 95 % interval {ends}**\n")
    wrong = Counter(one["rule"] for one in read if not one["right"])
    drawn = Counter(one["rule"] for one in read)
    print("| rule | findings | read |\n|---|---|---|")
    for rule, count in sorted(counts.items(), key=lambda each: (-each[1], each[0])):
        told = f"{drawn[rule] - wrong[rule]} of {drawn[rule]} right" if drawn[rule] else ""
        print(f"| `{rule}` | {count} | {told} |")


def _findings(found: Path) -> Iterator[tuple[str, dict[str, Any], dict[str, str]]]:
    for entry in json.loads(found.read_text(encoding="utf-8")):
        for one in entry["findings"]:
            if one["severity"] != "nit":
                yield entry["candidate"], one, entry["files"]


def _rule(finding: dict[str, Any]) -> str:
    return f"{finding['source']['name']} {finding['source']['rule']}"


if __name__ == "__main__":
    if len(sys.argv) == 4:
        {"run": run, "draw": draw, "table": table}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        print(f"needs candidates, and somebody who reads.\n\n{__doc__}")

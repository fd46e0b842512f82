"""Checked evidence as a page: one HTML file with the code, its findings at their lines, schedules and test runs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from assay.domain.finding import Finding, Severity, SourceKind
from assay.domain.run import CandidateRun
from assay.evidence.output import visible
from assay.workflows.check import Checked, Placed
from assay.workflows.interval_page import page, table

AROUND = 6
"""Lines shown before and after a finding in a file that is too long to be shown whole."""

_WHOLE = 400
_LONGEST_LINE = 400
_MOST_FILES, _MOST_LISTED = 500, 1000
_STYLE = """
th, td { text-align: left; vertical-align: top; } caption { text-align: left; padding-top: 1rem; }
h2 code { font-size: 1rem; overflow-wrap: anywhere; }
.code { border: 1px solid var(--line); border-radius: 6px; padding: .4rem 0; margin: .5rem 0 1.5rem; list-style: none; }
.code > li { padding: 0 .6rem; color: var(--ink); }
.row { display: flex; font: 13px/1.6 ui-monospace, monospace; }
.row span { flex: 0 0 3.2rem; text-align: right; padding-right: 1rem; color: var(--soft); user-select: none; }
.row code { white-space: pre-wrap; overflow-wrap: anywhere; }
.gap { color: var(--soft); text-align: center; }
.finding { margin: .3rem 0 .6rem 3.2rem; padding: .4rem .8rem; border-left: 4px solid var(--line); }
.finding p { margin: .2rem 0; white-space: pre-wrap; overflow-wrap: anywhere; color: var(--ink); }
.finding small { color: var(--soft); }
.finding pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, monospace; }
.blocker, .major { border-color: #c4320a; } .minor { border-color: #b7791f; } .nit { border-color: #667085; }
.good { border-color: #1a7f37; }
.list { list-style: none; padding: 0; } .list li { display: flex; gap: .8rem; padding: .25rem 0; }
.list a { color: var(--ink); overflow-wrap: anywhere; } .list small { color: var(--soft); overflow-wrap: anywhere; }
.list strong { flex: 0 0 4.5rem; padding-left: .5rem; color: var(--ink); border-left-width: 4px; }
.list strong { border-left-style: solid; }
"""


def as_page(checked: Checked) -> str:
    """The whole file; it loads nothing and runs nothing."""
    counts = Counter(placed.finding.severity for placed in checked.findings)
    told = ", ".join(f"{counts[one]} {one}" for one in Severity if counts[one]) or "no findings"
    tools = ", ".join(f"{visible(name, 80)} {visible(version, 80)}" for name, version in sorted(checked.tools.items()))
    by_file: dict[str, list[Placed]] = defaultdict(list)
    for placed in checked.findings:
        by_file[placed.file].append(placed)
    files = sorted(by_file.items(), key=lambda one: (-max(two.finding.severity.rank for two in one[1]), one[0]))
    notes = [f"not examined: {visible(one.name, 200)}: {visible(one.reason, 300)}" for one in checked.gaps()]
    notes += [visible(str(error), 400) for error in checked.errors]
    if len(files) > _MOST_FILES:
        notes.append(f"{len(files) - _MOST_FILES} more files have findings; the gravest are shown")
    anchors = {id(placed): f"finding-{number}" for number, placed in enumerate(checked.findings, 1)}
    listed = [placed for _, found in files[:_MOST_FILES] for placed in found]
    parts = [
        _list(listed, anchors),
        _runs(checked),
        _tried(checked),
        _asked(checked),
        *(_file(checked, name, found, anchors) for name, found in files[:_MOST_FILES]),
    ]
    return page("Evidence", f"{told}; asked: {tools or 'no tool'}", parts, notes, style=_STYLE)


def _list(findings: Sequence[Placed], anchors: Mapping[int, str]) -> str:
    """Every finding with a link to its place below, gravest first; as many as a reader could go through."""
    items = [
        f"<li><strong class='{escape(one.finding.severity)}'>{escape(one.finding.severity)}</strong><span>"
        f"<a href='#{anchors[id(one)]}'>{escape(visible(one.finding.title, 300))}</a><br>"
        f"<small>{escape(visible(f'{one.file}:{one.finding.start_line}', 300))} · {escape(_who(one.finding))}</small>"
        "</span></li>"
        for one in sorted(findings, key=lambda one: -one.finding.severity.rank)[:_MOST_LISTED]
    ]
    return f"<h2>Findings</h2>\n<ol class='list'>\n{''.join(items)}\n</ol>" if items else ""


def _runs(checked: Checked) -> str:
    rows = [
        (
            *(visible(str(one), 120) for one in (run.task, run.candidate, run.outcome)),
            _passed(run),
            visible(run.reason, 200),
        )
        for run in checked.runs
    ]
    return table(("task", "candidate", "outcome", "passed", "reason"), rows, "Tests")


def _passed(run: CandidateRun) -> str:
    return f"{run.passed} of {run.total}"


def _tried(checked: Checked) -> str:
    rows = [
        (one.probe, visible(" ".join(filter(None, (one.task, one.candidate))) or "files", 120), visible(one.tried, 300))
        for one in checked.tried
    ]
    return table(("probe", "code", "tried"), rows, "Probes")


def _asked(checked: Checked) -> str:
    rows = [
        (
            visible(one.critic, 60),
            visible(" ".join(filter(None, (one.task, one.candidate))) or "files", 120),
            visible(f"{one.outcome} {one.problem}".strip(), 300),
            str(one.findings),
            str(one.left_out),
            "not told" if one.tokens_read is None else f"{one.tokens_read} + {one.tokens_written or 0}",
        )
        for one in checked.critics
    ]
    return table(("critic", "code", "answer", "unproven claims", "left out", "tokens"), rows, "Critics")


def _file(checked: Checked, name: str, found: Sequence[Placed], anchors: Mapping[int, str]) -> str:
    text = checked.sources.get(name)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if text is not None else []
    at_line: dict[int, list[Placed]] = defaultdict(list)
    for placed in found:
        at_line[placed.finding.start_line].append(placed)
    items = "\n".join(_items(lines, at_line, anchors))
    return (
        f"<section>\n<h2><code>{escape(visible(name, 400))}</code></h2>\n<ul class='code'>\n{items}\n</ul>\n</section>"
    )


def _items(lines: Sequence[str], at_line: Mapping[int, Sequence[Placed]], anchors: Mapping[int, str]) -> Iterator[str]:
    shown, last = _shown(len(lines), set(at_line)), 0
    for number in shown:
        if number != last + 1:
            yield "<li class='gap'>…</li>"
        last = number
        line = visible(lines[number - 1], _LONGEST_LINE) if number <= len(lines) else ""
        findings = "".join(_finding(placed.finding, anchors[id(placed)]) for placed in at_line.get(number, ()))
        yield f"<li><div class='row'><span>{number}</span><code>{escape(line)}</code></div>{findings}</li>"
    if shown and shown[-1] < len(lines):
        yield "<li class='gap'>…</li>"


def _shown(length: int, wanted: set[int]) -> list[int]:
    if length <= _WHOLE:
        return sorted({*range(1, length + 1), *wanted})
    near = {number for line in wanted for number in range(line - AROUND, line + AROUND + 1)}
    return sorted({number for number in near if 1 <= number <= length} | wanted)


def _who(one: Finding) -> str:
    """Who says it: tools with their rules; a critic's claim is called one."""
    who = ", ".join(" ".join(filter(None, (two.name, two.rule))) for two in (one.source, *one.witnesses))
    claimed = one.source.kind is SourceKind.CRITIC
    return visible(f"{who} (a critic's claim, unproven)" if claimed else who, 300)


def _finding(one: Finding, anchor: str) -> str:
    facts = [
        str(one.category),
        f"CWE-{one.cwe}" if one.cwe else "",
        "" if one.proof == "unproven" else str(one.proof),
        _who(one),
    ]
    parts = [
        f"<p><strong>{escape(one.severity)}</strong> {escape(visible(one.title, 400))}</p>",
        f"<small>{escape(visible(' · '.join(fact for fact in facts if fact), 400))}</small>",
    ]
    if one.explanation and one.explanation != one.title:
        parts.append(f"<p>{escape(visible(one.explanation, 6000))}</p>")
    if one.impact:
        parts.append(f"<p>{escape(visible(one.impact, 2000))}</p>")
    if one.reproducer is not None:
        files = "\n\n".join(f"{name}\n{text}" for name, text in one.reproducer.files.items())
        parts.append(f"<details><summary>Reproducer</summary><pre>{escape(visible(files, 8000))}</pre></details>")
    return f"<div class='finding {escape(one.severity)}' id='{anchor}'>{''.join(parts)}</div>"

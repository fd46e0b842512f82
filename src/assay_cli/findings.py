"""Findings for people and for GitHub's log."""

from __future__ import annotations

from collections import Counter

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assay.domain.finding import Finding, Severity, Source, SourceKind
from assay.workflows.asked import Asked
from assay.workflows.check import Checked, Placed
from assay_cli.screen import printable

_COLOURS = {Severity.BLOCKER: "bold red", Severity.MAJOR: "red", Severity.MINOR: "yellow", Severity.NIT: "dim"}
_COMMANDS = {Severity.BLOCKER: "error", Severity.MAJOR: "error", Severity.MINOR: "warning"}


def print_table(checked: Checked, console: Console) -> None:
    """One row per finding, then the tests, then a line that sums up."""
    if checked.findings:
        table = Table(box=None, pad_edge=False, header_style="bold")
        for column in ("severity", "where", "CWE", "what", "who says so"):
            table.add_column(column, overflow="fold")
        for placed in checked.findings:
            table.add_row(*_cells(placed))
        console.print(table)
    for run in checked.runs:
        line = f"tests  {run.task} {run.candidate}: {run.outcome}, {run.passed} of {run.total} passed  {run.reason}"
        console.print(Text(printable(line.rstrip())), soft_wrap=True)
    for one in checked.tried:
        where = " ".join(filter(None, (one.task, one.candidate))) or "files"
        console.print(Text(printable(f"{one.probe}  {where}: {one.tried}")), soft_wrap=True)
    for asked in checked.critics:
        console.print(Text(printable(_asked(asked))), soft_wrap=True)
    console.print(Text(_sum(checked)), soft_wrap=True)


def _asked(one: Asked) -> str:
    where = " ".join(filter(None, (one.task, one.candidate))) or "files"
    tokens = (
        "" if one.tokens_read is None else f", {one.tokens_read:,} tokens read, {one.tokens_written or 0:,} written"
    )
    cost = "" if one.cost is None else f", {one.cost} {one.currency}"
    left = f", {one.left_out} left out" if one.left_out else ""
    why = f" ({one.problem})" if one.problem else ""
    return f"{one.critic}  {where}: {one.outcome}{why}, {one.findings} unproven claims{left}{tokens}{cost}"


def github_lines(checked: Checked) -> list[str]:
    """Workflow commands that become annotations on a pull request.

    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    return [_command(placed) for placed in checked.findings]


def _cells(placed: Placed) -> tuple[Text, ...]:
    finding = placed.finding
    return (
        Text(finding.severity.value, style=_COLOURS.get(finding.severity, "")),
        Text(f"{printable(placed.file)}:{finding.start_line}"),
        Text(str(finding.cwe or "")),
        Text(printable(finding.title)),
        Text(_sources(finding)),
    )


def _sources(finding: Finding) -> str:
    return ", ".join(f"{one.name} {one.rule or _claims(one)}".strip() for one in (finding.source, *finding.witnesses))


def _claims(source: Source) -> str:
    return "(a critic's claim, unproven)" if source.kind is SourceKind.CRITIC else ""


def _sum(checked: Checked) -> str:
    counts = Counter(placed.finding.severity for placed in checked.findings)
    found = ", ".join(f"{counts[severity]} {severity}" for severity in Severity if counts[severity]) or "no findings"
    tools = ", ".join(f"{name} {version}" for name, version in sorted(checked.tools.items())) or "no tool"
    return f"{found} ({tools})"


def _command(placed: Placed) -> str:
    finding = placed.finding
    places: dict[str, object] = {"file": placed.file, "line": finding.start_line, "endLine": finding.end_line}
    if finding.start_line == finding.end_line and finding.start_column:
        places["col"] = finding.start_column
    places["title"] = finding.title
    listed = ",".join(f"{name}={_escape(str(value), property_=True)}" for name, value in places.items())
    cwe = f" (CWE-{finding.cwe})" if finding.cwe else ""
    message = f"{finding.explanation or finding.title}{cwe} [{_sources(finding)}]"
    return f"::{_COMMANDS.get(finding.severity, 'notice')} {listed}::{_escape(message)}"


def _escape(text: str, *, property_: bool = False) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return printable(escaped.replace(":", "%3A").replace(",", "%2C") if property_ else escaped)

"""Take in what another tool found: a SARIF 2.1.0 log as findings of its source."""

from __future__ import annotations

from pathlib import Path

from assay.interchange.sarif import Log, Result, read_sarif

__all__ = ["Log", "Result", "receive_findings"]


def receive_findings(path: Path) -> Log:
    """Every result of the log, and the tools that ran.

    Raises:
        RecordError: the file cannot be read, is no SARIF 2.1.0, or a result's own values are wrong.
    """
    return read_sarif(path)

"""Findings of other tools, brought in as evidence on the candidates that are there."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from django.http import HttpRequest
from ninja import File, Form, Router
from ninja.files import UploadedFile
from pydantic import BaseModel

from assay.errors import InputError
from assay.workflows.receive_findings import receive_findings
from assay_web.accounts.api.calling import LEAD, caller
from assay_web.projects.selectors import get_project
from assay_web.tasks.imported import import_findings

router = Router(tags=["imports"])

MOST_BYTES: Final = 64 * 1024 * 1024


class FindingsChoices(BaseModel):
    """Whether it is only to be checked."""

    dry_run: bool = False


class FindingsIn(BaseModel):
    """What came in. Results that were passed over are counted by reason; a dry run only reads ``results``."""

    results: int
    findings: int = 0
    candidates: int = 0
    passed_over: dict[str, int] = {}


@router.post("/projects/{slug:slug}/finding-imports", auth=LEAD, response=FindingsIn, operation_id="importFindings")
def bring_in(request: HttpRequest, slug: str, choices: Form[FindingsChoices], file: File[UploadedFile]) -> FindingsIn:
    """Send a SARIF 2.1.0 log of up to 64 MiB; a newer log of the same tool replaces what an older one said."""
    project = get_project(caller(request), slug)
    if (file.size or 0) > MOST_BYTES:
        raise InputError(f"the log is larger than {MOST_BYTES >> 20} MiB", remedy="bring it in with 'assay import'")
    with tempfile.TemporaryDirectory(prefix="assay-import-") as folder:
        target = Path(folder) / "log.sarif"
        with target.open("wb") as copy:
            for piece in file.chunks():
                copy.write(piece)
        try:
            log = receive_findings(target)
        except InputError as error:  # told with the name that the sender knows
            raise InputError(str(error).replace(str(target), "the log")) from None
    if choices.dry_run:
        return FindingsIn(results=len(log.results))
    report = import_findings(project, log)
    return FindingsIn(
        results=len(log.results),
        findings=report.findings,
        candidates=report.candidates,
        passed_over=dict(report.passed_over),
    )

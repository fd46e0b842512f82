"""SARIF 2.1.0: every finding of every review, for pages and tools that show code-scanning results.

One run per task and source of findings (``automationDetails.id`` names the task), so that a log of any size is written
as it comes. What SARIF has no word for stands in ``properties``; reading the log back gives the same findings.

Addresses are ``TASK/CANDIDATE/PATH``, parts percent-encoded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from assay.export.format import Made, Options
from assay.export.judged import Judged
from assay.export.sarif import Located, run_of_task


class Sarif:
    """See the module."""

    name = "sarif"
    endings = (".sarif",)
    columns = None
    training = False

    def rows(self, judged: Iterable[Judged], options: Options) -> Iterator[Made]:  # noqa: ARG002 - none apply
        """The runs of each task, by source."""
        for one in judged:
            task = one.task.id
            findings = [
                Located(finding, "/".join(quote(part) for part in (task, finding.candidate or "-", finding.path)), task)
                for review in one.reviews
                for finding in review.findings
            ]
            for source in sorted({located.finding.source.name for located in findings}):
                yield run_of_task(task, source, [one for one in findings if one.finding.source.name == source])


plugin = Sarif()

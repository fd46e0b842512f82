"""Do the reviewers of an export agree: counted as the tasks go by, a few bytes for each."""

from __future__ import annotations

from array import array
from collections import Counter
from typing import Final

import numpy as np

from assay.domain.review import Verdict
from assay.export.judged import Judged
from assay.export.manifest import Agreed
from assay.judgement.agreement import Level, Resampling, krippendorff_alpha
from assay.judgement.agreement.answers import Answers
from assay.judgement.grading.figure import Unscored

_DRAWS: Final = 2_000_000
"""Tasks drawn in all rounds of the bootstrap together: many tasks need fewer rounds."""
_MOST_COUNTED: Final = 255


class VerdictAgreement:
    """Krippendorff's alpha of verdicts on candidates, as the three steps that they are."""

    def __init__(self) -> None:
        self._counts = array("B")
        self._task_of = array("q")
        self._tasks = 0

    def add(self, judged: Judged) -> None:
        """Count the verdicts on each candidate that two or more people gave."""
        said: dict[str, Counter[Verdict]] = {}
        for review in judged.reviews:
            for one in review.verdicts:
                said.setdefault(one.candidate, Counter())[one.verdict] += 1
        several = [counts for counts in said.values() if counts.total() > 1]
        for counts in several:
            self._counts.extend(min(counts[verdict], _MOST_COUNTED) for verdict in Verdict)
            self._task_of.append(self._tasks)
        self._tasks += bool(several)

    def agreed(self) -> Agreed:
        """The coefficient with its interval."""
        if not self._tasks:
            return Agreed(None, None, None, 0, "nothing was reviewed twice")
        counts = np.frombuffer(self._counts, dtype=np.uint8).astype(np.int64).reshape(-1, len(Verdict))
        task_of = np.frombuffer(self._task_of, dtype=np.int64)
        names = tuple(verdict.value for verdict in Verdict)
        answers = Answers(names, np.full(len(names), np.nan), counts, task_of, self._tasks, 0)
        rounds = min(max(_DRAWS // self._tasks, 100), 1000)
        found = krippendorff_alpha(answers, Level.ORDINAL, Resampling(rounds=rounds))
        if isinstance(found, Unscored):
            return Agreed(None, None, None, found.n, found.reason)
        return Agreed(found.value, found.interval.low, found.interval.high, found.n)

"""New votes weighed by how reviewers were found to err before: the first step of the estimation alone.

Dawid & Skene (1979), equation 2.5, with confusion matrices and prevalences that stay as they are. It makes the
consensus on a few units current without fitting all of them again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from scipy.special import logsumexp

from assay.errors import InputError
from assay.judgement.consensus.dawid_skene import Prior
from assay.judgement.consensus.verdicts import Reliability, Verdict
from assay.judgement.consensus.votes import Vote

_LEAST = 1e-300


def weigh_votes(
    votes: Sequence[Vote],
    prevalence: Mapping[str, float],
    reviewers: Mapping[str, Reliability],
    gold: Mapping[str, str] | None = None,
    prior: Prior | None = None,
) -> dict[str, Verdict]:
    """The verdict on each unit of ``votes``. A reviewer who is not among ``reviewers`` errs as the prior expects.

    Raises:
        InputError: a vote gives a label that ``prevalence`` does not name.
    """
    labels = tuple(prevalence)
    unknown = _expected(len(labels), prior or Prior())
    matrices = {
        name: np.array([[one.confusion[true][said] for said in labels] for true in labels])
        for name, one in reviewers.items()
    }
    code = {label: at for at, label in enumerate(labels)}
    by_unit: dict[str, list[Vote]] = defaultdict(list)
    for vote in votes:
        if vote.label not in code:
            raise InputError(f"label {vote.label!r} is unknown", remedy=f"known: {', '.join(labels)}")
        by_unit[vote.unit].append(vote)
    start = np.log(np.maximum([prevalence[label] for label in labels], _LEAST))
    known = gold or {}
    verdicts = {}
    for unit, given in by_unit.items():
        joint = start.copy()
        for vote in given:
            joint += np.log(np.maximum(matrices.get(vote.reviewer, unknown)[:, code[vote.label]], _LEAST))
        chances = np.exp(joint - logsumexp(joint))
        if unit in known:
            chances = np.eye(len(labels))[code[known[unit]]]
        best = int(chances.argmax())
        verdicts[unit] = Verdict(
            label=labels[best],
            probability=float(chances[best]),
            chances=dict(zip(labels, chances.tolist(), strict=True)),
            n=len(given),
            known=unit in known,
        )
    return verdicts


def _expected(width: int, prior: Prior) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """The mean of the prior: ``spread`` over all labels and ``right`` on the diagonal, as shares."""
    pseudo = prior.spread / width + prior.right * np.eye(width)
    return np.asarray(pseudo / pseudo.sum(axis=1, keepdims=True))

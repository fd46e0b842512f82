"""What a job hands on to the next one: once, whoever else has begun the same job meanwhile."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from django.db import connection
from procrastinate.jobs import Job

_SHORTEN: Final = """
UPDATE procrastinate_jobs SET args = jsonb_set(args, '{candidate_ids}', %s)
WHERE id = %s AND status = 'doing' AND worker_id = %s AND attempts = %s
"""


def keep_of(job: Job, candidate_ids: Sequence[int]) -> bool:
    """Cut a job down to the candidates that it is done with, if it is still its worker's; answers whether it is.

    To be called in the transaction that queues the others: who takes the job over after this finds nothing to do, and
    who was late queues nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SHORTEN, [json.dumps(list(candidate_ids)), job.id, job.worker_id, job.attempts])
        return bool(cursor.rowcount)

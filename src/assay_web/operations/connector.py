"""The connection to the queue that workers have."""

from __future__ import annotations

from procrastinate import PsycopgConnector
from procrastinate.connector import BaseConnector
from procrastinate.contrib.django import connector_params
from procrastinate.contrib.django.django_connector import DjangoConnector

from assay_web.settings.database import WAIT_S


class WorkerConnector(PsycopgConnector):
    """Procrastinate's, whose pool is for the worker alone.

    What a job queues goes through Django's connection, and so into the transaction that the job is in: nobody begins
    it before that is committed, and it is gone when that is rolled back. Through the pool it would stand by itself.
    """

    def __init__(self) -> None:
        super().__init__(kwargs=connector_params(), timeout=2 * WAIT_S, reconnect_timeout=WAIT_S)
        self._of_jobs = DjangoConnector()

    def get_sync_connector(self) -> BaseConnector:
        """The one that jobs have."""
        return self._of_jobs

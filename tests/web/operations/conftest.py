"""The same small world as the pages have, an operator, and a worker of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from procrastinate.contrib.django import app
from tests.support.loops import run_apart
from tests.web.operations.workers import Worker
from tests.web.pages.conftest import world
from tests.web.pages.world import World

from assay_web.accounts.models import User
from assay_web.accounts.services import create_user
from assay_web.operations.connector import WorkerConnector
from assay_web.operations.watching import watched

__all__ = ["operator", "start", "work", "world"]


@pytest.fixture
def operator(world: World) -> User:
    return create_user("operator@example.org", "correct horse battery", is_operator=True, name="Ola")


@pytest.fixture
def work() -> Callable[[str], None]:
    """Do what waits in a queue, as ``assay worker`` does, until nothing is left."""

    def until_empty(queue: str) -> None:
        async def run() -> None:
            with app.replace_connector(WorkerConnector()) as working:
                async with working.open_async():
                    await working.run_worker_async(
                        queues=[queue], wait=False, worker_middleware=[watched], install_signal_handlers=False
                    )

        run_apart(run())

    return until_empty


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Worker]]:
    """Start a worker by a name, for these queues; by itself for bulk alone."""
    running: list[Worker] = []

    def begin(name: str, *queues: str) -> Worker:
        running.append(Worker(name, tmp_path, *(queues or ("bulk",))))
        return running[-1]

    yield begin
    for one in running:
        one.stop()

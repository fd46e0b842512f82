"""The notebook runs from top to bottom, with a kernel of its own; its last part against a real instance."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from pytest_django.live_server_helper import LiveServer
from tests.web.pages.world import World, make_world

from assay_web.accounts.models import Scope
from assay_web.accounts.services import make_token
from assay_web.operations.adding_up import Collector

NOTEBOOK = Path(__file__).parents[2] / "examples" / "tour.ipynb"

# The kernel's client and its event loop leave sockets to the garbage collector, which is their business.
pytestmark = [
    pytest.mark.timeout(280),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


def _book() -> nbformat.NotebookNode:
    book: nbformat.NotebookNode = nbformat.reads(NOTEBOOK.read_text(), as_version=4)  # type: ignore[no-untyped-call]
    return book


@pytest.fixture
def world(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(Collector, "run_when_due", lambda _: None)  # its thread would outlive the database
    return make_world()


def test_the_notebook_runs_from_top_to_bottom(world: World, live_server: LiveServer, tmp_path: Path) -> None:
    world.submit(world.reviewer, world.task)
    _, secret = make_token(world.lead, "a notebook", Scope.values, timedelta(days=1))
    book = _book()
    environment = {
        **os.environ,
        "ASSAY_ADDRESS": live_server.url,
        "ASSAY_TOKEN": secret,
        "IPYTHONDIR": str(tmp_path / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime"),
    }
    NotebookClient(book, timeout=200, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute(env=environment)
    said = "".join(output.get("text", "") for cell in book.cells if cell.cell_type == "code" for output in cell.outputs)
    assert "1. ash" in said
    assert "heron" in said
    assert "concurrency: 2 tasks, 1 findings in submitted reviews" in said


def test_the_notebook_is_stored_without_outputs() -> None:
    for cell in _book().cells:
        assert cell.cell_type == "markdown" or (cell.outputs == [] and cell.execution_count is None)

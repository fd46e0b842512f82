"""What ends without warning: a worker in the middle of evidence, the web process under a typing reviewer, the whole."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest
from playwright.sync_api import Page, expect
from tests.journeys.conftest import sign_in
from tests.support.demo import Demo, eventually, start

from assay_cli.platform.folder import DataFolder
from assay_cli.platform.postgres import running_url

pytestmark = [pytest.mark.xdist_group("faults"), pytest.mark.timeout(1800)]

CHOSEN = """
    SELECT candidate.id FROM tasks_candidate AS candidate JOIN tasks_task AS task ON task.id = candidate.task_id
    WHERE task.language = 'python' AND task.record_id <> 'ttl-cache'
"""
"""Enough to be interrupted, and none that takes long by design."""

EXAMINED = f"SELECT count(*) FROM tasks_candidate WHERE evidence_state <> 'pending' AND id IN ({CHOSEN})"  # noqa: S608
IN_HAND = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing' AND task_name = 'assay.collect_evidence'"
JOBS_LEFT = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'assay.collect_evidence'"
DROP_WAITING = "DELETE FROM procrastinate_jobs WHERE status = 'todo' AND task_name = 'assay.collect_evidence'"
DROP_ALL = "DELETE FROM procrastinate_jobs WHERE task_name = 'assay.collect_evidence'"
TWICE = """
    SELECT count(*) FROM (
        SELECT content_key, examiner FROM tasks_examination GROUP BY content_key, examiner HAVING count(*) > 1
    ) AS doubled
"""
NOT_EXAMINED = f"""
    SELECT candidate.record_id, candidate.evidence_state, candidate.evidence_problem
    FROM tasks_candidate AS candidate WHERE candidate.evidence_state <> 'ready' AND candidate.id IN ({CHOSEN})
"""  # noqa: S608 - our own query


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One of its own: these tests end its processes."""
    running = start(tmp_path_factory.mktemp("faults"))
    yield running
    running.stop()


@pytest.fixture
def database(demo: Demo) -> Iterator[psycopg.Connection]:
    url = running_url(DataFolder(demo.data / "demo"))
    assert url is not None
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


def number(database: psycopg.Connection, query: str) -> int:
    row = database.execute(query).fetchone()
    assert row is not None
    return int(row[0])


def test_a_killed_workers_evidence_is_finished_by_another_once(demo: Demo, database: psycopg.Connection) -> None:

    eventually(lambda: len(demo.pids("worker")) == 2)
    database.execute(DROP_WAITING)
    for pid in demo.pids("worker"):
        os.kill(pid, signal.SIGKILL)
    database.execute(DROP_ALL)  # what they had in hand, before others take it over
    assert number(database, JOBS_LEFT) == 0
    database.execute("UPDATE tasks_candidate SET evidence_state = 'pending'")
    database.execute("TRUNCATE tasks_examination CASCADE")
    database.execute(
        f"""
        INSERT INTO procrastinate_jobs (queue_name, task_name, args)
        SELECT 'bulk', 'assay.collect_evidence', jsonb_build_object('candidate_ids', jsonb_agg(id))
        FROM tasks_candidate WHERE id IN ({CHOSEN})
        """  # noqa: S608 - our own query
    )
    eventually(lambda: len(demo.pids("worker")) == 2)
    before = demo.pids("worker")
    eventually(lambda: number(database, IN_HAND) >= 1 and number(database, EXAMINED) > 3, within_s=400)
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    assert number(database, IN_HAND) >= 1, "the job was not in hand when its worker was killed"

    eventually(lambda: number(database, JOBS_LEFT) == 0, within_s=400)

    assert not database.execute(NOT_EXAMINED).fetchall()
    assert number(database, TWICE) == 0
    assert len(eventually(lambda: demo.pids("worker"))) == 2
    assert not set(before) & set(demo.pids("worker"))


def test_what_was_shown_as_saved_outlives_the_web_process(page: Page, demo: Demo) -> None:
    sign_in(page, demo, "reviewer")
    page.goto(f"{demo.url}queue/")
    page.get_by_role("row").filter(has_text="Caching layer").get_by_role("link", name="Preview").click()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_test_id("pane-A")).to_be_visible()
    page.keyboard.press("c")
    expect(page.get_by_test_id("finding-editor")).to_be_visible()
    page.keyboard.type("Shown as saved")
    expect(page.get_by_test_id("save-state")).to_contain_text("saved")

    kill_web(demo)
    page.keyboard.type(" and typed while nobody listened")
    expect(page.get_by_test_id("save-state")).not_to_contain_text("All changes saved")

    wait_for_web(demo)
    expect(page.get_by_test_id("save-state")).to_contain_text("saved", timeout=60_000)
    page.reload()
    expect(page.get_by_test_id("finding-card")).to_contain_text("Shown as saved and typed while nobody listened")


def test_what_was_not_saved_waits_on_the_device(page: Page, demo: Demo) -> None:
    sign_in(page, demo, "reviewer2")
    page.goto(f"{demo.url}queue/")
    page.get_by_role("row").filter(has_text="Caching layer").get_by_role("link", name="Preview").click()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_test_id("pane-A")).to_be_visible()
    page.keyboard.press("c")
    page.keyboard.type("Saved")
    expect(page.get_by_test_id("save-state")).to_contain_text("saved")
    address = page.url

    kill_web(demo)
    page.keyboard.type(" and kept")
    expect(page.get_by_test_id("save-state")).to_contain_text("kept on this device")
    page.goto("about:blank")
    wait_for_web(demo)
    page.goto(address)

    expect(page.get_by_test_id("finding-card")).to_contain_text("Saved and kept")
    expect(page.get_by_test_id("save-state")).to_contain_text("saved")


def kill_web(demo: Demo) -> None:
    """All of it: the server and its worker processes."""
    for pid in demo.pids("granian"):
        os.killpg(pid, signal.SIGKILL)


def wait_for_web(demo: Demo) -> None:
    def answers() -> bool:
        try:
            return httpx.get(f"{demo.url}readyz", timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    eventually(answers)


def test_a_killed_database_server_is_started_again(demo: Demo) -> None:
    (postmaster,) = demo.pids("postgres")
    os.kill(postmaster, signal.SIGKILL)
    eventually(lambda: "PostgreSQL ended and was started again" in demo.said())
    wait_for_web(demo)
    assert demo.pids("postgres") != [postmaster]
    eventually(lambda: len(demo.pids("worker")) == 2)


def test_a_demo_that_is_stopped_or_killed_leaves_no_process_and_keeps_its_data(demo: Demo) -> None:
    processes = demo.children()
    assert any("postgres" in command for command in processes.values())
    assert demo.stop() == 0
    assert not [command for pid, command in processes.items() if alive(pid)]

    again = start(demo.data)
    assert again.accounts == demo.accounts
    processes = again.children()
    again.process.kill()
    again.process.wait()
    eventually(lambda: not [pid for pid in processes if alive(pid)], within_s=30)

    last = start(demo.data)
    assert last.accounts == demo.accounts
    demo.process, demo.url = last.process, last.url


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"

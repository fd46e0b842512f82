"""The main job: a reviewer reviews the flagship task in a real browser, the lead exports it as training data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from datasets import load_dataset
from playwright.sync_api import Page, Route, expect
from tests.journeys.conftest import export, sign_in
from tests.support.demo import Demo

from assay.domain.finding import Proof
from assay.domain.task import Task
from assay.interchange import read_reviews, read_tasks

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.timeout(600)]

SAMPLE = Path(__file__).parents[2] / "samples" / "ttl-cache"

REPRODUCER = """\
import threading

from ttl_cache import TTLCache


def test_get_survives_a_delete_by_another_thread():
    armed = []

    def clock():
        if armed:
            armed.pop()
            other = threading.Thread(target=cache.delete, args=("key",))
            other.start()
            other.join(0.5)
        return 0.0

    cache = TTLCache(4, 10, clock)
    cache.set("key", "value")
    armed.append(True)
    assert cache.get("key") in ("value", None)
"""

JUSTIFICATION = (
    "The best one holds its lock for every read and write, so that no caller sees a half-made change; the others "
    "let another thread in between the check and the use, as the first finding proves with a reproducer."
)


class Heard:
    """Every body that the server sent to a reviewer's browser, also one that the browser never looked at."""

    def __init__(self, page: Page) -> None:
        self.bodies: list[tuple[str, str]] = []
        self._page = page
        page.route("**/*", self._hear)

    def _hear(self, route: Route) -> None:
        if "/static/" in route.request.url:
            route.continue_()
            return
        response = route.fetch(max_redirects=0)
        self.bodies.append((response.url, response.text()))
        route.fulfill(response=response)

    def stop(self) -> None:
        self._page.unroute("**/*")


@pytest.fixture(scope="module")
def task() -> Task:
    [record] = read_tasks(SAMPLE)
    assert isinstance(record, Task)
    return record


def test_from_the_queue_to_a_preference_file(page: Page, demo: Demo, task: Task, tmp_path: Path) -> None:
    heard = Heard(page)
    sign_in(page, demo, "reviewer")
    accept(page, demo, task)
    letter = write_a_finding_with_the_keyboard(page, task)
    lock_and_judge_the_evidence(page, letter)
    prove_the_finding(page)
    correct(page, letter, task)
    rate_and_rank(page, letter)
    submit(page)
    heard.stop()
    nothing_hidden_was_sent(heard, task)

    page.context.clear_cookies()
    sign_in(page, demo, "lead")
    reviews = export(page, demo, "reviews.jsonl", tmp_path)
    pairs = export(page, demo, "trl-preference.parquet", tmp_path)

    read = [one for one in read_reviews(reviews) if not isinstance(one, Exception)]
    [review] = [one for one in read if one.task == "ttl-cache"]  # others of this run may have reviewed other tasks
    assert sorted(review.presented) == ["a", "b", "c", "d"]
    assert next((one.candidate, one.start_line, one.proof) for one in review.findings) == ("b", 3, Proof.PROVEN)
    assert review.corrections[0].candidate == "b"
    assert review.corrections[0].run is not None
    assert review.corrections[0].run.total > 0
    assert review.times.active_s > 0

    rows = load_dataset("parquet", data_files=str(pairs), split="train", cache_dir=str(tmp_path / "cache"))
    assert {"prompt", "chosen", "rejected"} <= set(rows.column_names)
    assert rows[0]["prompt"][0]["role"] == "user"
    assert rows[0]["chosen"][0]["content"] != rows[0]["rejected"][0]["content"]


def accept(page: Page, demo: Demo, task: Task) -> None:
    page.goto(f"{demo.url}queue/")
    row = page.get_by_role("row").filter(has_text=task.title)
    expect(row).to_contain_text("$")
    row.get_by_role("link", name="Preview").click()
    expect(page.get_by_role("main")).to_contain_text("$")
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_test_id("pane-A")).to_be_visible()


def write_a_finding_with_the_keyboard(page: Page, task: Task) -> str:
    """On the third line of the unprotected candidate; answers its letter."""
    payload: dict[str, Any] = json.loads(page.locator("#workbench-data").text_content() or "")
    wanted = task.candidates[1].files
    letter = next(
        str(one["letter"])
        for one in payload["candidates"]
        if {file["path"]: file["text"] for file in one["files"]} == wanted
    )
    page.keyboard.press(str(ord(letter) - ord("A") + 1))
    expect(page.get_by_test_id(f"pane-{letter}")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("c")
    editor = page.get_by_test_id("finding-editor")
    expect(editor).to_be_visible()
    page.keyboard.press("Alt+1")
    page.keyboard.type("No lock guards the dictionary: another thread can delete the entry between check and use.")
    page.keyboard.press("Control+Enter")
    expect(editor).to_have_count(0)
    expect(page.get_by_test_id("finding-card")).to_contain_text("No lock guards")
    expect(page.get_by_test_id("save-state")).to_contain_text("saved")
    return letter


def lock_and_judge_the_evidence(page: Page, letter: str) -> None:
    assert page.evaluate("JSON.parse(document.getElementById('workbench-data').textContent).evidence") is None
    page.get_by_test_id("tab-evidence").click()
    expect(page.get_by_test_id("evidence-item")).to_have_count(0)
    page.get_by_test_id("lock-first-pass").click()
    page.get_by_test_id("lock-confirm").click()
    page.get_by_test_id("tab-evidence").click()
    expect(page.get_by_test_id("evidence-pending")).to_have_count(0, timeout=120_000)
    expect(page.get_by_test_id(f"tests-{letter}")).to_be_visible()
    for item in page.get_by_test_id("evidence-item").all():
        item.get_by_test_id("evidence-false").click()
        form = page.get_by_test_id("false-form")
        form.get_by_test_id("reason-style-only").check(force=True)
        form.get_by_test_id("false-confirm").click()
        expect(form).to_have_count(0)


def prove_the_finding(page: Page) -> None:
    page.get_by_test_id("tab-findings").click()
    page.get_by_test_id("finding-edit").first.click()
    page.get_by_test_id("part-reproducer").click()
    page.get_by_test_id("reproducer").fill(REPRODUCER)
    page.get_by_test_id("reproducer").press("Control+Shift+Enter")
    expect(page.get_by_test_id("run-verdict")).to_contain_text("proven", ignore_case=True, timeout=60_000)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("finding-editor")).to_have_count(0)


def correct(page: Page, letter: str, task: Task) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press(str(ord(letter) - ord("A") + 1))
    page.keyboard.press("g")
    page.keyboard.press("c")
    editable = page.get_by_test_id("correction-editor").locator(".cm-content[contenteditable=true]")
    editable.click()
    page.keyboard.press("Control+a")
    assert task.reference is not None
    page.evaluate("text => navigator.clipboard.writeText(text)", task.reference.files["ttl_cache.py"])
    page.keyboard.press("Control+v")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.get_by_test_id("correction-verdict")).to_contain_text("pass", ignore_case=True, timeout=120_000)
    expect(page.get_by_test_id("correction-results")).to_contain_text("hidden 1")


def rate_and_rank(page: Page, worst: str) -> None:
    page.get_by_test_id("tab-rubric").click()
    for letter in "ABCD":
        score = 1 if letter == worst else 4
        for button in page.locator(f"[data-testid^='rating-'][data-testid$='-{letter}-{score}']").all():
            button.check(force=True)
        page.get_by_test_id(f"verdict-{letter}-{'reject' if letter == worst else 'accept'}").check(force=True)
    page.get_by_test_id("tab-ranking").click()
    card = page.get_by_test_id(f"ranking-card-{worst}")
    card.drag_to(page.locator(".ranking .end"))
    expect(page.get_by_test_id("ranking-keep")).to_have_count(0)
    assert card.inner_text().startswith("4")
    page.get_by_test_id("justification").fill(JUSTIFICATION)
    page.get_by_test_id("cite").first.click()
    expect(page.get_by_test_id("justification")).to_have_value(f"{JUSTIFICATION} {worst}:3 ")
    expect(page.get_by_test_id("save-state")).to_contain_text("saved")


def submit(page: Page) -> None:
    page.get_by_test_id("submit").click()
    expect(page.get_by_test_id("missing")).to_have_count(0)
    page.get_by_test_id("submit-confirm").click()
    expect(page.get_by_test_id("submitted")).to_be_visible()


def nothing_hidden_was_sent(heard: Heard, task: Task) -> None:
    shown = "\n".join(task.tests.visible_files.values()) + "".join(
        text for one in task.candidates for text in one.files.values()
    )
    own = (task.reference.files["ttl_cache.py"] if task.reference else "") + REPRODUCER
    hidden = [text for path, text in task.tests.files.items() if path not in task.tests.visible]
    secrets = {one.origin.model or "" for one in task.candidates} | {one.origin.tool or "" for one in task.candidates}
    secrets |= {line.strip() for text in hidden for line in text.splitlines() if len(line.strip()) > 30}
    secrets = {one for one in secrets if one and one not in shown and one not in own}
    assert len(secrets) > 20
    assert len(heard.bodies) > 10
    for url, body in heard.bodies:
        plain = body.replace("\\u003C", "<").replace("\\u003E", ">").replace("\\u0026", "&").replace('\\"', '"')
        leaked = [secret for secret in secrets if secret in plain]
        assert not leaked, f"{url} told {leaked[:3]}"

"""The reports that are files: opened from disk, without network, and with nothing that shuts readers out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from assay.workflows.check import Checked, check
from assay.workflows.check_page import as_page
from assay.workflows.remembered import Memory
from assay_cli.commands.check import cache_folder

ROOT = Path(__file__).parents[2]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
HOSTILE = '''def f(a):
    """<script>document.title = "owned"</script> </pre></style><img src=x onerror="document.title='owned'">"""
    assert a  # \u202e\u200b<b>bold</b> {long}
    return eval(a)
'''.replace("{long}", "x" * 100_000)


pytestmark = pytest.mark.xdist_group("races")


@pytest.fixture(scope="module")
def races() -> Checked:
    """Checked once, and read twice; what the command line has remembered of it is not found out again."""
    memory = Memory(cache_folder() / "evidence")
    return check([ROOT / "samples" / "ttl-cache"], select=["race", "ruff"], memory=memory)


@pytest.fixture(params=["light", "dark"])
def reader(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(color_scheme=request.param, offline=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url))
    yield page
    assert [url for url in asked if not url.startswith("file:")] == []
    context.close()


def violations(page: Page, path: Path) -> list[str]:
    """What axe-core finds on the page at ``path``."""
    page.goto(path.as_uri())
    page.add_script_tag(path=AXE)
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{one['id']}: {one['help']} ({one['nodes'][0]['html'][:120]})" for one in found]


def written(tmp_path: Path, checked: Checked) -> Path:
    path = tmp_path / "report.html"
    path.write_text(as_page(checked), encoding="utf-8")
    return path


def test_the_report_of_a_check_is_open_to_all_readers(reader: Page, races: Checked, tmp_path: Path) -> None:
    path = written(tmp_path, races)
    assert violations(reader, path) == []
    text = reader.inner_text("main")
    assert "Replayed 10 of 10 times" in text
    assert "samples/ttl-cache/candidates/a/ttl_cache.py" in text
    assert "31 of 31" in text


def test_hostile_code_is_only_text(reader: Page, tmp_path: Path) -> None:
    name = tmp_path / "<img src=x onerror=alert(1)>.py"
    name.write_text(HOSTILE)
    path = written(tmp_path, check([name], select=["ruff", "bandit"]))
    assert violations(reader, path) == []
    assert reader.title() == "Evidence"
    text = reader.inner_text("main")
    assert '<script>document.title = "owned"</script>' in text
    assert "\\u202e" in text
    assert reader.locator("img, script:not([src])").count() <= 1, "only axe itself"


def test_an_empty_report_says_so(reader: Page, tmp_path: Path) -> None:
    assert violations(reader, written(tmp_path, Checked())) == []
    assert "no findings" in reader.inner_text("main")


def test_a_log_of_another_tool_is_shown_without_its_code(reader: Page, tmp_path: Path) -> None:
    log = {
        "version": "2.1.0",
        "runs": [{"tool": {"driver": {"name": "other"}}, "results": [{"message": {"text": "<b>late</b>"}}]}],
    }
    source = tmp_path / "other.sarif"
    source.write_text(json.dumps(log))
    assert violations(reader, written(tmp_path, check([source]))) == []
    assert "<b>late</b>" in reader.inner_text("main")

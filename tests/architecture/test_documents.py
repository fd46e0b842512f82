"""Documents that cannot lie: generated pages are current, and every link in docs/ leads somewhere."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.fixture(scope="module")
def make_docs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "tools" / "make_docs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(ROOT / "tools"))
    spec.loader.exec_module(module)
    return module


def test_generated_pages_are_what_the_program_says_now(make_docs: ModuleType) -> None:
    for name, text in make_docs.pages().items():
        assert (ROOT / "docs" / name).read_text() == text, f"docs/{name} is stale: run 'make docs'"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text()):
        if not target.startswith(("http:", "https:", "mailto:")):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_every_document_is_in_the_list_of_documents() -> None:
    listed = (ROOT / "docs" / "README.md").read_text()
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert {page for page in pages if f"({page})" not in listed} == set()


def test_the_guide_shows_every_picture_and_the_command_takes_each() -> None:
    shown = set(
        re.findall(r"\(pictures/([\w-]+)\.jpg\)", (ROOT / "docs" / "reviewer-guide.md").read_text(encoding="utf-8"))
    )
    taken = {one.stem for one in (ROOT / "docs" / "pictures").iterdir()}
    command = (ROOT / "tools" / "make_pictures.py").read_text(encoding="utf-8")
    assert shown == taken
    assert {name for name in taken if f'"{name}"' not in command} == set()

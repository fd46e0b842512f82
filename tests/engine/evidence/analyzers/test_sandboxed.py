"""Compilers among the analyzers: what the code makes them read is not told, and nothing silences them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.evidence.analyzer import ANALYZERS, MissingTool

MARK = "zebra_crossing"


def titles(analyzer: str, files: dict[str, str]) -> str:
    plugin = ANALYZERS.get(analyzer)
    version = plugin.version()
    if isinstance(version, MissingTool):
        pytest.skip(f"{version.reason}; {version.install}")
    return "\n".join(f"{one.source.rule} {one.path}:{one.start_line} {one.title}" for one in plugin.analyze(files))


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.h"
    path.write_text(f"int {MARK}(void) {{ int x = 1 / 0; return *(int *)0; }}\n")
    path.chmod(0o644)
    for parent in path.parents[:3]:
        parent.chmod(0o755)
    return path


@pytest.mark.parametrize("analyzer", ["clangtidy", "gccanalyzer"])
def test_a_source_cannot_include_files_of_the_machine(analyzer: str, secret: Path) -> None:
    beside = {"a.c": f'#include "secret.h"\nint use(void) {{ return {MARK}(); }}\n', "secret.h": secret.read_text()}
    assert "secret.h:1" in titles(analyzer, beside), "what stands beside it is read"
    far = {"a.c": f'#include "{secret}"\nint use(void) {{ return {MARK}(); }}\n'}
    assert MARK not in titles(analyzer, far)


def test_a_macro_cannot_read_files_of_the_machine(secret: Path) -> None:
    secret.write_text(f"{{ let {MARK}: u8 = true; }}\n")
    beside = {"a.rs": 'pub fn f() {\n    include!("b.rs");\n}\n', "b.rs": secret.read_text()}
    assert "b.rs:1" in titles("clippy", beside), "what stands beside it is read"
    far = {"a.rs": f'pub fn f() {{\n    include!("{secret}");\n    let x: u8 = include_str!("{secret}");\n}}\n'}
    assert "mismatched" not in titles("clippy", far)
    assert MARK not in titles("clippy", far)


def test_odd_names_and_bytes_are_no_options() -> None:
    for analyzer, code, name in (
        ("clippy", "pub fn f(a: i32) -> bool { a == a }\n", "-rf.rs"),
        ("gccanalyzer", "#include <stdlib.h>\nvoid f(void) { char *a = malloc(1); free(a); free(a); }\n", "-x.c"),
        ("clangtidy", "int f(int *p) { if (!p) return *p; return 0; }\n", "a b;$(touch x).c"),
        ("javac", "class A { int f(int a) { switch (a) { case 1: a = 2; case 2: a = 3; } return a; } }\n", "`id`.java"),
    ):
        told = titles(analyzer, {name: code})
        assert name in told, analyzer


def test_what_the_compiler_refuses_is_one_blocker_and_missing_crates_are_not_the_code() -> None:
    assert "syntax a.rs:1" in titles("clippy", {"a.rs": "pub fn f() -> i32 { true }\n"})
    assert titles("clippy", {"a.rs": "use serde::Serialize;\npub fn f() {}\n"}) == ""
    assert "syntax A.java:1" in titles("javac", {"A.java": "class A { int f() { return true; } }\n"})
    assert titles("javac", {"A.java": "import org.junit.Test;\nclass A { @Test void f() {} }\n"}) == ""

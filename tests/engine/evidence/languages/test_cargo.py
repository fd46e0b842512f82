"""Rust projects with a Cargo.toml: built by Cargo in the sandbox, where there is no network."""

from __future__ import annotations

import pytest

from assay.domain.run import EvidenceClass, Outcome, Run, TestOutcome
from assay.domain.task import Language, Tests
from assay.evidence.language import LANGUAGES, Toolchain
from assay.workflows.execute import run_tests

pytestmark = pytest.mark.timeout(300)

MANIFEST = (
    '[package]\nname = "double"\nversion = "0.1.0"\nedition = "2021"\n\n[dependencies]\nhelp = { path = "help" }\n'
)
HELP = {
    "help/Cargo.toml": '[package]\nname = "help"\nversion = "0.1.0"\nedition = "2021"\n',
    "help/src/lib.rs": "pub fn two() -> i64 { 2 }\n",
}
MAIN = 'fn main() { println!("{}", double::double(21)); }\n'
OUTER = """use std::process::Command;
#[test]
fn doubles() { assert_eq!(double::double(2), 4); }
#[test]
fn program_prints_it() {
    let said = Command::new(env!("CARGO_BIN_EXE_double")).output().unwrap();
    assert_eq!(String::from_utf8(said.stdout).unwrap(), "42\\n");
}
#[test]
fn data_lies_beside() { assert_eq!(std::fs::read_to_string("data.txt").unwrap(), "4"); }
"""
INNER = "use super::*;\n#[test]\nfn zero_stays() { assert_eq!(double(0), 0); }\n"
IDS = {
    "src/lib.rs::inner::zero_stays",
    "tests/outer.rs::doubles",
    "tests/outer.rs::program_prints_it",
    "tests/outer.rs::data_lies_beside",
}


def run(body: str, manifest: str = MANIFEST) -> Run:
    found = LANGUAGES.get("rust").toolchain()
    if not isinstance(found, Toolchain) or found.lacks:
        pytest.skip("rustc or cargo is not installed")
    library = f"#[cfg(test)] mod inner;\npub fn double(n: i64) -> i64 {{ {body} }}\n"
    files = {"Cargo.toml": manifest, "src/lib.rs": library, "src/main.rs": MAIN, "data.txt": "4", **HELP}
    tests = Tests(files={"tests/outer.rs": OUTER, "src/inner.rs": INNER}, timeout_s=60)
    return run_tests(Language.RUST, files, tests)


def test_tests_beside_and_within_the_library_are_told_by_their_target() -> None:
    found = run("help::two() * n")
    assert found.outcome is Outcome.PASSED, (found.reason, found.output)
    assert {one.id for one in found.tests} == IDS
    assert (found.evidence_class, found.forgeable) == (EvidenceClass.E0, True)
    assert found.versions.keys() == {"rustc", "cargo"}


def test_a_wrong_answer_fails_where_it_is_wrong() -> None:
    found = run("n")
    assert found.outcome is Outcome.FAILED
    failed = {one.id: one.message for one in found.tests if one.outcome is TestOutcome.FAILED}
    assert failed.keys() == {"tests/outer.rs::doubles", "tests/outer.rs::program_prints_it"}
    told = failed["tests/outer.rs::doubles"].replace("`", "")  # as Rust before 1.73 writes them
    assert "left: 2" in told
    assert "right: 4" in told
    assert "tests/outer.rs:3:16" in told


def test_who_ends_the_program_early_does_not_pass() -> None:
    found = run("if n == 2 { std::process::exit(0) } 2 * n")
    assert found.outcome is Outcome.FAILED
    assert "the program ended before its tests did" in {one.message for one in found.tests}


def test_a_dependency_that_would_have_to_be_fetched_is_named() -> None:
    found = run("2 * n", MANIFEST + 'left-pad = "1"\n')
    assert found.outcome is Outcome.COMPILE_ERROR, found.output
    assert found.reason == "needs 'left-pad', which is not installed here"


def test_without_cargo_only_projects_are_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    rust = LANGUAGES.get("rust")
    monkeypatch.setattr(rust, "toolchain", lambda: Toolchain({"rustc": "1.90.0"}))
    found = run_tests(Language.RUST, {"Cargo.toml": MANIFEST}, Tests(files={"tests/outer.rs": OUTER}))
    assert (found.outcome, found.reason) == (Outcome.NOT_RUN, "cargo is not installed; sudo apt-get install cargo")

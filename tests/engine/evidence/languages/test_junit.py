"""Java's tests in JUnit's form, of both generations, beside those with a main method."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.domain.run import EvidenceClass, Outcome, Run, TestOutcome
from assay.domain.task import Language, Tests
from assay.evidence.languages._programs import junit
from assay.workflows.diagnose import diagnose
from assay.workflows.execute import run_tests

pytestmark = pytest.mark.timeout(300)

FIVE = """package shop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import org.junit.jupiter.api.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
class CartTest {
  @Test void doubles() { assertEquals(4, Cart.twice(2)); }
  @ParameterizedTest @ValueSource(ints = {1, 2}) void many(int n) { assertEquals(n + n, Cart.twice(n)); }
  @Nested class Zero { @Test void stays() { assertEquals(0, Cart.twice(0)); } }
}
"""
FOUR = """package shop;
import org.junit.*;
public class OldTest {
  @Test public void doubles() { Assert.assertEquals(6, Cart.twice(3)); }
  @Test @Ignore public void later() {}
}
"""
MAIN = "package shop; class Smoke { public static void main(String[] a) { assert Cart.twice(1) == 2; } }\n"
IDS = {
    "shop/CartTest.java::doubles",
    "shop/CartTest.java::many(int)[1]",
    "shop/CartTest.java::many(int)[2]",
    "shop/CartTest.java::Zero::stays",
    "shop/OldTest.java::doubles",
    "shop/Smoke.java",
}


def run(body: str, four: str = FOUR.replace("@Test @Ignore public void later() {}", "")) -> Run:
    if junit.jars() is None:
        pytest.skip(f"{junit.MISSING.reason}; {junit.MISSING.install}")
    source = f"package shop; class Cart {{ static int twice(int n) {{ {body} }} }}\n"
    tests = {"shop/CartTest.java": FIVE, "shop/OldTest.java": four, "shop/Smoke.java": MAIN}
    return run_tests(Language.JAVA, {"shop/Cart.java": source}, Tests(files=tests, timeout_s=60))


def test_every_test_of_both_generations_is_told_by_its_name() -> None:
    found = run("return 2 * n;")
    assert found.outcome is Outcome.PASSED, (found.reason, found.output)
    assert {one.id for one in found.tests} == IDS
    assert (found.evidence_class, found.forgeable) == (EvidenceClass.E0, True)
    assert found.versions.keys() == {"javac", "junit"}


def test_a_wrong_answer_fails_with_what_junit_says_and_what_was_left_out_is_told() -> None:
    found = run("return n == 3 ? 6 : n;", FOUR)
    assert found.outcome is Outcome.FAILED
    told = {one.id: one.outcome for one in found.tests}
    right = {"shop/CartTest.java::Zero::stays", "shop/OldTest.java::doubles"}
    assert {name for name, outcome in told.items() if outcome is TestOutcome.FAILED} == IDS - right
    assert told["shop/OldTest.java::later"] is TestOutcome.SKIPPED
    messages = {one.id: one.message for one in found.tests}
    assert "expected: <4> but was: <2>" in messages["shop/CartTest.java::doubles"]


def test_who_ends_the_program_early_does_not_pass() -> None:
    found = run("if (n == 3) System.exit(0); return 2 * n;")
    assert found.outcome is Outcome.FAILED
    assert "the program ended before its tests did" in {one.message for one in found.tests}


def test_without_its_jars_only_such_tests_are_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(junit, "jars", lambda: None)
    found = run_tests(Language.JAVA, {}, Tests(files={"OldTest.java": FOUR}))
    assert found.outcome is Outcome.NOT_RUN
    assert found.reason == "JUnit is not installed; sudo apt-get install junit5"
    (part,) = [one for one in diagnose().parts if one.name == "java/junit"]
    assert (part.available, part.install) == (False, "sudo apt-get install junit5")
    assert "JUnit's form" in part.lost


def test_jars_are_found_where_the_class_path_names_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    platform, four = tmp_path / "junit-platform-console-standalone-1.11.4.jar", tmp_path / "junit-4.13.2.jar"
    platform.touch()
    four.touch()
    monkeypatch.setenv("CLASSPATH", f"{platform}:{four}:{tmp_path / 'absent.jar'}")
    found = junit.jars.__wrapped__()
    assert found == junit.Jars((platform, four), "1.11.4")
    assert found.outside_usr == (str(platform), str(four))

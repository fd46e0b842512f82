"""Six SQL tasks, each with right and wrong candidates, in a real sandbox on real engines; and hostile ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.domain.run import EvidenceClass, Outcome, Run
from assay.domain.task import Tests
from assay.evidence.language import LANGUAGES
from assay.evidence.sandbox import choose_sandbox

SHOP = """
schema = '''
CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE orders (id INTEGER PRIMARY KEY, customer INTEGER, total REAL, placed DATE);
'''
seed = '''
INSERT INTO customers VALUES (1, 'Ada'), (2, 'Bob'), (3, 'Cy');
INSERT INTO orders VALUES (1, 1, 10.5, '2026-01-01'), (2, 1, 4.5, '2026-02-01'), (3, 2, 7, '2026-02-02');
'''
"""
LEFT = """
[[query]]
sql = 'SELECT id FROM orders'
expected = [[1], [2]]
"""
REFUSED = """
[[query]]
sql = "INSERT INTO orders VALUES (9, 99, 1, '2026-01-01')"
error = true
"""
BOTH = 'engines = ["sqlite", "duckdb"]\n'

TASKS: dict[str, tuple[str, dict[str, Outcome]]] = {
    "totals per customer, also of those without orders": (
        BOTH + SHOP + "[[query]]\nordered = true\ncolumns = ['name', 'total']\n"
        "expected = [['Ada', 15.0], ['Bob', 7], ['Cy', 0]]",
        {
            "SELECT name, COALESCE(SUM(total), 0) AS total FROM customers c LEFT JOIN orders o ON o.customer = c.id "
            "GROUP BY c.id, name ORDER BY name;": Outcome.PASSED,
            "SELECT name, SUM(total) AS total FROM customers c JOIN orders o ON o.customer = c.id "
            "GROUP BY c.id, name ORDER BY name": Outcome.FAILED,
            "SELECT name, COALESCE(SUM(total), 0) AS total FROM customers c LEFT JOIN orders o ON o.customer = c.id "
            "GROUP BY c.id, name ORDER BY name DESC": Outcome.FAILED,
            "SELEC name FROM customers": Outcome.COMPILE_ERROR,
            "SELECT name, total FROM clients": Outcome.COMPILE_ERROR,
        },
    ),
    "a parameter by name": (
        SHOP + "[[query]]\nparameters = {least = 7}\nexpected = [[1], [3]]",
        {
            "SELECT id FROM orders WHERE total >= :least": Outcome.PASSED,
            "SELECT id FROM orders WHERE total > :least": Outcome.FAILED,
        },
    ),
    "a change, seen by the question after it": (
        BOTH + SHOP + LEFT,
        {
            "DELETE FROM orders WHERE customer = 2;": Outcome.PASSED,
            "DELETE FROM orders": Outcome.FAILED,
        },
    ),
    "what must be refused": (
        SHOP + REFUSED,
        {
            "CREATE TRIGGER known BEFORE INSERT ON orders WHEN NOT EXISTS (SELECT 1 FROM customers WHERE id = "
            "NEW.customer) BEGIN SELECT RAISE(ABORT, 'unknown customer'); END;": Outcome.PASSED,
            "CREATE TRIGGER known AFTER INSERT ON orders BEGIN SELECT 1; END;": Outcome.FAILED,
        },
    ),
    "no value and dates": (
        BOTH + SHOP + "[[query]]\nordered = true\n"
        "expected = [['Ada', '2026-02-01'], ['Bob', '2026-02-02'], ['Cy', 'NULL']]",
        {
            "SELECT name, MAX(placed) FROM customers c LEFT JOIN orders o ON o.customer = c.id GROUP BY name "
            "ORDER BY name": Outcome.PASSED,
            "SELECT name, COALESCE(MAX(placed), '1970-01-01') FROM customers c LEFT JOIN orders o ON o.customer = c.id "
            "GROUP BY name ORDER BY name": Outcome.FAILED,
        },
    ),
    "rows as often as they are, in any order": (
        SHOP + "[[query]]\nexpected = [[2], [1], [1]]",
        {
            "SELECT customer FROM orders": Outcome.PASSED,
            "SELECT DISTINCT customer FROM orders": Outcome.FAILED,
        },
    ),
}


def run(candidate: str, test: str, timeout_s: float = 5, **more: str) -> Run:
    tests = Tests(files={"test_it.toml": test, **more}, timeout_s=timeout_s)
    return LANGUAGES.get("sql").run(choose_sandbox(), {"query.sql": candidate}, tests)


@pytest.mark.parametrize(
    ("task", "candidate"), [(name, candidate) for name, (_, some) in TASKS.items() for candidate in some]
)
def test_verdicts_are_as_intended(task: str, candidate: str) -> None:
    test, candidates = TASKS[task]
    found = run(candidate, test)
    assert found.outcome is candidates[candidate], found
    assert found.evidence_class is EvidenceClass.E2
    assert not found.forgeable
    assert found.total == (2 if BOTH in test else 1)


def test_rows_and_expectation_are_shown() -> None:
    found = run("SELECT id FROM customers", SHOP + "[[query]]\nname = 'ids'\nexpected = [[1], [2]]")
    (test,) = found.tests
    assert test.id == "test_it.toml::ids"
    assert test.message == "3 rows:\n  [1]\n  [2]\n  [3]\nexpected 2 rows, in any order:\n  [1]\n  [2]"


ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"


@pytest.mark.parametrize("engine", ["sqlite", "duckdb"])
def test_a_query_without_end_is_stopped(engine: str) -> None:
    found = run(ENDLESS, f"engines = ['{engine}']\n[[query]]\nexpected = [[1]]", timeout_s=0.5)
    assert found.outcome is Outcome.TIMED_OUT, found
    assert "no answer in its time" in found.reason


@pytest.mark.parametrize(
    ("engine", "candidate"),
    [
        ("sqlite", "ATTACH '/tmp/other.db' AS other; SELECT 1"),
        ("sqlite", "SELECT load_extension('/lib/x.so')"),
        ("sqlite", "SELECT readfile('/etc/passwd')"),
        ("duckdb", "SELECT * FROM read_text('/etc/passwd')"),
        ("duckdb", "SELECT * FROM read_csv('/etc/passwd')"),
        ("duckdb", "ATTACH '/tmp/other.db' AS other; SELECT 1"),
        ("duckdb", "SET enable_external_access = true; SELECT 1"),
        ("duckdb", "INSTALL httpfs; SELECT 1"),
        ("duckdb", "COPY (SELECT 1) TO '/tmp/out.csv'; SELECT 1"),
    ],
)
def test_files_extensions_and_other_databases_are_out_of_reach(engine: str, candidate: str) -> None:
    found = run(candidate, f"engines = ['{engine}']\n[[query]]\nexpected = [[1]]")
    assert found.outcome is Outcome.COMPILE_ERROR, found


def test_a_schema_may_stand_in_a_file_and_a_query_in_one_of_several(tmp_path: Path) -> None:
    tests = Tests(
        files={
            "test_it.toml": "schema = 'schema.sql'\n[[query]]\nfile = 'second.sql'\nexpected = [[2]]",
            "schema.sql": "CREATE TABLE t (i INTEGER); INSERT INTO t VALUES (2)",
        }
    )
    files = {"first.sql": "nonsense", "second.sql": "SELECT i FROM t -- ; not the end\n;"}
    assert LANGUAGES.get("sql").run(choose_sandbox(), files, tests).outcome is Outcome.PASSED


@pytest.mark.parametrize(
    ("test", "reason"),
    [
        ("[[query]]\nexpected = [[", "Invalid value"),
        ("[[query]]\nsql = 'SELECT 1'", "query 1 has neither expected nor error = true"),
        ("engines = ['oracle']\n[[query]]\nexpected = []", "engine 'oracle' is unknown; known: sqlite, duckdb"),
        ("[[query]]\nexpeted = []", "expeted"),
        ("schema = ''", "query"),
    ],
)
def test_a_test_that_makes_no_sense_is_said(test: str, reason: str) -> None:
    found = run("SELECT 1", test)
    assert found.outcome is Outcome.NOT_RUN
    assert reason in found.reason


def test_a_wrong_schema_is_the_tests_fault() -> None:
    found = run("SELECT 1", "schema = 'CREATE TABEL t'\n[[query]]\nexpected = [[1]]")
    assert found.outcome is Outcome.FAILED
    assert "the test's own schema is refused" in found.tests[0].message


def test_without_test_files_nothing_is_run() -> None:
    found = LANGUAGES.get("sql").run(choose_sandbox(), {"query.sql": "SELECT 1"}, Tests())
    assert (found.outcome, found.reason) == (Outcome.NOT_RUN, "no test file is called test_*.toml")

"""Sanitizers and Go's race detector: faults that tests reach are seen at their line, right code is left alone."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from assay.domain.finding import Category, Proof
from assay.domain.task import Language, Tests
from assay.errors import InputError
from assay.evidence import toolchain
from assay.evidence.probe import PROBES, ProbeSubject
from assay.evidence.probes._sanitizer_reports import reports
from assay.evidence.sandbox import choose_sandbox
from assay.workflows.probe import Probed, probe, replay

FAULTY = """#include <vector>
int at(const std::vector<int> &all, int i) {
    const int *raw = all.data();
    return raw[i];
}
int add(int a, int b) {
    return a + b;
}
"""
RIGHT = FAULTY.replace("return raw[i];", "return i < (int)all.size() ? raw[i] : 0;").replace(
    "return a + b;", "return (int)((unsigned)a + (unsigned)b);"
)
TEST = """#include "it.cpp"
int main() { std::vector<int> v{1, 2, 3}; at(v, 3); add(2147483647, 1); return 0; }
"""
RACY = """#include <thread>
#include <mutex>
int total = 0;
std::mutex guard;
void add() {
    for (int i = 0; i < 1000; i++) {
        /*lock*/
        total++;
    }
}
int main() { std::thread a(add), b(add); a.join(); b.join(); return 0; }
"""
GO = """package shop

import "sync"

func Total(n int) int {
	total := 0
	var wg sync.WaitGroup
	var mu sync.Mutex
	for i := 0; i < n; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			total++
		}()
	}
	wg.Wait()
	mu.Lock()
	defer mu.Unlock()
	return total
}
"""
GO_TEST = 'package shop\n\nimport "testing"\n\nfunc TestTotal(t *testing.T) { Total(50) }\n'


def probed(language: Language, files: Mapping[str, str], tests: Mapping[str, str]) -> Probed:
    for name in ("g++", "gcc") + (("go",) if language is Language.GO else ()):
        if toolchain.find(name) is None:
            pytest.skip(f"{name} is not installed (Debian: apt-get install build-essential golang-go)")
    found = probe(language, files, tests=Tests(files=dict(tests)), select=["sanitizers", "gorace"])
    assert found.missing == ()
    return found


def test_faults_that_tests_reach_stand_at_their_lines() -> None:
    found = probed(Language.CPP, {"it.cpp": FAULTY}, {"test_it.cpp": TEST})
    seen = {(one.path, one.start_line, one.cwe) for one in found.findings}
    assert {("it.cpp", 4, 125), ("it.cpp", 7, 190)} <= seen
    assert {one.path for one in found.findings} == {"it.cpp"}
    assert {one.proof for one in found.findings} == {Proof.DEMONSTRATED}
    assert replay(Language.CPP, {"it.cpp": FAULTY}, {**found.replays[0], "kind": "nothing"}) == (0, 3)


def test_right_code_is_left_alone() -> None:
    found = probed(Language.CPP, {"it.cpp": RIGHT}, {"test_it.cpp": TEST})
    assert found.findings == ()
    assert found.tried == {"sanitizers": "nothing else in 1 watched runs"}


def test_threads_that_use_the_same_memory_are_seen() -> None:
    racy = probed(Language.CPP, {"it.cpp": RACY}, {})
    assert {(one.start_line, one.cwe, one.category) for one in racy.findings} == {(8, 362, Category.CONCURRENCY)}
    guarded = RACY.replace("/*lock*/", "std::lock_guard<std::mutex> held(guard);")
    assert probed(Language.CPP, {"it.cpp": guarded}, {}).findings == ()
    assert replay(Language.CPP, {"it.cpp": RACY}, racy.replays[0])[0] >= 1


def test_c_is_watched_too() -> None:
    code = "#include <stdlib.h>\nint main(void) {\n    int *p = malloc(4);\n    free(p);\n    return *p;\n}\n"
    assert {(one.start_line, one.cwe) for one in probed(Language.C, {"it.c": code}, {}).findings} == {(5, 416)}


def test_goroutines_that_use_the_same_memory_are_seen() -> None:
    racy = probed(Language.GO, {"shop.go": GO}, {"shop_test.go": GO_TEST})
    assert {(one.path, one.start_line, one.cwe) for one in racy.findings} == {("shop.go", 13, 362)}
    guarded = GO.replace("\t\t\ttotal++\n", "\t\t\tmu.Lock()\n\t\t\ttotal++\n\t\t\tmu.Unlock()\n")
    assert probed(Language.GO, {"shop.go": guarded}, {"shop_test.go": GO_TEST}).findings == ()


def test_what_cannot_be_built_or_does_not_end_is_told() -> None:
    sandbox = choose_sandbox()
    broken = ProbeSubject({"it.c": "int main(void) { return x; }\n"}, language=Language.C)
    assert "it.c: cannot be built" in PROBES.get("sanitizers").examine(sandbox, broken).missing[0]


def test_frames_of_the_system_are_not_the_candidate() -> None:
    output = (
        "==8==ERROR: AddressSanitizer: heap-buffer-overflow on address 0x1\nWRITE of size 4 at 0x1 thread T0\n"
        "    #0 0x1 in copy /usr/include/c++/12/bits/stl_algo.h:3\n    #1 0x2 in get(int) /task/src/a.cpp:7\n"
    )
    (report,) = reports(output, ["src/a.cpp"])
    assert (report.path, report.line, report.cwe) == ("src/a.cpp", 7, 787)
    assert reports(output, ["b.cpp"]) == []
    assert reports("a.cpp:99999999999999999999:1: runtime error: x", ["b.cpp"]) == []


def test_a_record_that_is_no_fault_is_refused() -> None:
    for name in ("sanitizers", "gorace"):
        with pytest.raises(InputError):
            PROBES.get(name).replay(choose_sandbox(), ProbeSubject({}), {"line": 3})

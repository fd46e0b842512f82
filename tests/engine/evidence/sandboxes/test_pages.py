from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from assay.evidence.sandboxes import _compiled

SANDBOXES = Path(_compiled.__file__).parent
ENLARGE = """
import os, sys
sys.path.insert(0, sys.argv[1])
from _slot import kernel, pages
kept = [str(number) * 40 for number in range(60_000)]
proc = os.open("/proc", os.O_PATH)
spans = pages._written(proc)
assert any(low <= id(kept[-1]) < high for low, high in spans), "what was just made is among it"
assert all(high > low for low, high in spans)
before = len(os.listdir("/proc/self/fd"))
pages.enlarge(proc)
assert len(os.listdir("/proc/self/fd")) == before
assert kept == [str(number) * 40 for number in range(60_000)]
assert not kernel.collapse(spans[0][0] + 1, 1), "no page begins there"
print("intact")
"""


def test_what_a_process_holds_is_the_same_in_large_pages() -> None:
    run = subprocess.run(
        [sys.executable, "-ISE", "-c", ENLARGE, str(SANDBOXES)], capture_output=True, text=True, check=False
    )
    assert run.stdout == "intact\n", run.stderr


POOLS = """
import sys
sys.path.insert(0, sys.argv[1])
from _slot import pages
for size in pages._SIZES[:3]:
    assert size - 16 < sys.getsizeof(pages._block(size, 1)) <= size, size
scattered = [[str(number) * 9 for number in range(200)] for _ in range(40)]
for one in scattered:
    del one[::3]
def far():
    places = {size: (id(pages._block(size, 1)) - pages._POOL_HEADER) % pages._POOL for size in pages._SIZES[2:]}
    return [size for size, place in places.items() if place > 4096]
before = far()
pages.fill_pools()
print(len(before) > 10, len(far()) < 4)
"""


def test_after_the_pools_are_filled_small_objects_begin_new_ones() -> None:
    run = subprocess.run(
        [sys.executable, "-ISE", "-c", POOLS, str(SANDBOXES)], capture_output=True, text=True, check=False
    )
    assert run.stdout == "True True\n", run.stderr


HEAP = """
import os, sys
sys.path.insert(0, sys.argv[1])
from _slot import pages
def heap(): return next(line.split()[0].split("-") for line in open("/proc/self/maps") if line.endswith("[heap]\\n"))
before = int(heap()[1], 16)
pages.reserve()
after = int(heap()[1], 16)
x = [bytes(100_000) for _ in range(10)]
again = int(heap()[1], 16)
print(after // pages._LARGE > before // pages._LARGE, again == after)
"""


def test_the_heap_reaches_to_the_end_of_a_large_page_and_what_lies_between_is_used() -> None:
    run = subprocess.run(
        [sys.executable, "-ISE", "-c", HEAP, str(SANDBOXES)], capture_output=True, text=True, check=False
    )
    assert run.stdout == "True True\n", run.stderr


CODE = """
import os, sys
sys.path.insert(0, sys.argv[1])
from _slot import kernel, pages
proc = os.open("/proc", os.O_PATH)
large = [start for low, high in pages._code(proc) for start in pages._large(low, high)]
before, open_files = len(pages._mappings(proc)), len(os.listdir("/proc/self/fd"))
pages.hold_code()
assert len(os.listdir("/proc/self/fd")) == open_files
spans = [(low, high, rights) for low, high, rights, name in pages._mappings(proc) if not name]
copied = [start for start in large if any(low <= start < high and rights == b"r-xp" for low, high, rights in spans)]
assert len(pages._mappings(proc)) <= before + 2 * len(large), "the room that was not used is given back"
child = os.fork()
if child == 0:
    exec(compile("import json; assert json.loads(json.dumps([sum(range(10_000))])) == [49995000]", "", "exec"))
    os._exit(7)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
print("copied" if copied == large else f"not copied: {set(large) - set(copied)}", len(large) > 0)
"""


def test_the_code_of_the_interpreter_lies_in_the_memory_of_the_process_and_still_runs() -> None:
    run = subprocess.run(
        [sys.executable, "-ISE", "-c", CODE, str(SANDBOXES)], capture_output=True, text=True, check=False
    )
    assert run.stdout == "copied True\n", run.stderr


def test_what_cannot_be_copied_stays_where_it_is() -> None:
    source = (
        "import sys; sys.path.insert(0, sys.argv[1]); import resource; from _slot import kernel\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1 << 28, 1 << 28)); print(kernel.copy_code(1 << 40, 1 << 40))"
    )
    run = subprocess.run(
        [sys.executable, "-ISE", "-c", source, str(SANDBOXES)], capture_output=True, text=True, check=False
    )
    assert run.stdout == "False\n", run.stderr


def test_where_a_process_may_not_look_at_itself_all_stays_as_it_is(tmp_path: Path) -> None:
    source = "import os, sys; sys.path.insert(0, sys.argv[1]); from _slot import pages; pages.enlarge(3); print('fine')"
    folder = os.open(tmp_path, os.O_PATH)
    run = subprocess.run(
        [sys.executable, "-ISE", "-c", source.replace("(3)", f"({folder})"), str(SANDBOXES)],
        capture_output=True,
        text=True,
        check=False,
        pass_fds=(folder,),
    )
    os.close(folder)
    assert run.stdout == "fine\n", run.stderr

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

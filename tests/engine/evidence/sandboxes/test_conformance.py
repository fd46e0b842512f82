"""Every attack against every sandbox that this machine has, as the user who runs the tests and as an ordinary one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from tests.support.entered import WAYS, Entered, way
from tests.support.ordinary import NOBODY, run_as_nobody

from assay.evidence.sandbox import SANDBOXES, examine, missing_layers
from assay.evidence.sandboxes._slots import SLOTS
from assay.testing import ATTACKS, Attack, Control, check_attacks
from assay.testing.traces import Traces, descendants, traces

pytestmark = pytest.mark.xdist_group("attacks")

WHOLE = ["namespaces", "bubblewrap"]
ALL_TOGETHER = "all of them together"
NAMES = [*(attack.name for attack in ATTACKS), ALL_TOGETHER]

HELD_BY_PROCESS = {
    *("tcp", "udp", "netlink", "raw socket", "vsock"),
    *("read a host file", "write a host file", "read the engine's source", "write a system file", "write a program"),
    *("follow a link out", "go through its own root", "read password hashes", "run a set-user-id program"),
    *("read environments", "use inherited descriptors", "kill itself", "raise its limits"),
    *("outlive its parent as a daemon", "leave threads running", "swallow every exception", "overflow the stack"),
    *("segmentation fault", "close every descriptor", "forge the signal of readiness"),
    *("new user namespace", "clone3", "enter another namespace", "mounts and roots", "memory that nobody counts"),
    *("the kernel's large interfaces", "queues and semaphores"),
    *("fork bomb", "too many processes", "memory in one process", "memory in many processes"),
    *("processor time in children", "huge text of an exception", "hostile text"),
    *("endless output", "endless errors", "endless report", "sleep forever", "ignore every signal"),
}
"""What it withstands although it lacks layers."""


@pytest.fixture(scope="module", params=WHOLE)
def found(request: pytest.FixtureRequest) -> dict[str, str]:
    """Name of each attack to what is wrong."""
    sandbox = SANDBOXES.get(request.param)
    if request.param == "bubblewrap" and not shutil.which("bwrap"):
        pytest.skip("bwrap is not installed; sudo apt-get install bubblewrap")
    assert [proof for proof in examine(sandbox) if proof.required and not proof.works] == []
    SLOTS.close()
    beside = frozenset(descendants())  # what other tests keep running is no matter here
    before = traces(beside)
    problems = dict(check_attacks(sandbox))
    SLOTS.close()
    problems[ALL_TOGETHER] += left_behind(before, beside)
    return problems


def left_behind(before: Traces, beside: frozenset[int], patience_s: float = 10) -> str:
    """What is there now and was not before, in words. A thread that was joined may take a moment to leave."""
    patience = time.monotonic() + patience_s
    while True:
        after = traces(beside)
        changed = [name for name in ("processes", "groups", "mounts") if getattr(before, name) != getattr(after, name)]
        # Of these, others of this process may meanwhile have given some back.
        changed += [name for name in ("threads", "descriptors") if getattr(before, name) < getattr(after, name)]
        if not changed or time.monotonic() > patience:
            return "".join(f"left: {name}, {getattr(before, name)} to {getattr(after, name)}\n" for name in changed)
        time.sleep(0.05)


def test_what_is_left_is_told() -> None:
    beside = frozenset(descendants())
    before = traces(beside)
    with Path(os.devnull).open(), subprocess.Popen(["sleep", "60"]) as left:
        told = left_behind(before, beside, patience_s=0)
        left.kill()
    # Its thread too, unless one of this process left meanwhile.
    assert {"left: processes", "left: descriptors"} <= {line.split(",")[0] for line in told.splitlines()}
    assert left_behind(before, beside) == ""


WITHOUT_AN_INIT = {"kill the parent", "kill itself"}
"""What an entered program, which is process 1, cannot do: it has no parent in sight, and its own signals do nothing."""


@pytest.fixture(scope="module", params=WAYS)
def found_entered(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("entered")
    folder.chmod(0o755)
    with way(request.param):
        return dict(check_attacks(Entered(folder), [one for one in ATTACKS if one.name not in WITHOUT_AN_INIT]))


@pytest.mark.parametrize("name", [name for name in NAMES if name not in WITHOUT_AN_INIT])
def test_an_attack_by_what_is_entered_is_withstood(found_entered: dict[str, str], name: str) -> None:
    assert found_entered[name] == ""


@pytest.mark.parametrize("name", NAMES)
def test_an_attack_is_withstood(found: dict[str, str], name: str) -> None:
    assert found[name] == ""


@pytest.fixture(scope="module")
def found_in_process() -> dict[str, str]:
    if "file-system" in missing_layers(examine(SANDBOXES.get("process"))):
        pytest.skip("this machine has no Landlock")
    return dict(check_attacks(SANDBOXES.get("process"), [one for one in ATTACKS if one.name in HELD_BY_PROCESS]))


@pytest.mark.parametrize("name", sorted(HELD_BY_PROCESS))
def test_the_sandbox_of_last_resort_withstands_what_it_promises(found_in_process: dict[str, str], name: str) -> None:
    assert found_in_process[name] == ""


def test_attacks_have_distinct_names_and_a_control_or_a_reason() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert set(NAMES) >= HELD_BY_PROCESS
    assert all(bool(attack.why) is (attack.control is Control.NONE) for attack in ATTACKS)
    assert sum(attack.control is not Control.NONE for attack in ATTACKS) > len(ATTACKS) * 2 / 3


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        ("print('nothing at all')", "was not tried"),
        ("print('tried', 'breached')", "got through"),
        ("print('tried')", "has no effect outside either"),
        ("print('tried')\nwhile True: pass", "ended as timed_out"),
    ],
)
def test_an_attack_that_shows_nothing_is_no_proof(payload: str, expected: str) -> None:
    empty = Attack("empty", payload, limits=ATTACKS[0].limits.model_copy(update={"wall_s": 1}))
    assert expected in dict(check_attacks(SANDBOXES.get("namespaces"), [empty]))["empty"]


STOPPED_SOONER = "ended as out_of_memory, not process_limit"
"""Without a control group copies of an entered interpreter each count with what they share: nobody may see how much."""

ORDINARY = f"""
import json, os, sys, tempfile
from pathlib import Path
sys.path.append({str(Path(__file__).parents[4])!r})
place = tempfile.TemporaryDirectory()
os.environ["XDG_CACHE_HOME"] = str(Path(place.name, "cache"))
from assay.evidence.sandbox import SANDBOXES, examine, missing_layers
from assay.testing import ATTACKS, check_attacks
from tests.support.entered import WAYS, Entered, way
problems = []
usual = [one for one in ATTACKS if one.name not in {WITHOUT_AN_INIT}]
for which in WAYS:
    with way(which):
        found = [problem for _, problem in check_attacks(Entered(Path(place.name)), usual) if problem]
        problems += [f"entered {{which}}: {{problem}}" for problem in found if {STOPPED_SOONER!r} not in problem]
for name in sys.argv[1:]:
    sandbox = SANDBOXES.get(name)
    problems += [f"{{name}} misses {{layer}}" for layer in missing_layers(examine(sandbox))]
    problems += [f"{{name}}: {{problem}}" for _, problem in check_attacks(sandbox) if problem]
print(json.dumps([os.geteuid(), problems]))
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="the other tests run as an ordinary user already")
def test_all_of_it_holds_for_an_ordinary_user() -> None:
    sandboxes = [name for name in WHOLE if name == "namespaces" or shutil.which("bwrap")]
    run = run_as_nobody("-c", ORDINARY, *sandboxes)
    assert json.loads(run.stdout or "0") == [NOBODY, []], run.stdout + run.stderr

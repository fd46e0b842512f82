"""Runs inside the sandbox: builds a Cargo project's tests without a network; leaves their programs in ``programs``.

Arguments: cargo, then the test files of the task. Targets that these files are the root of are kept; where one of them
is no target's root but a module of one, so are the tests in the library and the programs. Beside them are kept the
programs themselves, which tests may start where they were built.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

COMMAND = "test --no-run --offline --workspace --message-format=json-render-diagnostics"
QUICK = {"CARGO_PROFILE_TEST_DEBUG": "0", "CARGO_PROFILE_DEV_DEBUG": "0", "CARGO_PROFILE_DEV_STRIP": "symbols"}
TEMPORARY = Path(os.environ["TMPDIR"])


def main(cargo: str, *tests: str) -> int:
    """The status of cargo; 0 where there is a program to run."""
    own = {"CARGO_HOME": str(TEMPORARY / "cargo"), "CARGO_TARGET_DIR": str(TEMPORARY / "target")}
    built = subprocess.run(  # noqa: S603 - in the sandbox
        [cargo, *COMMAND.split()], stdout=subprocess.PIPE, text=True, env={**os.environ, **QUICK, **own}, check=False
    )
    if built.returncode:
        return built.returncode
    made = list(executables(built.stdout))
    roots = {one["root"] for one in made if one["test"]}
    inner = any(name not in roots for name in tests)
    run = [one for one in made if one["test"] and (one["root"] in tests or (inner and one["kind"] != ["test"]))]
    keep(sorted(run, key=lambda one: str(one["root"])) + [one for one in made if not one["test"]])
    if not run:
        sys.stdout.write("error: no target of the project has one of the test files\n")
    return 0 if run else 1


def executables(told: str) -> Iterator[dict[str, object]]:
    """What cargo made that can be run."""
    here = Path.cwd()
    for line in told.splitlines():
        said = json.loads(line) if line.startswith("{") else {}
        if said.get("reason") == "compiler-artifact" and said.get("executable"):
            yield {
                "root": Path(said["target"]["src_path"]).relative_to(here).as_posix(),
                "home": Path(said["manifest_path"]).parent.relative_to(here).as_posix(),
                "kind": said["target"]["kind"],
                "test": said["profile"]["test"],
                "program": said["executable"],
            }


def keep(made: list[dict[str, object]]) -> None:
    """A numbered file for each, and beside it what it is."""
    folder = Path("programs")
    folder.mkdir()
    for number, one in enumerate(made):
        shutil.copyfile(str(one["program"]), folder / str(number))
        (folder / f"{number}.json").write_text(json.dumps(one), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

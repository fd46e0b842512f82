"""Go's standard library, built once for this user: without it every run in a fresh sandbox builds it again."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from assay.evidence import toolchain

OFFLINE = {"GOPROXY": "off", "GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "local", "GOTELEMETRY": "off", "CGO_ENABLED": "0"}
"""Nothing is fetched, and no other toolchain is called."""

MODULE = "module candidate\n\ngo 1.22\n"
"""For code that brings none: from 1.22 on every turn of a loop has its own variable."""

_BUILD = "go-build-"

_WARM = """package warm
import ("bytes"; "context"; "encoding/json"; "errors"; "fmt"; "math"; "math/rand"; "net/http"; "os"; "reflect"; "regexp"
"sort"; "strconv"; "strings"; "sync"; "sync/atomic"; "testing"; "time"; "unicode"; "crypto/md5"; "crypto/sha256")
var _ = []any{bytes.NewBuffer, context.Background, json.Marshal, errors.New, fmt.Sprint, math.Abs, rand.Int, http.Get,
os.Exit, reflect.DeepEqual, regexp.Compile, sort.Ints, strconv.Itoa, strings.ToLower, (*sync.Mutex).Lock,
atomic.AddInt64, time.Now, unicode.IsLetter, md5.New, sha256.New}
func TestWarm(t *testing.T) {}
"""


def go_root() -> Path:
    """The folder of the toolchain, which must be there."""
    program = toolchain.find("go")
    assert program is not None  # noqa: S101 - asked for only where it was found
    return program.resolve().parents[1]


@cache
def warm_cache(*, race: bool = False) -> Path:
    """The built standard library, made on first use beside other caches of this user; with ``race``, for the race
    detector, which needs a C compiler.
    """
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "assay"
    target = base / f"go-{toolchain.version('go', 'version')}{'-race' if race else ''}"
    if not target.exists():
        base.mkdir(parents=True, exist_ok=True)
        with (base / "go.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # whoever comes second waits for the first, and builds nothing
            if not target.exists():
                for left in base.glob(f"{_BUILD}*"):  # by a build that was killed
                    shutil.rmtree(left, ignore_errors=True)
                _build(base, target, race=race)
    return target.resolve()


def _build(base: Path, target: Path, *, race: bool) -> None:
    with tempfile.TemporaryDirectory(dir=base, prefix=_BUILD) as temporary:
        work = Path(temporary)
        (work / "go.mod").write_text("module warm\n\ngo 1.21\n", encoding="utf-8")
        (work / "warm_test.go").write_text(_WARM, encoding="utf-8")
        environment = {**os.environ, **OFFLINE, "GOCACHE": str(work / "cache"), "GOROOT": str(go_root())}
        environment |= {"CGO_ENABLED": "1"} if race else {}
        command = [str(go_root() / "bin" / "go"), "test", *(["-race"] if race else []), "./..."]
        subprocess.run(command, cwd=work, env=environment, check=True, capture_output=True)  # noqa: S603
        (work / "cache").replace(target)

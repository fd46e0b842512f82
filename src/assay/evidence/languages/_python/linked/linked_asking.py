"""Runs inside the sandbox, beside the tests: stands in for the candidate's modules, which are in another process.

A module of a stand-in holds the plain values of the real one, and functions that call over there. Whatever a test does
with anything else ends the run at once: such tests cannot be run in two processes. So does the candidate's end.
"""

from __future__ import annotations

import builtins
import json
import os
import sys
from collections.abc import Collection, Iterator, Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import MethodType, ModuleType
from typing import Any, NoReturn

import linked_wire as wire  # type: ignore[import-not-found]

REPORT = 3
MOST_CALLS = 20_000
"""Calls from one process into another cost so much more that a slow test would be called too slow."""
_RUNNERS = frozenset({"_pytest", "inspect", "pluggy", "pytest", "unittest"})
"""Those who look whatever a module holds over for tests, fixtures and marks, and find none in a function either."""


def end(kind: str, why: str) -> NoReturn:
    """The run ends here, with a last record that says so."""
    os.write(REPORT, json.dumps({"kind": kind, "why": why[:500]}).encode() + b"\n")
    os._exit(wire.ENDED_BEYOND if kind == "beyond" else wire.ENDED_GONE)


class Link:
    """The tests' side of the link."""

    def __init__(self, own: Collection[str]) -> None:
        self.heap = wire.Heap(0)
        self._own = frozenset(own)
        self._lines = wire.lines(wire.LINK, os.read)
        self._classes: dict[int, type[BaseException]] = {}
        self._calls = 0
        os.set_inheritable(wire.LINK, False)

    def call(self, function: int, arguments: Sequence[object], named: dict[str, object]) -> object:
        """What the candidate's function returns; raises what it raises."""
        self._calls += 1
        if self._calls > MOST_CALLS:
            end("beyond", f"more than {MOST_CALLS} calls")
        told = self._ask(lambda: {
            "function": function,
            "arguments": [self.heap.form(one) for one in arguments],
            "named": {name: self.heap.form(one) for name, one in named.items()},
        })  # fmt: skip
        return self._checked(lambda: self.heap.value(told["value"]))

    def names(self, module: str) -> dict[str, object]:
        """What the candidate's module holds; raises what its import raises."""
        told = self._ask(lambda: {"module": module})
        return dict(self._checked(lambda: {name: self._named(name, *one) for name, one in told["names"].items()}))

    def _named(self, name: str, kind: str, *about: Any) -> object:  # noqa: ANN401 - JSON
        if (name.startswith("__") and name != "__all__") or name.startswith("pytest"):
            raise ValueError(name)  # it would mean something to Python or pytest in a module of the tests
        if kind == "module" and about[0] in wire.PLAIN:
            return import_module(about[0])
        if kind == "python" and about[0] in wire.PLAIN:
            return getattr(import_module(about[0]), name)
        if name in self._own:  # a name that the tests have a meaning for; it may be meant to take its place
            end("beyond", f"the candidate's module has a name of the tests, {name}")
        if kind == "value":
            return self.heap.value(about[0])
        if kind == "error":
            return self._class(about[0])
        if kind == "function":
            return self._function(int(about[0]), str(about[1]))
        return Puzzle(str(about[0]))

    def _function(self, handle: int, name: str) -> object:
        if handle not in self.heap.things:
            made = Function(self, handle, name)
            self.heap.things[handle] = made
            self.heap.handles[id(made)] = handle
        return self.heap.things[handle]

    def _ask(self, make: Any) -> dict[str, Any]:  # noqa: ANN401 - makes the request
        unused = self.heap.unused()
        try:
            asked = {**make(), "unused": unused, "heap": self.heap.changes()}
        except (wire.Beyond, RecursionError) as error:
            end("beyond", str(error))
        try:
            wire.write(wire.LINK, asked, os.write)
            told = self._checked(lambda: json.loads(next(self._lines)))
        except (BrokenPipeError, ConnectionResetError, StopIteration):
            end("gone", "the candidate's process ended")
        self._checked(lambda: self.heap.take(told["heap"]))
        if told.get("ended") == "beyond":
            end("beyond", str(told.get("why")))
        if told.get("ended") == "raised":
            raise self._checked(lambda: self._error(**told["error"])) from None
        return dict(told)

    def _checked(self, read: Any) -> Any:  # noqa: ANN401 - reads an answer
        try:
            return read()
        except (StopIteration, ConnectionResetError):
            raise
        except Exception as error:  # noqa: BLE001 - it comes from where the candidate runs
            end("gone", f"the candidate's process gave no answer that can be read: {type(error).__name__}")

    def _class(self, about: Sequence[Any]) -> type[BaseException]:
        if len(about) == 1:
            found = getattr(builtins, str(about[0]))
            if not (isinstance(found, type) and issubclass(found, BaseException)):
                raise TypeError
            return found
        handle, name, module, bases = about
        if handle not in self._classes:
            members = {"__module__": str(module), "__new__": _refuse, "__str__": _text, "__getattr__": _beyond}
            made: Any = ErrorClass(str(name), tuple(self._class(one) for one in bases), members)
            self._classes[handle] = made
        return self._classes[handle]

    def _error(
        self,
        text: str,
        arguments: Sequence[Any],
        name: str | None = None,
        **about: Any,  # noqa: ANN401 - JSON
    ) -> BaseException:
        kind, given = self._class(about["class"]), [self.heap.value(one) for one in arguments]
        if isinstance(kind, ErrorClass):
            base = next(one for one in kind.__mro__ if not isinstance(one, ErrorClass))
            made = base.__new__(kind, *given)
            made.args = tuple(given)
            vars(made)["_text"] = str(text)
            return made
        return kind(*given, name=name) if issubclass(kind, ImportError) and name else kind(*given)


class ErrorClass(type):
    """The class of a class of exceptions that the candidate defines."""

    def __getattr__(cls, name: str) -> NoReturn:
        _beyond(cls, name)


def _refuse(kind: type, *_: object, **__: object) -> NoReturn:
    end("beyond", f"the tests make an exception of the candidate's, {kind.__name__}")


def _text(error: BaseException) -> str:
    return str(vars(error)["_text"])


def _beyond(_: object, name: str) -> NoReturn:
    frame = sys._getframe(1)  # noqa: SLF001 - who asks
    while frame.f_globals is globals() and frame.f_back:
        frame = frame.f_back
    if str(frame.f_globals.get("__name__")).partition(".")[0] in _RUNNERS:
        raise AttributeError(name)
    end("beyond", f"the tests use {name!r} of something of the candidate's")


class Function:
    """Stands in for a function of the candidate."""

    def __init__(self, link: Link, handle: int, name: str) -> None:
        vars(self).update(_link=link, _handle=handle, __name__=name)

    def __call__(self, *arguments: object, **named: object) -> object:
        found: object = self._link.call(self._handle, arguments, named)
        return found

    def __get__(self, instance: object, owner: type | None = None) -> object:
        return self if instance is None else MethodType(self, instance)

    def __getattr__(self, name: str) -> NoReturn:
        _beyond(self, name)

    def __setattr__(self, name: str, value: object) -> None:
        _beyond(self, "=")

    def __repr__(self) -> str:
        return f"<function {vars(self)['__name__']}>"


class Puzzle:
    """Stands in for what is neither a plain value nor a function; nothing can be done with it."""

    def __init__(self, kind: str, *more: object) -> None:
        if more:
            end("beyond", "the tests make a class of one of the candidate's")
        vars(self)["_kind"] = kind

    def __getattr__(self, name: str) -> NoReturn:
        _beyond(self, name)

    def __repr__(self) -> str:
        return f"<{vars(self)['_kind']} of the candidate>"

    def __mro_entries__(self, _: object) -> NoReturn:
        _beyond(self, "class")


def _puzzling(name: str) -> Any:  # noqa: ANN401 - a special method
    return lambda thing, *_, **__: _beyond(thing, name)


_NOTHING = (
    "call eq ne lt le gt ge hash bool len iter next contains getitem setitem delitem setattr enter exit add radd sub"
    " rsub mul rmul truediv floordiv mod pow neg and or xor str format instancecheck subclasscheck int float index abs"
)
for _name in _NOTHING.split():
    setattr(Puzzle, f"__{_name}__", _puzzling(f"__{_name}__"))


class StandIn(ModuleType):
    """Stands in for a module of the candidate."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name.startswith("__") or isinstance(value, StandIn)):
            end("beyond", f"the tests change {name!r} of a module of the candidate's")
        vars(self)[name] = value

    def __delattr__(self, name: str) -> None:
        end("beyond", f"the tests remove {name!r} from a module of the candidate's")


class Finder:
    """Finds the stand-ins, before anything else is looked at."""

    def __init__(self, link: Link, modules: Collection[str]) -> None:
        self._link = link
        self._modules = frozenset(modules)

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """See :class:`importlib.abc.MetaPathFinder`."""
        folder = any(one.startswith(f"{name}.") for one in self._modules)
        return ModuleSpec(name, self, is_package=folder) if name in self._modules or folder else None  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        """See :class:`importlib.abc.Loader`."""
        return StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """See :class:`importlib.abc.Loader`."""
        vars(module).update(_fresh(self._link.names(module.__name__), module))


def _fresh(names: dict[str, object], module: ModuleType) -> Iterator[tuple[str, object]]:
    """The names but those that are modules already imported below this one."""
    return ((name, value) for name, value in names.items() if not isinstance(vars(module).get(name), StandIn))


def install(modules: Collection[str], own: Collection[str]) -> None:
    """Put stand-ins in the place of ``modules``. ``own``: names that the candidate's must not take the place of."""
    sys.meta_path.insert(0, Finder(Link(own), modules))

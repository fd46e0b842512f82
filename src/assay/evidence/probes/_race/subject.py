"""The class under examination: how it is made, which operations it has, with which arguments."""

from __future__ import annotations

import asyncio
import inspect
import re
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .actors import Stage
from .tasks import TaskStage

KEYS = ("a", "b", "c")
CAPACITY = 2
TTL = 10.0
_SPECIAL: dict[str, Callable[[Any], Any]] = {"__len__": len, "__iter__": list}
_WORDS = {"__len__": "len()", "__iter__": "list()"}
_MAKERS = ("factory", "create", "connect", "make", "func", "load", "fetch")
_CALLED = ("loader", "fetch", "factory", "func", "callback", "handler", "fn", "listener", "compute")
_NOT_OPERATIONS = frozenset({"close", "shutdown", "stop", "join", "start", "run"})


class CannotCall(Exception):
    """An argument cannot be guessed."""


@dataclass(frozen=True)
class Operation:
    """A call on the subject. ``shown`` is how a person would write it."""

    name: str
    arguments: tuple[Any, ...]
    shown: str
    calls_back: bool

    def bind(self, subject: Any, calls: list[str]) -> Callable[[], Any]:  # noqa: ANN401 - any class
        """The call; ``calls`` notes each call of a function that was handed in."""
        arguments = [value(calls) if isinstance(value, Callback) else value for value in self.arguments]
        if self.name in _SPECIAL:
            return lambda: _SPECIAL[self.name](subject)
        return lambda: getattr(subject, self.name)(*arguments)


def rebuilt(record: dict[str, Any]) -> Operation:
    """An operation from its form as JSON."""
    arguments = tuple(Callback(**one) if isinstance(one, dict) else one for one in record["arguments"])
    return Operation(record["name"], arguments, record["shown"], record["calls_back"])


@dataclass(frozen=True)
class Callback:
    """Makes a function that answers ``value`` and notes that it was called."""

    name: str
    value: Any
    awaited: bool = False

    def __call__(self, calls: list[str]) -> Callable[..., Any]:
        """The function; one that is awaited suspends once, after it was called."""

        def called(*_: object, **__: object) -> Any:  # noqa: ANN401 - any value
            calls.append(self.name)
            return self.value

        async def awaited(*_: object, **__: object) -> Any:  # noqa: ANN401 - any value
            calls.append(self.name)
            await asyncio.sleep(0)
            return self.value

        if self.awaited:
            return awaited

        return called


class Made:
    """What a factory that was handed in makes: known by its identity only."""

    def close(self) -> None:
        """Nothing to close."""


class Subject:
    """A class of the candidate, ready to be made again and again. What it looks like is read once: to read it takes
    longer than a schedule, and of a module that is loaded anew it is the same.
    """

    def __init__(self, cls: type, stage: Stage | TaskStage, reload: Callable[[], type] | None) -> None:
        self._cls = cls
        self._stage = stage
        self._reload = reload
        self.name = cls.__name__
        self.endless: set[str] = set()
        """Names of operations that never end; they are left out."""
        self._known: dict[tuple[str, tuple[str, ...]], list[Operation]] = {}
        """Of its operations, by tag and keys; those that never end among them."""

    def make(self, calls: list[str]) -> Any:  # noqa: ANN401 - any class
        """A new one, as a reader of its signature would make it; ``calls`` notes calls of functions it is given.

        Raises:
            CannotCall: a required argument cannot be guessed.
        """
        self._stage.clock.now = 1000.0
        if self._reload is not None:
            self._cls = self._reload()
        chosen = self._arguments
        return self._cls(**{name: one(calls) if isinstance(one, Callback) else one for name, one in chosen.items()})

    def shown(self) -> str:
        """The call that makes it, as a person would write it."""
        clock = self._stage.clock.read
        parts = [f"{name}={'clock' if value == clock else _shown(value)}" for name, value in self._arguments.items()]
        return f"{self.name}({', '.join(parts)})"

    @cached_property
    def _arguments(self) -> dict[str, Any]:
        """Of its constructor, by name."""
        guessed = {one.name: self._constructor_argument(one) for one in _parameters(self._cls)}
        return {name: value for name, value in guessed.items() if value is not inspect.Parameter.empty}

    def _constructor_argument(self, parameter: inspect.Parameter) -> Any:  # noqa: ANN401, PLR0911 - a line per guess
        name, hint = parameter.name.lower(), str(parameter.annotation).lower()
        optional = parameter.default is not inspect.Parameter.empty
        if any(word in name for word in ("clock", "timer", "now", "time_func", "time_source", "time_fn")):
            return self._stage.clock.read
        if any(word in name for word in ("ttl", "expire", "expiry", "lifetime")):
            return TTL
        if any(word in name for word in ("max", "size", "capacity", "limit", "bound", "maxsize", "slots")):
            return CAPACITY
        if optional:
            return inspect.Parameter.empty
        if "callable" in hint or any(word in name for word in _MAKERS):
            awaited = self._stage.awaits and _awaited(self._cls, parameter)
            return Callback(parameter.name, "made", awaited) if awaited else Made
        if "float" in hint or any(word in name for word in ("rate", "interval", "period", "timeout", "window")):
            return 1.0
        if "int" in hint or hint.endswith("empty'>"):
            return CAPACITY
        if "str" in hint:
            return "a"
        raise CannotCall(f"the argument {parameter.name} of {self.name} cannot be guessed")

    def operations(self, tag: str, *, keys: tuple[str, ...] = KEYS[:1]) -> list[Operation]:
        """Every public operation, once per key if it takes one. ``tag`` tells this caller's values from others'."""
        found = self._known.get((tag, keys))
        if found is None:
            found = self._known[tag, keys] = list(self._operations(tag, keys))
        return [one for one in found if one.name not in self.endless]

    def _operations(self, tag: str, keys: tuple[str, ...]) -> Iterator[Operation]:
        for name, function in _methods(self._cls, awaits=self._stage.awaits):
            if name in _NOT_OPERATIONS:
                continue
            for key in keys:
                try:
                    operation = _operation(name, function, key, tag)
                except CannotCall:
                    break
                yield operation
                if not _takes_key(function):
                    break

    @cached_property
    def readable(self) -> list[str]:
        """Names of properties, which an observer may read."""
        return sorted(
            name
            for name, value in inspect.getmembers_static(self._cls)
            if isinstance(value, property) and not name.startswith("_")
        )


def _parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return []
    return [one for one in found if one.kind not in {one.VAR_POSITIONAL, one.VAR_KEYWORD}]


def _methods(cls: type, *, awaits: bool) -> Iterator[tuple[str, Callable[..., Any]]]:
    for name, value in inspect.getmembers_static(cls):
        plain = value.__func__ if isinstance(value, classmethod | staticmethod) else value
        public = not name.startswith("_") or name in _SPECIAL
        if public and isinstance(plain, types.FunctionType) and (awaits or not inspect.iscoroutinefunction(plain)):
            yield name, plain


def _takes_key(function: Callable[..., Any]) -> bool:
    return any(_is_key(one) for one in _parameters(function)[1:])


def _is_key(parameter: inspect.Parameter) -> bool:
    name = parameter.name.lower()
    return any(word in name for word in ("key", "name", "user", "client", "topic", "event")) or name.endswith("id")


def _operation(name: str, function: Callable[..., Any], key: str, tag: str) -> Operation:
    arguments: list[Any] = []
    calls_back = False
    for parameter in _parameters(function)[1:]:
        if parameter.default is not inspect.Parameter.empty and not _is_key(parameter):
            break
        value = _argument(function, parameter, key, tag)
        calls_back = calls_back or isinstance(value, Callback)
        arguments.append(value)
    shown = f"{name}({', '.join(_shown(value) for value in arguments)})"
    if name in _SPECIAL:
        shown = _WORDS[name]
    return Operation(name, tuple(arguments), shown, calls_back)


def _argument(function: Callable[..., Any], parameter: inspect.Parameter, key: str, tag: str) -> Any:  # noqa: ANN401, PLR0911 - a line per guess
    name, hint = parameter.name.lower(), str(parameter.annotation).lower()
    if _is_key(parameter):
        return key
    if "callable" in hint or any(word in name for word in _CALLED):
        called = f"{parameter.name} of {tag}"
        return Callback(called, called, _awaited(function, parameter))
    if any(word in name for word in ("timeout", "ttl", "seconds", "delay", "interval")):
        return 1.0
    if "int" in hint or any(word in name for word in ("amount", "count", "number", "size", "tokens")) or name == "n":
        return 1
    if "float" in hint:
        return 1.0
    if "bool" in hint:
        return True
    if hint.startswith("<class") and not hint.endswith(("empty'>", "str'>", "object'>")):
        raise CannotCall(f"the argument {parameter.name} of {tag} cannot be guessed")
    return f"{tag}"


def _awaited(user: Callable[..., Any], parameter: inspect.Parameter) -> bool:
    """Whether the function that is handed in is a coroutine function, by its annotation or by what is done with it."""
    hint = str(parameter.annotation).lower()
    if "awaitable" in hint or "coroutine" in hint:
        return True
    try:
        source = inspect.getsource(user)
    except (OSError, TypeError):
        return False
    waits = r"(?:await\s+|(?:create_task|ensure_future|gather|wait_for|shield)\(\s*)(?:self\.)?_*"
    return re.search(rf"{waits}{re.escape(parameter.name)}\(", source) is not None


def _shown(value: Any) -> str:  # noqa: ANN401 - any value
    if isinstance(value, Callback):
        return f"{'async ' if value.awaited else ''}lambda: {value.value!r}"
    if value is Made:
        return "object"
    return repr(value)

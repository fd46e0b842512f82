"""Plugins: built-ins are found by module name, third parties by entry point; neither is ever listed by hand.

A built-in lives in ``<package>/<name>.py`` and ends with ``plugin = Something()``. A third party declares an entry
point in the registry's group whose target is such an object. Nothing is imported before it is asked for.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from typing import Generic, TypeVar, cast

from assay.errors import InputError

T = TypeVar("T")


@dataclass(frozen=True)
class Registry(Generic[T]):
    """The plugins of one port.

    ``kind`` is the word that people read ("analyzer"); ``package`` holds the built-ins; ``group`` is the entry-point
    group for third parties.
    """

    kind: str
    package: str
    group: str
    _loaded: dict[str, T] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def _builtin(self) -> frozenset[str]:
        package = import_module(self.package)
        return frozenset(
            module.name.replace("_", "-")
            for module in pkgutil.iter_modules(package.__path__)
            if not module.name.startswith("_") and not module.ispkg
        )

    @cached_property
    def _external(self) -> dict[str, EntryPoint]:
        return {point.name: point for point in entry_points(group=self.group)}

    def names(self) -> tuple[str, ...]:
        """Names of all plugins, sorted; a third party cannot replace a built-in."""
        return tuple(sorted(self._builtin | self._external.keys()))

    def get(self, name: str) -> T:
        """The plugin called ``name``, imported on first use.

        Raises:
            InputError: no such plugin; the message lists those that are known.
        """
        if name not in self._loaded:
            self._loaded[name] = self._load(name)
        return self._loaded[name]

    def _load(self, name: str) -> T:
        if name in self._builtin:
            module = import_module(f"{self.package}.{name.replace('-', '_')}")
            return cast("T", module.plugin)
        if name in self._external:
            return cast("T", self._external[name].load())
        raise InputError(f"no {self.kind} {name!r}", remedy=f"known: {', '.join(self.names())}")

    def __iter__(self) -> Iterator[T]:
        return (self.get(name) for name in self.names())

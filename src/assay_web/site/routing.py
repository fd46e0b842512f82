"""Addresses of the API, found among those that begin alike instead of among all."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Any

from django.urls import URLPattern, URLResolver
from django.urls.exceptions import Resolver404
from django.urls.resolvers import ResolverMatch, RoutePattern


class BySegment(URLResolver):
    """Django's, which tries its patterns one after another, for many: those whose first segment is that of the path
    come first.
    """

    def __init__(self, prefix: str, urls: tuple[Any, str, str]) -> None:
        patterns, app, namespace = urls
        super().__init__(RoutePattern(prefix), patterns, app_name=app, namespace=namespace)
        self._prefix = prefix

    def resolve(self, path: str) -> ResolverMatch:
        """As Django's."""
        first = str(path).removeprefix(self._prefix).partition("/")[0]
        if first in self._parts:
            try:
                return self._parts[first].resolve(path)
            except Resolver404:
                pass
        return super().resolve(path)

    @cached_property
    def _parts(self) -> dict[str, URLResolver]:
        alike: dict[str, list[URLPattern | URLResolver]] = defaultdict(list)
        for pattern in self.url_patterns:
            alike[str(pattern.pattern).partition("/")[0]].append(pattern)
        return {
            first: URLResolver(self.pattern, patterns, app_name=self.app_name, namespace=self.namespace)
            for first, patterns in alike.items()
        }

"""Queries that are put together once and then only filled in.

What the ORM does to make SQL of a query costs several times what the database does to answer it. A query that every
request asks is therefore written as ever, out of policies and selectors, but in a function that :func:`prepared` calls
once for each shape of its arguments; later calls fill its values into the SQL of that time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, get_related_populators

_Row = TypeVar("_Row")

_FIRST: Final = 1_987_000_000
"""Stands for the first value while a query is put together, the next number for the next; no query of ours has them."""
_MOST: Final = 100_000


@dataclass(frozen=True)
class _Compiled:
    sql: str
    parameters: tuple[Any, ...]
    """Numbers from :data:`_FIRST` on are places of values."""
    read: Callable[[Sequence[tuple[Any, ...]]], list[Any]]


class Prepared(Generic[_Row]):
    """Answers the rows of a query: tuples of one with ``values_list``, else objects, with what they select of others.

    Its values are whole numbers, such as ids, and lists of them. What differs otherwise must not come from a value.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._known: dict[tuple[int, ...], _Compiled | None] = {}
        self.__doc__ = build.__doc__

    def __call__(self, *values: int | Sequence[int]) -> list[_Row]:
        """The rows, with these values."""
        shape = tuple(-1 if isinstance(value, int) else len(value) for value in values)
        if shape not in self._known:
            self._known[shape] = self._compiled(shape)
        compiled = self._known[shape]
        if compiled is None:
            return []
        flat = [one for value in values for one in ([value] if isinstance(value, int) else value)]
        given = [type(one)(flat[one - _FIRST]) if _is_place(one) else one for one in compiled.parameters]
        with connection.cursor() as cursor:
            cursor.execute(compiled.sql, given)
            return compiled.read(cursor.fetchall())

    def _compiled(self, shape: Sequence[int]) -> _Compiled | None:
        """None: whatever the values, there are no rows.

        Raises:
            ValueError: a value is not in the SQL, so that it has decided something while the query was put together.
        """
        places = iter(range(_FIRST, _FIRST + _MOST))
        stand_ins = [next(places) if size < 0 else [next(places) for _ in range(size)] for size in shape]
        rows = self._build(*stand_ins)
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
        used = {int(one) for one in parameters if _is_place(one)}
        if used != set(range(_FIRST, next(places))):
            raise ValueError(f"not every value of {self._build.__qualname__} stands in its query: do not prepare it")
        return _Compiled(sql, tuple(parameters), _objects(compiler) if _of_objects(rows) else list)


def prepared(build: Callable[..., QuerySet[Any, Any]]) -> Prepared[Any]:
    """Put the query together once; see :class:`Prepared`."""
    return Prepared(build)


def _is_place(value: object) -> bool:
    return isinstance(value, int) and _FIRST <= value < _FIRST + _MOST


def _of_objects(rows: QuerySet[Any, Any]) -> bool:
    return issubclass(rows._iterable_class, ModelIterable)  # noqa: SLF001 - nothing else tells


def _objects(compiler: Any) -> Callable[[Sequence[tuple[Any, ...]]], list[Any]]:  # noqa: ANN401 - Django's, without types
    """Makes objects of rows, as Django's ``ModelIterable`` does."""
    select, kind = compiler.select, compiler.klass_info
    first, last = kind["select_fields"][0], kind["select_fields"][-1] + 1
    names = [column.target.attname for column, _, _ in select[first:last]]
    populators = get_related_populators(kind, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # of Django 5.2
    converters = list(compiler.get_converters([column for column, _, _ in select]).items())

    def read(rows: Sequence[tuple[Any, ...]]) -> list[Any]:
        found = []
        for row in map(list, rows):
            for at, (steps, expression) in converters:
                for step in steps:
                    row[at] = step(row[at], expression, connection)
            one = kind["model"].from_db(DEFAULT_DB_ALIAS, names, row[first:last])
            for populator in populators:
                populator.populate(row, one)
            found.append(one)
        return found

    return read

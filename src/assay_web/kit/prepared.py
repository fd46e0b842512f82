"""Queries that are put together once and then only filled in.

What the ORM does to make SQL of a query costs several times what the database does to answer it. A query that every
request asks is therefore written as ever, out of policies and selectors, but in a function that :func:`prepared` calls
once for each shape of its arguments; later calls fill its values into the SQL of that time. What many requests write
is SQL, run by :func:`run_prepared`.

Either is a prepared statement of its connection: the database reads it once, and plans it once where no value decides
how. What a query holds besides its values stands in its text, so that plans can count on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count, islice
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, get_related_populators

from assay_web.kit.statements import rows_of

_Row = TypeVar("_Row")

Value = int | str | UUID | datetime

_FIRST: Final = 1_987_000_000
"""What stands for values while a query is put together is drawn from this number; no query of ours has it."""


_Place = tuple[Any, int, int | None]
"""What stood for a value while the query was put together, with the type that its field gave it; which value of the
caller's it gets, and which one of a list: None for all of it."""


@dataclass(frozen=True)
class _Compiled:
    sql: str
    places: tuple[_Place, ...]
    """One for each parameter."""
    read: Callable[[Sequence[tuple[Any, ...]]], list[Any]]


class Prepared(Generic[_Row]):
    """Answers the rows of a query: tuples of one with ``values_list``, else objects, with what they select of others
    and what they are annotated with.

    Its values are whole numbers, texts, UUIDs and moments, and lists of numbers. What differs otherwise must not come
    from one.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], within: str = "") -> None:
        self._build = build
        self._within = within
        self._known: dict[tuple[type[Value] | int, ...], _Compiled | None] = {}
        self.__doc__ = build.__doc__

    def __call__(self, *values: Value | Sequence[int], others: Mapping[str, Any] | None = None) -> list[_Row]:
        """The rows, with these values; ``others`` are those of the statement around the query."""
        shape = tuple(type(value) if isinstance(value, Value) else len(value) for value in values)
        if shape not in self._known:
            self._known[shape] = self._compiled(shape)
        compiled = self._known[shape]
        if compiled is None:
            return []
        given = [_given(place, values) for place in compiled.places]
        if not self._within:
            return compiled.read(rows_of(compiled.sql, given))
        named: dict[str, Any] = {f"row_{at}": one for at, one in enumerate(given)}
        return compiled.read(rows_of(compiled.sql, {**named, **(others or {})}))

    def _compiled(self, shape: Sequence[type[Value] | int]) -> _Compiled | None:
        """None: whatever the values, there are no rows.

        Raises:
            ValueError: a value is not in the SQL, so that it has decided something while the query was put together.
        """
        numbers = count(_FIRST)
        drawn = [
            [next(numbers) for _ in range(kind)] if isinstance(kind, int) else _STAND_INS[kind](next(numbers))
            for kind in shape
        ]
        rows = self._build(*drawn)
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return None
        sql, parameters = _with_lists(sql, parameters, drawn)
        sources = list(_sources(drawn))
        places = {at: place for at, one in enumerate(parameters) if (place := _place(one, sources))}
        filled = {place[1:] for place in places.values()}
        if any(not {source[1:], (source[1], None)} & filled for source in sources if not isinstance(source[0], list)):
            raise ValueError(f"not every value of {self._build.__qualname__} stands in its query: do not prepare it")
        fixed = {at: one for at, one in enumerate(parameters) if at not in places}
        sql = _with_fixed(sql, fixed)
        if self._within:
            return _Compiled(self._within.replace("{rows}", _named(sql)), tuple(places.values()), list)
        return _Compiled(sql, tuple(places.values()), _objects(compiler) if _of_objects(rows) else list)


_STAND_INS: Final[Mapping[type[Value], Callable[[int], Value]]] = {
    int: int,
    str: "stands for {}".format,
    UUID: lambda number: UUID(int=number),
    datetime: lambda number: datetime.fromtimestamp(number, UTC),
}


def _sources(drawn: Sequence[Value | list[int]]) -> Iterator[_Place]:
    for which, value in enumerate(drawn):
        yield value, which, None
        if isinstance(value, list):
            yield from ((one, which, number) for number, one in enumerate(value))


def _place(parameter: Any, sources: Sequence[_Place]) -> _Place | None:  # noqa: ANN401 - whatever the query holds
    """Where its value comes from; None for what the query holds by itself."""
    if not isinstance(parameter, Value | list):
        return None
    return next(((parameter, which, number) for one, which, number in sources if one == parameter), None)


def _given(place: _Place, values: Sequence[Value | Sequence[int]]) -> Any:  # noqa: ANN401 - of the caller
    """A number with the type that the field has given to what stood for it."""
    stand_in, which, number = place
    value = values[which]
    if not isinstance(value, Value):
        if number is None:
            return list(value)
        value = value[number]
    return type(stand_in)(value) if isinstance(stand_in, int) and isinstance(value, int) else value


def run_prepared(sql: str, values: Mapping[str, Any], *, tracked: bool = True) -> list[tuple[Any, ...]]:
    """The rows that a statement of ours answers, which it must; ``%(name)s`` stands for a value. Not ``tracked``: no
    history is kept of what it writes.
    """
    return rows_of(sql, values, tracked=tracked)


def prepared(build: Callable[..., QuerySet[Any, Any]]) -> Prepared[Any]:
    """Put the query together once; see :class:`Prepared`."""
    return Prepared(build)


def prepared_within(statement: str) -> Callable[[Callable[..., QuerySet[Any, Any]]], Prepared[Any]]:
    """The same for a query that stands in a statement of ours in place of ``{rows}``: answers what that answers."""
    return lambda build: Prepared(build, statement)


_PLACE: Final = re.compile("%[%s]")
_LIST_OR_PLACE: Final = re.compile(r"IN \((%s(?:, %s)+)\)|%[%s]")


def _with_lists(sql: str, parameters: Sequence[Any], drawn: Sequence[Value | list[int]]) -> tuple[str, Sequence[Any]]:
    """With one parameter in place of those of ``IN`` that are all values of a list: less to send, and to look at."""
    given, kept = iter(parameters), list[Any]()

    def written(place: re.Match[str]) -> str:
        if place[0] == "%%":
            return place[0]
        several = list(islice(given, place[0].count("%s")))
        if place[1] and several in drawn:
            kept.append(several)
            return "= ANY (%s)"
        kept.extend(several)
        return place[0]

    return _LIST_OR_PLACE.sub(written, sql), kept


def _with_fixed(sql: str, fixed: Mapping[int, Any]) -> str:
    """With these parameters, by their number, written into the text."""
    numbers = count()

    def written(place: re.Match[str]) -> str:
        if place[0] == "%%" or (number := next(numbers)) not in fixed:
            return place[0]
        value: str = connection.ops.compose_sql("%s", [fixed[number]])  # type: ignore[attr-defined]  # of PostgreSQL
        return value.replace("%", "%%")

    return _PLACE.sub(written, sql)


def _named(sql: str) -> str:
    """With names for its parameters."""
    numbers = count()
    return _PLACE.sub(lambda place: place[0] if place[0] == "%%" else f"%(row_{next(numbers)})s", sql)


def _of_objects(rows: QuerySet[Any, Any]) -> bool:
    return issubclass(rows._iterable_class, ModelIterable)  # noqa: SLF001 - nothing else tells


def _objects(compiler: Any) -> Callable[[Sequence[tuple[Any, ...]]], list[Any]]:  # noqa: ANN401 - Django's, without types
    """Makes objects of rows, as Django's ``ModelIterable`` does."""
    select, kind = compiler.select, compiler.klass_info
    first, last = kind["select_fields"][0], kind["select_fields"][-1] + 1
    names = [column.target.attname for column, _, _ in select[first:last]]
    populators = get_related_populators(kind, select, DEFAULT_DB_ALIAS)  # type: ignore[call-arg]  # of Django 5.2
    annotations = list(compiler.annotation_col_map.items())
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
            for name, at in annotations:
                setattr(one, name, row[at])
            found.append(one)
        return found

    return read

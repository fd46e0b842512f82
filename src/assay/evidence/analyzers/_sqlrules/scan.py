"""A process of its own, with bounds: reads SQL, and prints what its rules find as JSON. Called as ``scan.py FILE…``."""

from __future__ import annotations

import contextlib
import json
import logging
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import sqlglot
from sqlglot import Token, TokenType, exp
from sqlglot.errors import SqlglotError

DIALECTS = ("postgres", "sqlite", "mysql")
MOST_STATEMENTS = 2000
_CLICKHOUSE = re.compile(r"\bARRAY\s+JOIN\b", re.IGNORECASE)

_DYNAMIC = re.compile(r"\bEXECUTE\s+(?:IMMEDIATE\s+)?'(?:[^']|'')*'\s*\|\|\s*(?!\s*quote_)\w", re.IGNORECASE)
"""A statement that is put together in the database itself; quote_ident and quote_literal make values harmless."""

Found = Iterator[tuple[str, Any, str]]
"""Rule, where, and what the message is about."""


def main() -> None:
    """Print the results."""
    logging.disable(logging.CRITICAL)
    found = [one for name in sys.argv[1:] for one in _file(name)]
    json.dump(found, sys.stdout)


def _file(name: str) -> Iterator[dict[str, Any]]:
    text = Path(name).read_text(encoding="utf-8", errors="replace")
    for found in _DYNAMIC.finditer(text):
        yield {"path": name, "rule": "dynamic-sql", "line": text.count("\n", 0, found.start()) + 1, "about": ""}
    statements = list(_statements(text))
    indexed = _indexed(statement for statement, _ in statements)
    for statement, first in statements:
        for rule in (*_RULES, _unindexed(indexed)):
            for rule_name, node, about in rule(statement):
                line = first + (_line(node if node is not None else statement) or 1) - 1
                yield {
                    "path": name,
                    "rule": rule_name,
                    "line": line if node is not None else first,
                    "about": about[:80],
                }


def _statements(text: str) -> Iterator[tuple[exp.Expression, int]]:
    """Statements that can be parsed in some dialect, and the lines they begin at."""
    try:
        tokens = sqlglot.tokenize(text, read="postgres")
    except SqlglotError:
        return
    part: list[Token] = []
    for token in [*tokens, Token(TokenType.SEMICOLON, ";")][: MOST_STATEMENTS * 200]:
        if token.token_type is not TokenType.SEMICOLON:
            part.append(token)
        elif part:
            parsed = _parsed(text[part[0].start : part[-1].end + 1])
            if parsed is not None:
                yield parsed, text.count("\n", 0, part[0].start) + 1
            part = []


def _parsed(text: str) -> exp.Expression | None:
    for dialect in ("clickhouse",) if _CLICKHOUSE.search(text) else DIALECTS:
        with contextlib.suppress(SqlglotError, RecursionError, ValueError):
            found = sqlglot.parse_one(text, read=dialect)
            if isinstance(found, exp.Expression) and not isinstance(found, exp.Command):
                return found
    return None


def _line(node: exp.Expression) -> int | None:
    lines = [one.meta["line"] for one in node.find_all(exp.Identifier, exp.Func) if "line" in one.meta]
    return min(lines, default=None)


def _without_where(statement: exp.Expression) -> Found:
    for node in statement.find_all(exp.Delete, exp.Update):
        if node.args.get("where") is None and not node.args.get("limit") and not node.args.get("using"):
            what = "DELETE" if isinstance(node, exp.Delete) else "UPDATE"
            yield "without-where", node, what


def _not_in_query(statement: exp.Expression) -> Found:
    for node in statement.find_all(exp.Not):
        inner = node.this
        if isinstance(inner, exp.In) and isinstance(inner.args.get("query"), exp.Subquery | exp.Select):
            query = inner.args["query"].find(exp.Select)
            where = query.args.get("where") if query is not None else None
            guarded = where is not None and any(_not_null(one) for one in where.find_all(exp.Is))
            if not guarded:
                yield "not-in-query", node, inner.this.sql()


def _not_null(node: exp.Is) -> bool:
    return isinstance(node.expression, exp.Null) and bool(node.args.get("negate") or isinstance(node.parent, exp.Not))


def _null_compared(statement: exp.Expression) -> Found:
    for node in statement.find_all(exp.EQ, exp.NEQ):
        if isinstance(node.expression, exp.Null) and not isinstance(node.parent, exp.Update | exp.SetItem):
            yield "null-compared", node, node.this.sql()


def _crossed(statement: exp.Expression) -> Found:
    """Tables side by side of which no condition speaks together."""
    for select in statement.find_all(exp.Select):
        source = select.args.get("from_") or select.args.get("from")
        joins = [one for one in select.args.get("joins") or [] if not one.args.get("on") and not one.args.get("using")]
        plain = [
            one for one in joins if not one.kind and not one.args.get("method") and isinstance(one.this, exp.Table)
        ]
        if source is None or not plain or not isinstance(source.this, exp.Table):
            continue
        where = select.args.get("where")
        linked = {
            column.table
            for equation in (where.find_all(exp.EQ) if where is not None else ())
            for column in equation.find_all(exp.Column)
            if isinstance(equation.this, exp.Column) and isinstance(equation.expression, exp.Column)
        }
        for one in plain:
            if one.this.alias_or_name not in linked and "" not in linked:
                yield "crossed", one, one.this.alias_or_name


def _granted(statement: exp.Expression) -> Found:
    for node in statement.find_all(exp.Grant):
        everyone = any(one.name.lower() == "public" for one in node.args.get("principals") or [])
        everything = any("ALL" in one.sql().upper() for one in node.args.get("privileges") or [])
        if everyone and everything:
            yield "granted-to-all", node, ""


def _leading_wildcard(statement: exp.Expression) -> Found:
    for node in statement.find_all(exp.Like, exp.ILike):
        if isinstance(node.expression, exp.Literal) and node.expression.name.startswith("%"):
            yield "leading-wildcard", node, node.this.sql()


def _query_per_row(statement: exp.Expression) -> Found:
    """A query among the columns that speaks of the row outside."""
    for select in statement.find_all(exp.Select):
        own = {one.alias_or_name for one in _tables(select)}
        for column in select.expressions:
            for inner in column.find_all(exp.Subquery):
                query = inner.this
                if isinstance(query, exp.Select) and not isinstance(inner.parent, exp.Exists):
                    inside = {one.alias_or_name for one in _tables(query)}
                    if any(one.table in own - inside for one in query.find_all(exp.Column) if one.table):
                        yield "query-per-row", inner, ", ".join(sorted(inside))


def _unbounded(statement: exp.Expression) -> Found:
    """Rows in an order, all of them; a page without an order."""
    if not isinstance(statement, exp.Select):
        return
    if statement.args.get("limit") and not statement.args.get("order") and not _one_row(statement):
        yield "page-without-order", statement, ""
    star = any(isinstance(one, exp.Star) for one in statement.expressions)
    if star and not statement.args.get("limit") and not statement.args.get("where") and _tables(statement):
        yield "everything", statement, _tables(statement)[0].name


def _one_row(select: exp.Select) -> bool:
    limit = select.args["limit"]
    return isinstance(limit, exp.Limit) and isinstance(limit.expression, exp.Literal) and limit.expression.name == "1"


def _money_in_fractions(statement: exp.Expression) -> Found:
    for node in statement.find_all(exp.ColumnDef):
        kind = node.args.get("kind")
        fractions = kind is not None and kind.this in {exp.DataType.Type.FLOAT, exp.DataType.Type.DOUBLE}
        if fractions and any(word in node.name.lower() for word in ("price", "amount", "balance", "salary", "total")):
            yield "money-in-fractions", node, node.name


def _open_password(statement: exp.Expression) -> Found:
    for node in statement.find_all(exp.ColumnDef):
        if node.name.lower() in {"password", "passwd", "pwd", "secret", "credit_card", "card_number"}:
            yield "open-password", node, node.name


def _tables(select: exp.Select) -> list[exp.Table]:
    source = select.args.get("from_") or select.args.get("from")
    parts = [source.this] if source is not None else []
    parts += [one.this for one in select.args.get("joins") or []]
    return [one for one in parts if isinstance(one, exp.Table)]


def _indexed(statements: Iterator[exp.Expression]) -> set[tuple[str, str]]:
    """Table and first column of every index, primary key and unique constraint."""
    found: set[tuple[str, str]] = set()
    for statement in statements:
        for create in statement.find_all(exp.Create):
            if isinstance(create.this, exp.Index):
                table, columns = create.this.args.get("table"), list(create.this.find_all(exp.Column))
                if table is not None and columns:
                    found.add((table.name.lower(), columns[0].name.lower()))
            if isinstance(create.this, exp.Schema):
                name = create.this.this.name.lower()
                for column in create.this.find_all(exp.ColumnDef):
                    kinds = {type(one.args.get("kind")) for one in column.args.get("constraints") or []}
                    if kinds & {exp.PrimaryKeyColumnConstraint, exp.UniqueColumnConstraint}:
                        found.add((name, column.name.lower()))
                for key in create.this.find_all(exp.PrimaryKey, exp.UniqueColumnConstraint):
                    first = next(iter(key.find_all(exp.Identifier)), None)
                    if first is not None:
                        found.add((name, first.name.lower()))
    return found


def _unindexed(indexed: set[tuple[str, str]]) -> Callable[[exp.Expression], Found]:
    """References to other tables whose column no index begins with."""

    def rule(statement: exp.Expression) -> Found:
        if not isinstance(statement, exp.Create) or not isinstance(statement.this, exp.Schema):
            return
        table = statement.this.this.name.lower()
        for column in statement.this.find_all(exp.ColumnDef):
            refers = any(
                isinstance(one.args.get("kind"), exp.Reference) for one in column.args.get("constraints") or []
            )
            if refers and (table, column.name.lower()) not in indexed:
                yield "reference-unindexed", column, column.name
        for key in statement.this.find_all(exp.ForeignKey):
            first = next(iter(key.expressions), None)
            if first is not None and (table, first.name.lower()) not in indexed:
                yield "reference-unindexed", key, first.name

    return rule


_RULES: tuple[Callable[[exp.Expression], Found], ...] = (
    _without_where,
    _not_in_query,
    _null_compared,
    _crossed,
    _granted,
    _leading_wildcard,
    _query_per_row,
    _unbounded,
    _money_in_fractions,
    _open_password,
)

if __name__ == "__main__":
    main()

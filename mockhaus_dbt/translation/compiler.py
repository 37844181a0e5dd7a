"""The one walk: names, types, functions and rewrites in a single pass that builds DuckDB text bottom-up.

A Compiler lives for one statement. Scopes say which names an expression can see; Sources are what FROM offers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from sqlglot import exp

from mockhaus_dbt.errors import SqlError, UnsupportedError, error
from mockhaus_dbt.translation import calls, positions, search_path
from mockhaus_dbt.translation.call_marks import MARK
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.names import (
    LONGEST,
    SNOWFLAKE_SCHEMAS,
    Column,
    Context,
    PhysicalNames,
    Relation,
    display,
    quote,
    three_parts,
)
from mockhaus_dbt.translation.reserved_words import RESERVED
from mockhaus_dbt.translation.rewrites.registry import REWRITES, SOURCES
from mockhaus_dbt.translation.types import ResultColumn, SqlType
from mockhaus_dbt.translation.variable_names import PROVISIONAL, named

#: schemas whose views are made when they are read.
_SYSTEM_SCHEMAS = (*SNOWFLAKE_SCHEMAS, "__MOCKHAUS__", "DATA_SHARING_USAGE")


@dataclass(frozen=True, slots=True)
class SourceColumn:
    """A column that FROM offers: Snowflake name, DuckDB text that reads it, type."""

    name: str
    sql: str
    type: SqlType
    nullable: bool = True
    hidden: bool = False  # not part of *


@dataclass
class Source:
    """One item of FROM, or several that a join has merged.

    Args:
        sql: DuckDB text of the item, alias included.
        alias: Snowflake alias; '' where it has none.
        columns: in order.
        path: database, schema and table name, for references such as ``db.schema.t.c``.
        unpivoted: DuckDB's alias of what UNPIVOT gives; '' of anything else.
    """

    sql: str
    alias: str
    columns: list[SourceColumn]
    path: tuple[str, ...] = ()
    lateral: bool = False
    unpivoted: str = ""
    _by_name: dict[str, list[SourceColumn]] | None = None

    def find(self, name: str) -> list[SourceColumn]:
        if self._by_name is None:
            self._by_name = {}
            for column in self.columns:
                self._by_name.setdefault(column.name, []).append(column)
        return self._by_name.get(name, [])

    def answers(self, parts: tuple[str, ...]) -> bool:
        """Whether a qualifier such as ``t`` or ``schema.t`` means this item."""
        if len(parts) == 1:
            return parts[0] == self.alias
        return self.path[-len(parts) :] == parts and self.alias == self.path[-1]


@dataclass
class BoundQuery:
    """A compiled query: DuckDB text and its columns.

    Args:
        sql: the text, without brackets.
        columns: what Snowflake heads and types the output with.
        physical: DuckDB's names of the output, unique without regard to case.
    """

    sql: str
    columns: tuple[ResultColumn, ...]
    physical: tuple[str, ...]

    def offered(self, alias_sql: str, renamed: list[str] | None = None) -> list[SourceColumn]:
        """The columns as a FROM item called ``alias_sql`` (quoted) offers them."""
        names = renamed or []
        return [
            SourceColumn(
                names[i] if i < len(names) else c.name, f"{alias_sql}.{quote(p)}", c.type, c.nullable
            )
            for i, (c, p) in enumerate(zip(self.columns, self.physical))
        ]


@dataclass
class Scope:
    """What an expression can see.

    Args:
        sources: items of FROM.
        parent: the query around this one, for correlated references.
        ctes: name -> (DuckDB name, query) of WITH.
        aliases: output aliases of the SELECT that is being compiled, as trees.
        merged: columns of USING and NATURAL joins, which unqualified names mean.
        locals: lambda parameters and other names that need no FROM.
        clause: what is being compiled: select, where, group, having, qualify, order, on, ''.
    """

    sources: list[Source] = field(default_factory=list)
    parent: Scope | None = None
    ctes: dict[str, Cte] = field(default_factory=dict)
    aliases: dict[str, exp.Expr] = field(default_factory=dict)
    compiled: dict[str, Expr] = field(default_factory=dict)
    merged: dict[str, SourceColumn] = field(default_factory=dict)
    locals: dict[str, Expr] = field(default_factory=dict)
    clause: str = ""
    resolving: set[str] = field(default_factory=set)
    special: Any = None  # state of CONNECT BY and MATCH_RECOGNIZE
    grouped: frozenset[str] = frozenset()  # paths of VARIANTs that GROUP BY names
    #: text of keys of GROUP BY that can be equal and yet differ -> one of the values, what tells groups apart.
    #: Empty within aggregates.
    representatives: dict[str, tuple[str, str]] = field(default_factory=dict)
    around: Scope | None = None  # of a lambda: what is seen where it stands

    def child(self, **changes: Any) -> Scope:
        """The scope of a subquery of this one."""
        return Scope(parent=self, ctes=self.ctes, **changes)

    def within(self, **locals: Expr) -> Scope:
        """The same scope with more local names."""
        return replace(self, locals={**self.locals, **locals}, around=(self.around or self) if locals else None)


@dataclass
class Cte:
    """A common table expression in view."""

    physical: str
    query: BoundQuery
    columns: list[str]


class OuterJoinMark(Exception):
    """A column bears ``(+)``: the SELECT has to be written with LEFT JOIN."""


class GroupedByEquals(Exception):
    """A query groups by values that can be equal and yet differ, such as 1 and 1.0 in a VARIANT."""

    def __init__(self, node: exp.Expr):
        super().__init__()
        self.node = node


class VolatileAlias(Exception):
    """An alias of an expression such as RANDOM() is used again: it must be evaluated once, before the SELECT list."""

    def __init__(self, name: str, aliases: dict[str, exp.Expr]):
        super().__init__(name)
        self.name = name
        self.aliases = aliases


class Compiler:
    """Compiles one statement.

    Args:
        context: everything outside the text.
    """

    def __init__(self, context: Context):
        self.context = context
        self.cacheable = True
        self.searching = not context.in_view
        self.relations: dict[str, Relation] = {}
        #: window functions that were evaluated before the SELECT list, by the id of their node.
        self.hoisted: dict[int, Expr] = {}
        #: CONDITIONAL_CHANGE_EVENT (the id of its window) -> the value in the row before, a window that is hoisted.
        self.previous: dict[int, exp.Expr] = {}
        self._aliases = PhysicalNames()
        self._fresh = 0
        self._given: list[str] = []  # names of the expressions that are not compiled to their end
        self.bound = 0
        #: columns found in a query around the one that names them, with that query's scope
        self.outside: list[tuple[Scope, exp.Expr]] = []
        self.flattened: list[tuple[Scope, exp.Expr]] = []  # those of them that FLATTEN takes
        self.changed = ""  # the target of DML, as written
        self.depth = 0  # of user-defined functions within each other

    # -------------------------------------------------------------------------------------------------- expressions

    def expression(self, node: exp.Expr, scope: Scope) -> Expr:
        """Compile an expression.

        Raises:
            UnsupportedError: there is no rule for this kind of node.
            CompilationError: names or types are wrong.
        """
        body = REWRITES.get(type(node))
        if body is None:
            if isinstance(node, exp.Var):  # a word that is no expression, such as DEFAULT
                line, column = self.position(node)
                raise error("syntax", line=line, column=column, token=node.name)
            if isinstance(node, (exp.Tuple, exp.Star)):
                raise UnsupportedError(_MISPLACED[type(node)])
            line, column = self.position(node)  # Snowflake has no such syntax
            raise error("syntax", line=line, column=column, token=node.sql("snowflake").split()[0])
        already = len(self._given)
        value = body(self, node, scope)
        if len(self._given) > already:
            value = named(value, self._given[already:])
            del self._given[already:]
        if scope.representatives and value.sql in scope.representatives:
            return value.but(sql=scope.representatives[value.sql][0], atomic=True, text_sql=None)
        return value

    def call(self, node: exp.Anonymous, scope: Scope, **wrapping: Any) -> Expr:
        """Compile a function call; ``wrapping`` is what stands around it: over, order, filter, nulls."""
        return calls.compile_call(self, node, scope, **wrapping)

    def query(self, node: exp.Expr, scope: Scope | None = None) -> BoundQuery:
        """Compile a query (SELECT, set operation, VALUES, with or without WITH and brackets)."""
        from mockhaus_dbt.translation.rewrites import queries

        return queries.compile_query(self, node, scope or Scope())

    def source(self, node: exp.Expr, scope: Scope) -> Source:
        """Compile an item of FROM."""
        body = SOURCES.get(type(node))
        if body is None:
            raise UnsupportedError(f"{type(node).__name__.upper()} in FROM")
        return body(self, node, scope)

    # -------------------------------------------------------------------------------------------------------- names

    def identifier(self, node: exp.Expr | str, also_reserved: frozenset[str] = frozenset()) -> str:
        """The folded name of an Identifier: quoted as it is, unquoted in upper case.

        Args:
            also_reserved: words that cannot be names at this place, beside those that never can.

        Raises:
            CompilationError: 001003, a reserved word is not quoted; 000904, the name is longer than 255 characters.
        """
        if isinstance(node, str):
            return node.replace(MARK, "").upper()
        text = str(node.this) if not isinstance(node, exp.Var) else node.name
        if len(text) > LONGEST and len(text.replace(MARK, "")) > LONGEST:
            line, column = self.position(node)
            raise error("invalid_identifier", line=line, column=column, name=text.replace(MARK, ""))
        if node.args.get("quoted"):
            return text
        name = text.replace(MARK, "").upper()
        if name in RESERVED or name in also_reserved:
            line, column = self.position(node)
            raise error("syntax", line=line, column=column, token=text.replace(MARK, ""))
        return name

    def alias(self, wanted: str) -> str:
        """A DuckDB alias (quoted) for a FROM item, unique in the statement."""
        return quote(self._aliases.claim(wanted or "_"))

    def fresh(self, name: str) -> str:
        """A variable name that nothing else in the statement has, and that :func:`variable_names.named` knows."""
        self._fresh += 1
        made = f"_{name}{PROVISIONAL}{self._fresh}"
        self._given.append(made)
        return made

    def next_binding(self) -> int:
        """The position of the next ``?``."""
        self.bound += 1
        return self.bound - 1

    def physical(self, type_: SqlType) -> str:
        """The DuckDB type that values of a type are computed in."""
        return type_.physical(self.context.wide)

    def column(self, name: str, scope: Scope, node: exp.Expr) -> Expr:
        """Resolve an unqualified name: lambda parameter, column of FROM, output alias, column of an outer query."""
        at: Scope | None = scope
        while at is not None:
            found = self._here(name, at, node)
            if found is not None:
                if at is not scope and name not in at.locals:
                    self.outside.append((at, node))
                return found
            at = at.parent
        raise self.unknown_identifier(display(name), node)

    def _here(self, name: str, scope: Scope, node: exp.Expr) -> Expr | None:
        if name in scope.locals:
            return scope.locals[name]
        if scope.clause == "order" and name in scope.aliases:
            return self._alias_value(name, scope)
        merged = scope.merged.get(name)
        if merged is not None:
            return _column_expr(merged)
        found = [c for s in scope.sources for c in s.find(name)]
        if len(found) > 1:
            raise error("ambiguous_column", name=display(name))
        if found:
            return _column_expr(found[0])
        if name in scope.aliases:
            return self._alias_value(name, scope)
        return None

    def _alias_value(self, name: str, scope: Scope) -> Expr | None:
        if name in scope.compiled:
            if scope.compiled[name].volatile:  # another value for every place that it stood in
                raise VolatileAlias(name, scope.aliases)
            return scope.compiled[name]
        if name in scope.resolving:
            return None
        scope.resolving.add(name)
        try:
            scope = scope.around or scope  # the alias is of the query, not of a lambda in it
            inner = replace(scope, clause="select") if scope.clause == "order" else scope
            value = self.expression(scope.aliases[name], inner)
        finally:
            scope.resolving.discard(name)
        if value.volatile:
            raise VolatileAlias(name, scope.aliases)
        scope.compiled[name] = value
        return value

    def qualified_column(self, parts: tuple[str, ...], name: str, scope: Scope, node: exp.Expr) -> Expr:
        """Resolve ``t.c``, ``schema.t.c`` or ``db.schema.t.c``."""
        at: Scope | None = scope
        while at is not None:
            if at.locals and (local := at.locals.get(".".join((*parts, name)))) is not None:
                return local  # a field of a script's row
            for candidate in at.sources:
                if candidate.answers(parts):
                    found = candidate.find(name)
                    if len(found) > 1:
                        raise error("ambiguous_column", name=display(name))
                    if found:
                        if at is not scope:
                            self.outside.append((at, node))
                        return _column_expr(found[0])
            at = at.parent
        raise self.unknown_identifier(".".join(map(display, (*parts, name))), node)

    def unknown_identifier(self, shown: str, node: exp.Expr) -> SqlError:
        line, column = self.position(node)
        return error("invalid_identifier", line=line, column=column, name=shown)

    def position(self, node: exp.Expr) -> tuple[int, int]:
        """Line (from 1) and position (from 0) of a node, as far as the parser kept it."""
        return positions.position(node)

    def window_text(self, node: exp.Window, scope: Scope, whole_frame: bool = False) -> str:
        """The inside of OVER (...)."""
        from mockhaus_dbt.translation.rewrites import windows

        return windows.window_text(self, node, scope, whole_frame)

    # ---------------------------------------------------------------------------------------------------- relations

    def relation(self, parts: tuple[str, ...], changed: bool = False) -> Relation:
        """Find a stored relation by a name of one to three parts.

        Args:
            changed: the statement changes it; such a name means the current schema alone.

        Raises:
            CompilationError: 002003 it does not exist, 090105/090106 there is no current database or schema.
        """
        database, schema, name = self.full_name(parts)
        found = self._relation(database, schema, name)
        if found is not None:
            return found
        if len(parts) == 1 and not changed:
            for place in self.searched(name):
                found = self._relation(*place)
                if found is not None:
                    return found
        if not self.context.catalog.has_database(database):
            raise error("kind_missing", kind="Database", name=display(database))
        if not self.context.catalog.has_schema(database, schema):
            raise error("kind_missing", kind="Schema", name=f"{display(database)}.{display(schema)}")
        shown = parts if len(parts) > 1 else (name,)
        raise error("object_missing", name=".".join(map(display, shown)))

    def searched(self, name: str) -> Iterator[tuple[str, str, str]]:
        """Where a query looks for a name without a schema: the search path, which views and functions do not have."""
        context = self.context
        if self.searching and context.database is not None:
            path = context.parameters.get("SEARCH_PATH", search_path.DEFAULT)
            for database, schema in search_path.schemas(path, context.database, context.schema):
                yield database, schema, name

    def _relation(self, database: str, schema: str, name: str) -> Relation | None:
        context = self.context
        if context.system_relation is not None and schema in _SYSTEM_SCHEMAS:
            found = context.system_relation(database, schema, name)
            if found is not None:
                self.cacheable = False
                return found
        if context.shadows is not None:
            found = context.shadows(database, schema, name)
            if found is not None:
                return found if self._stands(found) else self._live(found)
        found = context.catalog.relation(database, schema, name)
        if found is None and context.stream is not None:
            found = context.stream(database, schema, name)
            if found is not None:
                if context.in_view:
                    raise UnsupportedError("a stream in a view")
                self.cacheable = False
                return self._protected(found)
        if found is None:
            return None
        self.relations[found.qualified] = found
        return found if self._stands(found) else self._live(found)

    def _stands(self, found: Relation) -> bool:
        """Whether DuckDB's relation is what this session would see.

        A view was made with integers of 64 bits: where these were too few, it is translated anew, as its reader is.
        """
        context = self.context
        if context.wide and found.kind == "VIEW" and context.live_view is not None:
            return False
        return bool(found.sql) and all(
            (context.functions if kind == "functions" else context.parameters).get(name) == answer
            for kind, name, answer in found.asked
        )

    def _live(self, view: Relation) -> Relation:
        """A view with the text of this moment, a table with its virtual columns; through the policies set on it."""
        if view.computed:
            from mockhaus_dbt.translation.rewrites.virtual_columns import computed

            found = computed(self, view)
        elif self.context.live_view is None:
            raise UnsupportedError("a view that depends on the session here")
        else:
            self.cacheable = False
            found = self.context.live_view(view)
        return self._protected(found)

    def _protected(self, relation: Relation) -> Relation:
        if not relation.is_protected:
            return relation
        from mockhaus_dbt.translation.rewrites.policies import protected

        return protected(self, relation)

    def offered(self, columns: Iterable[Column], alias: str) -> list[SourceColumn]:
        """The columns of a stored relation as a statement names them; integers wide where it computes in 128 bits."""
        found = [
            SourceColumn(c.name, f"{alias}.{c.sql}", c.type, c.nullable, bool(c.extra.get("hidden"))) for c in columns
        ]
        if self.context.wide:
            found = [replace(c, sql=f"CAST({c.sql} AS HUGEINT)") if c.type.is_integer else c for c in found]
        return found

    def full_name(self, parts: tuple[str, ...]) -> tuple[str, str, str]:
        """Fill in the current database and schema."""
        context = self.context
        if len(parts) >= 3:
            return three_parts(parts)
        if context.database is None:
            raise error("no_database", operation="SELECT")
        if len(parts) == 2:
            return context.database, parts[0], parts[1]
        if context.schema is None:
            raise error("no_schema", operation="SELECT")
        return context.database, context.schema, parts[0]


_MISPLACED: dict[type[exp.Expr], str] = {
    exp.Tuple: "a row of values in place of a value",
    exp.Star: "* in place of a value",
}


def _column_expr(column: SourceColumn) -> Expr:
    return Expr(column.sql, column.type, nullable=column.nullable, name=display(column.name))

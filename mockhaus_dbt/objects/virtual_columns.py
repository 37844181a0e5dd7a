"""Virtual columns in DDL: which expressions they may have, and what depends on them.

https://docs.snowflake.com/en/sql-reference/virtual-columns, whose table of errors is followed here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlglot import exp

from mockhaus_dbt.errors import CompilationError, UnsupportedError, error
from mockhaus_dbt.translation.ast_parser import parse_expression, tokenize
from mockhaus_dbt.translation.calls import call_name
from mockhaus_dbt.translation.compiler import SourceColumn
from mockhaus_dbt.translation.expressions import NOW, Expr
from mockhaus_dbt.translation.functions.registry import FUNCTIONS
from mockhaus_dbt.translation.headings import heading
from mockhaus_dbt.translation.names import Column, display, quote
from mockhaus_dbt.translation.rewrites.virtual_columns import columns_named, value
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.catalog import CatalogObject
    from mockhaus_dbt.session import Session
    from mockhaus_dbt.translation.token_reader import TokenReader


def read_virtual(reader: TokenReader, column: Column) -> dict[str, str]:
    """Read ``[GENERATED ALWAYS] AS ( expression ) [VIRTUAL]``.

    Returns:
        what the column remembers of it: the text, and the text as Snowflake shows it.
    """
    if reader.accept("GENERATED"):
        reader.expect("ALWAYS")
    reader.expect("AS")
    if reader.word() != "(":
        raise reader.unexpected()
    tokens = reader.bracketed()
    if not tokens:
        raise reader.unexpected()
    tree = parse_expression(tokens, reader.statement.script)
    reader.accept("VIRTUAL")
    return {"virtual": reader.text_of(tokens), "expression": _shown(tree)}


def _shown(tree: exp.Expr) -> str:
    """An expression as DESCRIBE shows it: names in quotes where they need them."""
    for node in list(tree.find_all(exp.Column)):
        name = node.this.name if node.this.args.get("quoted") else node.name.upper()
        # In one identifier the heading leaves the quotes as they are.
        node.set("this", exp.Identifier(this=display(name), quoted=False))
    return heading(tree)


def check_virtual(session: Session, table: str, columns: Iterable[Column], checks: Iterable[str] = ()) -> None:
    """Whether the virtual columns of a table are allowed.

    Args:
        session: compiles the expressions.
        table: its name.
        columns: all of them, in order.
        checks: the names of columns with a CHECK constraint.

    Raises:
        SqlError: 001482, 011201 to 011207, what the page says is prohibited.
        UnsupportedError: an expression names a column that has a DEFAULT.
    """
    columns = list(columns)
    if not any(c.is_virtual for c in columns):
        return
    compiler = session.translator.compiler(session.context())
    offered = [SourceColumn(c.name, c.sql, c.type) for c in columns if not c.is_virtual]
    checked = set(checks)
    for column in columns:
        if not column.is_virtual:
            continue
        if not column.nullable or column.name in checked:
            kind = "CHECK" if column.nullable else "NOT NULL"
            raise error("virtual_constraint", kind=kind, name=display(column.name))
        if column.default is not None or column.extra.get("identity"):
            raise error("virtual_default", name=display(column.name))
        _check_tree(_tree(column), column, columns)
        made = value(compiler, column, offered, table)
        _check_made(made, column)
        if not _matches(column.type, made.type, _exact(column)):
            raise error("virtual_type", name=column.name, wanted=column.type, found=made.type)
        offered.append(SourceColumn(column.name, "NULL", column.type))


def _tree(column: Column) -> exp.Expr:
    text = column.extra["virtual"]
    return parse_expression(tokenize(text), text)


#: numbers of what an expression may not use.
_USAGE = {"subquery": 11202, "bind variable": 11203, "session variable": 11204, "column positional reference": 11205}


def _check_tree(tree: exp.Expr, column: Column, columns: list[Column]) -> None:
    shown = display(column.name)
    for node in tree.walk():
        kind = ""
        if isinstance(node, (exp.Query, exp.Subquery)):
            kind = "subquery"
        elif isinstance(node, exp.Placeholder):
            kind = "bind variable"
        elif isinstance(node, exp.Parameter):
            numbered = isinstance(node.this, exp.Literal)
            kind = "column positional reference" if numbered else "session variable"
        if kind:
            text = f"SQL compilation error:\nInvalid usage of {kind} in {shown} virtual column definition."
            raise CompilationError(text, _USAGE[kind], "42601")
        if isinstance(node, exp.Anonymous):
            row = FUNCTIONS.get(call_name(node))
            if row is None:
                raise UnsupportedError(f"{call_name(node)} in a virtual column")
            if row.kind in ("aggregate", "window") or row.volatile or row.category == "context":
                raise error("virtual_function", function=row.name, name=shown)
    named = columns_named(tree)
    for held in columns:
        if held.name in named and held.extra.get("masking_policy"):
            raise UnsupportedError(f"a virtual column that names {display(held.name)}, which has a masking policy")
        if held.name in named and (held.default is not None or held.extra.get("identity")):
            raise UnsupportedError(f"a virtual column that names {display(held.name)}, which has a DEFAULT")


def _check_made(made: Expr, column: Column) -> None:
    if made.volatile or made.aggregate or made.window or NOW in made.sql:
        calls = [call_name(n) for n in _tree(column).find_all(exp.Anonymous)]
        function = calls[0] if calls else heading(_tree(column))
        raise error("virtual_function", function=function, name=display(column.name))


def _exact(column: Column) -> bool:
    """Whether the precision of a NUMBER is asked for: the page's own examples give products fewer digits."""
    return not isinstance(_tree(column), exp.Binary)


def _matches(declared: SqlType, found: SqlType, exact: bool) -> bool:
    if found.is_null:
        return True
    if declared.name != found.name:
        return False
    if declared.is_number:
        return declared.scale == found.scale and (not exact or (declared.precision or 38) >= (found.precision or 38))
    if declared.name in ("VARCHAR", "BINARY"):
        same = declared.collation == found.collation
        return same and (found.length is None or (declared.length or 0) >= found.length)
    if declared.name == "TIME" or declared.is_timestamp:
        return found.precision is None or declared.precision == found.precision
    return True


# ------------------------------------------------------------------------------------------------------ ALTER TABLE


def dependents(obj: CatalogObject, name: str) -> list[Column]:
    """The virtual columns of a table that read one of its columns."""
    return [c for c in obj.columns if c.is_virtual and name in columns_named(_tree(c))]


def check_dropped(obj: CatalogObject, name: str) -> None:
    """Whether a column may be dropped.

    Raises:
        SqlError: 011208, a virtual column reads it.
    """
    for column in dependents(obj, name)[:1]:
        raise error("virtual_dependent", name=name, dependent=display(column.name))


def check_retyped(session: Session, obj: CatalogObject, column: Column) -> None:
    """Whether a column may have the type that it has now.

    Raises:
        SqlError: 011206, a virtual column that reads it would have another type.
    """
    columns = [column if c.name == column.name else c for c in obj.columns]
    compiler = session.translator.compiler(session.context())
    offered = [SourceColumn(c.name, c.sql, c.type) for c in columns]
    for dependent in dependents(obj, column.name):
        made = value(compiler, dependent, offered, obj.name)
        if not _matches(dependent.type, made.type, _exact(dependent)):
            raise error(
                "virtual_base_type",
                name=display(column.name), dependent=display(dependent.name), held=dependent.type, found=made.type,
            )  # fmt: skip


def renamed(column: Column, old: str, new: str) -> Column:
    """A virtual column after a column that it may read was given another name."""
    tree = _tree(column)
    if old not in columns_named(tree):
        return column
    text = rename_in(column.extra["virtual"], old, new)
    shown = _shown(parse_expression(tokenize(text), text))
    return replace(column, extra={**column.extra, "virtual": text, "expression": shown})


def rename_in(text: str, old: str, new: str) -> str:
    """The text of an expression after a column that it may read was given another name."""
    spots = []
    for token in tokenize(text):
        written = text[token.start : token.end + 1]
        folded = token.text if written.startswith('"') else token.text.upper()
        if folded == old and not written.startswith("'"):
            spots.append((token.start, token.end + 1))
    for start, end in reversed(spots):
        text = f"{text[:start]}{quote(new)}{text[end:]}"
    return text

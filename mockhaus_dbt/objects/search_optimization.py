"""ADD | DROP SEARCH OPTIMIZATION: shown, and without effect (https://docs.snowflake.com/en/sql-reference/sql/alter-table).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockhaus_dbt.catalog import CatalogObject
from mockhaus_dbt.objects.base import find_column, with_properties, without_properties

if TYPE_CHECKING:
    from mockhaus_dbt.translation.token_reader import TokenReader

_METHODS = ("FULL_TEXT", "EQUALITY", "SUBSTRING", "GEO")


def alter_search_optimization(reader: TokenReader, obj: CatalogObject) -> CatalogObject:
    """``ADD | DROP SEARCH OPTIMIZATION [ON method(target , ...) , ...]``.

    Args:
        reader: stands at the verb.
        obj: the table.

    Returns:
        the table with the property; DROP ... ON leaves it.

    Raises:
        SqlError: 001003 for what is no search method; 000904, a column is not there.
    """
    added = reader.take().text.upper() == "ADD"
    reader.expect("SEARCH OPTIMIZATION")
    some = reader.accept("ON")
    if not (some or added):
        return without_properties(obj, "search_optimization")
    while some:
        if reader.word() in _METHODS and reader.word(1) == "(":
            _read_targets(reader, obj)
        elif added:
            raise reader.unexpected()
        elif reader.word().isdigit():  # the number of an expression
            reader.take()
        else:
            find_column(obj, reader.identifier())
        some = reader.accept(",")
    return with_properties(obj, search_optimization=True) if added else obj


def _read_targets(reader: TokenReader, obj: CatalogObject) -> None:
    """``method(* | column | path , ... [, ANALYZER => '...'])``; an asterisk stands alone."""
    reader.take()
    reader.expect("(")
    if reader.accept("*"):
        if reader.accept(","):
            _read_analyzer(reader)
        reader.expect(")")
        return
    while True:
        if reader.word() == "ANALYZER":
            _read_analyzer(reader)
            reader.expect(")")
            return
        find_column(obj, reader.identifier())
        depth = 0
        while depth or reader.word() not in (",", ")"):  # a path
            if reader.done:
                raise reader.unexpected()
            depth += {"(": 1, ")": -1}.get(reader.take().text, 0)
        if reader.accept(")"):
            return
        reader.expect(",")


def _read_analyzer(reader: TokenReader) -> None:
    reader.expect("ANALYZER")
    if not reader.accept("=>"):
        raise reader.unexpected()
    reader.string()

"""FORMAT_STRING_TEMPLATE: placeholders with the format specifications of C++ and Python.

https://docs.snowflake.com/en/sql-reference/functions/format_string_template
"""

from __future__ import annotations

import re
from decimal import Decimal

from mockhaus_dbt.python_functions import failure, python_function

_PART = re.compile(r"\{\{|\}\}|\{(?::(?P<how>[^{}]*))?\}|[{}]")
_HOW = re.compile(r"(?:(?:.)?[<>^])?[-+ ]?#?0?\d*(?:\.\d+)?(?P<locale>L?)(?P<kind>[a-zA-Z]?)", re.DOTALL)
_FLOATS = frozenset("aAeEfFgG")


@python_function("VARCHAR", "VARCHAR", "VARCHAR[]", "VARCHAR[]", nulls=True)
def format_template(template: str | None, kinds: list[str], values: list[str | None]) -> str | None:
    """Fill the placeholders of a template, in order.

    Args:
        kinds: of each value: ``i`` a whole number, ``n`` another number, ``f`` a FLOAT, ``s`` anything else.
        values: as text; NULL anywhere gives NULL.

    Raises:
        ValueError: there are more or fewer placeholders than values, or a specification does not fit its value.
    """
    if template is None or None in values:
        return None
    waiting = list(zip(kinds, values))

    def filled(part: re.Match[str]) -> str:
        if part[0] in ("{{", "}}"):
            return part[0][0]
        if part[0] in ("{", "}") or not waiting:
            raise failure("format_template", template)
        kind, value = waiting.pop(0)
        return _formatted(kind, str(value), part["how"] or "", template)

    made = _PART.sub(filled, template)
    if waiting:
        raise failure("format_template", template)
    return made


def _formatted(kind: str, value: str, how: str, template: str) -> str:
    wanted = _HOW.fullmatch(how)
    if wanted is None or wanted["locale"]:
        raise failure("format_template", template)
    if not how:
        return value
    number: object = value
    if kind == "i" and wanted["kind"] not in _FLOATS:
        number = int(value)
    elif kind != "s":
        number = float(value) if kind == "f" else Decimal(value)
    try:
        return format(number, how)
    except ValueError:
        raise failure("format_template", template) from None

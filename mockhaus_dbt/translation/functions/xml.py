"""XML functions (https://docs.snowflake.com/en/sql-reference/functions-semistructured)."""

from __future__ import annotations

from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.registry import Any, Boolean, Call, Integer, Text, function
from mockhaus_dbt.translation.rewrites.variant_paths import extract
from mockhaus_dbt.translation.variants import elements


@function(
    remark="Numbers keep the digits that they have, also beside others with more in one column. More than 200 elements "
    "within one another are an error. As VARCHAR an element is XML, but JSON where a path leads to it "
    "(`v:\"$\"[0]::VARCHAR`): XMLGET and TO_XML give XML; in a view it is an error."
)
def parse_xml(call: Call, str: Text, disable_auto_convert: Boolean | None = None) -> Expr:
    """XML text as an OBJECT; numbers and BOOLEANs in it are converted unless the second argument is TRUE.

    >>> PARSE_XML('<a attr="x"><b>1</b></a>'):"@attr"
    "x"
    >>> PARSE_XML('<a>01</a>'):"$"
    "01"
    >>> PARSE_XML(NULL)
    NULL
    """
    keep = "false" if disable_auto_convert is None else f"coalesce({disable_auto_convert.sql}, false)"
    return combined(f"CAST(mh_parse_xml({str.sql}, {keep}) AS JSON)", t.OBJECT, str, atomic=True).but(nullable=True)


@function(remark="Of the messages only the one for a closing tag without its opening one is documented.")
def check_xml(str: Text, disable_auto_convert: Boolean | None = None) -> Expr:
    """NULL for valid XML and for NULL; otherwise what is wrong with it.

    >>> CHECK_XML('<a>1</a>')
    NULL
    >>> CHECK_XML('<name> Valid </name>')
    NULL
    >>> CHECK_XML('<name> Invalid </WRONG_CLOSING_TAG>')
    no opening tag for </WRONG_CLOSING_TAG>, pos 35
    >>> CHECK_XML(STR => '<a>') IS NULL
    FALSE
    """
    return combined(f"mh_check_xml({str.sql})", t.VARCHAR, str, atomic=True).but(nullable=True)


@function
def to_xml(call: Call, value: Any) -> Expr:
    """A VARIANT as XML text.

    >>> TO_XML(PARSE_XML('<a><b>1</b><b>2</b></a>'))
    <a><b>1</b><b>2</b></a>
    """
    if value.type.name in ("GEOGRAPHY", "GEOMETRY"):
        raise call.wrong_types()
    value = value if value.type.is_semistructured else call.cast(value, t.VARIANT)
    return combined(f"mh_to_xml(CAST({value.sql} AS VARCHAR))", t.VARCHAR, value, atomic=True)


@function
def xmlget(call: Call, value: Any, tag: Text, instance: Integer | None = None) -> Expr:
    """An element in the content of an XML element, by its tag and, from 0, which of several.

    >>> XMLGET(PARSE_XML('<a><b>1</b><b>2</b></a>'), 'b', 1):"$"
    2
    >>> XMLGET(PARSE_XML('<a><b>1</b></a>'), 'c')
    NULL
    """
    if value.type.name not in ("OBJECT", "VARIANT", "NULL"):
        raise call.wrong_types()
    content = extract(value, ["$"])
    text = f"CAST({content.sql} AS VARCHAR)"
    either = f"CASE WHEN starts_with({text}, '[') THEN {elements(content.sql)} ELSE [{content.sql}] END"
    listed = f"CAST({either} AS JSON[])"
    found = f"list_filter({listed}, lambda _x: (_x ->> '$.\"@\"') = {tag.sql})"
    at = "1" if instance is None else f"{instance} + 1"
    parts = [value, tag, *([instance] if instance is not None else [])]
    return combined(f"({found})[{at}]", t.OBJECT, *parts, atomic=True).but(nullable=True)

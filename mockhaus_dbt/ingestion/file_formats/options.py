"""Options that several file formats share (https://docs.snowflake.com/en/sql-reference/sql/create-file-format)."""

from __future__ import annotations

from mockhaus_dbt.ingestion.file_formats.base import Option
from mockhaus_dbt.ingestion.file_formats.compression import COMPRESSIONS

#: where options of semi-structured formats have an effect.
BY_NAME = "with MATCH_BY_COLUMN_NAME only"
BY_COLUMN = "with MATCH_BY_COLUMN_NAME or in a transformation only"

BINARY_FORMATS = ("HEX", "BASE64", "UTF8", "UTF-8")


def compression(without: tuple[str, ...] = ()) -> Option:
    """COMPRESSION of a format that knows all but some of them."""
    return Option(
        "String",
        "AUTO",
        words=tuple(c for c in COMPRESSIONS if c not in without),
        effect="How the files are compressed. AUTO goes by the first bytes: GZIP, BZ2, ZSTD, DEFLATE.",
        note="AUTO knows RAW_DEFLATE, and DEFLATE at its lowest level but one, by the extensions .raw_deflate and "
        ".deflate",
    )


def trim_space(semistructured: bool = True) -> Option:
    """TRIM_SPACE."""
    where = f", {BY_NAME}" if semistructured else "; blanks around enclosed fields go too"
    return Option("Boolean", False, effect=f"Remove blanks and tabs at both ends of texts{where}.")


def null_if(semistructured: bool = True) -> Option:
    """NULL_IF."""
    where = f", {BY_NAME}" if semistructured else ""
    return Option("List", ["\\N"], effect=f"Texts that become NULL, whatever the type of the column{where}.")


def formatted(kind: str, semistructured: bool = True) -> Option:
    """DATE_FORMAT, TIME_FORMAT or TIMESTAMP_FORMAT."""
    where = f", {BY_COLUMN}" if semistructured else ""
    effect = f"How {kind.lower()}s are written; AUTO stands for the session parameter {kind}_INPUT_FORMAT{where}."
    return Option("String", "AUTO", effect=effect)


def binary_format(semistructured: bool = True) -> Option:
    """BINARY_FORMAT."""
    where = f", {BY_COLUMN}" if semistructured else ""
    return Option("String", "HEX", words=BINARY_FORMATS, effect=f"How values of BINARY columns are written{where}.")


REPLACE_INVALID_CHARACTERS = Option(
    "Boolean", False, effect="Bytes that are no UTF-8 become U+FFFD; otherwise they are an error."
)
IGNORE_UTF8_ERRORS = Option("Boolean", False, effect="Another name of REPLACE_INVALID_CHARACTERS.")
SKIP_BYTE_ORDER_MARK = Option(
    "Boolean", True, effect="Leave out a byte order mark; otherwise it belongs to the first value."
)
FILE_EXTENSION = Option("String", None, effect="For unloading: the extension of the files.")

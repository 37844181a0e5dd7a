"""PARSE_JSON of what DuckDB's JSON functions read in another way, and what they would drop of a VARIANT."""

from __future__ import annotations

from mockhaus_dbt.python_functions import failure, python_function
from mockhaus_dbt.translation import variants
from mockhaus_dbt.translation.json_text import JsonError, normalise


@python_function("VARCHAR", "VARCHAR", nulls=True)
def parse_json(text: str | None) -> str | None:
    """JSON text as a VARIANT keeps it, None for blanks; of a key that comes twice the last value counts."""
    try:
        return None if text is None else normalise(text, duplicates=True)
    except JsonError as e:
        raise failure("json_text", e) from None


@python_function("VARCHAR", "VARCHAR", nulls=True)
def try_parse_json(text: str | None) -> str | None:
    """The same, None for what is no JSON."""
    try:
        return None if text is None else normalise(text, duplicates=True)
    except JsonError:
        return None


@python_function("VARCHAR", "VARCHAR")
def numbered_json(text: str) -> str | None:
    """Valid JSON, which has no key twice, with numbers that DuckDB would write in another way."""
    return normalise(text, duplicates=True, repaired=True)


@python_function("VARCHAR", "VARCHAR", nulls=True)
def check_json(text: str | None) -> str | None:
    """What is wrong with JSON text; None for nothing."""
    try:
        _ = None if text is None else normalise(text)
    except JsonError as e:
        return str(e)
    return None


@python_function("JSON", "JSON")
def protected(text: str) -> str:
    """An ARRAY or OBJECT whose marks DuckDB's JSON functions leave alone."""
    return variants.protected(text)


@python_function("JSON", "JSON")
def restored(text: str) -> str:
    """What was taken out of that, with its marks."""
    return variants.restored(text)


@python_function("VARCHAR", "VARCHAR")
def unmarked(text: str) -> str:
    """What an ARRAY or OBJECT is told from others by."""
    return variants.unmarked(text)


@python_function("VARCHAR", "JSON", nulls=True)
def protected_text(text: str | None) -> str | None:
    """What was taken out of that as VARCHAR; None for JSON null."""
    return None if text is None else variants.as_text(variants.restored(text))

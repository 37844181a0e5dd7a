"""One JSON object on a line, each as one value: what makes it sure that DuckDB reads them as Snowflake does.

DuckDB lets pass keys that an object has twice, NaN, and commas behind the last element. Where all objects look as if
they had the same keys, that none has one twice follows from their number, and needs no reading of the file.
"""

from __future__ import annotations

import json
import re
from typing import Any

from mockhaus_dbt.ingestion.file_formats.json_scan import Look
from mockhaus_dbt.translation.expressions import literal
from mockhaus_dbt.translation.functions.semistructured import exactly, normalised_column

#: keys that end in no other one's text.
_PLAIN = re.compile(r"[A-Za-z0-9_$.:/ -]+")
_MOST_KEYS = 100
_NO_NUMBERS = r"(?i)[:\[,]\s*-?(?:nan|inf|infinity)\s*[,}\]]"


def sound_documents(sample: bytes, look: Look) -> str | None:
    """A condition that holds for each document of a file, named ``json``, where all of them are sound.

    Args:
        sample: the first lines.
        look: at the whole file.

    Returns:
        None where no condition tells. There have to be as many documents as lines, too.
    """
    if look.odd or look.returns or not look.lines:
        return None
    keys = _common_keys(sample)
    # As many keys as there could be: where all of these are there, there are no others, and none is there twice.
    if not keys or len(keys) > _MOST_KEYS or look.keys != look.lines * len(keys):
        return None
    there = " AND ".join(f"contains(json, {literal(json.dumps(key) + ':')})" for key in keys)
    return f"{there} AND NOT regexp_matches(json, {literal(_NO_NUMBERS)})"


def _common_keys(sample: bytes) -> list[str] | None:
    """The keys that each of the first objects has, those of objects in it among them; None where they differ."""
    held: list[str] = []

    def note(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        held.extend(key for key, _ in pairs)
        return {}

    decoder = json.JSONDecoder(object_pairs_hook=note)
    common: list[str] | None = None
    try:
        for line in sample.decode("utf-8").split("\n")[:200]:
            held.clear()
            if not line or not isinstance(decoder.decode(line), dict):
                return None
            found = sorted(held)
            if common is None and (len(set(found)) != len(found) or not all(map(_PLAIN.fullmatch, found))):
                return None
            if common not in (None, found):
                return None
            common = found
    except (ValueError, RecursionError):
        return None
    return common


def normalised_documents(source: str, condition: str = "") -> str:
    """A query of the documents of a source as VARIANTs keep them; an error where a condition does not hold for one."""
    where = f" WHERE CASE WHEN {condition} THEN true ELSE error('json') END" if condition else ""
    value = exactly("json", normalised_column("json", "normal"))
    return f"(SELECT {value} AS c1 FROM (SELECT json, json_normalize(json) AS normal FROM {source}{where}))"

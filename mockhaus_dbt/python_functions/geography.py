"""Shapes as GeoJSON, the form that Snowflake shows GEOGRAPHY and GEOMETRY in.

Two dimensions; text in WKT, EWKT or GeoJSON. Shapes are taken as they are: none is repaired or found invalid.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from mockhaus_dbt.python_functions import failure, python_function

#: WKT's word -> GeoJSON's, and how deep coordinates lie below it.
_KINDS = {
    "POINT": ("Point", 0),
    "LINESTRING": ("LineString", 1),
    "POLYGON": ("Polygon", 2),
    "MULTIPOINT": ("MultiPoint", 1),
    "MULTILINESTRING": ("MultiLineString", 2),
    "MULTIPOLYGON": ("MultiPolygon", 3),
}
_WORDS = {kind: (word, depth) for word, (kind, depth) in _KINDS.items()}
_COLLECTION = "GeometryCollection"
_TOKEN = re.compile(r"\s*([A-Za-z]+|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[(),])")
_WKB = re.compile(r"(?:[0-9A-Fa-f]{2}){5,}")
_SRID = re.compile(r"\s*SRID\s*=\s*(\d+)\s*;", re.IGNORECASE)


class _NoShape(Exception):
    """The text is none; says what is wrong with it, and the value that is shown."""


@python_function("VARCHAR", "VARCHAR")
def geography(text: str) -> str:
    """A shape on the Earth as GeoJSON."""
    return _or_failure(text, on_earth=True)


@python_function("VARCHAR", "VARCHAR")
def geometry(text: str) -> str:
    """A shape in the plane as GeoJSON."""
    return _or_failure(text, on_earth=False)


@python_function("VARCHAR", "VARCHAR", nulls=True)
def try_geography(text: str | None) -> str | None:
    """The same, NULL for text that is no shape."""
    return _or_null(text, on_earth=True)


@python_function("VARCHAR", "VARCHAR", nulls=True)
def try_geometry(text: str | None) -> str | None:
    """The same, NULL for text that is no shape."""
    return _or_null(text, on_earth=False)


def _or_failure(text: str, on_earth: bool) -> str:
    try:
        return _read(text, on_earth)
    except _NoShape as e:
        key, value = e.args
        raise failure(key, value) from None


def _or_null(text: str | None, on_earth: bool) -> str | None:
    try:
        return None if text is None else _read(text, on_earth)
    except _NoShape:
        return None


def _refuse(feature: str) -> ValueError:
    """What Snowflake reads and Mockhaus does not: an error in TRY_ functions too."""
    return failure("unsupported_feature", feature)


@python_function("VARCHAR", "VARCHAR")
def geo_wkt(shape: str) -> str:
    """GeoJSON as WKT."""
    return _wkt(json.loads(shape))


def _read(text: str, on_earth: bool) -> str:
    found = _SRID.match(text)
    if found is not None and int(found[1]) != (4326 if on_earth else 0):
        if on_earth:
            raise _NoShape("geo_input", text)
        raise _refuse(f"SRID {found[1]}")
    body = (text[found.end() :] if found else text).strip()
    if _WKB.fullmatch(body):
        raise _refuse("WKB")
    try:
        shape = _from_json(json.loads(body)) if body[:1] == "{" else _from_wkt(body)
    except (KeyError, IndexError, TypeError, json.JSONDecodeError):
        raise _NoShape("geo_input", text) from None
    if on_earth:
        for longitude, latitude in _points(shape):
            if abs(longitude) > 180 or abs(latitude) > 90:
                raise _NoShape("geo_position", f"({_number(longitude)},{_number(latitude)})")
    return json.dumps(shape, separators=(",", ":"), sort_keys=True)


def _from_json(given: Any) -> dict[str, Any]:
    kind = given["type"]
    if kind == _COLLECTION:
        return {"geometries": [_from_json(g) for g in given["geometries"]], "type": kind}
    depth = _WORDS[kind][1]
    return {"coordinates": _checked(given["coordinates"], depth), "type": kind}


def _checked(given: Any, depth: int) -> list[Any]:
    if not isinstance(given, list):
        raise TypeError
    if depth:
        return [_checked(part, depth - 1) for part in given]
    if len(given) != 2:
        raise _refuse("a shape of three dimensions")
    if not all(isinstance(n, (int, float)) and not isinstance(n, bool) for n in given):
        raise TypeError
    return [_number(n) for n in given]


def _number(value: float) -> float | int:
    return int(value) if float(value).is_integer() else float(value)


def _from_wkt(text: str) -> dict[str, Any]:
    tokens, position = [], 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if match is None:
            raise KeyError(text)
        tokens.append(match[1])
        position = match.end()
    reader = _Words(tokens)
    shape = reader.shape()
    if reader.position != len(tokens):
        raise KeyError(text)
    return shape


class _Words:
    """Reads the tokens of WKT."""

    def __init__(self, tokens: list[str]):
        self.tokens = tokens
        self.position = 0

    def take(self, wanted: str = "") -> str:
        token = self.tokens[self.position]
        if wanted and token != wanted:
            raise KeyError(token)
        self.position += 1
        return token

    def shape(self) -> dict[str, Any]:
        word = self.take().upper()
        if word.endswith(("Z", "M")) or self.tokens[self.position].upper() in ("Z", "M", "ZM"):
            raise _refuse("a shape of three dimensions")
        if word == "GEOMETRYCOLLECTION":
            return {"geometries": self.listed(self.shape), "type": _COLLECTION}
        kind, depth = _KINDS[word]
        if depth == 0:
            (point,) = self.listed(self.point)
            return {"coordinates": point, "type": kind}
        return {"coordinates": self.nested(depth, kind), "type": kind}

    def listed(self, one: Any) -> list[Any]:
        self.take("(")
        parts = [one()]
        while self.tokens[self.position] == ",":
            self.take(",")
            parts.append(one())
        self.take(")")
        return parts

    def nested(self, depth: int, kind: str) -> list[Any]:
        if depth == 1:
            return self.listed(self.bracketed if kind == "MultiPoint" else self.point)
        return self.listed(lambda: self.nested(depth - 1, kind))

    def bracketed(self) -> list[float]:
        if self.tokens[self.position] != "(":
            return self.point()
        (point,) = self.listed(self.point)
        return list(point)

    def point(self) -> list[float]:
        pair = [_decimal(self.take()), _decimal(self.take())]
        if self.tokens[self.position] not in (",", ")"):
            raise _refuse("a shape of three dimensions")
        return pair


def _decimal(token: str) -> float:
    if token[-1:].isalpha() or token in "(),":
        raise KeyError(token)
    return _number(float(token))


def _points(shape: dict[str, Any]) -> Iterator[tuple[float, float]]:
    if shape["type"] == _COLLECTION:
        for part in shape["geometries"]:
            yield from _points(part)
        return
    level = [shape["coordinates"]]
    for _ in range(_WORDS[shape["type"]][1]):
        level = [part for parts in level for part in parts]
    yield from level


def _wkt(shape: dict[str, Any]) -> str:
    if shape["type"] == _COLLECTION:
        return f"GEOMETRYCOLLECTION({','.join(map(_wkt, shape['geometries']))})"
    word, depth = _WORDS[shape["type"]]
    inner = _brackets(shape["coordinates"], depth)
    return f"{word}({inner})" if depth == 0 else f"{word}{inner}"


def _brackets(part: Any, depth: int) -> str:
    if depth == 0:
        return " ".join(map(str, part))
    return f"({','.join(_brackets(p, depth - 1) for p in part)})"

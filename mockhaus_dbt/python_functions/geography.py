"""Shapes as GeoJSON, the form that Snowflake shows GEOGRAPHY and GEOMETRY in.

Two or three dimensions; text in WKT, EWKT, WKB or GeoJSON. None is repaired. A GEOMETRY's spatial reference stands
behind its GeoJSON in white space, which readers of JSON pass over; 0 is not written.
"""

from __future__ import annotations

import json
import re
import struct
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


@python_function("VARCHAR", "VARCHAR", "BOOLEAN", "INTEGER", "BOOLEAN", "BOOLEAN", nulls=True)
def shape_read(
    text: str | None, on_earth: bool, srid: int | None, allow_invalid: bool | None, safe: bool
) -> str | None:
    """A shape from text, or hexadecimal WKB, with the other arguments of TO_GEOGRAPHY and TO_GEOMETRY."""
    try:
        return None if text is None or allow_invalid is None else _read(text, on_earth, srid, allow_invalid)
    except _NoShape as e:
        if safe:
            return None
        key, value = e.args
        raise failure(key, value) from None


def srid_of(text: str) -> int:
    """The spatial reference of a GEOMETRY."""
    behind = text[text.rindex("}") + 2 :]
    return int(behind.replace(" ", "0").replace("\r", "1"), 2) if behind else 0


def with_srid(text: str, srid: int) -> str:
    """A GEOMETRY with its spatial reference."""
    return text + "\n" + f"{srid:b}".replace("0", " ").replace("1", "\r") if srid else text


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
    return wkt(json.loads(shape))


def _read(text: str, on_earth: bool, srid: int | None = None, allow_invalid: bool = False) -> str:
    found = _SRID.match(text)
    reference = int(found[1]) if found is not None else None
    body = (text[found.end() :] if found else text).strip()
    try:
        if _WKB.fullmatch(body):
            shape, in_wkb = from_wkb(bytes.fromhex(body))
            reference = in_wkb if reference is None else reference
        else:
            shape = _from_json(json.loads(body)) if body[:1] == "{" else _from_wkt(body)
    except (KeyError, IndexError, TypeError, StopIteration, struct.error, json.JSONDecodeError):
        raise _NoShape("geo_input", text) from None
    if on_earth:
        if reference not in (None, 4326):
            raise _NoShape("geo_input", text)
        for longitude, latitude, *_ in points(shape):
            if abs(longitude) > 180 or abs(latitude) > 90:
                raise _NoShape("geo_position", f"({number(longitude)},{number(latitude)})")
        return written(shape)
    if not allow_invalid:
        _check(shape)
    return with_srid(written(shape), (reference or 0) if srid is None else srid)


def _check(shape: dict[str, Any]) -> None:
    """Refuse a shape in the plane that is not valid; shapely knows."""
    if shape["type"] in ("Point", "MultiPoint"):
        return
    from mockhaus_dbt.python_functions import shapes

    reason = shapes.invalid(shape)
    if reason:
        raise _NoShape("geo_invalid", reason)


def written(shape: dict[str, Any]) -> str:
    """GeoJSON as the value is kept."""
    return json.dumps(shape, separators=(",", ":"), sort_keys=True)


def _from_json(given: Any) -> dict[str, Any]:
    kind = given["type"]
    if kind == "Feature":
        return _from_json(given["geometry"])
    if kind == "FeatureCollection":
        return {"geometries": [_from_json(f) for f in given["features"]], "type": _COLLECTION}
    if kind == _COLLECTION:
        return {"geometries": [_from_json(g) for g in given["geometries"]], "type": kind}
    depth = _WORDS[kind][1]
    return {"coordinates": _checked(given["coordinates"], depth), "type": kind}


def _checked(given: Any, depth: int) -> list[Any]:
    if not isinstance(given, list):
        raise TypeError
    if depth:
        return [_checked(part, depth - 1) for part in given]
    if len(given) not in (2, 3) or not all(isinstance(n, (int, float)) and not isinstance(n, bool) for n in given):
        raise TypeError
    return [number(n) for n in given]


def number(value: float) -> float | int:
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
        #: numbers of a point.
        self.size = 2

    def take(self, wanted: str = "") -> str:
        token = self.tokens[self.position]
        if wanted and token != wanted:
            raise KeyError(token)
        self.position += 1
        return token

    def shape(self) -> dict[str, Any]:
        word = self.take().upper()
        if word not in _KINDS and word[:-1] in _KINDS and word[-1] in "ZM":
            word, self.size = word[:-1], 3
            if self.tokens[self.position - 1].upper().endswith("M"):
                raise _refuse("a shape with a measure")
        elif self.tokens[self.position].upper() in ("Z", "M", "ZM"):
            self.size = 3
            if self.take().upper() != "Z":
                raise _refuse("a shape with a measure")
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
        found = [_decimal(self.take()) for _ in range(self.size)]
        if self.tokens[self.position] not in (",", ")"):
            if self.size == 3:
                raise _refuse("a shape with a measure")
            found.append(_decimal(self.take()))
        return found


def _decimal(token: str) -> float:
    if token[-1:].isalpha() or token in "(),":
        raise KeyError(token)
    return number(float(token))


def points(shape: dict[str, Any]) -> Iterator[list[float]]:
    """All points of a shape, in order."""
    if shape["type"] == _COLLECTION:
        for part in shape["geometries"]:
            yield from points(part)
        return
    level = [shape["coordinates"]]
    for _ in range(_WORDS[shape["type"]][1]):
        level = [part for parts in level for part in parts]
    yield from level


def parts(shape: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A shape taken apart into points, lines and polygons."""
    kind = shape["type"]
    if kind == _COLLECTION:
        for part in shape["geometries"]:
            yield from parts(part)
    elif kind.startswith("Multi"):
        for inner in shape["coordinates"]:
            yield {"coordinates": inner, "type": kind.removeprefix("Multi")}
    else:
        yield shape


def wkt(shape: dict[str, Any]) -> str:
    """A shape as WKT."""
    if shape["type"] == _COLLECTION:
        return f"GEOMETRYCOLLECTION({','.join(map(wkt, shape['geometries']))})"
    word, depth = _WORDS[shape["type"]]
    given = shape["coordinates"]
    if word == "MULTIPOINT":
        given, depth = [[point] for point in given], 2
    inner = _brackets(given, depth)
    z = "Z" if any(len(p) == 3 for p in points(shape)) else ""
    return f"{word}{z}({inner})" if depth == 0 else f"{word}{z}{inner}"


def _brackets(part: Any, depth: int) -> str:
    if depth == 0:
        return " ".join(map(_digits, part))
    return f"({','.join(_brackets(p, depth - 1) for p in part)})"


def _digits(value: float) -> str:
    return f"{value:.15g}" if abs(value) < 1e15 else repr(float(value))


# ------------------------------------------------------------------------------------------------------------------ WKB

_CODES = {"Point": 1, "LineString": 2, "Polygon": 3, "MultiPoint": 4, "MultiLineString": 5, "MultiPolygon": 6}
_CODE_OF_COLLECTION = 7
_HAS_Z, _HAS_SRID = 0x80000000, 0x20000000


def to_wkb(shape: dict[str, Any], srid: int | None) -> bytes:
    """A shape as WKB, as EWKB where a spatial reference is given."""
    kind = shape["type"]
    z = _HAS_Z if any(len(p) == 3 for p in points(shape)) else 0
    code = _CODES.get(kind, _CODE_OF_COLLECTION) | z | (0 if srid is None else _HAS_SRID)
    head = struct.pack("<BI", 1, code) + (b"" if srid is None else struct.pack("<I", srid))
    if kind == _COLLECTION:
        inner = shape["geometries"]
        return head + struct.pack("<I", len(inner)) + b"".join(to_wkb(g, None) for g in inner)
    given = shape["coordinates"]
    if kind.startswith("Multi"):
        single = [{"coordinates": c, "type": kind.removeprefix("Multi")} for c in given]
        return head + struct.pack("<I", len(given)) + b"".join(to_wkb(g, None) for g in single)
    if kind == "Polygon":
        return head + struct.pack("<I", len(given)) + b"".join(map(_packed, given))
    return head + (_packed(given) if kind == "LineString" else struct.pack(f"<{len(given)}d", *given))


def _packed(line: list[list[float]]) -> bytes:
    return struct.pack("<I", len(line)) + b"".join(struct.pack(f"<{len(p)}d", *p) for p in line)


def from_wkb(data: bytes) -> tuple[dict[str, Any], int | None]:
    """The shape that WKB or EWKB holds, and its spatial reference.

    Raises:
        KeyError, StopIteration, struct.error: it is none.
    """
    reader = _Bytes(data)
    shape = reader.shape()
    if reader.at != len(data):
        raise KeyError("bytes are left")
    return shape, reader.srid


class _Bytes:
    """Reads WKB."""

    def __init__(self, data: bytes):
        self.data = data
        self.at = 0
        self.srid: int | None = None

    def take(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return found

    def shape(self) -> dict[str, Any]:
        order = "<" if self.take("<B")[0] == 1 else ">"
        (code,) = self.take(f"{order}I")
        if code & _HAS_SRID:
            (self.srid,) = self.take(f"{order}I")
        kind, z = code & 0xFFFF, bool(code & _HAS_Z)
        if kind > 1000:  # ISO's way to say that there is a third dimension
            kind, z = kind - 1000, True
        form = f"{order}{3 if z else 2}d"

        def line() -> list[list[float]]:
            return [[number(n) for n in self.take(form)] for _ in range(self.take(f"{order}I")[0])]

        if kind == 1:
            return {"coordinates": [number(n) for n in self.take(form)], "type": "Point"}
        if kind == 2:
            return {"coordinates": line(), "type": "LineString"}
        count = self.take(f"{order}I")[0]
        if kind == 3:
            return {"coordinates": [line() for _ in range(count)], "type": "Polygon"}
        inner = [self.shape() for _ in range(count)]
        if kind == _CODE_OF_COLLECTION:
            return {"geometries": inner, "type": _COLLECTION}
        name = next(name for name, code in _CODES.items() if code == kind)
        return {"coordinates": [g["coordinates"] for g in inner], "type": name}

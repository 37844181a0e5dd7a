"""Geospatial functions (https://docs.snowflake.com/en/sql-reference/functions-geospatial).

GEOGRAPHY and GEOMETRY are held as GeoJSON, Snowflake's default output format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import rule
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.registry import Any, Call, Float, Integer, function
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler

GEOGRAPHY, GEOMETRY = SqlType("GEOGRAPHY"), SqlType("GEOMETRY")
_NOTE = "Shapes are neither repaired nor found invalid; spatial references other than 4326 and 0 are refused."


def _shape(call: Call, value: Expr, target: SqlType, safe: bool) -> Expr:
    if value.type.name == target.name:
        return value
    if value.type.name not in ("VARCHAR", "VARIANT", "OBJECT", "NULL"):
        if value.type.name in ("GEOGRAPHY", "GEOMETRY"):
            raise UnsupportedError(f"{call.name} of {value.type.name}")
        if value.type.name == "BINARY" and not safe:
            flag = "true" if target is GEOGRAPHY else "false"
            return combined(f"CAST(mh_shape_of_wkb({value.sql}, {flag}) AS JSON)", target, value, atomic=True)
        raise call.wrong_types()
    return combined(_read(value, target, safe), target, value, atomic=True).but(nullable=safe or value.nullable)


def _read(value: Expr, target: SqlType, safe: bool) -> str:
    name = ("mh_try_" if safe else "mh_") + target.name.lower()
    text = value.sql if value.type.is_text else f"CAST({value.sql} AS VARCHAR)"
    return f"CAST({name}({text}) AS JSON)"


@rule("VARCHAR VARIANT OBJECT", "GEOGRAPHY")
@rule("VARCHAR VARIANT OBJECT", "GEOMETRY")
def _text_to_shape(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return _read(value, target, safe)


@function(aliases=("ST_GEOGRAPHYFROMWKT", "ST_GEOGFROMWKT", "ST_GEOGRAPHYFROMTEXT", "ST_GEOGFROMTEXT"), note=_NOTE)
def to_geography(call: Call, value: Any) -> Expr:
    """A shape on the Earth.

    >>> TO_GEOGRAPHY('POINT(-122.35 37.55)')
    {"coordinates":[-122.35,37.55],"type":"Point"}
    >>> TO_GEOGRAPHY('POINTZ(-122.35 37.55 30)')
    {"coordinates":[-122.35,37.55,30],"type":"Point"}
    >>> TO_GEOGRAPHY(NULL)
    NULL
    """
    return _shape(call, value, GEOGRAPHY, False)


@function(note=_NOTE)
def try_to_geography(call: Call, value: Any) -> Expr:
    """A shape on the Earth, NULL where the value is none.

    >>> TRY_TO_GEOGRAPHY('Not a valid input for this data type.')
    NULL
    """
    return _shape(call, value, GEOGRAPHY, True)


@function(aliases=("ST_GEOMETRYFROMWKT", "ST_GEOMFROMWKT", "ST_GEOMETRYFROMTEXT", "ST_GEOMFROMTEXT"), note=_NOTE)
def to_geometry(call: Call, value: Any) -> Expr:
    """A shape in the plane.

    >>> TO_GEOMETRY('POINT(1820.12 890.56)')
    {"coordinates":[1820.12,890.56],"type":"Point"}
    """
    return _shape(call, value, GEOMETRY, False)


@function(note=_NOTE)
def try_to_geometry(call: Call, value: Any) -> Expr:
    """A shape in the plane, NULL where the value is none.

    >>> TRY_TO_GEOMETRY('INVALID INPUT')
    NULL
    """
    return _shape(call, value, GEOMETRY, True)


@function(aliases=("ST_POINT",))
def st_makepoint(call: Call, longitude: Float, latitude: Float) -> Expr:
    """A point on the Earth.

    >>> ST_MAKEPOINT(37.5, 45.5)
    {"coordinates":[37.5,45.5],"type":"Point"}
    """
    return _point(longitude, latitude, GEOGRAPHY)


@function(aliases=("ST_GEOMPOINT",))
def st_makegeompoint(call: Call, longitude: Float, latitude: Float) -> Expr:
    """A point in the plane.

    >>> ST_MAKEGEOMPOINT(37.5, 45.5)
    {"coordinates":[37.5,45.5],"type":"Point"}
    """
    return _point(longitude, latitude, GEOMETRY)


def _point(x: Expr, y: Expr, target: SqlType) -> Expr:
    text = f"('POINT(' || CAST({x.sql} AS VARCHAR) || ' ' || CAST({y.sql} AS VARCHAR) || ')')"
    return combined(f"CAST(mh_{target.name.lower()}{text} AS JSON)", target, x, y, atomic=True)


def _of_shape(call: Call, value: Expr) -> None:
    if value.type.name not in ("GEOGRAPHY", "GEOMETRY", "NULL"):
        raise call.wrong_types()


@function
def st_x(call: Call, point: Any) -> Expr:
    """The longitude, or X, of a point.

    >>> ST_X(ST_MAKEPOINT(37.5, 45.5))
    37.5
    """
    return _coordinate(call, point, 0)


@function
def st_y(call: Call, point: Any) -> Expr:
    """The latitude, or Y, of a point.

    >>> ST_Y(ST_MAKEPOINT(37.5, 45.5))
    45.5
    """
    return _coordinate(call, point, 1)


def _coordinate(call: Call, point: Expr, index: int) -> Expr:
    _of_shape(call, point)
    sql = f"CAST(json_extract({point.sql}, '$.coordinates[{index}]') AS DOUBLE)"
    return combined(sql, t.FLOAT, point, atomic=True)


@function(aliases=("ST_ASTEXT",))
def st_aswkt(call: Call, shape: Any) -> Expr:
    """A shape as WKT.

    >>> ST_ASWKT(TO_GEOGRAPHY('POINT(-122.35 37.55)'))
    POINT(-122.35 37.55)
    >>> ST_ASTEXT(TO_GEOGRAPHY('LINESTRING(-124.2 42, -120.01 41.99)'))
    LINESTRING(-124.2 42,-120.01 41.99)
    """
    _of_shape(call, shape)
    return combined(f"mh_geo_wkt(CAST({shape.sql} AS VARCHAR))", t.VARCHAR, shape, atomic=True)


@function
def st_asgeojson(call: Call, shape: Any) -> Expr:
    """A shape as a GeoJSON OBJECT.

    >>> ST_ASGEOJSON(TO_GEOGRAPHY('POINT(-122.35 37.55)')):type
    "Point"
    """
    _of_shape(call, shape)
    return combined(shape.sql, t.OBJECT, shape)


@function
def st_srid(call: Call, shape: Any) -> Integer:
    """The spatial reference system: 4326 for a GEOGRAPHY, 0 for a GEOMETRY.

    >>> ST_SRID(ST_MAKEPOINT(37.5, 45.5))
    4326
    """
    _of_shape(call, shape)
    number = 0 if shape.type.name == "GEOMETRY" else 4326
    return combined(f"CASE WHEN {shape.sql} IS NOT NULL THEN {number} END", t.INTEGER, shape, atomic=True)

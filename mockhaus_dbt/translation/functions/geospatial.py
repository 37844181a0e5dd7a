"""Geospatial functions (https://docs.snowflake.com/en/sql-reference/functions-geospatial).

GEOGRAPHY and GEOMETRY are held as GeoJSON, Snowflake's default output format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.casts import geojson, rule
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.registry import Any, Call, Float, Integer, function
from mockhaus_dbt.translation.types import SqlType

if TYPE_CHECKING:
    from mockhaus_dbt.translation.compiler import Compiler

GEOGRAPHY, GEOMETRY = SqlType("GEOGRAPHY"), SqlType("GEOMETRY")
_ON_EARTH = "Shapes are neither repaired nor found invalid."
_IN_THE_PLANE = "Shapes are not repaired, and found invalid with the package shapely alone."


def shape_of(
    call: Call, value: Expr, target: SqlType, safe: bool, srid: Any = None, allow_invalid: Any = None
) -> Expr:
    """A shape from a value of another type.

    Args:
        safe: NULL where the value is no shape.
        srid, allow_invalid: arguments of TO_GEOMETRY; the second may stand in the first's place.
    """
    if srid is not None and allow_invalid is None and srid.type.name == "BOOLEAN":
        srid, allow_invalid = None, srid
    given = [v for v in (srid, allow_invalid) if v is not None]
    if (srid is not None and not srid.type.is_numeric) or (
        allow_invalid is not None and allow_invalid.type.name != "BOOLEAN"
    ):
        raise call.wrong_types()
    name = value.type.name
    if name in ("GEOGRAPHY", "GEOMETRY"):
        return _converted(call, value, target, safe, srid)
    if name not in ("VARCHAR", "VARIANT", "OBJECT", "NULL", "BINARY"):
        raise call.wrong_types()
    nullable = safe or value.nullable
    if not given and name != "BINARY":
        return combined(_read(value, target, safe), target, value, atomic=True).but(nullable=nullable)
    text = f"hex({value.sql})" if name == "BINARY" else f"CAST({value.sql} AS VARCHAR)"
    reference = "NULL" if srid is None else f"CAST({srid.sql} AS INTEGER)"
    allowed = "false" if allow_invalid is None else allow_invalid.sql
    flags = ["true" if target is GEOGRAPHY else "false", reference, allowed, "true" if safe else "false"]
    sql = f"CAST(mh_shape_read({', '.join([text, *flags])}) AS JSON)"
    if srid is not None and srid.nullable:
        sql = f"CASE WHEN {srid} IS NOT NULL THEN {sql} END"
    return combined(sql, target, value, *given, atomic=True).but(nullable=True)


def _converted(call: Call, value: Expr, target: SqlType, safe: bool, srid: Any) -> Expr:
    """A GEOGRAPHY as a GEOMETRY: of the reference 4326 where one is given, 0 where none is, as the page prints it."""
    if value.type.name == target.name and srid is None:
        return value
    if target is GEOGRAPHY:
        sql = f"CAST(mh_shape_on_earth(CAST({value.sql} AS VARCHAR), {'true' if safe else 'false'}) AS JSON)"
        return combined(sql, target, value, atomic=True).but(nullable=safe or value.nullable)
    if value.type.name == "GEOMETRY":
        raise UnsupportedError(f"{call.name} of {value.type.name}")
    if srid is None:
        return value.but(type=target)
    sql = f"CAST(mh_shape_with_srid(CAST({value.sql} AS VARCHAR), 4326) AS JSON)"
    return combined(sql, target, value, srid, atomic=True)


def _read(value: Expr, target: SqlType, safe: bool) -> str:
    name = ("mh_try_" if safe else "mh_") + target.name.lower()
    text = value.sql if value.type.is_text else f"CAST({value.sql} AS VARCHAR)"
    return f"CAST({name}({text}) AS JSON)"


@rule("VARCHAR VARIANT OBJECT", "GEOGRAPHY")
@rule("VARCHAR VARIANT OBJECT", "GEOMETRY")
def _text_to_shape(compiler: Compiler, value: Expr, target: SqlType, safe: bool) -> str:
    return _read(value, target, safe)


@function(
    aliases=(
        "ST_GEOGRAPHYFROMWKT", "ST_GEOGFROMWKT", "ST_GEOGRAPHYFROMEWKT", "ST_GEOGFROMEWKT", "ST_GEOGRAPHYFROMTEXT",
        "ST_GEOGFROMTEXT",
    ),
    note=_ON_EARTH,
)
def to_geography(call: Call, value: Any, allow_invalid: Any = None) -> Expr:
    """A shape on the Earth.

    >>> TO_GEOGRAPHY('POINT(-122.35 37.55)')
    {"coordinates":[-122.35,37.55],"type":"Point"}
    >>> TO_GEOGRAPHY('POINTZ(-122.35 37.55 30)')
    {"coordinates":[-122.35,37.55,30],"type":"Point"}
    >>> TO_GEOGRAPHY(NULL)
    NULL
    """
    return shape_of(call, value, GEOGRAPHY, False, None, allow_invalid)


@function(note=_ON_EARTH)
def try_to_geography(call: Call, value: Any, allow_invalid: Any = None) -> Expr:
    """A shape on the Earth, NULL where the value is none.

    >>> TRY_TO_GEOGRAPHY('Not a valid input for this data type.')
    NULL
    """
    return shape_of(call, value, GEOGRAPHY, True, None, allow_invalid)


@function(
    aliases=(
        "ST_GEOMETRYFROMWKT", "ST_GEOMFROMWKT", "ST_GEOMETRYFROMEWKT", "ST_GEOMFROMEWKT", "ST_GEOMETRYFROMTEXT",
        "ST_GEOMFROMTEXT",
    ),
    note=_IN_THE_PLANE,
)
def to_geometry(call: Call, value: Any, srid: Any = None, allow_invalid: Any = None) -> Expr:
    """A shape in the plane.

    >>> TO_GEOMETRY('POINT(1820.12 890.56)')
    {"coordinates":[1820.12,890.56],"type":"Point"}
    >>> ST_ASEWKT(TO_GEOMETRY('POINT(1820.12 890.56)', 4326))
    SRID=4326;POINT(1820.12 890.56)
    """
    return shape_of(call, value, GEOMETRY, False, srid, allow_invalid)


@function(note=_IN_THE_PLANE)
def try_to_geometry(call: Call, value: Any, srid: Any = None, allow_invalid: Any = None) -> Expr:
    """A shape in the plane, NULL where the value is none.

    >>> TRY_TO_GEOMETRY('INVALID INPUT')
    NULL
    """
    return shape_of(call, value, GEOMETRY, True, srid, allow_invalid)


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
    sql = f"CAST({geojson(shape)} AS JSON)" if shape.type.name == "GEOMETRY" else shape.sql
    return combined(sql, t.OBJECT, shape)


@function
def st_srid(call: Call, shape: Any) -> Expr:
    """The spatial reference system: 4326 for a GEOGRAPHY.

    >>> ST_SRID(ST_MAKEPOINT(37.5, 45.5))
    4326
    >>> ST_SRID(TO_GEOMETRY('SRID=3857;POINT(1 2)'))
    3857
    """
    _of_shape(call, shape)
    made = f"mh_shape_srid(CAST({shape.sql} AS VARCHAR))"
    number = made if shape.type.name == "GEOMETRY" else f"CASE WHEN {shape.sql} IS NOT NULL THEN 4326 END"
    return combined(number, t.number(4, 0), shape, atomic=True)


@function
def st_setsrid(call: Call, shape: Any, srid: Integer) -> Expr:
    """A shape in the plane with another spatial reference system; its coordinates stay.

    >>> ST_ASEWKT(ST_SETSRID(TO_GEOMETRY('POINT(13 51)'), 4326))
    SRID=4326;POINT(13 51)
    """
    if shape.type.name not in ("GEOMETRY", "NULL"):
        raise call.wrong_types()
    sql = f"CAST(mh_shape_with_srid(CAST({shape.sql} AS VARCHAR), CAST({srid.sql} AS INTEGER)) AS JSON)"
    return combined(sql, GEOMETRY, shape, srid, atomic=True)

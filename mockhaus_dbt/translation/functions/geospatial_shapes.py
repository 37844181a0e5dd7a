"""Geospatial functions that measure, compare and make shapes
(https://docs.snowflake.com/en/sql-reference/functions-geospatial).
"""

from __future__ import annotations

from mockhaus_dbt.errors import UnsupportedError
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.geospatial import GEOGRAPHY, GEOMETRY, shape_of
from mockhaus_dbt.translation.functions.registry import Any, Boolean, Call, Float, Integer, Text, aggregate, function
from mockhaus_dbt.translation.types import SqlType

_CUT = "Lines may come in another order. Shapes wider than half of the Earth are refused."
_WIDE = "Shapes wider than half of the Earth are refused."


def _shape(call: Call, *shapes: Expr, only: str = "") -> bool:
    """Check that arguments are shapes of one kind.

    Args:
        only: the kind that the function takes, both where it is empty.

    Returns:
        whether they lie on the Earth.

    Raises:
        CompilationError: 001044 they are not.
        UnsupportedError: Snowflake takes them, Mockhaus does not.
    """
    kinds = {s.type.name for s in shapes if not s.is_null}
    if not kinds <= {"GEOGRAPHY", "GEOMETRY"} or len(kinds) > 1:
        raise call.wrong_types()
    if only and kinds - {only}:
        raise UnsupportedError(f"{call.name} of {kinds.pop()}")
    return "GEOMETRY" not in kinds


def _text(shape: Expr) -> str:
    return f"CAST({shape.sql} AS VARCHAR)"


def _flag(on_earth: bool) -> str:
    return "true" if on_earth else "false"


def _kind(on_earth: bool) -> SqlType:
    return GEOGRAPHY if on_earth else GEOMETRY


def _number(call: Call, what: str, shape: Expr, type_: SqlType = t.FLOAT) -> Expr:
    on_earth = _shape(call, shape)
    sql = f"mh_shape_number('{what}', {_text(shape)}, {_flag(on_earth)})"
    return combined(f"CAST({sql} AS BIGINT)" if type_.is_integer else sql, type_, shape, atomic=True)


# ------------------------------------------------------------------------------------------------------------- measures


@function(remark="A hole is taken off.")
def st_area(call: Call, shape: Any) -> Expr:
    """What polygons cover: square metres on the Earth.

    >>> ROUND(ST_AREA(TO_GEOGRAPHY('POLYGON((0 0, 1 0, 1 1, 0 1, 0 0))')), 4)
    12364036567.0764
    >>> ST_AREA(TO_GEOMETRY('POLYGON((0 0, 0 1, 1 1, 1 0, 0 0))'))
    1
    >>> ST_AREA(TO_GEOMETRY('LINESTRING(0 0, 1 1)'))
    0
    """
    return _number(call, "area", shape)


@function
def st_length(call: Call, shape: Any) -> Expr:
    """The length of lines: metres on the Earth; 0 for other shapes.

    >>> ROUND(ST_LENGTH(TO_GEOGRAPHY('LINESTRING(0 0, 1 0)')), 6)
    111195.101177
    >>> ST_LENGTH(TO_GEOMETRY('LINESTRING(0 0, 1 1)'))
    1.4142135623731
    """
    return _number(call, "length", shape)


@function
def st_perimeter(call: Call, shape: Any) -> Expr:
    """The length of the edges of polygons: metres on the Earth; 0 for other shapes.

    >>> ST_PERIMETER(TO_GEOMETRY('POLYGON((0 0, 0 1, 1 1, 1 0, 0 0))'))
    4
    """
    return _number(call, "perimeter", shape)


@function
def st_dimension(call: Call, shape: Any) -> Expr:
    """0 for points, 1 for lines, 2 for polygons; the highest of a collection.

    >>> ST_DIMENSION(TO_GEOGRAPHY('LINESTRING(0 0, 1 1)'))
    1
    """
    return _number(call, "dimension", shape, t.INTEGER)


@function(aliases=("ST_NUMPOINTS",))
def st_npoints(call: Call, shape: Any) -> Expr:
    """How many points a shape has.

    >>> ST_NPOINTS(TO_GEOGRAPHY('POLYGON((17 17, 17 30, 30 30, 30 17, 17 17))'))
    5
    """
    return _number(call, "npoints", shape, t.INTEGER)


@function
def st_xmin(call: Call, shape: Any) -> Expr:
    """The westernmost longitude, or the least X.

    >>> ST_XMIN(TO_GEOGRAPHY('POINT(180 0)')), ST_XMIN(TO_GEOGRAPHY('LINESTRING(-60 30,60 30)'))
    -180 | -60
    """
    return _number(call, "xmin", shape)


@function
def st_xmax(call: Call, shape: Any) -> Expr:
    """The easternmost longitude, or the greatest X.

    >>> ST_XMAX(TO_GEOGRAPHY('POINT(-180 0)')), ST_XMAX(TO_GEOGRAPHY('LINESTRING(-60 30,60 30)'))
    180 | 60
    """
    return _number(call, "xmax", shape)


@function
def st_ymin(call: Call, shape: Any) -> Expr:
    """The southernmost latitude, or the least Y.

    >>> ROUND(ST_YMIN(TO_GEOGRAPHY('LINESTRING(-60 -30,60 -30)')), 9)
    -49.106605351
    """
    return _number(call, "ymin", shape)


@function
def st_ymax(call: Call, shape: Any) -> Expr:
    """The northernmost latitude, or the greatest Y.

    >>> ROUND(ST_YMAX(TO_GEOGRAPHY('LINESTRING(-60 30,60 30)')), 9), ST_YMAX(TO_GEOMETRY('LINESTRING(-60 30,60 30)'))
    49.106605351 | 30
    """
    return _number(call, "ymax", shape)


def _of_two(call: Call, what: str, a: Expr, b: Expr) -> Expr:
    on_earth = _shape(call, a, b)
    sql = f"mh_shapes_number('{what}', {_text(a)}, {_text(b)}, {_flag(on_earth)})"
    return combined(sql, t.FLOAT, a, b, atomic=True)


@function(remark=_WIDE)
def st_distance(call: Call, a: Any, b: Any) -> Expr:
    """The least distance: metres on the Earth.

    >>> ROUND(ST_DISTANCE(ST_MAKEPOINT(0, 0), ST_MAKEPOINT(1, 0)) / 1000, 9)
    111.195101177
    >>> ROUND(ST_DISTANCE(TO_GEOGRAPHY('POINT(0 0)'), TO_GEOGRAPHY('POINT(1 1)')), 8)
    157249.62809251
    >>> ST_DISTANCE(ST_MAKEPOINT(0, 0), ST_MAKEPOINT(NULL, NULL))
    NULL
    >>> ST_DISTANCE(TO_GEOMETRY('POINT(0 0)'), TO_GEOMETRY('POINT(1 1)'))
    1.4142135623731
    """
    return _of_two(call, "distance", a, b)


@function(remark=_WIDE)
def st_dwithin(call: Call, a: Any, b: Any, metres: Float) -> Expr:
    """Whether two shapes on the Earth are no further apart than a distance.

    >>> ST_DWITHIN(ST_MAKEPOINT(0, 0), ST_MAKEPOINT(1, 0), 150000), ST_DWITHIN(ST_MAKEPOINT(0, 0), ST_MAKEPOINT(1, 0), 1)
    True | False
    """  # noqa: E501
    _shape(call, a, b, only="GEOGRAPHY")
    return combined(f"{_of_two(call, 'distance', a, b).sql} <= {metres}", t.BOOLEAN, a, b, metres)


@function(note="Angles between corners, seen from the centre of the Earth.")
def st_hausdorffdistance(call: Call, a: Any, b: Any) -> Expr:
    """How unlike two shapes are: the greatest distance of a corner of one from the corners of the other, in degrees.

    >>> ST_HAUSDORFFDISTANCE(ST_POINT(0, 0), ST_POINT(0, 1))
    1
    >>> ST_HAUSDORFFDISTANCE(ST_POINT(0, 0), NULL)
    NULL
    """
    _shape(call, a, b, only="GEOGRAPHY")
    return _of_two(call, "hausdorff", a, b).but(nullable=True)


@function
def st_azimuth(call: Call, origin: Any, target: Any) -> Expr:
    """The direction of a point from another, clockwise from the north, in radians.

    >>> ST_AZIMUTH(TO_GEOGRAPHY('POINT(0 1)'), TO_GEOGRAPHY('POINT(0 0)'))
    3.14159265358979
    >>> ROUND(DEGREES(ST_AZIMUTH(TO_GEOGRAPHY('POINT(0 1)'), TO_GEOGRAPHY('POINT(1 2)'))), 9)
    44.978182941
    >>> ROUND(ST_AZIMUTH(TO_GEOMETRY('POINT(0 0)'), TO_GEOMETRY('POINT(0.707 0.707)')), 10)
    0.7853981634
    >>> ST_AZIMUTH(ST_MAKEPOINT(1, 1), ST_MAKEPOINT(1, 1))
    NULL
    """
    return _of_two(call, "azimuth", origin, target).but(nullable=True)


# ------------------------------------------------------------------------------------------------------------ relations


def _related(call: Call, how: str, a: Expr, b: Expr) -> Expr:
    on_earth = _shape(call, a, b)
    sql = f"mh_shapes_related('{how}', {_text(a)}, {_text(b)}, {_flag(on_earth)})"
    return combined(sql, t.BOOLEAN, a, b, atomic=True)


@function(remark=_WIDE)
def st_contains(call: Call, a: Any, b: Any) -> Expr:
    """Whether a shape lies in another, and not only on its edge.

    >>> ST_CONTAINS(TO_GEOGRAPHY('POLYGON((-2 0, 0 2, 2 0, -2 0))'), TO_GEOGRAPHY('POLYGON((-1 0, 0 1, 1 0, -1 0))'))
    True
    >>> ST_CONTAINS(TO_GEOMETRY('POLYGON((-2 0, 0 2, 2 0, -2 0))'), TO_GEOMETRY('LINESTRING(-1 1, 0 2)'))
    False
    """
    return _related(call, "contains", a, b)


@function(remark=_WIDE)
def st_within(call: Call, a: Any, b: Any) -> Expr:
    """Whether a shape lies in another, and not only on its edge.

    >>> ST_WITHIN(TO_GEOGRAPHY('POLYGON((-1 0, 0 1, 1 0, -1 0))'), TO_GEOGRAPHY('POLYGON((-2 0, 0 2, 2 0, -2 0))'))
    True
    """
    return _related(call, "within", a, b)


@function(remark=_WIDE)
def st_covers(call: Call, a: Any, b: Any) -> Expr:
    """Whether no point of a shape lies outside of another.

    >>> ST_COVERS(TO_GEOGRAPHY('POLYGON((-2 0, 0 2, 2 0, -2 0))'), TO_GEOGRAPHY('POLYGON((-1 1, 0 3, 1 1, -1 1))'))
    False
    >>> ST_COVERS(TO_GEOMETRY('POLYGON((-2 0, 0 2, 2 0, -2 0))'), TO_GEOMETRY('LINESTRING(-1 1, 0 2)'))
    True
    """
    return _related(call, "covers", a, b)


@function(remark=_WIDE)
def st_coveredby(call: Call, a: Any, b: Any) -> Expr:
    """Whether no point of a shape lies outside of another.

    >>> ST_COVEREDBY(TO_GEOMETRY('POLYGON((-1 0, 0 2, 1 0, -1 0))'), TO_GEOMETRY('POLYGON((-2 0, 0 2, 2 0, -2 0))'))
    True
    """
    return _related(call, "coveredby", a, b)


@function(remark=_WIDE)
def st_intersects(call: Call, a: Any, b: Any) -> Expr:
    """Whether two shapes share a point.

    >>> ST_INTERSECTS(TO_GEOGRAPHY('POLYGON((0 0, 2 0, 2 2, 0 2, 0 0))'), TO_GEOGRAPHY('POLYGON((1 1, 3 1, 3 3, 1 3, 1 1))'))
    True
    >>> ST_INTERSECTS(TO_GEOMETRY('POINT(1 1)'), TO_GEOMETRY('LINESTRING(0 0, 2 2)'))
    True
    """  # noqa: E501
    return _related(call, "intersects", a, b)


@function(remark=_WIDE)
def st_disjoint(call: Call, a: Any, b: Any) -> Expr:
    """Whether two shapes share no point.

    >>> ST_DISJOINT(TO_GEOGRAPHY('POLYGON((0 0, 2 0, 2 2, 0 2, 0 0))'), TO_GEOGRAPHY('POLYGON((3 3, 5 3, 5 5, 3 5, 3 3))'))
    True
    """  # noqa: E501
    return _related(call, "disjoint", a, b)


@function(remark=_WIDE)
def st_isvalid(call: Call, shape: Any) -> Expr:
    """Whether a shape is valid: no edges of a polygon cross.

    >>> ST_ISVALID(TO_GEOMETRY('POLYGON((0 0, 1 0, 1 1, 0 0))')), ST_ISVALID(TO_GEOMETRY('POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))', TRUE))
    True | False
    """  # noqa: E501
    return combined(f"mh_shape_valid({_text(shape)}, {_flag(_shape(call, shape))})", t.BOOLEAN, shape, atomic=True)


# ---------------------------------------------------------------------------------------------------------- new shapes


def _json(sql: str) -> str:
    return f"CAST({sql} AS JSON)"


def _point_of(call: Call, line: Expr, index: str, *parts: Expr) -> Expr:
    on_earth = _shape(call, line)
    return combined(_json(f"mh_shape_point({_text(line)}, {index})"), _kind(on_earth), line, *parts, atomic=True)


@function
def st_pointn(call: Call, line: Any, index: Integer) -> Expr:
    """A point of a line, counted from 1; below 0 from its end.

    >>> ST_ASWKT(ST_POINTN(TO_GEOGRAPHY('LINESTRING(1 1, 2 2, 3 3, 4 4)'), 2))
    POINT(2 2)
    >>> ST_ASWKT(ST_POINTN(TO_GEOMETRY('LINESTRING(1 1, 2 2, 3 3, 4 4)'), -2))
    POINT(3 3)
    """
    return _point_of(call, line, f"CAST({index.sql} AS BIGINT)", index)


@function
def st_startpoint(call: Call, line: Any) -> Expr:
    """The first point of a line.

    >>> ST_ASWKT(ST_STARTPOINT(TO_GEOGRAPHY('LINESTRING(1 1, 2 2, 3 3, 4 4)')))
    POINT(1 1)
    """
    return _point_of(call, line, "1")


@function
def st_endpoint(call: Call, line: Any) -> Expr:
    """The last point of a line.

    >>> ST_ASWKT(ST_ENDPOINT(TO_GEOGRAPHY('LINESTRING(1 1, 2 2, 3 3, 4 4)')))
    POINT(4 4)
    """
    return _point_of(call, line, "-1")


@function
def st_makeline(call: Call, a: Any, b: Any) -> Expr:
    """A line through the points of two shapes.

    >>> ST_ASWKT(ST_MAKELINE(TO_GEOGRAPHY('POINT(37.0 45.0)'), TO_GEOGRAPHY('POINT(38.5 46.5)')))
    LINESTRING(37 45,38.5 46.5)
    >>> ST_ASWKT(ST_MAKELINE(TO_GEOMETRY('LINESTRING(1.0 2.0, 10.1 5.5)'), TO_GEOMETRY('MULTIPOINT(3.5 4.5, 6.1 7.9)')))
    LINESTRING(1 2,10.1 5.5,3.5 4.5,6.1 7.9)
    """
    on_earth = _shape(call, a, b)
    return combined(_json(f"mh_shape_line({_text(a)}, {_text(b)})"), _kind(on_earth), a, b, atomic=True)


@function(aliases=("ST_POLYGON",))
def st_makepolygon(call: Call, line: Any) -> Expr:
    """The polygon that a line goes around.

    >>> ST_ASWKT(ST_MAKEPOLYGON(TO_GEOGRAPHY('LINESTRING(0.0 0.0, 1.0 0.0, 1.0 2.0, 0.0 2.0, 0.0 0.0)')))
    POLYGON((0 0,1 0,1 2,0 2,0 0))
    """
    on_earth = _shape(call, line)
    return combined(_json(f"mh_shape_polygon({_text(line)})"), _kind(on_earth), line, atomic=True)


@aggregate
def st_collect(call: Call, shape: Any, other: Any = None) -> Expr:
    """Two shapes on the Earth as one, or all of a column.

    >>> ST_COLLECT(ST_MAKEPOINT(-180, -90), ST_MAKEPOINT(-45, -45))
    {"coordinates":[[-180,-90],[-45,-45]],"type":"MultiPoint"}
    >>> SELECT ST_COLLECT(ST_MAKEPOINT(column1, column1)) FROM VALUES (0), (1)
    {"coordinates":[[0,0],[1,1]],"type":"MultiPoint"}
    """
    _shape(call, shape, *([other] if other is not None else []), only="GEOGRAPHY")
    if other is not None:
        both = f"{shape} IS NOT NULL AND {other} IS NOT NULL"
        sql = f"CASE WHEN {both} THEN mh_shape_collected([{_text(shape)}, {_text(other)}]) END"
        return combined(_json(sql), GEOGRAPHY, shape, other, atomic=True)
    return Expr(_json(f"mh_shape_collected({call.aggregate('list', _text(shape))})"), GEOGRAPHY, atomic=True)


@function
def st_centroid(call: Call, shape: Any) -> Expr:
    """The centre of a shape; of a collection that of the parts with the highest dimension.

    >>> ST_ASWKT(ST_CENTROID(TO_GEOGRAPHY('LINESTRING(0 0, 0 -2)')))
    POINT(0 -1)
    >>> ROUND(ST_Y(ST_CENTROID(TO_GEOGRAPHY('POLYGON((10 10, 10 20, 20 20, 20 10, 10 10))'))), 9)
    15.014819855
    >>> ST_ASWKT(ST_CENTROID(TO_GEOMETRY('POLYGON((10 10, 10 20, 20 20, 20 10, 10 10))')))
    POINT(15 15)
    """
    on_earth = _shape(call, shape)
    return combined(
        _json(f"mh_shape_centroid({_text(shape)}, {_flag(on_earth)})"), _kind(on_earth), shape, atomic=True
    )


def _cut(call: Call, how: str, a: Expr, b: Expr) -> Expr:
    _shape(call, a, b, only="GEOGRAPHY")
    sql = f"CASE WHEN {a} IS NOT NULL AND {b} IS NOT NULL THEN mh_shapes_cut('{how}', [{_text(a)}, {_text(b)}]) END"
    return combined(_json(sql), GEOGRAPHY, a, b, atomic=True).but(nullable=True)


@function(note=_CUT)
def st_intersection(call: Call, a: Any, b: Any) -> Expr:
    """What two shapes on the Earth share; NULL for nothing.

    >>> ROUND(ST_AREA(ST_INTERSECTION(TO_GEOGRAPHY('POLYGON((0 0, 1 0, 1 1, 0 1, 0 0))'), TO_GEOGRAPHY('POLYGON((0 0, 2 0, 1 1, 0 1, 0 0))'))) / 1000000)
    12364
    """  # noqa: E501
    return _cut(call, "intersection", a, b)


@function(note=_CUT)
def st_union(call: Call, a: Any, b: Any) -> Expr:
    """Two shapes on the Earth together.

    >>> ST_DIMENSION(ST_UNION(TO_GEOGRAPHY('POINT(1 1)'), TO_GEOGRAPHY('LINESTRING(1 0, 1 2)')))
    1
    """
    return _cut(call, "union", a, b)


@function(note=_CUT)
def st_difference(call: Call, a: Any, b: Any) -> Expr:
    """A shape on the Earth without what another covers; NULL for nothing.

    >>> ST_DIFFERENCE(TO_GEOGRAPHY('POINT(1 1)'), TO_GEOGRAPHY('POINT(1 1)'))
    NULL
    """
    return _cut(call, "difference", a, b)


@function(note=_CUT)
def st_symdifference(call: Call, a: Any, b: Any) -> Expr:
    """What two shapes on the Earth do not share; NULL for nothing.

    >>> ST_SYMDIFFERENCE(TO_GEOGRAPHY('POINT(1 1)'), TO_GEOGRAPHY('POINT(1 1)'))
    NULL
    """
    return _cut(call, "symmetric_difference", a, b)


@aggregate(note=_CUT)
def st_union_agg(call: Call, shape: Any) -> Expr:
    """The shapes of a column together.

    >>> SELECT ST_NPOINTS(ST_UNION_AGG(ST_MAKEPOINT(column1, 1))) FROM VALUES (1), (2), (2)
    2
    """
    _shape(call, shape, only="GEOGRAPHY")
    return Expr(_json(f"mh_shapes_cut('union', {call.aggregate('list', _text(shape))})"), GEOGRAPHY, atomic=True)


@aggregate(note=_CUT)
def st_intersection_agg(call: Call, shape: Any) -> Expr:
    """What all shapes of a column share; NULL for nothing.

    >>> SELECT ST_ASWKT(ST_INTERSECTION_AGG(ST_MAKEPOINT(column1, 1))) FROM VALUES (1), (1)
    POINT(1 1)
    """
    _shape(call, shape, only="GEOGRAPHY")
    listed = call.aggregate("list", _text(shape))
    return Expr(_json(f"mh_shapes_cut('intersection', {listed})"), GEOGRAPHY, atomic=True)


def _changed(call: Call, how: str, shape: Expr, by: str, *parts: Expr) -> Expr:
    _shape(call, shape, only="GEOMETRY")
    sql = f"mh_shape_changed('{how}', {_text(shape)}, {by})"
    return combined(_json(sql), GEOMETRY, shape, *parts, atomic=True)


@function(note="The points of a box in the plane may come in another order.")
def st_envelope(call: Call, shape: Any) -> Expr:
    """The box around a shape.

    >>> ST_AREA(ST_ENVELOPE(TO_GEOMETRY('LINESTRING(0 0, 2 3)')))
    6
    """
    if _shape(call, shape):
        return combined(_json(f"mh_shape_box({_text(shape)})"), GEOGRAPHY, shape, atomic=True)
    return _changed(call, "envelope", shape, "0.0")


@function(note="The number and order of the corners of circles may differ: the page counts 36 of a line, here are 35.")
def st_buffer(call: Call, shape: Any, distance: Float) -> Expr:
    """All of the plane that is no further from a shape than a distance.

    >>> ROUND(ST_AREA(ST_BUFFER(TO_GEOMETRY('POINT(0 0)'), 1)), 1)
    3.1
    """
    return _changed(call, "buffer", shape, distance.sql, distance)


@function(note="Which points of a GEOGRAPHY stay may differ.")
def st_simplify(call: Call, shape: Any, tolerance: Float, preserve_collapsed: Boolean | None = None) -> Expr:
    """A shape with fewer points, none further from what is left than a distance: metres on the Earth.

    >>> ST_ASWKT(ST_SIMPLIFY(TO_GEOMETRY('LINESTRING(1100 1100, 2500 2100, 3100 3100, 4900 1100, 3100 1900)'), 500))
    LINESTRING(1100 1100,3100 3100,4900 1100,3100 1900)
    """
    if _shape(call, shape):
        keep = "false" if preserve_collapsed is None else preserve_collapsed.sql
        given = [shape, tolerance] if preserve_collapsed is None else [shape, tolerance, preserve_collapsed]
        sql = f"mh_shape_simplified({_text(shape)}, {tolerance.sql}, {keep})"
        return combined(_json(sql), GEOGRAPHY, *given, atomic=True)
    if preserve_collapsed is not None:
        raise call.wrong_types()
    return _changed(call, "simplify", shape, tolerance.sql, tolerance)


# -------------------------------------------------------------------------------------------------------- other formats


@function
def st_asewkt(call: Call, shape: Any) -> Expr:
    """A shape as EWKT: WKT with its spatial reference.

    >>> ST_ASEWKT(TO_GEOGRAPHY('POINT(-122.35 37.55)'))
    SRID=4326;POINT(-122.35 37.55)
    >>> ST_ASEWKT(TO_GEOMETRY('POINT(0.75 0.75)'))
    SRID=0;POINT(0.75 0.75)
    """
    if not _shape(call, shape):
        return combined(f"mh_shape_ewkt({_text(shape)})", t.VARCHAR, shape, atomic=True)
    return combined(f"'SRID=4326;' || mh_geo_wkt({_text(shape)})", t.VARCHAR, shape)


@function(aliases=("ST_ASBINARY",))
def st_aswkb(call: Call, shape: Any) -> Expr:
    """A shape as WKB.

    >>> ST_ASWKB(TO_GEOGRAPHY('POINT(-122.35 37.55)'))
    01010000006666666666965EC06666666666C64240
    >>> ST_ASWKB(TO_GEOMETRY('LINESTRING(0.75 0.75, -10 20)'))
    010200000002000000000000000000E83F000000000000E83F00000000000024C00000000000003440
    """
    _shape(call, shape)
    return combined(f"mh_shape_wkb({_text(shape)}, -1)", t.BINARY, shape, atomic=True)


@function
def st_asewkb(call: Call, shape: Any) -> Expr:
    """A shape as EWKB: WKB with its spatial reference.

    >>> ST_ASEWKB(TO_GEOGRAPHY('POINT(-122.35 37.55)'))
    0101000020E61000006666666666965EC06666666666C64240
    >>> ST_ASEWKB(TO_GEOMETRY('LINESTRING(0.75 0.75, -10 20)'))
    01020000200000000002000000000000000000E83F000000000000E83F00000000000024C00000000000003440
    """
    srid = 4326 if _shape(call, shape) else 0
    return combined(f"mh_shape_wkb({_text(shape)}, {srid})", t.BINARY, shape, atomic=True)


def _of_wkb(call: Call, value: Expr, target: SqlType, srid: Any = None, allow_invalid: Any = None) -> Expr:
    if value.type.name not in ("VARCHAR", "BINARY", "NULL"):
        raise call.wrong_types()
    return shape_of(call, value, target, False, srid, allow_invalid)


@function(aliases=("ST_GEOGFROMWKB", "ST_GEOGRAPHYFROMEWKB", "ST_GEOGFROMEWKB"))
def st_geographyfromwkb(call: Call, value: Any, allow_invalid: Any = None) -> Expr:
    """A shape on the Earth from WKB or EWKB, a BINARY or its hexadecimal text.

    >>> ST_GEOGRAPHYFROMWKB('01010000006666666666965EC06666666666C64240')
    {"coordinates":[-122.35,37.55],"type":"Point"}
    """
    return _of_wkb(call, value, GEOGRAPHY, None, allow_invalid)


@function(aliases=("ST_GEOMFROMWKB", "ST_GEOMETRYFROMEWKB", "ST_GEOMFROMEWKB"))
def st_geometryfromwkb(call: Call, value: Any, srid: Any = None, allow_invalid: Any = None) -> Expr:
    """A shape in the plane from WKB or EWKB, a BINARY or its hexadecimal text.

    >>> ST_GEOMETRYFROMWKB(TO_BINARY('0101000000000000000000F03F0000000000000040'))
    {"coordinates":[1,2],"type":"Point"}
    """
    return _of_wkb(call, value, GEOMETRY, srid, allow_invalid)


@function
def st_geohash(call: Call, shape: Any, precision: Integer | None = None) -> Expr:
    """What the geohashes of a shape's corners begin with.

    >>> ST_GEOHASH(TO_GEOGRAPHY('POINT(-122.306100 37.554162)'))
    9q9j8ue2v71y5zzy0s4q
    >>> ST_GEOHASH(TO_GEOGRAPHY('POINT(-122.306100 37.554162)'), 5)
    9q9j8
    >>> ST_GEOHASH(TO_GEOGRAPHY('POLYGON((-122.306100 37.554162, -122.306100 37.562333, -122.323111 37.562333, -122.323111 37.554162, -122.306100 37.554162))'))
    9q9j8
    """  # noqa: E501
    on_earth = _shape(call, shape)
    size = "20" if precision is None else f"CAST({precision.sql} AS INTEGER)"
    parts = [shape] if precision is None else [shape, precision]
    return combined(f"mh_shape_geohash({_text(shape)}, {size}, {_flag(on_earth)})", t.VARCHAR, *parts, atomic=True)


def _of_geohash(geohash: Expr, precision: Expr | None, on_earth: bool, as_point: bool) -> Expr:
    size = "20" if precision is None else f"CAST({precision.sql} AS INTEGER)"
    parts = [geohash] if precision is None else [geohash, precision]
    sql = f"mh_shape_of_geohash({geohash.sql}, {size}, {_flag(as_point)})"
    return combined(_json(sql), _kind(on_earth), *parts, atomic=True)


@function(remark="To 14 digits behind the point; the area of a box of 20 characters differs.")
def st_geogfromgeohash(geohash: Text, precision: Integer | None = None) -> Expr:
    """The box of a geohash on the Earth.

    >>> ST_ASWKT(ST_GEOGFROMGEOHASH('9q9j8ue2v71y5zzy0s4q', 6))
    POLYGON((-122.310791015625 37.55126953125,-122.310791015625 37.5567626953125,-122.2998046875 37.5567626953125,-122.2998046875 37.55126953125,-122.310791015625 37.55126953125))
    """  # noqa: E501
    return _of_geohash(geohash, precision, True, False)


@function
def st_geogpointfromgeohash(geohash: Text) -> Expr:
    """The middle of the box of a geohash on the Earth.

    >>> ROUND(ST_X(ST_GEOGPOINTFROMGEOHASH('9q9j8ue2v71y5zzy0s4q')), 9)
    -122.3061
    """
    return _of_geohash(geohash, None, True, True)


@function(remark="To 14 digits behind the point; the area of a box of 20 characters differs.")
def st_geomfromgeohash(geohash: Text, precision: Integer | None = None) -> Expr:
    """The box of a geohash in the plane.

    >>> ROUND(ST_AREA(ST_GEOMFROMGEOHASH('9q9j8ue2v71y5zzy0s4q', 6)) * 100000, 9)
    6.034970284
    """
    return _of_geohash(geohash, precision, False, False)


@function(remark="The middle, as the page says; what it prints is the lower corner.")
def st_geompointfromgeohash(geohash: Text) -> Expr:
    """The middle of the box of a geohash in the plane.

    >>> ROUND(ST_Y(ST_GEOMPOINTFROMGEOHASH('9q9j8ue2v71y5zzy0s4q')), 6)
    37.554162
    """
    return _of_geohash(geohash, None, False, True)

"""What can be asked of shapes, and made of them.

On the Earth (GEOGRAPHY) measures are taken on the sphere; shapes are compared and cut in the plane in which the edges
of both are straight. In the plane (GEOMETRY), and for that, shapely is needed: ``pip install "dbt-mockhaus[geo]"``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable
from itertools import chain, pairwise
from typing import Any

from mockhaus_dbt.python_functions import failure, python_function, rings, sphere
from mockhaus_dbt.python_functions.geography import number, parts, points, srid_of, with_srid, written

Shape = dict[str, Any]

_DIMENSIONS = {"Point": 0, "LineString": 1, "Polygon": 2}


def _shapely() -> Any:
    """The library.

    Raises:
        ValueError: an error of Snowflake's that says what to install.
    """
    try:
        import shapely  # type: ignore[import-untyped]
    except ImportError:
        feature = "shapes without the package shapely: pip install \"dbt-mockhaus[geo]\""
        raise failure("unsupported_feature", feature) from None
    return shapely


def refuse(reason: str) -> ValueError:
    return failure("geo_argument", reason)


# ------------------------------------------------------------------------------------------------------------- measures


def _edges(shape: Shape) -> list[list[list[float]]]:
    """The lines of a shape, rings of polygons included."""
    found: list[list[list[float]]] = []
    for part in parts(shape):
        if part["type"] == "LineString":
            found.append(part["coordinates"])
        elif part["type"] == "Polygon":
            found.extend(part["coordinates"])
    return found


def _length(shape: Shape, on_earth: bool, kind: str) -> float:
    lines: Iterable[list[list[float]]] = (
        line
        for part in parts(shape)
        if part["type"] == kind
        for line in (part["coordinates"] if kind == "Polygon" else [part["coordinates"]])
    )
    if on_earth:
        return sum(map(sphere.length, lines))
    return sum(math.dist(a[:2], b[:2]) for line in lines for a, b in pairwise(line))


def _area(shape: Shape, on_earth: bool) -> float:
    polygons = [part["coordinates"] for part in parts(shape) if part["type"] == "Polygon"]
    if on_earth:
        return sum(map(sphere.polygon_area, polygons))
    return sum(abs(_plane_area(p[0])) - sum(abs(_plane_area(hole)) for hole in p[1:]) for p in polygons)


def _plane_area(ring: list[list[float]]) -> float:
    x, y = ring[0][:2]  # what is small is not lost beside what is far away
    return sum((a[0] - x) * (b[1] - y) - (b[0] - x) * (a[1] - y) for a, b in pairwise(ring)) / 2


def bound(shape: Shape, on_earth: bool, axis: int, pick: Callable[[Iterable[float]], float]) -> float:
    values = [p[axis] for p in points(shape)]
    if on_earth and axis == 0:
        wide = any(abs(a[0] - b[0]) > 180 for line in _edges(shape) for a, b in pairwise(line))
        if wide or any(abs(v) == 180 for v in values):
            values += [-180.0, 180.0]
    elif on_earth:
        values += [n for line in _edges(shape) for a, b in sphere.edges(line) for n in _inner(a, b)]
    return pick(values)


def _inner(a: sphere.Vector, b: sphere.Vector) -> list[float]:
    return sphere.highest(a, b)[2:]


_NUMBERS: dict[str, Callable[[Shape, bool], float]] = {
    "area": _area,
    "length": lambda shape, on_earth: _length(shape, on_earth, "LineString"),
    "perimeter": lambda shape, on_earth: _length(shape, on_earth, "Polygon"),
    "dimension": lambda shape, _: max(_DIMENSIONS[part["type"]] for part in parts(shape)),
    "npoints": lambda shape, _: sum(1 for _ in points(shape)),
    "xmin": lambda shape, on_earth: bound(shape, on_earth, 0, min),
    "xmax": lambda shape, on_earth: bound(shape, on_earth, 0, max),
    "ymin": lambda shape, on_earth: bound(shape, on_earth, 1, min),
    "ymax": lambda shape, on_earth: bound(shape, on_earth, 1, max),
}


@python_function("DOUBLE", "VARCHAR", "VARCHAR", "BOOLEAN")
def shape_number(what: str, shape: str, on_earth: bool) -> float:
    """A measure of a shape."""
    return float(_NUMBERS[what](json.loads(shape), on_earth))


def _distance(a: Shape, b: Shape, on_earth: bool) -> float:
    if not on_earth:
        return float(_shapely().distance(_planar(a), _planar(b)))
    if (_polygons(a) or _polygons(b)) and _related("intersects", a, b, True):
        return 0.0
    least = math.pi
    ends = [[sphere.vector(p) for p in points(shape)] for shape in (a, b)]
    sides = [[e for line in _edges(shape) for e in sphere.edges(line)] for shape in (a, b)]
    for v in ends[0]:
        for w in ends[1]:
            least = min(least, sphere.angle(v, w))
    for near, far in ((0, 1), (1, 0)):
        for v in ends[near]:
            for start, end in sides[far]:
                least = min(least, sphere.to_edge(v, start, end))
    if any(sphere.crossing(*e, *f) for e in sides[0] for f in sides[1]):
        return 0.0
    return least * sphere.RADIUS


def _polygons(shape: Shape) -> bool:
    return any(part["type"] == "Polygon" for part in parts(shape))


def _azimuth(a: Shape, b: Shape, on_earth: bool) -> float | None:
    if a["type"] != "Point" or b["type"] != "Point":
        raise refuse("ST_AZIMUTH takes two points")
    origin, target = a["coordinates"], b["coordinates"]
    if on_earth:
        return sphere.azimuth(origin, target)
    east, north = target[0] - origin[0], target[1] - origin[1]
    return None if east == north == 0 else math.atan2(east, north) % (2 * math.pi)


@python_function("DOUBLE", "VARCHAR", "VARCHAR", "VARCHAR", "BOOLEAN", nulls=True)
def shapes_number(what: str, a: str | None, b: str | None, on_earth: bool) -> float | None:
    """A measure of two shapes."""
    if a is None or b is None:
        return None
    _one_reference(a, b, on_earth)
    measure = {"distance": _distance, "azimuth": _azimuth, "hausdorff": _hausdorff}[what]
    return measure(json.loads(a), json.loads(b), on_earth)


def _one_reference(a: str, b: str, on_earth: bool) -> int:
    """The spatial reference of two shapes in the plane.

    Raises:
        ValueError: an error of Snowflake's, they have not the same one.
    """
    if on_earth:
        return 0
    first, second = srid_of(a), srid_of(b)
    if first != second:
        raise refuse(f"Incompatible SRID: {first} and {second}")
    return first


def _hausdorff(a: Shape, b: Shape, on_earth: bool) -> float | None:
    """The greatest distance from a corner of one shape to the nearest of the other, in degrees."""
    these, those = ([sphere.vector(point) for point in _corners(shape)] for shape in (a, b))
    if not these or not those:
        return None

    def angle(u: sphere.Vector, v: sphere.Vector) -> float:
        apart = sphere.cross(u, v)
        return math.atan2(math.sqrt(sphere.dot(apart, apart)), sphere.dot(u, v))

    ways = ((these, those), (those, these))
    return round(math.degrees(max(max(min(angle(u, v) for v in to) for u in of) for of, to in ways)), 12)


def _corners(shape: Shape) -> list[list[float]]:
    if shape["type"] == "GeometryCollection":
        return [point for part in shape["geometries"] for point in _corners(part)]
    found = shape["coordinates"]
    if shape["type"] == "Point":
        return [found] if found else []
    while found and isinstance(found[0][0], list):
        found = [point for part in found for point in part]
    return list(found)


# ------------------------------------------------------------------------------------------------------------ relations


def _planar(shape: Shape, place: Callable[[list[float]], Any] | None = None) -> Any:
    """A shape of shapely's."""
    library = _shapely()
    if shape["type"] == "GeometryCollection":
        return library.GeometryCollection([_planar(g, place) for g in shape["geometries"]])
    kind = shape["type"]

    def moved(given: Any, depth: int) -> Any:
        if depth:
            return [moved(part, depth - 1) for part in given]
        return place(given) if place else tuple(given[:2])

    depth = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}[kind]
    coordinates = moved(shape["coordinates"], depth)
    return library.geometry.shape({"coordinates": coordinates, "type": kind})


def _common_plane(*shapes: Shape) -> sphere.Plane:
    middle = sphere.unit(sphere.total(sphere.vector(p) for p in chain(*map(points, shapes))))
    return sphere.Plane(middle or sphere.vector(next(iter(points(shapes[0])))))


def _in_a_plane(*shapes: Shape) -> tuple[sphere.Plane, list[Any]]:
    plane = _common_plane(*shapes)
    try:
        return plane, [_planar(shape, plane.place) for shape in shapes]
    except sphere.TooWide as e:
        raise failure("unsupported_feature", e) from None


def _related(how: str, a: Shape, b: Shape, on_earth: bool) -> bool:
    first, second = _in_a_plane(a, b)[1] if on_earth else [_planar(a), _planar(b)]
    name = {"coveredby": "covered_by"}.get(how, how)
    return bool(getattr(_shapely(), name)(first, second))


def intersecting(a: Shape, b: Shape) -> bool:
    """Whether two shapes on the Earth have a point in common."""
    return _related("intersects", a, b, True)


@python_function("BOOLEAN", "VARCHAR", "VARCHAR", "VARCHAR", "BOOLEAN")
def shapes_related(how: str, a: str, b: str, on_earth: bool) -> bool:
    """How two shapes lie to each other."""
    _one_reference(a, b, on_earth)
    return _related(how, json.loads(a), json.loads(b), on_earth)


def invalid(shape: Shape) -> str:
    """Why a shape in the plane is not valid; empty where it is, or where shapely is missing."""
    try:
        import shapely
    except ImportError:
        return ""
    reason = str(shapely.is_valid_reason(_planar(shape)))
    if reason == "Valid Geometry":
        return ""
    if not reason.startswith("Self-intersection["):
        return reason
    place = ", ".join(reason.partition("[")[2].strip("]").split())
    return f"Geometry has invalid self-intersections. A self-intersection point was found at ({place})"


@python_function("BOOLEAN", "VARCHAR", "BOOLEAN")
def shape_valid(shape: str, on_earth: bool) -> bool:
    """Whether a shape is valid: no edges of a polygon cross."""
    value = json.loads(shape)
    return bool((_in_a_plane(value)[1][0] if on_earth else _planar(value)).is_valid)


# ----------------------------------------------------------------------------------------------------------- new shapes


def made_of(kind: str, coordinates: Any) -> str:
    return written({"coordinates": coordinates, "type": kind})


def _line(shape: Shape, function: str) -> list[list[float]]:
    if shape["type"] != "LineString":
        raise refuse(f"{function} takes a LineString")
    found: list[list[float]] = shape["coordinates"]
    return found


@python_function("VARCHAR", "VARCHAR", "BIGINT")
def shape_point(shape: str, index: int) -> str:
    """A point of a line, counted from 1, or from its end below 0."""
    line = _line(json.loads(shape), "ST_POINTN")
    if not 1 <= abs(index) <= len(line):
        raise refuse(f"ST_POINTN has no point {index} in a line of {len(line)}")
    return with_srid(made_of("Point", line[index - 1 if index > 0 else index]), srid_of(shape))


@python_function("VARCHAR", "VARCHAR", "VARCHAR")
def shape_line(a: str, b: str) -> str:
    """A line through the points of two shapes."""
    found: list[list[float]] = []
    srid = _one_reference(a, b, False)
    for shape in (json.loads(a), json.loads(b)):
        if shape["type"] not in ("Point", "MultiPoint", "LineString"):
            raise refuse("ST_MAKELINE takes points and lines")
        found += points(shape)
    return with_srid(made_of("LineString", found), srid)


@python_function("VARCHAR", "VARCHAR")
def shape_polygon(shape: str) -> str:
    """The polygon that a line goes around."""
    line = _line(json.loads(shape), "ST_MAKEPOLYGON")
    if len(line) < 4 or line[0] != line[-1]:
        raise refuse("ST_MAKEPOLYGON takes a LineString that ends where it begins")
    return with_srid(made_of("Polygon", [line]), srid_of(shape))


@python_function("VARCHAR", "VARCHAR[]", nulls=True)
def shape_collected(shapes: list[str | None] | None) -> str | None:
    """Several shapes as one."""
    values = [json.loads(shape) for shape in shapes or () if shape is not None]
    if not values:
        return None
    if len(values) == 1:
        return written(values[0])
    kinds = {value["type"] for value in values}
    if len(kinds) == 1 and kinds <= set(_DIMENSIONS):
        return made_of(f"Multi{kinds.pop()}", [value["coordinates"] for value in values])
    return written({"geometries": values, "type": "GeometryCollection"})


def _centroid(shape: Shape, on_earth: bool) -> str:
    if not on_earth:
        return _from_planar(_shapely().centroid(_planar(shape)))
    deepest = int(_NUMBERS["dimension"](shape, True))
    vectors = []
    for part in parts(shape):
        given = part["coordinates"]
        if _DIMENSIONS[part["type"]] != deepest:
            continue
        if deepest == 0:
            vectors.append(sphere.vector(given))
        elif deepest == 1:
            vectors.append(sphere.line_centre(given))
        else:
            vectors.append(sphere.ring_centre(given[0]))
            vectors += [sphere.scaled(sphere.ring_centre(hole), -1) for hole in given[1:]]
    found = sphere.unit(sphere.total(vectors))
    if found is None:
        raise refuse("the shape has no centre")
    return made_of("Point", [number(n) for n in sphere.point(found)])


@python_function("VARCHAR", "VARCHAR", "BOOLEAN")
def shape_centroid(shape: str, on_earth: bool) -> str:
    """The centre of a shape."""
    return with_srid(_centroid(json.loads(shape), on_earth), srid_of(shape))


def _from_planar(shape: Any, back: Callable[[Any], list[float]] | None = None) -> str:
    mapped = _shapely().geometry.mapping(shape)
    return written(_mapped(mapped, back))


def _mapped(mapped: Any, back: Callable[[Any], list[float]] | None) -> Shape:
    if mapped["type"] == "GeometryCollection":
        return {"geometries": [_mapped(g, back) for g in mapped["geometries"]], "type": "GeometryCollection"}

    def moved(given: Any) -> Any:
        if given and not isinstance(given[0], (int, float)):
            return [moved(part) for part in given]
        return [number(n) for n in (back(given) if back else given)]

    return {"coordinates": moved(mapped["coordinates"]), "type": mapped["type"]}


@python_function("VARCHAR", "VARCHAR", "VARCHAR[]", nulls=True)
def shapes_cut(how: str, shapes: list[str | None] | None) -> str | None:
    """The union, intersection or difference of shapes on the Earth; None for nothing."""
    values = [json.loads(shape) for shape in shapes or () if shape is not None]
    if not values:
        return None
    library = _shapely()
    plane, sources = _in_a_plane(*values)
    if how == "intersection" and rings.on_an_edge(sources):
        return None
    sources = rings.snapped(sources)
    made, *others = sources
    for other in others:
        made = getattr(library, how)(made, other)
    return None if made.is_empty else _from_planar(rings.in_order(made, sources), plane.back)


@python_function("VARCHAR", "VARCHAR", "VARCHAR", "DOUBLE")
def shape_changed(how: str, shape: str, by: float) -> str:
    """A shape in the plane, made wider or simpler; its envelope."""
    library, value = _shapely(), _planar(json.loads(shape))
    if how == "buffer":
        made = library.buffer(value, by)
        made = made if made.geom_type == "MultiPolygon" else library.MultiPolygon([] if made.is_empty else [made])
    else:
        made = library.envelope(value) if how == "envelope" else library.simplify(value, by)
    return with_srid(_from_planar(made), srid_of(shape))


@python_function("VARCHAR", "VARCHAR")
def shape_box(text: str) -> str:
    """The box around a shape on the Earth; a point and a part of a meridian are their own."""
    shape = json.loads(text)
    sides = ((0, min), (1, min), (0, max), (1, max))
    west, south, east, north = (_side(shape, bound(shape, True, axis, pick), axis) for axis, pick in sides)
    if shape["type"] == "Point" or (shape["type"] == "LineString" and west == east):
        return text
    return made_of("Polygon", [[[west, south], [east, south], [east, north], [west, north], [west, south]]])


def _side(shape: Shape, value: float, axis: int) -> float:
    """A side of a box: where a vertex lies, if one lies there but for what rounding does to the arcs between them."""
    nearest = min((p[axis] for p in points(shape)), key=lambda n: abs(n - value))
    return number(nearest if abs(nearest - value) < 5e-9 else round(value, 11))


@python_function("VARCHAR", "VARCHAR", "DOUBLE", "BOOLEAN")
def shape_simplified(text: str, metres: float, keep: bool) -> str:
    """A shape on the Earth with fewer points, none further from what is left than some metres."""
    return written(_simplified(json.loads(text), metres, keep))


def _simplified(shape: Shape, metres: float, keep: bool) -> Shape:
    if shape["type"] == "GeometryCollection":
        return {"geometries": [_simplified(g, metres, keep) for g in shape["geometries"]], "type": shape["type"]}
    kind, given = shape["type"], shape["coordinates"]
    if kind == "LineString":
        if not keep and sphere.length(given) < metres:
            return {"coordinates": given[0], "type": "Point"}
        return {"coordinates": sphere.simplified(given, metres), "type": kind}
    if kind == "MultiLineString":
        return {"coordinates": [sphere.simplified(line, metres) for line in given], "type": kind}
    if kind == "Polygon":
        return {"coordinates": [sphere.simplified(ring, metres) for ring in given], "type": kind}
    if kind == "MultiPolygon":
        made = [[sphere.simplified(ring, metres) for ring in polygon] for polygon in given]
        return {"coordinates": made, "type": kind}
    return shape

"""The order of what comes of cutting shapes, as Snowflake prints it.

Rings of polygons go counterclockwise, holes clockwise. A ring begins behind the part that lies on the last of the edges
that were cut, parts come by the first of the edges that they lie on: edges are counted through all shapes.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

_NEAR = 1e-9
Place = tuple[float, float]
Edge = tuple[Place, Place]


def on_an_edge(sources: list[Any]) -> bool:
    """Whether one of two shapes is a point on an edge of the other that is no vertex of it."""
    if len(sources) != 2 or {s.geom_type for s in sources} in ({"Point"}, {"Point", "MultiPoint"}):
        return False
    for point, other in (sources, sources[::-1]):
        if point.geom_type == "Point" and other.geom_type.endswith(("LineString", "Polygon")):
            edge = other if other.geom_type.endswith("LineString") else other.boundary
            corners = [place for part in _parts(other) for line in _lines(part) for place in line]
            at = point.coords[0]
            return bool(edge.distance(point) < _NEAR and not any(_close(at, corner) for corner in corners))
    return False


def snapped(sources: list[Any]) -> list[Any]:
    """Lines with a vertex wherever one of another shape lies on them."""
    import shapely  # type: ignore[import-untyped]

    if not any(part.geom_type == "LineString" for source in sources for part in _parts(source)):
        return sources
    corners = shapely.MultiPoint(shapely.get_coordinates(sources))
    return [shapely.snap(s, corners, 1e-12) if s.geom_type.endswith("LineString") else s for s in sources]


def in_order(made: Any, sources: list[Any]) -> Any:
    """A shape in the plane with its rings and parts in order."""
    import shapely

    edges = list(_edges(sources))
    found = list(_parts(made))
    points = [p for p in found if p.geom_type == "Point"]
    lines = [p for p in found if p.geom_type == "LineString"]
    polygons = sorted((_ordered(p, edges) for p in found if p.geom_type == "Polygon"), key=lambda pair: pair[0])
    if len(lines) > 1:
        lines = list(_parts(shapely.line_merge(shapely.MultiLineString(lines))))
    kinds = [
        (points, shapely.MultiPoint),
        (lines, shapely.MultiLineString),
        ([polygon for _, polygon in polygons], shapely.MultiPolygon),
    ]
    there = [(parts, many) for parts, many in kinds if parts]
    if len(there) == 1:
        [(parts, many)] = there
        return parts[0] if len(parts) == 1 else many(parts)
    return shapely.GeometryCollection([part for parts, _ in there for part in parts])


def _parts(shape: Any) -> Iterator[Any]:
    if hasattr(shape, "geoms"):
        for part in shape.geoms:
            yield from _parts(part)
    else:
        yield shape


def _lines(part: Any) -> list[list[Place]]:
    if part.geom_type == "Polygon":
        return [_turned(ring, hole) for ring, hole in [(part.exterior, False), *((r, True) for r in part.interiors)]]
    return [list(part.coords)]


def _turned(ring: Any, hole: bool) -> list[Place]:
    """A ring as it goes: the last of its points, which is the first, stays at the end."""
    places = list(ring.coords)
    if ring.is_ccw != hole:
        return places
    back = places[:-1][::-1]
    return [*back, back[0]]


def _edges(sources: list[Any]) -> Iterator[Edge]:
    for source in sources:
        for part in _parts(source):
            for line in _lines(part):
                yield from pairwise(line)


def _ordered(polygon: Any, edges: list[Edge]) -> tuple[int, Any]:
    """A polygon with its rings in order, and the first of the edges that it lies on."""
    import shapely

    rings = [_begun(line, edges) for line in _lines(polygon)]
    holes = sorted(rings[1:], key=lambda pair: pair[0])
    made = shapely.Polygon(rings[0][1], [hole for _, hole in holes])
    return min(first for first, _ in rings), made


def _begun(line: list[Place], edges: list[Edge]) -> tuple[int, list[Place]]:
    numbers = [_number(edge, edges) for edge in pairwise(line)]
    start = numbers.index(max(numbers)) + 1
    ring = line[:-1]
    turned = ring[start:] + ring[:start]
    return min(numbers), [*turned, turned[0]]


def _number(edge: Edge, edges: list[Edge]) -> int:
    """The first of the edges that a part of an edge lies on."""
    for i, (a, b) in enumerate(edges):
        if all(_lies(place, a, b) for place in edge):
            return i
    return len(edges)


def _lies(place: Place, a: Place, b: Place) -> bool:
    x, y = b[0] - a[0], b[1] - a[1]
    size = x * x + y * y
    if not size:
        return False
    along = ((place[0] - a[0]) * x + (place[1] - a[1]) * y) / size
    near = (a[0] + along * x, a[1] + along * y)
    return -_NEAR <= along <= 1 + _NEAR and _close(place, near)


def _close(a: Place, b: Place) -> bool:
    return abs(a[0] - b[0]) < _NEAR and abs(a[1] - b[1]) < _NEAR

"""Measures on the Earth as Snowflake takes it: a sphere, the edges of shapes parts of great circles.

Points are pairs of longitude and latitude in degrees, vectors are of length 1.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

Point = Sequence[float]
Vector = tuple[float, float, float]

#: metres; what ST_DISTANCE of the documentation's examples is made with.
RADIUS = 6371010.0


def vector(point: Point) -> Vector:
    """Where a point lies, seen from the centre of the Earth."""
    longitude, latitude = math.radians(point[0]), math.radians(point[1])
    return (
        math.cos(latitude) * math.cos(longitude),
        math.cos(latitude) * math.sin(longitude),
        math.sin(latitude),
    )


def point(v: Vector) -> list[float]:
    """The point in a direction."""
    return [
        _tidy(math.degrees(math.atan2(v[1], v[0]))),
        _tidy(math.degrees(math.atan2(v[2], math.hypot(v[0], v[1])))),
    ]


def _tidy(degrees: float) -> float:
    """Without the last digits, which rounding made: a thousandth of a millimetre."""
    return round(degrees, 11) + 0.0


def dot(a: Vector, b: Vector) -> float:
    """The scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vector, b: Vector) -> Vector:
    """The vector product."""
    return (a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])


def unit(v: Vector) -> Vector | None:
    """The direction of a vector; None where it has none."""
    size = math.sqrt(dot(v, v))
    return None if size < 1e-15 else (v[0] / size, v[1] / size, v[2] / size)


def total(vectors: Iterable[Vector]) -> Vector:
    """The sum of vectors."""
    x = y = z = 0.0
    for v in vectors:
        x, y, z = x + v[0], y + v[1], z + v[2]
    return (x, y, z)


def scaled(v: Vector, by: float) -> Vector:
    """A vector some times as long."""
    return (v[0] * by, v[1] * by, v[2] * by)


def minus(a: Vector, b: Vector) -> Vector:
    """The way from one vector to another."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def simplified(line: Sequence[Point], metres: float) -> list[Point]:
    """Of a line the points without which it would be further away than some metres; its ends, and three of a ring."""
    vectors = [vector(p) for p in line]
    kept, waiting = {0, len(line) - 1}, [(0, len(line) - 1)]
    while waiting:
        start, end = waiting.pop()
        between_them = range(start + 1, end)
        if not between_them:
            continue
        far = max(between_them, key=lambda i: to_edge(vectors[i], vectors[start], vectors[end]))
        closed = line[0] == line[-1] and len(kept) < 4
        if closed or to_edge(vectors[far], vectors[start], vectors[end]) * RADIUS > metres:
            kept.add(far)
            waiting += [(start, far), (far, end)]
    return [line[i] for i in sorted(kept)]


def angle(a: Vector, b: Vector) -> float:
    """Between two directions, in radians."""
    turned = cross(a, b)
    return math.atan2(math.sqrt(dot(turned, turned)), dot(a, b))


def edges(line: Sequence[Point]) -> Iterator[tuple[Vector, Vector]]:
    """The parts of a line."""
    vectors = [vector(p) for p in line]
    return pairwise(vectors)


def length(line: Sequence[Point]) -> float:
    """Of a line, in metres."""
    return RADIUS * sum(angle(a, b) for a, b in edges(line))


def ring_area(ring: Sequence[Point]) -> float:
    """What a ring encloses, in square metres: the smaller side of it."""
    vectors = [vector(p) for p in ring[:-1]]
    first = vectors[0]
    turned = 0.0
    for b, c in pairwise(vectors[1:]):
        sides = cross(minus(b, first), minus(c, first))  # what is small is not lost beside vectors of length 1
        turned += 2 * math.atan2(dot(first, sides), 1 + dot(first, b) + dot(b, c) + dot(c, first))
    return min(abs(turned), 4 * math.pi - abs(turned)) * RADIUS * RADIUS


def polygon_area(rings: Sequence[Sequence[Point]]) -> float:
    """Of a polygon without its holes."""
    return ring_area(rings[0]) - sum(map(ring_area, rings[1:]))


def azimuth(origin: Point, target: Point) -> float | None:
    """The direction of a point from another, clockwise from the north, in radians; None where they are one."""
    longitude = math.radians(target[0] - origin[0])
    here, there = math.radians(origin[1]), math.radians(target[1])
    east = math.sin(longitude) * math.cos(there)
    north = math.cos(here) * math.sin(there) - math.sin(here) * math.cos(there) * math.cos(longitude)
    if abs(east) < 1e-15 and abs(north) < 1e-15:
        return None
    return math.atan2(east, north) % (2 * math.pi)


def between(a: Vector, b: Vector, v: Vector) -> bool:
    """Whether a direction lies over the part of a great circle from ``a`` to ``b``."""
    normal = cross(a, b)
    return dot(cross(normal, a), v) >= 0 and dot(cross(b, normal), v) >= 0


def to_edge(v: Vector, a: Vector, b: Vector) -> float:
    """The angle from a direction to an edge."""
    normal = unit(cross(a, b))
    if normal is not None and between(a, b, v):
        return abs(math.asin(max(-1.0, min(1.0, dot(normal, v)))))
    return min(angle(v, a), angle(v, b))


def crossing(a: Vector, b: Vector, c: Vector, d: Vector) -> bool:
    """Whether two edges cross."""
    line = cross(cross(a, b), cross(c, d))
    where = unit(line)
    if where is None:
        return False
    return any(between(a, b, w) and between(c, d, w) for w in (where, scaled(where, -1)))


def highest(a: Vector, b: Vector) -> list[float]:
    """The latitudes of an edge's ends, and of its northernmost or southernmost point where that lies between them."""
    found = [math.degrees(math.asin(max(-1.0, min(1.0, v[2])))) for v in (a, b)]
    normal = unit(cross(a, b))
    if normal is not None:
        top = unit(cross(cross(normal, (0.0, 0.0, 1.0)), normal))
        if top is not None:
            for v in (top, scaled(top, -1)):
                if between(a, b, v):
                    found.append(math.degrees(math.asin(max(-1.0, min(1.0, v[2])))))
    return found


def ring_centre(ring: Sequence[Point]) -> Vector:
    """The mean of all points that a ring encloses, times its area."""
    parts = []
    for a, b in edges(ring):
        normal = unit(cross(a, b))
        if normal is not None:
            parts.append(scaled(normal, angle(a, b) / 2))
    made = total(parts)
    inside = total(vector(p) for p in ring[:-1])
    return made if dot(made, inside) >= 0 else scaled(made, -1)


def line_centre(line: Sequence[Point]) -> Vector:
    """The mean of all points of a line, times its length."""
    parts = []
    for a, b in edges(line):
        middle = unit(total((a, b)))
        if middle is not None:
            parts.append(scaled(middle, 2 * math.sin(angle(a, b) / 2)))
    return total(parts)


class TooWide(Exception):
    """Shapes do not fit on one half of the Earth."""


class Plane:
    """The plane that touches the Earth at a point; seen from the Earth's centre, great circles are straight in it.

    Args:
        middle: where it touches.
    """

    def __init__(self, middle: Vector):
        self.middle = middle
        other = (0.0, 0.0, 1.0) if abs(middle[2]) < 0.9 else (1.0, 0.0, 0.0)
        self.east = unit(cross(other, middle)) or (0.0, 1.0, 0.0)
        self.north = cross(middle, self.east)
        #: places in the plane that points were brought to -> the points, so that they come back as they were.
        self.known: dict[tuple[float, float], list[float]] = {}

    def place(self, p: Point) -> tuple[float, float]:
        """Where a point is in the plane.

        Raises:
            TooWide: it is on the other half of the Earth.
        """
        v = vector(p)
        depth = dot(v, self.middle)
        if depth < 1e-3:
            raise TooWide("a shape as wide as half of the Earth")
        made = (dot(v, self.east) / depth, dot(v, self.north) / depth)
        self.known.setdefault(made, list(p))
        return made

    def back(self, place: Sequence[float]) -> list[float]:
        """The point at a place."""
        x, y = place[0], place[1]
        known = self.known.get((x, y))
        if known is not None:
            return known
        found = unit(total((self.middle, scaled(self.east, x), scaled(self.north, y))))
        return point(found or self.middle)

"""Cells of the H3 grid, by the library h3: ``pip install "dbt-mockhaus[geo]"``.

https://docs.snowflake.com/en/sql-reference/data-types-geospatial, "Using GEOGRAPHY objects with H3"
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable
from typing import Any

from mockhaus_dbt.python_functions import failure, python_function, sphere
from mockhaus_dbt.python_functions.geography import number, parts, points, written
from mockhaus_dbt.python_functions.shapes import Shape, intersecting

#: what fits into an ARRAY of 128 MB, a cell taking 20 bytes.
_MOST = 128 * 1024 * 1024 // 20


def _h3() -> Any:
    """The library, with cells as numbers.

    Raises:
        ValueError: an error of Snowflake's that says what to install.
    """
    try:
        import h3.api.basic_int as h3
    except ImportError:
        raise failure("unsupported_feature", "H3 without the package h3: pip install \"dbt-mockhaus[geo]\"") from None
    return h3


def _resolution(value: int) -> int:
    if not 0 <= value <= 15:
        raise failure("h3_resolution", value)
    return value


def _called(call: Callable[[], Any]) -> Any:
    """What the library gives; its complaints as an error of Snowflake's."""
    try:
        return call()
    except Exception as e:  # of the library, whose errors have no other class in common
        reason = str(e).rstrip(".") or type(e).__name__.removesuffix("Error")
        raise failure("h3_argument", reason) from None


def _id(text: str) -> int:
    """A cell by its hexadecimal text."""
    try:
        cell = int(text, 16)
    except ValueError:
        cell = 0
    if not 0 <= cell < 2**64 or not _h3().is_valid_cell(cell):
        raise failure("h3_argument", f"{text} is not a valid H3 cell ID")
    return cell


@python_function("BIGINT", "VARCHAR")
def cell_id(text: str) -> int:
    """The number of a cell."""
    return _id(text)


@python_function("BOOLEAN", "VARCHAR", "BOOLEAN")
def cell_valid(text: str, is_text: bool) -> bool:
    """Whether a text is the hexadecimal, or decimal, ID of a cell."""
    try:
        return bool(_h3().is_valid_cell(int(text, 16 if is_text else 10)))
    except (ValueError, OverflowError):
        return False


@python_function("BIGINT", "DOUBLE", "DOUBLE", "BIGINT")
def cell_of(latitude: float, longitude: float, resolution: int) -> int:
    """The cell in which a place lies."""
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        raise failure("h3_argument", "latitude and longitude must be finite numbers")
    fine = _resolution(resolution)
    return int(_called(lambda: _h3().latlng_to_cell(latitude, longitude, fine)))


@python_function("BIGINT", "VARCHAR", "BIGINT")
def cell_of_point(shape: str, resolution: int) -> int:
    """The cell in which a GEOGRAPHY lies that is a point."""
    value = json.loads(shape)
    if value["type"] != "Point":
        raise failure("geo_argument", f"a Point is needed, found {value['type']}")
    longitude, latitude = value["coordinates"][:2]
    return int(cell_of(latitude, longitude, resolution))


def _tidy(degrees: float) -> float | int:
    """Sixteen digits, as Snowflake has them."""
    return number(float(f"{degrees:.15e}"))


def _boundary(cell: int) -> Shape:
    ring = [[_tidy(x), _tidy(y)] for y, x in _called(lambda: _h3().cell_to_boundary(cell))]
    return {"coordinates": [[*ring, ring[0]]], "type": "Polygon"}


@python_function("VARCHAR", "BIGINT")
def cell_boundary(cell: int) -> str:
    """The polygon around a cell."""
    return written(_boundary(cell))


@python_function("VARCHAR", "BIGINT")
def cell_point(cell: int) -> str:
    """The middle of a cell."""
    latitude, longitude = _called(lambda: _h3().cell_to_latlng(cell))
    return written({"coordinates": [_tidy(longitude), _tidy(latitude)], "type": "Point"})


@python_function("BIGINT", "BIGINT")
def cell_resolution(cell: int) -> int:
    """The resolution of a cell."""
    return int(_called(lambda: _h3().get_resolution(cell)))


@python_function("BOOLEAN", "BIGINT")
def cell_pentagon(cell: int) -> bool:
    """Whether a cell has five corners."""
    return bool(_called(lambda: _h3().is_pentagon(cell)))


@python_function("BIGINT", "BIGINT", "BIGINT")
def cell_parent(cell: int, resolution: int) -> int:
    """The larger cell that a cell is a part of."""
    fine = _resolution(resolution)
    return int(_called(lambda: _h3().cell_to_parent(cell, fine)))


@python_function("BIGINT[]", "BIGINT", "BIGINT")
def cell_children(cell: int, resolution: int) -> list[int]:
    """The smaller cells that a cell has."""
    fine = _resolution(resolution)
    _fits(_called(lambda: _h3().cell_to_children_size(cell, fine)))
    return list(_h3().cell_to_children(cell, resolution))


@python_function("BIGINT[]", "BIGINT", "BIGINT")
def cell_disk(cell: int, distance: int) -> list[int]:
    """The cells that are so near."""
    if distance >= 0:
        _fits(3 * distance * (distance + 1) + 1)
    return list(_called(lambda: _h3().grid_disk(cell, distance)))


@python_function("BIGINT", "BIGINT", "BIGINT")
def cell_distance(a: int, b: int) -> int:
    """How many steps one cell is from another."""
    return int(_called(lambda: _h3().grid_distance(a, b)))


@python_function("BIGINT[]", "BIGINT", "BIGINT")
def cell_path(a: int, b: int) -> list[int]:
    """The cells between two cells, and these."""
    return list(_called(lambda: _h3().grid_path_cells(a, b)))


def _given(cells: list[str | None], is_text: bool) -> list[int]:
    """The cells of an ARRAY."""
    found = []
    for cell in cells:
        if cell is None or not cell_valid(cell, is_text):
            raise failure("h3_argument", f"{cell} is not a valid H3 cell ID")
        found.append(int(cell, 16 if is_text else 10))
    return found


@python_function("BIGINT[]", "VARCHAR[]", "BOOLEAN")
def cells_compacted(cells: list[str | None], is_text: bool) -> list[int]:
    """Fewer, larger cells that cover the same."""
    given = _given(cells, is_text)
    if len(set(given)) < len(given):
        raise failure("h3_argument", "the cells are not unique")
    if len({_h3().get_resolution(cell) for cell in given}) > 1:
        raise failure("h3_argument", "the cells have different resolutions")
    return list(_called(lambda: _h3().compact_cells(given)))


@python_function("BIGINT[]", "VARCHAR[]", "BOOLEAN", "BIGINT")
def cells_uncompacted(cells: list[str | None], is_text: bool, resolution: int) -> list[int]:
    """Cells of a resolution that cover the same."""
    given, fine = _given(cells, is_text), _resolution(resolution)
    _fits(_called(lambda: sum(_h3().cell_to_children_size(cell, fine) for cell in given)))
    return list(_called(lambda: _h3().uncompact_cells(given, resolution)))


# ----------------------------------------------------------------------------------------------------- cells of a shape


def _fits(size: float) -> None:
    if size > _MOST:
        raise failure("h3_argument", "the array of cells is too large")


def _cells_in(shape: Shape, resolution: int) -> Iterable[int]:
    """Cells whose middle is in a polygon with straight edges."""
    if shape["type"] != "Polygon":
        raise failure("geo_argument", f"a Polygon is needed, found {shape['type']}")
    h3 = _h3()
    _fits(sphere.polygon_area(shape["coordinates"]) / h3.average_hexagon_area(resolution, unit="m^2"))
    outer, *holes = [[(y, x) for x, y, *_ in ring[:-1]] for ring in shape["coordinates"]]
    return list(_called(lambda: h3.polygon_to_cells(h3.LatLngPoly(outer, *holes), resolution)))


def _cells_over(shape: Shape, resolution: int) -> Iterable[int]:
    """Cells that a shape with edges along great circles meets: from those of its corners, neighbour by neighbour."""
    h3 = _h3()
    polygons = [part["coordinates"] for part in parts(shape) if part["type"] == "Polygon"]
    _fits(sum(map(sphere.polygon_area, polygons)) / h3.average_hexagon_area(resolution, unit="m^2"))
    found: dict[int, None] = {}
    waiting = list(dict.fromkeys(h3.latlng_to_cell(p[1], p[0], resolution) for p in points(shape)))
    seen = set(waiting)
    while waiting:
        cell = waiting.pop(0)
        if not intersecting(_boundary(cell), shape):
            continue
        found[cell] = None
        for near in h3.grid_disk(cell, 1):
            if near not in seen:
                seen.add(near)
                waiting.append(near)
    return found


def _covering(over: bool, shape: str, resolution: int) -> list[int]:
    value = json.loads(shape)
    return list((_cells_over if over else _cells_in)(value, _resolution(resolution)))


@python_function("BIGINT[]", "BOOLEAN", "VARCHAR", "BIGINT")
def cells_covering(over: bool, shape: str, resolution: int) -> list[int]:
    """The cells that a shape meets, or whose middle lies in a polygon."""
    return _covering(over, shape, resolution)


def _or_none(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except ValueError as e:
        if "without the package" in str(e):
            raise
        return None


@python_function("BIGINT[]", "BOOLEAN", "VARCHAR", "BIGINT", nulls=True)
def try_cells_covering(over: bool, shape: str | None, resolution: int | None) -> list[int] | None:
    """The same, None where there is an error."""
    if shape is None or resolution is None:
        return None
    return _or_none(lambda: _covering(over, shape, _resolution(resolution)))  # type: ignore[no-any-return]


@python_function("BIGINT", "BIGINT", "BIGINT", nulls=True)
def try_cell_distance(a: int | None, b: int | None) -> int | None:
    """How many steps one cell is from another, None where that cannot be said."""
    if a is None or b is None:
        return None
    return _or_none(lambda: cell_distance(a, b))  # type: ignore[no-any-return]


@python_function("BIGINT[]", "BIGINT", "BIGINT", nulls=True)
def try_cell_path(a: int | None, b: int | None) -> list[int] | None:
    """The cells between two cells, None where that cannot be said."""
    if a is None or b is None:
        return None
    return _or_none(lambda: cell_path(a, b))  # type: ignore[no-any-return]

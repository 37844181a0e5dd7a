"""Shapes as WKB, EWKT and geohashes, and from them; the spatial references of shapes in the plane."""

from __future__ import annotations

import json

from mockhaus_dbt.python_functions import python_function
from mockhaus_dbt.python_functions.geography import (
    geography,
    geometry,
    srid_of,
    to_wkb,
    try_geography,
    with_srid,
    wkt,
    written,
)
from mockhaus_dbt.python_functions.shapes import bound, refuse


@python_function("BLOB", "VARCHAR", "INTEGER")
def shape_wkb(shape: str, srid: int) -> bytes:
    """A shape as WKB; as EWKB where the spatial reference is not negative; 0 is a GEOMETRY's own one."""
    return to_wkb(json.loads(shape), None if srid < 0 else srid or srid_of(shape))


@python_function("VARCHAR", "VARCHAR")
def shape_ewkt(shape: str) -> str:
    """A shape in the plane as EWKT."""
    return f"SRID={srid_of(shape)};{wkt(json.loads(shape))}"


@python_function("VARCHAR", "VARCHAR", "BOOLEAN", nulls=True)
def shape_on_earth(shape: str | None, safe: bool) -> str | None:
    """A shape in the plane whose coordinates are longitudes and latitudes, on the Earth."""
    if shape is None or (srid := srid_of(shape)) == 4326:
        return None if shape is None else (try_geography if safe else geography)(shape)
    if safe:
        return None
    raise refuse(f"Incompatible SRID: {srid} and 4326")


@python_function("INTEGER", "VARCHAR")
def shape_srid(shape: str) -> int:
    """The spatial reference of a shape in the plane."""
    return srid_of(shape)


@python_function("VARCHAR", "VARCHAR", "INTEGER")
def shape_with_srid(shape: str, srid: int) -> str:
    """A shape in the plane with another spatial reference."""
    return with_srid(written(json.loads(shape)), srid)


@python_function("VARCHAR", "BLOB", "BOOLEAN")
def shape_of_wkb(data: bytes, on_earth: bool) -> str:
    """A shape that WKB or EWKB holds."""
    made: str = (geography if on_earth else geometry)(data.hex().upper())
    return made


_BASE32 = "0123456789bcdefghjkmnpqrstuvwxyz"


def _geohash(longitude: float, latitude: float, size: int) -> str:
    low, high = [-180.0, -90.0], [180.0, 90.0]
    at, code, out = (longitude, latitude), 0, []
    for bit in range(5 * size):
        axis = bit % 2
        middle = (low[axis] + high[axis]) / 2
        code = code * 2
        if at[axis] >= middle:
            code += 1
            low[axis] = middle
        else:
            high[axis] = middle
        if bit % 5 == 4:
            out.append(_BASE32[code])
            code = 0
    return "".join(out)


@python_function("VARCHAR", "VARCHAR", "INTEGER", "BOOLEAN")
def shape_geohash(shape: str, size: int, on_earth: bool) -> str:
    """What the geohashes of a shape's corners begin with."""
    value = json.loads(shape)
    if not 1 <= size <= 20:
        raise refuse(f"the precision of a geohash is from 1 to 20, not {size}")
    if value["type"] == "Point":
        longitude, latitude, *_ = value["coordinates"]
        return _geohash(longitude, latitude, size)
    corners = [
        _geohash(bound(value, on_earth, 0, pick), bound(value, on_earth, 1, pick), size) for pick in (min, max)
    ]
    same = 0
    while same < size and len({c[same] for c in corners}) == 1:
        same += 1
    return corners[0][:same]


@python_function("VARCHAR", "VARCHAR", "INTEGER", "BOOLEAN")
def shape_of_geohash(text: str, size: int, as_point: bool) -> str:
    """The box of a geohash, or its middle."""
    low, high = [-180.0, -90.0], [180.0, 90.0]
    if not text or set(text.lower()) - set(_BASE32):
        raise refuse(f"'{text}' is no geohash")
    bits = [int(b) for c in text.lower()[:size] for b in f"{_BASE32.index(c):05b}"]
    for i, bit in enumerate(bits):
        middle = (low[i % 2] + high[i % 2]) / 2
        (low if bit else high)[i % 2] = middle
    if as_point:
        longitude, latitude = (f"{(a + b) / 2:.15e}" for a, b in zip(low, high))
        return f'{{"coordinates":[{longitude},{latitude}],"type":"Point"}}'
    west, south, east, north = (f"{n:.15e}" for n in (*low, *high))
    ring = f"[{west},{south}],[{west},{north}],[{east},{north}],[{east},{south}],[{west},{south}]"
    return f'{{"coordinates":[[{ring}]],"type":"Polygon"}}'


def shown(text: str, form: str, srid: int) -> str:
    """A shape in an output format of the session: WKT, EWKT, WKB, EWKB; 0 is a GEOMETRY's own spatial reference."""
    shape, srid = json.loads(text), srid or srid_of(text)
    if form == "WKT":
        return wkt(shape)
    if form == "EWKT":
        return f"SRID={srid};{wkt(shape)}"
    return to_wkb(shape, srid if form == "EWKB" else None).hex().upper()

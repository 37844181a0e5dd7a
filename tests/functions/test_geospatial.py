"""Shapes from text, and back."""

from __future__ import annotations

import json
import sys

import pytest


@pytest.mark.parametrize(
    "text, shape",
    [
        ("POINT(0 -1.5)", '{"coordinates":[0,-1.5],"type":"Point"}'),
        ("LINESTRING(0 0, 1 1)", '{"coordinates":[[0,0],[1,1]],"type":"LineString"}'),
        ("POLYGON((0 0,1 0,1 1,0 0))", '{"coordinates":[[[0,0],[1,0],[1,1],[0,0]]],"type":"Polygon"}'),
        ("MULTIPOINT((0 0),(1 1))", '{"coordinates":[[0,0],[1,1]],"type":"MultiPoint"}'),
        ("multipoint(0 0, 1 1)", '{"coordinates":[[0,0],[1,1]],"type":"MultiPoint"}'),
        ("SRID=4326;POINT(1 2)", '{"coordinates":[1,2],"type":"Point"}'),
        ('{"type": "Point", "coordinates": [1.0, 2]}', '{"coordinates":[1,2],"type":"Point"}'),
        (
            "GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1))",
            '{"geometries":[{"coordinates":[1,2],"type":"Point"},{"coordinates":[[0,0],[1,1]],"type":"LineString"}],'
            '"type":"GeometryCollection"}',
        ),
    ],
)
def test_read(sql, text, shape):
    assert sql.rows(f"select to_geography('{text}')") == [(shape,)]
    again = sql.rows(f"select to_geography(st_aswkt(to_geography('{text}')))")
    assert again == [(shape,)]


@pytest.mark.parametrize("text", ["", "POINT", "POINT(1)", "POINT(1 2", "POINT(1 2) x", "POINT(a b)", "POINT(10 91)", "{}"])
def test_no_shape(sql, text):
    assert sql.fails(f"select to_geography('{text}')").startswith("100217 (P0000): Error parsing Geo input")
    assert sql.rows(f"select try_to_geography('{text}')") == [(None,)]


@pytest.mark.parametrize("text", ["POINTM(1 2 3)", "POINT ZM (1 2 3 4)"])
def test_refused(sql, text):
    assert "Unsupported feature" in sql.fails(f"select to_geometry('{text}')")


@pytest.mark.parametrize("text", ["POINTZ(1 2 3)", "POINT Z (1 2 3)", "POINT(1 2 3)"])
def test_three_dimensions(sql, text):
    assert sql.rows(f"select to_geography('{text}'), st_aswkt(to_geometry('{text}'))") == [
        ('{"coordinates":[1,2,3],"type":"Point"}', "POINTZ(1 2 3)")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "POINT(1 2)",
        "POINTZ(1 2 3.5)",
        "POLYGON((0 0,1 0,1 1,0 0),(0.3 0.1,0.5 0.1,0.5 0.2,0.3 0.1))",
        "MULTILINESTRING((0 0,1 1),(2 2,3 3))",
        "MULTIPOLYGON(((0 0,1 0,1 1,0 0)))",
        "GEOMETRYCOLLECTION(POINT(1 2),MULTIPOINT((0 0),(1 1)))",
    ],
)
def test_wkb_and_back(sql, text):
    for kind in ("geography", "geometry"):
        shape = f"to_{kind}('{text}')"
        query = f"select st_aswkt(st_{kind}fromwkb(st_aswkb({shape}))), st_aswkt(to_{kind}(hex_encode(st_asewkb({shape}))))"
        assert sql.rows(query) == [(text, text)]


def test_no_wkb(sql):
    assert "100217" in sql.fails("select st_geographyfromwkb(to_binary('0101000000'))")
    assert "100217" in sql.fails("select to_geography(to_binary('FF'))")


def test_output_formats(sql):
    point = "select to_geography('POINT(1 2)'), to_geometry('POINT(3 4)')"
    sql("alter session set geography_output_format = 'WKT', geometry_output_format = 'EWKT'")
    assert sql.rows(point) == [("POINT(1 2)", "SRID=0;POINT(3 4)")]
    sql("alter session set geography_output_format = 'EWKB', geometry_output_format = 'wkb'")
    assert sql.rows(point) == [
        ("0101000020E6100000000000000000F03F0000000000000040", "010100000000000000000008400000000000001040")
    ]


def test_cut_along_great_circles(sql):
    """The example of ST_INTERSECTION's page, to the digits that it prints."""
    sql("alter session set geography_output_format = 'GeoJSON'")
    (text,) = sql.rows(
        "select st_intersection(to_geography('POLYGON((0 0, 1 0, 2 1, 1 2, 2 3, 1 4, 0 4, 0 0))'),"
        " to_geography('POLYGON((3 0, 3 4, 2 4, 1 3, 2 2, 1 1, 2 0, 3 0))'))"
    )[0]
    rings = [{(round(x, 9), round(y, 9)) for x, y in polygon[0]} for polygon in json.loads(text)["coordinates"]]
    assert sorted(rings, key=min) == sorted(
        [
            {(1.5, 0.50005712), (2, 1), (1.5, 1.500171359), (1, 1)},
            {(1.5, 2.500285599), (2, 3), (1.5, 3.500399839), (1, 3)},
        ],
        key=min,
    )


def test_nothing_is_null(sql):
    apart = "to_geography('POLYGON((0 0, 1 0, 1 1, 0 0))'), to_geography('POLYGON((5 5, 6 5, 6 6, 5 5))')"
    assert sql.rows(f"select st_intersection({apart}), st_intersects({apart}), st_collect(null, st_makepoint(1, 1))") == [
        (None, False, None)
    ]


@pytest.mark.parametrize(
    "call",
    [
        "st_distance(to_geography('POINT(0 0)'), to_geometry('POINT(0 0)'))",
        "st_area('POINT(0 0)')",
        "st_area(1)",
    ],
)
def test_wrong_types(sql, call):
    assert sql.fails(f"select {call}").startswith("001044")


@pytest.mark.parametrize(
    "call",
    [
        "st_pointn(to_geography('LINESTRING(0 0, 1 1)'), 3)",
        "st_startpoint(st_makepoint(0, 0))",
        "st_makepolygon(to_geography('LINESTRING(0 0, 1 1, 2 2, 3 3)'))",
        "st_geohash(st_makepoint(0, 0), 21)",
    ],
)
def test_wrong_arguments(sql, call):
    assert "geospatial function" in sql.fails(f"select {call}")


@pytest.mark.parametrize(
    "call",
    [
        "st_union(to_geometry('POINT(0 0)'), to_geometry('POINT(0 0)'))",
        "st_intersects(to_geography('LINESTRING(0 0, 80 0, 160 0)'), st_makepoint(-100, 0))",
    ],
)
def test_what_is_refused(sql, call):
    assert "Unsupported feature" in sql.fails(f"select {call}")


def test_without_the_library(sql, monkeypatch):
    monkeypatch.setitem(sys.modules, "shapely", None)
    assert "dbt-mockhaus[geo]" in sql.fails("select st_intersects(st_makepoint(0, 0), st_makepoint(0, 0))")
    assert sql.rows("select st_distance(st_makepoint(0, 0), st_makepoint(0, 0))") == [(0.0,)]


def test_columns(sql):
    sql("create table shapes (g geography, m geometry)")
    sql("insert into shapes select to_geography('POINT(1 2)'), to_geometry('POINT(1000 2000)')")
    assert sql.rows("select st_x(g), st_y(m), st_asgeojson(g):type::varchar from shapes") == [(1.0, 2000.0, "Point")]
    assert [c.type.name for c in sql("select * from shapes").columns] == ["GEOGRAPHY", "GEOMETRY"]
    assert sql.rows("select 'POINT(3 4)'::geography") == [('{"coordinates":[3,4],"type":"Point"}',)]

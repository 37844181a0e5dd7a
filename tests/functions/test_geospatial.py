"""Shapes from text, and back."""

from __future__ import annotations

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


@pytest.mark.parametrize("text", ["POINTZ(1 2 3)", "POINT Z (1 2 3)", "POINT(1 2 3)", "0101000000000000000000F03F0000000000000040"])
def test_refused_even_by_try(sql, text):
    for name in ("to_geography", "try_to_geography", "to_geometry"):
        assert "Unsupported feature" in sql.fails(f"select {name}('{text}')")


def test_columns(sql):
    sql("create table shapes (g geography, m geometry)")
    sql("insert into shapes select to_geography('POINT(1 2)'), to_geometry('POINT(1000 2000)')")
    assert sql.rows("select st_x(g), st_y(m), st_asgeojson(g):type::varchar from shapes") == [(1.0, 2000.0, "Point")]
    assert [c.type.name for c in sql("select * from shapes").columns] == ["GEOGRAPHY", "GEOMETRY"]
    assert sql.rows("select 'POINT(3 4)'::geography") == [('{"coordinates":[3,4],"type":"Point"}',)]


def test_other_output_formats_are_refused(sql):
    sql("alter session set geography_output_format = 'WKT'")
    assert "GEOGRAPHY_OUTPUT_FORMAT other than GeoJSON" in sql.fails("select to_geography('POINT(1 2)')")

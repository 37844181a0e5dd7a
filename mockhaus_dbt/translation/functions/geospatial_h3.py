"""Geospatial functions on cells of the H3 grid
(https://docs.snowflake.com/en/sql-reference/data-types-geospatial, "Using GEOGRAPHY objects with H3").

A cell is an INTEGER, or its hexadecimal digits in a VARCHAR.
"""

from __future__ import annotations

from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.expressions import Expr, combined
from mockhaus_dbt.translation.functions.geospatial import GEOGRAPHY
from mockhaus_dbt.translation.functions.registry import Any, Array, Call, Float, Integer, Text, function

_ORDER = "Cells may come in another order."


def _cell(call: Call, cell: Expr) -> str:
    """A cell as a BIGINT.

    Raises:
        CompilationError: 001044 it is neither a number nor text.
    """
    if cell.type.is_text:
        return f"mh_cell_id({cell.sql})"
    if cell.is_null or cell.type.name in ("NUMBER", "FLOAT"):
        return f"CAST({cell.sql} AS BIGINT)"
    raise call.wrong_types()


def _big(number: Expr) -> str:
    return f"CAST({number.sql} AS BIGINT)"


def _hex(cell_sql: str) -> str:
    return f"to_hex({cell_sql})"


def _as_given(given: Expr, cell_sql: str, *values: Expr) -> Expr:
    """A cell in the form in which another one was given."""
    if given.type.is_text:
        return combined(_hex(cell_sql), t.VARCHAR, *values, atomic=True)
    return combined(cell_sql, t.INTEGER, *values, atomic=True)


def _listed(cells_sql: str, as_text: bool, *values: Expr) -> Expr:
    """Cells as an ARRAY."""
    one = "'\"' || lower(to_hex(_cell)) || '\"'" if as_text else "CAST(_cell AS VARCHAR)"
    joined = f"array_to_string(list_transform(_cells, lambda _cell: {one}), ',')"
    text = f"list_transform([{cells_sql}], lambda _cells: '[' || {joined} || ']')[1]"
    return combined(f"CAST({text} AS JSON)", t.ARRAY, *values, atomic=True)


def _on_earth(call: Call, shape: Expr) -> str:
    if not (shape.is_null or shape.type.name == "GEOGRAPHY"):
        raise call.wrong_types()
    return f"CAST({shape.sql} AS VARCHAR)"


@function
def h3_latlng_to_cell(latitude: Float, longitude: Float, target_resolution: Integer) -> Integer:
    """The cell in which a place lies.

    >>> H3_LATLNG_TO_CELL(52.516262, 13.377704, 8)
    613036919424548863
    >>> H3_LATLNG_TO_CELL(52.516262, 373.377704, 8)
    613036919424548863
    """
    sql = f"mh_cell_of({latitude.sql}, {longitude.sql}, {_big(target_resolution)})"
    return combined(sql, t.INTEGER, latitude, longitude, target_resolution, atomic=True)


@function
def h3_latlng_to_cell_string(latitude: Float, longitude: Float, target_resolution: Integer) -> Text:
    """The hexadecimal ID of the cell in which a place lies.

    >>> H3_LATLNG_TO_CELL_STRING(52.516262, 13.377704, 8)
    881F1D4887FFFFF
    """
    sql = _hex(f"mh_cell_of({latitude.sql}, {longitude.sql}, {_big(target_resolution)})")
    return combined(sql, t.VARCHAR, latitude, longitude, target_resolution, atomic=True)


@function
def h3_point_to_cell(call: Call, geography_point: Any, target_resolution: Integer) -> Expr:
    """The cell in which a point lies.

    >>> H3_POINT_TO_CELL(ST_POINT(13.377704, 52.516262), 8)
    613036919424548863
    """
    sql = f"mh_cell_of_point({_on_earth(call, geography_point)}, {_big(target_resolution)})"
    return combined(sql, t.INTEGER, geography_point, target_resolution, atomic=True)


@function
def h3_point_to_cell_string(call: Call, geography_point: Any, target_resolution: Integer) -> Expr:
    """The hexadecimal ID of the cell in which a point lies.

    >>> H3_POINT_TO_CELL_STRING(ST_POINT(13.377704, 52.516262), 8)
    881F1D4887FFFFF
    """
    sql = _hex(f"mh_cell_of_point({_on_earth(call, geography_point)}, {_big(target_resolution)})")
    return combined(sql, t.VARCHAR, geography_point, target_resolution, atomic=True)


@function
def h3_cell_to_point(call: Call, cell_id: Any) -> Expr:
    """The middle of a cell.

    >>> ROUND(ST_X(H3_CELL_TO_POINT(613036919424548863)), 12)
    13.376767911847
    >>> ROUND(ST_Y(H3_CELL_TO_POINT('881F1D4887FFFFF')), 12)
    52.516383867225
    """
    return combined(f"CAST(mh_cell_point({_cell(call, cell_id)}) AS JSON)", GEOGRAPHY, cell_id, atomic=True)


@function
def h3_cell_to_boundary(call: Call, cell_id: Any) -> Expr:
    """The polygon around a cell.

    >>> H3_CELL_TO_BOUNDARY(613036919424548863) = H3_CELL_TO_BOUNDARY('881F1D4887FFFFF')
    true
    """
    return combined(f"CAST(mh_cell_boundary({_cell(call, cell_id)}) AS JSON)", GEOGRAPHY, cell_id, atomic=True)


@function
def h3_get_resolution(call: Call, cell_id: Any) -> Expr:
    """The resolution of a cell, from 0 to 15.

    >>> H3_GET_RESOLUTION(617540519050084351)
    9
    >>> H3_GET_RESOLUTION('89283087033ffff')
    9
    """
    return combined(f"mh_cell_resolution({_cell(call, cell_id)})", t.INTEGER, cell_id, atomic=True)


@function
def h3_is_pentagon(call: Call, cell_id: Any) -> Expr:
    """Whether a cell has five corners.

    >>> H3_IS_PENTAGON(613036919424548863)
    false
    >>> H3_IS_PENTAGON('804dfffffffffff')
    true
    """
    return combined(f"mh_cell_pentagon({_cell(call, cell_id)})", t.BOOLEAN, cell_id, atomic=True)


@function
def h3_is_valid_cell(call: Call, cell_id: Any) -> Expr:
    """Whether a value is the ID of a cell.

    >>> H3_IS_VALID_CELL(613036919424548863)
    true
    >>> H3_IS_VALID_CELL('Invalid Cell')
    false
    >>> H3_IS_VALID_CELL(NULL)
    NULL
    """
    if not (cell_id.is_null or cell_id.type.is_text or cell_id.type.name in ("NUMBER", "FLOAT")):
        raise call.wrong_types()
    text = cell_id.sql if cell_id.type.is_text else f"CAST({call.cast(cell_id, t.INTEGER).sql} AS VARCHAR)"
    sql = f"mh_cell_valid({text}, {'true' if cell_id.type.is_text else 'false'})"
    return combined(sql, t.BOOLEAN, cell_id, atomic=True)


@function
def h3_int_to_string(call: Call, cell_id: Integer) -> Expr:
    """The hexadecimal ID of a cell.

    >>> H3_INT_TO_STRING(617700171168612351)
    89283087033FFFF
    """
    return combined(_hex(_big(cell_id)), t.VARCHAR, cell_id, atomic=True)


@function
def h3_string_to_int(call: Call, cell_id: Text) -> Expr:
    """The INTEGER ID of a cell.

    >>> H3_STRING_TO_INT('89283087033FFFF')
    617700171168612351
    """
    return combined(f"mh_cell_id({cell_id.sql})", t.INTEGER, cell_id, atomic=True)


@function
def h3_cell_to_parent(call: Call, cell_id: Any, target_resolution: Integer) -> Expr:
    """The larger cell of a resolution that a cell is a part of.

    >>> H3_CELL_TO_PARENT(613036919424548863, 7)
    608533319805566975
    >>> H3_CELL_TO_PARENT('881F1D4887FFFFF', 7)
    871F1D488FFFFFF
    """
    sql = f"mh_cell_parent({_cell(call, cell_id)}, {_big(target_resolution)})"
    return _as_given(cell_id, sql, cell_id, target_resolution)


@function
def h3_cell_to_children(cell_id: Integer, target_resolution: Integer) -> Array:
    """The cells of a resolution that a cell has.

    >>> H3_CELL_TO_CHILDREN(613036919424548863, 9)
    [617540519050084351,617540519050346495,617540519050608639,617540519050870783,617540519051132927,617540519051395071,617540519051657215]
    """
    cells = f"mh_cell_children({_big(cell_id)}, {_big(target_resolution)})"
    return _listed(cells, False, cell_id, target_resolution)


@function
def h3_cell_to_children_string(cell_id: Text, target_resolution: Integer) -> Array:
    """The hexadecimal IDs of the cells of a resolution that a cell has.

    >>> H3_CELL_TO_CHILDREN_STRING('881F1D4887FFFFF', 9)
    ["891f1d48863ffff","891f1d48867ffff","891f1d4886bffff","891f1d4886fffff","891f1d48873ffff","891f1d48877ffff","891f1d4887bffff"]
    """
    cells = f"mh_cell_children(mh_cell_id({cell_id.sql}), {_big(target_resolution)})"
    return _listed(cells, True, cell_id, target_resolution)


@function
def h3_grid_disk(call: Call, cell_id: Any, k_value: Integer) -> Expr:
    """The cells within a number of steps from a cell.

    >>> H3_GRID_DISK(617540519050084351, 1)
    [617540519050084351,617540519051657215,617540519050608639,617540519050870783,617540519050346495,617540519051395071,617540519051132927]
    >>> H3_GRID_DISK('891f1d48863ffff', 1)
    ["891f1d48863ffff","891f1d4887bffff","891f1d4886bffff","891f1d4886fffff","891f1d48867ffff","891f1d48877ffff","891f1d48873ffff"]
    """
    cells = f"mh_cell_disk({_cell(call, cell_id)}, {_big(k_value)})"
    return _listed(cells, cell_id.type.is_text, cell_id, k_value)


@function
def h3_grid_distance(call: Call, cell_id_1: Any, cell_id_2: Any) -> Expr:
    """How many steps one cell is from another.

    >>> H3_GRID_DISTANCE(617540519103561727, 617540519052967935)
    5
    >>> H3_GRID_DISTANCE('891f1d48b93ffff', '891f1d4888fffff')
    5
    """
    sql = f"mh_cell_distance({_cell(call, cell_id_1)}, {_cell(call, cell_id_2)})"
    return combined(sql, t.INTEGER, cell_id_1, cell_id_2, atomic=True)


@function
def h3_try_grid_distance(call: Call, cell_id_1: Any, cell_id_2: Any) -> Expr:
    """How many steps one cell is from another, NULL where that cannot be said.

    >>> H3_TRY_GRID_DISTANCE(582046271372525567, 581883543651614719)
    NULL
    """
    sql = f"mh_try_cell_distance({_cell(call, cell_id_1)}, {_cell(call, cell_id_2)})"
    return combined(sql, t.INTEGER, cell_id_1, cell_id_2, atomic=True).but(nullable=True)


@function
def h3_grid_path(call: Call, cell_id_1: Any, cell_id_2: Any) -> Expr:
    """The cells on the line between two cells.

    >>> H3_GRID_PATH(617540519103561727, 617540519052967935)
    [617540519103561727,617540519046414335,617540519047462911,617540519044055039,617540519045103615,617540519052967935]
    >>> H3_GRID_PATH('891f1d48b93ffff', '891f1d4888fffff')
    ["891f1d48b93ffff","891f1d4882bffff","891f1d4883bffff","891f1d48807ffff","891f1d48817ffff","891f1d4888fffff"]
    """
    cells = f"mh_cell_path({_cell(call, cell_id_1)}, {_cell(call, cell_id_2)})"
    return _listed(cells, cell_id_1.type.is_text, cell_id_1, cell_id_2)


@function
def h3_try_grid_path(call: Call, cell_id_1: Any, cell_id_2: Any) -> Expr:
    """The cells on the line between two cells, NULL where there is none.

    >>> H3_TRY_GRID_PATH('813d7ffffffffff', '81343ffffffffff')
    NULL
    """
    cells = f"mh_try_cell_path({_cell(call, cell_id_1)}, {_cell(call, cell_id_2)})"
    return _listed(cells, cell_id_1.type.is_text, cell_id_1, cell_id_2).but(nullable=True)


def _texts(cells: Expr) -> str:
    """The elements of an ARRAY as texts."""
    return f"json_extract_string({cells.sql}, '$[*]')"


@function
def h3_compact_cells(array_of_cell_ids: Array) -> Array:
    """Fewer, larger cells that cover the same as cells of one resolution.

    >>> H3_COMPACT_CELLS([622236750562230271, 622236750562263039, 622236750562295807, 622236750562328575, 622236750562361343, 622236750562394111, 622236750562426879, 622236750558396415])
    [622236750558396415,617733150935089151]
    """  # noqa: E501
    return _listed(f"mh_cells_compacted({_texts(array_of_cell_ids)}, false)", False, array_of_cell_ids)


@function
def h3_compact_cells_strings(array_of_cell_ids: Array) -> Array:
    """The hexadecimal IDs of fewer, larger cells that cover the same as cells of one resolution.

    >>> H3_COMPACT_CELLS_STRINGS(['8a2a10705507fff', '8a2a1070550ffff', '8a2a10705517fff', '8a2a1070551ffff', '8a2a10705527fff', '8a2a1070552ffff', '8a2a10705537fff', '8a2a10705cdffff'])
    ["8a2a10705cdffff","892a1070553ffff"]
    """  # noqa: E501
    return _listed(f"mh_cells_compacted({_texts(array_of_cell_ids)}, true)", True, array_of_cell_ids)


@function
def h3_uncompact_cells(array_of_cell_ids: Array, target_resolution: Integer) -> Array:
    """The cells of a resolution that cover the same as others.

    >>> H3_UNCOMPACT_CELLS([622236750558396415, 617733150935089151], 10)
    [622236750558396415,622236750562230271,622236750562263039,622236750562295807,622236750562328575,622236750562361343,622236750562394111,622236750562426879]
    """
    cells = f"mh_cells_uncompacted({_texts(array_of_cell_ids)}, false, {_big(target_resolution)})"
    return _listed(cells, False, array_of_cell_ids, target_resolution)


@function
def h3_uncompact_cells_strings(array_of_cell_ids: Array, target_resolution: Integer) -> Array:
    """The hexadecimal IDs of the cells of a resolution that cover the same as others.

    >>> H3_UNCOMPACT_CELLS_STRINGS(['8a2a1072339ffff', '892a1072377ffff'], 10)
    ["8a2a1072339ffff","8a2a10723747fff","8a2a1072374ffff","8a2a10723757fff","8a2a1072375ffff","8a2a10723767fff","8a2a1072376ffff","8a2a10723777fff"]
    """
    cells = f"mh_cells_uncompacted({_texts(array_of_cell_ids)}, true, {_big(target_resolution)})"
    return _listed(cells, True, array_of_cell_ids, target_resolution)


def _covering(call: Call, shape: Expr, resolution: Expr, over: bool, as_text: bool) -> Expr:
    """The cells that a shape meets, or those whose middle lies in a polygon."""
    name = "mh_try_cells_covering" if "_TRY_" in call.name else "mh_cells_covering"
    cells = f"{name}({'true' if over else 'false'}, {_on_earth(call, shape)}, {_big(resolution)})"
    made = _listed(cells, as_text, shape, resolution)
    return made.but(nullable=True) if "_TRY_" in call.name else made


@function(aliases=("H3_TRY_POLYGON_TO_CELLS",), remark=_ORDER)
def h3_polygon_to_cells(call: Call, geography_polygon: Any, target_resolution: Integer) -> Expr:
    """The cells whose middle lies in a polygon with straight edges.

    >>> ARRAY_SIZE(H3_POLYGON_TO_CELLS(TO_GEOGRAPHY('POLYGON((-122.481889 37.826683,-122.479487 37.808548,-122.474150 37.808904,-122.476510 37.826935,-122.481889 37.826683))'), 9))
    9
    >>> H3_TRY_POLYGON_TO_CELLS(TO_GEOGRAPHY('POLYGON((-108.959 40.948, -109.015 37.077, -102.117 36.956, -102.134 40.953, -108.959 40.948))'), 15)
    NULL
    """  # noqa: E501
    return _covering(call, geography_polygon, target_resolution, False, False)


@function(aliases=("H3_TRY_POLYGON_TO_CELLS_STRINGS",), remark=_ORDER)
def h3_polygon_to_cells_strings(call: Call, geography_polygon: Any, target_resolution: Integer) -> Expr:
    """The hexadecimal IDs of the cells whose middle lies in a polygon with straight edges.

    >>> ARRAY_SIZE(H3_POLYGON_TO_CELLS_STRINGS(TO_GEOGRAPHY('POLYGON((-122.481889 37.826683,-122.479487 37.808548,-122.474150 37.808904,-122.476510 37.826935,-122.481889 37.826683))'), 9))
    9
    """  # noqa: E501
    return _covering(call, geography_polygon, target_resolution, False, True)


@function(aliases=("H3_TRY_COVERAGE",), remark=_ORDER)
def h3_coverage(call: Call, geography_expression: Any, target_resolution: Integer) -> Expr:
    """The cells that a shape meets.

    >>> ARRAY_SORT(H3_COVERAGE(TO_GEOGRAPHY('POLYGON((-122.481889 37.826683,-122.479487 37.808548,-122.474150 37.808904,-122.476510 37.826935,-122.481889 37.826683))'), 8))
    [613196571539931135,613196571542028287,613196571548319743,613196571550416895,613196571560902655,613196571598651391]
    >>> H3_TRY_COVERAGE(TO_GEOGRAPHY('POLYGON((-108.959 40.948, -109.015 37.077, -102.117 36.956, -102.134 40.953, -108.959 40.948))'), 15)
    NULL
    """  # noqa: E501
    return _covering(call, geography_expression, target_resolution, True, False)


@function(aliases=("H3_TRY_COVERAGE_STRINGS",), remark=_ORDER)
def h3_coverage_strings(call: Call, geography_expression: Any, target_resolution: Integer) -> Expr:
    """The hexadecimal IDs of the cells that a shape meets.

    >>> ARRAY_SORT(H3_COVERAGE_STRINGS(TO_GEOGRAPHY('POLYGON((-122.481889 37.826683,-122.479487 37.808548,-122.474150 37.808904,-122.476510 37.826935,-122.481889 37.826683))'), 8))
    ["8828308701fffff","8828308703fffff","8828308709fffff","882830870bfffff","8828308715fffff","8828308739fffff"]
    """  # noqa: E501
    return _covering(call, geography_expression, target_resolution, True, True)

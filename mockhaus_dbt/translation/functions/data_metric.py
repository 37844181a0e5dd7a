"""System data metric functions (https://docs.snowflake.com/en/sql-reference/functions-data-metric).

Each is Snowflake SQL over the column ``v`` of a query ``q``. Those that cannot be called, as only a table that they are
associated with has something to measure (ROW_COUNT, SCHEMA_CHANGE_COUNT, ACCEPTED_VALUES, REFERENTIAL_INTEGRITY_COUNT),
are refused as association is.
"""

from __future__ import annotations

from sqlglot import exp

from mockhaus_dbt.errors import error
from mockhaus_dbt.translation import types as t
from mockhaus_dbt.translation.ast_parser import parse_expression, tokenize
from mockhaus_dbt.translation.expressions import NOW, Expr
from mockhaus_dbt.translation.functions.registry import Call, Node, function

_NUMBERS = frozenset(["NUMBER", "FLOAT", "NULL"])
_TEXT = frozenset(["VARCHAR", "NULL"])
_MOMENTS = frozenset(["DATE", "TIMESTAMP_LTZ", "TIMESTAMP_NTZ", "TIMESTAMP_TZ", "NULL"])
_ALL = _NUMBERS | _TEXT | _MOMENTS
#: values that are numbers, and how many rows there are.
_FINITE = "f AS (SELECT v::FLOAT AS v FROM q WHERE v::FLOAT <> 'NaN'::FLOAT)"
_QUARTILES = f"""{_FINITE}, b AS (SELECT COUNT(*) AS n, PERCENTILE_CONT(0.25) WITHIN GROUP (ORDER BY v) AS q1,
    MEDIAN(v) AS q2, PERCENTILE_CONT(0.75) WITHIN GROUP (ORDER BY v) AS q3 FROM f)"""
_SPREAD = f"{_FINITE}, b AS (SELECT COUNT(*) AS n, AVG(v) AS m, STDDEV(v) AS s FROM f)"


def _outliers(bounds: str, test: str) -> tuple[str, str]:
    counted = f"(SELECT IFF(MIN(n) < 100, 0, COUNT_IF({test})) AS c FROM f, b) AS o"
    head = f"{bounds} SELECT "
    count = f"{head}ZEROIFNULL(c) FROM {counted}"
    return count, f"{head}ZEROIFNULL(100 * c::FLOAT / NULLIFZERO((SELECT COUNT(*) FROM q))) FROM {counted}"


def _fences(step: int) -> tuple[str, str]:
    """Beyond so many times the half of the interquartile range that lies on the side."""
    return _outliers(_QUARTILES, f"v < q1 - {step} * (q2 - q1) OR v > q3 + {step} * (q3 - q2)")


def _even_fences(step: float) -> tuple[str, str]:
    return _outliers(_QUARTILES, f"v < q1 - {step} * (q3 - q1) OR v > q3 + {step} * (q3 - q1)")


def _deviations(step: float) -> tuple[str, str]:
    return _outliers(_SPREAD, f"s > 0 AND ABS(v - m) > {step} * s")


def _share(test: str, type_: str = "FLOAT") -> tuple[str, str]:
    whole = "NULLIFZERO(COUNT(*))"
    percent = f"100 * COUNT_IF({test})::FLOAT / {whole}" if type_ == "FLOAT" else f"100 * COUNT_IF({test}) / {whole}"
    return f"SELECT COUNT_IF({test}) FROM q", f"SELECT ZEROIFNULL({percent}) FROM q"


_BLANK = "A value is blank where nothing but white space is in it."
_INTERPOLATED = "Quartiles are interpolated; how they are found is not documented."
_UNDOCUMENTED = "The scale of the result is not documented; no rows are 0 percent."
#: name -> what is counted, types of the column, tests for _COUNT and _PERCENT, remark.
_COUNTED: dict[str, tuple[str, frozenset[str], tuple[str, str], str]] = {
    "BLANK": ("are blank", _TEXT, _share(r"RLIKE(v, '\\s*', 's')", "NUMBER"), _BLANK),
    "CASE_FORMAT_VIOLATION": (
        "are neither in capital nor in small letters nor titles",
        _TEXT,
        _share("v <> UPPER(v) AND v <> LOWER(v) AND v <> INITCAP(v)"),
        "Titles are what INITCAP gives.",
    ),
    "FUTURE_TIMESTAMP": ("lie in the future", _MOMENTS, _share("v > CURRENT_TIMESTAMP()"), _UNDOCUMENTED),
    "INVALID_JSON": ("are no JSON", _TEXT, _share("CHECK_JSON(v) IS NOT NULL"), ""),
    "INVALID_NUMERIC_TYPE_CAST": (
        "are no numbers",
        _TEXT,
        _share("v IS NOT NULL AND TRY_TO_DOUBLE(v) IS NULL"),
        "Numbers are what TRY_TO_DOUBLE takes.",
    ),
    "NEGATIVE": ("are negative", _NUMBERS, _share("v < 0"), _UNDOCUMENTED),
    "NULL": ("are NULL", _ALL, _share("v IS NULL", "NUMBER"), _UNDOCUMENTED),
    "SPECIAL_CHARACTER": (
        "have other characters than ASCII letters and digits",
        _TEXT,
        _share("RLIKE(v, '.*[^A-Za-z0-9].*', 's')"),
        "",
    ),
    "UNTRIMMED_STRING": ("begin or end with white space", _TEXT, _share(r"RLIKE(v, '\\s.*|.*\\s', 's')"), ""),
    "ZERO": ("are zero", _NUMBERS, _share("v = 0"), _UNDOCUMENTED),
    "OUTLIER": ("lie outside of three times half the middle half", _NUMBERS, _fences(3), _INTERPOLATED),
    "EXTREME_OUTLIER": ("lie outside of six times half the middle half", _NUMBERS, _fences(6), _INTERPOLATED),
    "OUTLIER_IQR": ("lie outside of 1.5 interquartile ranges", _NUMBERS, _even_fences(1.5), _INTERPOLATED),
    "EXTREME_OUTLIER_IQR": ("lie outside of 3 interquartile ranges", _NUMBERS, _even_fences(3), _INTERPOLATED),
    "OUTLIER_ZSCORE": ("are farther from the mean than 3 standard deviations", _NUMBERS, _deviations(3), ""),
    "EXTREME_OUTLIER_ZSCORE": ("are farther from the mean than 4.5 deviations", _NUMBERS, _deviations(4.5), ""),
}
_BY_SECOND = "SELECT DATEDIFF('second', MAX(v), CURRENT_TIMESTAMP()) FROM q"
#: name -> types of the column, SQL, an example, its result, remark.
_MEASURED: dict[str, tuple[frozenset[str], str, str, str, str]] = {
    "APPROX_QUANTILE_25": (_NUMBERS, "SELECT APPROX_PERCENTILE(v, 0.25) FROM q", "VALUES (2), (2)", "2", ""),
    "APPROX_QUANTILE_50": (_NUMBERS, "SELECT APPROX_PERCENTILE(v, 0.5) FROM q", "VALUES (2), (2)", "2", ""),
    "APPROX_QUANTILE_99": (_NUMBERS, "SELECT APPROX_PERCENTILE(v, 0.99) FROM q", "VALUES (5), (5)", "5", ""),
    "AVG": (_NUMBERS, "SELECT AVG(v) FROM q", "VALUES (1), (2)", "1.500000", ""),
    "MAX": (_NUMBERS, "SELECT MAX(v) FROM q", "VALUES (1), (2)", "2", ""),
    "MEDIAN": (_NUMBERS, "SELECT MEDIAN(v) FROM q", "VALUES (1), (2), (9)", "2.000", ""),
    "MIN": (_NUMBERS, "SELECT MIN(v) FROM q", "VALUES (1), (2)", "1", ""),
    "STDDEV": (_NUMBERS, "SELECT STDDEV(v) FROM q", "VALUES (1), (3), (5)", "2", ""),
    "VARIANCE": (_NUMBERS, "SELECT VARIANCE(v) FROM q", "VALUES (1), (3), (5)", "4.000000", ""),
    "STRING_LENGTH_AVG": (_TEXT, "SELECT AVG(LENGTH(v)) FROM q", "VALUES ('a'), ('abc')", "2.000000", ""),
    "STRING_LENGTH_MAX": (_TEXT, "SELECT MAX(LENGTH(v)) FROM q", "VALUES ('a'), ('abc')", "3", ""),
    "STRING_LENGTH_MIN": (_TEXT, "SELECT MIN(LENGTH(v)) FROM q", "VALUES ('a'), ('abc')", "1", ""),
    "UNIQUE_COUNT": (_ALL, "SELECT COUNT(DISTINCT v) FROM q", "VALUES (1), (1), (2), (NULL)", "2", ""),
    "DUPLICATE_COUNT": (
        _ALL,
        "SELECT ZEROIFNULL(SUM(n)) FROM (SELECT COUNT(*) AS n FROM q GROUP BY v HAVING n > 1)",
        "VALUES (1), (1), (2), (NULL), (NULL)",
        "4",
        "Counts the rows whose value, or NULL, more than one row has.",
    ),
    "FRESHNESS": (_MOMENTS, _BY_SECOND, "VALUES (DATEADD('second', -5, CURRENT_TIMESTAMP()))", "5", ""),
}


def _register(name: str, types: frozenset[str], sql: str, doc: str, remark: str) -> None:
    def body(call: Call, query: Node) -> Expr:
        return _measured(call, query, types, sql)

    body.__doc__ = doc
    body.__module__ = __name__
    function(name=f"SNOWFLAKE.CORE.{name}", remark=remark)(body)


def _measured(call: Call, query: exp.Expr, types: frozenset[str], sql: str) -> Expr:
    """Compile a metric over the only column of a query.

    Raises:
        CompilationError: 001044, the argument is no query, or its column has another type.
    """
    given = query.this if isinstance(query, (exp.Subquery, exp.Paren)) else query
    if not isinstance(given, exp.Query):
        raise call.wrong_types()
    columns = call.compiler.query(given.copy(), call.scope.child()).columns
    if len(columns) != 1 or columns[0].type.name not in types:
        line, column = call.compiler.position(call.node)
        shown = f"TABLE({', '.join(str(c.type) for c in columns)})"
        raise error("argument_types", line=line, column=column, name=call.name, types=shown)
    separator = ", " if not sql.startswith("SELECT ") else " "
    text = f"(WITH q(v) AS (SELECT 1){separator}{sql})"
    tree = parse_expression(tokenize(text), text)
    first = next(iter(tree.find_all(exp.CTE)))
    first.set("this", given.copy())
    return call.compiler.expression(tree, call.scope)


#: name -> rows of an example, how many are counted, their percentage.
_EXAMPLES: dict[str, tuple[str, str, str]] = {
    "BLANK": ("VALUES (''), ('  '), ('a'), (NULL)", "2", "50.000000"),
    "CASE_FORMAT_VIOLATION": ("VALUES ('NEW'), ('new'), ('New'), ('nEw')", "1", "25"),
    "FUTURE_TIMESTAMP": ("VALUES (DATEADD('day', 1, CURRENT_TIMESTAMP())), (CURRENT_TIMESTAMP())", "1", "50"),
    "INVALID_JSON": ("VALUES ('{}'), ('{'), (NULL), ('1')", "1", "25"),
    "INVALID_NUMERIC_TYPE_CAST": ("VALUES ('1.5'), ('one'), (NULL), ('2')", "1", "25"),
    "NEGATIVE": ("VALUES (-1), (0), (1), (NULL)", "1", "25"),
    "NULL": ("VALUES (1), (NULL), (3), (4)", "1", "25.000000"),
    "SPECIAL_CHARACTER": ("VALUES ('a1'), ('a-1'), (NULL), ('b')", "1", "25"),
    "UNTRIMMED_STRING": ("VALUES ('a'), (' a'), ('a '), ('a b')", "2", "50"),
    "ZERO": ("VALUES (-1), (0), (1), (NULL)", "1", "25"),
}
#: a column with a hundred values of which one lies far away.
_FAR = "(SELECT IFF(SEQ4() = 0, 100000, MOD(SEQ4(), 9)) AS column1 FROM TABLE(GENERATOR(ROWCOUNT => 100)))"


def _doc(what: str, name: str, rows: str, result: str) -> str:
    return f"{what}\n\n>>> SELECT SNOWFLAKE.CORE.{name}(SELECT column1 FROM {rows})\n{result}\n"


for _name, (_what, _types, (_count, _percent), _remark) in _COUNTED.items():
    _rows, _number, _portion = _EXAMPLES.get(_name, (_FAR, "1", "1"))
    _for_count = "" if _remark is _UNDOCUMENTED else _remark
    _counting = _doc(f"How many values {_what}.", f"{_name}_COUNT", _rows, _number)
    _register(f"{_name}_COUNT", _types, _count, _counting, _for_count)
    _measuring = _doc(f"What percentage of the rows {_what}.", f"{_name}_PERCENT", _rows, _portion)
    _register(f"{_name}_PERCENT", _types, _percent, _measuring, _remark)
for _name, (_types, _sql, _rows, _result, _remark) in _MEASURED.items():
    _said = f"{_name.replace('_', ' ').capitalize()} of a column."
    _register(_name, _types, _sql, _doc(_said, _name, _rows, _result), _remark)


@function(name="SNOWFLAKE.CORE.DATA_METRIC_SCHEDULED_TIME")
def data_metric_scheduled_time() -> Expr:
    """When a metric is measured: now, where it is called.

    >>> SNOWFLAKE.CORE.DATA_METRIC_SCHEDULED_TIME() = CURRENT_TIMESTAMP()
    true
    """
    return Expr(NOW, t.TIMESTAMP_LTZ, nullable=False)

"""HyperLogLog sketches of Apache DataSketches, by its library: ``pip install "dbt-mockhaus[sketches]"``."""

from __future__ import annotations

from typing import Any

from mockhaus_dbt.python_functions import failure, python_function


def _library() -> Any:
    """The library.

    Raises:
        ValueError: an error of Snowflake's that says what to install.
    """
    try:
        import datasketches
    except ImportError:
        feature = "sketches without the package datasketches: pip install \"dbt-mockhaus[sketches]\""
        raise failure("unsupported_feature", feature) from None
    return datasketches


def _of(values: list[Any] | None, log_k: int) -> Any:
    library = _library()
    sketch = library.hll_sketch(log_k, library.tgt_hll_type.HLL_4)
    for value in values or ():
        if value is not None:
            sketch.update(value)
    return sketch


def _read(sketch: bytes) -> Any:
    try:
        return _library().hll_sketch.deserialize(sketch)
    except (ValueError, RuntimeError, IndexError, TypeError) as e:
        raise failure("sketch", str(e)) from None


@python_function("BLOB", "VARCHAR[]", "INTEGER", nulls=True)
def sketch_of_texts(values: list[str | None] | None, log_k: int) -> bytes:
    """The sketch of texts."""
    return bytes(_of(values, log_k).serialize_compact())


@python_function("BLOB", "BLOB[]", "INTEGER", nulls=True)
def sketch_of_bytes(values: list[bytes | None] | None, log_k: int) -> bytes:
    """The sketch of bytes. The library takes bytes as texts alone.

    Raises:
        ValueError: an error of Snowflake's, they are no UTF-8.
    """
    try:
        texts = [None if value is None else value.decode() for value in values or ()]
    except UnicodeDecodeError:
        raise failure("unsupported_feature", "sketches of BINARY that is no UTF-8") from None
    return bytes(_of(texts, log_k).serialize_compact())


@python_function("BLOB", "DOUBLE[]", "INTEGER", nulls=True)
def sketch_of_floats(values: list[float | None] | None, log_k: int) -> bytes:
    """The sketch of FLOATs."""
    return bytes(_of(values, log_k).serialize_compact())


@python_function("BLOB", "HUGEINT[]", "INTEGER", nulls=True)
def sketch_of_integers(values: list[int | None] | None, log_k: int) -> bytes:
    """The sketch of whole numbers; those of more than 64 bits count as FLOATs."""
    fitting = [v if v is None or -(2**63) <= v < 2**63 else float(v) for v in values or ()]
    return bytes(_of(fitting, log_k).serialize_compact())


@python_function("BLOB", "BLOB[]", "INTEGER", nulls=True)
def sketches_combined(sketches: list[bytes | None] | None, log_k: int) -> bytes:
    """The sketch of what several have seen."""
    library = _library()
    union = library.hll_union(log_k)
    for sketch in sketches or ():
        if sketch is not None:
            union.update(_read(sketch))
    return bytes(union.get_result(library.tgt_hll_type.HLL_4).serialize_compact())


@python_function("DOUBLE", "BLOB")
def sketch_estimate(sketch: bytes) -> float:
    """How many values a sketch has seen."""
    return float(_read(sketch).get_estimate())

"""The tables of TPC-H in SNOWFLAKE_SAMPLE_DATA, for sources that name them without saying what they hold.

Every account has the share, so projects do not declare its columns. They and their keys are the benchmark's; values are
made up as for any other source, so figures are not the benchmark's.

https://docs.snowflake.com/en/user-guide/sample-data-tpch
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from mockhaus_dbt.sources.described import Place, Reference, Source, SourceColumn

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Of a column: name, type, and what its values are: the name of a list in _VALUES, `key`, or the column referred to.
_TABLES = {
    "REGION": "R_REGIONKEY key, R_NAME VARCHAR(25) regions, R_COMMENT VARCHAR(152)",
    "NATION": "N_NATIONKEY key, N_NAME VARCHAR(25) nations, N_REGIONKEY REGION.R_REGIONKEY, N_COMMENT VARCHAR(152)",
    "SUPPLIER": "S_SUPPKEY key, S_NAME VARCHAR(25), S_ADDRESS VARCHAR(40), S_NATIONKEY NATION.N_NATIONKEY, "
    "S_PHONE VARCHAR(15), S_ACCTBAL NUMBER(12,2), S_COMMENT VARCHAR(101)",
    "CUSTOMER": "C_CUSTKEY key, C_NAME VARCHAR(25), C_ADDRESS VARCHAR(40), C_NATIONKEY NATION.N_NATIONKEY, "
    "C_PHONE VARCHAR(15), C_ACCTBAL NUMBER(12,2), C_MKTSEGMENT VARCHAR(10) segments, C_COMMENT VARCHAR(117)",
    "PART": "P_PARTKEY key, P_NAME VARCHAR(55), P_MFGR VARCHAR(25) makers, P_BRAND VARCHAR(10), P_TYPE VARCHAR(25), "
    "P_SIZE NUMBER(38,0) sizes, P_CONTAINER VARCHAR(10), P_RETAILPRICE NUMBER(12,2), P_COMMENT VARCHAR(23)",
    "PARTSUPP": "PS_PARTKEY PART.P_PARTKEY, PS_SUPPKEY SUPPLIER.S_SUPPKEY, PS_AVAILQTY NUMBER(38,0), "
    "PS_SUPPLYCOST NUMBER(12,2), PS_COMMENT VARCHAR(199)",
    "ORDERS": "O_ORDERKEY key, O_CUSTKEY CUSTOMER.C_CUSTKEY, O_ORDERSTATUS VARCHAR(1) statuses, "
    "O_TOTALPRICE NUMBER(12,2), O_ORDERDATE DATE days, O_ORDERPRIORITY VARCHAR(15) priorities, O_CLERK VARCHAR(15), "
    "O_SHIPPRIORITY NUMBER(38,0) zero, O_COMMENT VARCHAR(79)",
    "LINEITEM": "L_ORDERKEY ORDERS.O_ORDERKEY, L_PARTKEY PART.P_PARTKEY, L_SUPPKEY SUPPLIER.S_SUPPKEY, "
    "L_LINENUMBER NUMBER(38,0) lines, L_QUANTITY NUMBER(12,2) sizes, L_EXTENDEDPRICE NUMBER(12,2), "
    "L_DISCOUNT NUMBER(12,2) discounts, L_TAX NUMBER(12,2) taxes, L_RETURNFLAG VARCHAR(1) flags, "
    "L_LINESTATUS VARCHAR(1) line_statuses, L_SHIPDATE DATE days, L_COMMITDATE DATE days, L_RECEIPTDATE DATE days, "
    "L_SHIPINSTRUCT VARCHAR(25) instructions, L_SHIPMODE VARCHAR(10) modes, L_COMMENT VARCHAR(44)",
}

_VALUES: dict[str, tuple[Any, ...]] = {
    "regions": ("AFRICA", "AMERICA", "ASIA", "EUROPE", "MIDDLE EAST"),
    "nations": tuple(
        "ALGERIA,ARGENTINA,BRAZIL,CANADA,EGYPT,ETHIOPIA,FRANCE,GERMANY,INDIA,INDONESIA,IRAN,IRAQ,JAPAN,JORDAN,KENYA,"
        "MOROCCO,MOZAMBIQUE,PERU,CHINA,ROMANIA,SAUDI ARABIA,VIETNAM,RUSSIA,UNITED KINGDOM,UNITED STATES".split(",")
    ),
    "segments": ("AUTOMOBILE", "BUILDING", "FURNITURE", "HOUSEHOLD", "MACHINERY"),
    "makers": tuple(f"Manufacturer#{i}" for i in range(1, 6)),
    "sizes": tuple(range(1, 51)),
    "statuses": ("F", "O", "P"),
    "days": tuple((date(1992, 1, 1) + timedelta(days=i)).isoformat() for i in range(2406)),
    "priorities": ("1-URGENT", "2-HIGH", "3-MEDIUM", "4-NOT SPECIFIED", "5-LOW"),
    "zero": (0,),
    "lines": tuple(range(1, 8)),
    "discounts": tuple(i / 100 for i in range(11)),
    "taxes": tuple(i / 100 for i in range(9)),
    "flags": ("A", "N", "R"),
    "line_statuses": ("F", "O"),
    "instructions": ("COLLECT COD", "DELIVER IN PERSON", "NONE", "TAKE BACK RETURN"),
    "modes": ("AIR", "FOB", "MAIL", "RAIL", "REG AIR", "SHIP", "TRUCK"),
}
#: Keys of several columns.
_TOGETHER = {"LINEITEM": ("L_ORDERKEY", "L_LINENUMBER"), "PARTSUPP": ("PS_PARTKEY", "PS_SUPPKEY")}
#: Names of regions and nations, of which there are no two rows.
_UNIQUE = ("regions", "nations")


def completed(sources: Iterable[Source]) -> list[Source]:
    """Sources as they are; those that are tables of the sample data with all of these tables' columns.

    What a project declares of a column comes first. A column refers to another table where the project has that too.
    """
    sources = list(sources)
    places = {source.place for source in sources}
    return [_completed(s, places) if _is_sample(s) else s for s in sources]


def _completed(source: Source, places: set[Place]) -> Source:
    known = _TOGETHER.get(source.place[2])
    together = (*source.together, known) if known else source.together
    return replace(source, columns=_with_known(source, places), together=together)


def _is_sample(source: Source) -> bool:
    _database, schema, table = source.place  # projects have copies of the sample data in other databases
    return table in _TABLES and re.fullmatch(r"TPCH_SF\d+", schema) is not None


def _with_known(source: Source, places: set[Place]) -> tuple[SourceColumn, ...]:
    declared = {column.name.upper(): column for column in source.columns}
    columns = []
    for written in _TABLES[source.place[2]].split(", "):
        known = _column(source.place, written.split(), places)
        own = declared.pop(known.name, None)
        columns.append(known if own is None else _declared_first(own, known))
    return (*columns, *declared.values())


def _column(place: Place, words: list[str], places: set[Place]) -> SourceColumn:
    name, type_, values = words[0], words[1], "".join(words[2:])
    if type_ == "key":
        return SourceColumn(name, "NUMBER(38,0)", unique=True, not_null=True, known="the sample data")
    reference = None
    if "." in type_:
        table, column = type_.split(".")
        parent, type_ = (*place[:2], table), "NUMBER(38,0)"
        reference = Reference(parent, column, table) if parent in places else None
    return SourceColumn(
        name, type_, values in _UNIQUE, True, _VALUES.get(values, ()), reference, known="the sample data"
    )


def _declared_first(own: SourceColumn, known: SourceColumn) -> SourceColumn:
    return SourceColumn(
        own.name,
        own.data_type or known.data_type,
        own.unique or known.unique,
        True,
        own.accepted or (() if own.refers_to else known.accepted),
        own.refers_to or known.refers_to,
        known="" if own.data_type else known.known,
    )

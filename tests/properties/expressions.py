"""Random expressions and statements over one table, most of them wrong."""

from __future__ import annotations

from random import Random

from mockhaus_dbt.translation import functions
from mockhaus_dbt.translation.functions.registry import FUNCTIONS

functions.load()

SETUP = """create table t (a int, b varchar, v variant, d date, n number(10,2), ts timestamp_tz, o object, r array,
    bi binary, f float, bo boolean);
insert into t select 1, 'x', parse_json('{"a":1}'), '2024-01-31', 1.5, '2024-01-01 10:00 +0100',
    object_construct('a', 1), [1, 2], to_binary('AB'), 1.5, true;
create table t2 like t;"""

#: they wait, or make as many rows or characters as they are told.
ENDLESS = {"SYSTEM$WAIT", "RANDSTR", "REPEAT", "SPACE", "ARRAY_GENERATE_RANGE", "LPAD", "RPAD", "SYSTEM$ABORT_SESSION"}
SCALARS = sorted(k for k, row in FUNCTIONS.items() if row.kind == "scalar" and k not in ENDLESS)
AGGREGATES = sorted(k for k, row in FUNCTIONS.items() if row.kind == "aggregate")
WINDOWS = AGGREGATES + sorted(k for k, row in FUNCTIONS.items() if row.kind == "window")
COLUMNS = "a b v d n ts o r bi f bo".split()
LITERALS = ["1", "0", "-1", "2.5", "1e3", "NULL", "'a'", "'1'", "''", "'2024-01-01'", "true", "99999999999999999999",
            "'[1,2]'", "parse_json('{\"a\":[1,null]}')", "current_date", "nope", "t.nope", "z.a"]  # fmt: skip
TYPES = "int number(5,2) varchar varchar(2) date time timestamp_ntz timestamp_tz variant object array binary boolean float nope".split()
SIGNS = ["+", "-", "*", "/", "%", "||", "=", "<", ">=", "and", "or", "like", "in", "is distinct from"]


def expression(chance: Random, depth: int = 0) -> str:
    """An expression; deeper ones are simpler."""
    some = lambda: expression(chance, depth + 1)  # noqa: E731
    kind = chance.random()
    if depth > 2 or kind < 0.35:
        return chance.choice(COLUMNS) if chance.random() < 0.6 else chance.choice(LITERALS)
    if kind < 0.6:
        name = chance.choice(SCALARS)
        parameters = FUNCTIONS[name].parameters
        count = min(max(0, len(parameters) + chance.choice([0, 0, 0, -1, 1])), 4)
        kinds = [p.kind for p in parameters[:count]] + ["Any"] * (count - len(parameters))
        arguments = ["day" if k == "Part" else chance.choice(LITERALS) if k == "Constant" else some() for k in kinds]
        return f"{name}({', '.join(arguments)})"
    if kind < 0.75:
        return f"{some()} {chance.choice(SIGNS)} {some()}"
    if kind < 0.85:
        return f"({some()})::{chance.choice(TYPES)}"
    if kind < 0.9:
        return f"case when {some()} then {some()} else {some()} end"
    if kind < 0.94:
        return f"{chance.choice(['v', 'o', 'r'])}{chance.choice([':a', '[0]', ':a.b'])}"
    return f"({some()}) between {some()} and {some()}" if kind < 0.97 else f"(select {some()} from t)"


def statement(seed: int) -> str:
    """A statement."""
    chance = Random(seed)
    some = lambda: expression(chance, 1)  # noqa: E731
    call = f"{chance.choice(WINDOWS)}({chance.choice(['', some(), f'{some()}, {some()}'])})"
    key = chance.choice(["q", "1", "2", "all", some()])
    column = chance.choice(COLUMNS)
    return chance.choice(
        [
            f"select {expression(chance)} from t",
            f"select {expression(chance)}, {some()} from t",
            f"select {call} from t {chance.choice(['', f'group by {some()}', f'having {some()}'])}",
            f"select {call} over ({chance.choice(['', f'partition by {some()}'])} order by {some()}) from t",
            f"select {some()} from t where {some()} order by {some()}",
            f"select {some()} as q, {call} from t group by {key}",
            f"select distinct {some()} as q from t order by {key}",
            f"select {some()} from t {chance.choice(['union', 'union all', 'intersect', 'except'])} select {some()} from t",
            f"insert into t ({column}) select {some()} from t where false",
            f"insert into t2 ({column}) values ({chance.choice(LITERALS)})",
            f"update t2 set {column} = {some()}",
            f"select t.a from t join t2 on {some()}",
            f"merge into t2 using t on {some()} when matched then update set {column} = {some()}",
            f"create or replace table q as select {some()} as q from t",
        ]
    )

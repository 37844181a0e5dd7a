"""JSON that DuckDB reads straight into columns is loaded as documents are that are read one by one."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mockhaus_dbt.errors import SqlError
from mockhaus_dbt.ingestion.file_formats import compression, json_scan
from mockhaus_dbt.ingestion.file_formats.json import JsonFormat
from mockhaus_dbt.ingestion.file_formats.json_scan import Looker

Run = Callable[[str], list[tuple[Any, ...]]]
Put = Callable[[str, str | bytes], Path]
TABLE = """create or replace table t (id int, price number(12,2), name varchar, day date, moment timestamp_ntz,
    rate float, flag boolean, doc variant, small number(3,0))"""
COPY = "copy into t from @ext files=('{}') file_format=(type=json {}) match_by_column_name={} {}"
#: how each field is usually written, and what else may come.
USUAL: dict[str, Callable[[], str]] = {
    "id": lambda: str(random.randint(-(10**6), 10**6)),
    "price": lambda: f"{random.randint(0, 10**7) / 100:g}",
    "name": lambda: json.dumps(random.choice(["ann", "bob: x", 'say ":"', "Zoë", "a\\b", "", "\\N"])),
    "day": lambda: f'"20{random.randint(10, 29)}-0{random.randint(1, 9)}-1{random.randint(0, 9)}"',
    "moment": lambda: f'"2020-01-0{random.randint(1, 9)} 10:00:0{random.randint(0, 9)}"',
    "rate": lambda: repr(random.random()),
    "flag": lambda: random.choice(["true", "false"]),
    "doc": lambda: random.choice(["1.0", '"x"', "[1, 2.0]", '{"b": 1, "a": [1.0, null]}', "false"]),
    "small": lambda: str(random.randint(-999, 999)),
}
#: what only a look at every row can tell.
ODD = {
    "id": ["1.5", "9007199254740993", '"1"', "true", "NaN", "null", '{"a": 1, "a": 2}'],
    "price": ["1.005", "0.285", "1e3", '" 1 "', "12345678901.5", "[1]"],
    "name": ["nAn", "1.0", "2020", "true", "NaN", "-inf", '"2020"', '"nan"', '{"b": 1.0, "a": 2}', "[1,]", '"\\u0000"'],
    "day": ['"1970-01-01"', '"infinity"', '"0000-01-01"', '"2020-1-2"', '"2020-01-02T03:04:05"', "2020"],
    "moment": ['"epoch"', '"2020-01-02"', '"2020-01-02 03:04:05.5"', '"2020-1-2 3:4:5"', "1577934245"],
    "rate": ["Infinity", '"inf"', "1e400", '"1_0"', "1"],
    "flag": ["1", '"yes"', '"on"', "NaN", "2"],
    "doc": ['{"z": {"b": 1, "a": 2}}', '{"a": 1, "a": 2}', '{"a": NaN}', "[nan]", '["nan"]', "null", "1.0", "-0.0"],
    "small": ["1000", "999.5", "-999"],
}
ANY = [value for values in ODD.values() for value in values]


def _outcome(run: Run, copy: str) -> Any:
    run(TABLE)
    try:
        copied = run(copy)
    except SqlError as e:
        return str(e)
    return copied, run("select *, typeof(doc) from t order by id, name, price, day, moment, rate")


def _both(run: Run, monkeypatch: pytest.MonkeyPatch, copy: str) -> tuple[Any, Any]:
    fast = _outcome(run, copy)
    with monkeypatch.context() as patch:
        patch.setattr(JsonFormat, "columns", lambda *_: None)
        slow = _outcome(run, copy)
    return fast, slow


@pytest.mark.parametrize("seed", range(14))
def test_read_as_documents_are(
    run: Run, put: Put, stage: str, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    random.seed(seed)
    keys = list(USUAL) if seed % 3 else random.sample(list(USUAL), 5)
    lines = []
    odd = random.randint(0, 29) if seed % 4 else -1
    for i in range(30):
        values = {key: USUAL[key]() for key in keys}
        if seed % 5 == 1 and random.random() < 0.3:
            values.pop(random.choice(keys))
        if i == odd:
            values[random.choice(keys)] = random.choice(ANY)
        lines.append("{" + ", ".join(f'"{key}": {value}' for key, value in values.items()) + "}")
    if seed % 2:
        lines[odd] = random.choice(
            ['{"id": 1, "id": 2}', '{"new": 1, "new": 2}', '{"new": {"a": 1, "a": 2}}', '{"new": [NaN]}', '{"id": 1,}',
             '{"ID": 1, "id": 2}', '{"ID": 7}', "null", "[1]", '{"id" : 1}', '{"id": 1}{"id": 2}', '{"id": 1} x', "",
             '\ufeff{"id": 1}', '{"new": null, "new": null}', '{"id": 1, "n"  :1, "n"\t:2}']
        )  # fmt: skip
    put("f.json", "\n".join(lines) + ("\n" if seed % 2 else ""))
    copy = COPY.format("f.json", "", "case_insensitive", random.choice(["", "on_error=continue", "on_error=skip_file"]))
    fast, slow = _both(run, monkeypatch, copy)
    assert fast == slow


@pytest.mark.parametrize(("key", "odd"), [(key, value) for key, values in ODD.items() for value in values], ids=ascii)
def test_odd_values(run: Run, put: Put, stage: str, monkeypatch: pytest.MonkeyPatch, key: str, odd: str) -> None:
    random.seed(odd)
    values = {"id": "1", "price": "2.5", "name": '"x"', "day": '"2020-02-03"', "moment": '"2020-02-03 01:02:03"',
              "rate": "0.5", "flag": "true", "doc": '"z"', "small": "3"}  # fmt: skip
    usual, other = (json_line(row) for row in (values, {**values, key: odd}))
    # Beyond the sample, so that only a look at every row can tell.
    put("f.json", usual * 250 + other + usual)
    fast, slow = _both(run, monkeypatch, COPY.format("f.json", "", "case_sensitive", ""))
    assert fast == slow


def test_plain_files_are_read_into_columns(run: Run, put: Put, stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(JsonFormat, "read", lambda *_: pytest.fail("read as documents"))
    rows = [{key: made() for key, made in USUAL.items()} | {"id": str(i), "name": '"n"'} for i in range(300)]
    rows[270] = {"id": "270", "name": '"n"', "more": "[1]"}
    put("f.json", "".join(map(json_line, rows)))
    run(TABLE)
    assert run(COPY.format("f.json", "", "case_insensitive", ""))[0][1:4] == ("LOADED", 300, 300)
    assert run("select count(*), count(price), sum(id) from t") == [(300, 299, 44850)]


@pytest.mark.parametrize("early", [True, False])
@pytest.mark.parametrize("key", ["l", "m-é"])
def test_decimals_with_more_digits_than_a_double_has(run: Run, put: Put, stage: str, key: str, early: bool) -> None:
    long, short = f'{{"{key}": -227028.413118397728}}\n', f'{{"{key}": 1.5}}\n'
    put("f.json", long + short if early else short * 4000 + long)
    run(f'create table t ("{key}" number(38,12))')
    run("copy into t from @ext/f.json file_format=(type=json) match_by_column_name=case_insensitive")
    assert run(f'select min("{key}")::varchar from t') == [("-227028.413118397728",)]


def json_line(values: dict[str, str]) -> str:
    return "{" + ", ".join(f'"{key}": {value}' for key, value in values.items()) + "}\n"


def test_blank_lines_hide_no_keys(run: Run, put: Put, stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # As many keys as lines, and yet there is one that is not known.
    put("f.json", '{"id": 1}\n' * 9000 + '\n{"id": 2, "new": 1, "new": 2}\n\n')
    fast, slow = _both(run, monkeypatch, COPY.format("f.json", "", "case_insensitive", ""))
    assert fast == slow
    assert "duplicate" in str(fast)


def test_a_null_late_in_a_large_file(run: Run, put: Put, stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look at some pieces misses it; the file is then read as one whose fields may be missing."""
    from mockhaus_dbt.ingestion.file_load import Again

    monkeypatch.setattr(compression, "CHUNK", 1 << 16)
    manners: list[str] = []
    made = Again.__init__
    monkeypatch.setattr(Again, "__init__", lambda self, manner: (manners.append(manner), made(self, manner))[1])
    lines = [f'{{"id": {i}, "name": "some name of a customer"}}' for i in range(6000)]
    lines[5000] = '{"id": null, "name": "nobody"}'
    put("late.json", "\n".join(lines) + "\n")
    run("create or replace table late (id int, name varchar)")
    copied = run("copy into late from @ext files=('late.json') file_format=(type=json) "
                 "match_by_column_name=case_insensitive")  # fmt: skip
    assert copied[0][1:4] == ("LOADED", 6000, 6000)
    assert manners == ["gaps"]
    assert run("select name from late where id is null") == [("nobody",)]
    assert run("select count(*), sum(id) from late") == [(6000, 6000 * 5999 // 2 - 5000)]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 64, 1000])
@pytest.mark.parametrize(
    ("text", "keys", "odd"),
    [
        (b'{"a":1}\n{"a":2}\n', 2, False),
        (b'{"a" :1,"b"\t:2}\r\n', 2, False),
        (b'{"a":1,}\n', 1, True),
        (b'{"a":[1, ]}\n', 1, True),
        (b'{"a":[1,\t]}\n', 1, True),
        (b'{"a":"2020-01-02  10:00:00"}\n', 1, True),
        (b'{"a":"2020-01-02\t10:00:00"}\n', 1, True),
        (b'{"a":"1' + b" " * 200 + b'2"}\n', 1, True),
        (b'{"a":"x  y"}', 1, False),
    ],
)
def test_a_look_at_pieces_sees_what_a_look_at_all_sees(text: bytes, keys: int, odd: bool, size: int) -> None:
    looker = Looker(moments=True, counted=True)
    for i in range(0, len(text), size):
        looker.take(text[i : i + size])
    look = looker.finish()
    assert look.odd is odd
    if not odd:
        assert (look.keys, look.lines) == (keys, len(text.splitlines()))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 5000])
def test_quotes_around_texts_and_keys_are_counted(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    random.seed(size)
    monkeypatch.setattr(json_scan, "_SAMPLE", 50)
    ends = ["\\", "\\\\", '"', '\\"', '\\\\"', 'a"b', '":', "\n", "é", "", '\\",']
    texts = ["".join(random.choices(ends, k=random.randint(0, 6))) for _ in range(200)]
    text = "".join(json.dumps({"id": i, "a": value, "b": [1]}) + "\n" for i, value in enumerate(texts)).encode()
    looker = Looker(moments=True, counted=False)
    for i in range(0, len(text), size):
        looker.take(text[i : i + size])
    look = looker.finish()
    assert look.quotes_of_each == 8
    assert (look.quotes, look.objects) == (1600, 200)


@pytest.mark.parametrize("odd", ['{"a":1,"b":1,"c":true}', '{"a":1,"b":[],"c":true}', '{"a":1,"b":2,"c":"x"}'])
@pytest.mark.parametrize("more", ['{"a":2,"b":"x","c":true,"d":1}', '{"a":2,"b":"x","c":true,"b":1}'])
@pytest.mark.parametrize("type_", ["varchar", "variant"])
def test_as_many_quotes_as_there_should_be(
    run: Run, put: Put, stage: str, monkeypatch: pytest.MonkeyPatch, type_: str, more: str, odd: str
) -> None:
    """One object has less of them, and another one hides a field behind that."""
    lines = ['{"a":1,"b":"x","c":false}'] * 300
    put("f.json", "\n".join([*lines, odd, more]) + "\n")
    table = f"create or replace table t (a int, b {type_}, c boolean, d int)"
    told = []
    for _ in range(2):
        run(table)
        try:
            copied: object = run(COPY.format("f.json", "", "case_insensitive", ""))
        except SqlError as e:
            copied = str(e)
        told.append((copied, run("select sum(a), count(b), sum(d), count(distinct b) from t")))
        monkeypatch.setattr(JsonFormat, "columns", lambda *_: None)
    assert told[0] == told[1]
    assert isinstance(told[0][0], str) or told[0][1][0][2] == 1


def test_nulls_behind_a_tab(run: Run, put: Put, stage: str) -> None:
    put("f.json", '{"id":1,"doc":\tnull}\n' * 9)
    run(TABLE)
    run(COPY.format("f.json", "", "case_insensitive", ""))
    assert run("select count(*), count(doc), count_if(is_null_value(doc)) from t") == [(9, 0, 0)]


def test_blanks_matter_where_there_are_timestamps() -> None:
    looker = Looker(moments=False, counted=True)
    looker.take(b'{"a":"1  2"}\n')
    assert not looker.finish().odd


@pytest.mark.parametrize("value", ["12345678901234567890.5", "[1,12345678901234567890.5]", '{"n":12345678901234567890.5}'])
@pytest.mark.parametrize("early", [True, False])
def test_variants_with_more_digits_than_a_double_has(run: Run, put: Put, stage: str, value: str, early: bool) -> None:
    lines = ['{"id":1,"v":2}'] * 5
    lines.insert(0 if early else 5, f'{{"id":7,"v":{value}}}')
    put("v.json", ("\n".join(lines) + "\n").encode())
    run("create table t (id int, v variant)")
    run("copy into t from @ext file_format = (type = json) match_by_column_name = case_insensitive")
    assert run("select v::varchar from t where id = 7") == [(value,)]


def test_whole_numbers_of_38_digits(run: Run, put: Put, stage: str) -> None:
    run("create table t (id int, n number(38,0))")
    run(f"insert into t select 0, {'9' * 38}")
    for i, copies in enumerate((0, 4000)):
        put(f"n{i}.json", b'{"id":1,"n":2}\n' * copies + b'{"id":7,"n":' + b"1" * 38 + b"}\n")
    run("copy into t from @ext file_format = (type = json) match_by_column_name = case_insensitive")
    assert run("select distinct n::varchar from t where id = 7") == [("1" * 38,)]


@pytest.mark.parametrize("on_error", ["continue", "abort_statement"])
@pytest.mark.parametrize(
    "late", ['{"id":', "oops", '{"id": 1} 2', '{"id": 1,, "name": "a"}', '{"id": 1e}', '{"id": "a\nb"}', "1", "[1]"]
)
def test_what_is_no_object_behind_objects_with_gaps(
    run: Run, put: Put, stage: str, monkeypatch: pytest.MonkeyPatch, late: str, on_error: str
) -> None:
    """All of the file is asked for its keys then, which is no reason to give it up."""
    kinds = ['{{"id": {}, "name": "a"}}', '{{"id": {}, "doc": [{{"b": 1.50}}]}}', '{{"id": {}, "name": null}}']
    lines = [kinds[i % 3].format(i) for i in range(6000)]
    put("late.json", "\n".join([*lines, late, '{"id": -1}\n']))
    fast, slow = _both(run, monkeypatch, COPY.format("late.json", "", "case_insensitive", f"on_error={on_error}"))
    assert fast == slow
    assert "internal error" not in str(fast)


def test_wide_objects_are_read_into_columns(run: Run, put: Put, stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the first lines, which are kept, the last one may be a part of a line."""
    monkeypatch.setattr(JsonFormat, "read", lambda *_: pytest.fail("read as documents"))
    put("wide.json", "".join(json.dumps({"id": i, "name": "a" * 900}) + "\n" for i in range(200)))
    run("create or replace table wide (id int, name varchar)")
    run("copy into wide from @ext/wide.json file_format=(type=json) match_by_column_name=case_insensitive")
    assert run("select count(*), sum(id), sum(length(name)) from wide") == [(200, 19_900, 180_000)]


def test_a_key_that_is_no_utf_8_is_told(run: Run, put: Put, stage: str) -> None:
    put("a.json", b'{"\xffb":{"x":1},"a":1}\n{"b":{"x":1},"a":1}\n')
    run("create table t (a int, b variant)")
    with pytest.raises(SqlError, match="Invalid UTF8 detected in string"):
        run("copy into t from @ext/a.json file_format=(type=json enable_octal=true) match_by_column_name=case_insensitive")

"""Delimited text that shows what each option does; test_option_cases.py loads it."""

from __future__ import annotations

import datetime as dt
import gzip
import zlib
from typing import Any, NamedTuple

import brotli


class Case(NamedTuple):
    """A file, loaded with an option and without it, ON_ERROR being CONTINUE.

    Args:
        option, value: the option, and what it is set to.
        content: of the file.
        right, wrong: the rows that are loaded with the option and without it, and, where records are bad, a text behind
            them: how many records there are, how many of them are bad, line and character of the first error, its
            column and how its message begins. An error of the statement is its number.
        base: other options of both loads.
        columns: of the table.
        copy: copy options of both loads.
    """

    option: str
    value: str
    content: str | bytes
    right: list[Any]
    wrong: list[Any]
    base: str = ""
    columns: str = "a varchar, b varchar"
    copy: str = ""


QUOTES = "field_optionally_enclosed_by='\"'"
BY_NAME = "match_by_column_name=case_insensitive"
ONE = "v variant"
#: a line, and one with a field too few.
SHORT = b"1,x\n2\n"

CSV: list[Case] = [
    Case(
        "RECORD_DELIMITER", "';'", "1,x\r;2,y\n;3;4,z",
        [("1", "x\r"), ("2", "y\n"), ("4", "z"), "4 1 2:4 [1] Number of columns in file (1)"],
        [(";3;4", "z"), "2 1 2:1 [3] Number of columns in file (3)"],
    ),
    Case(
        "RECORD_DELIMITER", "'\\\\x0d'", "1,x\r2,y\r\r3",
        [("1", "x"), ("2", "y"), '4 2 1:10 ["B":2] End of record reached'],
        ["1 1 1:11 [3] Number of columns in file (3)"],
    ),
    Case(
        "RECORD_DELIMITER", "'\\xC2\\xA2'", "1,x¢2,y\n¢3¢",
        [("1", "x"), ("2", "y\n"), "3 1 2:4 [1] Number of columns in file (1)"],
        ["2 2 2:1 [3] Number of columns in file (3)"],
    ),
    Case(
        "RECORD_DELIMITER", "'<>'", "1,x<>2,y<\n<>3",
        [("1", "x"), ("2", "y<\n"), "3 1 2:4 [1] Number of columns in file (1)"],
        ["2 2 2:1 [3] Number of columns in file (3)"],
    ),
    Case("RECORD_DELIMITER", "NONE", "1,x\n", [("1", "x\n")], [("1", "x")]),
    Case(
        "RECORD_DELIMITER", "'\\r\\n'", "1,x\r\n2,y\n3,z\r\n",
        [("1", "x"), "2 1 4:1 [3] Number of columns in file (3)"], [("1", "x"), ("2", "y"), ("3", "z")],
    ),
    Case(
        "FIELD_DELIMITER", "'||'", "1||x|\n2|y\n3||z||\n", [("1", "x|"), "3 2 3:1 [1] Number of columns in file (1)"],
        ["3 3 2:1 [1] Number of columns in file (1)"],
    ),
    Case(
        "FIELD_DELIMITER", "'0x5e'", "1^x\n2,y\n", [("1", "x"), "2 1 3:1 [1] Number of columns in file (1)"],
        [("2", "y"), "2 1 2:1 [1] Number of columns in file (1)"],
    ),
    Case(
        "FIELD_DELIMITER", "'\\\\136'", "1^x\r\n2,y\r\n", [("1", "x"), "2 1 3:1 [1] Number of columns in file (1)"],
        [("2", "y"), "2 1 2:1 [1] Number of columns in file (1)"],
    ),
    Case(
        "FIELD_DELIMITER", "'\\\\x5e~'", "1^~x\n2^y\n", [("1", "x"), "2 1 3:1 [1] Number of columns in file (1)"],
        ["2 2 2:1 [1] Number of columns in file (1)"],
    ),
    Case(
        "FIELD_DELIMITER", "'\\xC2\\xA2'", "1¢x\n2,y\n", [("1", "x"), "2 1 3:1 [1] Number of columns in file (1)"],
        [("2", "y"), "2 1 2:1 [1] Number of columns in file (1)"],
    ),
    Case(
        "FIELD_DELIMITER", "NONE", '1,x\n"2,\n', ["1,x", '"2,'], ["2 2 2:1 [2] Number of columns in file (2)"],
        columns="a varchar",
    ),
    Case(
        "FILE_EXTENSION", "'x'", SHORT, [("1", "x"), "2 1 3:1 [1] Number of columns in file (1)"],
        [("1", "x"), "2 1 3:1 [1] Number of columns in file (1)"],
    ),
    Case(
        "SKIP_HEADER", "2", 'a,"b\nc"\n1,x\n2\n', [("1", "x"), "2 1 5:1 [1] Number of columns in file (1)"],
        [("a", "b\nc"), ("1", "x"), "3 1 5:1 [1] Number of columns in file (1)"], base=QUOTES,
    ),
    Case(
        "SKIP_HEADER", "1", "a|b;\n1|x;2|y;3;",
        [("1", "x"), ("2", "y"), "3 1 2:11 [1] Number of columns in file (1)"],
        [("a", "b"), ("\n1", "x"), ("2", "y"), "4 1 2:11 [1] Number of columns in file (1)"],
        base="record_delimiter=';' field_delimiter='|'",
    ),
    Case("SKIP_HEADER", "9", "a,b\r\n1,x\r\n", [], [("a", "b"), ("1", "x")]),
    Case(
        "PARSE_HEADER", "true", "b,a\n1,x\n2\n", [("x", "1"), "2 1 4:1 [1] Number of columns in file (1)"], [2019],
        copy=BY_NAME,
    ),
    Case("PARSE_HEADER", "true", "b,a\n1,x\n", [2], [("b", "a"), ("1", "x")]),
    Case(
        "DATE_FORMAT", "'DD.MM.YYYY'", "1,31.12.2024\n2,2024-12-31\n3,\n4,32.12.2024\n",
        [(1, dt.date(2024, 12, 31)), (3, None), '4 2 2:3 ["B":2] Can\'t parse \'2024-12-31\' as date'],
        [(2, dt.date(2024, 12, 31)), (3, None), '4 2 1:3 ["B":2] Date \'31.12.2024\' is not recognized'],
        columns="a int, b date",
    ),
    Case(
        "TIME_FORMAT", "'HH12:MI AM'", "1,03:04 PM\n2,15:04:00\n3,13:04 PM\n",
        [(1, dt.time(15, 4)), '3 2 2:3 ["B":2] Can\'t parse \'15:04:00\' as time'],
        [(1, dt.time(15, 4)), (2, dt.time(15, 4)), '3 1 3:3 ["B":2] Time \'13:04 PM\' is not recognized'],
        columns="a int, b time",
    ),
    Case(
        "TIMESTAMP_FORMAT", "'DD/MM/YYYY HH24:MI'", "1,02/01/2024 03:04\n2,2024-01-02 03:04:05\n13/13/2024,\n",
        [(1, dt.datetime(2024, 1, 2, 3, 4)), '3 2 2:3 ["B":2] Can\'t parse \'2024-01-02 03:04:05\' as timestamp'],
        [(2, dt.datetime(2024, 1, 2, 3, 4, 5)), '3 2 1:3 ["B":2] Timestamp \'02/01/2024 03:04\' is not recognized'],
        columns="a int, b timestamp_ntz",
    ),
    Case(
        "BINARY_FORMAT", "BASE64", "1,q80=\n2,abcd\n3,a\n",
        [(1, b"\xab\xcd"), (2, b"i\xb7\x1d"), '3 1 3:3 ["B":2] The following string is not a legal base64'],
        [(2, b"\xab\xcd"), '3 2 1:3 ["B":2] The following string is not a legal hex'], columns="a int, b binary",
    ),
    Case(
        "BINARY_FORMAT", "UTF8", "1,é\n2,abcd\n", [(1, b"\xc3\xa9"), (2, b"abcd")],
        [(2, b"\xab\xcd"), '2 1 1:3 ["B":2] The following string is not a legal hex'], columns="a int, b binary",
    ),
    Case(
        "ESCAPE", "'\\\\'", '"a\\"b",x\n"c\\\nd","\\\\"\n"e\\",y\n',
        [('a"b', "x"), ("c\nd", "\\"), '3 1 5:1 ["A":1] End of record reached'],
        [("c\\\nd", "\\\\"), ("e\\", "y"), '3 1 1:5 ["A":1] Found character \'b\''], base=QUOTES,
    ),
    Case(
        "ESCAPE", "'0x5e'", '"a^"b",x^\n"c""d^^",\\^\n', [('a"b', "x^"), ('c"d^', "^")],
        [('c"d^^', "^"), '2 1 1:5 ["A":1] Found character \'b\''], base=QUOTES,
    ),
    Case("ESCAPE_UNENCLOSED_FIELD", "NONE", "a,b\\\nc\\,d\n", [("a", "b\\"), ("c\\", "d")], [("a", "b\nc,d")]),
    Case(
        "ESCAPE_UNENCLOSED_FIELD", "'^'", "a^,b,c^^\n\\N,d^\n\n", [("a,b", "c^"), (None, "d\n")],
        [(None, "d^"), "3 2 2:1 [3] Number of columns in file (3)"],
    ),
    Case(
        "TRIM_SPACE", "true", ' "a b " ,\t x \n  ,"y"z\n', [("a b ", "x"), '2 1 2:7 ["B":2] Found character \'z\''],
        [(' "a b " ', "\t x "), '2 1 2:7 ["B":2] Found character \'z\''], base=QUOTES,
    ),
    Case(
        "FIELD_OPTIONALLY_ENCLOSED_BY", '\'"\'', '"a,\n""b""",c"d"\n"e"f,g\n',
        [('a,\n"b"', 'c"d"'), '2 1 3:4 ["A":1] Found character \'f\''],
        [('"a', None), ('""b"""', 'c"d"'), ('"e"f', "g")],
    ),
    Case(
        "FIELD_OPTIONALLY_ENCLOSED_BY", "''''", '\'a,\'\'b\',"c"\n\'d\n',
        [("a,'b", '"c"'), '2 1 3:1 ["A":1] End of record reached'], ["2 2 2:1 [3] Number of columns in file (3)"],
    ),
    Case(
        "FIELD_OPTIONALLY_ENCLOSED_BY", "'0x27'", "'a\r\nb',c\r\n'd' ,e\r\n",
        [("a\r\nb", "c"), '2 1 3:4 ["A":1] Found character \' \''],
        [("b'", "c"), ("'d' ", "e"), "3 1 2:1 [1] Number of columns in file (1)"],
    ),
    Case(
        "NULL_IF", "('NULL', '', '2')", 'NULL,"NULL"\n2,null\n"",22\n', [(None, None), (None, "null"), (None, "22")],
        [("NULL", "NULL"), ("2", "null"), ("", "22")], base=QUOTES,
    ),
    Case(
        "NULL_IF", "('2')", "2,2\n3,\\N\nx,2\n",
        [(None, None), (3, "N"), '3 1 3:1 ["A":1] Numeric value \'x\' is not recognized'],
        [(2, "2"), (3, None), '3 1 3:1 ["A":1] Numeric value \'x\' is not recognized'], columns="a int, b varchar",
    ),
    Case("NULL_IF", "()", "\\N,N\n", [("\\N", "N")], [(None, "N")], base="escape_unenclosed_field=none"),
    Case(
        "COMPRESSION", "GZIP", SHORT, ["0 1 None:None None Error while decompressing file 'f' with GZIP"],
        [("1", "x"), "2 1 3:1 [1] Number of columns in file (1)"],
    ),
    Case(
        "COMPRESSION", "BZ2", SHORT, ["0 1 None:None None Error while decompressing file 'f' with BZ2"],
        [("1", "x"), "2 1 3:1 [1] Number of columns in file (1)"],
    ),
    Case(
        "COMPRESSION", "BROTLI", brotli.compress(SHORT), [("1", "x"), "2 1 3:1 [1] Number of columns in file (1)"],
        ['3 3 1:1 ["A":1] Invalid UTF8 detected in string \'0x8B\''],
    ),
    Case(
        "COMPRESSION", "BROTLI", SHORT, ["0 1 None:None None Error while decompressing file 'f' with BROTLI"],
        [("1", "x"), "2 1 3:1 [1] Number of columns in file (1)"],
    ),
    Case(
        "COMPRESSION", "ZSTD", SHORT, ["0 1 None:None None Error while decompressing file 'f' with ZSTD"],
        [("1", "x"), "2 1 3:1 [1] Number of columns in file (1)"],
    ),
    Case(
        "COMPRESSION", "DEFLATE", zlib.compress(SHORT, 3), [("1", "x"), "2 1 3:1 [1] Number of columns in file (1)"],
        ['1 1 1:5 ["A":1] Invalid UTF8 detected in string \'x^30xD40xA90xE0\''],
    ),
    Case(
        "COMPRESSION", "RAW_DEFLATE", zlib.compress(SHORT)[2:-4],
        [("1", "x"), "2 1 3:1 [1] Number of columns in file (1)"],
        ['1 1 1:3 ["A":1] Invalid UTF8 detected in string \'30xD40xA90xE0\''],
    ),
    Case(
        "COMPRESSION", "RAW_DEFLATE", zlib.compress(SHORT)[2:-6],
        ["0 1 None:None None Error while decompressing file 'f' with RAW_DEFLATE"],
        ['1 1 1:3 ["A":1] Invalid UTF8 detected in string \'30xD40xA90xE0\''],
    ),
    Case(
        "COMPRESSION", "NONE", gzip.compress(SHORT, mtime=0),
        ['1 1 1:2 ["A":1] Invalid UTF8 detected in string \'0x1F0x8B\''],
        [("1", "x"), "2 1 3:1 [1] Number of columns in file (1)"],
    ),
    Case(
        "ERROR_ON_COLUMN_COUNT_MISMATCH", "false", "1\n2\n", [("1", None), ("2", None)],
        ["2 2 2:1 [1] Number of columns in file (1)"],
    ),
    Case(
        "ERROR_ON_COLUMN_COUNT_MISMATCH", "false", "1,x,z\n2,y,z\n3,y\n",
        [("1", "x"), ("2", "y"), "3 1 4:1 [3] End of record reached"],
        [("3", "y"), "3 2 2:1 [3] Number of columns in file (3)"],
    ),
    Case(
        "VALIDATE_UTF8", "true", b"\xff,x\n1,y\n",
        [("1", "y"), '2 1 1:1 ["A":1] Invalid UTF8 detected in string \'0xFF\''],
        [("1", "y"), '2 1 1:1 ["A":1] Invalid UTF8 detected in string \'0xFF\''],
    ),
    Case(
        "SKIP_BLANK_LINES", "true", "\n1,x\n\r\n\n2,y\n \n",
        [("1", "x"), ("2", "y"), "3 1 7:1 [1] Number of columns in file (1)"],
        [("1", "x"), ("2", "y"), '6 4 2:1 ["B":2] End of record reached'],
    ),
    Case(
        "REPLACE_INVALID_CHARACTERS", "true", b"1,\xff\xfe\n2,\xe2\x82\n3,\xc3\xa9\n",
        [("1", "��"), ("2", "�"), ("3", "é")],
        [("3", "é"), '3 2 1:3 ["B":2] Invalid UTF8 detected in string \'0xFF\''],
    ),
    Case("EMPTY_FIELD_AS_NULL", "false", ',""\n,"x"\n', [("", ""), ("", "x")], [(None, ""), (None, "x")], base=QUOTES),
    Case(
        "EMPTY_FIELD_AS_NULL", "false", ",x\n1,\n", [(1, ""), '2 1 1:1 ["A":1] Numeric value \'\' is not recognized'],
        [(None, "x"), (1, None)], columns="a int, b varchar",
    ),
    Case(
        "SKIP_BYTE_ORDER_MARK", "false", b"\xef\xbb\xbf1,x\n2,\xef\xbb\xbf\n", [("\ufeff1", "x"), ("2", "\ufeff")],
        [("1", "x"), ("2", "\ufeff")],
    ),
    Case(
        "SKIP_BYTE_ORDER_MARK", "false", b"\xef\xbb\xbf1,x\n2,y\n",
        [(2, "y"), '2 1 1:1 ["A":1] Numeric value \'\ufeff1\' is not recognized'], [(1, "x"), (2, "y")],
        columns="a int, b varchar",
    ),
    Case(
        "ENCODING", "'UTF16'", "\ufeffé,x\r\n2\n".encode("utf-16-le"),
        [("é", "x"), "2 1 3:1 [1] Number of columns in file (1)"],
        ['3 3 1:1 ["A":1] Invalid UTF8 detected in string \'0xFF\''],
    ),
    Case(
        "ENCODING", "'UTF16'", "é,x\n".encode("utf-16-be"), [("é", "x")],
        ['1 1 1:2 ["A":1] Invalid UTF8 detected in string \'0x000xE9\''],
    ),
    Case(
        "ENCODING", "'ISO885915'", b"\xe9,\xa4\n\xff\n", [("é", "€"), "2 1 3:1 [1] Number of columns in file (1)"],
        ['2 2 1:1 ["A":1] Invalid UTF8 detected in string \'0xE9\''],
    ),
    Case(
        "ENCODING", "'SHIFTJIS'", b"\x93\xfa,\\x\n\x93",
        ["0 1 None:None None Invalid characters for ENCODING = SHIFTJIS"],
        ['2 2 1:1 ["A":1] Invalid UTF8 detected in string \'0x93\''], base="escape_unenclosed_field=none",
    ),
    Case(
        "MULTI_LINE", "false", '"a\nb",c\n"d",e\n',
        [('b"', "c"), ("d", "e"), '3 1 1:2 ["A":1] End of record reached'], [("a\nb", "c"), ("d", "e")], base=QUOTES,
    ),
]

"""Words that are no names unless they stand in quotes.

https://docs.snowflake.com/en/sql-reference/reserved-keywords
"""

from __future__ import annotations

#: names of nothing: neither of objects and columns nor of aliases.
RESERVED = frozenset(
    """ALL ALTER AND ANY AS BETWEEN BY CHECK COLUMN CONNECT CREATE CURRENT DELETE DISTINCT DROP ELSE EXISTS FOLLOWING
    FOR FROM GRANT GROUP HAVING ILIKE IN INCREMENT INSERT INTERSECT INTO IS LIKE MINUS NOT NULL OF ON OR ORDER QUALIFY
    REGEXP REVOKE RLIKE ROW ROWS SAMPLE SELECT SET SOME START TABLE TABLESAMPLE THEN TO TRIGGER UNION UNIQUE UPDATE
    VALUES WHENEVER WHERE WINDOW WITH""".split()
)
#: what a column cannot be named either.
NO_COLUMNS = RESERVED | frozenset(
    "CONSTRAINT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER LOCALTIME LOCALTIMESTAMP".split()
)
#: names of nothing in FROM: neither of tables nor of aliases.
NOT_IN_FROM = frozenset("CROSS FULL INNER JOIN LATERAL LEFT NATURAL RIGHT USING".split())
#: no names of tables in FROM; they may be aliases behind AS
#: (https://docs.snowflake.com/en/sql-reference/constructs/asof-join).
NOT_A_TABLE = NOT_IN_FROM | {"ASOF", "MATCH_CONDITION"}
#: no columns where an expression is wanted.
NOT_IN_EXPRESSIONS = frozenset("CASE CAST FALSE TRUE TRY_CAST WHEN".split())

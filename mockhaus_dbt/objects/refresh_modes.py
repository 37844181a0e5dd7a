"""Which refresh mode REFRESH_MODE = AUTO comes to.

https://docs.snowflake.com/en/user-guide/dynamic-tables/supported-queries lists what cannot be refreshed incrementally.
Here every refresh computes all rows; the mode is what SHOW DYNAMIC TABLES says, and dbt compares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot.tokens import TokenType

if TYPE_CHECKING:
    from mockhaus_dbt.translation.ast_parser import Statement

#: words that no query has which is refreshed incrementally.
_WORDS = frozenset(
    """
    RECURSIVE CONNECT EXCEPT MINUS INTERSECT LIMIT FETCH TOP UNPIVOT ROLLUP CUBE SAMPLE TABLESAMPLE NEXTVAL EXISTS
    """.split()
)
#: functions that change from call to call or with the session.
_FUNCTIONS = frozenset(
    """
    ANY_VALUE RANDOM RANDSTR UUID_STRING UNIFORM NORMAL ZIPF SEQ1 SEQ2 SEQ4 SEQ8 CURRENT_ACCOUNT CURRENT_REGION
    CURRENT_ROLE CURRENT_USER CURRENT_WAREHOUSE CURRENT_DATABASE CURRENT_SCHEMA CURRENT_SESSION CURRENT_VERSION
    """.split()
)
#: these may stand in WHERE, HAVING and QUALIFY alone.
_CLOCK = frozenset(
    "CURRENT_TIMESTAMP CURRENT_DATE CURRENT_TIME GETDATE LOCALTIME LOCALTIMESTAMP SYSDATE SYSTIMESTAMP".split()
)
_CLAUSES = frozenset("SELECT FROM WHERE HAVING QUALIFY GROUP ORDER ON USING".split())
_QUERY = frozenset(["SELECT", "WITH"])


def automatic_mode(query: Statement) -> str:
    """INCREMENTAL, or FULL where the query has what Snowflake documents as refreshed in full.

    Args:
        query: of a dynamic table. Snowflake also weighs what a refresh would cost, which is not done here.
    """
    names = (TokenType.STRING, TokenType.IDENTIFIER)
    words = ["" if t.token_type in names else t.text.upper() for t in query.tokens]
    clauses = [""]  # the clause that each open bracket stands in
    for i, word in enumerate(words):
        parts = word.split()  # some tokens hold two words: GROUP BY
        head = parts[0] if parts else ""
        after = words[i + 1] if i + 1 < len(words) else ""
        if head == "(":
            clauses.append(clauses[-1])
            before = words[i - 1] if i else ""
            if after in _QUERY and clauses[-1] not in ("", "FROM") and before not in ("AS", "("):
                return "FULL"  # a subquery outside of FROM
        elif head == ")":
            if len(clauses) > 1:
                clauses.pop()
        elif head in ("JOIN", ","):
            if head == "JOIN":
                clauses[-1] = "FROM"
        elif head in _CLAUSES:
            clauses[-1] = head
        elif _is_full(head, after, clauses[-1]) and (i == 0 or words[i - 1] != "."):
            return "FULL"
    return "INCREMENTAL"


def _is_full(word: str, after: str, clause: str) -> bool:
    if word == "LATERAL":
        return after != "FLATTEN"
    if word in _CLOCK:
        return clause not in ("WHERE", "HAVING", "QUALIFY")
    if word in _FUNCTIONS:
        return True
    return word in _WORDS and not (word == "TOP" and clause != "SELECT")

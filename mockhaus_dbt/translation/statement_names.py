"""How statements are named: by their leading words (DESIGN D4)."""

from __future__ import annotations

from sqlglot.tokens import Token, TokenType


def word_of(token: Token | None) -> str:
    """The upper-case text of a token; '' for a string and where there is none."""
    return token.text.upper() if token is not None and token.token_type is not TokenType.STRING else ""


def text_of(tokens: list[Token], script: str) -> str:
    """The text of some tokens as written."""
    return script[tokens[0].start : tokens[-1].end + 1] if tokens else ""


#: words that stand between CREATE or ALTER and the noun and do not name it.
_MODIFIERS = frozenset(
    """OR REPLACE TEMPORARY TEMP TRANSIENT VOLATILE LOCAL GLOBAL SECURE RECURSIVE HYBRID INTERACTIVE AGGREGATE TERSE
    ALTER READ ONLY FORCE""".split()
)
#: nouns and SHOW subjects of more than one word, longest first where one begins another.
_NOUNS = (
    "FILE FORMAT",
    "FILE FORMATS",
    "MATERIALIZED VIEW",
    "MATERIALIZED VIEWS",
    "EXTERNAL TABLE",
    "EXTERNAL TABLES",
    "EXTERNAL FUNCTION",
    "EXTERNAL FUNCTIONS",
    "EXTERNAL VOLUME",
    "EXTERNAL VOLUMES",
    "DYNAMIC TABLE",
    "DYNAMIC TABLES",
    "ICEBERG TABLE",
    "ICEBERG TABLES",
    "EVENT TABLE",
    "EVENT TABLES",
    "HYBRID TABLES",
    "INTERACTIVE TABLES",
    "ROW ACCESS POLICY",
    "ROW ACCESS POLICIES",
    "MASKING POLICY",
    "MASKING POLICIES",
    "SESSION POLICY",
    "PASSWORD POLICY",
    "NETWORK POLICY",
    "NETWORK POLICIES",
    "NETWORK RULE",
    "RESOURCE MONITOR",
    "RESOURCE MONITORS",
    "STORAGE INTEGRATION",
    "STORAGE INTEGRATIONS",
    "API INTEGRATION",
    "SECURITY INTEGRATION",
    "CATALOG INTEGRATION",
    "CATALOG INTEGRATIONS",
    "NOTIFICATION INTEGRATION",
    "DATABASE ROLE",
    "DATABASE ROLES",
    "APPLICATION ROLE",
    "USER FUNCTIONS",
    "USER PROCEDURES",
    "BUILTIN FUNCTIONS",
    "PRIMARY KEYS",
    "UNIQUE KEYS",
    "IMPORTED KEYS",
    "MANAGED ACCOUNT",
    "MANAGED ACCOUNTS",
    "ORGANIZATION ACCOUNT",
    "ORGANIZATION ACCOUNTS",
    "REPLICATION ACCOUNTS",
    "REPLICATION DATABASES",
    "REPLICATION GROUP",
    "REPLICATION GROUPS",
    "FAILOVER GROUP",
    "FAILOVER GROUPS",
    "SEARCH OPTIMIZATION",
    "EXPORTED KEYS",
    "COMPUTE POOL",
    "COMPUTE POOLS",
    "IMAGE REPOSITORY",
    "DATA METRIC FUNCTIONS",
    "FUTURE GRANTS",
    "SEMANTIC VIEW",
    "SEMANTIC VIEWS",
)
#: kinds of objects that Snowflake has CREATE, ALTER, DROP, DESCRIBE and SHOW for, beyond the table of statements.
KNOWN_OBJECTS = """
AGENT|AGGREGATION POLICY|ALERT|API INTEGRATION|APPLICATION|APPLICATION PACKAGE|APPLICATION ROLE|AUTHENTICATION POLICY
BACKUP POLICY|BACKUP SET|CATALOG INTEGRATION|COMPUTE POOL|CONNECTION|CONTACT|CORTEX SEARCH SERVICE|DATASET|DBT PROJECT
EVENT TABLE|EXTERNAL ACCESS INTEGRATION|EXTERNAL TABLE|EXTERNAL VOLUME|FAILOVER GROUP|FEATURE POLICY|GATEWAY
GIT REPOSITORY|IMAGE REPOSITORY|INTEGRATION|JOIN POLICY|LISTING|MANAGED ACCOUNT|MODEL|MODEL MONITOR|NETWORK POLICY
NETWORK RULE|NOTEBOOK|NOTIFICATION INTEGRATION|ORGANIZATION ACCOUNT|PACKAGES POLICY|PASSWORD POLICY|PIPE|PRIVACY POLICY
PROJECTION POLICY|REPLICATION GROUP|RESOURCE MONITOR|SECRET|SECURITY INTEGRATION|SEMANTIC VIEW|SERVICE|SESSION POLICY
SHARE|STORAGE INTEGRATION|STORAGE LIFECYCLE POLICY|STREAM|STREAMLIT
"""

#: other first words behind such a verb.
_OTHER_NOUNS = """ACCOUNT ACCOUNTS CHANNELS CLASS CLASSES DELEGATED ENDPOINTS ENTITIES EXPERIMENT GLOBAL HYBRID LOCKS
ORGANIZATION ORGANIZATIONS PARAMETERS POSTGRES PROVISIONED REGIONS RELEASE SHARED SNAPSHOT SNAPSHOTS SYNONYM TELEMETRY
TYPE VARIABLES VERSIONS WORKSPACE"""
#: what can stand behind CREATE, ALTER, DROP, DESCRIBE and SHOW; another word there is a syntax error.
NOUN_WORDS = frozenset(
    word
    for kind in (*KNOWN_OBJECTS.replace("\n", "|").split("|"), *_NOUNS, *_OTHER_NOUNS.split())
    if kind
    for first in (kind.split()[0],)
    for word in (first, f"{first}S", f"{first[:-1]}IES")
)
_NOUN_WORDS = sorted((tuple(n.split()) for n in _NOUNS), key=len, reverse=True)
#: other statements whose name is more than the first word.
_PHRASES = [
    tuple(p.split())
    for p in (
        "COPY INTO",
        "COPY FILES",
        "INSERT OVERWRITE ALL",
        "INSERT OVERWRITE FIRST",
        "INSERT OVERWRITE",
        "INSERT ALL",
        "INSERT FIRST",
        "TRUNCATE TABLE",
        "EXECUTE IMMEDIATE",
        "EXECUTE TASK",
        "EXECUTE ALERT",
        "EXECUTE USING",
        "COMMENT ON",
        "COMMENT IF",
        "LIST",
        "UNDROP TABLE",
        "UNDROP SCHEMA",
        "UNDROP DATABASE",
        "USE ROLE",
        "USE WAREHOUSE",
        "USE DATABASE",
        "USE SCHEMA",
        "USE SECONDARY ROLES",
        "BEGIN TRANSACTION",
        "START TRANSACTION",
        "ALTER SESSION",
    )
]
_NOUN_VERBS = frozenset(["CREATE", "ALTER", "DROP", "DESCRIBE", "SHOW", "UNDROP"])
_ALIASES = {"DESC": "DESCRIBE", "LS": "LIST", "RM": "REMOVE"}


def name_statement(tokens: list[Token]) -> tuple[str, tuple[str, ...], int]:
    """Name a statement by its leading words.

    Args:
        tokens: of the statement.

    Returns:
        the name, the modifiers that stood in it (OR, REPLACE, TEMPORARY, ...), and how many tokens both took.
    """
    words = [word_of(t) for t in tokens[:8]]
    first = _ALIASES.get(words[0], words[0])
    if first == "(":
        return "SELECT", (), 0
    if first in _NOUN_VERBS:
        if first == "ALTER" and len(words) > 1 and words[1] == "SESSION":
            return "ALTER SESSION", (), 2
        i, modifiers = 1, []
        while i < len(words) and words[i] in _MODIFIERS:
            modifiers.append(words[i])
            i += 1
        for noun in _NOUN_WORDS:
            if tuple(words[i : i + len(noun)]) == noun:
                return f"{first} {' '.join(noun)}", tuple(modifiers), i + len(noun)
        if first == "DESCRIBE" and i < len(words) and words[i] not in _DESCRIBABLE:
            return "DESCRIBE TABLE", tuple(modifiers), i
        noun_word = words[i] if i < len(words) else ""
        if noun_word == "MATERIALIZED":
            noun_word = ""
        return f"{first} {noun_word}".strip(), tuple(modifiers), i + (1 if noun_word else 0)
    for phrase in _PHRASES:
        if tuple(words[: len(phrase)]) == phrase or (first, *words[1 : len(phrase)]) == phrase:
            return " ".join(phrase), (), len(phrase)
    if first == "WITH":
        return _name_with(tokens), (), 0
    return first, (), 1


_DESCRIBABLE = frozenset(
    """TABLE VIEW SCHEMA DATABASE STAGE SEQUENCE FUNCTION PROCEDURE TASK ALERT STREAM PIPE RESULT WAREHOUSE ROLE USER
    INTEGRATION SHARE TAG TRANSACTION""".split()
) | {"FILE FORMAT"}  # one token


def _name_with(tokens: list[Token]) -> str:
    """WITH ... SELECT is a query; WITH p AS PROCEDURE is an anonymous call."""
    words = [word_of(t) for t in tokens[:6]]
    return "CALL WITH" if "PROCEDURE" in words[2:5] else "SELECT"

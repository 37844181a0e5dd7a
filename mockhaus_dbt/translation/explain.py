"""Which functions and rewrites made a translation: a compiler that keeps notes while it walks."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass

from sqlglot import exp

from mockhaus_dbt.translation.ast_parser import Statement
from mockhaus_dbt.translation.call_marks import MARK
from mockhaus_dbt.translation.calls import call_name
from mockhaus_dbt.translation.compiler import Compiler, Scope, Source
from mockhaus_dbt.translation.expressions import Expr
from mockhaus_dbt.translation.functions.registry import FUNCTIONS
from mockhaus_dbt.translation.names import Context
from mockhaus_dbt.translation.rewrites.registry import REWRITES, SOURCES
from mockhaus_dbt.translation.translator import SnowflakeToDuckDBTranslator, Translation

_CLAUSES = {
    exp.Qualify: "QUALIFY",
    exp.Connect: "CONNECT BY",
    exp.MatchRecognize: "MATCH_RECOGNIZE",
    exp.Pivot: "PIVOT",
    exp.TableSample: "SAMPLE",
}


#: nodes that are no rewrites of their own.
_PLAIN = (exp.Column, exp.Literal, exp.Paren, exp.Alias, exp.Star, exp.Null, exp.Boolean)


@dataclass(frozen=True)
class Step:
    """Something that reads differently in DuckDB.

    Args:
        name: of the function or the piece of syntax.
        place: the file that says how it is translated, below ``mockhaus_dbt/translation``.
        says: what the rule does, in its own words.
        snowflake, duckdb: the piece before and after.
        note: where it is not exact, what differs.
    """

    name: str
    place: str
    says: str
    snowflake: str
    duckdb: str
    note: str = ""


class _Tracing(Compiler):
    """A compiler that notes every rule whose text is not what was written."""

    def __init__(self, context: Context):
        super().__init__(context)
        self.steps: dict[Step, None] = {}
        #: pieces that were walked: (DuckDB, Snowflake).
        self._pieces: list[tuple[str, str]] = []

    def expression(self, node: exp.Expr, scope: Scope) -> Expr:
        made = super().expression(node, scope)
        self._note(node, made.sql, REWRITES[type(node)])
        return made

    def source(self, node: exp.Expr, scope: Scope) -> Source:
        made = super().source(node, scope)
        if not isinstance(node, (exp.Table, exp.Subquery)):
            self._note(node, made.sql, SOURCES[type(node)])
        return made

    def _note(self, node: exp.Expr, duckdb: str, rule: object) -> None:
        if isinstance(node, exp.Query):
            return
        written = node.sql(dialect="snowflake").replace(MARK, "")
        within = duckdb
        for translated, piece in reversed(self._pieces):
            within = within.replace(translated, piece)
        self._pieces.append((duckdb, written))
        if isinstance(node, _PLAIN) or _bare(written) == _bare(within):
            return  # what stands in it may differ, itself it does not
        name, note, body = node.key.upper(), "", rule
        if isinstance(node, exp.Anonymous):
            name = call_name(node)
            row = FUNCTIONS.get(name)
            body, note = (row.body, row.note) if row else (rule, "")
        says = (inspect.getdoc(body) or "").split("\n")[0]
        module = getattr(body, "__module__", "").removeprefix("mockhaus_dbt.translation.").replace(".", "/")
        self.steps[Step(name, f"{module}.py", says, _short(written), _short(duckdb), note)] = None


def explain(statement: Statement, context: Context) -> tuple[Translation, list[Step]]:
    """Translate a statement, and say which rules made it differ from what was written.

    Args:
        statement: a query or DML.
        context: as for the translator.

    Returns:
        the translation, and its steps from the inside out.

    Raises:
        CompilationError: the statement is wrong.
    """
    made: list[_Tracing] = []

    def compiler(given: Context) -> Compiler:
        made.append(_Tracing(given))
        return made[-1]

    translation = SnowflakeToDuckDBTranslator(compiler).translate(statement, context)
    steps = [step for tracing in made for step in tracing.steps]
    clauses = {name for kind, name in _CLAUSES.items() if statement.tree.find(kind)}
    known = {step.name for step in steps}
    steps += [Step(name, "rewrites", f"the clause {name}", "", "") for name in sorted(clauses - known)]
    return translation, steps


def _bare(text: str) -> str:
    """A text without what does not matter: quotes of names, blanks, the case of letters, brackets around it."""
    return re.sub(r'[\s"()]+', "", text).casefold()


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 160 else text[:157] + "..."

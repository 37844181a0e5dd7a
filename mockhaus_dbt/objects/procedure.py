"""Stored procedures: CREATE, ALTER, DROP, DESCRIBE PROCEDURE, and CALL
(https://docs.snowflake.com/en/sql-reference/sql/create-procedure).
"""

from __future__ import annotations

from typing import ClassVar

from mockhaus_dbt.objects.function import UserFunction


class Procedure(UserFunction):
    noun = "PROCEDURE"
    plural = "PROCEDURES"
    verbs: ClassVar[tuple[str, ...]] = ("CREATE", "ALTER", "DROP", "DESCRIBE")


PROCEDURE = Procedure()
PROCEDURE.register()

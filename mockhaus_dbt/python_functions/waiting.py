"""What SYSTEM$WAIT is made of: naps, so that DuckDB sees between two of them that the statement is to end."""

from __future__ import annotations

import time

from mockhaus_dbt.python_functions import python_function


@python_function("BOOLEAN", "DOUBLE", volatile=True)
def nap(seconds: float) -> bool:
    """Sleep for a while, and be true."""
    time.sleep(seconds)
    return True

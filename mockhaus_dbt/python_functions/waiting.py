"""SYSTEM$WAIT."""

from __future__ import annotations

import time

from mockhaus_dbt.python_functions import python_function

#: seconds of each unit.
UNITS = {
    "DAYS": 86400.0,
    "HOURS": 3600.0,
    "MINUTES": 60.0,
    "SECONDS": 1.0,
    "MILLISECONDS": 1e-3,
    "MICROSECONDS": 1e-6,
    "NANOSECONDS": 1e-9,
}


@python_function("VARCHAR", "DOUBLE", "VARCHAR", volatile=True)
def system_wait(amount: float, unit: str) -> str:
    """Wait, and say so."""
    time.sleep(max(0.0, amount) * UNITS[unit])
    return f"waited {amount:g} {unit.lower()}"

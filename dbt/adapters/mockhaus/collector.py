"""Python's garbage collector in a dbt process, which makes millions of small values and hardly a cycle.

A seed of 100,000 rows is half a million cells, a project of 300 models a manifest of a million objects. The collector
looks at all of them again and again, at everything ever imported too: it was 11 % of the CPU of such builds.
"""

from __future__ import annotations

import gc

#: new objects between two collections; Python's own 700 is of times when a program had thousands.
_NEW_OBJECTS = 10_000


def collect_less() -> None:
    """Let the collector run more rarely, and not over what is imported by now; done once in a process.

    A collector that is off, or that somebody has made rarer, is left as it is.
    """
    new_objects, middle, old = gc.get_threshold()
    if gc.isenabled() and 0 < new_objects < _NEW_OBJECTS:
        gc.set_threshold(_NEW_OBJECTS, middle, old)
        gc.freeze()

"""How benchmarks measure: CPU time, medians, and the ratio of two things measured in turns."""

from __future__ import annotations

import math
import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple


class Measured(NamedTuple):
    """A row of the report.

    Args:
        name: of the work.
        ours, theirs: CPU milliseconds, medians.
        paired: the median of the ratios of single rounds; where there is none, the ratio is that of the medians.
        error: by which ``paired`` is likely to be off.
        target: the ratio, or (``limit``) the milliseconds that ours must not exceed; None where there is no target.
        unit: of the limit.
    """

    name: str
    ours: float
    theirs: float | None
    paired: float | None = None
    error: float | None = None
    target: float | None = None
    limit: float | None = None
    unit: str = " ms"

    @property
    def ratio(self) -> float | None:
        if self.paired is not None:
            return self.paired
        return self.ours / self.theirs if self.theirs else None

    @property
    def met(self) -> bool | None:
        if self.limit is not None:
            return self.ours <= self.limit
        if self.target is None or self.ratio is None:
            return None
        return self.ratio <= self.target


def cpu(work: Callable[[], object], times: int) -> float:
    """CPU milliseconds of one call, on average over ``times`` calls."""
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times * 1e3


class Turns(NamedTuple):
    """Two works measured in turns: the median of each, and the median of their ratios, which is the ratio to go by:
    the two works of a round share the machine's mood, which may have changed by the next round. ``error`` is the
    standard error of that median."""

    ours: float
    theirs: float
    ratio: float
    error: float


def in_turns(ours: Callable[[], object], theirs: Callable[[], object], times: int, rounds: int = 7) -> Turns:
    """CPU milliseconds of both, each first in every other round."""
    return cpu_and_clock(ours, theirs, times, rounds)[0]


def cpu_and_clock(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    times: int,
    rounds: int = 7,
    before: Callable[[], object] = lambda: None,
) -> tuple[Turns, Turns]:
    """As :func:`in_turns`, and the same by the clock; ``before`` comes before each of them and is not measured."""
    for work in (ours, theirs):
        before()
        work()
    found: dict[Callable[[], object], list[tuple[float, float]]] = {ours: [], theirs: []}
    for i in range(rounds):
        for work in (theirs, ours) if i % 2 else (ours, theirs):
            before()
            start = time.perf_counter()
            used = cpu(work, times)
            found[work].append((used, (time.perf_counter() - start) / times * 1e3))
    used, clock = (_turns([x[i] for x in found[ours]], [x[i] for x in found[theirs]]) for i in (0, 1))
    return used, clock


def _turns(ours: Sequence[float], theirs: Sequence[float]) -> Turns:
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    # A median of so many is off by 1.25 times what their mean is.
    error = math.sqrt(math.pi / 2 * statistics.pvariance(ratios) / max(1, len(ratios) - 1))
    return Turns(statistics.median(ours), statistics.median(theirs), statistics.median(ratios), error)


def process_cpu(command: Sequence[str], cwd: Path | None = None, env: dict[str, str] | None = None) -> float:
    """CPU milliseconds of a process and its children.

    Raises:
        RuntimeError: it failed; its output is in the message.
    """
    # Our sources are compiled once, as an installed package's are.
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", **(env or {})}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout[-4000:]}{done.stderr[-2000:]}")
    return (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1e3

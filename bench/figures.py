"""Figures and how they are told."""

import math
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Figure:
    """One measured value. `most` is what it shall not exceed, where something is asked of it."""

    name: str
    value: float
    unit: str = ""
    most: float | None = None

    @property
    def reached(self) -> bool | None:
        """Whether it is what was asked; None where nothing was."""
        return None if self.most is None else self.value <= self.most

    def line(self) -> str:
        """As a person reads it."""
        mark = {None: " ", True: "✓", False: "✗"}[self.reached]
        wanted = "" if self.most is None else f"   (at most {self.most:g}{self.unit and ' ' + self.unit})"
        return f"  {mark} {self.name:<44} {self.value:>10.6g} {self.unit}{wanted}"

    def data(self) -> dict[str, Any]:
        """As a program reads it."""
        told: dict[str, Any] = {"value": self.value, "unit": self.unit}
        return told if self.most is None else {**told, "most": self.most, "reached": self.reached}


def percentile(values: list[float], percent: float) -> float:
    """The smallest value that so many percent do not exceed; 0 for none."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)] if ordered else 0.0


def spread(name: str, seconds: list[float], most_p95: float | None = None) -> list[Figure]:
    """The middle and the tail of some durations, in milliseconds."""
    asked = {95: most_p95}
    return [Figure(f"{name} p{p}", round(1000 * percentile(seconds, p), 1), "ms", asked.get(p)) for p in (50, 95, 99)]


def machine() -> dict[str, Any]:
    """What the figures were measured on, and how busy it was with other things."""
    cpu = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    models = [line.split(":", 1)[1].strip() for line in cpu.splitlines() if line.startswith("model name")]
    head = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    return {
        "cpu": models[0] if models else platform.processor(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": sys.version.split()[0],
        "sqlite": sqlite3.sqlite_version,
        "engine": os.environ.get("WORKSHOP_ASYNC", "gevent"),
        "load_before": [round(one, 2) for one in os.getloadavg()] if hasattr(os, "getloadavg") else None,
        "commit": head,
    }


def noise(core: int | None, seconds: float = 1.5) -> dict[str, float]:
    """What the machine does to anybody on the server's core just now: how late a sleep of a millisecond ends, and how long
    the disk takes. Where other programs want the core, or the disk is slow, the figures are theirs as much as ours."""
    mine = os.sched_getaffinity(0) if core is not None else set()
    if core is not None:
        os.sched_setaffinity(0, {core})
    late, disk, ends = [], [], time.perf_counter() + seconds
    try:
        with tempfile.NamedTemporaryFile(prefix="rodtrad-bench-") as file:
            while time.perf_counter() < ends:
                before = time.perf_counter()
                time.sleep(0.001)
                between = time.perf_counter()
                file.write(b"x" * 4096)
                file.flush()
                os.fsync(file.fileno())
                late.append(between - before - 0.001)
                disk.append(time.perf_counter() - between)
    finally:
        if core is not None:
            os.sched_setaffinity(0, mine)
    return {"late_ms_p95": round(1000 * percentile(late, 95), 2), "fsync_ms_p95": round(1000 * percentile(disk, 95), 2)}

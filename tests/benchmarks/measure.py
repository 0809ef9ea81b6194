"""A process from start to end: its wall time, its peak memory, its output."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = ("-c", "from graph.commands import main; main()")


@dataclass(frozen=True)
class Run:
    """What a process and those it waited for took.

    `seconds` by the clock, `cpu` of all cores together, which another program's work disturbs less;
    `peak` is the resident memory of the largest process, in bytes.
    """

    seconds: float
    cpu: float
    peak: int
    output: str


def run(*arguments: str | Path, accept: Sequence[int] = (0,)) -> Run:
    """Run Python with `arguments`; raises `RuntimeError` where it ends with another exit code.

    Linux and macOS: `os.wait4` says what it took. The caller's own memory is the least peak that
    can be seen, since a process starts as a copy of it: so a benchmark keeps itself small.
    """
    command = [sys.executable, *(str(argument) for argument in arguments)]
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as out,
        tempfile.TemporaryFile("w+", encoding="utf-8") as errors,
    ):
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=out,
            stderr=errors,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        output, said = out.read(), errors.read()
    if process.returncode not in accept:
        raise RuntimeError(f"{' '.join(command)}: exit code {process.returncode}\n{said[-2000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit, output)


def shequ(*arguments: str | Path) -> Run:
    """Run the program itself, start of the interpreter included."""
    return run(*PROGRAM, *arguments)


def best(runs: Sequence[Run]) -> Run:
    """The quickest of several runs of the same thing."""
    return min(runs, key=lambda one: one.seconds)

"""Questions and pages ask an engine inside the process, for speed; this survives its crash.

An engine is native code and can end a process without a word. On systems that can fork, the
commands that only read are run by a child, and its parent says what happened. A load is not: its
engine's work has a child of its own, and a load that is killed must really be dead.
"""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Sequence

from graph.errors import EngineError

READING = frozenset({"gaps", "view"})
_CRASHES = frozenset(
    number
    for name in ("SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGFPE")
    if (number := getattr(signal, name, None)) is not None
)


def wants(arguments: Sequence[str]) -> bool:
    """Whether the command line asks for a command that this module should look after."""
    return hasattr(os, "fork") and not READING.isdisjoint(arguments)


def supervised(work: Callable[[], int]) -> int:
    """Run `work` in a child process and return its exit code.

    Raises EngineError where the child was ended by a crash of native code. Interrupts reach the
    child by themselves (the terminal sends them to both); a request to end is passed on.
    """
    child = os.fork()
    if child == 0:
        code = 3
        # It reads and ends: looking for cycles among a city's rows costs a tenth of the time.
        gc.disable()
        try:
            code = work()
        finally:
            os._exit(code)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda number, _: os.kill(child, number))
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        return os.waitstatus_to_exitcode(status)
    ended = signal.Signals(os.WTERMSIG(status))
    if ended in _CRASHES:
        raise EngineError("engine_crashed", engine="shequ", reason=ended.name)
    return 128 + ended

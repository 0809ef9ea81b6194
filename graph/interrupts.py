"""Ctrl-C ends a wait for a server at once.

polars puts a handler of its own before Python's, with which the system takes a wait up again
instead of ending it: Ctrl-C would do nothing until the server says something.
"""

from __future__ import annotations

import signal
import sys


def let_ctrl_c_end_waits() -> None:
    """Call before a wait; systems without such signals (Windows) have no such handlers either."""
    if "polars" in sys.modules and hasattr(signal, "siginterrupt"):
        signal.siginterrupt(signal.SIGINT, True)

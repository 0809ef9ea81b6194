"""Work of an engine in a child process: it can be ended, and its crash is only an answer.

The parent writes one line of JSON and keeps the pipe open: when the pipe closes, the parent has
ended, and so does the child. The child answers `{"ready": true}` when the clock may start, then
its result or the error that it met.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any

from graph.errors import EngineError, GraphError, QueryError

Ready = Callable[[], None]
# How often a waiting parent looks up: Windows delivers Ctrl-C only between two waits.
_LOOK_UP = 0.5
_ERRORS: dict[str, type[GraphError]] = {"QueryError": QueryError, "EngineError": EngineError}


def run(
    engine: str,
    module: str,
    request: dict[str, Any],
    *,
    timeout: float | None = None,
    grace: float = 0,
) -> Any:
    """What the child `python -m MODULE` answers to a request.

    `timeout` is in seconds from the moment when the child is ready; `grace` are more seconds for a
    child that keeps the time itself. Raises the `QueryError` or `EngineError` that the child met,
    or an `EngineError` where it crashed or ran out of time.
    """
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            # -P: a file in the working directory that is called like a module is not the module.
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env=os.environ
            | {"PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)},  # noqa: PTH109
        )
        try:
            return _converse(engine, process, request, timeout, grace, errors)
        finally:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    _close(pipe)


def serve(answer: Callable[[dict[str, Any], Ready], Any]) -> None:
    """The child's side: read the request, answer it, end."""
    # What a native library prints must not get between the lines of the answer.
    out = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    request = json.loads(_read_line(0))
    threading.Thread(target=_end_with_parent, daemon=True).start()

    def say(message: dict[str, Any]) -> None:
        out.write(json.dumps(message) + "\n")
        out.flush()

    try:
        say({"result": answer(request, lambda: say({"ready": True}))})
    except (QueryError, EngineError) as error:
        say({"error": [type(error).__name__, error.key, error.values]})


def _converse(
    engine: str,
    process: subprocess.Popen[bytes],
    request: dict[str, Any],
    timeout: float | None,
    grace: float,
    errors: IO[bytes],
) -> Any:
    assert process.stdin is not None
    assert process.stdout is not None
    lines: queue.Queue[bytes] = queue.Queue()
    threading.Thread(target=_pump, args=(process.stdout, lines), daemon=True).start()
    # If it ended before it listened, the missing answer says so below.
    with suppress(BrokenPipeError):
        process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
        process.stdin.flush()
    deadline: float | None = None
    while True:
        try:
            line = lines.get(
                timeout=_LOOK_UP
                if deadline is None
                else min(_LOOK_UP, max(deadline - time.monotonic(), 0))
            )
        except queue.Empty:
            if deadline is not None and time.monotonic() >= deadline:
                raise EngineError("engine_timeout", seconds=f"{timeout:g}") from None
            continue
        if not line.endswith(b"\n"):
            raise _ended(engine, process, errors)
        message = json.loads(line)
        if "ready" in message:
            deadline = None if timeout is None else time.monotonic() + timeout + grace
        elif "error" in message:
            kind, key, values = message["error"]
            raise _ERRORS[kind](key, **values)
        else:
            return message["result"]


def _ended(engine: str, process: subprocess.Popen[bytes], errors: IO[bytes]) -> EngineError:
    code = process.wait()
    if code < 0:
        return EngineError("engine_crashed", engine=engine, reason=signal.Signals(-code).name)
    errors.seek(0)
    said = errors.read().decode("utf-8", "replace").strip().splitlines()
    reason = said[-1] if said else f"exit code {code}"
    return EngineError("engine_crashed", engine=engine, reason=reason)


def _pump(source: IO[bytes], lines: queue.Queue[bytes]) -> None:
    """Hand on each line; one without a line end says that the child has ended."""
    try:
        for line in source:
            lines.put(line)
    except ValueError:  # the parent has closed the pipe: nobody listens any more
        return
    lines.put(b"")


def _close(pipe: IO[bytes]) -> None:
    # What was left to write has no reader any more: the child is gone.
    with suppress(BrokenPipeError):
        pipe.close()


def _read_line(descriptor: int) -> bytes:
    line = bytearray()
    while not line.endswith(b"\n"):
        chunk = os.read(descriptor, 1 << 16)
        if not chunk:
            os._exit(1)
        line += chunk
    return bytes(line)


def _end_with_parent() -> None:
    while os.read(0, 1):
        pass
    os._exit(1)

"""The program as a user starts it: a process of its own."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def environment(**variables: str) -> dict[str, str]:
    """The environment of the tests without what a user's own would say to the program."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("SHEQU_", "LC_", "LANG"))
    }
    return {**kept, "PYTHONPATH": str(ROOT), "LANG": "en_US.UTF-8", **variables}


def shequ(
    *arguments: str | Path,
    cwd: Path | None = None,
    stdin: bytes | None = None,
    variables: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run `shequ` with `arguments`; `variables` are those of its environment."""
    done = subprocess.run(
        [sys.executable, "-m", "graph.commands", *map(str, arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env=environment(**(variables or {})),
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


def here(*arguments: str | Path) -> str:
    """Run `shequ` with `arguments` in this process, and return what it prints; it must succeed.

    For stories of many steps, where a process a step would take minutes.
    """
    from graph.commands import run

    said, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(complained):
        code = run([str(argument) for argument in arguments])
    assert code == 0, complained.getvalue()
    return said.getvalue()

"""A native crash of an engine while it answers ends in a message and exit code 3."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.commands.program import environment

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system can't fork")

CRASH = """
import os, signal
from graph import commands
commands.run = lambda given: os.kill(os.getpid(), signal.SIGSEGV)
commands.main(["gaps"])
"""
ANSWER = """
from graph import commands
commands.run = lambda given: print("answer") or 1
commands.main(["gaps", "--fail-on-gaps"])
"""


def python(text: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", text],
        capture_output=True,
        text=True,
        env=environment(SHEQU_LANG="en"),
        check=False,
    )


def test_a_crash_is_said_and_the_exit_code_is_3() -> None:
    done = python(CRASH)
    assert done.returncode == 3
    assert "ended unexpectedly (SIGSEGV)" in done.stderr
    assert "Traceback" not in done.stderr


def test_otherwise_the_exit_code_and_the_output_are_the_command_s() -> None:
    done = python(ANSWER)
    assert (done.returncode, done.stdout) == (1, "answer\n")

"""Ctrl-C while a server thinks: the program ends then, not when the server answers."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.program import environment
from tests.graph import small

# As in a push: tables have been read, which is what makes the difference.
PROGRAM = "import polars; from graph.commands import main; main()"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")


@pytest.mark.parametrize(
    "command",
    [("push",), ("query", "ASK { ?a ?b ?c }", "--engine"), ("gaps", "--engine")],
    ids=lambda command: command[0],
)
def test_ctrl_c_ends_the_wait_for_a_server_that_says_nothing(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    graph = small.publish_small(tmp_path / "graph").path
    with socket.create_server(("127.0.0.1", 0)) as server:
        uri = f"http://127.0.0.1:{server.getsockname()[1]}"
        with subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *command, uri, "-g", str(graph), "--lang", "en"],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as program:
            connection, _ = server.accept()
            connection.recv(1)  # the question is there
            os.killpg(program.pid, signal.SIGINT)  # as a terminal does
            said = program.communicate(timeout=30)[1]
            connection.close()
    assert program.returncode == 130, said
    assert "Stopped" in said

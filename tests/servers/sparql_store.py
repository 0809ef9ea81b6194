"""What the real SPARQL stores of the tests have in common: a process, and its plain interface.

The tests look into a store through `update` and `select`, never through the code they test.
"""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from tests.servers.neo4j_server import free_port

_SECONDS_TO_START = 60


class SparqlStore:
    """A store with its own folder; `start` again after `stop` or `kill` keeps its data."""

    name = ""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.port = free_port()
        home.mkdir(parents=True, exist_ok=True)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """What a user would write after `push`."""
        raise NotImplementedError

    @property
    def command(self) -> list[str]:
        """The command that starts it."""
        raise NotImplementedError

    @property
    def log(self) -> Path:
        """What the server said."""
        return self.home / "console.log"

    def start(self) -> Self:
        """Start, and return when the store answers; raises with its log where it does not."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(self.command, cwd=self.home, stdout=log, stderr=log)
        until = time.monotonic() + _SECONDS_TO_START
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                self.kill()
                raise RuntimeError(f"{self.name} did not start:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.05)
        return self

    def stop(self) -> None:
        """End it as an administrator would."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def update(self, text: str) -> None:
        """Run an update as somebody else would."""
        request = Request(f"{self.uri}/update", text.encode())
        request.add_header("Content-Type", "application/sparql-update")
        with urlopen(request) as answer:
            answer.read()

    def select(self, text: str) -> list[tuple[str, ...]]:
        """The rows of a query over the whole store, as texts."""
        request = Request(f"{self.uri}/query", urlencode({"query": text}).encode())
        request.add_header("Accept", "application/sparql-results+json")
        with urlopen(request) as answer:
            found: Any = json.load(answer)
        names = found["head"]["vars"]
        return [tuple(row[name]["value"] for name in names) for row in found["results"]["bindings"]]

    def clear(self) -> None:
        """Empty all of it."""
        self.update("CLEAR ALL")

    def _answers(self) -> bool:
        try:
            self.select("SELECT ?s { ?s ?p ?o } LIMIT 1")
        except (URLError, HTTPError, OSError):
            return False
        return True

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait()
            self._process = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

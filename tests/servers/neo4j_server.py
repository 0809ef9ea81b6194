"""A real Neo4j Community server for the tests, and its `neo4j-admin`.

    with Neo4jServer(tmp_path / "home") as server:
        server.uri, server.user, server.password

The jars come from Maven Central (`tests/servers/neo4j/pom.xml`); they are fetched once, into
`target/dependency`. Where Java or Maven is missing, `missing()` says so and the tests are skipped.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

PROJECT = Path(__file__).parent / "neo4j"
LIBRARY = PROJECT / "target" / "dependency"
_FETCHED = LIBRARY.with_name("fetched.xml")
_JAVA = 17
_SECONDS_TO_START = 120
# The modules that conf and bin/neo4j of a distribution open.
_OPENED = (
    "java.base/java.nio",
    "java.base/java.io",
    "java.base/sun.nio.ch",
    "java.base/java.util.concurrent",
    "java.base/java.lang",
)


@cache
def missing() -> str | None:
    """Why there can be no server on this machine, or None."""
    if shutil.which("java") is None:
        return "Neo4j needs Java 17 or newer, and there is no java"
    said = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) < _JAVA:
        return f"Neo4j needs Java 17 or newer: {said.splitlines()[:1]}"
    wanted = (PROJECT / "pom.xml").read_bytes()
    if _FETCHED.exists() and _FETCHED.read_bytes() == wanted:
        return None
    if shutil.which("mvn") is None:
        return "Neo4j is fetched with Maven, and there is no mvn"
    shutil.rmtree(LIBRARY, ignore_errors=True)
    command = ["mvn", "-q", "-B", "-f", str(PROJECT / "pom.xml"), "dependency:copy-dependencies"]
    fetched = subprocess.run(
        [*command, "-DincludeScope=runtime"], capture_output=True, text=True, check=False
    )
    if fetched.returncode != 0:
        return f"Maven could not fetch Neo4j: {(fetched.stdout + fetched.stderr)[-300:]}"
    _FETCHED.write_bytes(wanted)
    return None


class Neo4jServer:
    """A server with its own home folder; `start` again after `stop` or `kill` keeps its data."""

    user = "neo4j"
    password = "not-a-secret"

    def __init__(self, home: Path, *, heap: str = "512m", **settings: str) -> None:
        self.home = home
        self.port = free_port()
        self._heap = heap
        self._process: subprocess.Popen[bytes] | None = None
        configuration = {
            "server.default_listen_address": "127.0.0.1",
            "server.bolt.listen_address": f"127.0.0.1:{self.port}",
            "server.bolt.advertised_address": f"127.0.0.1:{self.port}",
            "server.http.enabled": "false",
            "server.https.enabled": "false",
            "dbms.usage_report.enabled": "false",
            "server.memory.pagecache.size": "128m",
        } | settings
        (home / "conf").mkdir(parents=True)
        (home / "logs").mkdir()
        (home / "conf" / "neo4j.conf").write_text(
            "".join(f"{name}={value}\n" for name, value in configuration.items())
        )
        self.admin("dbms", "set-initial-password", self.password)

    @property
    def uri(self) -> str:
        """What a user would write after `push`."""
        return f"neo4j://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What the server said."""
        return self.home / "logs" / "console.log"

    def admin(self, *arguments: str) -> str:
        """Run `neo4j-admin` with `arguments`; raises where it fails."""
        command = _java(self._heap, "org.neo4j.cli.AdminTool", *arguments)
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "NEO4J_HOME": str(self.home)},
        )
        if done.returncode != 0:
            raise RuntimeError(done.stdout + done.stderr)
        return done.stdout

    def start(self) -> Self:
        """Start, and return when the server answers; raises with its log where it does not."""
        command = _java(self._heap, "org.neo4j.server.CommunityEntryPoint")
        command += [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        until = time.monotonic() + _SECONDS_TO_START
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                self.kill()
                raise RuntimeError(f"Neo4j did not start:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.2)
        return self

    def stop(self) -> None:
        """End it as an administrator would."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def run(self, text: str, **parameters: Any) -> list[dict[str, Any]]:
        """The records of a statement, as its administrator."""
        with self.driver() as driver:
            return [record.data() for record in driver.execute_query(text, parameters).records]

    def driver(self) -> Any:
        """A driver of the server's administrator."""
        from neo4j import GraphDatabase

        return GraphDatabase.driver(self.uri, auth=(self.user, self.password))

    def clear(self) -> None:
        """Empty the database, and drop its constraints and indexes."""
        with self.driver() as driver, driver.session() as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS").consume()
            for record in list(session.run("SHOW CONSTRAINTS YIELD name")):
                session.run(f"DROP CONSTRAINT `{record['name']}`").consume()

    def _answers(self) -> bool:
        from neo4j import GraphDatabase
        from neo4j.exceptions import DriverError, Neo4jError

        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                pass
        except OSError:
            return False
        try:
            with GraphDatabase.driver(self.uri, auth=(self.user, self.password)) as driver:
                driver.verify_connectivity()
        except (DriverError, Neo4jError):
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


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _java(heap: str, program: str, *arguments: str) -> list[str]:
    opened = [f"--add-opens={module}=ALL-UNNAMED" for module in _OPENED]
    classes = str(LIBRARY / "*")
    return ["java", f"-Xmx{heap}", *opened, "-cp", classes, program, *arguments]

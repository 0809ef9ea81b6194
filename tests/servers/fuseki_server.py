"""A real Apache Jena Fuseki for the tests: a second store, which shares no code with the first.

The jar comes from Maven Central (`tests/servers/fuseki/pom.xml`) and is fetched once. Where Java or
Maven is missing, `missing()` says so and the tests are skipped.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from tests.servers.sparql_store import SparqlStore

PROJECT = Path(__file__).parent / "fuseki"
LIBRARY = PROJECT / "target" / "dependency"
_FETCHED = LIBRARY.with_name("fetched.xml")
_JAVA = 17


@cache
def missing() -> str | None:
    """Why there can be no server on this machine, or None."""
    if shutil.which("java") is None:
        return "Fuseki needs Java 17 or newer, and there is no java"
    said = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) < _JAVA:
        return f"Fuseki needs Java 17 or newer: {said.splitlines()[:1]}"
    wanted = (PROJECT / "pom.xml").read_bytes()
    if _FETCHED.exists() and _FETCHED.read_bytes() == wanted:
        return None
    if shutil.which("mvn") is None:
        return "Fuseki is fetched with Maven, and there is no mvn"
    shutil.rmtree(LIBRARY, ignore_errors=True)
    command = ["mvn", "-q", "-B", "-f", str(PROJECT / "pom.xml"), "dependency:copy-dependencies"]
    fetched = subprocess.run(command, capture_output=True, text=True, check=False)
    if fetched.returncode != 0:
        return f"Maven could not fetch Fuseki: {(fetched.stdout + fetched.stderr)[-300:]}"
    _FETCHED.write_bytes(wanted)
    return None


class FusekiServer(SparqlStore):
    """See `SparqlStore`."""

    name = "Fuseki"

    @property
    def uri(self) -> str:
        """What a user would write after `push`."""
        return f"http://127.0.0.1:{self.port}/offices"

    @property
    def command(self) -> list[str]:
        """The command that starts it."""
        (jar,) = LIBRARY.glob("jena-fuseki-server-*.jar")
        (self.home / "data").mkdir(exist_ok=True)
        place = ["--tdb2", f"--loc={self.home / 'data'}", "--update", "/offices"]
        port = [f"--port={self.port}", "--localhost"]
        return ["java", "-Xmx512m", "-jar", str(jar), *port, *place]

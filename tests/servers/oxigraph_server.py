"""A real Oxigraph server for the tests, from the package `oxigraph` (extra `test`).

with OxigraphServer(tmp_path / "store") as server:
    server.uri
"""

from __future__ import annotations

import sysconfig
from pathlib import Path

from tests.servers.sparql_store import SparqlStore

_NAMES = ("oxigraph", "oxigraph.exe")


def _program() -> Path | None:
    scripts = Path(sysconfig.get_path("scripts"))
    return next((scripts / name for name in _NAMES if (scripts / name).exists()), None)


def missing() -> str | None:
    """Why there can be no server on this machine, or None."""
    return None if _program() else "the package `oxigraph`, a SPARQL server, is not installed"


class OxigraphServer(SparqlStore):
    """See `SparqlStore`. With `read_only` it serves what an earlier one left in `home`."""

    name = "Oxigraph"

    def __init__(self, home: Path, *, read_only: bool = False) -> None:
        super().__init__(home)
        self._read_only = read_only

    @property
    def uri(self) -> str:
        """What a user would write after `push`."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def command(self) -> list[str]:
        """The command that starts it."""
        program = _program()
        assert program is not None
        serve = "serve-read-only" if self._read_only else "serve"
        place = ["--location", str(self.home / "data"), "--bind", f"127.0.0.1:{self.port}"]
        return [str(program), serve, *place]

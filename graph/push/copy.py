"""The tables of a graph folder, copied: what a push reads is of one load, whatever is loaded since.

A push takes minutes, and a load puts its folder into the other's place in one moment. The copy is
small (a city is some tens of MB), and its digest proves that it is what the manifest says.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from graph.errors import UsageError
from graph.folder import GraphFolder
from graph.manifest import digest, read_manifest

_TABLES = ("nodes", "edges")


@contextmanager
def copied(folder: GraphFolder) -> Iterator[GraphFolder]:
    """A folder with the same tables and manifest, which nobody else writes to.

    Raises `UsageError` where the tables are no longer those of the manifest.
    """
    with TemporaryDirectory(prefix="shequ-push-") as place:
        files = []
        try:
            for name in _TABLES:
                (Path(place) / name).mkdir()
                for file in (folder.path / name).iterdir():
                    files.append(Path(place) / name / file.name)
                    shutil.copyfile(file, files[-1])
        except OSError as error:
            if read_manifest(folder.path) == folder.manifest:
                raise
            raise UsageError("push_folder_changed", graph=folder.path) from error
        if digest(sorted(files)) != folder.manifest["tables"]:
            raise UsageError("push_folder_changed", graph=folder.path)
        yield GraphFolder(Path(place), folder.manifest)

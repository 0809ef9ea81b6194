"""An engine's index under `index/ENGINE/`: made from the tables, deletable, rebuilt when stale.

A stamp beside the index says which tables, and which versions of the engine and of this program, it
was made from: another version may write other triples. It is built beside its place and moved there
whole, so that what is there is complete.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import EngineError
from graph.version import installed_version

if TYPE_CHECKING:
    from graph.folder import GraphFolder

_STAMP = "stamp.json"
# An engine that fails with less than so many bytes free has failed for want of room.
_ROOM = 16 << 20


def index_path(
    folder: GraphFolder, engine: str, package: str, build: Callable[[Path], None]
) -> Path:
    """The folder of an engine's index; `build` fills a new folder if there is none that fits.

    Raises `UsageError` where the tables are not those of the load, `EngineError` where the index
    can't be made.
    """
    place = folder.path / "index" / engine
    stamp = {
        "tables": folder.manifest["tables"],
        package: version(package),
        "shequ": installed_version(),
    }
    if _read_stamp(place) == stamp:
        return place
    folder.check_tables()
    try:
        place.parent.mkdir(exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{engine}-", dir=place.parent))
        try:
            _build(build, new)
            (new / _STAMP).write_text(json.dumps(stamp), encoding="ascii")
            _replace(place, new)
        finally:
            shutil.rmtree(new, ignore_errors=True)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise
        reason = error.strerror or error
        raise EngineError(
            "engine_index_not_written", engine=engine, path=place.parent, reason=reason
        ) from error
    return place


def _build(build: Callable[[Path], None], new: Path) -> None:
    """Build an index; an engine that ran out of room says so in words that mislead."""
    try:
        build(new)
    except EngineError as error:
        if shutil.disk_usage(new).free < _ROOM:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(new.parent)) from error
        raise


def _replace(place: Path, new: Path) -> None:
    """Put `new` into its place; another process that came first with the same is as good."""
    stale = Path(tempfile.mkdtemp(prefix=f".stale-{place.name}-", dir=place.parent))
    try:
        if place.exists():
            place.rename(stale / place.name)
        try:
            new.rename(place)
        except OSError:
            if _read_stamp(place) != _read_stamp(new):
                raise
    finally:
        shutil.rmtree(stale, ignore_errors=True)


def _read_stamp(place: Path) -> object:
    try:
        return json.loads((place / _STAMP).read_text(encoding="ascii"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None

"""Where an export goes: a file, a folder, or a folder in one archive; whole, or not at all.

A folder is replaced only where every file in it was written by an export: its `datapackage.json`
names them. Anything else is somebody's, and is never overwritten.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from graph import swap
from graph.errors import UsageError
from graph.lock import writing

PACKAGE = "datapackage.json"
FILES = "shequ:files"
_NAMED = 3  # of somebody's files, in a message
_ARCHIVE = ".zip"
# Whoever names one of these expects a file.
_OF_ONE_FILE = {".csv", ".parquet", ".cypher", ".txt"}
_CHUNK = 1 << 20
# Archives have no date of their own, so that the same graph makes the same bytes.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def is_archive(path: Path) -> bool:
    """Whether the folder is to be one file."""
    return path.suffix.lower() == _ARCHIVE


def check_folder(path: Path, form: str) -> None:
    """Raise UsageError where a folder can't be written: at a file, or over somebody's data."""
    if is_archive(path):
        from graph.output.destination import check_place

        check_place(path)
        return
    if not path.parent.is_dir():
        raise UsageError("output_no_folder", path=path, folder=path.parent)
    if path.suffix.lower() in _OF_ONE_FILE and not path.is_dir():
        raise UsageError("export_folder_not_file", path=path, form=form)
    if not path.exists():
        return
    if not path.is_dir():
        raise UsageError("export_folder_is_file", path=path, form=form)
    if others := _somebodys(path):
        found = ", ".join(others[:_NAMED]) + ("…" if len(others) > _NAMED else "")
        raise UsageError("export_folder_has_other_data", path=path, found=found)


@contextmanager
def whole_folder(path: Path, form: str) -> Iterator[Path]:
    """A folder to write to, which becomes `path` when all went well, and is removed otherwise.

    Raises UsageError where somebody's data is there, OSError where the disk is full.
    """
    if is_archive(path):
        from graph.output.destination import whole_file

        with (
            whole_file(path) as beside,
            TemporaryDirectory(prefix=f".{path.name}.", dir=path.resolve().parent) as folder,
        ):
            yield Path(folder)
            _pack(Path(folder), beside)
        return
    path = path.resolve()
    with writing(path):
        swap.finish(path)
        check_folder(path, form)
        try:
            new = swap.building(path)
            yield new
            swap.sync_tree(new)
            own = {entry.name for entry in path.iterdir()} if path.exists() else set()
            swap.swap(path, own)
        finally:
            swap.discard(path)


def _somebodys(folder: Path) -> list[str]:
    """What is in a folder and was not written by an export."""
    there = sorted(
        entry.relative_to(folder).as_posix() for entry in folder.rglob("*") if not entry.is_dir()
    )
    try:
        package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
        own = set(package[FILES])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        own = set()
    return [name for name in there if name not in own]


def _pack(folder: Path, archive: Path) -> None:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(folder.rglob("*")):
            if file.is_dir():
                continue
            entry = zipfile.ZipInfo(file.relative_to(folder).as_posix(), _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (file.stat().st_mode & 0o777 | 0o100000) << 16
            with file.open("rb") as source, packed.open(entry, "w", force_zip64=True) as target:
                while chunk := source.read(_CHUNK):
                    target.write(chunk)

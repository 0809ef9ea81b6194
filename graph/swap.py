"""Replace a folder whole: the new one is written beside it, then both are renamed.

    .NAME.building   being written; worth nothing until it is complete
    .NAME.new        complete, waiting for its place
    NAME             what everybody reads
    .NAME.old        what stood there before, until it is removed

A swap that was cut off leaves NAME missing and `.NAME.new` complete: `finish` ends it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection
from pathlib import Path

from graph.lock import writing


def building(folder: Path) -> Path:
    """Where the new content of a folder is written; removed and made afresh."""
    place = _beside(folder, "building")
    _remove(place)
    place.mkdir(parents=True)
    return place


def discard(folder: Path) -> None:
    """Remove what was being built."""
    _remove(_beside(folder, "building"))


def swap(
    folder: Path, own: Collection[str], step: Callable[[str], None] = lambda name: None
) -> None:
    """Put what was built into the folder's place; the caller holds the lock.

    `own` are the names that a graph folder itself has: anything else in it was put there by
    somebody and moves along. `step` is told each moment, for tests that end the process there.
    Raises `OSError` where a rename is refused; the folder is then as it was.
    """
    new, old = _beside(folder, "new"), _beside(folder, "old")
    _clear(folder, own)
    step("built")
    _beside(folder, "building").rename(new)
    try:
        step("complete")
        if folder.exists():
            folder.rename(old)
        step("old away")
        new.rename(folder)
    except BaseException:  # Ctrl-C as well: whoever is told that it failed finds the old one
        if old.exists() and not folder.exists():
            old.rename(folder)
        _remove(new)
        raise
    step("new there")
    _sync(folder.parent)
    _clear(folder, own)
    step("old removed")


def finish(folder: Path) -> None:
    """End a swap that was cut off between its two renames."""
    new, old = _beside(folder, "new"), _beside(folder, "old")
    if folder.exists() or not (new.exists() or old.exists()):
        return
    with writing(folder, wait=True):
        if folder.exists():
            return
        if new.exists():
            new.rename(folder)
        elif old.exists():
            old.rename(folder)


def sync_tree(folder: Path) -> None:
    """Have the system write a folder's files to the disk before they are renamed into place."""
    for parent, _, names in os.walk(folder):
        for name in names:
            _sync(Path(parent) / name)
        _sync(Path(parent))


def _clear(folder: Path, own: Collection[str]) -> None:
    """Remove what earlier swaps have left, after saving what is not ours from the old folder."""
    old = _beside(folder, "old")
    if old.exists() and folder.exists():
        for entry in old.iterdir():
            if entry.name not in own and not (folder / entry.name).exists():
                entry.rename(folder / entry.name)
    for name in ("new", "old"):
        _remove(_beside(folder, name))


def _beside(folder: Path, name: str) -> Path:
    return folder.parent / f".{folder.name}.{name}"


def _remove(folder: Path) -> None:
    # What can't be removed now (a file open in another program) is tried again at the next load.
    shutil.rmtree(folder, ignore_errors=True)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows does not open folders
    descriptor = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

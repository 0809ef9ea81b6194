"""A lock beside a graph folder, held by a process and let go by the system when that ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import UsageError

# Locks held by this process, so that a load may hold one from its beginning and still publish.
_held: set[Path] = set()


def lock_file(folder: Path) -> Path:
    """The file whose lock stands for the folder."""
    return folder.parent / f".{folder.name}.lock"


@contextmanager
def writing(folder: Path, *, wait: bool = False) -> Iterator[None]:
    """Hold the lock of a graph folder; within it the same process may take it again.

    Raises `UsageError` where another process holds it, unless it is to `wait` for it.
    """
    folder = folder.resolve()
    if folder in _held:
        yield
        return
    descriptor = _take(folder, wait=wait)
    _held.add(folder)
    try:
        yield
    finally:
        _held.discard(folder)
        _give_back(descriptor, lock_file(folder))


def _take(folder: Path, *, wait: bool) -> int:
    file = lock_file(folder)
    while True:
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise UsageError("folder_not_writable", path=folder, reason=error.strerror) from error
        try:
            _system_lock(descriptor, wait=wait)
        except OSError as error:
            os.close(descriptor)
            raise UsageError("folder_locked", path=folder) from error
        # Its last holder removes the file: a lock on a file that is gone locks nobody out.
        if _is_same(descriptor, file):
            return descriptor
        os.close(descriptor)


def _is_same(descriptor: int, file: Path) -> bool:
    try:
        there = file.stat()
    except FileNotFoundError:
        return False
    return os.path.samestat(os.fstat(descriptor), there)


if sys.platform == "win32":
    import msvcrt

    def _system_lock(descriptor: int, *, wait: bool) -> None:
        # LK_LOCK tries for ten seconds; a swap takes less than one.
        msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)

    def _give_back(descriptor: int, file: Path) -> None:
        # An open file can't be removed on Windows; it stays, empty.
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
        os.close(descriptor)

else:
    import fcntl

    def _system_lock(descriptor: int, *, wait: bool) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))

    def _give_back(descriptor: int, file: Path) -> None:
        file.unlink(missing_ok=True)
        os.close(descriptor)

"""Where output goes and in which form: `-f`, `-o`, and whether anybody is looking.

A file is written beside its place and moved there when it is whole, so that a full disk or Ctrl-C
leaves what was there before.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TextIO, cast

from graph.errors import UsageError

Format = Literal["table", "json", "csv", "xlsx"]
FORMATS: tuple[Format, ...] = ("table", "json", "csv", "xlsx")
_SUFFIXES: dict[str, Format] = {
    ".json": "json",
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".txt": "table",
}


@dataclass(frozen=True)
class Destination:
    """A form and a file, or standard output where there is none."""

    format: Format
    path: Path | None = None

    @classmethod
    def choose(cls, wanted: str | None, output: Path | None) -> Destination:
        """From `-f` and `-o`; raises UsageError where they don't go together."""
        if wanted is not None and wanted not in FORMATS:
            raise UsageError("output_unknown_format", format=wanted)
        if output is None or str(output) == "-":
            if wanted == "xlsx":
                raise UsageError("output_xlsx_needs_file")
            if wanted is None:
                wanted = "table" if sys.stdout.isatty() else "json"
            return cls(cast(Format, wanted))
        by_suffix = _SUFFIXES.get(output.suffix.lower())
        if wanted is None and by_suffix is None:
            raise UsageError("output_unknown_suffix", path=output)
        if wanted is not None and by_suffix is not None and wanted != by_suffix:
            raise UsageError("output_format_against_suffix", format=wanted, path=output)
        check_place(output)
        return cls(cast(Format, wanted or by_suffix), output)

    @property
    def for_people(self) -> bool:
        """Whether it is read rather than processed: words beside the rows are welcome."""
        return self.format == "table" and self.path is None


def check_place(path: Path) -> None:
    """Raise UsageError where `path` can't be a file: before the work that would fill it."""
    if path.is_dir():
        raise UsageError("output_is_a_folder", path=path)
    if not path.parent.is_dir():
        raise UsageError("output_no_folder", path=path, folder=path.parent)


@contextmanager
def text_file(path: Path | None, *, bom: bool = False) -> Iterator[TextIO]:
    """UTF-8 text to `path`, or to standard output; lines end as they are written."""
    if path is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    with whole_file(path) as beside, beside.open("w", encoding="utf-8", newline="") as file:
        if bom:
            file.write("\ufeff")
        yield file


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write to, which becomes `path` when all went well, and is removed otherwise."""
    if path.exists() and not path.is_file():  # a pipe or a device can't be replaced
        yield path
        return
    target = path.resolve()  # a link stays a link
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:  # it names the file that was asked for, not the one beside it
        raise OSError(error.errno, error.strerror, str(path)) from error
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        beside.chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""Which files there are to read, and how each is named in the account and in every `source`."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from loaders.errors import RosterError
from loaders.reading.unreadable import Unreadable
from loaders.reading.zipped import Steps, archived, content
from loaders.values.privacy import personal_data


@dataclass(frozen=True)
class SourceFile:
    """One file to read; an entry of a zip archive is one too, named `ARCHIVE!ENTRY`.

    `name` is relative to the deepest folder that all inputs share (it stands in `source`),
    `account_path` to the PATH that was given (it stands in the account). Both have forward slashes.
    `path` is a folder only where that folder could not be listed; `sheets.read` then says so. Of an
    entry it is the archive, and `steps` lead to the entry in it.
    """

    path: Path
    name: str
    account_path: str
    steps: Steps = field(default=(), compare=False, repr=False)

    def content(self) -> bytes:
        """The bytes; raises OSError, or of an entry Unreadable, where they can't be read."""
        return content(self.path, self.steps) if self.steps else self.path.read_bytes()

    @cached_property
    def sha256(self) -> str | None:
        """The SHA-256 of the content, in hex; None where it can't be read."""
        if not self.is_regular:
            return None
        try:
            if self.steps:
                return hashlib.sha256(self.content()).hexdigest()
            with self.path.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except (OSError, Unreadable):
            return None

    @property
    def is_regular(self) -> bool:
        """Whether it, or what a link leads to, is a file that ends: a pipe waits for a writer."""
        return self.path.is_file()

    @property
    def is_lock(self) -> bool:
        """Whether it is the mark that an office program leaves beside a workbook it has open."""
        return re.split("[/!]", self.name)[-1].startswith(("~$", ".~lock.", ".~"))


def find_files(paths: Sequence[Path]) -> list[SourceFile]:
    """Every file that `paths` name, folders and zip archives with all that is in them, by name.

    A file reached twice (twice given, or through a link) is counted once. Linked folders are not
    entered, since a link can lead back to where it stands. Raises RosterError for a PATH that is
    missing, is neither file nor folder, or can't be opened.
    """
    given = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100 (links keep their names)
    for path, said in zip(given, paths, strict=True):
        _check(path, said)
    root = _shared_folder([path if path.is_dir() else path.parent for path in given])
    found: dict[str, SourceFile] = {}
    for start in sorted(given):
        base = start if start.is_dir() else start.parent
        for path in _below(start) if start.is_dir() else [start]:
            found.setdefault(
                os.path.realpath(path),
                SourceFile(path, _relative(path, root), _relative(path, base)),
            )
    files = [file for one in found.values() for file in _opened(one)]
    return _named_apart(_named_safely(sorted(files, key=lambda file: file.name)))


def _opened(file: SourceFile) -> list[SourceFile]:
    """The entries of an archive of files; any other file as it is."""
    listed = archived(file.path) if file.path.is_file() else None
    if listed is None:
        return [file]
    return [
        SourceFile(file.path, f"{file.name}!{entry}", f"{file.account_path}!{entry}", steps)
        for entry, steps in listed
    ]


def _named_safely(files: list[SourceFile]) -> list[SourceFile]:
    """Files whose names hold personal data are named by their place in the list (RULES 25)."""
    return [
        replace(file, name=f"…{place}{suffix}", account_path=f"…{place}{suffix}")
        if any(map(personal_data, (file.name, re.sub(r"\.\w+$", "", file.name))))
        else file
        for place, file in enumerate(files, 1)
        for suffix in [_plain_suffix(file.name)]
    ]


def _plain_suffix(name: str) -> str:
    """The suffix where it is one of letters, as those of documents are."""
    match = re.search(r"\.[A-Za-z]\w{0,4}$", name)
    return match.group() if match is not None else ""


def _named_apart(files: list[SourceFile]) -> list[SourceFile]:
    """Two files of one name, as an archive can hold them, are numbered: a source is of one file."""
    taken: set[str] = set()
    apart = []
    for file in files:
        name, number = file.name, 1
        while name in taken:
            number += 1
            name = f"{file.name} ({number})"
        taken.add(name)
        more = name.removeprefix(file.name)
        apart.append(replace(file, name=name, account_path=file.account_path + more))
    return apart


def _check(path: Path, said: Path) -> None:
    """Refuse what was given by name and can't be read."""
    try:
        if path.is_dir():
            with os.scandir(path):
                return
        if path.is_file():
            with path.open("rb"):
                return
    except OSError as error:
        raise RosterError(
            f"打不开 {said}：{error.strerror}。请检查文件权限，或先关闭正在使用它的程序。",
            f"{said} can't be opened: {error.strerror}. "
            "Check its permissions, or close the program that uses it.",
        ) from error
    if path.exists():
        raise RosterError(
            f"{said} 既不是文件也不是文件夹。请给出花名册文件或存放花名册的文件夹。",
            f"{said} is neither a file nor a folder. Give a roster, or a folder of rosters.",
        )
    raise RosterError(
        f"没有找到 {said}。请检查路径和文件名。",
        f"{said} does not exist. Check the path and the name.",
    )


def _below(folder: Path) -> Iterator[Path]:
    """Every file below `folder`, and every folder below it that can't be listed."""
    refused: list[Path] = []

    def refuse(error: OSError) -> None:
        refused.append(Path(str(error.filename)))

    for place, _, names in os.walk(folder, onerror=refuse):
        for name in names:
            yield Path(place, name)
    yield from refused


def _shared_folder(folders: Sequence[Path]) -> Path | None:
    """The deepest folder above all `folders`; None where they stand on several drives."""
    try:
        return Path(os.path.commonpath(folders)) if folders else None
    except ValueError:
        return None


def _relative(path: Path, root: Path | None) -> str:
    """`path` below `root`, as text that every file system and encoding can carry."""
    shown = path.relative_to(root) if root is not None else path
    raw = os.fsencode(shown.as_posix())
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        # Names packed on a Chinese Windows arrive as GBK bytes.
        text = raw.decode("gb18030", errors="replace")
    return unicodedata.normalize("NFC", text)

"""What stands around a table: the texts above its header, the sheet's, file's and folders' names.

They tell what a table of many leaves out: its community, its kind. Nothing personal is kept: no
text that looks like personal data, and nothing that stands behind 填表人, 联系电话 and the like.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loaders.tables.headers import is_personal, names_person, normal_header
from loaders.values.privacy import personal_data

_PARTS = re.compile(r"\s{2,}|[;；,，\t\n\r]|\s(?=[^\s:：]{2,8}[:：])")
_LABELLED = re.compile(r"^([^:：]{1,12})[:：](.*)$", re.DOTALL)


@dataclass(frozen=True)
class Titles:
    """above: the texts above the header, a labelled one (填报单位：…) as one. sheet: its name.

    file: the file's name without its suffix. folders: those that it is in, the nearest first. An
    entry of an archive stands in the archive like in a folder.
    """

    above: tuple[str, ...] = ()
    sheet: str | None = None
    file: str | None = None
    folders: tuple[str, ...] = ()

    @property
    def every(self) -> tuple[str, ...]:
        """All of them, the nearest to the table first."""
        around = (self.sheet, self.file)
        return (*self.above, *(text for text in around if text is not None), *self.folders)


def titles(rows: Iterable[Sequence[str | None]], sheet: str | None, file_name: str) -> Titles:
    """The titles of a table; rows: those above its header, file_name: with `/` and, in an archive,
    `!`."""
    above = list(dict.fromkeys(text for row in rows for text in _texts(row)))
    *folders, file = re.split(r"[/!]", file_name)
    return Titles(
        above=tuple(above),
        sheet=_clean(sheet),
        file=_clean(file.rsplit(".", 1)[0]),
        folders=tuple(text for folder in reversed(folders) if (text := _clean(folder)) is not None),
    )


def _texts(row: Sequence[str | None]) -> list[str]:
    """The texts of one row, a label joined with what stands in the next cell."""
    found: list[str] = []
    open_label: str | None = None
    for cell in dict.fromkeys(row):
        if cell is None:
            continue
        for part in _PARTS.split(unicodedata.normalize("NFKC", cell).strip()):
            if not part:
                continue
            text = part if open_label is None or ":" in part else open_label + part
            open_label = None
            if text.endswith(":"):
                open_label = text
            elif (kept := _clean(text)) is not None:
                found.append(kept)
    return found


def _clean(text: str | None) -> str | None:
    """A text without spaces around it; None where it is empty or personal."""
    if text is None or not text.strip() or personal_data(text) is not None:
        return None
    tidy = unicodedata.normalize("NFKC", text).strip()
    labelled = _LABELLED.match(tidy)
    if labelled is not None:
        label = normal_header(labelled.group(1))
        if is_personal(label) or names_person(label):
            return None
    return tidy

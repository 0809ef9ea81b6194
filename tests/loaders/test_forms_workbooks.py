"""Workbooks of other programs, hostile ones, and text without its mark."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import pytest

from loaders.reading.sheets import read_bytes
from tests.loaders.forms import HERE, ROSTER
from tests.loaders.forms.reading import cells_of, refused
from tests.loaders.forms.written import (
    as_xlsx,
)


def renamed(data: bytes, names: Sequence[tuple[str, str]]) -> bytes:
    """An archive whose entries are called otherwise, in their relations too."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for before, after in names:
                content = content.replace(before.encode(), after.encode())
                name = name.replace(before, after)
            new.writestr(name, content)
    return stream.getvalue()


def with_sheet(data: bytes, before: bytes, after: str) -> bytes:
    """A workbook with something else in its sheet."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(before, after.encode()))
    return stream.getvalue()


class TestWorkbooksOfOtherPrograms:
    @pytest.mark.parametrize(
        "names",
        [
            [("workbook.xml", "book2.xml")],
            [("sharedStrings.xml", "strings7.xml")],
            [("xl/", "office/"), ("workbook.xml", "w.xml"), ("styles.xml", "s.xml")],
            [("/xl/", "/XL/"), ("sharedStrings", "SharedStrings")],
        ],
    )
    def test_parts_by_unusual_names(self, names: list[tuple[str, str]]) -> None:
        data = renamed((HERE / "roster.xlsx").read_bytes(), names)
        assert cells_of(read_bytes(data)[0]) == ROSTER

    def test_a_workbook_that_claims_more_texts_than_it_has_room_for(self) -> None:
        data = renamed(
            (HERE / "roster.xlsx").read_bytes(),
            [('uniqueCount="', 'uniqueCount="99999999999')],
        )
        assert refused(data) == "damaged"

    def test_formatted_rows_down_to_the_last_corner_are_no_rows(self) -> None:
        rows = "".join(
            f'<row r="{row}" spans="1:2"><c r="A{row}" s="0"/><c r="XFD{row}" s="0"></c></row>'
            for row in range(1_028_577, 1_048_577)
        )
        data = with_sheet(as_xlsx([["楼栋"], ["1栋"]]), b"</sheetData>", f"{rows}</sheetData>")
        assert cells_of(read_bytes(data)[0]) == {1: ["楼栋"], 2: ["1栋"]}

    def test_merged_ranges_without_end(self) -> None:
        ranges = '<mergeCell ref="A1:XFD1048576"/>' * 5000
        data = with_sheet(
            as_xlsx([[str(row)] * 20 for row in range(5000)]),
            b"</sheetData>",
            f"</sheetData><mergeCells>{ranges}</mergeCells>",
        )
        assert refused(data) == "too_many_cells"


class TestUnmarkedUtf16:
    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
    def test_the_reason_is_said(self, encoding: str) -> None:
        assert refused("楼栋,社区\n1栋,海月社区\n".encode(encoding)) == "unmarked_utf16"

    def test_a_photo_is_no_text_of_any_kind(self) -> None:
        assert refused("楼栋,社区\n1栋\0,海月\n".encode()) == "binary"

"""Everything that is no roster is told what it is."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from loaders.reading.compound import wrapped
from loaders.reading.sheets import read_bytes
from loaders.reading.unreadable import Unreadable, catalogue
from tests.loaders.forms.reading import refused
from tests.loaders.sheets import as_xlsx

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(40)


def zipped(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return stream.getvalue()


class TestWhatIsNoRoster:
    """Told by its content; always one of the catalogue's reasons."""

    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", "empty_file"),
            (b"\xef\xbb\xbf", "no_cells"),
            (b"\n\n \n,,\n", "no_cells"),
            (PNG, "not_a_roster"),
            (b"\xff\xd8\xff\xe0" + bytes(40), "not_a_roster"),
            (b"%PDF-1.7\n...", "not_a_roster"),
            (zipped("[Content_Types].xml", "word/document.xml"), "not_a_roster"),
            (zipped("[Content_Types].xml", "ppt/presentation.xml"), "not_a_roster"),
            (zipped("[Content_Types].xml", "xl/workbook.bin"), "other_spreadsheet"),
            (zipped("word/document.xml"), "not_a_roster"),
            (zipped("a.csv", "b.csv"), "nested_archive"),
            (zipped(), "empty_archive"),
            (zipped("[Content_Types].xml", "xl/workbook.xml"), "damaged"),
            (b"PK\x03\x04", "damaged"),
            (b"<html><table><tr><td>1", "damaged"),
            (b"<?xml version='1.0'?><data/>", "not_a_roster"),
            (b"MIME-Version: 1.0\r\n", "other_spreadsheet"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "damaged"),
            (wrapped(b"", "EncryptedPackage"), "encrypted"),
            (wrapped(b"", "WordDocument"), "not_a_roster"),
            (wrapped(b"", "PowerPoint Document"), "not_a_roster"),
            (wrapped(b"", "Thumbs"), "not_a_roster"),
            (wrapped(b"", "Workbook"), "damaged"),
            ("楼栋,社区\n1栋\0,海月\n".encode(), "binary"),
        ],
    )
    def test_each_is_told_what_it_is(self, data: bytes, code: str) -> None:
        assert refused(data) == code

    def test_a_truncated_workbook_is_damaged(self) -> None:
        whole = as_xlsx([["楼栋", "社区"], ["1栋", "海月社区"]])
        for size in range(4, len(whole) - 1, 97):
            assert refused(whole[:size]) == "damaged"

    def test_no_bytes_make_the_reader_fail(self) -> None:
        """Random, cut, and scrambled files give sheets or a reason, and nothing else."""
        chance = random.Random(20100630)
        whole = as_xlsx([["楼栋", "社区"], ["1栋", "海月社区"]])
        table = '楼栋,社区\n"1栋",海月社区\n'.encode("gb18030")
        for _ in range(1500):
            kind = chance.randrange(4)
            if kind == 0:
                data = chance.randbytes(chance.randrange(1, 60))
            elif kind == 1:
                data = bytes(chance.choice(b',"\n\r\t;a1=\xb5\xe5') for _ in range(40))
            else:
                scrambled = bytearray(whole if kind == 2 else table)
                for _ in range(chance.randrange(1, 8)):
                    scrambled[chance.randrange(len(scrambled))] = chance.randrange(256)
                data = bytes(scrambled)
            try:
                sheets = read_bytes(data)
            except Unreadable as error:
                assert error.problem("zh") and error.remedy("zh")
                continue
            for sheet in sheets:
                assert sheet.frame.columns[0] == "row"
                assert sheet.frame["row"].is_sorted()

    def test_every_reason_is_told_in_both_languages(self) -> None:
        for texts in catalogue().values():
            assert set(texts) == {"problem_zh", "problem_en", "remedy_zh", "remedy_en"}

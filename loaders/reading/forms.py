"""What a file is, told by its content; a suffix is only a hope."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from loaders.reading.biff import is_older
from loaders.reading.compound import MAGIC, Compound
from loaders.reading.unreadable import Unreadable

_HEAD = 1 << 16
_HTML = re.compile(
    rb"<(?:!doctype html|html|head|body|meta|style|table|div|center|font|p|br)[\s/>]"
)

# (start of the file, Chinese, English): what people keep beside their rosters.
_OTHERS: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "图片（PNG）", "a picture (PNG)"),
    (b"\xff\xd8\xff", "照片（JPEG）", "a photo (JPEG)"),
    (b"GIF87a", "图片（GIF）", "a picture (GIF)"),
    (b"GIF89a", "图片（GIF）", "a picture (GIF)"),
    (b"II*\x00", "图片（TIFF）", "a picture (TIFF)"),
    (b"MM\x00*", "图片（TIFF）", "a picture (TIFF)"),
    (b"8BPS", "图片（PSD）", "a picture (PSD)"),
    (b"%PDF-", "PDF 文件", "a PDF"),
    (b"{\\rtf", "RTF 文档", "an RTF document"),
    (b"Rar!\x1a\x07", "压缩包（RAR）", "an archive (RAR)"),
    (b"7z\xbc\xaf\x27\x1c", "压缩包（7z）", "an archive (7z)"),
    (b"\x1f\x8b", "压缩文件（gzip）", "a compressed file (gzip)"),
    (b"BZh", "压缩文件（bzip2）", "a compressed file (bzip2)"),
    (b"\xfd7zXZ\x00", "压缩文件（xz）", "a compressed file (xz)"),
    (b"(\xb5/\xfd", "压缩文件（zstd）", "a compressed file (zstd)"),
    (b"SQLite format 3\x00", "数据库（SQLite）", "a database (SQLite)"),
    (b"PAR1", "Parquet 数据", "Parquet data"),
    (b"ID3", "录音（MP3）", "a recording (MP3)"),
    (b"OggS", "录音（Ogg）", "a recording (Ogg)"),
    (b"\x7fELF", "程序", "a program"),
    (b"MZ\x90\x00", "程序", "a program"),
    (b"\x00\x00\x00\x01Bud1", "系统文件（.DS_Store）", "a system file (.DS_Store)"),
    (b"\x00\x05\x16\x07", "系统文件（AppleDouble）", "a system file (AppleDouble)"),
)

_OFFICE_MIMETYPE = b"application/vnd.oasis.opendocument."

#: What a file is read as.
Form = Literal[
    "workbook", "opendocument", "old_workbook", "spreadsheetml", "flat_opendocument", "html", "text"
]


def form_of(data: bytes) -> Form:
    """The form of a file that is no zip archive; raises Unreadable where it is no roster's."""
    if data.startswith(MAGIC):
        return "old_workbook"
    if is_older(data):
        raise _other("很旧的工作簿（Excel 2 至 4）", "a very old workbook (Excel 2 to 4)")
    for start, zh, en in _OTHERS:
        if data.startswith(start):
            raise _no_roster(zh, en)
    if data.startswith(b"BM") and data[6:10] == b"\x00\x00\x00\x00":
        raise _no_roster("图片（BMP）", "a picture (BMP)")
    if data.startswith(b"RIFF") and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        raise _no_roster("图片或音像", "a picture or recording")
    if data[4:8] == b"ftyp":
        raise _no_roster("照片或录像", "a photo or video")
    return "text"


def form_of_text(text: bytes) -> Form:
    """The form of a text in UTF-8, by how it begins; raises Unreadable where it is no roster's."""
    head = text[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"mime-version:", b"from: <saved by")):
        raise _other("网页归档（MHTML）", "a web archive (MHTML)")
    if not head.startswith(b"<"):
        return "text"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head and b"<html" not in head:
        return "spreadsheetml"
    if b"<office:document" in head and _OFFICE_MIMETYPE + b"spreadsheet" in head:
        return "flat_opendocument"
    if _HTML.search(head):
        return "html"
    if head.startswith((b"<?xml", b"<svg")):
        raise _no_roster("XML 文件", "an XML file")
    return "text"


def form_of_package(names: Iterable[str], mimetype: bytes) -> Form:
    """The form of a zip archive with entries of these names.

    `mimetype` is the content of its entry of that name (OpenDocument), or empty. Raises Unreadable
    where it is no roster's: another document, an archive of files, an empty one.
    """
    folders = {name.replace("\\", "/").lower() for name in names if not name.endswith(("/", "\\"))}
    if any(name.endswith("workbook.bin") for name in folders):
        raise _other("二进制工作簿（xlsb）", "a binary workbook (xlsb)")
    if any(name.startswith("word/document") for name in folders):
        raise _no_roster("Word 文档", "a Word document")
    if any(name.startswith("ppt/presentation") for name in folders):
        raise _no_roster("演示文稿", "a presentation")
    if "[content_types].xml" in folders:
        return "workbook"
    if mimetype.startswith(_OFFICE_MIMETYPE + b"spreadsheet"):
        return "opendocument"
    if mimetype:
        raise _no_roster("OpenDocument 文档或电子书", "an OpenDocument document or a book")
    raise Unreadable("nested_archive" if folders else "empty_archive")


def records_of(compound: Compound) -> bytes:
    """The workbook's records in an OLE2 compound file; raises Unreadable where it has none."""
    if "EncryptedPackage" in compound:
        raise Unreadable("encrypted")
    if "WordDocument" in compound:
        raise _no_roster("Word 文档", "a Word document")
    if "PowerPoint Document" in compound:
        raise _no_roster("演示文稿", "a presentation")
    records = compound.stream("Workbook", "Book")
    if records is None:
        raise _no_roster("系统或旧版 Office 文件", "an OLE file")
    return records


def _no_roster(zh: str, en: str) -> Unreadable:
    return Unreadable("not_a_roster", form_zh=zh, form_en=en)


def _other(zh: str, en: str) -> Unreadable:
    return Unreadable("other_spreadsheet", form_zh=zh, form_en=en)

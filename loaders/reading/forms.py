"""What a file is, told by its content; a suffix is only a hope."""

from __future__ import annotations

from loaders.reading.unreadable import Unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

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

_MARKUP: tuple[tuple[bytes, str, str], ...] = (
    (b"excel.sheet", "XML 表格（SpreadsheetML）", "an XML spreadsheet (SpreadsheetML)"),
    (b"urn:schemas-microsoft-com:office:spreadsheet", "XML 表格", "an XML spreadsheet"),
    (b"<table", "网页格式的表格（HTML）", "a table in HTML"),
    (b"<html", "网页（HTML）", "a web page (HTML)"),
    (b"<!doctype html", "网页（HTML）", "a web page (HTML)"),
)


def is_zip(data: bytes) -> bool:
    """Whether `data` starts as a zip archive does (xlsx, ods, docx, or a real archive)."""
    return data.startswith(_ZIP)


def check_text(data: bytes) -> None:
    """Raise Unreadable where `data` is plainly something other than text or a zip archive."""
    if data.startswith(_OLE):
        raise _compound(data)
    for start, zh, en in _OTHERS:
        if data.startswith(start):
            raise Unreadable("not_a_roster", form_zh=zh, form_en=en)
    if data.startswith(b"BM") and data[6:10] == b"\x00\x00\x00\x00":
        raise Unreadable("not_a_roster", form_zh="图片（BMP）", form_en="a picture (BMP)")
    if data.startswith(b"RIFF") and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        raise Unreadable("not_a_roster", form_zh="图片或音像", form_en="a picture or recording")
    if data[4:8] == b"ftyp":
        raise Unreadable("not_a_roster", form_zh="照片或录像", form_en="a photo or video")
    _check_markup(data)


def zip_content(names: frozenset[str], mimetype: bytes) -> None:
    """Raise Unreadable unless the entries `names` of a zip archive make an xlsx workbook.

    `mimetype` is the start of its entry of that name (OpenDocument), or empty.
    """
    if "[Content_Types].xml" in names:
        if "xl/workbook.xml" in names:
            return
        if any(name.endswith("workbook.bin") for name in names):
            raise _other("二进制工作簿（xlsb）", "a binary workbook (xlsb)")
        if any(name.startswith("word/") for name in names):
            raise Unreadable("not_a_roster", form_zh="Word 文档", form_en="a Word document")
        if any(name.startswith("ppt/") for name in names):
            raise Unreadable("not_a_roster", form_zh="演示文稿", form_en="a presentation")
        return  # Some writers name the workbook otherwise; the cell reader follows the relations.
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        raise _other("OpenDocument 表格（ods）", "an OpenDocument spreadsheet (ods)")
    if mimetype:
        raise Unreadable(
            "not_a_roster", form_zh="OpenDocument 文档", form_en="an OpenDocument document"
        )
    raise _other("压缩包（zip）", "a zip archive")


def _other(zh: str, en: str) -> Unreadable:
    return Unreadable("other_spreadsheet", form_zh=zh, form_en=en)


def _compound(data: bytes) -> Unreadable:
    """What an OLE2 compound file holds, by the names in its directory (UTF-16)."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Unreadable("encrypted")
    if "WordDocument".encode("utf-16-le") in data:
        return Unreadable("not_a_roster", form_zh="Word 文档", form_en="a Word document")
    if "PowerPoint Document".encode("utf-16-le") in data:
        return Unreadable("not_a_roster", form_zh="演示文稿", form_en="a presentation")
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return _other("旧版 Excel 或 WPS 表格（xls、et）", "an old workbook (xls, et)")
    return Unreadable("not_a_roster", form_zh="系统或旧版 Office 文件", form_en="an OLE file")


def _check_markup(data: bytes) -> None:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not head.startswith(b"<"):
        return
    for mark, zh, en in _MARKUP:
        if mark in head:
            raise _other(zh, en)
    if head.startswith((b"<?xml", b"<svg")):
        raise Unreadable("not_a_roster", form_zh="XML 文件", form_en="an XML file")

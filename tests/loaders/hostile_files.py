"""Files that are made to harm whoever opens them, and small workbooks written by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping


def workbook(sheet: str, more: Mapping[str, bytes] | None = None) -> bytes:
    """An xlsx of one sheet with this XML inside `worksheet`."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/s.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets>'
        '<sheet name="单位" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="s.xml"/></Relationships>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        head, _, body = sheet.partition("|")
        archive.writestr("xl/s.xml", f"{head}<worksheet {main}>{body}</worksheet>")
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return stream.getvalue()


def text_cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


ROWS = "".join(
    f'<row r="{n}">{text_cell(f"A{n}", a)}{text_cell(f"B{n}", b)}</row>'
    for n, a, b in ((1, "社区", "单位名称"), (2, "海月社区", "海月医院"))
)
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
DOCTYPE = f'<!DOCTYPE d [<!ENTITY e0 "海月海月海月">{ENTITIES}]>'


def bomb_of_xlsx() -> bytes:
    return workbook("|<sheetData/>", {"xl/media.bin": bytes(700 << 20)})


def bomb_of_zip() -> bytes:
    """An archive of archives, each of which unpacks to ten times as much."""
    data = bytes(200 << 20)
    for depth in range(3):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(10 if depth else 1):
                archive.writestr(f"{number}.{'zip' if depth else 'csv'}", data)
        data = stream.getvalue()
    return data


def ods(rows: str, doctype: str = "") -> bytes:
    """An OpenDocument spreadsheet of one sheet with these rows."""
    stream = io.BytesIO()
    office = "urn:oasis:names:tc:opendocument:xmlns"
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?>{doctype}<office:document-content '
            f'xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0" '
            f'xmlns:text="{office}:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="单位">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return stream.getvalue()


def spreadsheetml(content: str) -> bytes:
    return ('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>' + content).encode()


_SS = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
_SS += 'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'

#: By name, what each file holds.
HOSTILE: dict[str, Callable[[], bytes]] = {
    "炸弹.xlsx": bomb_of_xlsx,
    "炸弹.zip": bomb_of_zip,
    "实体.xlsx": lambda: workbook(
        f"<?xml version='1.0'?>{DOCTYPE}|<sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>"
        "&e11;</t></is></c></row></sheetData>"
    ),
    "实体.ods": lambda: ods(
        "<table:table-row><table:table-cell><text:p>&e11;</text:p></table:table-cell>"
        "</table:table-row>",
        DOCTYPE,
    ),
    "重复.ods": lambda: ods(
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384"><text:p>海月</text:p></table:table-cell>'
        "</table:table-row>"
    ),
    "实体.xls": lambda: spreadsheetml(
        f"{DOCTYPE}<Workbook {_SS}><Worksheet ss:Name='单位'><Table><Row><Cell>"
        "<Data ss:Type='String'>&e11;</Data></Cell></Row></Table></Worksheet></Workbook>"
    ),
    "远处.xls": lambda: spreadsheetml(
        f"<Workbook {_SS}><Worksheet ss:Name='单位'><Table><Row ss:Index='2000000000'>"
        "<Cell ss:Index='2000000000' ss:MergeAcross='2000000000' ss:MergeDown='2000000000'>"
        "<Data ss:Type='String'>海月</Data></Cell></Row></Table></Worksheet></Workbook>"
    ),
    "合并.xls": lambda: (
        "<html><table><tr><td rowspan=2000000000 colspan=2000000000>海月</td></tr></table></html>"
    ).encode(),
    "嵌套.xls": lambda: b"<html>" + b"<table><tr><td>" * 100_000,
    "远处.xlsx": lambda: workbook(
        f"|<sheetData>{ROWS}<row r='1048576'>{text_cell('XFD1048576', '海月')}</row></sheetData>"
    ),
    "合并.xlsx": lambda: workbook(
        f"|<sheetData>{ROWS}</sheetData><mergeCells count='1'><mergeCell ref='A1:XFD1048576'/>"
        "</mergeCells>"
    ),
    "外部实体.xls": lambda: spreadsheetml(
        f"<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Workbook {_SS}><Worksheet "
        "ss:Name='单位'><Table><Row><Cell><Data ss:Type='String'>&e;</Data></Cell></Row></Table>"
        "</Worksheet></Workbook>"
    ),
    "宽.csv": lambda: b"," * 3_000_000 + b"\n" * 3_000,
}

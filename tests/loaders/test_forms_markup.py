"""Rosters as web pages, SpreadsheetML and OpenDocument: read like any other, and bounded."""

from __future__ import annotations

import io
import zipfile

import pytest

from loaders.reading.cells import IMPRECISE
from loaders.reading.sheets import read_bytes
from tests.loaders.forms import HERE
from tests.loaders.forms.reading import cells_of, read_text, refused
from tests.loaders.forms.written import (
    flat_ods,
    ods,
    ods_rows,
    spreadsheetml,
)


class TestWebPages:
    def test_tables_stand_below_each_other_under_their_headings(self) -> None:
        page = (
            "<html><head><title>x</title><style>td{}</style></head><body><h2>海月社区</h2>"
            "<table><caption>楼栋</caption><thead><tr><th>楼栋<th>社区</thead>"
            "<tr><td>1栋<td>海月社区</table><p>脚注</p>"
            "<TABLE><TR><TD>2栋</TD></TR></TABLE>"
        )
        assert read_text(page) == {
            1: ["海月社区", None],
            2: ["楼栋", None],
            3: ["楼栋", "社区"],
            4: ["1栋", "海月社区"],
            6: ["2栋", None],
        }

    def test_a_table_within_a_table_is_read(self) -> None:
        page = (
            "<table><tr><td>单位</td><td><table><tr><td>楼栋</td><td>社区</td></tr>"
            "<tr><td>1栋</td></tr></table></td></tr></table>"
        )
        assert read_text(page) == {
            1: ["楼栋", "社区"],
            2: ["1栋", None],
            3: ["单位", None],
        }

    def test_a_number_shown_short_is_kept_whole_beside_it(self) -> None:
        page = (
            '<table><tr><td x:num="440305006011">4.40305E+11<td sdval="4.4E+018">4.4E+18'
            "<td>4.40305E+11</table>"
        )
        assert read_text(page) == {
            1: ["440305006011", f"{IMPRECISE}4400000000000000000", "4.40305E+11"]
        }

    def test_what_is_not_shown_is_not_read(self) -> None:
        page = (
            "<table><tr><td>1栋<!-- x --><script>y</script><a class=comment-indicator></a>"
            "<comment>批注</comment><td>&nbsp;<td> 海月\n 社区 <br> 二</table>"
        )
        assert read_text(page) == {1: ["1栋", "海月 社区\n二"]}

    def test_in_gbk_whatever_the_page_claims(self) -> None:
        page = '<html><meta charset="utf-8"><table><tr><td>海月社区</table>'
        (sheet,) = read_bytes(page.encode("gb18030"))
        assert cells_of(sheet) == {1: ["海月社区"]}

    def test_a_page_without_a_table(self) -> None:
        assert refused("<html><body><p>你好</p></body></html>".encode()) == "not_a_roster"

    @pytest.mark.parametrize("span", ["1000000000", "9" * 400, "-1", "x", "0"])
    def test_absurd_spans_are_bounded(self, span: str) -> None:
        page = (
            f"<table><tr><td colspan={span} rowspan={span}>楼栋台账<tr><td>1栋<td>a"
            "<tr><td>2栋<td>b</table><table><tr><td>3栋</table>"
        )
        (sheet,) = read_bytes(page.encode())
        texts = [cell for row in cells_of(sheet).values() for cell in row]
        assert {"楼栋台账", "1栋", "2栋", "3栋"} <= set(texts)
        assert cells_of(sheet)[max(cells_of(sheet))][0] == "3栋"  # a span ends with its table

    @pytest.mark.parametrize(
        "page",
        [
            "<table><tr><td>1栋" + "<div>" * 1_000_000 + "</table>",
            "<table>" + "<tr><td><table>" * 3000 + "x" + "</table>" * 3001,
            "<table><tr><td>1栋</td></tr><!-- <tr><td>2栋</td></tr></table>",
            "<table><tr><td>1栋</td></tr></table><script>",
        ],
    )
    def test_a_page_that_the_parser_gives_up_on_is_not_half_read(self, page: str) -> None:
        assert refused(page.encode()) in ("too_deep", "damaged")

    @pytest.mark.parametrize(
        "page",
        [
            "<!--" * 3_000_000,
            "<!--" * 3_000_000 + "-->",
            "<!x" * 4_000_000,
            "</" * 6_000_000,
            "<td a='" + "<td>" * 4_000_000,
            "<td " + " ".join(f"a{number}=1" for number in range(300_000)) + ">",
        ],
        ids=["comment", "closed comment", "declaration", "end", "quote", "attributes"],
    )
    def test_a_tag_without_end_keeps_nobody_busy(self, page: str) -> None:
        assert refused(f"<table><tr><td>1栋</td></tr></table>{page}".encode()) == "too_deep"

    @pytest.mark.parametrize("length", [43_680, 43_685, 100_000])
    def test_a_long_text_in_a_cell_is_a_text(self, length: int) -> None:
        page = f"<table><tr><td>{'长' * length}</td><td>1栋</td></tr></table>"
        assert read_text(page) == {1: ["长" * length, "1栋"]}

    def test_a_page_that_breaks_off(self) -> None:
        assert refused("<html><table><tr><td>1栋</td></tr><tr><td>2".encode()) == "damaged"

    def test_cells_beside_each_other_without_end(self) -> None:
        assert refused(b"<table><tr>" + b"<td colspan=1000>x" * 20 + b"</table>") in (
            "too_wide",
            "out_of_sheet",
        )

    def test_spans_made_to_keep_a_reader_busy(self) -> None:
        wide = "<tr>" + "<td colspan=1000 rowspan=65534>x" * 16 + "</tr>"
        assert refused(f"<table>{wide}{'<tr><td>y</tr>' * 3000}</table>".encode()) in (
            "too_many_cells",
            "too_wide",
        )


class TestSpreadsheetML:
    def test_typed_cells_are_what_one_would_type(self) -> None:
        kinds = [
            ("Number", "440305006011"),
            ("Number", "4.4E+18"),
            ("Number", "0.5"),
            ("Boolean", "1"),
            ("DateTime", "2010-06-30T00:00:00.000"),
            ("DateTime", "1899-12-31T08:30:00.000"),
            ("String", "0012"),
            ("Error", "#N/A"),
            ("String", "#REF!"),
        ]
        data = "".join(f'<Cell><Data ss:Type="{k}">{v}</Data></Cell>' for k, v in kinds)
        (sheet,) = read_bytes(spreadsheetml(f"<Row>{data}<Cell><Data>尾</Data></Cell></Row>"))
        assert sheet.name == "楼栋"
        assert cells_of(sheet)[1] == [
            "440305006011",
            f"{IMPRECISE}4400000000000000000",
            "0.5",
            "TRUE",
            "2010-06-30",
            "08:30:00",
            "0012",
            "尾",
        ]
        assert sheet.frame.columns[-1] == "c9"

    def test_a_formula_is_not_evaluated_and_a_comment_is_no_cell(self) -> None:
        row = (
            '<Row><Cell ss:Formula="=1+1"><Data ss:Type="Number">3</Data>'
            "<Comment><Data>批注</Data></Comment></Cell></Row>"
        )
        assert cells_of(read_bytes(spreadsheetml(row))[0]) == {1: ["3"]}

    @pytest.mark.parametrize(
        ("row", "code"),
        [
            ('<Row ss:Index="1000000000"><Cell><Data>x</Data></Cell></Row>', "out_of_sheet"),
            ('<Row><Cell ss:Index="1000000000"><Data>x</Data></Cell></Row>', "out_of_sheet"),
            ('<Row ss:Index="99999999999"><Cell><Data>x</Data></Cell></Row>', "damaged"),
            ('<Row><Cell ss:Index="x"><Data>x</Data></Cell></Row>', "damaged"),
            ('<Row><Cell><Data>x</Data></Cell><Cell ss:Index="1"><Data>y</Data></Cell></Row>',
             "damaged"),
            ('<Row><Cell><Data>x</Data></Cell></Row><Row ss:Index="1"><Cell><Data>y</Data></Cell>'
             "</Row>", "damaged"),
        ],
    )  # fmt: skip
    def test_places_that_can_not_be(self, row: str, code: str) -> None:
        assert refused(spreadsheetml(row)) == code

    def test_a_cell_in_the_last_corner_takes_no_memory(self) -> None:
        row = '<Row><Cell><Data>x</Data></Cell></Row><Row ss:Index="1048576"><Cell ss:Index="16384"'
        (sheet,) = read_bytes(spreadsheetml(f"{row}><Data>y</Data></Cell></Row>"))
        assert sheet.frame.rows() == [(1, "x", None), (1_048_576, None, "y")]

    def test_entities_are_refused(self) -> None:
        bomb = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        secret = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        for declared in (bomb, secret):
            data = spreadsheetml("<Row><Cell><Data>&a;</Data></Cell></Row>").replace(
                b"<Workbook", declared.encode() + b"<Workbook", 1
            )
            assert refused(data) == "declares_entities"

    def test_cut_off_anywhere(self) -> None:
        whole = (HERE / "roster.xml").read_bytes()
        for size in range(300, len(whole) - 5, 401):
            assert refused(whole[:size]) in ("damaged", "encoding")


class TestOpenDocument:
    def test_typed_cells_are_what_one_would_type(self) -> None:
        kinds = [
            'float" office:value="18',
            'percentage" office:value="0.5',
            'currency" office:value="4.4E+18',
            'boolean" office:boolean-value="true',
            'date" office:date-value="2010-06-30T08:30:00',
            'time" office:time-value="PT08H30M00S',
            'time" office:time-value="PT30H00M00.5S',
        ]
        shown = "<text:p>显示</text:p>"
        row = "".join(f'<table:table-cell office:value-type="{k}">{shown}</table:table-cell>'
                      for k in kinds)  # fmt: skip
        (sheet,) = read_bytes(ods(f"<table:table-row>{row}</table:table-row>"))
        assert cells_of(sheet)[1] == [
            "18",
            "0.5",
            f"{IMPRECISE}4400000000000000000",
            "TRUE",
            "2010-06-30",
            "08:30:00",
            "30:00:00",
        ]

    def test_spaces_lines_and_comments(self) -> None:
        cell = (
            '<table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p>'
            "</office:annotation><text:p>海<text:s text:c='2'/><text:span>月</text:span>"
            "<text:line-break/>社</text:p><text:p>区</text:p></table:table-cell>"
        )
        (sheet,) = read_bytes(ods(f"<table:table-row>{cell}</table:table-row>"))
        assert cells_of(sheet) == {1: ["海  月\n社\n区"]}

    def test_empty_rows_and_columns_repeated_to_the_end_are_nothing(self) -> None:
        one = (
            '<table:table-cell office:value-type="string"><text:p>楼栋</text:p></table:table-cell>'
            "<table:table-cell table:number-columns-repeated='16383'/>"
        )
        row = (
            f"<table:table-row>{one}</table:table-row>"
            "<table:table-row table:number-rows-repeated='1048575'>"
            "<table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
        )
        assert cells_of(read_bytes(ods(row))[0]) == {1: ["楼栋"]}

    @pytest.mark.parametrize(
        ("rows", "columns", "code"),
        [
            (1, 1_000_000_000, "damaged"),
            (1, 999_999_999, "out_of_sheet"),
            (1_048_577, 1, "out_of_sheet"),
            (1_048_576, 16_384, "too_many_cells"),
        ],
    )
    def test_a_text_repeated_without_end(self, rows: int, columns: int, code: str) -> None:
        cell = (
            f'<table:table-cell office:value-type="string" '
            f'table:number-columns-repeated="{columns}"><text:p>x</text:p></table:table-cell>'
        )
        row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>'
        if code == "damaged":
            assert cells_of(read_bytes(ods(row))[0]) == {1: ["x"]}
        else:
            assert refused(ods(row)) == code

    def test_entities_are_refused(self) -> None:
        data = flat_ods(ods_rows([["楼栋"]]))
        bomb = b'<!DOCTYPE d [<!ENTITY a "aaaa">]><office:document '
        assert refused(data.replace(b"<office:document ", bomb, 1)) == "declares_entities"

    def test_a_password(self) -> None:
        stream = io.BytesIO(ods(ods_rows([["楼栋"]])))
        with zipfile.ZipFile(stream, "a") as archive:
            archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
        assert refused(stream.getvalue()) == "encrypted"

    def test_cut_off_anywhere(self) -> None:
        whole = (HERE / "roster.ods").read_bytes()
        for size in range(4, len(whole) - 1, 607):
            assert refused(whole[:size]) == "damaged"

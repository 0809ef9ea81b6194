"""A clerk fills in the empty workbook of `shequ template`, and it loads without an issue."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from loaders.kind_parts import Field, RosterKind
from loaders.kinds import FIELD_TYPES, roster_kinds
from loaders.loading import LoadResult, load
from loaders.template.notes import Words, choices, columns, header, note
from loaders.template.workbook import offered, write_template

PLACES = {"District": "南山区", "Subdistrict": "招商街道", "Community": "海月社区"}
# What the things of the filled workbook are called, two of each.
NAMES = {
    **{label: [name] * 2 for label, name in PLACES.items()},
    "Estate": ["海月花园", "半岛公寓"],
    "Building": ["1栋", "2栋"],
    "Grid": ["海月第一网格", "海月第二网格"],
    "Street": ["海月一街", "海月二街"],
    "PartyOrganization": ["海月社区党委", "海月花园党支部"],
    "Unit": ["海月学校", "海月医院"],
    "GovernanceBody": ["海月社区居委会", "海月社区工作站"],
    "MassOrganization": ["海月学校工会", "海月医院工会"],
    "Team": ["海月义工队", "半岛义工队"],
    "ServiceCentre": ["海月党群服务中心", "半岛党群服务站"],
    "JointMeeting": ["海月联席会", "半岛联席会"],
    "Agreement": ["海月共建协议", "半岛共建协议"],
    "Project": ["海月长者食堂", "半岛读书会"],
    "Offer": ["会议室", "操场"],
    "Demand": ["义诊", "停车位"],
}
TYPED: dict[str, Sequence[object]] = {
    "text": ["普通", "其他"],
    "count": [12, "30多"],
    "number": [12.5, "约300"],
    "date": ["2008-06", "2009-01-02"],
    "yes_no": ["是", "否"],
    "answer": ["是", "是"],
    "division_code": ["440305006011"] * 2,
    "building_code": ["4403050060110100001", "4403050060110100002"],
    "uscc": ["91440300192189783K", "91440300192196756U"],
    "code": ["A001", "A002"],
    "longitude": [113.93, 113.931],
    "latitude": [22.48, 22.481],
    "holder": ["空缺", "欧阳甲乙"],
}
# Where a general value would contradict another sheet, or the row itself.
STATED: dict[tuple[str, str], Sequence[object]] = {
    ("communities", "name"): ["海月社区", "水湾社区"],
    ("communities", "code"): ["440305006011", "440305006002"],
    ("communities", "station_head"): ["欧阳甲乙", "空缺"],
    ("communities", "leading_organization"): ["海月社区党委", None],
    ("party_organizations", "kind"): ["党委", "党支部"],
    ("party_organizations", "superior"): [None, "海月社区党委"],
    ("party_organizations", "territorial_organization"): [None, "海月社区党委"],
    ("party_organizations", "estate"): ["海月花园", "半岛公寓"],
    ("party_organizations", "buildings"): ["1栋", "2栋"],
    ("party_organizations", "full_time_deputy"): ["空缺", "司徒丙丁"],
    ("leadership_posts", "part_time"): ["否", "是"],
    ("units", "instructor"): ["是", "是"],
    ("dual_management", "branch"): ["海月花园党支部"] * 2,
    ("dual_management", "superior"): ["海月社区党委"] * 2,
    ("dual_management", "territorial_organization"): ["海月社区党委"] * 2,
    ("new_organizations", "name"): ["海月科技公司", "半岛贸易公司"],
    ("new_organizations", "uscc"): ["91440300708461136T", "914403002795437142"],
    ("governance_bodies", "kind"): ["居民委员会", "社区工作站"],
    ("mass_organizations", "kind"): ["工会", "工会"],
    ("leadership_posts", "kind"): ["书记", "副书记"],
    ("leadership_posts", "organization"): ["海月社区党委", "海月花园党支部"],
    ("estates", "use"): ["住宅", "住宅"],
    ("estates", "owners_committee"): ["海月花园业主委员会", "半岛公寓业主委员会"],
    ("estates", "property_office"): ["海月花园物业管理处", "半岛公寓物业管理处"],
    ("teams", "kind"): ["义工队伍", "义工队伍"],
    ("units", "offers"): ["会议室、操场", "图书馆"],
    ("units", "demands"): ["义诊", "培训"],
    ("new_organizations", "offers"): ["展厅", "仓库"],
    ("new_organizations", "demands"): ["招聘", "咨询"],
    ("facts", "place"): ["招商街道", "海月社区"],
}


def _value(kind: RosterKind, spec: Field, row: int) -> object:
    """What a clerk writes into a cell, consistent with the other sheets."""
    if (kind.name, spec.name) in STATED:
        return STATED[kind.name, spec.name][row]
    if spec.type == "name":
        labels = [n.label for n in kind.nodes.values() if n.name == spec.name]
        return NAMES[labels[0]][row] if labels else None
    if spec.to:
        return NAMES[spec.to[0]][row]
    if spec.type == "code_list":
        return choices(spec, Words("zh"))[0]
    return TYPED[spec.type][row]


def _fill(path: Path, *, blank: frozenset[str] = frozenset()) -> int:
    """Fill every roster's sheet, but for the optional columns in `blank`; the number of rows."""
    book = openpyxl.load_workbook(path)
    written = 0
    for kind in offered():
        page = book[kind.zh]
        for row in range(2):
            written += 1
            for place, spec in enumerate(columns(kind), 1):
                if spec.required or f"{kind.name}.{spec.name}" not in blank:
                    page.cell(2 + row, place).value = _value(kind, spec, row)
    book.save(path)
    return written


def _rows(result: LoadResult, of: str) -> int:
    return sum(sheet["rows"][of] for file in result.files for sheet in file["sheets"])


def _problems(result: LoadResult) -> list[tuple[str, int, str, str]]:
    return result.issues.select("sheet", "row", "column", "problem_zh").rows()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_empty_workbook_loads_without_an_issue(tmp_path: Path, language: str) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, language)
    result = load([path])
    assert _problems(result) == []
    assert _rows(result, "read") == _rows(result, "skipped")
    rosters = [s["roster"] for f in result.files for s in f["sheets"] if s["roster"] is not None]
    assert set(rosters) == {kind.name for kind in offered()}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_filled_workbook_loads_whole_and_without_an_issue(
    tmp_path: Path, language: str
) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, language)
    written = _fill(path)
    result = load([path], datum="wgs84")
    assert _problems(result) == []
    assert _rows(result, "loaded") == written
    assert _rows(result, "rejected") == 0


# Without its place, its kind or its only figures a row says too little, rightly an issue; and a
# longitude needs its latitude.
OPTIONAL = [
    f"{kind.name}.{spec.name}"
    for kind in offered()
    for spec in columns(kind)
    if not spec.required
    and spec.name not in ("community", "subdistrict", "kind", "sector", "longitude", "latitude")
    and kind.name != "member_counts"
]


# A failing example names its columns already; shrinking it would load for minutes.
@settings(
    max_examples=8,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(blank=st.sets(st.sampled_from(OPTIONAL), max_size=len(OPTIONAL)))
def test_whatever_optional_columns_a_clerk_leaves_blank(tmp_path: Path, blank: set[str]) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, "zh")
    # a yes without the thing itself is rightly an issue
    told = {f"{kind}.has_party_organization" for kind in ("units", "new_organizations")}
    written = _fill(path, blank=frozenset(blank | told))
    result = load([path], datum="wgs84")
    assert [p for p in _problems(result) if "未在册" not in p[3]] == []
    assert _rows(result, "loaded") == written


@pytest.mark.parametrize("kind", [kind.name for kind in offered()])
def test_one_roster_alone_is_told_by_its_sheet(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, "zh", [kind])
    result = load([path])
    assert _problems(result) == []
    rosters = [s["roster"] for f in result.files for s in f["sheets"] if s["roster"] is not None]
    assert rosters == [kind]


def _page(tmp_path: Path, kind: str) -> Worksheet:
    path = tmp_path / "template.xlsx"
    write_template(path, "zh")
    return openpyxl.load_workbook(path)[roster_kinds()[kind].zh]


def test_required_columns_are_marked_and_codes_are_text(tmp_path: Path) -> None:
    page = _page(tmp_path, "buildings")
    headers = [cell.value for cell in page[1]]
    assert "楼栋名称*" in headers
    code = headers.index("楼栋编码") + 1
    (form,) = [d for d in page.column_dimensions.values() if d.min <= code <= d.max]
    assert form.width > 19
    assert form.number_format == "@"
    assert page.freeze_panes == "A2"


def test_a_column_with_a_list_offers_the_labels_of_the_ontology(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, "zh")
    book = openpyxl.load_workbook(path)
    page = book[roster_kinds()["party_organizations"].zh]
    headers = [cell.value for cell in page[1]]
    cell = page.cell(5, headers.index("党组织类别") + 1).coordinate
    (rule,) = [r for r in page.data_validations.dataValidation if cell in r.sqref]
    values = [c.value for (c,) in book["下拉选项"][rule.formula1.split("!")[1].replace("$", "")]]
    assert values == ["党工委", "党委", "党总支", "党支部", "联合党支部", "党小组"]
    assert book["下拉选项"].sheet_state == "hidden"


def test_every_header_has_a_note_and_says_whether_blank_means_none(tmp_path: Path) -> None:
    page = _page(tmp_path, "buildings")
    notes = {cell.value: cell.comment.text for cell in page[1] if cell.comment is not None}
    assert set(notes) == {cell.value for cell in page[1]}
    assert "留空即表示没有" in notes["覆盖党组织"]
    assert "留空即表示没有" not in notes["户数"]
    assert "必填" in notes["楼栋名称*"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_type_of_column_has_words_in_both_languages(language: str) -> None:
    words = Words(language)
    for type_ in FIELD_TYPES - {"ignored"}:
        words.of_type(type_)
    for kind in offered():
        for spec in columns(kind):
            assert note(kind, spec, words)
            assert header(spec)


def test_the_first_sheet_says_what_must_never_be_filled_in(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, "zh")
    page = openpyxl.load_workbook(path).worksheets[0]
    text = "\n".join(str(row[0]) for row in page.iter_rows(values_only=True))
    assert page.title == "填表说明"
    for word in ("身份证号", "电话", "住址"):
        assert word in text

"""The twelve import templates of a real subdistrict system load as they are (DOMAIN 2.1).

Each is written with its own columns in their order, a few plausible rows, and invented values in
the personal columns, of which nothing may be kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
import xlsxwriter
import yaml

from loaders.loading import LoadResult, load
from tests.loaders.written import names, node, ties, write

#: What is planted in the personal columns, and may stand nowhere.
PEOPLE = ("欧阳明月", "司马清风", "诸葛流云")
PHONES = ("13800138000", "13900139001", "13700137002")
CARDS = ("440305198501011234", "440305199002022345", "44030519751231345X")


@dataclass(frozen=True)
class Template:
    """A template: its name, columns and rows; the kind, nodes (label → names) and ties expected."""

    name: str
    kind: str
    columns: list[str]
    rows: list[list[object]]
    nodes: dict[str, list[str]]
    ties: dict[str, list[list[str]]] = field(default_factory=dict)

    def write(self, folder: Path, *, named: bool = True) -> Path:
        """The template as xlsx; unless named, nothing but its header says what it is."""
        path = folder / f"{self.name if named else '表'}.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet(self.name if named else "Sheet1")
            lines: list[list[object]] = [[*self.columns], *self.rows]
            for number, row in enumerate(lines):
                for place, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(number, place, cell)
        return path


_WRITTEN = Path(__file__).with_name("templates_found.yaml").read_text(encoding="utf-8")
TEMPLATES = [Template(**entry) for entry in yaml.safe_load(_WRITTEN)]
ids = [template.name for template in TEMPLATES]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The rosters that the subdistrict has beside the template."""
    folder = tmp_path / "rosters"
    write(
        folder,
        "社区台账.csv",
        ("街道", "社区编码", "社区名称", "社区党组织"),
        ("招商街道", "440305006011", "海月社区", "海月社区党委"),
    )
    write(
        folder,
        "基层党委.csv",
        ("党组织全称", "党组织类别", "上级党组织", "所属社区"),
        ("招商街道党工委", "党工委", None, None),
        ("海月社区党委", "党委", "招商街道党工委", "海月社区"),
        ("海月社区第一党支部", "党支部", "海月社区党委", "海月社区"),
    )
    return folder


def _sheet(result: LoadResult, file: str) -> dict[str, object]:
    (entry,) = [f for f in result.files if f["path"] == file]
    (sheet,) = entry["sheets"]
    return dict(sheet)


@pytest.mark.parametrize("template", TEMPLATES, ids=ids)
def test_the_template_loads_as_it_is(office: Path, template: Template) -> None:
    path = template.write(office)
    result = load([office])
    sheet = _sheet(result, path.name)
    assert sheet["roster"] == template.kind
    assert sheet["rows"] == {
        "read": len(template.rows) + 1,
        "loaded": len(template.rows),
        "rejected": 0,
        "skipped": 1,
    }
    from_it = {
        label: sorted(
            row["name"]
            for row in frame.to_dicts()
            if row["listed"] and any(s.startswith(path.name) for s in row["source"].split("; "))
        )
        for label, frame in result.nodes.items()
    }
    for label, expected in template.nodes.items():
        assert from_it[label] == sorted(expected)
    for type_, expected_ties in template.ties.items():
        assert {(start, end) for start, end in expected_ties} <= set(ties(result, type_))
        if not expected_ties:
            assert ties(result, type_) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=ids)
def test_nothing_personal_of_a_template_is_kept(office: Path, template: Template) -> None:
    template.write(office)
    result = load([office])
    kept = repr(
        [frame.rows() for frame in (*result.nodes.values(), *result.edges.values())]
        + [result.issues.rows(), result.references.rows(), result.files, result.matches.rows()]
    )
    for planted in (*PEOPLE, *PHONES, *CARDS, "1985-01-01", "海月路2号", "工业七路1号", "壮族"):
        assert planted not in kept


@pytest.mark.parametrize(
    "template",
    [t for t in TEMPLATES if t.name not in ("非公企业",)],
    ids=[name for name in ids if name not in ("非公企业",)],
)
def test_most_are_known_by_their_header_alone(office: Path, template: Template) -> None:
    path = template.write(office, named=False)
    assert _sheet(load([office]), path.name)["roster"] == template.kind


def test_a_size_in_words_is_no_figure_and_no_error(office: Path) -> None:
    TEMPLATES[ids.index("单位")].write(office)
    result = load([office])
    assert node(result, "Unit", "海月小学")["employees"] is None
    assert node(result, "Unit", "蓝天超市有限公司")["employees"] == 45
    assert "not_a_number" not in result.issues["code"].to_list()
    assert node(result, "Unit", "海月小学")["has_party_organization"] == "yes"
    assert node(result, "Unit", "蓝天超市有限公司")["has_party_organization"] == "no"


def test_members_are_counted_for_their_branch(office: Path) -> None:
    TEMPLATES[ids.index("党员")].write(office)
    result = load([office])
    counts = {row["name"]: row["value"] for row in result.nodes["Count"].to_dicts()}
    assert counts == {"党员人数": 3.0, "正式党员人数": 2.0}
    assert node(result, "PartyOrganization", "海月社区第一党支部")["members"] == 3


@pytest.mark.parametrize(
    ("template", "kind"),
    [("工会", "trade_union"), ("妇联", "womens_organization"), ("团组织", "youth_league")],
)
def test_the_kind_of_a_mass_organization_is_told(office: Path, template: str, kind: str) -> None:
    TEMPLATES[ids.index(template)].write(office, named=False)
    assert set(load([office]).nodes["MassOrganization"]["kind"]) == {kind}


@pytest.mark.parametrize(("template", "sector"), [("社会组织", "social"), ("非公企业", "economic")])
def test_the_sector_of_a_two_new_organization_is_told(
    office: Path, template: str, sector: str
) -> None:
    TEMPLATES[ids.index(template)].write(office)
    units = load([office]).nodes["Unit"].filter(listed=True)
    assert set(units["sector"]) == {sector}


def test_an_instructor_is_said_of_the_unit_that_its_own_roster_lists(office: Path) -> None:
    TEMPLATES[ids.index("非公企业")].write(office)
    TEMPLATES[ids.index("党务工作者")].write(office)
    result = load([office])
    assert node(result, "Unit", "白云软件有限公司")["instructor"] is True
    assert node(result, "Unit", "蓝天超市有限公司")["instructor"] is None


def test_a_team_and_a_station_stand_where_their_party_organization_does(office: Path) -> None:
    for name in ("特色队伍", "楼宇服务站"):
        TEMPLATES[ids.index(name)].write(office)
    result = load([office])
    assert node(result, "Team", "海月社区义工队伍")["community"] == "海月社区"
    assert node(result, "Team", "海月社区义工队伍")["kind"] == "volunteers"
    assert node(result, "Team", "红棉合唱队")["kind"] is None
    assert node(result, "ServiceCentre", "太子广场党群服务站")["community"] == "海月社区"
    assert names(result, "Team") == ["海月社区义工队伍", "红棉合唱队"]

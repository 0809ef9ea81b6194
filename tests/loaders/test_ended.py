"""Whether a term or a project is over on the graph's date (RULES 1 and 10)."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from tests.loaders.written import load, write

ON = datetime.date(2010, 6, 30)


def communities(folder: Path) -> None:
    write(
        folder,
        "社区.csv",
        ("街道", "社区编码", "社区名称"),
        ("招商街道", "440305006011", "海月社区"),
    )


@pytest.mark.parametrize(
    ("until", "ended"),
    [
        ("2010-06-29", True),
        ("2010-06-30", False),
        ("2010年6月", False),  # its last day is the 30th
        ("2010年5月", True),
        ("2009", True),
        (None, False),  # no end is stated: it goes on
        ("待定", None),
    ],
)
def test_rule_10_a_project_is_over_after_the_last_day_of_its_end(
    tmp_path: Path, until: str | None, ended: bool | None
) -> None:
    communities(tmp_path)
    write(
        tmp_path,
        "共建项目.csv",
        ("社区", "项目名称", "参与单位", "结束日期"),
        ("海月社区", "四点半学校", "北大附中", until),
    )
    (project,) = load([tmp_path], date=ON).nodes["Project"].to_dicts()
    assert project["ended"] is ended


@pytest.mark.parametrize(
    ("term_end", "ended"), [("2010-05-31", True), ("2012", False), (None, None), ("不详", None)]
)
def test_rule_1_a_term_without_a_stated_end_is_unknown(
    tmp_path: Path, term_end: str | None, ended: bool | None
) -> None:
    communities(tmp_path)
    write(
        tmp_path,
        "业委会.csv",
        ("社区", "小区", "名称", "类别", "任期届满"),
        ("海月社区", "海月花园", "海月花园业主委员会", "业委会", term_end),
    )
    bodies = load([tmp_path], date=ON).nodes["GovernanceBody"].to_dicts()
    assert [body["ended"] for body in bodies if body["kind"] == "owners_committee"] == [ended]

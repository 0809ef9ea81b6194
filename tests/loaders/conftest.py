"""The office that the tests of posts add their rosters to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loaders.written import write


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "rosters"
    write(
        folder,
        "社区.csv",
        ("街道", "社区编码", "社区名称", "社区党组织"),
        ("招商街道", "440305006011", "海月社区", "海月社区党委"),
        ("南头街道", "440305001012", "星海名城社区", "星海名城社区党总支"),
    )
    write(
        folder,
        "小区.csv",
        ("社区", "小区名称"),
        ("海月社区", "海月花园"),
        ("星海名城社区", "星海名城"),
    )
    return folder

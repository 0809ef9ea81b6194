"""Rosters that say who holds which post, and the posts that a load makes of them."""

from __future__ import annotations

from pathlib import Path

from loaders.loading import LoadResult
from tests.loaders.written import write

LEADERS = ("社区", "小区", "负责楼栋", "楼栋长姓名", "政治身份")
SEATS = ("社区", "任职组织", "职务", "姓名", "是否专职", "推荐单位", "政治面貌", "学历", "届次")
NAMES = ("欧阳明月", "司马清风", "诸葛流云", "端木一叶")
PARTY = ("党组织全称", "党组织类别", "上级党组织", "所属社区", "书记", "专职副书记")
BODIES = ("社区", "类别", "名称", "负责人", "委员")


def party(folder: Path, *rows: tuple[object, ...]) -> Path:
    above = [
        ("招商街道党工委", "党工委", None, None, None, None),
        ("南头街道党工委", "党工委", None, None, None, None),
    ]
    return write(folder, "党组织.csv", PARTY, *above, *rows)


def bodies(folder: Path, *rows: tuple[object, ...]) -> Path:
    return write(folder, "治理组织.csv", BODIES, *rows)


def posts(result: LoadResult) -> list[dict[str, object]]:
    return result.nodes["Post"].sort("id").to_dicts()

"""The rosters of posts: leadership, workstations, owners' committees, building leaders."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from loaders.sample.leadership import Post
from loaders.sample.office import INVENTED, Cell, Sheet
from loaders.sample.residents import Resident

HOLDERS_INVENTED = "姓名均为虚构；读取时只用于识别兼任职务，不予保存。"
_NOTES = [INVENTED, HOLDERS_INVENTED]
# An office whose form of 2008 numbers its answers, and the numbers it gives them.
_NUMBERS_ANSWERS = "桃源街道"
_NUMBERED = {"研究生": "10", "本科": "20", "大专": "30", "中专": "40", "高中": "60", "初中": "70"}
BY_COMMUNITY = "招商街道"
"""The subdistrict that keeps its building leaders in one sheet a community."""


def leadership_sheets(leading: list[Post]) -> list[Sheet]:
    """The leadership of communities, one sheet a subdistrict."""
    return [
        Sheet(
            subdistrict, f"{subdistrict}社区党组织班子成员名册",
            (
                "社区", "任职组织", "职务", "姓名", "是否专职", "推荐单位", "政治面貌", "学历",
                "届次",
            ),
            [_leader(post) for post in posts],
            date(2010, 6, 21), office=f"{subdistrict}党工委", merged=("社区", "任职组织"),
            notes=[*_NOTES],
        )
        for subdistrict, posts in groupby(leading, key=lambda post: post.community.subdistrict)
    ]  # fmt: skip


def _leader(post: Post) -> list[Cell]:
    education = post.education
    if education is not None and post.community.subdistrict == _NUMBERS_ANSWERS:
        education = f"{_NUMBERED[education]}_{education}"
    affiliation = "中共党员" if education else None
    return [
        post.community.name, post.organization, post.role, post.holder, post.full_time,
        post.nominated_by, affiliation, education, "本届",
    ]  # fmt: skip


def station_sheet(heads: list[Post]) -> Sheet:
    """Heads and deputy heads of workstations, directors of residents' committees."""
    return Sheet(
        "工作站和居委会", "南山区社区工作站、居委会负责人名册",
        ("街道", "社区", "任职组织", "职务", "姓名"),
        [
            [p.community.subdistrict, p.community.name, p.organization, p.role, p.holder]
            for p in heads
        ],
        date(2010, 6, 21), office="南山区民政局", merged=("街道", "社区"), notes=[*_NOTES],
    )  # fmt: skip


def owners_sheet(members: list[Resident]) -> Sheet:
    """The members of owners' committees and what they are."""
    return Sheet(
        "业委会委员", "南山区业主委员会委员名册", ("社区", "任职组织", "职务", "姓名", "政治身份"),
        [[m.community.name, m.body, m.role, m.holder, m.affiliation] for m in members],
        date(2010, 6, 18), office="南山区住房和建设部门", merged=("社区", "任职组织"),
        notes=[*_NOTES],
    )  # fmt: skip


def building_leader_sheets(leaders: list[Resident]) -> dict[str, list[Sheet]]:
    """The sheets of building leaders of each subdistrict, one for all or one a community."""
    made: dict[str, list[Sheet]] = {}
    for subdistrict, found in groupby(leaders, key=lambda leader: leader.community.subdistrict):
        own = list(found)
        if subdistrict == BY_COMMUNITY:
            made[subdistrict] = [
                _leader_sheet(name, list(rows), f"{subdistrict}{name}", ())
                for name, rows in groupby(own, key=lambda leader: leader.community.name)
            ]
        else:
            made[subdistrict] = [_leader_sheet(subdistrict, own, subdistrict, ("社区",))]
    return made


def _leader_sheet(
    name: str, leaders: list[Resident], place: str, community: tuple[str, ...]
) -> Sheet:
    """Building leaders; without the column 社区 the sheet's name and title tell the community."""
    return Sheet(
        name, f"{place}楼栋长名册", (*community, "小区", "负责楼栋", "楼栋长姓名", "政治身份"),
        [
            [
                *([leader.community.name] if community else []), leader.estate, leader.buildings,
                leader.holder, leader.affiliation,
            ]
            for leader in leaders
        ],
        date(2010, 6, 11), office=f"{leaders[0].community.subdistrict}办事处",
        merged=(*community, "小区"), notes=[*_NOTES],
    )  # fmt: skip

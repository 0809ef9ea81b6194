"""The real communities of Nanshan: their names, codes and subdistricts, and who leads each.

The table of divisions has 108 communities today, the article 98 in 8 subdistricts. Which ten came
later is not recorded in either, so `LEFT_OUT` is this project's choice, made by the reasons beside
each code.
"""

from __future__ import annotations

import csv
from importlib.resources import files

from loaders.sample import article
from loaders.sample.drawing import chance, draw_to_total
from loaders.sample.records import Community

LEFT_OUT = {
    "440305400498": "前海合作区: a virtual community of the cooperation zone, in no subdistrict",
    "440305002019": "桂湾: on land of the later cooperation zone",
    "440305003017": "白石洲西: a part of 白石洲, which is kept",
    "440305003024": "白石洲东: a part of 白石洲, which is kept",
    "440305003029": "上白石: a part of 白石洲, which is kept",
    "440305003030": "下白石: a part of 白石洲, which is kept",
    "440305003032": "新华: the last number of 沙河街道, and numbers are given in order",
    "440305005009": "大铲: an island with hardly an estate",
    "440305005011": "内伶仃岛: an island with hardly an estate",
    "440305007029": "大冲: the last number of 粤海街道, and numbers are given in order",
}

# Members on the community's own books. The statute's rule is over 50 for a general branch and over
# 100 for a committee; a few branches are beyond it, as the question about upgrading wants to find.
_MEMBERS = {"党委": (130, 250), "党总支": (60, 116), "党支部": (18, 58)}
_EXAMPLE_MEMBERS = 52

# Communities with buildings that no roster of buildings, or no roster of groups, has come from.
_NO_BUILDINGS = ("赤湾社区", "麻勘社区", "渔二社区", "大学城社区")
_NO_GROUPS = ("马家龙社区", "南园社区", "中新社区", "南水社区", "京光社区", "塘朗社区", "曙光社区")


def divisions() -> list[dict[str, str]]:
    """The rows of the table of divisions, with what is left out."""
    text = files("loaders.sample").joinpath("nanshan-divisions.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def communities() -> list[Community]:
    """The 98 communities in the order of their codes."""
    rows = [row for row in divisions() if row["code"] not in LEFT_OUT]
    names = [row["name"].removesuffix("居委会") for row in rows]
    random = chance("district")
    # “海月社区…社区党委主动介入”; “星海名城社区党总支”; 北头 was shown to visitors, so it is
    # taken for a large one.
    levels = {"海月社区": "党委", "北头社区": "党委", article.EXAMPLE: "党总支"}
    others = [name for name in names if name not in levels]
    random.shuffle(others)
    committees = article.COMMITTEES - 2
    general_branches = article.GENERAL_BRANCHES - 1
    for i, name in enumerate(others):
        if i < committees:
            levels[name] = "党委"
        else:
            levels[name] = "党总支" if i < committees + general_branches else "党支部"
    bounds = [
        (_EXAMPLE_MEMBERS, _EXAMPLE_MEMBERS) if name == article.EXAMPLE else _MEMBERS[levels[name]]
        for name in names
    ]
    members = draw_to_total(random, article.MEMBERS_IN_COMMUNITY, bounds)
    return [
        Community(
            code=row["code"],
            name=name,
            subdistrict=row["subdistrict"],
            level=levels[name],
            members=count,
            sends_buildings=name not in _NO_BUILDINGS,
            sends_groups=name not in _NO_BUILDINGS and name not in _NO_GROUPS,
        )
        for row, name, count in zip(rows, names, members, strict=True)
    ]

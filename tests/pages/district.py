"""A district for the pages: as many communities, estates, buildings and lines as one wants.

The names are invented. Every third community or so has something missing, as in life.
"""

from __future__ import annotations

import random
from collections import defaultdict
from typing import Any

Nodes = dict[str, list[dict[str, Any]]]
Edges = dict[str, list[dict[str, Any]]]

STEMS = (
    "海岸",
    "南园",
    "北环",
    "东湖",
    "西岭",
    "花桥",
    "松坪",
    "桃源",
    "荔香",
    "月亮",
    "明珠",
    "丽水",
    "前湾",
    "后海",
    "大冲",
    "麻石",
    "龙井",
    "珠光",
)
ENDS = ("湾", "苑", "里", "山", "城")
ESTATES = ("花园", "家园", "雅居", "公寓", "新村", "名苑")
UNITS = (
    "电子",
    "医药",
    "物流",
    "中学",
    "设计院",
    "律师事务所",
    "幼儿园",
    "酒店",
    "银行支行",
    "软件",
)
HOMES = ("建安集团党委", "教育局党委", "卫生局党委", "科技园党委")
ASKED = ["COVERS.Building", "COVERS.Estate", "DUAL_MANAGED_BY", "SUBORDINATE_TO", "LEADS",
         "ESTABLISHED_IN.Unit", "TAKES_PART_IN"]  # fmt: skip


class District:
    """Rows for `tests.graph.small.build`, filled community by community from a fixed seed."""

    def __init__(
        self,
        communities: int = 98,
        estates: int = 5,
        buildings: int = 8,
        seed: int = 7,
        *,
        works: bool = False,
    ):
        self.nodes: Nodes = defaultdict(list)
        self.edges: Edges = defaultdict(list)
        self.random = random.Random(seed)
        self.estates, self.buildings, self.works = estates, buildings, works
        self.add("District", "440399", name="南海区", code="440399")
        for number, home in enumerate(HOMES):
            self.add(
                "PartyOrganization", f"home{number}", name=home, kind="committee", listed=False
            )
        names = [stem + end for end in ENDS for stem in STEMS]
        names += [f"{name}第{n}" for n in range(2, 12) for name in names]
        width = -(-communities // 8)
        for number in range(communities):
            where, nth = divmod(number, width)
            if nth == 0:
                self.subdistrict(where)
            self.community(where, nth, names[number])

    def add(self, label: str, id: str, **columns: Any) -> str:
        number = len(self.nodes[label]) + 2
        source = f"{label.lower()}.xlsx|{columns.get('subdistrict') or '总表'}|{number}"
        self.nodes[label].append({"id": id, "source": source, **columns})
        if "community_code" in columns and label != "Community":
            self.tie("IN_COMMUNITY", f"{label}/{id}", f"Community/{columns['community_code']}")
            if label in ("PartyOrganization", "Unit"):
                self.tie("SEATED_IN", f"{label}/{id}", f"Community/{columns['community_code']}")
        return f"{label}/{id}"

    def tie(self, type_: str, start: str, end: str, **columns: Any) -> None:
        self.edges[type_].append({"from": start, "to": end, **columns})

    def subdistrict(self, where: int) -> None:
        name = STEMS[where] + "街道"
        code = f"440399{where + 1:03d}"
        place = self.add("Subdistrict", code, name=name, code=code, subdistrict=name)
        self.tie("PART_OF", place, "District/440399")
        self.add("PartyOrganization", f"wc{where}", name=STEMS[where] + "街道党工委",
                 kind="working_committee", subdistrict=name)  # fmt: skip

    def community(self, where: int, nth: int, name: str) -> None:
        random = self.random
        code = f"440399{where + 1:03d}{nth + 1:03d}"
        here = {
            "community_code": code,
            "community": name + "社区",
            "subdistrict": STEMS[where] + "街道",
        }
        asked = [] if random.random() < 0.05 else ASKED
        place = self.add("Community", code, name=here["community"], code=code, asked=asked, **here)
        self.tie("PART_OF", place, f"Subdistrict/{code[:9]}")
        kind, word = random.choice(
            [
                ("committee", "党委"),
                ("general_branch", "党总支"),
                ("general_branch", "党总支"),
                ("branch", "党支部"),
            ]
        )
        leading = self.organization(f"{code}/lead", name + "社区" + word, kind, here)
        self.tie("SUBORDINATE_TO", leading, f"PartyOrganization/wc{where}")
        self.tie("LEADS", leading, place)
        careless = random.choice([0, 0, 0, 0.03, 0.1, 0.4])
        for estate in range(random.randint(2, 2 * self.estates - 2)):
            self.estate(code, estate, name, here, place, leading, careless)
        for unit in range(random.randint(3, 14)):
            self.unit(code, unit, name, here, leading)
        if self.works:
            self.work(code, name, here, leading)

    def organization(self, id: str, name: str, kind: str, here: dict[str, str]) -> str:
        return self.add("PartyOrganization", id, name=name, kind=kind,
                        members=self.random.randint(3, 90), **here)  # fmt: skip

    def estate(
        self, code: str, number: int, name: str, here: dict[str, str], place: str, leading: str,
        careless: float,
    ) -> None:  # fmt: skip
        random = self.random
        title = name + ESTATES[number % len(ESTATES)] + ("" if number < 6 else f"{number}期")
        estate = self.add("Estate", f"{code}/e{number}", name=title, **here)
        self.tie("PART_OF", estate, place)
        branch = None
        if random.random() > careless:
            branch = self.organization(f"{code}/b{number}", title + "党支部", "branch", here)
            self.tie("SUBORDINATE_TO", branch, leading)
            self.tie("COVERS", branch, estate)
        groups = []
        for group in range(random.randint(0, 3) if branch else 0):
            groups.append(
                self.organization(
                    f"{code}/g{number}.{group}", f"{title}第{'一二三'[group]}党小组", "group", here
                )
            )
            self.tie("SUBORDINATE_TO", groups[-1], branch or leading)
        id = self.nodes["Estate"][-1]["id"]
        for building in range(random.randint(1, 2 * self.buildings - 1)):
            use = "non_residential" if random.random() < 0.06 else "residential"
            there = self.add(
                "Building", f"{code}/e{number}/{building}", name=f"{title}{building + 1}栋",
                estate=title,
                estate_id=f"https://w3id.org/shequ/id/estate/{id}", building_use=use,
                households=random.randint(12, 160), **here,
            )  # fmt: skip
            self.tie("PART_OF", there, estate)
            if use == "residential" and here["community"] and random.random() >= careless:
                self.tie("COVERS", random.choice(groups) if groups else branch or leading, there)

    def unit(self, code: str, number: int, name: str, here: dict[str, str], leading: str) -> None:
        random = self.random
        title = f"{name}{UNITS[number % len(UNITS)]}" + ("" if number < 10 else f"{number}分公司")
        unit = self.add("Unit", f"{code}/u{number}", name=title, nature="private_enterprise",
                        full_members=random.randint(0, 9), **here)  # fmt: skip
        if random.random() < 0.5:
            return
        branch = self.organization(f"{code}/ub{number}", title + "党支部", "branch", here)
        self.tie("ESTABLISHED_IN", branch, unit)
        self.tie("SUBORDINATE_TO", branch, f"PartyOrganization/home{random.randrange(len(HOMES))}")
        if random.random() < 0.7:
            self.tie("DUAL_MANAGED_BY", branch, leading, since="2008-06", activities=True,
                     elections=random.random() < 0.8, decisions=None)  # fmt: skip

    def work(self, code: str, name: str, here: dict[str, str], leading: str) -> None:
        """Posts, teams, bodies, and what the leading organization and units do together."""
        for number, kind in enumerate(("secretary", "deputy_secretary", "committee_member")):
            title = f"{name}社区党组织职务（{number + 1}）"
            post = self.add("Post", f"{code}/p{number}", name=title, kind=kind, **here)
            self.tie("POST_IN", post, leading)
        for kind, title in (("volunteers", "义工服务队"), ("social_workers", "社工队伍")):
            team = self.add("Team", f"{code}/{kind}", name=f"{name}社区{title}", kind=kind, **here)
            self.tie("SERVES", team, f"Community/{code}")
        for kind, title in (("residents_committee", "居委会"), ("workstation", "工作站")):
            body = self.add("GovernanceBody", f"{code}/{kind}", name=f"{name}社区{title}",
                            kind=kind, **here)  # fmt: skip
            self.tie("SERVES", body, f"Community/{code}")
        meeting = self.add("JointMeeting", f"{code}/m", name=f"{name}社区党建联席会议", **here)
        agreement = self.add("Agreement", f"{code}/a", name=f"{name}社区共建协议", **here)
        demand = self.add("Demand", f"{code}/d", name=f"{name}社区排练场地", **here)
        for party in (leading, f"Unit/{code}/u0", f"Unit/{code}/u1"):
            self.tie("TAKES_PART_IN", party, meeting)
        self.tie("TAKES_PART_IN", f"Unit/{code}/u1", agreement)
        self.tie("DEMANDS", leading, demand)

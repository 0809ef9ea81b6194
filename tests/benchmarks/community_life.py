"""What happens in one community of a synthetic city: its posts, streets, teams and joint work."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tests.benchmarks.community import Community
from tests.benchmarks.rosters import City

_SURNAMES = "赵钱孙李周吴郑王冯陈"
_LEADERS = {
    **dict.fromkeys("吕施张孔曹", "党员"),
    **dict.fromkeys("严华", "公职人员"),
    **dict.fromkeys("金魏", "群众"),
    "陶": "",
}  # the same name twice in a community is one person, who is one thing
_GIVEN = "安邦成德方刚海和建军凯立明宁平庆瑞盛涛伟"
_TEAMS = (
    ("党员队伍", 0.97),
    ("社区工作站工作队伍", 0.95),
    ("专业社会工作者队伍", 0.85),
    ("义工队伍", 0.9),
    ("关工委", 0.7),
)
_OFFERED = (("场地", "会议室"), ("场地", "停车位"), ("人才", "志愿者队伍"), ("服务", "义诊服务"))
_NEEDED = (
    ("环境治理", "后街路灯维修"),
    ("文体活动", "青少年暑期活动场地"),
    ("便民服务", "社区法律讲座"),
)


@dataclass
class CommunityLife:
    """Rows of the rosters that `MORE_HEADERS` names, for a community that is made already."""

    city: City
    rng: Random
    community: Community

    def make(self) -> None:
        self._leadership()
        self._building_leaders()
        self._streets()
        self._teams()
        self._joint_work()

    def _add(self, roster: str, *row: str) -> None:
        self.city.rows[roster].append((self.community.name, *row))

    def _holder(self, surnames: str = _SURNAMES) -> str:
        rng = self.rng
        return rng.choice(surnames) + rng.choice(_GIVEN) + rng.choice(_GIVEN)

    def _leadership(self) -> None:
        rng, leading = self.rng, self.community.leading
        secretary = self._holder()
        self._add("leadership_posts", leading, "书记", secretary, "是", "", "中共党员")
        self._add("leadership_posts", leading, "副书记", self._holder(),
                  rng.choices(("是", "否", ""), (75, 20, 5))[0], "", "中共党员")  # fmt: skip
        for unit in self.community.units_made[: rng.choice((0, 1, 1, 2))]:
            self._add("leadership_posts", leading, "兼职委员", self._holder(), "否", unit,
                      "中共党员")  # fmt: skip
        stem = self.community.name.removesuffix("社区")
        for body, post in ((f"{stem}社区工作站", "站长"), (f"{stem}社区居委会", "主任")):
            holder = secretary if rng.random() < 0.8 else self._holder()
            self._add("leadership_posts", body, post, holder, "", "", "中共党员")

    def _building_leaders(self) -> None:
        """One for a block of an estate, or a few lanes of the village; some for too much."""
        rng = self.rng
        for estate, buildings in self.community.blocks_made:
            if rng.random() < 0.8:
                holder = self._holder("".join(_LEADERS))
                self._add("building_leaders", estate, buildings, holder, _LEADERS[holder[0]])

    def _streets(self) -> None:
        rng, residents = self.rng, f"{self.community.name}居民党支部"
        for street in ("正街", "后街", *(f"旧村{number}巷" for number in range(1, 7))):
            covering = residents if rng.random() < 0.6 else ""
            self._add("streets", self.community.name.removesuffix("社区") + street, covering)

    def _teams(self) -> None:
        for kind, likely in _TEAMS:
            if self.rng.random() < likely:
                people = str(self.rng.randint(0, 60))
                self._add("teams", kind, f"{self.community.name}{kind}", people)

    def _joint_work(self) -> None:
        rng, name, leading = self.rng, self.community.name, self.community.leading
        units = self.community.units_made
        if rng.random() < 0.75:
            members = "、".join(rng.sample(units, rng.randint(3, 9)))
            self._add("joint_meetings", f"{name}党建联席会议", leading, members, "2008-05")
        for unit in rng.sample(units, 4):
            category, offered = rng.choice(_OFFERED)
            claims = rng.choice(("", leading))
            self._add("offers", unit, offered, category, claims, "进行中" if claims else "")
        for category, needed in _NEEDED:
            claims = rng.choice(("", rng.choice(units)))
            self._add("demands", leading, needed, category, claims,
                      "2010-03-01" if claims else "", "进行中" if claims else "待实施")  # fmt: skip
        for number in range(rng.randint(0, 2)):
            members = "、".join(rng.sample(units, 2))
            self._add("projects", f"{name}共建项目{number + 1}", "服务", members, "2009-01-01",
                      rng.choice(("2009-12-31", "2011-12-31", "")),
                      rng.choice(("进行中", "已完成", "")))  # fmt: skip

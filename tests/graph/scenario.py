"""海月社区 and 北头社区, two communities of an office: the graph of one story, and its answers.

海月社区 has sent rosters that ask everything. Its committee leads; the estate 海月花园 has a branch
and three buildings, 蓝天苑 has nothing. A company and a school stand there, whose branches have
their home lines elsewhere; the school's is dual-managed. 北头社区 has sent no roster: whatever is
not found there is unknown, and never a gap.
"""

from __future__ import annotations

from typing import Any

from tests.graph.generated_values import ASKED

Rows = dict[str, list[dict[str, Any]]]

HAIYUE = {"subdistrict": "招商街道", "community_code": "440305006011", "community": "海月社区"}
BEITOU = {"subdistrict": "招商街道", "community_code": "440305006012", "community": "北头社区"}


def here(name: str, **columns: Any) -> dict[str, Any]:
    """Something in 海月社区 that is called by its id."""
    return {"id": name, "name": name, **HAIYUE, **columns}


NODES: Rows = {
    "District": [{"id": "南山区"}],
    "Subdistrict": [{"id": "招商街道", "subdistrict": "招商街道"}],
    "Community": [
        here("海月社区", code="440305006011", asked=list(ASKED), households=2000),
        {"id": "北头社区", "name": "北头社区", "code": "440305006012", **BEITOU},
    ],
    "Estate": [here("海月花园"), here("蓝天苑")],
    "Building": [
        here("1栋", estate="海月花园", estate_id="…/海月花园", households=60),
        here("2栋", estate="海月花园", estate_id="…/海月花园", households=58),
        here("3栋", estate="海月花园", estate_id="…/海月花园", households=61),
        here("后海大厦", building_use="non_residential"),
        {"id": "老屋", **BEITOU},
    ],
    "Street": [here("海月路")],
    "PartyOrganization": [
        here("海月社区党委", kind="committee", members=120),
        here("海月花园党支部", kind="branch", members=30),
        here("第一党小组", kind="group"),
        here("第二党小组", kind="group"),
        here("港湾公司党支部", kind="branch", members=12),
        here("港湾公司党委", kind="committee", listed=False),
        here("学校党支部", kind="branch", members=25),
        here("教育局党委", kind="committee", listed=False),
        {"id": "北头社区党支部", "kind": "branch", "members": 40, **BEITOU},
    ],
    "Unit": [
        here("港湾公司", nature="state_enterprise", sector="economic", full_members=12),
        here("学校", nature="institution", full_members=25),
        here(
            "晨光服务社",
            nature="social_association",
            sector="social",
            full_members=3,
            has_party_organization="no",
            instructor=False,
        ),
        here("物业公司", listed=False, has_party_organization="no", instructor=True),
    ],
    "GovernanceBody": [
        here("海月工作站", kind="workstation"),
        here("海月居委会", kind="residents_committee"),
        here("海月花园业委会", kind="owners_committee", term_end="2010-03", ended=True),
        here("海月花园管理处", kind="property_office"),
    ],
    "MassOrganization": [
        here("社区工会", kind="trade_union", members=300),
        here("公司团支部", kind="youth_league", members=20),
    ],
    "Team": [
        here("义工队", kind="volunteers", people=45),
        here("专职社工", kind="social_workers", people=0),
    ],
    "Post": [
        here("党委书记", kind="secretary", filled=True, education="college_or_above"),
        here("党委副书记", kind="deputy_secretary", filled=True, full_time=False),
        here("上一届副书记", kind="deputy_secretary", filled=True, full_time=True, term="上一届"),
        here("工作站站长", kind="head", filled=True),
        here("业委会主任", kind="owners_committee_chair", filled=True, affiliation="neither"),
        here("1栋楼栋长", kind="building_leader", filled=True, affiliation="member"),
        here("2栋楼栋长", kind="building_leader", filled=False),
    ],
    "JointMeeting": [here("海月联席会议")],
    "Project": [
        here("旧楼加装电梯", until="2009", ended=True, status="in_progress"),
        here("社区图书角", until="2009", ended=True, status="done"),
    ],
    "Offer": [here("学校操场")],
    "Demand": [here("活动场地")],
    "Count": [
        here("本届大专以上", measure="leadership_college_share", category="本届", value=93.5),
        here("上一届大专以上", measure="leadership_college_share", category="上一届", value=71.0),
        here("登记选民", measure="registered_voters", value=7400.0, qualifier="at_least"),
    ],
}

PARTY = "PartyOrganization"
OPEN: dict[str, Any] = {"in_force": None, "since": "2010"}
EDGES: dict[str, list[tuple[Any, ...]]] = {
    "PART_OF": [
        ("Subdistrict/招商街道", "District/南山区"),
        ("Community/海月社区", "Subdistrict/招商街道"),
        ("Community/北头社区", "Subdistrict/招商街道"),
        *((f"Building/{number}栋", "Estate/海月花园") for number in (1, 2, 3)),
    ],
    "LEADS": [
        (f"{PARTY}/海月社区党委", "Community/海月社区"),
        (f"{PARTY}/北头社区党支部", "Community/北头社区"),
    ],
    "SUBORDINATE_TO": [
        (f"{PARTY}/海月花园党支部", f"{PARTY}/海月社区党委"),
        (f"{PARTY}/第一党小组", f"{PARTY}/海月花园党支部"),
        (f"{PARTY}/第二党小组", f"{PARTY}/海月社区党委"),
        (f"{PARTY}/港湾公司党支部", f"{PARTY}/港湾公司党委"),
        (f"{PARTY}/学校党支部", f"{PARTY}/教育局党委"),
    ],
    "DUAL_MANAGED_BY": [
        (
            f"{PARTY}/学校党支部",
            f"{PARTY}/海月社区党委",
            {"activities": True, "elections": True, "decisions": False, "since": "2009"},
        ),
        (
            f"{PARTY}/海月花园党支部",
            f"{PARTY}/海月社区党委",
            {"activities": True, "elections": True, "decisions": True},
        ),
    ],
    "SEATED_IN": [
        (f"{PARTY}/港湾公司党支部", "Community/海月社区"),
        (f"{PARTY}/学校党支部", "Community/海月社区"),
        (f"{PARTY}/海月花园党支部", "Community/海月社区"),
        *((f"Unit/{name}", "Community/海月社区") for name in ("港湾公司", "学校", "晨光服务社")),
    ],
    "ESTABLISHED_IN": [
        (f"{PARTY}/港湾公司党支部", "Unit/港湾公司"),
        (f"{PARTY}/学校党支部", "Unit/学校"),
        ("MassOrganization/公司团支部", "Unit/港湾公司"),
    ],
    "COVERS": [
        (f"{PARTY}/海月花园党支部", "Estate/海月花园"),
        (f"{PARTY}/第一党小组", "Building/1栋"),
        (f"{PARTY}/第二党小组", "Building/2栋"),
        (f"{PARTY}/第二党小组", "Building/2栋", OPEN),
        (f"{PARTY}/第二党小组", "Street/海月路", {"in_force": False, "until": "2008"}),
    ],
    "SERVES": [
        ("GovernanceBody/海月工作站", "Community/海月社区"),
        ("GovernanceBody/海月居委会", "Community/海月社区"),
        ("GovernanceBody/海月花园业委会", "Estate/海月花园"),
        ("GovernanceBody/海月花园管理处", "Estate/海月花园"),
        ("MassOrganization/社区工会", "Community/海月社区"),
        ("Team/义工队", "Community/海月社区"),
        ("Team/专职社工", "Community/海月社区"),
    ],
    "OPERATED_BY": [("GovernanceBody/海月花园管理处", "Unit/物业公司")],
    "LED_BY": [("MassOrganization/社区工会", f"{PARTY}/海月社区党委")],
    "POST_IN": [
        *(
            (f"Post/{name}", f"{PARTY}/海月社区党委")
            for name in ("党委书记", "党委副书记", "上一届副书记")
        ),
        ("Post/工作站站长", "GovernanceBody/海月工作站"),
        ("Post/业委会主任", "GovernanceBody/海月花园业委会"),
    ],
    "RESPONSIBLE_FOR": [("Post/1栋楼栋长", "Building/1栋"), ("Post/2栋楼栋长", "Building/2栋")],
    "TAKES_PART_IN": [
        ("Unit/学校", "JointMeeting/海月联席会议"),
        ("Unit/港湾公司", "JointMeeting/海月联席会议", OPEN),
        (f"{PARTY}/海月社区党委", "Project/旧楼加装电梯"),
    ],
    "OFFERS": [("Unit/学校", "Offer/学校操场")],
    "DEMANDS": [("GovernanceBody/海月居委会", "Demand/活动场地")],
    "CLAIMS": [("Unit/学校", "Demand/活动场地")],
    "COUNTED_IN": [
        *((f"Count/{name}", "Community/海月社区") for name in ("本届大专以上", "上一届大专以上")),
        ("Count/登记选民", "District/南山区"),
    ],
}

# Question → the names of its gaps; a thing with several columns is told by those named.
GAPS: dict[str, tuple[tuple[str, ...], list[tuple[Any, ...]]]] = {
    "communities-not-upgraded": (
        ("community", "leading_organization", "eligible_kind"),
        [("北头社区", "北头社区党支部", "branch")],
    ),
    "branches-outside-dual-management": (
        ("branch", "unit", "superior"),
        [("港湾公司党支部", "港湾公司", "港湾公司党委")],
    ),
    "dual-management-missing-scopes": (("branch", "decisions"), [("学校党支部", False)]),
    "broken-dual-management": (("branch", "problem"), [("海月花园党支部", "same_line")]),
    "uncovered-buildings": (("building", "leader"), [("3栋", "no")]),
    "buildings-without-leader": (("building", "households"), [("2栋", 58), ("3栋", 61)]),
    "uncovered-streets": (("kind", "name"), [("building", "后海大厦"), ("street", "海月路")]),
    "broken-responsibility-chain": (
        ("level", "name", "organization", "missing_link"),
        [("building", "海月花园", "第二党小组", "海月花园党支部")],
    ),
    "estates-without-branch": (("estate",), [("蓝天苑",)]),
    "concurrent-secretary-missing": (
        ("secretary_post", "head_post"),
        [("党委书记", "工作站站长")],
    ),
    "full-time-deputy-missing": (("organization", "kind"), [("海月社区党委", "committee")]),
    "leadership-without-outside-seats": (("organization", "seats"), [("海月社区党委", 2)]),
    "units-without-ties": (("unit",), [("晨光服务社",)]),
    "mechanisms-missing": (
        ("community", "joint_meetings", "units_taking_part"),
        [("海月社区", 1, 1)],
    ),
    "incomplete-five-in-one": (
        ("estate", "missing"),
        [("蓝天苑", "owners_committee; property_office")],
    ),
    "owners-committees-missing": (
        ("estate", "status", "term_end"),
        [("海月花园", "expired", "2010-03"), ("蓝天苑", "none", None)],
    ),
    "property-offices-without-party": (
        ("office", "company", "instructor"),
        [("海月花园管理处", "物业公司", "yes")],
    ),
    "units-due-a-branch": (("unit", "members"), [("晨光服务社", 3)]),
    "units-without-work-coverage": (("unit",), [("晨光服务社",)]),
    "two-new-without-mass-organizations": (
        ("unit", "union", "league", "women"),
        [("港湾公司", "no", "yes", "no")],
    ),
    "communities-without-mass-organizations": (
        ("community", "union", "league", "women"),
        [("海月社区", "yes", "no", "no")],
    ),
    "mass-organizations-without-lead": (("organization", "unit"), [("公司团支部", "港湾公司")]),
    "social-organizations-without-party": (("unit",), [("晨光服务社",)]),
    "teams-missing": (
        ("community", "members", "social_workers", "volunteers", "missing"),
        [("海月社区", None, 0, 45, "workstation_staff; social_workers; youth_care")],
    ),
    "youth-care-missing": (
        ("level", "name"),
        [("subdistrict", "招商街道"), ("community", "海月社区")],
    ),
    "low-member-share": (("estate", "known", "share"), [("海月花园", 2, 0.5)]),
    "overstretched-posts": (("post", "vacant", "span"), [("2栋楼栋长", True, 1)]),
    "unmet-demands": (
        ("kind", "name", "owner"),
        [("offer", "学校操场", "学校"), ("project", "旧楼加装电梯", "海月社区党委")],
    ),
}

# What nobody was asked in 北头社区 is unknown there, and open here where a date leaves it open.
UNKNOWN: dict[str, tuple[str, list[str]]] = {
    "uncovered-buildings": ("building", ["老屋"]),
    "buildings-without-leader": ("building", ["老屋"]),
    "uncovered-streets": ("name", ["老屋"]),
    "units-without-ties": ("unit", ["港湾公司"]),
    "mechanisms-missing": ("community", ["北头社区"]),
    "teams-missing": ("community", ["北头社区"]),
    "youth-care-missing": ("name", ["北头社区"]),
    "broken-dual-management": ("branch", []),
    "estates-without-branch": ("estate", []),
}

# Indicator, figure, category → value, qualifier.
FIGURES: dict[tuple[str, str, str | None], tuple[float, str]] = {
    ("party-organizations-by-kind", "communities_led_by", "committee"): (1, "exact"),
    ("party-organizations-by-kind", "communities_led_by", "branch"): (1, "exact"),
    ("party-organizations-by-kind", "organizations", "group"): (2, "exact"),
    ("leadership-education", "stated_change", None): (22.5, "exact"),
    ("leadership-education", "posts_share", "unknown"): (1, "exact"),
    ("mass-organizations-by-kind", "members", "trade_union"): (300, "exact"),
    ("teams-by-kind", "people", "volunteers"): (45, "exact"),
    ("teams-by-kind", "per_1000_households", "volunteers"): (22.5, "exact"),
    ("member-share-of-posts", "share", "building_leaders"): (1, "exact"),
    ("ten-hundred-thousand", "value", "building_leader_posts"): (1, "exact"),
    ("reported-figures", "registered_voters", None): (7400, "at_least"),
}

"""The figures that the article states, each with its own words.

The rosters are made to these totals. A figure that the article qualifies (多, 余, 超过, 万) is
given a value that its words allow: an office's roster adds up to a number, not to a phrase.
"""

from __future__ import annotations

COMMITTEES = 10  # “已有10个社区成立了党委”
GENERAL_BRANCHES = 39  # “39个社区成立了党总支”
COMMUNITIES = 98  # “南山区98个社区”; the other 49 are led by a branch
SUBDISTRICTS = 8  # “全区8个街道”

# “普查登记党员3.7万人”: the three parts add up to 37,465, which is 3.7万 rounded.
MEMBERS_IN_COMMUNITY = 7_432  # “组织关系在社区的党员7400多人”
MEMBERS_IN_UNITS = 19_046  # “组织关系不在社区的驻社区单位党员1.9万多人”
MEMBERS_LIVING_HERE = 10_987  # “居住在社区、但工作和组织关系在区外的党员1.1万人”

UNIONS = 3_284  # “全区工会组织3284家”
UNION_MEMBERS = 130_846  # “工会成员13万余人”
LEAGUES = 862  # “全区团（总）支部862个”
TWO_NEW_LEAGUES = 155  # “其中‘两新’领域团组织155个”
LEAGUE_MEMBERS = 21_407  # members proper; “覆盖团员青年超过3万人” is a figure among the facts
WOMENS_ORGANIZATIONS = 789  # “全区妇女组织789个”
WOMENS_MEMBERS = 90_512  # “成员9万余人”

# “大专以上学历的占79.9%”: 401 of 502 is the pair of a plausible size; “比上一届高出20个百分点” is
# 299 of 499, of which only the share is stated (among the facts).
LEADERS = 502
LEADERS_WITH_COLLEGE = 401

WORKSTATION_STAFF = 846  # “98个社区工作站、800多名工作人员”
SOCIAL_WORKERS = 101  # “面向全国招聘了101名应届本科以上学历的毕业生”
YOUTH_CARE_COMMUNITIES = 84  # “全区8个街道和80多个社区…均已成立关工委或关工委小组”

# The example that the article gives of dual management. It states no numbers of members.
EXAMPLE = "星海名城社区"
EXAMPLE_STATION_BRANCH = "星海名城社区工作站党支部"
EXAMPLE_RESIDENTS_BRANCH = "星海名城社区居民党支部"
EXAMPLE_OFFICE = "星海名城物业管理处"
EXAMPLE_GROUP = "振业集团"
EXAMPLE_BUREAU = "教育局"
EXAMPLE_SCHOOL = "北大附中"

# 统计对象, 指标, 类别, 时期, 数值, as the article writes them; a period it does not state is blank.
FACTS: tuple[tuple[str, str, str | None, str | None, str], ...] = (
    ("南山区", "普查登记党员", None, None, "3.7万"),
    ("南山区", "班子成员大专以上学历比例", "本届", "2008年上半年", "79.9%"),
    # “比上一届高出20个百分点”
    ("南山区", "班子成员大专以上学历比例", "上一届", None, "59.9%"),
    ("南山区", "覆盖团员青年", None, None, "超过3万"),
    ("南山区", "巾帼文明示范岗", "国家级、省级", None, "17"),
    ("南山区", "新增注册义工", None, "今年上半年", "10615"),
    ("南山区", "选民登记的党员公职人员", None, "2008年", "1185"),
    ("南山区", "物业纠纷同比变化", None, "2008年", "-50%"),
    ("南山区", "社区组织典型", "十类典型", None, "10"),
)

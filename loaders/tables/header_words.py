"""Headers without the persons and the days of birth that stand in some of them (RULES 25, 27).

A matrix of duties has a person a column; a form read as a list has its first line as the header.
Nobody withholds these names, so they are told by their shape: a surname with one or two characters
that no word of a known header explains. 高层数 and 车位 begin with surnames too, and are explained.
"""

from __future__ import annotations

import re
from functools import cache

from loaders.kinds import roster_kinds
from loaders.problems import WHOLE_DATE
from loaders.values.surnames import looks_like_a_name
from loaders.values.text import clean_text, compact

HIDDEN = "…"
_PART = re.compile(r"[^\s、,;/()\[\]【】〔〕<>:+&|]+")
_BETWEEN = re.compile(r"(?<=[^\x00-\xff]) +(?=[^\x00-\xff])")
_ROLE = (
    "联系人|联络人|负责人|责任人|副?书记|副?主任|站长|经理|组长|楼栋长|栋长|楼长|网格长|网格员|主席|委员|同志|先生|"
    "女士|老师"
)
_WITH_ROLE = re.compile(
    rf"^(?:{_ROLE})?(.{{3,4}}?)(?:{_ROLE}|负责|代管|分管|意见|签收|家|片区|组)$|^(?:{_ROLE})(.{{3,4}})$"
)
_ENDS = re.compile("[数率费额量码况注因积址例款类型表称名否人员户号]$")
"""What headers end with, and hardly any name does."""
_WORD = re.compile(
    "高层|高度|高峰|高龄|安全|安保|安防|安装|安置|安排|平方|平均|平安|方位|方向|方式|方案|方便"
    "|计划|计算|计量|计费|项目|应急|应有|应收|应到|文化|文体|文件|文明|文号|文物|程度|程序|成立"
    "|成员|成果|成效|成本|车位|车库|车辆|车间|车型|单元|单位|单价|单号|管理|管道|管线|管辖|路段"
    "|路灯|路口|路线|房屋|房间|房源|党员|党群|党建|党务|党费|党报|党校|党课|党龄|包片|包干|包联"
    "|包含|温度|常住|常驻|居民|费用|季度|景观|双报|双方|国有|商铺|商户|商业|通过|通知|通讯|通信"
    "|官方|展示|展板|海拔|修建|修缮|代表|代理|封闭|广场|广告|厂房|空置|空房|空闲|空地|相关|查看"
    "|后勤|后续|原因|原有|原值|由来|解决|冷库|毕业|强度|席位|明细|井盖|储备|仓库|仓储|危房|危险"
    "|危化|危旧|符合|荣誉|农户|农田|农贸|苗木|达标|格局|次序|普查|普通|再生|热水|热力|养老|养护"
    "|养犬|须知|东侧|东面|东至|西门|白天|马路|金额|金融|林地|林木|何时|何地|张贴|施工|巩固|权属"
    "|权利|权重|权限|司法|谈话|谈心|劳动|劳务|劳保|颜色|章程|申报|申请|申领|关系|关注|关键|关闭"
    "|左侧|左右|包括|尚未|边界|边长|边坡|池塘|武装|严重|顾问|段位|易燃|易爆|易涝|余额|余量|任务"
    "|任职|任期|任命|范围|许可|周边|周围|周期|周年|周次|董事|田地|陈设|陈旧|万元|华侨|楼层|和谐"
)
"""Words that headers begin with whose first character is a surname too."""


@cache
def _beginnings() -> frozenset[str]:
    """The pairs of characters in the headers that some roster kind knows."""
    known = {
        compact(spelling)
        for kind in roster_kinds().values()
        for spec in kind.fields.values()
        for spelling in spec.headers
    }
    return frozenset(text[i : i + 2] for text in known for i in range(len(text) - 1))


def _is_a_name(text: str) -> bool:
    if not looks_like_a_name(text) or _ENDS.search(text):
        return False
    return _WORD.match(text) is None and text[:2] not in _beginnings()


def _may_be_a_person(part: str) -> bool:
    """Whether a part of a header seems to be a person's name, alone or with what that person is."""
    with_role = _WITH_ROLE.match(part)
    return _is_a_name(part) or (
        with_role is not None and _is_a_name(with_role.group(1) or with_role.group(2))
    )


def without_persons(header: str) -> str:
    """A header in NFKC with a mark in the place of what seems to be a person's name.

    Of a header that is a whole date, which may be somebody's birth, nothing is shown.
    """
    if re.search(WHOLE_DATE, compact(header)) or _may_be_a_person(compact(header)):
        return HIDDEN
    joined = _BETWEEN.sub("", header) if re.search(r"(?:^|\s)\S\s", header) else header
    return _PART.sub(
        lambda part: HIDDEN if _may_be_a_person(clean_text(part.group())) else part.group(), joined
    )

"""What a header cell says: its normal form, the field it names, and whether it is personal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from loaders.reading.cells import BLANK, NOT_CALCULATED
from loaders.tables.header_words import without_persons
from loaders.values.privacy import personal_data

_UNSEEN = str.maketrans("", "", BLANK)
_HINT = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕|<[^<>]*>")
_MARKS = re.compile(r"[*★☆※●:]+")
_LONGEST = 80  # beyond this a text is no header
_DIGITS = re.compile(r"\d{6,}")
# 楼栋名称 Building, 街道/Subdistrict, Households 户数: what the other language repeats. It stands
# apart; WiFi覆盖 and CBD 面积 are no headers in two languages.
_TRANSLATED = re.compile(
    r"(?P<before>[*★☆※●]*[\u4e00-\u9fff][^A-Za-z]*?)[\s/|\\]+(?P<after>[A-Za-z][A-Za-z.'’&/,\s-]{2,})"
    r"|(?P<over>[A-Z]?[a-z][a-z.'’&,\s-]+)[\s/|\\]+(?P<below>[\u4e00-\u9fff][^A-Za-z]*)"
)
# 党员数/人, 建筑面积/平方米: a unit, which is no part of the name of the column.
_PER = re.compile(
    r"(?<=[数量])/[百千万]?[人户个名家栋幢套层]$|(?<=积)/[百千万]?(?:平方米|平米|㎡|m2)$"
)

SERIAL = frozenset({"序号", "序", "no", "no.", "#", "编次", "行号"})

# Personal data by what the header says (DESIGN 6). A count of such things is no personal datum.
_PERSONAL = re.compile(
    "身份证|公民身份|证件|护照|通行证|社保号|手机|电话|联系方式|联络方式|通讯方式|微信|qq|邮箱|邮件|"
    "e-?mail|phone|mobile|住址|居住地址|居住地$|现居|家庭|房号|房间号|室号|户号|门牌号|出生|生日|年龄|性别|民族|"
    "籍贯|户籍|户口|婚姻|婚否|配偶|子女|健康|病史|疾病|残疾|宗教|信仰|血型|照片|银行|账号|车牌|"
    "入党|转正|参加工作时间|收入|工资|签名|签字"
)
_PERSON_NAME = re.compile(
    "姓名|名字|(?:联系人|联络人|联络员|负责人|责任人|经办人|书记|主任|委员|组长|楼长|楼栋长|楼组长|网格长|"
    "网格员|站长|会长|理事长|秘书长|主席|队长|所长|处长|经理|校长|园长|院长|法人|法人代表|代表人|户主|"
    "业主|租户|居民|指导员|联系领导|挂点领导|包点领导|填表人|填报人|审核人|带头人|党务工作者|专干|"
    "工作人员|班子成员|成员)$"
)
_COUNTED = re.compile("(?:数|数量|人口|总量|比例|占比|率|情况统计)$")
_PERSON = frozenset(
    f"{who}姓名" for who in ("", "党员", "成员", "人员", "居民", "业主", "户主", "本人", "学生")
)
_OF_A_PERSON = re.compile("身份证|公民身份|出生|入党|性别|年龄|转正")

# Categories of residents, out of scope; the offices that care for them are organizations.
_RESIDENTS = re.compile(
    "重点人员|重点人群|重点对象|低保|低收入|残疾|信访|上访|精神障碍|精神病|肇事肇祸|矫正|刑满|刑释|"
    "吸毒|戒毒|涉毒|邪教|涉稳|维稳|特困|五保|留守|失独|孤寡|空巢|独居|高龄|困境儿童|困难群众|"
    "困难家庭|孤儿|艾滋|传染病"
)
_OFFICES = re.compile(
    "残疾人联合会|残联|信访(?:局|办|室|维稳中心)|维稳(?:办|中心)|(?:社区)?矫正(?:局|中心|机构)|"
    "戒毒(?:所|局|中心)|残疾人(?:服务|康复|就业|福利|职业)"
)


@cache
def normal_header(text: str) -> str:
    """A header as it is compared: NFKC, lower case, without spaces, hints in brackets, asterisks.

    A header that is nothing but a bracketed text keeps that text. Of one in two languages the
    Chinese is left, of one with its unit behind a slash the name.
    """
    plain = _chinese(unicodedata.normalize("NFKC", text)).translate(_UNSEEN).lower()
    plain = plain.replace("\\", "/").replace("|", "/")
    shorter = plain
    while (cut := _HINT.sub("", shorter)) != shorter:
        shorter = cut
    shorter = _PER.sub("", _MARKS.sub("", shorter).strip("/"))
    return shorter or _MARKS.sub("", plain).strip("()[]【】〔〕<>/")


def _chinese(text: str) -> str:
    """The Chinese of a text in two languages; any other text, and one that is personal in Latin."""
    found = _TRANSLATED.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if found is None or _PERSONAL.search((found["after"] or found["over"]).lower()):
        return text
    return found["before"] or found["below"]


def shown_header(text: str) -> str:
    """A header as the account and the issues print it: one line, without long numbers.

    Headers are screened too (RULES 25): of one that holds personal data nothing is shown, and no
    person's name in any.
    """
    line = " ".join(unicodedata.normalize("NFKC", text).split())
    if NOT_CALCULATED in line or personal_data(line) is not None:
        return "…"
    return _DIGITS.sub("…", without_persons(line))[:40]


def is_personal(header: str) -> bool:
    """Whether a normalized header names personal data other than a person's name."""
    return bool(_PERSONAL.search(header)) and not _COUNTED.search(header)


def names_person(header: str) -> bool:
    """Whether the cells under a normalized header are names of persons."""
    return bool(_PERSON_NAME.search(header)) and not _COUNTED.search(header)


def is_person_level(headers: Collection[str]) -> bool:
    """Whether normalized headers say that each row is a person: a name, and a person's data."""
    return not _PERSON.isdisjoint(headers) and any(map(_OF_A_PERSON.search, headers))


def is_about_residents(texts: Sequence[str]) -> bool:
    """Whether titles, a sheet's name or headers name a category of residents."""
    for text in texts:
        plain = _OFFICES.sub("", normal_header(text))
        if _RESIDENTS.search(plain) and not _COUNTED.search(plain):
            return True
    return False


@dataclass(frozen=True)
class HeaderBook:
    """The headers that the roster kinds know.

    kinds: kind → field → spellings of its header, as written or normalized. required: kind → the
    fields without which a sheet is not of that kind. titles: kind → words of a title or a sheet's
    name that decide between kinds whose headers fit a sheet equally well. yields: kinds that leave
    such a sheet to another. told_by: kind → words in a header or title that tell it; only_told:
    kinds that are never read without one; instead: kind → required field → the fields of which one
    may stand for it in a sheet that is told. refers: kind → field → the node labels that it refers
    to; names: kind → field → the labels of nodes that it names; ignored: kind → fields of which
    nothing is used.
    """

    kinds: Mapping[str, Mapping[str, Collection[str]]]
    required: Mapping[str, frozenset[str]]
    titles: Mapping[str, Collection[str]] = field(default_factory=dict)
    yields: frozenset[str] = frozenset()
    told_by: Mapping[str, Collection[str]] = field(default_factory=dict)
    only_told: frozenset[str] = frozenset()
    instead: Mapping[str, Mapping[str, Collection[str]]] = field(default_factory=dict)
    refers: Mapping[str, Mapping[str, Collection[str]]] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, Collection[str]]] = field(default_factory=dict)
    ignored: Mapping[str, Collection[str]] = field(default_factory=dict)

    def decided(self, spellings: Mapping[str, Mapping[str, str | None]]) -> HeaderBook:
        """This book where headers of a kind mean other fields, or nothing (kind → header → field).

        A header is then no spelling of any other field of that kind.
        """
        changed = dict(self.kinds)
        for kind, meant in spellings.items():
            plain = {normal_header(header): name for header, name in meant.items()}
            changed[kind] = {
                name: [
                    *(s for s in known if normal_header(s) not in plain),
                    *(header for header, said in plain.items() if said == name),
                ]
                for name, known in self.kinds[kind].items()
            }
        return replace(self, kinds=changed)

    def is_told(self, kind: str, texts: Sequence[str]) -> bool:
        """Whether a header or a title among the texts has a word that tells the kind."""
        return any(word in text for word in self.told_by.get(kind, ()) for text in texts)

    def lacks(self, kind: str, present: Collection[str], told: bool) -> frozenset[str]:
        """The required fields of a kind that are not among `present`, nor stood in for."""
        missing = self.required.get(kind, frozenset()) - set(present)
        if not missing or not told:
            return missing
        instead = self.instead.get(kind, {})
        return frozenset(n for n in missing if not set(instead.get(n, ())) & set(present))

    def needed(self, kind: str, present: Collection[str]) -> list[str]:
        """The fields among `present` without which a row says nothing of the kind."""
        instead = self.instead.get(kind, {})
        found = set[str]()
        for name in self.required.get(kind, ()):
            found |= {name} if name in present else set(instead.get(name, ())) & set(present)
        return sorted(found)

    @cached_property
    def fields(self) -> dict[str, dict[str, str]]:
        """Kind → normalized header → field."""
        return {
            kind: {
                normal_header(spelling): name
                for name, spellings in fields.items()
                for spelling in spellings
            }
            for kind, fields in self.kinds.items()
        }

    @cached_property
    def first_words(self) -> dict[str, frozenset[str]]:
        """Kind → the normalized header that it has first for each field: its own word for it."""
        return {
            kind: frozenset(normal_header(next(iter(s))) for s in fields.values() if s)
            for kind, fields in self.kinds.items()
        }

    @cached_property
    def sharers(self) -> dict[str, int]:
        """Normalized header → the number of kinds that know it."""
        shared: dict[str, int] = {}
        for headers in self.fields.values():
            for header in headers:
                shared[header] = shared.get(header, 0) + 1
        return shared

"""Holders' names: read to find concurrent posts within one load, and then gone (DESIGN 6).

A cell of a column of names says who holds a post, that it is vacant (空缺), or nothing. A name
leaves this module only as a token in the memory of the load; it is in no issue, no table, no
source and no identifier.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import polars as pl

from loaders.values import is_none_word, split_list
from loaders.values.privacy import has_organization_word, personal_data
from loaders.values.surnames import COMPOUND
from loaders.values.text import compact

if TYPE_CHECKING:
    from loaders.kinds import RosterKind
    from loaders.tables.finding import Table

#: Tokens that no name is. VACANT: 空缺; NONE: 无, there is no such post; HIDDEN: 张某, 李*, who
#: holds it but can't be told from another.
VACANT, NONE, HIDDEN = "\x00vacant", "\x00none", "\x00hidden"

_VACANT = re.compile(
    "(?:空|暂)缺|缺(?:位|员|编|额)?|空(?:岗|编|位)|待(?:补|选|配|定|任命|选举|补选|配备|落实)?|暂无|未(?:配备?|选出?|定|任命)"
)
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_TWO = "[\u4e00-\u9fff]{2}"
_NO_SURNAME = "".join(f"(?<!{surname})" for surname in COMPOUND.split("|"))
_APART = re.compile(f"(?<={_TWO}){_NO_SURNAME}[ \u3000]+(?={_TWO})")
_POLITE = re.compile("(?:同志|先生|女士)$")
_TITLE_BEFORE = re.compile("^[^:：]{1,8}[:：]")
_MASKED = re.compile(r"[*×xX某○□]")
_HAN = "[〇\u3400-\u9fff\ue000-\ufaff\U00020000-\U0003ffff\U000f0000-\U0010fffd]"
_CHINESE = re.compile(
    f"{_HAN}(?:[·•・]?{_HAN}){{1,9}}|{_HAN}{{2,10}}(?:[·•・]{_HAN}{{1,10}}){{1,3}}"
)
"""Also the characters that a computer of the office alone could write, in its private area."""
_FOREIGN = re.compile(r"[A-Za-z][A-Za-z.'\- ]{1,40}")
_NO_NAME = re.compile(
    "书记|主任|站长|经理|组长|楼长|栋长|队长|主席|委员|干部|保安|居民|业主|物业|群众|同上|兼任|负责|党员|人员|"
    "委派|社工|义工|待定|如上|见附|其他|以上|不详|未知|本人"
)


def _parts(text: str) -> list[str]:
    """The items of a cell: 张三、李四; also 张三丰 李四光, but 张 三 and 欧阳 三 are one name."""
    return split_list(_APART.sub("、", text))


def _token(item: str) -> str | None:
    """What one item says: a name in its plain form, one of the tokens, or None: it is no name."""
    plain = compact(item)
    bare = _REMARK.sub("", plain)
    if _VACANT.fullmatch(bare) or _VACANT.fullmatch(plain.strip("()[]【】")):
        return VACANT
    if is_none_word(plain):
        return NONE
    bare = _POLITE.sub("", _TITLE_BEFORE.sub("", bare))
    if _MASKED.search(bare) and len(bare) <= 4 and not has_organization_word(bare):
        return HIDDEN
    if personal_data(item) is not None or _NO_NAME.search(bare) or has_organization_word(bare):
        return None
    if _CHINESE.fullmatch(bare):
        return re.sub("[·•・]", "·", bare)
    return bare.upper() if _FOREIGN.fullmatch(" ".join(item.split())) else None


def _read(text: str) -> tuple[list[str], bool]:
    """The tokens of a cell, each once, and whether something in it is no name."""
    tokens = [_token(item) for item in _parts(text)]
    return list(dict.fromkeys(t for t in tokens if t is not None)), None in tokens


def read_holders(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """A column of names as lists of tokens (null where blank), and the code of each cell's problem.

    `not_a_name` where a cell, or an item of it, names an organization, a job or anything but a
    person; its other items are kept.
    """
    distinct = texts.drop_nulls().unique().to_list()
    read = [_read(text) for text in distinct]
    found = pl.DataFrame(
        {
            "text": distinct,
            "tokens": [tokens or None for tokens, _ in read],
            "problem": ["not_a_name" if odd else None for _, odd in read],
        },
        schema={"text": pl.String, "tokens": pl.List(pl.String), "problem": pl.String},
    )
    joined = pl.DataFrame({"text": texts}).join(found, on="text", how="left", maintain_order="left")
    return joined["tokens"], joined["problem"]


def bare_header(header: str) -> str:
    """The header of a column of persons without its brackets: who it is may stand in them."""
    return _REMARK.sub("", header).strip() or "…"


def held_names(table: Table, kinds: Mapping[str, RosterKind]) -> set[str]:
    """The names of holders in a table of a known kind."""
    kind = kinds.get(table.roster or "")
    if kind is None:
        return set()
    present = [spec.name for spec in kind.holders if spec.name in table.body.columns]
    return set().union(*(names_of(table.body[name]) for name in present))


def _may_be_a_name(item: str) -> bool:
    """Whether an item that is no name as this module reads them may well be one: ウー, 李@娜."""
    plain = compact(item)
    if len(plain) > 30 or _NO_NAME.search(plain) or is_none_word(plain):
        return False
    return not has_organization_word(plain)


def names_of(texts: pl.Series) -> set[str]:
    """The names in a column, as written and in their plain form: what no issue may show."""
    names: set[str] = set()
    for text in texts.drop_nulls().unique().to_list():
        for item in _parts(text):
            token = _token(item)
            if token is not None and not token.startswith("\x00"):
                names |= {item, compact(item), token}
            elif token == HIDDEN or (token is None and _may_be_a_name(item)):
                names |= {item, compact(item)}
    return names

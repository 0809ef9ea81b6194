"""Headers that no roster kind knows: which field such a column could be, and how sure that is.

A header speaks by its words, its column by what it holds. The two are weighed into a confidence
from 0 to 1; a column is used without a person's decision only where both say the same thing and
no other field comes near. A header with a word that turns its meaning (预备党员数, 上级编码) is
never sure, however alike it looks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import polars as pl
from rapidfuzz import fuzz

from loaders.kinds import Field, RosterKind
from loaders.tables.headers import is_personal, names_person, normal_header
from loaders.values import building_list, parse
from loaders.values.privacy import has_organization_word, screen
from ontology import load_model

#: From here on a proposal is worth a person's look.
WORTH_A_LOOK = 0.5
#: From here on, and ahead of every other by MARGIN, it is used.
SURE = 0.93
MARGIN = 0.15
_MOST_TEXTS = 200
_AGREE = 0.9

# Characters that add nothing to what a header says: 所在的小区名称 is 小区.
_NEUTRAL = frozenset("的之所在属本该总共全名称填写内容情况信息栏项")
_OF_FIGURES = frozenset("人个数量")
_FIGURES = frozenset({"count", "number"})
_COUNTS = ("数", "数量", "人数", "总数", "率", "比例")

# How much the content of a column tells of its field, where it can all be read: a credit code is
# unmistakable, nearly anything is a text.
_TELLING = {
    "uscc": 0.95,
    "building_code": 0.95,
    "division_code": 0.9,
    "code_list": 0.8,
    "date": 0.4,
    "yes_no": 0.4,
    "answer": 0.4,
    "reference": 0.3,
    "name": 0.2,
    "code": 0.2,
    "count": 0.1,
    "number": 0.1,
}
_NOT_PROPOSED = frozenset({"holder", "ignored", "longitude", "latitude", "position"})
_ORGANIZATIONS = frozenset({"name", "reference", "names"})


@dataclass(frozen=True)
class Proposal:
    """A column of an unknown header, and the field that it could be."""

    header: str
    field: str
    confidence: float
    sure: bool


def propose(
    kind: RosterKind, taken: Collection[str], columns: Mapping[str, pl.Series]
) -> list[Proposal]:
    """What the columns of unknown headers could be, the most confident first; a field once.

    taken: the fields that other columns of the table give. columns: header as written → its cells
    (text or null). A column of personal data is never proposed.
    """
    scored = sorted(
        (
            (confidence, header, spec.name, may_be_sure)
            for header, cells in columns.items()
            for spec, confidence, may_be_sure in _scores(kind, taken, header, cells)
        ),
        key=lambda found: (-found[0], found[1], found[2]),
    )
    proposals: list[Proposal] = []
    for confidence, header, name, may_be_sure in scored:
        if any(header == made.header or name == made.field for made in proposals):
            continue
        rivals = [
            other
            for other, its_header, its_name, its_may_be_sure in scored
            if (its_header == header and its_name != name)
            or (its_name == name and its_header != header and its_may_be_sure)
        ]
        ahead = confidence - max(rivals, default=0.0) >= MARGIN
        proposals.append(
            Proposal(
                header, name, round(confidence, 2), may_be_sure and confidence >= SURE and ahead
            )
        )
    return proposals


def _scores(
    kind: RosterKind, taken: Collection[str], header: str, cells: pl.Series
) -> Iterator[tuple[Field, float, bool]]:
    """Each field that a column is worth proposing for: (field, confidence, may be sure)."""
    plain = normal_header(header)
    forms = [form for form in dict.fromkeys([plain, *plain.split("/")]) if form]
    if any(is_personal(form) or names_person(form) for form in forms):
        return
    distinct = cells.drop_nulls().unique(maintain_order=True).head(_MOST_TEXTS)
    if distinct.len() == 0 or screen(distinct).any():
        return
    for spec in kind.fields.values():
        if spec.name in taken or spec.type in _NOT_PROPOSED:
            continue
        if plain.endswith(_COUNTS) and spec.type not in _FIGURES:
            continue
        words, only_neutral = _alike(plain, spec)
        readable = _readable(distinct, spec)
        telling = _TELLING.get(spec.type, 0.0)
        if telling >= 0.8 and distinct.len() < 2:
            telling = 0.4
        confidence = (1 - (1 - words) * (1 - telling * readable)) * readable
        # What only the content says is worth a look and no more.
        confidence = confidence if words >= 0.5 else min(confidence, 0.85)
        if confidence >= WORTH_A_LOOK and (words >= 0.5 or telling >= 0.8):
            yield spec, confidence, only_neutral and words >= 0.5 and readable >= _AGREE


def _alike(header: str, spec: Field) -> tuple[float, bool]:
    """How alike a header is to the nearest spelling, and whether what it adds means nothing."""
    best = (0.0, False)
    for spelling in map(normal_header, spec.headers):
        added = set(header) - set(spelling)
        neutral = added <= (_NEUTRAL | _OF_FIGURES if spec.type in _FIGURES else _NEUTRAL)
        if neutral and _core(header, spec.type) == _core(spelling, spec.type) != "":
            return 1.0, True
        best = max(best, (fuzz.ratio(header, spelling) / 100, neutral))
    return best


@cache
def _core(header: str, type_: str) -> str:
    """A header without the characters that add nothing; of a figure also 人, 个, 数, 量."""
    left_out = _NEUTRAL | _OF_FIGURES if type_ in _FIGURES else _NEUTRAL
    return "".join(character for character in header if character not in left_out)


def _readable(distinct: pl.Series, spec: Field) -> float:
    """The share of the texts that the field could read."""
    if spec.ranges:
        read = [building_list(text).problem is None for text in distinct.to_list()]
        return sum(read) / len(read)
    if spec.type in _ORGANIZATIONS:
        named = [has_organization_word(text) for text in distinct.to_list()]
        return sum(named) / len(named)
    code_list = load_model().code_lists[spec.code_list] if spec.code_list else None
    parsed = parse(distinct, spec.type, code_list=code_list)
    fine = parsed.problem.is_null() & parsed.values.is_not_null()
    return float(fine.sum()) / distinct.len()

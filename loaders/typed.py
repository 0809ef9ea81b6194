"""The cells of one field → typed columns, and what a table says where a cell says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import polars as pl

from loaders.kind_names import kind_by_name, kinds_by_name
from loaders.kinds import Field
from loaders.posts.holders import read_holders
from loaders.tables.headers import normal_header
from loaders.values import is_none_word, parse
from loaders.values.spellings import notations, spelling_key
from loaders.values.text import compact
from ontology import CodeList, load_model

# A 业主委员会 ends with 委员会, as Party committees do, so the others come first.
_ORGANIZATION_KINDS = ("GovernanceBodyKind", "MassOrganizationKind", "PartyOrganizationKind")
#: Words that have a kind's spelling inside and mean something else: 社团组织 is no 团组织.
_OTHER_WORDS = ("社团", "集团", "社会团体", "文体团队", "团结")

_AND = re.compile(r"[、,，;；/+＋\n]|兼(?!职)任?")


def nothing(height: int) -> pl.Series:
    """A column of text that is empty."""
    return pl.repeat(None, height, dtype=pl.String, eager=True)


def _code_list(spec: Field) -> CodeList | None:
    return load_model().code_lists[spec.code_list] if spec.code_list else None


def _texts(texts: pl.Series, spec: Field) -> tuple[pl.Series, pl.Series]:
    """Reference and list cells: tidy text, null where it says that there is none; the problems."""
    if spec.many or spec.type == "names":
        parsed = parse(texts.str.replace_all(r"[\r\n]+", "、"), "text")
    else:
        parsed = parse(texts, "name")
    tidy = parsed.values
    none = [text for text in tidy.drop_nulls().unique() if is_none_word(text)]
    return (tidy.set(tidy.is_in(none), None) if none else tidy), parsed.problem


def _respelled(texts: pl.Series, spec: Field) -> pl.Series:
    """The cells with the column's own spellings (专职 under 是否专职) in the list's words."""
    if not spec.spellings:
        return texts
    own = {spelling_key(text): meant for text, meant in spec.spellings.items()}
    found = {
        text: own[spelling_key(text)]
        for text in texts.drop_nulls().unique().to_list()
        if spelling_key(text) in own
    }
    return texts.replace(found) if found else texts


def _answers(
    texts: pl.Series, values: pl.Series, problems: pl.Series, spec: Field
) -> tuple[pl.Series, pl.Series]:
    """Answers that name what there is: 党支部 is yes, by the code list of the field."""
    coded = parse(texts, "code_list", code_list=_code_list(spec)).values
    open_ = (problems == "unknown_code").fill_null(False) & coded.is_not_null()
    said = pl.select(
        pl.when(coded == "none").then(pl.lit("no")).otherwise(pl.lit("yes"))
    ).to_series()
    return values.zip_with(~open_, said), problems.zip_with(~open_, nothing(len(texts)))


def typed(
    texts: pl.Series, spec: Field, names: pl.Series | None, within: pl.Series | None = None
) -> tuple[list[pl.Series], pl.Series]:
    """A field's column(s), and for each cell the code of its problem or null.

    names: the row's names, for a kind that they tell; within: what the row names in the field
    `spec.within`. Figures also give `FIELD~qualifier`, dates `FIELD~unread`.
    """
    if spec.type == "holder":
        tokens, problems = read_holders(texts)
        return [tokens.alias(spec.name)], problems
    if spec.type in ("reference", "names"):
        tidy, problems = _texts(texts, spec)
        return [tidy.alias(spec.name)], problems
    code_list = _code_list(spec)
    texts = _respelled(texts, spec)
    parsed = parse(texts, spec.type, code_list=code_list if spec.type == "code_list" else None)
    values, problems = parsed.values, parsed.problem
    if spec.type == "answer" and spec.code_list is not None:
        values, problems = _answers(texts, values, problems, spec)
    if spec.open:
        values = values.zip_with(problems.is_null(), parse(texts, "text").values)
        problems = nothing(len(texts))
    if spec.may_be_text:
        problems = problems.set((problems == "not_a_number").fill_null(False), None)
    if spec.length is not None:
        wrong = values.is_not_null() & (values.str.len_chars() != spec.length)
        problems = problems.zip_with(~wrong, pl.repeat("bad_code", len(texts), eager=True))
        values = values.zip_with(~wrong, nothing(len(texts)))
    if spec.from_name and names is not None and code_list is not None:
        values = values.zip_with(values.is_not_null(), kinds_by_name(names, code_list.name))
    if spec.type == "code_list" and spec.within is not None and within is not None:
        values, problems = _in_context(texts, values, problems, within, spec)
    columns = [values.alias(spec.name)]
    if spec.type == "date":
        columns.append((problems == "not_a_date").fill_null(False).alias(f"{spec.name}~unread"))
    if parsed.qualifier is not None:
        columns.append(parsed.qualifier.alias(f"{spec.name}~qualifier"))
    return columns, problems


def absent(spec: Field, height: int, names: pl.Series | None) -> tuple[list[pl.Series], pl.Series]:
    """The column(s) of a field that the sheet does not have: empty, but for a kind in the name."""
    plain = replace(spec, type="text" if spec.type == "answer" else spec.type, within=None)
    made, _ = typed(nothing(height), plain, names)
    return made, nothing(height)


def _in_context(
    texts: pl.Series, values: pl.Series, problems: pl.Series, within: pl.Series, spec: Field
) -> tuple[pl.Series, pl.Series]:
    """Kinds of a post read with the kind of its organization before them: 主任 of a 居委会.

    Of several in one cell (书记、站长) the first is taken, and that is noted.
    """
    frame = pl.DataFrame({"text": texts, "within": within})
    pairs = frame.drop_nulls("text").unique(maintain_order=True)
    read = [
        [code for part in _AND.split(text) if (code := _code_in(part, host, spec.code_list or ""))]
        for text, host in pairs.iter_rows()
    ]
    found = pairs.with_columns(
        _code=pl.Series([codes[0] if codes else None for codes in read], dtype=pl.String),
        _several=pl.Series(
            ["several_positions" if len(set(codes)) > 1 else None for codes in read],
            dtype=pl.String,
        ),
    )
    joined = frame.join(
        found, on=["text", "within"], how="left", nulls_equal=True, maintain_order="left"
    )
    told = joined["_code"].is_not_null()
    return joined["_code"].zip_with(told, values), joined["_several"].zip_with(told, problems)


def _code_in(text: str, host: str | None, code_list: str) -> str | None:
    """The code of a text in the context of a host; else that of a longer spelling that ends it."""
    known = notations(load_model().code_lists[code_list])
    plain = compact(text)
    if host is not None:
        kinds = ((kind_by_name(compact(host), lists), lists) for lists in _ORGANIZATION_KINDS)
        for kind, lists in kinds:
            if kind is None:
                continue
            label = load_model().code_lists[lists].codes[kind].zh
            if (code := known.get(spelling_key(label + plain))) is not None:
                return code
    if (code := known.get(spelling_key(plain))) is not None:
        return code
    ends = (plain[-n:] for n in range(len(plain), 2, -1))
    return next((known[key] for end in ends if (key := spelling_key(end)) in known), None)


@cache
def _spellings(code_list: str) -> dict[str, str]:
    """Spellings of two characters and more, the longest first."""
    codes = load_model().code_lists[code_list].codes.values()
    found = {text: code.notation for code in codes for text in code.spellings if len(text) > 1}
    return dict(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


def told_by_table(spec: Field, headers: Iterable[str], titles: Iterable[str]) -> str | None:
    """The value of a code list that the table as a whole tells: by a header, else by a title.

    headers: as written, the dropped ones too (工会主席). titles: what stands above the header and
    the names of sheet and file, nearest first. A title that tells two values tells none.
    """
    by_header = {normal_header(text): value for text, value in spec.header_tells.items()}
    found = {by_header[h] for header in headers if (h := normal_header(header)) in by_header}
    if len(found) == 1:
        return found.pop()
    if not spec.told_by_title or spec.code_list is None:
        return None
    for title in titles:
        for word in _OTHER_WORDS:
            title = title.replace(word, "")
        meant = {code for text, code in _spellings(spec.code_list).items() if text in title}
        if meant:
            return meant.pop() if len(meant) == 1 else None
    return None

"""Forms (登记表): what a thing says stands in lines, the label left and its value right.

Read as a list, the labels would become things, and the one thing that the form is about be lost.
A form is told by its columns of labels: several known headers below each other, where a roster has
them beside each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from loaders.tables.headers import SERIAL, HeaderBook, names_person, normal_header
from loaders.tables.levels import Cells, is_title_like
from loaders.tables.scan import GENERAL
from ontology import load_model

_LONGEST = 20
_MOSTLY = 0.6
#: So many different labels in every column are a form's whose values are all left blank.
_BLANK_FORM = 3
#: A roster of figures says in each row what is counted: there 户数 stands below 指标.
_OF_FIGURES = frozenset({"指标", "指标名称", "统计指标"})


def is_form(rows: Sequence[Cells], book: HeaderBook) -> bool:
    """Whether the first rows of a table are lines of labels and values.

    Each column of labels stands left of one that is none; words that are as well the value of a
    list (书记, 主任, 党支部) count neither for nor against it.
    """
    lines = [row for row in rows if not is_title_like(row)]
    if len(lines) < 2:
        return False
    columns = [[cell for cell in column if cell is not None] for column in zip(*lines, strict=True)]
    labels = [_labels(column, book) for column in columns]
    found = [place for place, said in enumerate(labels) if len(said) >= 2]
    return bool(found) and (
        all(len(said) >= _BLANK_FORM for said in labels)
        or all(_apart(lines, place, book) for place in found)
    )


def _apart(lines: Sequence[Cells], place: int, book: HeaderBook) -> bool:
    """Whether what stands right of a column of labels begins with none, but for a merged label."""
    for right in range(place + 1, len(lines[0])):
        if all(line[right] == line[place] for line in lines if line[place] is not None):
            continue
        first = next((line[right] or "" for line in lines if line[right] is not None), "")
        return len(first) > _LONGEST or not _is_label(normal_header(first), book)
    return True


def _labels(column: Sequence[str], book: HeaderBook) -> frozenset[str]:
    """The labels of a column that mostly has such; none of any other column."""
    said = [normal_header(cell) if len(cell) <= _LONGEST else "" for cell in column]
    if not said or said[0] in _OF_FIGURES or said[0] in SERIAL:
        return frozenset()
    clear = [form for form in said if form not in _values() and not names_person(form)]
    known = [form for form in clear if _is_label(form, book)]
    return frozenset(known) if len(known) >= _MOSTLY * len(clear) else frozenset()


def _is_label(form: str, book: HeaderBook) -> bool:
    return form not in _values() and (form in book.sharers or form in GENERAL)


@cache
def _values() -> frozenset[str]:
    """What a cell may say as well: the spellings of all code lists."""
    lists: Iterable[str] = load_model().code_lists
    return frozenset(
        normal_header(text)
        for name in lists
        for code in load_model().code_lists[name].codes.values()
        for text in code.spellings
    )

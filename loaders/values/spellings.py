"""Values of the ontology's code lists as rosters spell them (DOMAIN 2.3, quirks 7 and 15)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from loaders.values.readings import IMPRECISE, Reading
from loaders.values.text import compact

if TYPE_CHECKING:
    from ontology import CodeList

_PREFIX = re.compile(r"^(?:[0-9A-Za-z]{1,20}[_/\-.、:]|[0-9]{1,20}|\([0-9A-Za-z]{1,20}\))")
_REMARK = re.compile(r"\([^()]*\)$")
_DASHES = re.compile(r"[-‐-―−_/\\]+")
_COMMAS = str.maketrans({",": "、", ";": "、", "/": "、"})


def spelling_key(text: str) -> str:
    """The form in which spellings are compared: NFKC, no spaces, one case, one comma."""
    return compact(text).casefold().translate(_COMMAS)


@cache
def _notations(lists: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    """Notation by spelling; where two values share a spelling, the first of the list has it."""
    found: dict[str, str] = {}
    for notation, spellings in lists:
        for spelling in spellings:
            found.setdefault(spelling_key(spelling), notation)
    return found


def notations(code_list: CodeList) -> dict[str, str]:
    """Notation by `spelling_key`, for the labels, spellings and notations of a code list."""
    codes = code_list.codes.values()
    written = tuple((code.notation, code.spellings) for code in codes)
    ours = tuple((code.notation, (code.notation, code.en)) for code in codes)
    return _notations(written + ours)


def coded(text: str, code_list: CodeList) -> Reading[str]:
    """The notation of a value of the list.

    A code before the value (59325_正式党员, 10/群众) and a remark in brackets behind it are left
    aside where the whole is no spelling. Blank and dashes are no value; what is not in the list
    is `unknown_code`.
    """
    if text.startswith(IMPRECISE):
        return Reading(None, "unknown_code")
    plain = compact(text)
    if not plain:
        return Reading(None)
    known = notations(code_list)
    plain = plain.rstrip("。") or plain
    bare = _REMARK.sub("", plain)
    for form in (plain, plain.removesuffix(".0"), bare, _PREFIX.sub("", bare, count=1)):
        if (notation := known.get(spelling_key(form))) is not None:
            return Reading(notation)
    return Reading(None) if _DASHES.fullmatch(plain) else Reading(None, "unknown_code")


def answer(text: str, answers: CodeList) -> Reading[str]:
    """yes, no or unknown; blank is unknown (the caller knows whether anybody was asked)."""
    reading = coded(text, answers)
    return Reading("unknown") if reading == (None, None, None) else reading


def yes_no(text: str, answers: CodeList) -> Reading[bool]:
    """是/否, 有/无, √/×, 1/0, 已建/未建 …; blank and unknown are null, never no."""
    notation, problem, _ = coded(text, answers)
    return Reading({"yes": True, "no": False}.get(notation or ""), problem)

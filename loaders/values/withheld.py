"""The names that a load withholds, and whether a text has one of them in it (RULES 27).

They are the values of columns of persons: of holders, who serve in memory only, and of dropped
columns. Texts and names are compared without spaces, invisible characters and the dots of foreign
names, in whatever script: 周　芳 is 周芳. `inside` and `masked` are for what is shown: there a name
counts wherever it stands, since a mark too many hides little.

`cut` is for what is kept, and takes a name as one only where its place in the text says so: in
brackets (also with 书记 or 楼栋长 before it), behind a space, a line break or a dash at the end,
before 家, 负责, 代管 or 同志; and, of three characters in the shape of a name, directly behind the
number of a building or a grid at the end. Of the holders of the same row, which nobody puts into a
cell by chance, the shape of a name is enough, but for two characters that begin a longer name of a
place: 张家村1栋 keeps its name, whoever is called 张家.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Set
from dataclasses import dataclass, field

from loaders.values.privacy import has_organization_word, names_a_holder
from loaders.values.surnames import looks_like_a_name
from loaders.values.text import INVISIBLE, SPACES, compact

MARK = "…"
_DOTS = "·•・‧∙⋅"
_LEFT_OUT = re.compile(f"[{INVISIBLE}{SPACES}{_DOTS}]")
_PLAIN = re.compile("[0-9A-Za-z#()\\-\u4e00-\u9fff]*")
_LETTER = "(?:[^\\W\\d_a-z]|[\ue000-\uf8ff\U000f0000-\U0010fffd])"
_NAME = re.compile(f"{_LETTER}{{2,10}}|[a-z][a-z.'-]{{3,40}}")
_LONG_NAME = re.compile(f"{_LETTER}{{2,25}}")
_NO_NAME = re.compile(
    "^[无暂未空缺待已有同党]|[员人]$|^[东南西北中前后上下左右内外新老大小一二三四五六七八九十甲乙丙丁]"
    "[区座苑期楼村门栋巷街路院侧面边]$"
)
"""What stands in a column of names where nobody is named: 暂无, 待定, 空缺, 党员, 北区."""

_ROLE = (
    "联系人|联络人|负责人|责任人|副?书记|副?主任|站长|经理|组长|楼栋长|栋长|楼长|网格长|网格员|主席|会长|园长|"
    "校长|业主|户主|委员|队长|所长|院长|处长|局长|总监|老师|同志|先生|女士|姓名"
)
_BESIDE = re.compile(rf"(?:{_ROLE}|负责|代管|兼任?|家|的|和|及|[男女]|[\s、,;:/|.+&-])*")
_BRACKET = re.compile(r"\s*[(\[【〔<《{]([^()\[\]【】〔〕<>《》{}]*)[)\]】〕>》}]")
_IN_CHARGE = re.compile(
    rf"^(?:{_ROLE})|^\s*(?:负责|代管|主管|分管|兼管|牵头|挂点)|^\s*家(?:里|中)?(?=$|[\s)、,;])"
)
_CARE_OF = re.compile("(?:负责|代管|主管|分管|兼管|牵头)$")
_APART = re.compile(r"[\s_/|,、;:.~()\[\]\-‐-―−]$")
_ROLE_BEFORE = re.compile(rf"(?:{_ROLE})\s*:?\s*$")
_NUMBERED_BEFORE = re.compile("[0-9a-zA-Z)栋幢座楼号格部组元室]$")
_APART_AFTER = re.compile(r"^[\s_/|,、;:~()\[\]\-‐-―−0-9]")
_PLACE_AFTER = re.compile(
    "^[村庄园家苑湾路街巷里城桥围塘岭山河坊屯寨埔坑坪沙田头墩楼新社小大花广公栋幢座]"
)
_OF_A_VILLAGE = re.compile("^(?:.家.|.{2}[村庄围寨屯坊堡埔])")
_POLITE_END = re.compile(rf"^\s*(?:{_ROLE}|家(?:里|中)?)?\s*$")
_SOMETHING = re.compile(r"[^\W_]")


def _keyed(text: str) -> tuple[str, str, list[int]]:
    """The text in NFKC, its key, and where in it each character of the key stands."""
    normal = unicodedata.normalize("NFKC", text)
    kept = [i for i, character in enumerate(normal) if not _LEFT_OUT.match(character)]
    return normal, "".join(normal[i].lower()[:1] for i in kept), kept


def person_key(text: str) -> str:
    """The form in which names are compared: the key of `_keyed` without the places."""
    if _PLAIN.fullmatch(text):
        return text.lower()
    normal = unicodedata.normalize("NFKC", text).replace("İ", "i")  # the one of two when small
    return _LEFT_OUT.sub("", normal).lower()


@dataclass(frozen=True, eq=False)
class Withheld:
    """The names of a load: `texts` as they stand in the cells, `keys` those that are names inside
    a text too, by their length."""

    texts: frozenset[str] = frozenset()
    keys: dict[int, frozenset[str]] = field(default_factory=dict, repr=False)

    def _has(self, key: str) -> bool:
        return any(
            key[start : start + length] in names
            for length, names in self.keys.items()
            for start in range(len(key) - length + 1)
        )

    def _spans(self, text: str) -> tuple[str, list[tuple[int, int]]]:
        """The text in NFKC, and where the names in it begin and end; the longer of two counts."""
        normal, key, places = _keyed(text)
        found: list[tuple[int, int]] = []
        taken: set[int] = set()
        for length in sorted(self.keys, reverse=True):
            for start in range(len(key) - length + 1):
                inside = range(start, start + length)
                if key[start : start + length] in self.keys[length] and taken.isdisjoint(inside):
                    first, last = places[start], places[start + length - 1] + 1
                    if _whole_word(normal, first, last):
                        taken.update(inside)
                        found.append((first, last))
        return normal, sorted(found)

    def inside(self, text: str) -> bool:
        """Whether a text has one of the names in it, wherever it stands."""
        if not self.keys or not self._has(person_key(text)):
            return False
        return bool(self._spans(text)[1])

    def found(self, text: str) -> frozenset[str]:
        """The keys of the names in a text, wherever they stand."""
        normal, spans = self._spans(text)
        return frozenset(person_key(normal[first:last]) for first, last in spans)

    def are(self, text: str) -> bool:
        """Whether a text is one of the names, or what else stood in a cell of names."""
        key = person_key(text)
        return text in self.texts or key in self.keys.get(len(key), ())

    def begin_a_place(self, text: str) -> bool:
        """Whether the only name in a text is two characters of a village's: 张家村, 李明围."""
        normal, spans = self._spans(text)
        return len(spans) == 1 and all(
            first == 0 and last == 2 and _OF_A_VILLAGE.match(normal) is not None
            for first, last in spans
        )

    def masked(self, text: str) -> str:
        """The text with a mark in the place of each of the names."""
        if not self.inside(text):
            return text
        normal, spans = self._spans(text)
        for first, last in reversed(spans):
            normal = f"{normal[:first]}{MARK}{normal[last:]}"
        return normal

    def cut(self, text: str, own: Collection[str] = ()) -> str | None:
        """The text without the names in it, "" where none is left of it, None where there is none.

        Only names count whose place says that they are one (see above); "" also where one stands
        in the middle, so that nothing sensible would be left. own: the keys of the holders of the
        same row.
        """
        if not self.inside(text):
            return None
        plain = self._without_brackets(text)
        rest = self._without_ends(plain, own)
        if rest == unicodedata.normalize("NFKC", text):
            return "" if self._standing(rest, own) else None
        return "" if self._standing(rest, own) or not _SOMETHING.search(rest) else rest

    def _without_brackets(self, text: str) -> str:
        """The text without the brackets that say nothing but who it is."""

        def named(found: re.Match[str]) -> str:
            content, spans = self._spans(found.group(1))
            for first, last in reversed(spans):
                content = content[:first] + content[last:]
            return "" if spans and _BESIDE.fullmatch(content) else found.group()

        return _BRACKET.sub(named, unicodedata.normalize("NFKC", text))

    def _standing(self, text: str, own: Collection[str]) -> list[tuple[int, int]]:
        """Where the names stand in a text of NFKC whose place says that they are one."""
        normal, spans = self._spans(text)
        return [(a, b) for a, b in spans if _is_one(normal[:a], normal[a:b], normal[b:], own)]

    def _without_ends(self, text: str, own: Collection[str]) -> str:
        """The text without the names that end it, or begin it before a space or a dash."""
        while spans := self._standing(text, own):
            first, last = spans[-1]
            if _POLITE_END.match(text[last:]) and not _ROLE_BEFORE.search(text[:first]):
                text = re.sub(r"[\s_/|,、;:~\-‐-―−]+$", "", text[:first])
                continue
            first, last = spans[0]
            if first == 0 and _APART_AFTER.match(text[last:]):
                text = re.sub(r"^[\s_/|,、;:~\-‐-―−]+", "", text[last:])
                continue
            break
        return text


def _whole_word(text: str, first: int, last: int) -> bool:
    """Whether no letter of the same Latin word stands beside; of other scripts anything is."""
    if not text[first].isascii():
        return True
    before, after = text[first - 1 : first], text[last : last + 1]
    return not any(c.isascii() and c.isalpha() for c in (before, after) if c)


def _is_one(before: str, name: str, after: str, own: Collection[str]) -> bool:
    """Whether a name is meant as one where it stands between these texts."""
    key = person_key(name)
    ends = _POLITE_END.match(after) is not None
    if ends and (not before.strip() or _APART.search(before) or _ROLE_BEFORE.search(before)):
        return True
    if _IN_CHARGE.match(after):
        return True
    if not looks_like_a_name(key) and not re.search(f"[{_DOTS}]", name):
        return False
    of_row, long = key in own, len(key) > 2
    if ends and (of_row or long) and _NUMBERED_BEFORE.search(before):
        return True
    if not before and _APART_AFTER.match(after) and (of_row or long):
        return True
    if (of_row or long) and _cared_for(before, after):
        return True
    return of_row and (long or ends or not _PLACE_AFTER.match(after))


def _cared_for(before: str, after: str) -> bool:
    """Whether a text says who looks after something: 周芳小区代管."""
    return not before and _CARE_OF.search(after.rstrip()) is not None


def withheld_names(texts: Set[str], known: Withheld | None = None) -> Withheld:
    """What is withheld in a load, from the values of its columns of persons.

    known: what some of them have given already.
    """
    known = known or Withheld()
    by_length: dict[int, set[str]] = {}
    for text in texts - known.texts:
        key = person_key(text)
        shape = _LONG_NAME if re.search(f"[{_DOTS}]", text) else _NAME
        if not shape.fullmatch(key) or _NO_NAME.search(key) or has_organization_word(text):
            continue
        by_length.setdefault(len(key), set()).add(key)
    keys = {n: known.keys.get(n, frozenset()) | new for n, new in by_length.items()}
    return Withheld(known.texts | texts, known.keys | keys)


def header_names_a_person(header: str, names: Withheld) -> bool:
    """Whether a header has one of these names in it, or says who holds a post: 书记：张某某."""
    plain = compact(header)
    return names.inside(plain) or (":" in plain and names_a_holder(plain))

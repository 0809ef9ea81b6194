"""Personal data to plant in rosters: each one is used once, so that a leak says where it came from.

Digits, names and addresses are made up; they have the shape of real ones and stand nowhere else.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from itertools import permutations

#: Rare characters, so that a given name of two of them is in no other text.
_GIVEN = ["".join(pair) for pair in permutations("翀旸珺骞珩琰钰泓煊栩澍", 2)]
_SURNAMES = ("欧阳", "司徒", "章", "龚", "郝", "缪", "戚")
_FULL_WIDTH = {ord(c): chr(ord(c) + 0xFEE0) for c in "0123456789X"}


@dataclass(frozen=True)
class Planted:
    """One text that must come out nowhere: what it is, where it was put, how it was written."""

    kind: str
    where: str
    written: str
    also: tuple[str, ...] = ()

    @cached_property
    def forms(self) -> frozenset[str]:
        """The texts to look for: as written, and as a program that cleans it would write it."""
        plain = unicodedata.normalize("NFKC", self.written)
        bare = "".join(c for c in plain if c.isalnum())
        found = {self.written, plain, *self.also}
        if self.kind in ("mobile", "identity card", "room code", "telephone"):
            found.add(bare.removeprefix("86"))
        # One that contains another says nothing more.
        return frozenset(
            form for form in found if not any(other in form for other in found - {form})
        )


@dataclass
class Planter:
    """Gives out personal data, never the same twice, and remembers all of it."""

    planted: list[Planted] = field(default_factory=list)

    def _new(self, kind: str, where: str, written: str, *also: str) -> str:
        self.planted.append(Planted(kind, where, written, also))
        return written

    @property
    def _number(self) -> int:
        return len(self.planted)

    def name(self, where: str) -> str:
        """A person's name."""
        given = _GIVEN[sum(p.kind == "name" for p in self.planted)]
        surname = _SURNAMES[self._number % len(_SURNAMES)]
        return self._new("name", where, surname + given, given, f"{surname} {given}")

    def identity(self, where: str, form: str = "{}") -> str:
        """An identity number of 18 characters; `form` "wide" is full-width, "gaps" has spaces."""
        digits = f"44030619{70 + self._number % 29}0{1 + self._number % 9}17{4000 + self._number}"
        return self._new("identity card", where, _formed(digits, form, (6, 14)), digits)

    def identity_of_15(self, where: str, form: str = "{}") -> str:
        digits = f"440306{50 + self._number % 40}0{1 + self._number % 9}19{400 + self._number}"
        return self._new("identity card", where, _formed(digits, form, (6, 12)), digits)

    def mobile(self, where: str, form: str = "{}") -> str:
        digits = f"1867549{4000 + self._number}"
        return self._new("mobile", where, _formed(digits, form, (3, 7)), digits)

    def telephone(self, where: str) -> str:
        return self._new("telephone", where, f"0755-8613{7000 + self._number}")

    def email(self, where: str) -> str:
        return self._new("e-mail", where, f"zhanghao{self._number}x@example.cn")

    def room(self, where: str) -> str:
        """A code of 25 digits: its first 19 may come out, the room may not."""
        digits = f"4403050060110100{900 + self._number}000{700 + self._number % 300}"
        return self._new("room code", where, digits)

    def birth(self, where: str) -> str:
        year, month, day = 1930 + self._number % 60, 1 + self._number % 9, 10 + self._number % 18
        return self._new(
            "birth date",
            where,
            f"{year}-{month:02}-{day}",
            f"{year}{month:02}{day}",
            f"{year}年{month}月{day}日",
            f"{year}/{month}/{day}",
        )

    def address(self, where: str) -> str:
        return self._new(
            "address", where, f"翠湖里{self._number}巷{self._number}号{self._number}04房"
        )


def _formed(digits: str, form: str, cuts: tuple[int, int]) -> str:
    if form == "wide":
        return digits.translate(_FULL_WIDTH)
    if form in ("gaps", "hyphens"):
        gap = " " if form == "gaps" else "-"
        return gap.join((digits[: cuts[0]], digits[cuts[0] : cuts[1]], digits[cuts[1] :]))
    return form.format(digits)

"""What ends a load: an input that was given by name and can't be used."""

from __future__ import annotations


class RosterError(Exception):
    """An input that can't be read at all: what happened and what to do, in both languages."""

    exit_code = 2

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

"""Why a file gives no sheets: a code, the values it names, and what to do, in two languages."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal


class Unreadable(Exception):
    """A file that is no roster, or a damaged one. `code` is a key of unreadable.yaml.

    No text of a cell is ever among the values.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def problem(self, language: Literal["zh", "en"]) -> str:
        """What is wrong, in words."""
        return catalogue()[self.code][f"problem_{language}"].format(**self.values)

    def remedy(self, language: Literal["zh", "en"]) -> str:
        """What to do about it, in words."""
        return catalogue()[self.code][f"remedy_{language}"].format(**self.values)

    def __str__(self) -> str:
        return self.problem("en")


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Every code with its problem_zh, problem_en, remedy_zh, remedy_en."""
    import yaml

    text = files("loaders.reading").joinpath("unreadable.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, str]] = yaml.safe_load(text)
    return found

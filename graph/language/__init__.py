"""The language of messages, table headers and pages: 中文 or English.

`choose` is called once by the command line; everything else asks `language()` or `say`.
"""

from __future__ import annotations

import locale
import os
from functools import cache
from importlib.resources import files
from typing import Literal, cast

Language = Literal["zh", "en"]
_chosen: Language | None = None


def choose(wanted: str | None) -> None:
    """Take `--lang`, else SHEQU_LANG, else the locale."""
    global _chosen
    _chosen = _from(wanted) or _from(os.environ.get("SHEQU_LANG")) or _from_locale()


def language() -> Language:
    """The language chosen, by the environment where nobody has chosen."""
    if _chosen is None:
        choose(None)
    return cast(Language, _chosen)


def say(key: str, **values: object) -> str:
    """The message `key` of messages.yaml in the chosen language, with its values."""
    return str(_messages()[key][language()]).format(**values)


def _from(text: str | None) -> Language | None:
    if text is None:
        return None
    if text.lower().startswith("zh"):
        return "zh"
    return "en" if text.lower().startswith("en") else None


def _from_locale() -> Language:
    names = [os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    name = next((name for name in names if name), None) or locale.getlocale()[0]
    return "zh" if name is not None and name.lower().startswith(("zh", "chinese")) else "en"


@cache
def _messages() -> dict[str, dict[str, str]]:
    import yaml

    found: dict[str, dict[str, str]] = {}
    for source in sorted(files("graph.language").iterdir(), key=lambda source: source.name):
        if source.name.endswith(".yaml"):
            found |= yaml.safe_load(source.read_text(encoding="utf-8"))
    return found

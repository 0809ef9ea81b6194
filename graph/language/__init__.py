"""The language of messages, table headers and pages: 中文 or English.

`choose` is called once by the command line; everything else asks `language()` or `say`. The texts
stand in the YAML files of this folder, one a part of the program; each key begins with the name of
its part.
"""

from __future__ import annotations

import locale
import os
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

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


def known(text: str) -> bool:
    """Whether `text` names one of the two languages."""
    return _from(text) is not None


def say(key: str, **values: object) -> str:
    """The message `key` in the chosen language, with its values; KeyError where there is none."""
    return str(_messages()[key][language()]).format(**values)


def unfilled(key: str) -> str:
    """The message `key` in the chosen language, for a script that fills in its values."""
    return str(_messages()[key][language()])


def beginning(start: str) -> list[str]:
    """The keys that begin so: a family of messages, of which a program picks one as it runs."""
    return [key for key in _messages() if key.startswith(start)]


def has(key: str) -> bool:
    """Whether there is a message `key`."""
    return key in _messages()


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

    # libyaml's loader where PyYAML was built with it: a tenth of the time, at every start
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, dict[str, str]] = {}
    for source in sorted(files("graph.language").iterdir(), key=lambda source: source.name):
        if source.name.endswith(".yaml"):
            texts = yaml.load(source.read_text(encoding="utf-8"), Loader=loader)
            found |= texts or {}
    return found

"""The columns of what is written: English keys, and their labels and codes in the chosen language.

A label is the one that the caller gives (a question names its own columns), else that of
output.yaml, else the ontology's for the property of that name. The ontology is read only when a
label or a code is asked for: JSON and CSV need neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph.language import Language, has, language, say

if TYPE_CHECKING:
    from ontology import Column as OntologyColumn

_IDENTIFIER = "_id"
_SHARES = frozenset({"rate", "share"})


@dataclass(frozen=True)
class Column:
    """A column by its English key.

    `given` is the label that the caller has for it, `code_list` the name of the ontology's code
    list of its values, `given_codes` the labels of codes that are in no such list (where both are
    None, the ontology's property of that name tells); `plain` says that its values and key are
    shown as they are (a free query). In a workbook, `address` is where its heading leads
    to, and `width` how many characters wide it is, where its texts don't tell.
    """

    key: str
    given: str | None = None
    code_list: str | None = None
    given_codes: Mapping[str, str] | None = None
    plain: bool = False
    address: str | None = None
    width: float | None = None

    @property
    def label(self) -> str:
        """What it is called in the chosen language."""
        return self.given or (self.key if self.plain else label_of(self.key))

    @property
    def codes(self) -> Mapping[str, str]:
        """The codes that its values may be, and what they are called in the chosen language."""
        if self.plain:
            return {}
        if self.given_codes is not None and self.code_list is None:
            return self.given_codes
        return {**_codes(self.key, self.code_list, language()), **(self.given_codes or {})}

    @property
    def identifier(self) -> bool:
        """Whether it holds the IRI of a thing whose name stands beside it."""
        return self.key.endswith(_IDENTIFIER) and not self.plain

    @property
    def share(self) -> bool:
        """Whether its numbers are parts of one, which people read in per cent."""
        return not self.plain and (self.key in _SHARES or self.key.endswith("_share"))


def columns_of(keys: Iterable[str], *, plain: bool = False) -> tuple[Column, ...]:
    """The columns of `keys`, with the labels and codes that the ontology and output.yaml have."""
    return tuple(Column(key, plain=plain) for key in keys)


def label_of(key: str) -> str:
    """What the column `key` is called in the chosen language; the key where nobody has named it."""
    if has(f"output_column_{key}"):
        return say(f"output_column_{key}")
    labels = _ontology_labels(language())
    if key.endswith(_IDENTIFIER) and key not in labels:
        return say("output_identifier", of=label_of(key.removesuffix(_IDENTIFIER)))
    return labels.get(key, key)


def _ontology_columns() -> Iterator[OntologyColumn]:
    from ontology import load_model

    model = load_model()
    for label in model.labels.values():
        yield from label.columns
    for relationship in model.relationships.values():
        yield from relationship.columns


@cache
def _ontology_labels(wanted: Language) -> dict[str, str]:
    return {
        column.name: column.zh if wanted == "zh" else column.en for column in _ontology_columns()
    }


@cache
def _codes(key: str, code_list: str | None, wanted: Language) -> dict[str, str]:
    """Notation → label: of the list, else of the property of that name, and what all columns share.

    A `kind` may be of any node label, for the questions mix them.
    """
    from ontology import load_model

    model = load_model()
    if code_list is not None:
        own = {code_list}
    elif key == "kind" or key.endswith("_kind"):
        own = {label.kinds for label in model.labels.values() if label.kinds is not None}
    else:
        own = {c.code_list for c in _ontology_columns() if c.name == key and c.code_list}
    labels = {
        name: label.zh if wanted == "zh" else label.en
        for label in model.labels.values()
        for name in (label.name, label.slug)
    }
    codes = {
        code.notation: code.zh if wanted == "zh" else code.en
        for name in sorted(own)
        for code in model.code_lists[name].codes.values()
    }
    return {code: say(f"output_code_{code}") for code in _COMMON} | labels | codes


# Codes that any column may hold: answers, and the state of a row.
_COMMON = ("yes", "no", "unknown", "gap", "none", "error", "warning")

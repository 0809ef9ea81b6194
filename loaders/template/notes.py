"""What the empty workbook says of each column: what it means, whether it is required, its form.

Made from the roster kinds and the ontology, with the texts of template.yaml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from loaders.kinds import Field, RosterKind
from ontology import load_model

_MARK = "*"
_AROUND = frozenset({"Subdistrict", "Community"})


@dataclass(frozen=True)
class Words:
    """The texts of template.yaml in one language."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """The text `key`, with its values."""
        return str(wording()[key][self.language]).format(**values)

    def lines(self, key: str) -> list[str]:
        """The texts of a list."""
        return [str(text[self.language]) for text in wording()[key]]

    def of_type(self, type_: str) -> str:
        """What goes into a column of a type."""
        return str(wording()["types"][type_][self.language])

    def label(self, of: Any) -> str:
        """The label of something in the ontology."""
        return str(of.zh if self.language == "zh" else of.en)

    def listed(self, texts: Sequence[str]) -> str:
        """Texts one after the other."""
        return str(wording()["list_separator"][self.language]).join(texts)


@cache
def wording() -> dict[str, Any]:
    """The texts of template.yaml, by their keys and languages."""
    source = files("loaders.template").joinpath("template.yaml")
    loaded: dict[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return loaded


def columns(kind: RosterKind) -> list[Field]:
    """The fields that the template has a column for."""
    return [
        spec
        for spec in kind.fields.values()
        if spec.headers and spec.in_template and spec.type != "ignored"
    ]


def header(spec: Field) -> str:
    """The header of a column: the first spelling, and a mark where it is required."""
    return spec.headers[0] + (_MARK if spec.required else "")


def choices(spec: Field, words: Words) -> tuple[str, ...]:
    """The values that a column's drop-down offers; empty where it has none."""
    lists = load_model().code_lists
    if spec.type in ("yes_no", "answer"):
        answers = lists["Answer"].codes
        return tuple(words.label(answers[notation]) for notation in ("yes", "no"))
    if spec.code_list is None:
        return ()
    return tuple(words.label(code) for code in lists[spec.code_list].codes.values())


def note(kind: RosterKind, spec: Field, words: Words) -> str:
    """What goes into a column: what it means, whether it is required, its form, its list."""
    offered = choices(spec, words)
    lines = [
        *_meanings(kind, spec, words),
        words("required") if spec.required else words("optional"),
        words.of_type(spec.type),
    ]
    if spec.from_name:
        lines.append(words("from_name"))
    if spec.to:
        labels = [words.label(load_model().labels[label]) for label in spec.to]
        lines.append(words("names", labels=words("or").join(labels)))
    if spec.to and set(spec.to) <= _AROUND:
        lines.append(words("around"))
    if spec.tells:
        lines.append(words("tells"))
    if spec.ranges:
        lines.append(words("ranges"))
    elif spec.many or spec.type == "names":
        lines.append(words("several"))
    if offered and spec.code_list is not None:
        lines.append(words("open_list" if spec.open else "choose", values=words.listed(offered)))
    if _blank_is_none(kind, spec):
        lines.append(words("blank_is_none"))
    return "\n".join(line for line in lines if line)


def _meanings(kind: RosterKind, spec: Field, words: Words) -> list[str]:
    """What a column states: properties of nodes and ties, by the ontology's labels."""
    model = load_model()
    found = []
    for node in kind.nodes.values():
        label = model.labels[node.label]
        columns = {column.name: column for column in label.columns}
        if node.holder == spec.name:
            found.append(
                words("property", of=words.label(label), name=_kind(node.kind, node.label, words))
            )
        named = [name for name, source in node.columns.items() if source == spec.name]
        named += ["name"] if node.name == spec.name else []
        found += [
            words("property", of=words.label(label), name=words.label(columns[name]))
            for name in named
        ]
    for tie in kind.ties:
        if spec.name in (tie.start, tie.end):
            ends = [_end(kind, end, words) for end in (tie.start, tie.end)]
            found.append(f"{ends[0]} {words.label(model.relationships[tie.type])} {ends[1]}")
    return list(dict.fromkeys(found))


def _kind(notation: str | None, label: str, words: Words) -> str:
    """What a kind of a node label is called; the label itself where no kind is stated."""
    model = load_model()
    kinds = model.labels[label].kinds
    if notation is None or kinds is None:
        return words.label(model.labels[label])
    return words.label(model.code_lists[kinds].codes[notation])


def _end(kind: RosterKind, end: str, words: Words) -> str:
    """What stands at the end of a tie: a node of the row, or what a column refers to."""
    alias, _, of_post = end.partition(".")
    if of_post:  # the body that a post belongs to where the row names none
        return _kind(kind.nodes[alias].body, "GovernanceBody", words)
    labels = (kind.nodes[end].label,) if end in kind.nodes else kind.fields[end].to
    return words("or").join(words.label(load_model().labels[label]) for label in labels)


def _blank_is_none(kind: RosterKind, spec: Field) -> bool:
    """Whether a blank cell says that there is none (RULES 1): the column asks for a tie."""
    # a blank name is an unknown holder, not a vacant post (RULES 17)
    if spec.required or spec.type == "holder":
        return False
    return any(
        tie.asks is not None and spec.name in (tie.asked_by or (tie.start, tie.end))
        for tie in kind.ties
    )

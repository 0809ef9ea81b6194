"""The roster kinds: what each YAML file beside this module (loaders/rosters/) declares.

A kind says its columns (fields, with the spellings of their headers and how they are read), the
nodes that a row states, and the ties between them. Adding a kind is adding a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from loaders.kind_parts import (
    Condition,
    Counting,
    Field,
    Figure,
    NodeSpec,
    RosterKind,
    Saying,
    TieSpec,
)
from ontology import CodeList, load_model

__all__ = [
    "Condition",
    "Counting",
    "Field",
    "Figure",
    "NodeSpec",
    "RosterKind",
    "RosterKindError",
    "Saying",
    "TieSpec",
    "parse_kind",
    "roster_kinds",
]

FIELD_TYPES = frozenset(
    {"name", "names", "text", "reference", "count", "number", "date", "yes_no", "answer"}
    | {"code_list", "division_code", "building_code", "uscc", "code", "holder", "ignored"}
    | {"longitude", "latitude", "position"}
)
MISSING = frozenset({"unlisted", "unlisted_where_no_roster", "issue"})


class RosterKindError(Exception):
    """A roster file is wrong; the message names the file and the entry."""


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(str(item) for item in _sequence(value))


def _sequence(value: object) -> list[object]:
    if not isinstance(value, list):
        raise RosterKindError(f"a list was expected, not {value!r}")
    return value


def _conditions(value: Mapping[str, list[str]] | None) -> tuple[Condition, ...]:
    return tuple(Condition(name, _texts(values)) for name, values in (value or {}).items())


def _field(name: str, entry: dict[str, Any]) -> Field:
    entry = dict(entry)
    made = Field(
        name=name,
        headers=_texts(entry.pop("headers", None)),
        code_list=entry.pop("list", None),
        to=_texts(entry.pop("to", None)),
        instead=_texts(entry.pop("instead", None)),
        **entry,
    )
    model = load_model()
    if made.type not in FIELD_TYPES or made.missing not in MISSING:
        raise RosterKindError(f"{name}: unknown type {made.type} or missing {made.missing}")
    if made.code_list is not None and made.code_list not in model.code_lists:
        raise RosterKindError(f"{name}: the ontology has no code list {made.code_list}")
    if made.type == "code_list" and made.code_list is None:
        raise RosterKindError(f"{name}: a code_list field says of which list")
    if (made.type == "reference") != bool(made.to) or not set(made.to) <= set(model.labels):
        raise RosterKindError(f"{name}: a reference says which node labels it refers to")
    if made.header_tells and (made.code_list is None or made.type != "code_list"):
        raise RosterKindError(f"{name}: headers tell the value of a code list")
    _known_codes(name, made.code_list, made.header_tells.values())
    if made.opposite_of is not None and made.type != "yes_no":
        raise RosterKindError(f"{name}: only a yes or no has an opposite")
    return made


def _known_codes(where: str, code_list: str | None, values: Iterable[object]) -> None:
    """Raise where a value is not in the code list, if there is one."""
    if code_list is None:
        return
    codes = load_model().code_lists[code_list].codes
    if unknown := sorted(str(value) for value in values if value not in codes):
        raise RosterKindError(f"{where}: {code_list} has no {unknown}")


def _told_name(entry: Mapping[str, Any] | None) -> dict[str, str]:
    """A told name in Chinese by kind; "" where one serves all kinds."""
    if entry is None:
        return {}
    return {"": entry["zh"]} if "zh" in entry else dict(entry)


def _node(alias: str, entry: dict[str, Any]) -> NodeSpec:
    entry = dict(entry)
    code = entry.pop("code", None)
    spec = NodeSpec(
        alias=alias,
        code=(code["field"], code["digits"]) if code else None,
        told_name=_told_name(entry.pop("told_name", None)),
        when=_conditions(entry.pop("when", None)),
        unless=_conditions(entry.pop("unless", None)),
        states_coverage=_texts(entry.pop("states_coverage", None)),
        **entry,
    )
    model = load_model()
    if spec.label not in model.labels:
        raise RosterKindError(f"{alias}: the ontology has no node label {spec.label}")
    label = model.labels[spec.label]
    columns = {column.name: column for column in label.columns}
    if unknown := {*spec.columns, *spec.constant} - set(columns):
        raise RosterKindError(f"{alias}: {spec.label} has no column {sorted(unknown)}")
    _known_codes(alias, label.kinds, [spec.kind] if spec.kind else ())
    for column, value in spec.constant.items():
        _known_codes(alias, columns[column].code_list, [value])
    if (spec.label == "Post") != (spec.holder is not None):
        raise RosterKindError(f"{alias}: a Post, and nothing else, has a holder")
    return spec


def _tie(entry: dict[str, Any]) -> TieSpec:
    entry = dict(entry)
    spec = TieSpec(
        type=entry.pop("type"),
        start=entry.pop("from"),
        end=entry.pop("to"),
        when=_conditions(entry.pop("when", None)),
        unless_stated=_texts(entry.pop("unless_stated", None)),
        asked_by=_texts(entry.pop("asked_by", None)),
        **entry,
    )
    if spec.type not in load_model().relationships:
        raise RosterKindError(f"the ontology has no relationship type {spec.type}")
    return spec


def _counting(entry: dict[str, Any]) -> Counting:
    figures = {}
    for name, condition in entry["figures"].items():
        (found,) = _conditions(condition) or (None,)
        figures[name] = Figure(found.field, found.values) if found is not None else Figure()
    return Counting(_texts(entry["by"]), figures)


def parse_kind(text: str, file: str) -> RosterKind:
    """The roster kind that a YAML text declares.

    Raises `RosterKindError`, which names the file and the entry, where the text names a field, a
    node, a column or a code that is not there.
    """
    entry = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    try:
        kind = RosterKind(
            name=entry.pop("roster"),
            zh=entry["title"]["zh"],
            en=entry.pop("title")["en"],
            fields={name: _field(name, f) for name, f in entry.pop("fields").items()},
            nodes={alias: _node(alias, n) for alias, n in entry.pop("nodes").items()},
            ties=tuple(_tie(t) for t in entry.pop("ties")),
            says=tuple(Saying(**s) for s in entry.pop("says", ())),
            titles=_texts(entry.pop("titles", None)),
            told_by=_texts(entry.pop("told_by", None)),
            counted=tuple(_counting(c) for c in entry.pop("counted", ())),
            **entry,
        )
        _check(kind)
    except (KeyError, TypeError, ValueError, RosterKindError) as error:
        raise RosterKindError(f"{file}: {error}") from error
    return kind


def _check(kind: RosterKind) -> None:
    """Raise where an entry names a field or a node that the kind does not have."""
    fields, nodes = set(kind.fields), set(kind.nodes)
    ends = fields | nodes | {f"{node.alias}.organization" for node in kind.nodes.values()}
    codes: dict[str, CodeList | None] = {
        name: load_model().code_lists[spec.code_list] if spec.code_list else None
        for name, spec in kind.fields.items()
    }

    def known(where: str, used: Iterable[str], among: set[str] = fields) -> None:
        if unknown := sorted(set(used) - among):
            raise RosterKindError(f"{where} names {unknown}")

    def conditions(where: str, found: Iterable[Condition]) -> None:
        for condition in found:
            known(where, [condition.field])
            code_list = codes[condition.field]
            _known_codes(where, code_list.name if code_list else None, condition.values)

    for spec in kind.fields.values():
        own = [spec.within, spec.told_in, spec.opposite_of]
        known(f"the field {spec.name}", [*spec.instead, *(name for name in own if name)])
    for node in kind.nodes.values():
        known(f"the node {node.alias}", node.fields)
        known(f"the node {node.alias}", filter(None, [node.organization, node.distinct]), ends)
        conditions(f"the node {node.alias}", [*node.when, *node.unless])
    for tie in kind.ties:
        where = f"the tie {tie.type}"
        known(where, {tie.start, tie.end}, ends)
        known(where, {*tie.columns.values(), *tie.unless_stated, *tie.asked_by})
        conditions(where, tie.when)
        columns = {column.name for column in load_model().relationships[tie.type].columns}
        known(where, tie.columns, columns)
    for saying in kind.says:
        known("says", [saying.of, *([saying.field] if saying.field else [])])
        labels = [load_model().labels[label] for label in kind.fields[saying.of].to]
        known("says", [saying.column], {c.name for label in labels for c in label.columns})
    for counting in kind.counted:
        known("counted", [*counting.by, *counting.figures])
        for name, figure in counting.figures.items():
            if figure.field is not None:
                conditions(f"the figure {name}", [Condition(figure.field, figure.values)])


@cache
def roster_kinds() -> dict[str, RosterKind]:
    """All roster kinds by name, in the order of their file names."""
    sources = [
        source
        for source in files("loaders").joinpath("rosters").iterdir()
        if source.name.endswith(".yaml")
    ]
    kinds = [
        parse_kind(source.read_text(encoding="utf-8"), source.name)
        for source in sorted(sources, key=lambda source: source.name)
    ]
    return {kind.name: kind for kind in kinds}

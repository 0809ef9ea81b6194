"""The roster kinds: what each YAML file beside this module (loaders/rosters/) declares.

A kind says its columns (fields, with the spellings of their headers and how they are read), the
nodes that a row states, and the ties between them. Adding a kind is adding a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ontology import load_model

FIELD_TYPES = frozenset(
    {"name", "names", "text", "reference", "count", "number", "date", "yes_no", "answer"}
    | {"code_list", "division_code", "building_code", "uscc", "code"}
)
MISSING = frozenset({"unlisted", "unlisted_where_no_roster", "issue"})


class RosterKindError(Exception):
    """A roster file is wrong; the message names the file and the entry."""


@dataclass(frozen=True)
class Field:
    """A column of a roster: its header spellings, how its cells are read, what they refer to."""

    name: str
    headers: tuple[str, ...]
    type: str
    required: bool = False
    code_list: str | None = None
    open: bool = False
    from_name: bool = False
    tells: bool = False
    length: int | None = None
    to: tuple[str, ...] = ()
    many: bool = False
    ranges: bool = False
    within: str | None = None
    missing: str = "unlisted_where_no_roster"


@dataclass(frozen=True)
class Condition:
    """A row qualifies where the field has one of the values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class NodeSpec:
    """A node that a row states. `alias` names it for the ties of the same roster.

    name: the field with its name (a list field makes one node an item); told_name: the name where
    the field only says yes; named_by: a field whose presence says yes where `name` is blank;
    kind, constant: fixed values; columns: column → field; code: (field, digits kept);
    organization: the alias of its owner; of: the field of the place a figure is about;
    value: the field of a figure; outside_estate: it stands outside any estate; states_coverage: the
    fields that say what it covers.
    """

    alias: str
    label: str
    name: str | None = None
    alternative_name: str | None = None
    told_name: str | None = None
    named_by: str | None = None
    kind: str | None = None
    constant: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    code: tuple[str, int] | None = None
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    organization: str | None = None
    of: str | None = None
    value: str | None = None
    outside_estate: bool = False
    states_coverage: tuple[str, ...] = ()


@dataclass(frozen=True)
class TieSpec:
    """A tie that a row states, between aliases of nodes or reference fields.

    unless_stated: only where these fields are blank; asks: the key of Community.asked, with {kind}
    for the kinds that the sheet names; asked_by: it asks only where one of these columns is there.
    """

    type: str
    start: str
    end: str
    columns: Mapping[str, str] = field(default_factory=dict)
    when: tuple[Condition, ...] = ()
    unless_stated: tuple[str, ...] = ()
    asks: str | None = None
    asked_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class RosterKind:
    """One roster kind, as its YAML file says."""

    name: str
    zh: str
    en: str
    fields: Mapping[str, Field]
    nodes: Mapping[str, NodeSpec]
    ties: tuple[TieSpec, ...]

    @property
    def required(self) -> frozenset[str]:
        """The fields without which a sheet is not of this kind."""
        return frozenset(f.name for f in self.fields.values() if f.required and not f.from_name)


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
        headers=_texts(entry.pop("headers")),
        code_list=entry.pop("list", None),
        to=_texts(entry.pop("to", None)),
        **entry,
    )
    model = load_model()
    if made.type not in FIELD_TYPES or made.missing not in MISSING:
        raise RosterKindError(f"{name}: unknown type {made.type} or missing {made.missing}")
    if made.code_list is not None and made.code_list not in model.code_lists:
        raise RosterKindError(f"{name}: the ontology has no code list {made.code_list}")
    if (made.type == "reference") != bool(made.to) or not set(made.to) <= set(model.labels):
        raise RosterKindError(f"{name}: a reference says which node labels it refers to")
    return made


def _node(alias: str, entry: dict[str, Any]) -> NodeSpec:
    entry = dict(entry)
    code = entry.pop("code", None)
    told = entry.pop("told_name", None)
    spec = NodeSpec(
        alias=alias,
        code=(code["field"], code["digits"]) if code else None,
        told_name=told["zh"] if told else None,
        when=_conditions(entry.pop("when", None)),
        unless=_conditions(entry.pop("unless", None)),
        states_coverage=_texts(entry.pop("states_coverage", None)),
        **entry,
    )
    columns = {column.name for column in load_model().labels[spec.label].columns}
    if unknown := {*spec.columns, *spec.constant} - columns:
        raise RosterKindError(f"{alias}: {spec.label} has no column {sorted(unknown)}")
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


def _kind(text: str, file: str) -> RosterKind:
    entry = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    try:
        kind = RosterKind(
            name=entry["roster"],
            zh=entry["title"]["zh"],
            en=entry["title"]["en"],
            fields={name: _field(name, f) for name, f in entry["fields"].items()},
            nodes={alias: _node(alias, n) for alias, n in entry["nodes"].items()},
            ties=tuple(_tie(t) for t in entry["ties"]),
        )
    except (KeyError, TypeError, RosterKindError) as error:
        raise RosterKindError(f"{file}: {error}") from error
    named = {*kind.fields, *kind.nodes}
    for tie in kind.ties:
        used = {tie.start, tie.end, *tie.columns.values(), *tie.unless_stated, *tie.asked_by}
        if unknown := used - named:
            raise RosterKindError(f"{file}: the tie {tie.type} names {sorted(unknown)}")
    return kind


@cache
def roster_kinds() -> dict[str, RosterKind]:
    """All roster kinds by name, in the order of their file names."""
    sources = [
        source
        for source in files("loaders").joinpath("rosters").iterdir()
        if source.name.endswith(".yaml")
    ]
    kinds = [
        _kind(source.read_text(encoding="utf-8"), source.name)
        for source in sorted(sources, key=lambda source: source.name)
    ]
    return {kind.name: kind for kind in kinds}

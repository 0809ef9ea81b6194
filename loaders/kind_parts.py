"""What a roster kind is made of: its fields, the nodes and ties that a row states.

The YAML files in loaders/rosters/ say them (see `kinds`); each option is explained here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Field:
    """A column of a roster: its header spellings, how its cells are read, what they refer to.

    type: one of `kinds.FIELD_TYPES`; a `holder` is a person's name, which serves in memory only.
    required: a sheet without this column is not of the kind, and a row without it is rejected;
    instead: unless one of these fields is there (see RosterKind.told_by).
    code_list: the list of a code_list field; of an answer, a list whose values mean yes, but for
    its `none`. open: other texts are kept as they are. spellings: further spellings in this column
    alone. within: of a reference with ranges the field of the estate, of a code list the field of
    the thing it is a kind in (主任 in a 居委会). from_name: else told by the row's name.
    told_by_title: else by what stands above or in the sheet's and the file's name. header_tells:
    else by this spelling of any header, or a word in one. told_in: else by a word in this field's
    text that is one of the spellings. opposite_of: fills that field, where it is blank, with the
    contrary. may_be_text: a text that is no figure is no error, and not kept.
    to, many, ranges, missing: what a reference refers to, whether a cell has several, ranges of
    buildings, and what happens where it is on no roster. locates: a row that names no community
    stands in that of what it refers to. tells: the cell may be a yes or no instead of a name.
    in_template: the empty workbook of `shequ template` has a column for it.
    """

    name: str
    headers: tuple[str, ...]
    type: str
    required: bool = False
    instead: tuple[str, ...] = ()
    code_list: str | None = None
    open: bool = False
    spellings: Mapping[str, str] = field(default_factory=dict)
    from_name: bool = False
    told_by_title: bool = False
    header_tells: Mapping[str, str] = field(default_factory=dict)
    told_in: str | None = None
    opposite_of: str | None = None
    may_be_text: bool = False
    tells: bool = False
    length: int | None = None
    to: tuple[str, ...] = ()
    many: bool = False
    ranges: bool = False
    within: str | None = None
    missing: str = "unlisted_where_no_roster"
    in_template: bool = True
    locates: bool = False


@dataclass(frozen=True)
class Condition:
    """A row qualifies where the field has one of the values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class NodeSpec:
    """A node that a row states. `alias` names it for the ties of the same roster.

    name: the field with its name (a list field makes one node an item); told_name: the name where
    the field only says yes, or is blank, with {field}s of the row in it (by kind where the kinds
    differ); named_by: a field whose presence says yes where `name` is blank;
    kind, constant: fixed values; columns: column → field; code: (field, digits kept);
    organization: the alias or field of its owner; of: the field of the place or organization a
    figure is about; value: the field of a figure; summed: the figures of several rows about the
    same are added up; outside_estate: it stands outside any estate; states_coverage: the
    fields that say what it covers.
    Of a Post: holder: the field of its holder's name; by_row: the row states the post where the
    name is blank too; body: the kind of the community's governance body that it belongs to where
    no organization is named (its end for ties is ALIAS.organization); distinct: the field or
    alias that tells two vacant posts apart.
    """

    alias: str
    label: str
    name: str | None = None
    alternative_name: str | None = None
    told_name: Mapping[str, str] = field(default_factory=dict)
    named_by: str | None = None
    kind: str | None = None
    constant: Mapping[str, str | bool] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    code: tuple[str, int] | None = None
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    organization: str | None = None
    of: str | None = None
    value: str | None = None
    summed: bool = False
    outside_estate: bool = False
    states_coverage: tuple[str, ...] = ()
    holder: str | None = None
    by_row: bool = False
    body: str | None = None
    distinct: str | None = None

    @property
    def fields(self) -> set[str]:
        """Every field that the node names."""
        named = {self.name, self.alternative_name, self.named_by, self.value, self.of}
        named |= {self.holder, self.code[0] if self.code else None}
        named |= {*self.columns.values(), *self.states_coverage}
        named |= {condition.field for condition in (*self.when, *self.unless)}
        return {name for name in named if name is not None}


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
class Saying:
    """What a row says of a thing that it refers to: `column` of the nodes of the field `of`.

    value: that value; field: the figure in that field, added up over the rows about the same.
    """

    of: str
    column: str
    value: str | bool | None = None
    field: str | None = None


@dataclass(frozen=True)
class Figure:
    """A figure counted over persons' rows: by `field`, of those whose cell has one of `values`."""

    field: str | None = None
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Counting:
    """How a roster of persons is counted: `figures` by these fields; nothing else leaves it."""

    by: tuple[str, ...]
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class RosterKind:
    """One roster kind, as its YAML file says.

    titles: words that decide for this kind where headers fit several; yields: where no title
    decides, another kind that fits as well has the sheet. told_by: words in a header, a title, the
    sheet's or the file's name that tell this kind: only a sheet with one may lack a required field
    for another (`instead`), and with only_told no other is of this kind at all. counted: the rows
    are persons, which are counted as they are read. accounted_as: the kind that the account names.
    """

    name: str
    zh: str
    en: str
    fields: Mapping[str, Field]
    nodes: Mapping[str, NodeSpec]
    ties: tuple[TieSpec, ...]
    says: tuple[Saying, ...] = ()
    titles: tuple[str, ...] = ()
    yields: bool = False
    told_by: tuple[str, ...] = ()
    only_told: bool = False
    counted: tuple[Counting, ...] = ()
    accounted_as: str | None = None

    @property
    def required(self) -> frozenset[str]:
        """The fields without which a sheet is not of this kind."""
        return frozenset(f.name for f in self.fields.values() if f.required and not f.from_name)

    @property
    def holders(self) -> list[Field]:
        """The fields that hold persons' names."""
        return [spec for spec in self.fields.values() if spec.type == "holder"]

    @property
    def account_name(self) -> str:
        """The kind as the account and the manifest name it (RULES 24)."""
        return self.accounted_as or self.name

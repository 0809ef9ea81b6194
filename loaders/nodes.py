"""Records → nodes of one label: what each row states, put together where rows speak of the same.

Rows that name the same thing are one node with the sources of all of them. Where they differ in an
attribute, the first (the thing's own roster before others, then file, sheet and row) is kept and
the other is noted as a contradiction; nothing is overwritten silently.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from loaders.apart import kept_apart
from loaders.differences import note_differences, note_two_codes, note_two_names
from loaders.identity import NOWHERE, local, qualified, where
from loaders.kind_names import kinds_by_name
from loaders.kinds import Condition, NodeSpec, RosterKind
from loaders.posts.one_each import held, numbered, remember
from loaders.registry import PLACES, Registry
from loaders.told_names import named
from loaders.unplaced import where_meant
from loaders.values.names import key_series
from ontology.iri import segments


def holds(conditions: Iterable[Condition]) -> pl.Expr:
    """Whether a record meets every condition."""
    tests = [pl.col(c.field).is_in(list(c.values)).fill_null(False) for c in conditions]
    return pl.all_horizontal(tests) if tests else pl.lit(True)


def _coverage_stated(registry: Registry, spec: NodeSpec) -> pl.Expr:
    asked = registry.records.tables_with(spec.states_coverage)
    stated = pl.any_horizontal(pl.col(name).is_not_null() for name in spec.states_coverage)
    return pl.when(pl.col("_table").is_in(asked)).then(stated)


def _qualifiers(frame: pl.DataFrame, spec: NodeSpec) -> pl.Expr:
    """`column:qualifier` of each figure that is not exact."""
    said = [
        pl.when(pl.col(f"{name}~qualifier") != "exact").then(
            pl.concat_str(pl.lit(f"{column}:"), pl.col(f"{name}~qualifier"))
        )
        for column, name in spec.columns.items()
        if f"{name}~qualifier" in frame.columns
    ]
    if not said:
        return pl.lit(None, pl.List(pl.String))
    return pl.concat_list(said).list.drop_nulls()


def _columns(
    registry: Registry, kind: RosterKind, spec: NodeSpec, frame: pl.DataFrame
) -> dict[str, pl.Expr]:
    columns = {column: pl.col(name) for column, name in spec.columns.items()}
    columns |= {column: pl.lit(value) for column, value in spec.constant.items()}
    if spec.kind is not None:
        columns["kind"] = pl.lit(spec.kind)
    if spec.code is not None:
        columns["code"] = pl.col(spec.code[0]).str.head(spec.code[1])
    if spec.value is not None:
        for part in ("category", "period"):
            columns.setdefault(part, pl.lit(None, pl.String))
        columns["value"] = pl.col(spec.value).cast(pl.Float64)
        columns["qualifier"] = pl.col(f"{spec.value}~qualifier")
    if spec.alternative_name is not None:
        other = pl.col(spec.alternative_name)
        columns["alternative_names"] = pl.when(other != pl.col("_name")).then(pl.concat_list(other))
    if spec.states_coverage:
        columns["coverage_stated"] = _coverage_stated(registry, spec)
    if "qualifiers" in registry.schema(spec.label):
        columns["qualifiers"] = _qualifiers(frame, spec)
    return columns


def _figure_names(registry: Registry, frame: pl.DataFrame) -> pl.DataFrame:
    """Counts are named by what they count."""
    lists = registry.model.code_lists
    measures = {c.notation: c.zh for c in lists["Measure"].codes.values()}
    categories = {c.notation: c.zh for c in lists["MemberCategory"].codes.values()}
    return frame.with_columns(
        name=pl.concat_str(
            pl.col("measure").replace(measures),
            pl.col("category").replace(categories),
            separator="：",
            ignore_nulls=True,
        )
    )


def _statements(registry: Registry, kind: RosterKind, spec: NodeSpec) -> pl.DataFrame:
    """What one roster kind's rows state of the nodes of one alias."""
    frame = registry.records.frames[kind.name].filter(holds(spec.when))
    if spec.unless:
        frame = frame.filter(~holds(spec.unless))
    frame = named(frame, kind, spec)
    if spec.value is not None:
        frame = frame.drop_nulls(spec.value)
    owner: pl.Expr = pl.lit(None, pl.String)
    if spec.holder is not None:
        frame = held(registry, kind, spec, frame)
        owner = pl.col("_owner")
    for ends in (spec.organization, spec.of) if spec.holder is None else ():
        if ends is not None:
            found = registry.ends_of(kind.name, ends).select("_record", _owner=pl.col("id"))
            frame = frame.join(found, on="_record", how="inner" if spec.of else "left")
            owner = pl.col("_owner")
    if spec.summed:
        frame = frame.with_columns(pl.col(spec.value or "").sum().over("_owner"))
    columns = _columns(registry, kind, spec, frame)
    estate = (
        pl.lit(None, pl.String)
        if spec.outside_estate or "_estate" not in frame.columns
        else pl.col("_estate")
    )
    stated = frame.select(
        "_record",
        "_table",
        "file",
        "sheet",
        "row",
        "source",
        *PLACES,
        *(expression.alias(column) for column, expression in columns.items() if column != "name"),
        estate.alias("_estate"),
        owner.alias("_owner"),
        name=pl.col("_name"),
        _alias=pl.lit(spec.alias),
        _kind=pl.lit(kind.name),
        listed=pl.lit(True),
        _order=pl.lit(int(spec.alias != next(iter(kind.nodes))), pl.Int8),
        **(
            {name: pl.col(name) for name in ("filled", "_token", "_distinct")}
            if spec.holder
            else {}
        ),
    )
    return _figure_names(registry, stated) if spec.value is not None else stated


def _keys(registry: Registry, label: str, stated: pl.DataFrame) -> pl.DataFrame:
    """Add `_key` (the normalized name), the place that other rows tell, and `id`."""
    node_label = registry.model.labels[label]
    base = registry.base
    if node_label.kinds is not None:
        kinds = stated["kind"].zip_with(
            stated["kind"].is_not_null(), kinds_by_name(stated["name"], node_label.kinds)
        )
        stated = stated.with_columns(kind=kinds)
    stated = stated.with_columns(_key=key_series(stated["name"], label))
    stated = where_meant(registry, label, stated)
    pieces = {
        "district": local(pl.col("_district"), base, "district"),
        "subdistrict": local(pl.col("_subdistrict"), base, "subdistrict"),
        "community": where(base),
        "estate": local(pl.col("_estate"), base, "estate").str.split("/").list.last(),
        "organization": qualified(pl.col("_owner"), base),
    }
    parts: dict[str, pl.Expr | pl.Series] = {}
    for part in node_label.key:
        if part in pieces:
            parts[part] = pieces[part]
        else:
            texts = stated["_key"] if part == "name" else stated[part].cast(pl.String)
            parts[part] = segments(texts).fill_null(NOWHERE)
    natural = stated.select(**parts).select(pl.concat_str(pl.all(), separator="/"))
    stated = kept_apart(registry, label, stated.with_columns(_natural=natural.to_series()))
    if "https://w3id.org/shequ/ns#Place" in node_label.superclasses and "code" in stated.columns:
        coded = (
            stated.filter(pl.col("code").is_not_null()).select("_natural", _code="code").unique()
        )
        one = coded.filter(pl.col("_natural").is_unique())
        if one.height < coded.height:
            note_two_codes(registry, stated)
        stated = stated.join(one, on="_natural", how="left", maintain_order="left").with_columns(
            _local=pl.coalesce("code", "_code", "_natural")
        )
    else:
        stated = stated.with_columns(_local=pl.col("_natural"))
    prefix = f"{base}{node_label.slug}/"
    return stated.with_columns(id=pl.concat_str(pl.lit(prefix), pl.col("_local")))


def _first_stated(name: str) -> pl.Expr:
    """What the first row that states it says; coverage is stated where any row does."""
    if name == "coverage_stated":
        return pl.col(name).max()
    return pl.col(name).drop_nulls().first()


def _qualifiers_of_kept(registry: Registry, label: str, shared: pl.DataFrame) -> pl.Expr:
    """The qualifiers of the figures that are kept: each that of the first row with the figure."""
    own = pl.col("qualifiers").list
    kept = [
        own.eval(pl.element().filter(pl.element().str.starts_with(f"{column.name}:")))
        .list.first()
        .filter(pl.col(column.name).is_not_null())
        .first()
        .over("id")
        for column in registry.model.labels[label].columns
        if column.datatype == "integer" and column.name in shared.columns
    ]
    if not kept:
        return pl.col("qualifiers")
    return pl.concat_list(kept).list.drop_nulls().alias("qualifiers")


def _merged(registry: Registry, label: str, stated: pl.DataFrame) -> pl.DataFrame:
    """One row a node."""
    ordered = stated.sort("id", "_order", "file", "sheet", "row", maintain_order=True)
    doubled = ordered["id"].is_duplicated()
    single, shared = ordered.filter(~doubled), ordered.filter(doubled)
    if shared.height == 0:
        return single
    note_differences(registry, label, shared)
    if "code" in shared.columns:
        note_two_names(registry, shared)
    if "qualifiers" in shared.columns:
        shared = shared.with_columns(_qualifiers_of_kept(registry, label, shared))
    gathered = {"source", "name", "alternative_names", "listed", "id"}
    rest = [name for name in shared.columns if name not in gathered]
    has_alternatives = "alternative_names" in shared.columns
    merged = shared.group_by("id", maintain_order=True).agg(
        *(_first_stated(name) for name in rest),
        pl.col("name").drop_nulls().first(),
        pl.col("name").drop_nulls().unique().sort().alias("_names"),
        *(
            [pl.col("alternative_names").list.explode().drop_nulls().unique().alias("_others")]
            if has_alternatives
            else []
        ),
        pl.col("listed").any(),
        pl.col("source").unique().sort().str.join("; "),
    )
    every = pl.col("_names").list.set_union("_others") if has_alternatives else pl.col("_names")
    merged = merged.with_columns(
        alternative_names=every.list.set_difference(pl.concat_list("name")).list.sort()
    )
    if not has_alternatives:
        single = single.with_columns(alternative_names=pl.lit(None, pl.List(pl.String)))
    return pl.concat([single, merged.select(single.columns)])


def build(registry: Registry, label: str) -> None:
    """Make the nodes of a label from every roster that states some; remember who stated them."""
    stated = [
        _statements(registry, kind, spec)
        for kind in registry.kinds.values()
        if kind.name in registry.records.frames
        for spec in kind.nodes.values()
        if spec.label == label
    ]
    registry.nodes[label] = pl.DataFrame(schema=registry.schema(label))
    stated = [frame for frame in stated if frame.height]
    if not stated:
        return
    every = pl.concat(stated, how="diagonal_relaxed")
    if "kind" not in every.columns:
        every = every.with_columns(kind=pl.lit(None, pl.String))
    if label == "Post":
        every = numbered(registry, every)
    every = _keys(registry, label, every)
    if label == "Post":
        remember(registry, every)
    for (kind, alias), group in every.group_by("_kind", "_alias"):
        registry.made[str(kind), str(alias)] = group.select(
            "_record", "id", label=pl.lit(label)
        ).unique(maintain_order=True)
    registry.add(label, _merged(registry, label, every))

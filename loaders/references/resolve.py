"""References between rosters: by code, then by normalized name, nearest place first (RULES 19)."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from loaders.identity import NOWHERE, local, where
from loaders.kind_names import kind_by_name
from loaders.kinds import Field
from loaders.references.candidates import meanings, names_of, propose, suggestions
from loaders.references.decided import PLACE_LABELS, decided, remember
from loaders.references.matches import PROPOSED
from loaders.references.prefixed import with_subdistrict
from loaders.registry import PLACES, Registry
from loaders.values import split_list
from loaders.values.names import key_series
from ontology.iri import segments


def exploded(frame: pl.DataFrame, column: str) -> pl.DataFrame:
    """One row for each item of a list cell; rows whose cell is empty are left out."""
    texts = frame[column].drop_nulls().unique().to_list()
    items = pl.DataFrame(
        {column: texts, "_items": [split_list(text) for text in texts]},
        schema={column: pl.String, "_items": pl.List(pl.String)},
    )
    return (
        frame.join(items, on=column, how="inner", maintain_order="left")
        .explode("_items")
        .with_columns(pl.col("_items").alias(column))
        .drop("_items")
        .drop_nulls(column)
    )


def _hits(registry: Registry, labels: Sequence[str], texts: pl.DataFrame) -> pl.DataFrame:
    """For each distinct (text, places): the id and label found, how many, and which.

    texts: text and PLACES. Adds id, label, hits, and where there are several `proposed`.
    """
    left = texts
    done: list[pl.DataFrame] = []
    coded = pl.concat(
        registry.codes(label).with_columns(label=pl.lit(label)) for label in labels
    ).unique("code", keep="none")
    if coded.height:
        by_code = left.join(coded, left_on="text", right_on="code", how="inner")
        done.append(
            by_code.with_columns(hits=pl.lit(1, pl.UInt32), proposed=pl.lit(None, PROPOSED))
        )
        left = left.join(coded, left_on="text", right_on="code", how="anti")
    keyed = left.with_columns(key_series(left["text"], label).alias(label) for label in labels)
    lookups = {label: registry.lookup(label) for label in labels}
    for level in (*PLACES, None):
        if keyed.height == 0:
            break
        scope = [] if level is None else [level]
        found = []
        for label in labels:
            grouped = (
                lookups[label]
                .drop_nulls(scope)
                .group_by("_key", *scope)
                .agg(pl.col("id").min(), pl.len().alias("hits"))
            )
            found.append(
                keyed.join(grouped, left_on=[label, *scope], right_on=["_key", *scope]).select(
                    "text", *PLACES, "id", "hits", label=pl.lit(label)
                )
            )
        hits = found[0]
        if len(found) > 1:
            hits = (
                pl.concat(found)
                .group_by("text", *PLACES)
                .agg(pl.col("id", "label").first(), pl.col("hits").sum())
            )
        several = hits.filter(pl.col("hits") > 1)
        if several.height:
            meant = meanings(registry, several, keyed, lookups, scope)
            hits = hits.join(meant, on=["text", *PLACES], how="left", nulls_equal=True)
        else:
            hits = hits.with_columns(proposed=pl.lit(None, PROPOSED))
        done.append(hits.select("text", *PLACES, "id", "label", "hits", "proposed"))
        keyed = keyed.join(hits, on=["text", *PLACES], how="anti", nulls_equal=True)
    missing = keyed.select("text", *PLACES).with_columns(
        id=pl.lit(None, pl.String),
        label=pl.lit(None, pl.String),
        hits=pl.lit(0, pl.UInt32),
        proposed=pl.lit(None, PROPOSED),
    )
    return pl.concat([frame.select(missing.columns) for frame in (*done, missing)])


def _label_of(registry: Registry, spec: Field, texts: pl.Series) -> pl.DataFrame:
    """Of which label and kind a thing on no roster is, by its name: text → label, kind."""
    lists = {label: registry.model.labels[label].kinds for label in spec.to}
    plain = next((label for label, kinds in lists.items() if kinds is None), spec.to[0])
    rows: list[tuple[str, str, str | None]] = []
    for text in texts.unique().to_list():
        told = ((n, kind_by_name(text, kinds)) for n, kinds in lists.items() if kinds is not None)
        found = next(((label, kind) for label, kind in told if kind is not None), (plain, None))
        rows.append((text, *found))
    return pl.DataFrame(
        rows, schema={"text": pl.String, "label": pl.String, "kind": pl.String}, orient="row"
    )


def _rostered(registry: Registry, labelled: pl.DataFrame) -> pl.Series:
    """Whether a roster of such things was loaded for the community of each reference.

    labelled: label and PLACES; a roster of governance bodies says nothing of Party organizations.
    """
    anywhere, there = pl.lit(False), pl.lit(False)
    for label in labelled["label"].unique().to_list():
        listed = registry.nodes[label].filter(pl.col("listed"))["_community"]
        communities = listed.drop_nulls().unique()
        own = pl.col("label") == label
        anywhere |= own & pl.lit(listed.len() > 0)
        there |= own & pl.col("_community").is_in(communities.implode())
    of_place = pl.col("label").is_in(PLACE_LABELS)
    nowhere = pl.col("_community").is_null()
    return labelled.select(pl.when(of_place | nowhere).then(anywhere).otherwise(there)).to_series()


def make_unlisted(registry: Registry, refs: pl.DataFrame) -> pl.DataFrame:
    """Nodes that are only named (RULES 5).

    refs: `_n` (a number), text, label, kind, PLACES, source, for buildings `_estate`.
    Returns `_n` and the id of the node.
    """
    made: list[pl.DataFrame] = []
    for (label,), group in refs.group_by("label", maintain_order=True):
        node_label = registry.model.labels[str(label)]
        keyed = group.with_columns(_key=key_series(group["text"], str(label)))
        pieces = {
            "community": keyed.select(where(registry.base)).to_series(),
            "kind": keyed["kind"].fill_null(NOWHERE),
            "name": segments(keyed["_key"]),
        }
        if "_estate" in keyed.columns:
            estates = local(pl.col("_estate"), registry.base, "estate").str.split("/").list.last()
            pieces["estate"] = keyed.select(estates).to_series()
        nowhere = pl.repeat(NOWHERE, keyed.height, dtype=pl.String, eager=True)
        parts = pl.DataFrame([pieces.get(p, nowhere).alias(p) for p in node_label.key])
        locals_ = parts.select(pl.concat_str(pl.all(), separator="/")).to_series()
        made.append(keyed.with_columns(id=f"{registry.base}{node_label.slug}/" + locals_))
    every = pl.concat(made, how="diagonal")
    nodes = (
        every.sort("text")
        .group_by("label", "id", maintain_order=True)
        .agg(
            pl.col("text").first().alias("name"),
            pl.col("text").unique().sort().slice(1).alias("alternative_names"),
            pl.col("kind", "_key", *PLACES).first(),
            *([pl.col("_estate").first()] if "_estate" in every.columns else []),
            pl.col("source").unique().sort().str.join("; "),
        )
    )
    for (label,), group in nodes.group_by("label"):
        registry.add(str(label), group.with_columns(listed=pl.lit(False)))
    return every.select("_n", "id")


def _unlisted(
    registry: Registry, spec: Field, frame: pl.DataFrame, new: pl.DataFrame
) -> pl.DataFrame:
    """`new` (text, label, kind, PLACES) with the ids of the nodes made for it.

    A superior or owner belongs to no place (the home lines); other things stand in the place of
    the row that names them.
    """
    first = frame.group_by("text", *PLACES).agg(pl.col("source").min())
    numbered = new.join(first, on=["text", *PLACES], how="left", nulls_equal=True).with_row_index(
        "_n"
    )
    placed = numbered
    if spec.missing == "unlisted":
        placed = numbered.with_columns(pl.lit(None, pl.String).alias(place) for place in PLACES)
    ids = make_unlisted(registry, placed)
    return numbered.join(ids, on="_n", how="left")


def _handle_missing(
    registry: Registry, spec: Field, frame: pl.DataFrame, missing: pl.DataFrame
) -> pl.DataFrame:
    """Note what was not found, make what may be only named, and return the latter with ids.

    missing: text, PLACES, `new` (decided to be a thing of its own), `settled` (not proposed).
    """
    labels = _label_of(registry, spec, missing["text"])
    labelled = suggestions(registry, spec.to, missing.join(labels, on="text", how="left"))
    labelled = labelled.with_columns(candidates=names_of(pl.col("proposed")))
    if spec.missing == "unlisted_where_no_roster":
        create = ~_rostered(registry, labelled)
    else:
        create = pl.repeat(
            spec.missing == "unlisted", labelled.height, dtype=pl.Boolean, eager=True
        )
    waiting = ~pl.col("settled")
    propose(registry, spec, frame, labelled.filter(~create & waiting), "not_found")
    propose(registry, spec, frame, labelled.filter(create & waiting), "unlisted")
    create |= labelled["new"]
    _note(registry, spec, frame, labelled.filter(~create), "not_found")
    new = labelled.filter(create)
    if new.height == 0:
        return new
    made = _unlisted(registry, spec, frame, new)
    same = ["text", "_table"] if spec.missing == "unlisted" else ["text", *PLACES, "_table"]
    first = frame.unique(same, keep="first", maintain_order=True)
    _note(registry, spec, first, made.filter(~pl.col("new")), "unlisted")
    return made


def resolve(registry: Registry, kind: str, spec: Field) -> None:
    """Find what the cells of a reference field mean; notes what is not found or ambiguous.

    By code, by name and other names, then by what a person decided (`matches`); what is only like
    a name is proposed, never taken.
    """
    frame = (
        registry.records.frames[kind]
        .select("_record", "_table", "source", "file", "sheet", "row", *PLACES,
                text=pl.col(spec.name))
        .drop_nulls("text")
    )  # fmt: skip
    if spec.many:
        frame = exploded(frame, "text")
    registry.count_references(frame)
    reference = ["text", *PLACES]
    of_community = spec.to == ("Community",)
    asked = frame.select(reference).unique(maintain_order=True)
    found = _hits(registry, spec.to, asked)
    if of_community and (sure := with_subdistrict(registry, asked)).height:
        said = sure.with_columns(label=pl.lit("Community"), hits=pl.lit(1, pl.UInt32))
        others = found.join(sure, on=reference, how="anti", nulls_equal=True)
        found = pl.concat([others, said], how="diagonal")
    unclear = found.filter(pl.col("hits") != 1).drop("id", "label")
    told = decided(registry, spec, unclear.select(reference))
    answered = told.drop_nulls("id")
    remember(registry, answered)
    open_ = (
        unclear.join(told.drop("label"), on=reference, how="left", nulls_equal=True)
        .filter(pl.col("id").is_null())
        .drop("id")
        .with_columns(settled=pl.col("new").is_not_null(), new=pl.col("new").fill_null(False))
    )
    several = open_.filter((pl.col("hits") > 1) & ~pl.col("new"))
    _note(
        registry,
        spec,
        frame,
        several.with_columns(candidates=names_of(pl.col("proposed"))),
        "ambiguous_community" if of_community else "ambiguous",
    )
    propose(registry, spec, frame, several.filter(~pl.col("settled")), "ambiguous")
    one = [found.filter(pl.col("hits") == 1).select(*reference, "id", "label")]
    one.append(answered.select(*reference, "id", "label"))
    missing = open_.filter((pl.col("hits") == 0) | pl.col("new")).drop("proposed")
    if missing.height:
        made = _handle_missing(registry, spec, frame, missing)
        if made.height:
            one.append(made.select(*reference, "id", "label"))
    registry.resolved[kind, spec.name] = frame.join(
        pl.concat(one), on=reference, how="inner", nulls_equal=True
    ).select("_record", "id", "label")


def _note(
    registry: Registry, spec: Field, frame: pl.DataFrame, which: pl.DataFrame, code: str
) -> None:
    if which.height == 0:
        return
    rows = frame.join(
        which.select("text", *PLACES, "candidates"),
        on=["text", *PLACES],
        how="inner",
        nulls_equal=True,
    )
    registry.notes.about_records(
        rows.with_columns(
            column=registry.records.header(spec.name),
            field=pl.lit(spec.name),
            as_written=pl.col("text"),
        ),
        code,
    )

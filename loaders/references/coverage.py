"""Lists and ranges of buildings ("1-5栋、7栋") → the buildings meant, within their estate."""

from __future__ import annotations

import polars as pl

from loaders.kinds import Field
from loaders.references.candidates import MOST_CANDIDATES
from loaders.references.resolve import make_unlisted
from loaders.registry import PLACES, Registry
from loaders.values import ODD_BUILDINGS, building_list, split_building
from loaders.values.buildings import ALL_BUILDINGS, WHOLES
from loaders.values.names import key_series

ITEMS = {"text": pl.String(), "_names": pl.List(pl.String), "code": pl.String()}


def _items(texts: pl.Series) -> pl.DataFrame:
    """Each distinct text with the names of the buildings it lists, or the code of its problem."""
    rows = []
    for text in texts.unique().to_list():
        listed = building_list(text)
        rows.append((text, listed.names, listed.problem))
    return pl.DataFrame(rows, schema=ITEMS, orient="row")


def _keyed(registry: Registry, wanted: pl.DataFrame) -> pl.DataFrame:
    """Add `_key` and `_own`, the name; where it begins with an estate of the community, without it.

    That estate is then `_estate`.
    """
    split = {name: split_building(name) for name in wanted["_names"].unique().to_list()}
    names = pl.DataFrame(
        [(name, before or None, own) for name, (before, own) in split.items()],
        schema={"_names": pl.String, "_before": pl.String, "_own": pl.String},
        orient="row",
    )
    names = names.with_columns(
        _whole=key_series(names["_names"], "Building"),
        _part=key_series(names["_own"], "Building"),
        _estate_key=key_series(names["_before"], "Estate"),
    )
    estates = registry.nodes["Estate"].select(
        "_community", pl.col("_key").alias("_estate_key"), pl.col("id").alias("_named")
    )
    return (
        wanted.join(names, on="_names")
        .join(
            estates.unique(["_community", "_estate_key"], keep="none"),
            on=["_community", "_estate_key"],
            how="left",
        )
        .with_columns(
            _estate=pl.coalesce("_named", "_estate"),
            _key=pl.when(pl.col("_own").is_in(WHOLES))
            .then("_own")
            .when(pl.col("_named").is_not_null())
            .then("_part")
            .otherwise("_whole"),
            _own=pl.when(pl.col("_named").is_not_null()).then("_own").otherwise("_names"),
        )
        .drop("_before", "_whole", "_part", "_estate_key", "_named")
        .unique(maintain_order=True)
    )


def _scopes(registry: Registry, kind: str, spec: Field, frame: pl.DataFrame) -> pl.DataFrame:
    """_record, _estate (null where the row names none), one row a scope."""
    named = registry.ends_of(kind, spec.within or "").select(
        "_record", pl.col("id").alias("_estate")
    )
    return frame.select("_record").join(named, on="_record", how="left")


def _whole_estates(whole: pl.DataFrame, buildings: pl.DataFrame) -> pl.DataFrame:
    """`whole` with the id of every listed building of its estate, or of the odd or even ones."""
    of_estate = (
        buildings.filter(pl.col("listed"))
        .drop_nulls("_estate")
        .select("_estate", "id", _n=pl.col("_key").str.extract("([0-9]+)$").cast(pl.Int64))
    )
    odd = (pl.col("_n") % 2 == 1) == (pl.col("_key") == ODD_BUILDINGS)
    return (
        whole.drop_nulls("_estate")
        .join(of_estate, on="_estate")
        .filter((pl.col("_key") == ALL_BUILDINGS) | odd)
        .drop("_n")
    )


def _ranges_of_one(wanted: pl.DataFrame, buildings: pl.DataFrame) -> pl.DataFrame:
    """29-29栋 is the building of that name where there is one, else the range of 29栋 alone."""
    ends = pl.col("_key").str.extract_groups(r"^(\d+)-(\d+)栋?$")
    alone = (ends.struct.field("1") == ends.struct.field("2")).fill_null(False)
    doubtful = wanted.filter(alone)
    if doubtful.height == 0:
        return wanted
    for place in ("_estate", "_community"):
        named = buildings.filter(alone).select("_key", place).drop_nulls()
        doubtful = doubtful.join(named, on=["_key", place], how="anti")
    ranges = doubtful.select("_record", "_names", _one=ends.struct.field("1")).unique()
    return (
        wanted.join(ranges, on=["_record", "_names"], how="left", maintain_order="left")
        .with_columns(_key=pl.coalesce("_one", "_key"))
        .drop("_one")
    )


def resolve_buildings(registry: Registry, kind: str, spec: Field) -> None:
    """Find the buildings of a field with ranges; notes what can't be read or found.

    Within the estates that the row names; else in its community. A building that is not there is
    made, unlisted, only where no roster of buildings speaks of that estate or community.
    """
    frame = (
        registry.records.frames[kind]
        .select("_record", "_table", "source", *PLACES, text=pl.col(spec.name))
        .drop_nulls("text")
    )
    items = _items(frame["text"])
    read = frame.join(items, on="text")
    _note(registry, spec, read.filter(pl.col("code").is_not_null()))
    wanted = read.explode("_names").drop_nulls("_names").drop("code")
    wanted = _keyed(
        registry, wanted.join(_scopes(registry, kind, spec, frame).unique(), on="_record")
    )
    buildings = registry.nodes["Building"].select(
        "id", "name", "_key", "_estate", "_community", "listed"
    )
    estates = registry.nodes["Estate"].select(pl.col("id").alias("_estate"), _at=pl.col("name"))
    buildings = buildings.join(estates, on="_estate", how="left").with_columns(
        _said=pl.concat_str(pl.col("_at").fill_null(""), "name")
    )

    wanted = _ranges_of_one(wanted, buildings)
    is_whole = pl.col("_key").is_in(WHOLES)
    whole = wanted.filter(is_whole)
    all_found = _whole_estates(whole, buildings)
    unplaced = whole.join(all_found, on=["_record", "_names"], how="anti")
    _note(registry, spec, unplaced.with_columns(code=pl.lit("bad_building_list")))

    single = wanted.filter(~is_whole)
    in_estate = single.drop_nulls("_estate").join(
        buildings.drop_nulls("_estate").select("_estate", "_key", "id", "_said"),
        on=["_estate", "_key"],
    )
    no_estate = single.filter(pl.col("_estate").is_null())
    in_community = no_estate.join(
        buildings.drop_nulls("_community").select("_community", "_key", "id", "_said"),
        on=["_community", "_key"],
    )
    columns = ["_record", "_table", "_names", "id", "_said"]
    hits = pl.concat([in_estate.select(columns), in_community.select(columns)]).unique()
    item = ["_record", "_names"]
    counted = hits.with_columns(pl.col("id").n_unique().over(item).alias("n"))
    one = counted.filter(pl.col("n") == 1)
    several = (
        counted.filter(pl.col("n") > 1)
        .group_by("_table", *item)
        .agg(pl.col("_said").unique().sort().head(MOST_CANDIDATES).str.join("、"))
        .rename({"_names": "text", "_said": "candidates"})
    )
    _note(registry, spec, several.with_columns(code=pl.lit("ambiguous")))
    missing = single.join(hits, on=item, how="anti")
    made = _missing(registry, spec, missing, buildings)
    registry.resolved[kind, spec.name] = (
        pl.concat([one.select("_record", "id"), all_found.select("_record", "id"), made])
        .unique(maintain_order=True)
        .with_columns(label=pl.lit("Building"))
    )
    registry.count_references(wanted)


def _missing(
    registry: Registry, spec: Field, missing: pl.DataFrame, buildings: pl.DataFrame
) -> pl.DataFrame:
    """Buildings on no roster: made where none speaks of the estate, else noted. _record, id."""
    listed = buildings.filter(pl.col("listed"))
    estates = listed["_estate"].drop_nulls().unique()
    communities = listed["_community"].drop_nulls().unique()
    rostered = (
        pl.when(pl.col("_estate").is_not_null())
        .then(pl.col("_estate").is_in(estates.implode()))
        .otherwise(pl.col("_community").is_in(communities.implode()).fill_null(True))
    )
    named = missing.with_columns(
        text=pl.col("_names"),
        candidates=pl.lit(None, pl.String),
    )
    _note(registry, spec, named.filter(rostered).with_columns(code=pl.lit("not_found")))
    new = named.filter(~rostered).with_row_index("_n")
    if new.height == 0:
        return pl.DataFrame(schema={"_record": pl.UInt32, "id": pl.String})
    _note(registry, spec, new.with_columns(code=pl.lit("unlisted")))
    ids = make_unlisted(
        registry,
        new.with_columns(
            text=pl.col("_own"), label=pl.lit("Building"), kind=pl.lit(None, pl.String)
        ),
    )
    return new.join(ids, on="_n").select("_record", "id")


def _note(registry: Registry, spec: Field, rows: pl.DataFrame) -> None:
    """Note problems of the field; rows: _record, _table, text, code, maybe candidates."""
    registry.notes.about_records(
        rows.with_columns(
            column=registry.records.header(spec.name),
            field=pl.lit(spec.name),
            as_written=pl.col("text"),
        )
    )

"""What a name could mean: the things it fits equally well, and the names most like it."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
from rapidfuzz import fuzz, process

from loaders.kinds import Field
from loaders.references.likeness import WORTH_PROPOSING, profile, rough_cores, score_of_keys
from loaders.references.matches import PROPOSALS, PROPOSED
from loaders.registry import PLACES, Registry
from loaders.values.names import key_series, name_key

MOST_CANDIDATES = 5
MOST_SUGGESTED = 200
"""Texts of a field that are compared with the names there are, at most."""
_LOOKED_AT = 40
"""Names that share the most characters with a text: only these are compared closely."""
_SHARED = 45


def meanings(
    registry: Registry,
    hits: pl.DataFrame,
    keyed: pl.DataFrame,
    lookups: dict[str, pl.DataFrame],
    scope: Sequence[str],
) -> pl.DataFrame:
    """What each ambiguous text could mean: text, PLACES, `proposed`.

    Each of them with its community (of a community: its subdistrict) or code beside its name, and
    the score 100.
    """
    which = keyed.join(hits.select("text", *PLACES), on=["text", *PLACES], nulls_equal=True)
    nothing = pl.DataFrame(schema={"id": str, "name": str})
    found = []
    for label, lookup in lookups.items():
        above = "Subdistrict" if label == "Community" else "Community"
        where = registry.nodes.get(above, nothing).select(_in="id", _where="name")
        codes = registry.nodes[label].select("id", "code")
        named = (
            lookup.join(codes, on="id", how="left")
            .with_columns(_in=pl.col(f"_{above.lower()}"))
            .join(where, on="_in", how="left")
            .with_columns(
                _where=pl.when(pl.col("_where") != pl.col("name")).then("_where").otherwise("code")
            )
        )
        found.append(
            which.join(
                named.select(
                    "_key",
                    *scope,
                    "id",
                    said=pl.when(pl.col("_where").is_null())
                    .then("name")
                    .otherwise(pl.format("{}（{}）", "name", "_where")),
                ),
                left_on=[label, *scope],
                right_on=["_key", *scope],
            ).select("text", *PLACES, "id", "said")
        )
    return (
        pl.concat(found)
        .unique(["text", *PLACES, "id"])
        .sort("said", "id")
        .group_by("text", *PLACES, maintain_order=True)
        .agg(
            pl.struct("id", pl.col("said").alias("name"), pl.lit(100, pl.Int64).alias("score"))
            .implode()
            .alias("proposed")
        )
    )


def _pool(registry: Registry, labels: Sequence[str]) -> pl.DataFrame:
    """label, id, name, `_key`, `_community`, `_core` of everything with one of the labels."""
    every = pl.concat(
        registry.lookup(label).select("id", "name", "_key", "_community", label=pl.lit(label))
        for label in labels
    ).sort("name", "id", "_key")
    return every.with_columns(rough_cores(every["_key"]).alias("_core"))


def suggestions(registry: Registry, labels: Sequence[str], missing: pl.DataFrame) -> pl.DataFrame:
    """`proposed` for texts not found (text, PLACES): the things with a name most like it.

    Those of the text's own community, and of none; only where nothing there comes near, those of
    other communities. Scored by `likeness`, the best first, MOST_CANDIDATES at most.
    """
    asked = missing.select("text", *PLACES).sort("text", *PLACES).head(MOST_SUGGESTED)
    pool = _pool(registry, labels)
    every = _Pool(pool)
    local: dict[str, _Pool] = {}
    said: list[list[dict[str, object]]] = []
    for text, community in asked.select("text", "_community").iter_rows():
        near: list[dict[str, object]] = []
        if community is not None:
            if community not in local:
                own = pl.col("_community").is_null() | (pl.col("_community") == community)
                local[community] = _Pool(pool.filter(own))
            near = local[community].near(text)
        said.append(near or every.near(text))
    found = asked.with_columns(pl.Series("proposed", said, dtype=PROPOSED))
    return missing.join(
        found, on=["text", *PLACES], how="left", nulls_equal=True, maintain_order="left"
    )


class _Pool:
    """Things whose names are compared with a text."""

    def __init__(self, named: pl.DataFrame) -> None:
        self.by_label = [
            (str(label), things.select("id", "name", "_key").rows(), things["_core"].to_list())
            for (label,), things in named.group_by("label", maintain_order=True)
        ]

    def near(self, text: str) -> list[dict[str, object]]:
        """The things most like a text, as `PROPOSED` has them."""
        best: dict[str, tuple[int, str]] = {}
        for label, things, cores in self.by_label:
            key = name_key(text, label)
            looked_at = process.extract(
                profile(key).core, cores, scorer=fuzz.ratio, score_cutoff=_SHARED, limit=_LOOKED_AT
            )
            for _, _, n in looked_at:
                id_, name, other = things[n]
                points = score_of_keys(key, other, label)
                if points >= WORTH_PROPOSING and (-points, name) < best.get(id_, (0, "")):
                    best[id_] = -points, name
        ranked = sorted((points, name, id_) for id_, (points, name) in best.items())
        return [
            {"id": id_, "name": name, "score": -points}
            for points, name, id_ in ranked[:MOST_CANDIDATES]
        ]


def names_of(proposed: pl.Expr) -> pl.Expr:
    """The names among what is proposed, as an issue lists them; null where there are none."""
    names = proposed.list.head(MOST_CANDIDATES).list.eval(pl.element().struct.field("name"))
    joined = names.list.unique(maintain_order=True).list.join("、")
    return pl.when(joined != "").then(joined)


def propose(
    registry: Registry, spec: Field, frame: pl.DataFrame, open_: pl.DataFrame, problem: str
) -> None:
    """Keep what `matches.csv` will propose for references that stay open.

    frame: the references, a row each (`_table`, source, file, sheet, row, text, PLACES); open_:
    text, PLACES and `proposed`; what has none is left out.
    """
    some = open_.filter(pl.col("proposed").list.len() > 0)
    if some.height == 0:
        return
    some = some.sort("text", *PLACES).head(MOST_SUGGESTED).select("text", *PLACES, "proposed")
    # a superior or owner that is on no roster belongs to no place
    anywhere = spec.missing == "unlisted" and problem != "ambiguous"
    rows = frame.join(some, on=["text", *PLACES], nulls_equal=True).with_columns(
        place_id=pl.lit(None, pl.String) if anywhere else pl.coalesce(PLACES),
        field=registry.records.header(spec.name),
    )
    keyed = rows.with_columns(_key=key_series(rows["text"], spec.to[0]))
    places = pl.concat(
        registry.nodes[label].select(pl.col("id").alias("place_id"), pl.col("name").alias("place"))
        for label in ("District", "Subdistrict", "Community")
        if label in registry.nodes
    )
    registry.proposals.append(
        keyed.sort("file", "sheet", "row")
        .group_by("_key", "place_id", "field", maintain_order=True)
        .agg(
            pl.col("text").min().alias("name"),
            pl.len().cast(pl.Int64).alias("times"),
            pl.col("source").first().alias("first_seen"),
            pl.col("proposed").first(),
        )
        .join(places, on="place_id", how="left", maintain_order="left")
        .with_columns(label=pl.lit("; ".join(spec.to)), problem=pl.lit(problem))
        .select(list(PROPOSALS))
    )

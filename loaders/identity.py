"""Identifiers of nodes and ties: the same rosters give the same identifiers, in any order of files.

A place with an official code is named by it; everything else by its natural key, the parts of
`sq:key` in their order, each normalized and escaped, joined by "/". A tie is named by a digest of
its ends and attributes, so that parallel ties which differ stay apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import polars as pl

from ontology import Model

NOWHERE = "-"


def local(ids: pl.Expr, base: str, slug: str) -> pl.Expr:
    """The local part of node IRIs of one label; "-" where there is none."""
    return ids.str.strip_prefix(f"{base}{slug}/").fill_null(NOWHERE)


def where(base: str) -> pl.Expr:
    """The place in a key: the community (`_community`), else the subdistrict, else "-".

    So two units of one name stay apart where a roster says only the subdistrict (RULES 19).
    """
    subdistrict = pl.col("_subdistrict").str.strip_prefix(f"{base}subdistrict/")
    return local(pl.col("_community").fill_null(subdistrict), base, "community")


def qualified(ids: pl.Expr, base: str) -> pl.Expr:
    """The part of node IRIs of any label after the base; "-" where there is none."""
    return ids.str.strip_prefix(base).fill_null(NOWHERE)


def tie_ids(
    frame: pl.DataFrame, model: Model, type_: str, base: str, on: Sequence[str]
) -> pl.Series:
    """IRIs of ties from their ends and the attributes `on`; null and blank are told apart.

    A derived tie, of which a node has one, is named by that node.
    """
    relationship = model.relationships[type_]
    prefix = f"{base}{relationship.slug}/"
    if relationship.derived:
        return frame.select(id=pl.lit(prefix) + qualified(pl.col("from"), base))["id"]
    parts = frame.select(
        pl.concat_str(
            [qualified(pl.col("from"), base), qualified(pl.col("to"), base)]
            + [pl.col(name).cast(pl.String).fill_null("\x00") for name in on],
            separator="\x1f",
        ).alias("key")
    )["key"]
    digests = [
        prefix + blake2b(key.encode(), digest_size=12).hexdigest() for key in parts.to_list()
    ]
    return pl.Series("id", digests, dtype=pl.String)

"""Posts: one for each organization, kind and holder within a load.

A leader of five buildings in five rows is one post; two vacant posts are two; a post that two
rosters state is one, with both sources. The holders' names are tokens in memory (`holders`): they
tell posts apart, and are in no identifier.
"""

from __future__ import annotations

import polars as pl

from loaders.kinds import NodeSpec, RosterKind
from loaders.posts.holders import HIDDEN, NONE, VACANT
from loaders.registry import Registry, ends

#: Kinds of which an organization has one.
_SINGLE = ("secretary", "head", "residents_committee_director", "owners_committee_chair")
#: These are told apart within the community, whatever body they belong to.
_OF_COMMUNITY = "building_leader"
#: What a kind is called behind the name of its organization.
_IN_ITS_BODY = {
    "residents_committee_director": "主任",
    "residents_committee_member": "委员",
    "owners_committee_chair": "主任",
    "owners_committee_member": "委员",
    "property_manager": "负责人",
    "chair": "负责人",
}
_WHO = ["_owner", "kind", "_who"]


def _community_bodies(registry: Registry, body: str) -> pl.DataFrame:
    """_community, id of the governance body of a kind, where a community has exactly one."""
    bodies = registry.nodes["GovernanceBody"].filter(pl.col("kind") == body)
    return bodies.select("_community", "id").drop_nulls().unique("_community", keep="none")


def _with_owner(
    registry: Registry, kind: RosterKind, spec: NodeSpec, frame: pl.DataFrame
) -> pl.DataFrame:
    """Add `_owner`, the organization of the post, else the community of the row.

    The owner of a post that belongs to a body of the community is its end for ties.
    """
    owners = ends()
    if spec.organization is not None:
        owners = registry.ends_of(kind.name, spec.organization)
    elif spec.body is not None:
        bodies = _community_bodies(registry, spec.body)
        owners = frame.join(bodies, on="_community").select(
            "_record", "id", label=pl.lit("GovernanceBody")
        )
        registry.resolved[kind.name, f"{spec.alias}.organization"] = owners.unique()
    owned = frame.join(
        owners.select("_record", _owner=pl.col("id")).unique("_record"),
        on="_record",
        how="left" if spec.body is not None else "inner",
        maintain_order="left",
    )
    own = pl.coalesce("_owner", "_community")
    of_community = pl.coalesce("_community", "_owner")
    kinds = pl.lit(spec.kind) if spec.kind is not None else pl.col("kind")
    return owned.with_columns(
        _owner=pl.when(kinds == _OF_COMMUNITY).then(of_community).otherwise(own)
    )


def held(registry: Registry, kind: RosterKind, spec: NodeSpec, frame: pl.DataFrame) -> pl.DataFrame:
    """The records that state a post, a row a holder: adds _token, filled, _owner, _distinct.

    _distinct: the buildings (or what else `distinct` names) that tell vacant posts apart.
    """
    token = pl.col("_token")
    rows = frame.with_columns(_token=pl.col(spec.holder or ""))
    rows = (rows if spec.by_row else rows.drop_nulls("_token")).explode("_token")
    if spec.by_row:
        rows = rows.with_columns(_token=token.replace(NONE, VACANT))
    else:
        rows = rows.filter(token != NONE)
    if spec.kind is None:
        rows = rows.drop_nulls("kind")
    rows = _with_owner(registry, kind, spec, rows).with_columns(
        filled=pl.when(token == VACANT).then(False).when(token.is_not_null()).then(True)
    )
    if spec.distinct is None:
        return rows.with_columns(_distinct=pl.lit(None, pl.String))
    told = (
        registry.ends_of(kind.name, spec.distinct)
        .join(rows.select("_record").unique(), on="_record", how="semi")
        .group_by("_record")
        .agg(_distinct=pl.col("id").unique().sort().str.join("\x1f"))
    )
    return rows.join(told, on="_record", how="left", maintain_order="left")


def _told_apart(stated: pl.DataFrame) -> pl.DataFrame:
    """Add `_who`: the name; where there is none, what tells it from others of its kind.

    Posts without a name are as many as the roster with the most of them says; of a kind of which
    there is one, they are the named one.
    """
    token = pl.col("_token")
    named = token.is_not_null() & ~token.is_in([VACANT, HIDDEN])
    state = pl.concat_str(token.fill_null("\x00unknown"), pl.col("_distinct").fill_null(""))
    same = ["_owner", "kind", "_table", "_state"]
    counted = (
        stated.with_columns(_named=named, _state=state)
        .sort("file", "sheet", "row", maintain_order=True)
        .with_columns(_nth=pl.int_range(pl.len()).over(same))
    )
    by_name = counted.with_columns(
        _who=pl.when("_named").then(token).otherwise(pl.format("{}\x1f{}", "_state", "_nth"))
    )
    first = (
        by_name.filter("_named")
        .group_by("_owner", "kind", maintain_order=True)
        .agg(_first=pl.col("_who").first())
    )
    return (
        by_name.join(first, on=["_owner", "kind"], how="left", nulls_equal=True)
        .with_columns(
            _who=pl.when(~pl.col("_named") & pl.col("kind").is_in(_SINGLE))
            .then(pl.col("_first").fill_null("\x00one"))
            .otherwise("_who")
        )
        .drop("_first", "_state", "_nth")
    )


def _names(registry: Registry, posts: pl.DataFrame) -> pl.DataFrame:
    """Name posts by their organization, their kind, and their number where there are several."""
    kinds = {c.notation: c.zh for c in registry.model.code_lists["PostKind"].codes.values()}
    labels = ["Community", *registry.model.relationships["POST_IN"].to_labels]
    owners = pl.concat(
        registry.nodes[label].select(_owner="id", _of="name")
        for label in labels
        if label in registry.nodes
    )
    of_community = pl.col("_owner").str.starts_with(f"{registry.base}community/")
    several = pl.col("holder").max().over("_owner", "kind") > 1
    number = pl.when(several).then(pl.format("（{}）", "holder"))
    return posts.join(owners, on="_owner", how="left", maintain_order="left").with_columns(
        name=pl.concat_str(
            pl.col("_of").fill_null(""),
            pl.when(pl.col("_of").is_not_null() & ~of_community)
            .then(pl.col("kind").replace({**kinds, **_IN_ITS_BODY}))
            .otherwise(pl.col("kind").replace(kinds)),
            number.fill_null(""),
        )
    )


def numbered(registry: Registry, stated: pl.DataFrame) -> pl.DataFrame:
    """Statements of posts with `holder`, their number within the organization and kind, and name.

    The numbers follow what the posts are responsible for, then file, sheet and row: never the
    names, nor the order in which files are read. Keeps the tokens in `registry.holders`.
    """
    apart = _told_apart(stated)
    order = ["_owner", "kind", "_distinct", "file", "sheet", "row"]
    posts = (
        apart.sort(order, nulls_last=True, maintain_order=True)
        .unique(_WHO, keep="first", maintain_order=True)
        .with_columns(holder=pl.int_range(1, pl.len() + 1).over("_owner", "kind"))
        .select(*_WHO, "holder")
    )
    apart = apart.join(posts, on=_WHO, how="left", nulls_equal=True, maintain_order="left")
    _note_two_holders(registry, apart)
    return _names(registry, apart.drop("name"))


def _note_two_holders(registry: Registry, posts: pl.DataFrame) -> None:
    """Note each further holder of a post of which there is one."""
    second = posts.filter("_named" & pl.col("kind").is_in(_SINGLE) & (pl.col("holder") > 1))
    labels = {c.notation: c.zh for c in registry.model.code_lists["PostKind"].codes.values()}
    registry.notes.about_records(
        second.select("_record", column=pl.col("kind").replace(labels), field=pl.lit("holder")),
        "two_holders",
    )


def remember(registry: Registry, posts: pl.DataFrame) -> None:
    """Keep who holds which post, in memory, until `concurrent` has looked; posts: id, _token."""
    registry.holders = posts.filter("_named").select("id", "_token").unique()

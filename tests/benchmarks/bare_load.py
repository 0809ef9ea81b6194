"""What a load costs at the least: polars reads the rosters and writes node and edge tables as
Parquet, and Ladybug copies them. It checks nothing, explains nothing and trusts every name.

    python -m tests.benchmarks.bare_load ROSTERS OUT

prints the seconds of both parts as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import ladybug
import polars as pl

from tests.benchmarks.rosters import roster_path

NULL = pl.lit(None, pl.String)


def read(rosters: Path, kind: str) -> pl.LazyFrame:
    return pl.scan_csv(roster_path(rosters, kind), infer_schema=False).with_columns(
        (pl.lit(f"{kind}||") + pl.int_range(2, pl.len() + 2).cast(pl.String)).alias("source")
    )


def key(kind: str, *parts: str) -> pl.Expr:
    texts = [pl.col(part).fill_null("") for part in parts]
    return pl.lit(f"https://w3id.org/shequ/id/{kind}/") + pl.concat_str(texts, separator="/")


def whole(name: str) -> pl.Expr:
    return pl.col(name).cast(pl.Int64)


def tables(rosters: Path) -> tuple[dict[str, pl.DataFrame], dict[str, pl.DataFrame]]:
    """Node tables by label, and edge tables (from, to, …) by TYPE.FROM.TO."""
    communities = read(rosters, "communities").select(
        key("community", "社区编码").alias("id"), pl.col("社区名称").alias("name"),
        pl.col("社区编码").alias("code"), pl.col("街道").alias("subdistrict"),
        whole("户数").alias("households"), pl.col("社区党组织").alias("leading"), "source",
    )  # fmt: skip
    place = communities.select(
        pl.col("name").alias("社区"), pl.col("id").alias("community_id"),
        pl.col("code").alias("community_code"), "subdistrict",
    )  # fmt: skip
    common = ("community_code", pl.col("社区").alias("community"), "subdistrict", "source")

    def placed(kind: str, column: str = "社区") -> pl.LazyFrame:
        frame = read(rosters, kind)
        if column != "社区":
            frame = frame.rename({column: "社区"})
        return frame.join(place, on="社区", how="left", maintain_order="left")

    estates = placed("estates").with_columns(
        key("estate", "community_code", "小区名称").alias("id")
    )
    organizations = placed("party_organizations", "所属社区").with_columns(
        key("party-organization", "community_code", "党组织全称").alias("id")
    )
    units = placed("units").with_columns(key("unit", "community_code", "单位名称").alias("id"))
    bodies = placed("governance_bodies").with_columns(
        key("governance-body", "community_code", "类别", "名称").alias("id")
    )
    mass = placed("mass_organizations").with_columns(
        key("mass-organization", "community_code", "群团类别", "组织名称").alias("id")
    )
    agreements = placed("agreements").with_columns(
        key("agreement", "community_code", "协议名称").alias("id")
    )

    covered = (
        organizations.filter(pl.col("覆盖楼栋").is_not_null())
        .select(
            pl.col("id").alias("from"),
            pl.col("党组织全称").alias("organization"),
            "community_code",
            pl.col("覆盖小区").alias("小区"),
            pl.col("覆盖楼栋").str.split("、"),
        )
        .explode("覆盖楼栋")
        .with_columns(
            pl.col("覆盖楼栋").str.extract(r"^(\d+)(?:-\d+)?栋$").cast(pl.Int64).alias("first"),
            pl.col("覆盖楼栋").str.extract(r"(\d+)栋$").cast(pl.Int64).alias("last"),
        )
        .with_columns(pl.int_ranges("first", pl.col("last") + 1).alias("number"))
        .explode("number")
        .with_columns(
            pl.when(pl.col("number").is_null())
            .then("覆盖楼栋")
            .otherwise(pl.col("number").cast(pl.String) + "栋")
            .alias("楼栋名称")
        )
    )
    nearest = (
        covered.filter(pl.col("小区").is_not_null())
        .group_by("community_code", "小区")
        .agg(pl.col("organization").min().alias("nearest_organization"))
    )
    buildings = (
        placed("buildings")
        .join(nearest, on=["community_code", "小区"], how="left", maintain_order="left")
        .with_columns(
            key("building", "楼栋编码").alias("id"),
            key("estate", "community_code", "小区").alias("estate_id"),
        )
    )
    names = ["community_code", "小区", "楼栋名称"]
    covers = covered.join(
        buildings.select(*names, pl.col("id").alias("to")), on=names, nulls_equal=True
    ).select("from", "to", pl.lit(True).alias("in_force"))

    superiors = organizations.select(
        "community_code", pl.col("党组织全称").alias("上级党组织"), pl.col("id").alias("to")
    )
    local = organizations.join(superiors, on=["community_code", "上级党组织"]).select(
        pl.col("id").alias("from"), "to"
    )
    city = superiors.filter(pl.col("community_code").is_null()).drop("community_code")
    wide = organizations.join(city, on="上级党组织").select(pl.col("id").alias("from"), "to")
    unit_names = units.select("community_code", "单位名称", pl.col("id").alias("to"))
    dual = (
        placed("dual_management")
        .join(
            organizations.select("community_code", pl.col("党组织全称").alias("党支部名称"),
                                 pl.col("id").alias("from")),
            on=["community_code", "党支部名称"],
        )
        .join(
            superiors.rename({"上级党组织": "属地党组织"}), on=["community_code", "属地党组织"]
        )
    )  # fmt: skip
    leading = communities.join(
        organizations.select(pl.col("党组织全称").alias("leading"), pl.col("id").alias("from")),
        on="leading",
    )

    def members_of(frame: pl.LazyFrame, column: str) -> pl.LazyFrame:
        listed = frame.with_columns(pl.col(column).str.split("、").alias("单位名称"))
        return listed.explode("单位名称").join(unit_names, on=["community_code", "单位名称"])

    def in_community(frame: pl.LazyFrame) -> pl.LazyFrame:
        rows = frame.filter(pl.col("community_id").is_not_null())
        return rows.select(pl.col("id").alias("from"), pl.col("community_id").alias("to"))

    nodes = {
        "Community": communities.drop("leading"),
        "Estate": estates.select(
            "id", pl.col("小区名称").alias("name"), whole("户数").alias("households"), *common),
        "Building": buildings.select(
            "id", pl.col("楼栋名称").alias("name"), pl.col("楼栋编码").alias("code"),
            pl.col("楼栋用途").alias("building_use"), whole("层数").alias("storeys"),
            whole("户数").alias("households"), pl.col("小区").alias("estate"), "estate_id",
            "nearest_organization", *common),
        "PartyOrganization": organizations.select(
            "id", pl.col("党组织全称").alias("name"), pl.col("党组织类别").alias("kind"),
            pl.col("党组织编码").alias("code"), whole("党员数").alias("members"),
            pl.col("成立日期").alias("established"), *common),
        "Unit": units.select(
            "id", pl.col("单位名称").alias("name"), pl.col("统一社会信用代码").alias("uscc"),
            pl.col("单位性质").alias("nature"), pl.col("两新类别").alias("sector"),
            whole("职工数").alias("employees"), whole("党员数").alias("members"),
            whole("正式党员数").alias("full_members"), *common),
        "GovernanceBody": bodies.select(
            "id", pl.col("名称").alias("name"), pl.col("类别").alias("kind"), *common),
        "MassOrganization": mass.select(
            "id", pl.col("组织名称").alias("name"), pl.col("群团类别").alias("kind"),
            whole("会员数").alias("members"), *common),
        "Agreement": agreements.select("id", pl.col("协议名称").alias("name"), *common),
    }  # fmt: skip
    edges = {
        "PART_OF.Building.Estate": buildings.filter(pl.col("小区").is_not_null()).select(
            pl.col("id").alias("from"), pl.col("estate_id").alias("to")),
        "PART_OF.Building.Community": in_community(buildings.filter(pl.col("小区").is_null())),
        "PART_OF.Estate.Community": in_community(estates),
        "IN_COMMUNITY.Building.Community": in_community(buildings),
        "IN_COMMUNITY.Estate.Community": in_community(estates),
        "IN_COMMUNITY.PartyOrganization.Community": in_community(organizations),
        "IN_COMMUNITY.Unit.Community": in_community(units),
        "IN_COMMUNITY.GovernanceBody.Community": in_community(bodies),
        "IN_COMMUNITY.MassOrganization.Community": in_community(mass),
        "IN_COMMUNITY.Agreement.Community": in_community(agreements),
        "SEATED_IN.PartyOrganization.Community": in_community(organizations),
        "SEATED_IN.Unit.Community": in_community(units),
        "LEADS.PartyOrganization.Community": leading.select("from", pl.col("id").alias("to")),
        "SUBORDINATE_TO.PartyOrganization.PartyOrganization": pl.concat([local, wide]),
        "COVERS.PartyOrganization.Building": covers,
        "ESTABLISHED_IN.PartyOrganization.Unit": members_of(organizations, "所在单位").select(
            pl.col("id").alias("from"), "to"),
        "TAKES_PART_IN.Unit.Agreement": members_of(agreements, "参与单位").select(
            pl.col("to").alias("from"), pl.col("id").alias("to")),
        "DUAL_MANAGED_BY.PartyOrganization.PartyOrganization": dual.select(
            "from", "to", (pl.col("参加活动") == "是").alias("activities"),
            (pl.col("参与选举") == "是").alias("elections"),
            (pl.col("参与决策") == "是").alias("decisions"),
            pl.col("起始日期").alias("since"), pl.col("截止日期").alias("until")),
    }  # fmt: skip
    made = pl.collect_all([*nodes.values(), *edges.values()])
    return dict(zip(nodes, made, strict=False)), dict(zip(edges, made[len(nodes) :], strict=True))


def write(rosters: Path, out: Path) -> None:
    nodes, edges = tables(rosters)
    for name, table in (nodes | edges).items():
        table.write_parquet(out / f"{name}.parquet")


def copy(out: Path) -> None:
    """Ladybug's own COPY of the Parquet files, into tables of the same columns."""
    types = {pl.String(): "STRING", pl.Int64(): "INT64", pl.Boolean(): "BOOLEAN"}
    with (
        ladybug.Database(out / "graph.lbug") as database,
        ladybug.Connection(database) as connection,
    ):
        ties: dict[str, list[Path]] = {}
        for path in sorted(out.glob("*.parquet")):
            kind = path.name.split(".")[0]
            if path.name.count(".") > 1:
                ties.setdefault(kind, []).append(path)
                continue
            columns = [f"`{n}` {types[t]}" for n, t in pl.read_parquet_schema(path).items()]
            connection.execute(f"CREATE NODE TABLE `{kind}`({', '.join(columns)}, PRIMARY KEY(id))")
            connection.execute(f"COPY `{kind}` FROM '{path}'")
        for kind, paths in ties.items():
            ends = [path.name.split(".")[1:3] for path in paths]
            pairs = ", ".join(f"FROM `{start}` TO `{end}`" for start, end in ends)
            schema = pl.read_parquet_schema(paths[0])
            columns = [f"`{n}` {types[t]}" for n, t in schema.items() if n not in ("from", "to")]
            connection.execute(f"CREATE REL TABLE `{kind}`({', '.join([pairs, *columns])})")
            for path, (start, end) in zip(paths, ends, strict=True):
                connection.execute(f"COPY `{kind}` FROM '{path}' (from='{start}', to='{end}')")
        connection.execute("CHECKPOINT")


def main() -> None:
    rosters, out = (Path(argument) for argument in sys.argv[1:3])
    out.mkdir(parents=True)
    started = time.perf_counter()
    write(rosters, out)
    written = time.perf_counter()
    copy(out)
    print(json.dumps({"polars": written - started, "copy": time.perf_counter() - written}))


if __name__ == "__main__":
    main()

"""A superior that is spelled wrong, and what a person decides about it in `matches.csv`."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl

from loaders.loading import LoadResult, load
from loaders.references.matches import COLUMNS, Matches
from tests.loaders.written import ties, write

COMMUNITIES = ("街道", "社区名称", "社区编码")


def rosters(folder: Path, *, superior: str = "海悦社区党委", community: str = "海月社区") -> Path:
    """Two communities with their organizations, and a branch whose superior is spelled wrong."""
    write(
        folder,
        "社区.csv",
        COMMUNITIES,
        ("招商街道", "海月社区", "440305006011"),
        ("招商街道", "花果山社区", "440305006003"),
    )
    write(
        folder,
        "党组织.csv",
        ("党组织名称", "所属社区", "上级党组织"),
        ("海月社区党委", "海月社区", None),
        ("花果山社区党委", "花果山社区", None),
        ("海月社区第一党支部", "海月社区", "海月社区党委"),
        ("海月社区第二党支部", community, superior),
    )
    return folder


def decide(
    folder: Path, result: LoadResult, decision: str | None, *, extra: dict[str, str] | None = None
) -> Path:
    """`matches.csv` of a load as a person saves it, with one decision in every line."""
    path = folder / "decided.csv"
    lines = result.matches.with_columns(decision=pl.lit(decision, pl.String)).to_dicts()
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows([{**line, **(extra or {})} for line in lines])
    return path


def again(folder: Path, decided: Path) -> LoadResult:
    return load([folder], matches=Matches.read(decided))


def superior_of_the_second(result: LoadResult) -> list[str]:
    return [end for start, end in ties(result, "SUBORDINATE_TO") if "第二" in start]

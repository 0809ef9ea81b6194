"""What a title, a sheet, a file or a folder tells of a table that has no such column.

A table without a column for the community stands in the one that its title names, else its sheet,
else its file, else a folder that it is in; likewise for the subdistrict. It is used only where it
means exactly one place of this load. Two places in one text tell nothing, and nothing further away
is asked then. A sheet whose name plainly is a community's, and means none, is an issue; where no
roster of communities was loaded at all, it is one that is only named, as in a column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import polars as pl

from loaders.references.resolve import make_unlisted
from loaders.registry import PLACES, Registry, ends
from loaders.tables.titles import Titles
from loaders.values.names import place_key

FIELD_OF = {"District": "district", "Subdistrict": "subdistrict", "Community": "community"}

Keys = Mapping[str, frozenset[str]]

_ENDS = {
    "Community": re.compile("社区(?:居民委员会|居委会)?|居民委员会|居委会|村民委员会|村委会|村"),
    "Subdistrict": re.compile("街道(?:办事处|办)?|镇|乡"),
}
_LONGEST = 14
# What may stand before a name inside a text: an area, a date, a mark.
_BEFORE = re.compile(r"(?:^|[^\u4e00-\u9fff]|[区县市省街道镇乡年月日度于及和与])$")
_LABEL = re.compile(r"^([^:]{1,12}):(.*)$", re.DOTALL)
_TELLING_LABEL = re.compile(
    "填报|填表|报送|上报|制表|编制|统计|所属|所在|单位|社区|街道|名称|范围|辖区"
)
_NUMBERED = re.compile(r"^(?:[(]?\d{1,3}[)]?[.、_\-\s]?|[一二三四五六七八九十]{1,3}、)(?=\D)")
_PLAINLY = re.compile("(?:社区|居委会|居民委员会|村委会|村民委员会)$")


def tell(registry: Registry, label: str) -> None:
    """Place the records of every table without a column for the label where its titles say.

    Fills the records' field and place column, and adds to what the field refers to, so that a tie
    to the place is stated as if there were a column.
    """
    if label not in _ENDS:
        return
    name = FIELD_OF[label]
    kinds = {k: spec for k, spec in registry.kinds.items() if name in spec.fields}
    open_tables = {
        int(table): kind
        for kind in kinds
        if kind in registry.records.frames
        for table in registry.records.frames[kind]["_table"].unique().to_list()
        if name not in registry.records.present[table]
    }
    if not open_tables:
        return
    keys = _keys(registry, label)
    within = _within(registry) if label == "Community" else None
    told: dict[int, str] = {}
    silent: list[int] = []
    for table in sorted(open_tables):
        found = place_told(registry.records.said[table], label, keys, within)
        if found is not None:
            told[table] = found
        elif label == "Community":
            silent.append(table)
    told |= _plainly_named(registry, silent)
    if told:
        _apply(registry, label, told, {open_tables[table] for table in told})


def place_told(
    said: Titles,
    label: str,
    keys: Keys,
    narrowed: Callable[[Titles, frozenset[str]], frozenset[str]] | None = None,
) -> str | None:
    """The id of the one place of a label that titles name, the nearest first; None if none does.

    keys: key of a name → ids. narrowed: of several places of one name, those that can be meant.
    """
    around = [[text] for text in (said.sheet, said.file, *said.folders) if text is not None]
    for texts in [list(said.above), *around]:
        found = [ids for text in texts for ids in _meant(text, label, keys)]
        if narrowed is not None:
            found = [narrowed(said, ids) if len(ids) > 1 else ids for ids in found]
        every = frozenset[str]().union(*found)
        if every:
            return next(iter(every)) if len(every) == 1 else None
    return None


def _meant(text: str, label: str, keys: Keys) -> list[frozenset[str]]:
    """The places that a text names, each as the ids of its name: 海月, 招商街道海月社区楼栋台账."""
    labelled = _LABEL.match(text)
    if labelled is not None:
        if not _TELLING_LABEL.match(labelled.group(1)):
            return []
        text = labelled.group(2).strip()
    whole = keys.get(place_key(_NUMBERED.sub("", text), label))
    if whole is not None:
        return [whole]
    found = []
    for end in _ENDS[label].finditer(text):
        first = max(0, end.start() - _LONGEST)
        for start in range(first, end.start()):
            ids = keys.get(place_key(text[start : end.end()], label))
            if ids is not None and _BEFORE.search(text[:start]):
                found.append(ids)
                break
    return found


def _keys(registry: Registry, label: str) -> Keys:
    grouped = registry.lookup(label).group_by("_key").agg(pl.col("id").unique())
    return {key: frozenset(ids) for key, ids in grouped.iter_rows()}


def _within(registry: Registry) -> Callable[[Titles, frozenset[str]], frozenset[str]]:
    """Of communities of one name, those of the subdistrict that the titles tell too."""
    keys = _keys(registry, "Subdistrict")
    above = dict(registry.nodes["Community"].select("id", "_subdistrict").iter_rows())

    def narrowed(said: Titles, ids: frozenset[str]) -> frozenset[str]:
        subdistrict = place_told(said, "Subdistrict", keys)
        inside = frozenset(id_ for id_ in ids if above[id_] == subdistrict)
        return inside if subdistrict is not None and inside else ids

    return narrowed


def _plainly_named(registry: Registry, tables: Sequence[int]) -> dict[int, str]:
    """Tables whose sheet's name plainly is a community's, and means none that was loaded."""
    rows = []
    for table in tables:
        name = registry.records.said[table].sheet
        if name is not None and _PLAINLY.search(name):
            rows.append({"_table": table, "text": _NUMBERED.sub("", name)})
    if not rows:
        return {}
    positions = registry.records.located().group_by("_table").agg(pl.col("file", "sheet").first())
    named = pl.DataFrame(rows, schema={"_table": pl.UInt32, "text": pl.String}).join(
        positions, on="_table", how="left"
    )
    noted = named.with_columns(
        as_written=pl.col("text"), column=pl.lit("工作表"), field=pl.lit("community")
    )
    communities = registry.nodes["Community"]
    if communities["listed"].any():
        registry.notes.about_records(noted, "told_place_not_found")
        return {}
    known = set(_keys(registry, "Community"))
    new = named.filter(
        ~pl.Series([place_key(t, "Community") in known for t in named["text"]], dtype=pl.Boolean)
    )
    if new.height == 0:
        return {}
    registry.notes.about_records(noted.join(new, on="_table", how="semi"), "unlisted")
    sources = pl.concat(
        frame.select("_table", "source", *PLACES) for frame in registry.records.frames.values()
    ).filter(pl.col("_table").is_in(new["_table"].implode()))
    refs = (
        new.join(sources.unique("_table", keep="first", maintain_order=True), on="_table")
        .with_row_index("_n")
        .with_columns(label=pl.lit("Community"), kind=pl.lit(None, pl.String))
    )
    made = refs.join(make_unlisted(registry, refs), on="_n")
    return dict(made.select("_table", "id").iter_rows())


def _apply(registry: Registry, label: str, told: Mapping[int, str], kinds: set[str]) -> None:
    name, place = FIELD_OF[label], f"_{label.lower()}"
    names = dict(registry.nodes[label].select("id", "name").iter_rows())
    for kind in kinds:
        frame = registry.records.frames[kind]
        ids = pl.col("_table").replace_strict(told, default=None, return_dtype=pl.String)
        filled = frame.with_columns(_told=ids)
        registry.records.frames[kind] = filled.with_columns(
            pl.coalesce(place, "_told").alias(place),
            pl.coalesce(
                name, pl.col("_told").replace_strict(names, default=None, return_dtype=pl.String)
            ).alias(name),
        ).drop("_told")
        if (kind, name) in registry.made:
            continue
        new = filled.drop_nulls("_told").select(
            "_record", pl.col("_told").alias("id"), label=pl.lit(label)
        )
        old = registry.resolved.get((kind, name), ends())
        registry.resolved[kind, name] = pl.concat([old, new])

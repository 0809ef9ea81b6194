"""A person's decisions about names, applied to the references that code and name leave open."""

from __future__ import annotations

import polars as pl

from loaders.kinds import Field
from loaders.references.matches import MOST_NUMBERED, Line
from loaders.registry import PLACES, Registry
from loaders.values.names import key_series

PLACE_LABELS = ("Community", "Subdistrict", "District")
_NOT_NAMED = frozenset({"new", "no", "number"})


def decided(registry: Registry, spec: Field, open_: pl.DataFrame) -> pl.DataFrame:
    """Apply the decided lines for the field's labels to references (text, PLACES).

    The line for the nearest place that has one counts, then that for everywhere. Returns the
    references that a line speaks of, with the id and label that it says, or null and whether a
    `new` thing is to be made. Lines that can't be followed are noted with their file and row.
    """
    nothing = {"id": pl.String, "label": pl.String, "new": pl.Boolean}
    labels = "; ".join(spec.to)
    lines = [line for line in registry.matches.lines if line.key[0] == labels]
    if not lines or open_.height == 0:
        return pl.DataFrame(schema={**open_.schema, **nothing})
    spoken = _lines_of(spec, open_, _placed(registry, lines))
    targets = _targets(registry, spec, lines, spoken["_line"].unique().sort().to_list())
    return (
        spoken.join(targets, on="_line", how="left")
        .with_columns(pl.col("new").fill_null(False))
        .select(*open_.columns, *nothing)
    )


def note_unclear(registry: Registry) -> None:
    """Note the lines that nobody can follow, whatever a load holds."""
    seen: dict[tuple[str, str, str], Line] = {}
    for line in registry.matches.lines:
        how, what = line.said
        if not line.labels:
            _bad(registry, line, "label 列没有写明种类", "the column label names no kind of thing")
        elif how == "number":
            _bad(registry, line, f"没有第 {what} 个候选", f"there is no candidate {what}")
        first = seen.setdefault(line.key, line)
        if first.said != line.said:
            _otherwise(registry, line, first)


def _otherwise(registry: Registry, line: Line, other: Line) -> None:
    _bad(
        registry,
        line,
        f"与 {other.file} 第 {other.row} 行的决定不同，两行都没有采用",
        f"row {other.row} of {other.file} decides otherwise; neither was followed",
    )


def _conflicting(lines: list[Line]) -> set[tuple[str, str, str]]:
    """The keys about which two lines say different things."""
    first: dict[tuple[str, str, str], Line] = {}
    return {line.key for line in lines if first.setdefault(line.key, line).said != line.said}


def _placed(registry: Registry, lines: list[Line]) -> pl.DataFrame:
    """_line, _key, _place: the lines whose place is in this load; null is everywhere."""
    places = pl.concat(
        registry.nodes[label].select("id", "name")
        for label in PLACE_LABELS
        if label in registry.nodes
    )
    known = dict.fromkeys(places["id"].to_list())
    called = places.filter(pl.col("name").is_unique())
    by_name = dict(zip(called["name"].to_list(), called["id"].to_list(), strict=True))
    first: dict[tuple[str, str | None], int] = {}
    unclear: set[tuple[str, str | None]] = set()
    for n, line in enumerate(lines):
        place = line.place if line.place in known else by_name.get(line.cells["place"])
        if place is None and line.place:
            continue
        about = line.key[1], place
        other = lines[first.setdefault(about, n)]
        # one calls the place by name, one by identifier; a file of its own goes before the kept one
        if other.file == line.file and other.key != line.key and other.said != line.said:
            unclear.add(about)
            _otherwise(registry, line, other)
    rows = [(n, *about) for about, n in first.items() if about not in unclear]
    schema = {"_line": pl.UInt32, "_key": pl.String, "_place": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _lines_of(spec: Field, refs: pl.DataFrame, placed: pl.DataFrame) -> pl.DataFrame:
    """The references that a line speaks of, with the nearest such line."""
    left = refs.with_columns(_key=key_series(refs["text"], spec.to[0]))
    spoken = []
    for level in PLACES:
        there = left.join(
            placed.drop_nulls("_place"), left_on=["_key", level], right_on=["_key", "_place"]
        )
        spoken.append(there.select(*refs.columns, "_line"))
        left = left.join(there, on=refs.columns, how="anti", nulls_equal=True)
    everywhere = placed.filter(pl.col("_place").is_null()).drop("_place")
    spoken.append(left.join(everywhere, on="_key").select(*refs.columns, "_line"))
    return pl.concat(spoken)


def _targets(registry: Registry, spec: Field, lines: list[Line], wanted: list[int]) -> pl.DataFrame:
    """_line, id, label, new: what the wanted lines decide; nothing where they can't be followed."""
    conflicting = _conflicting(lines)
    followed = {n: lines[n] for n in wanted if lines[n].key not in conflicting}
    named = {n: line.said[1] for n, line in followed.items() if line.said[0] not in _NOT_NAMED}
    meant = _Meant(registry, spec, set(named.values()))
    rows: list[tuple[int, str | None, str | None, bool]] = []
    for n, line in followed.items():
        found = meant.by(line, named[n]) if n in named else None
        if n in named and found is None:
            _bad(registry, line, *meant.why_not(named[n]))
        rows.append((n, *(found or (None, None)), line.said[0] == "new"))
    schema = {"_line": pl.UInt32, "id": pl.String, "label": pl.String, "new": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


class _Meant:
    """The things that decisions name by identifier, code or name; all looked up at once."""

    def __init__(self, registry: Registry, spec: Field, said: set[str]) -> None:
        self.exactly: dict[str, set[tuple[str, str]]] = {}
        self.by_name: dict[str, set[tuple[str, str]]] = {}
        texts = sorted(said)
        full = [registry.base + what.lstrip("/") for what in texts]
        for label in spec.to:
            nodes = registry.nodes[label]["id"]
            there = set(nodes.filter(nodes.is_in([*texts, *full])).to_list())
            codes = registry.codes(label).filter(pl.col("code").is_in(texts))
            for what in texts:
                for id_ in there & {what, registry.base + what.lstrip("/")}:
                    self.exactly.setdefault(what, set()).add((id_, label))
            for code, id_ in codes.select("code", "id").iter_rows():
                self.exactly.setdefault(code, set()).add((id_, label))
            keys = pl.DataFrame(
                {"said": texts, "_key": key_series(pl.Series(texts, dtype=pl.String), label)}
            )
            for what, id_ in (
                registry.lookup(label).join(keys, on="_key").select("said", "id").iter_rows()
            ):
                self.by_name.setdefault(what, set()).add((id_, label))

    def by(self, line: Line, what: str) -> tuple[str, str] | None:
        """(id, label) of what a line names; of several of one name, its own candidate."""
        called = self.by_name.get(what, set())
        listed = {line.cells[f"id_{n}"] for n in range(1, MOST_NUMBERED + 1)}
        among = {found for found in called if found[0] in listed} or called
        found = self.exactly.get(what) or among
        return next(iter(found)) if len(found) == 1 else None

    def why_not(self, what: str) -> tuple[str, str]:
        """Why a line could not be followed, in Chinese and English."""
        if what in self.by_name:
            return (
                "写的名称不止一个对象使用，请改写编号",
                "several things have that name; write the identifier",
            )
        return (
            "所指的对象不在这次载入的花名册中",
            "what it names is on none of the rosters of this load",
        )


def _bad(registry: Registry, line: Line, zh: str, en: str) -> None:
    registry.notes.about_file(line.file, "bad_decision", row=line.row, detail=zh, detail_en=en)


def remember(registry: Registry, found: pl.DataFrame) -> None:
    """Keep decided names (text, id, label) as other spellings, for `add_spellings`."""
    if found.height:
        registry.spellings.append(found.select("text", "id", "label"))


def add_spellings(registry: Registry) -> None:
    """Store decided names as alternative names of what they mean (RULES 18).

    At the end of a load, so that a decision reaches no further than its place.
    """
    if not registry.spellings:
        return
    for (label,), said in pl.concat(registry.spellings).group_by("label"):
        others = said.group_by("id").agg(pl.col("text").unique().alias("_said"))
        every = pl.col("alternative_names").fill_null([]).list.set_union(pl.col("_said"))
        nodes = registry.nodes[str(label)].join(others, on="id", how="left", maintain_order="left")
        registry.nodes[str(label)] = nodes.with_columns(
            alternative_names=pl.when(pl.col("_said").is_null())
            .then("alternative_names")
            .otherwise(every.list.set_difference(pl.concat_list("name")).list.sort())
        ).drop("_said")

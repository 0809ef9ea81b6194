"""The results as rows: what each is about, in words, and the rows of rosters behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from graph.language import language, say
from graph.validate.checks import Found
from graph.validate.face import Face
from graph.validate.parts import IRI
from graph.validate.paths import predicates
from graph.validate.report import Report
from graph.validate.shapes import SH, Shape, Value
from ontology import NAMESPACE

if TYPE_CHECKING:
    import polars as pl

KEYS = (
    *("severity", "shape", "label", "id", "name", "field", "value", "message"),
    *("subdistrict", "community_code", "community", "source"),
)
SEVERITIES = ("violation", "warning", "info")
# The rows of ties behind one result: a community may have thousands.
_MOST_ROWS = 20
_BY_PROPERTY = ("targetSubjectsOf", "targetObjectsOf")
_PRIVATE = "no-personal-numbers"


def details(report: Report) -> pl.DataFrame:
    """A row a result, in the columns of `KEYS`: what is wrong before what is worth a look."""
    import polars as pl

    nothing = pl.DataFrame(schema=dict.fromkeys(KEYS, pl.String))
    made = [nothing]
    for found in sorted(report.found, key=lambda found: SEVERITIES.index(severity(found.shape))):
        made.append(_rows(report.face, found))
    return _without_personal(pl.concat(made), report)


def severity(shape: Shape) -> str:
    """violation, warning or info."""
    return shape.severity.removeprefix(SH).lower()


def message(shape: Shape) -> str:
    """What a shape says is wrong, in the chosen language."""
    return shape.messages.get(language()) or next(iter(shape.messages.values()), shape.name)


def field(face: Face, shape: Shape) -> str | None:
    """The column or the type of tie that a shape is about, as the tables call it."""
    names = {tie.iri: tie.type for tie in face.model.relationships.values()}
    names |= {column.iri: column.name for column in face.model_columns()}
    names |= {NAMESPACE + end: end for end in ("from", "to")}
    return next((names[iri] for iri in _predicates(shape) if iri in names), None)


def _predicates(shape: Shape) -> list[str]:
    """The properties that a shape is about: those of its path, else that of its target."""
    along = predicates(shape.path) if shape.path is not None else []
    return along + [iri for kind, iri in shape.targets if kind in _BY_PROPERTY]


def _rows(face: Face, found: Found) -> pl.DataFrame:
    """The results of one constraint, sorted by what they are about."""
    import polars as pl

    shape = found.shape
    if shape.targets[0][0] == "targetNode":
        # a rule about the whole graph has the node that it is about as its value
        rows = found.frame.select(id="value", value=pl.lit(None, pl.String))
        pairs = rows.clear()
    else:
        rows = found.frame.select(pl.col("focus").cast(pl.String).alias("id"), "value")
        pairs = rows.drop_nulls()
        if found.counted is not None:
            pairs = found.counted.select(pl.col("focus").cast(pl.String).alias("id"), "value")
            rows = rows.drop("value").join(_listed(face, pairs), on="id", how="left")
        elif found.term == IRI:
            rows = _named(face, rows)
    rows = rows.join(things(face, rows["id"]), on="id", how="left")
    rows = rows.join(_of_ties(face, shape, pairs, rows["id"]), on="id", how="left")
    return rows.select(
        pl.lit(severity(shape)).alias("severity"),
        pl.lit(shape.name).alias("shape"),
        *("label", "id", "name"),
        pl.lit(field(face, shape), pl.String).alias("field"),
        "value",
        pl.lit(message(shape)).alias("message"),
        *("subdistrict", "community_code", "community"),
        pl.coalesce("of_ties", "source").alias("source"),
    ).sort("label", "id", "value", nulls_last=True)


def things(face: Face, ids: pl.Series) -> pl.DataFrame:
    """What the tables say of some identifiers: label, name, place and source, one row each."""
    import polars as pl

    wanted = ids.unique().cast(pl.Categorical).implode()
    places = ("subdistrict", "community_code", "community")
    columns = ("id", "label", "name", *places, "source")
    made = [pl.DataFrame(schema=dict.fromkeys(columns, pl.String))]
    for name, table in face.tables():
        rows = table.filter(pl.col("id").is_in(wanted))
        if rows.is_empty():
            continue
        if name in face.model.relationships:
            rows = _tie_names(face, rows)
        made.append(rows.with_columns(label=pl.lit(name)).select(pl.col(columns).cast(pl.String)))
    return pl.concat(made).unique("id", keep="first", maintain_order=True)


def _tie_names(face: Face, rows: pl.DataFrame) -> pl.DataFrame:
    """Ties named by their ends, in the place of the first."""
    import polars as pl

    ends = rows.select("id", "source", pl.col("from", "to").cast(pl.String))
    named = things(face, pl.concat([ends["from"], ends["to"].rename("from")]).drop_nulls())
    shown = named.with_columns(pl.coalesce("name", "id").alias("shown"))
    start = shown.select(pl.exclude("source", "label", "name", "id"), pl.col("id").alias("from"))
    end = shown.select(pl.col("id").alias("to"), pl.col("shown").alias("other"))
    joined = ends.join(start, on="from", how="left").join(end, on="to", how="left")
    return joined.with_columns(
        name=pl.concat_str(
            pl.coalesce("shown", "from").fill_null("?"),
            pl.lit(" → "),
            pl.coalesce("other", "to").fill_null("?"),
        )
    )


def _named(face: Face, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows whose values are nodes, with their names; a node without one by its identifier."""
    import polars as pl

    names = things(face, rows["value"].drop_nulls()).select(
        pl.col("id").alias("value"), pl.col("name").alias("shown")
    )
    joined = rows.join(names, on="value", how="left")
    return joined.select("id", pl.coalesce("shown", "value").alias("value"))


def _listed(face: Face, pairs: pl.DataFrame) -> pl.DataFrame:
    """The values of each as one text."""
    import polars as pl

    listed = _named(face, pairs).sort("value").group_by("id").agg(pl.col("value"))
    most = pl.col("value").list.head(_MOST_ROWS).list.join("; ")
    return listed.select("id", value=most)


def _of_ties(face: Face, shape: Shape, pairs: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
    """The sources of the ties that a shape found fault with, as one text for each node."""
    import polars as pl

    along = _predicates(shape)
    wanted = ids.unique().cast(pl.Categorical).implode()
    found = [pl.DataFrame(schema={"id": pl.String, "source": pl.String})]
    for type_, tie in face.model.relationships.items():
        if tie.iri not in along:
            continue
        table = dict(face.tables())[type_]
        for end, other in (("from", "to"), ("to", "from")):
            ties = table.filter(pl.col(end).is_in(wanted)).select(
                pl.col(end, other, "source").cast(pl.String)
            )
            if not pairs.is_empty():
                ties = ties.join(pairs, left_on=[end, other], right_on=["id", "value"], how="semi")
            found.append(ties.select(pl.col(end).alias("id"), "source"))
    sources = pl.concat(found).drop_nulls().unique().sort("id", "source").group_by("id")
    return sources.agg(of_ties=pl.col("source").head(_MOST_ROWS).str.join("; "))


def personal(report: Report) -> Callable[[str | None], str | None]:
    """A function that gives a text back, and None where it holds a number of a person."""
    import re

    pattern = _personal(report)
    if pattern is None:
        return lambda text: text
    found = re.compile(pattern).search
    return lambda text: None if text is not None and found(text) else text


def _without_personal(rows: pl.DataFrame, report: Report) -> pl.DataFrame:
    """The rows without what must not be in a graph: a report is passed on more easily than it."""
    import polars as pl

    pattern = _personal(report)
    if pattern is None:
        return rows
    return rows.with_columns(
        pl.when(pl.col(name).str.contains(pattern))
        .then(pl.lit(say("validate_not_shown")))
        .otherwise(pl.col(name))
        .alias(name)
        for name in ("id", "name", "value", "subdistrict", "community_code", "community", "source")
    )


def _personal(report: Report) -> str | None:
    """The regular expression of what looks like a number of a person."""
    for shape in report.shapes:
        if shape.name == _PRIVATE:
            for outer in shape.constraints:
                inner = outer.value.constraints if isinstance(outer.value, Shape) else ()
                for constraint in inner:
                    if isinstance(constraint.value, Value):
                        return constraint.value.value
    return None
